"""Finding people by anything known of them: the one finder of the search, the list and the admission."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, select

from panpun_desktop.common.i18n import _
from panpun_desktop.models import Bed, BedUse, Room, Stay
from panpun_desktop.rules.protection import Sight
from panpun_desktop.services.search_text import FEWEST_DIGITS, Reading, compact, readings
from panpun_desktop.services.stay_rows import bed_label_sql, on_night

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from panpun_desktop.services.name_index import Look, NameIndex, Slip
    from panpun_desktop.services.visibility import Veil

_FEWEST_OF_PHONE = 5
_FEWEST_LETTERS = 3
"""Of what is so short everything is similar."""
_LOOKS: tuple[Look, ...] = ("near", "nearly_begun", "far")
"""The quick look first."""
_WHOLE_FROM, _LEAST_ALIKE, _MOST_ALIKE = 5, 60, 20
"""Whole names are compared from so many letters on; how like they must be, of 100."""


@dataclass(frozen=True)
class Match:
    """By what someone was found: kind as in ``PersonHit.matched``, and words for what is not plain."""

    kind: str
    why: str = ""


Found = Iterator[tuple[Match, Iterable[int]]]


def matches(
    session: Session,
    index: NameIndex,
    seen: Veil,
    text: str,
    today: date,
    *,
    most: int | None,
    near_below: int,
) -> dict[int, Match]:
    """By what each person was found, the best first and among equals those who are here.

    Near spellings are looked for while fewer than ``near_below`` were found otherwise. Who is not seen
    whole is found by an exact number only, or not at all (R-SAF-1).
    """
    found: dict[int, Match] = {}
    meant = readings(text, today)
    veiled = seen.not_whole - _seen_by_number(index, seen, meant)
    for match, ids in _ways(session, index, meant, today, near_below, found):
        for id in ids:
            if id in veiled and not _first_name_found(index, seen, meant, id):
                continue
            found.setdefault(id, match)
            if len(found) == most:
                return found
    return found


def _seen_by_number(index: NameIndex, seen: Veil, meant: Sequence[Reading]) -> frozenset[int]:
    """Of the masked people those whose whole number was typed."""
    if not seen.masked:
        return frozenset()
    numbers = {number for one in meant for number in (one.digits, one.text) if number}
    return seen.masked & frozenset(id for number in numbers for id in index.exactly(number))


def _first_name_found(index: NameIndex, seen: Veil, meant: Sequence[Reading], id: int) -> bool:
    if seen.sight(id) is not Sight.FIRST_NAME:
        return False
    return any(len(one.words) == 1 and index.first_name_begins(id, one.keys) for one in meant)


def _ways(
    session: Session,
    index: NameIndex,
    meant: Sequence[Reading],
    today: date,
    near_below: int,
    found: Mapping[int, Match],
) -> Found:
    """Each way of finding in turn, the surest first; what is costly is asked only when it comes to it."""
    here = _people_here(session)
    for one in meant:
        yield from _exact(session, index, one, here, today)
    for one in meant:
        if len(found) < near_below:
            yield from _near(index, one, set(here), far=not found)


def _exact(session: Session, index: NameIndex, one: Reading, here: tuple[int, ...], today: date) -> Found:
    def match(kind: str) -> Match:
        return Match(kind, _("typed in the other keyboard layout") if one.other_layout else "")

    def those(ids: Iterable[int]) -> Iterable[int]:
        return (id for id in ids if index.was_born(id, one.born)) if one.born else ids

    if len(one.digits) >= FEWEST_DIGITS:
        yield match("number"), index.numbered(one.digits, here=here)
        if len(one.digits) >= _FEWEST_OF_PHONE:
            yield match("phone"), index.reached_by(one.digits, here)
    if any(map(str.isdecimal, one.text)):
        yield match("regno"), index.registered(one.text, here)
    if one.keys:
        yield match("name"), those(index.named(one.keys, True, here))
        yield match("nickname"), those(index.nicknamed(one.keys, here))
    yield match("bed"), people_in_beds(session, one.text, today)
    if one.words:
        yield match("name"), those(index.with_words(one.words, here))
        yield match("alias"), those(index.otherwise_named(one.keys, one.words, here))
        yield match("nickname"), those(index.nicknamed(one.keys, here, at_start=False))  # น้องต้น is ต้น
        yield match("name"), those(index.named(one.keys, False, here))
    elif one.born:
        yield match("birth"), index.born(one.born, here)


def _near(index: NameIndex, one: Reading, here: Collection[int], *, far: bool) -> Found:
    """Names that sound so, or are a slip or two away; with ``far`` until somebody is found."""
    if one.digits or len(compact(one.sound)) < _FEWEST_LETTERS:
        return
    for look in _LOOKS if far else _LOOKS[:1]:
        if found := _by_slips(index, index.sounding(one.sounds, one.starts, look), one.born, here):
            yield from found
            return
    if not far or len(one.sound) < _WHOLE_FROM:
        return
    joined = index.sounding_joined("".join(one.words))
    yield from _by_slips(index, joined, one.born, here)
    if not joined:
        yield Match("similar", _("spelled alike")), index.alike(one.sound, _MOST_ALIKE, _LEAST_ALIKE)


def _by_slips(
    index: NameIndex, found: Iterable[Slip], born: str, here: Collection[int]
) -> list[tuple[Match, list[int]]]:
    grouped: defaultdict[int, list[Slip]] = defaultdict(list)
    for one in found:
        if not born or index.was_born(one.id, born):
            grouped[one.slips].append(one)
    return [
        (Match("similar", slips_words(slips)), [one.id for one in sorted(ones, key=_here_first(here))])
        for slips, ones in sorted(grouped.items())
    ]


def _here_first(here: Collection[int]) -> Callable[[Slip], tuple[bool, int]]:
    return lambda one: (one.id not in here, one.turn)


def slips_words(slips: int) -> str:
    """Why a name is near: in how many letters it differs."""
    match slips:
        case 0:
            return _("sounds the same")
        case 1:
            return _("one letter differs")
        case 2:
            return _("two letters differ")
        case _:
            return _("spelled alike")


def _people_here(session: Session) -> tuple[int, ...]:
    is_open = select(Stay.person_id).where(Stay.left_on.is_(None), Stay.voided_at.is_(None))
    return tuple(session.scalars(is_open))


def people_in_beds(session: Session, text: str, night: date) -> list[int]:
    """People whose bed's label contains the text, those who share it included."""
    beds = select(Bed.id).join(Room, Room.id == Bed.room_id)
    ids = session.scalars(beds.where(bed_label_sql().icontains(text, autoescape=True))).all()
    if not ids:
        return []
    tonight = on_night(BedUse.start_on, BedUse.end_on, night)
    stays = session.scalars(select(BedUse.stay_id).where(BedUse.bed_id.in_(ids), tonight)).all()
    shared = select(BedUse.stay_id).where(BedUse.shares_with_stay_id.in_(stays), tonight)
    all_stays = [*stays, *session.scalars(shared)]
    is_here = and_(Stay.id.in_(all_stays), Stay.voided_at.is_(None))
    return list(session.scalars(select(Stay.person_id).where(is_here)))
