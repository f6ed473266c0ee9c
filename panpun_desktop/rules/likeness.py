"""Whether two records may be one person: an additive score, a suggestion and never more (R-PER-1).

The weights are those measured in facts/data-layer.md §2 on invented re-registrations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import product
from operator import ne

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_text import search_key
from panpun_desktop.rules.birth import UNKNOWN_BIRTH, Birth, BirthPrecision
from panpun_desktop.rules.codes import Sex
from panpun_desktop.rules.limits import Limits

_SAME = 100
_ID_EQUAL, _ID_SLIP, _ID_DIFFERS = 60, 25, -30
_HALF_A_NAME = 0.5
"""Where only one of first and last name can be compared, half the points: many share a first name."""
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
    other_names: tuple[tuple[str, str], ...] = ()
    """First and last name of aliases and former names, as search keys."""

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
        other_names: Iterable[str] = (),
        key: Callable[[str], str] = search_key,
    ) -> Traits:
        """Traits from names as they are written; ``key`` may remember the search keys it made."""
        digits = "".join(filter(str.isdigit, phone))
        keys = (key(first), key(last), key(nickname))
        others = tuple(_parts(key(name)) for name in other_names)
        return cls(*keys, national_id or "", birth or UNKNOWN_BIRTH, sex, digits, others)

    @property
    def names(self) -> tuple[tuple[str, str], ...]:
        """Every first and last name the person goes by."""
        return ((self.first_key, self.last_key), *self.other_names)


@dataclass(frozen=True)
class Likeness:
    """How alike two records are, and by what, in the words shown beside the warning."""

    score: int
    reasons: tuple[str, ...]
    """What speaks for it."""
    against: tuple[str, ...] = ()
    """What speaks against it."""

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
        (_SEX_DIFFERS, _("different sex")) if {one.sex, other.sex} == {Sex.M, Sex.F} else (0, ""),
    ]
    reasons = tuple(reason for points, reason in parts if reason and points > 0)
    against = tuple(reason for points, reason in parts if reason and points < 0)
    return Likeness(round(sum(points for points, _reason in parts)), reasons, against)


def _by_id(one: str, other: str) -> tuple[float, str]:
    if not one or not other:
        return 0, ""
    if one == other:
        return _ID_EQUAL, _("same national ID number")
    if len(one) == len(other) and sum(map(ne, one, other)) == 1:
        return _ID_SLIP, _("national ID number differs in one digit")
    return _ID_DIFFERS, _("different national ID number")


def _by_name(one: Traits, other: Traits) -> tuple[float, str]:
    """The best of all names both go by."""
    points = [_of_names(*pair) for pair in product(one.names, other.names)]
    best, is_same = max(points)
    if is_same:
        return best, _("same name")
    return best, _("similar name") if best > 0 else _("different first name")


def _of_names(one: tuple[str, str], other: tuple[str, str]) -> tuple[float, bool]:
    """Points of two names, and whether they are the same."""
    ratio = _ratio()
    ratios = [ratio(left, right) for left, right in zip(one, other, strict=True) if left and right]
    if not ratios:
        return 0.0, False
    mean = sum(ratios) / len(ratios)
    points = max(0.0, mean - _NAME_FROM) * (1 if len(ratios) == len(one) else _HALF_A_NAME)
    if one[0] and other[0] and ratios[0] < _FIRST_NAME_FLOOR:
        points += _FIRST_NAME_DIFFERS
    return points, mean == _SAME


@cache
def _ratio() -> Callable[[str, str], float]:
    from rapidfuzz.fuzz import ratio  # late: the page of today comes without it

    return ratio


def _parts(name: str) -> tuple[str, str]:
    first, _gap, last = name.partition(" ")
    return first, last


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
    return _YEAR_DIFFERS, _("born in other years")


def _birth_year(day: date) -> int:
    """The Gregorian year, also of a day that was stored with its Buddhist year by mistake."""
    return day.year - 543 if day.year > 2400 else day.year


def _by_nickname(one: str, other: str) -> tuple[float, str]:
    if not one or not other:
        return 0, ""
    if one == other:
        return _NICKNAME_EQUAL, _("same nickname")
    return _NICKNAME_DIFFERS, _("different nickname")
