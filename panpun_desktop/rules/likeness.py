"""Whether two records may be one person: an additive score, a suggestion and never more (R-PER-1).

The weights are those measured in facts/data-layer.md §2 on invented re-registrations.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from operator import ne

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_text import search_key
from panpun_desktop.rules.birth import UNKNOWN_BIRTH, Birth, BirthPrecision
from panpun_desktop.rules.codes import Sex
from panpun_desktop.rules.limits import Limits

_ID_EQUAL, _ID_SLIP, _ID_DIFFERS = 60, 25, -30
_NAME_FROM, _FIRST_NAME_FLOOR, _FIRST_NAME_DIFFERS = 60, 50, -12
_DAY_EQUAL, _YEAR_EQUAL, _YEAR_SLIP, _YEAR_SLIP_VAGUE, _YEAR_DIFFERS = 25, 16, 2, 10, -22
_NICKNAME_EQUAL, _NICKNAME_DIFFERS = 8, -3
_PHONE_EQUAL, _SEX_DIFFERS = 14, -10


class Sureness(StrEnum):
    """What a score means to the person at the desk."""

    NONE = "none"
    MAYBE = "maybe"
    LIKELY = "likely"


@dataclass(frozen=True)
class Traits:
    """What two records are compared by; names are search keys, see ``Traits.of``."""

    first_key: str = ""
    last_key: str = ""
    nickname_key: str = ""
    national_id: str = ""
    birth: Birth = UNKNOWN_BIRTH
    sex: str = Sex.U
    phone: str = ""

    @classmethod
    def of(
        cls,
        first: str,
        last: str,
        *,
        nickname: str = "",
        national_id: str | None = None,
        birth: Birth | None = None,
        sex: str = Sex.U,
        phone: str = "",
    ) -> Traits:
        """Traits from names as they are written."""
        digits = "".join(filter(str.isdigit, phone))
        keys = (search_key(first), search_key(last), search_key(nickname))
        return cls(*keys, national_id or "", birth or UNKNOWN_BIRTH, sex, digits)


@dataclass(frozen=True)
class Likeness:
    """How alike two records are, and by what, in the words shown beside the warning."""

    score: int
    reasons: tuple[str, ...]

    def sureness(self, limits: Limits) -> Sureness:
        """Whether to warn, and how strongly."""
        if self.score >= limits.duplicate_strong_at:
            return Sureness.LIKELY
        return Sureness.MAYBE if self.score >= limits.duplicate_warn_at else Sureness.NONE


def could_be_same(one: Traits, other: Traits) -> Likeness:
    """Score two records; the points are whole numbers, the reasons only those that speak for it."""
    parts = [
        _by_id(one.national_id, other.national_id),
        _by_name(one, other),
        _by_birth(one.birth, other.birth),
        _by_nickname(one.nickname_key, other.nickname_key),
        (_PHONE_EQUAL, _("same telephone")) if one.phone and one.phone == other.phone else (0, ""),
        (_SEX_DIFFERS, "") if {one.sex, other.sex} == {Sex.M, Sex.F} else (0, ""),
    ]
    reasons = tuple(reason for points, reason in parts if reason and points > 0)
    return Likeness(round(sum(points for points, _reason in parts)), reasons)


def _by_id(one: str, other: str) -> tuple[float, str]:
    if not one or not other:
        return 0, ""
    if one == other:
        return _ID_EQUAL, _("same national ID number")
    if len(one) == len(other) and sum(map(ne, one, other)) == 1:
        return _ID_SLIP, _("national ID number differs in one digit")
    return _ID_DIFFERS, ""


def _by_name(one: Traits, other: Traits) -> tuple[float, str]:
    from rapidfuzz.fuzz import ratio  # late: the page of today comes without it

    pairs = [(one.first_key, other.first_key), (one.last_key, other.last_key)]
    ratios = [ratio(left, right) for left, right in pairs if left and right]
    if not ratios:
        return 0, ""
    mean = sum(ratios) / len(ratios)
    points = max(0.0, mean - _NAME_FROM)
    if one.first_key and other.first_key and ratios[0] < _FIRST_NAME_FLOOR:
        points += _FIRST_NAME_DIFFERS
    return points, _("same name") if mean == 100 else _("similar name")


def _by_birth(one: Birth, other: Birth) -> tuple[float, str]:
    if one.first_on is None or other.first_on is None:
        return 0, ""
    exact = one.precision is other.precision is BirthPrecision.DAY
    if exact and one.first_on == other.first_on:
        return _DAY_EQUAL, _("born on the same day")
    years_apart = abs(_birth_year(one.first_on) - _birth_year(other.first_on))
    if years_apart == 0:
        return _YEAR_EQUAL, _("born in the same year")
    if years_apart == 1:
        return (_YEAR_SLIP, "") if exact else (_YEAR_SLIP_VAGUE, _("born a year apart"))
    return _YEAR_DIFFERS, ""


def _birth_year(day: date) -> int:
    """The Gregorian year, also of a day that was stored with its Buddhist year by mistake."""
    return day.year - 543 if day.year > 2400 else day.year


def _by_nickname(one: str, other: str) -> tuple[float, str]:
    if not one or not other:
        return 0, ""
    if one == other:
        return _NICKNAME_EQUAL, _("same nickname")
    return _NICKNAME_DIFFERS, ""
