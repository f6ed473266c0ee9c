"""What an act changes of a closed month, in words: for the dialog that asks why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.models import Person, Stay
from panpun_desktop.rules.counted import EpisodeFact, StayFact
from panpun_desktop.rules.counting import service_label
from panpun_desktop.rules.names import display_name
from panpun_desktop.rules.seed import code_lists
from panpun_desktop.services.visibility import veil_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

SHOWN = 6
"""How many stays are named; of an import of a register the rest are not counted out one by one."""
Seen = tuple[StayFact, tuple[EpisodeFact, ...]] | None


def changes_in_words(session: Session, found: Iterable[tuple[int, Seen, Seen]]) -> tuple[str, ...]:
    """A line for each stay, the first few alone: whose it is, and what becomes otherwise."""
    shown = list(found)
    lines = []
    for stay_id, before, now in islice(shown, SHOWN):
        lines.append(f"{_name(session, stay_id)}: {', '.join(_what(before, now))}")
    if len(shown) > SHOWN:
        lines.append(_("and {count} more").format(count=len(shown) - SHOWN))
    return tuple(lines)


def _name(session: Session, stay_id: int) -> str:
    parts = (Person.title, Person.first_name, Person.middle_name, Person.last_name, Person.sex, Person.label)
    chosen = select(Person.id, Person.first_name, *parts).join(Stay, Stay.person_id == Person.id)
    id, first_name, *name = session.execute(chosen.where(Stay.id == stay_id)).one()
    return veil_of(session).name(id, display_name(*name), first_name)


def _what(before: Seen, now: Seen) -> Iterator[str]:
    if now is None:
        yield _("the stay no longer counts")
    elif before is None:
        stay = now[0]
        yield _("a stay from {day} is added").format(day=format_date(stay.arrived_on, "short"))
        if stay.left_on is not None:
            yield _("until {day}").format(day=format_date(stay.left_on, "short"))
    else:
        yield from _differing(before, now)


def _differing(
    before: tuple[StayFact, tuple[EpisodeFact, ...]], now: tuple[StayFact, tuple[EpisodeFact, ...]]
) -> Iterator[str]:
    (old, old_parts), (new, new_parts) = before, now
    pairs = (
        (_("day of coming"), _day(old.arrived_on), _day(new.arrived_on)),
        (_("day of leaving"), _day(old.left_on), _day(new.left_on)),
        (_("sex"), _label("sex", old.sex), _label("sex", new.sex)),
        (_("age band"), old.age_band, new.age_band),
        (_("way in"), _label("channel", old.channel), _label("channel", new.channel)),
        (_("outcome"), _label("outcome", old.outcome), _label("outcome", new.outcome)),
        (_("type of service"), _services(old_parts), _services(new_parts)),
    )
    found = [f"{what} {was} → {will}" for what, was, will in pairs if was != will]
    if old.person_id != new.person_id:
        found.append(_("the stay goes to another record"))
    yield from found or [_("the days of the type of service")]


def _day(day: date | None) -> str:
    return "–" if day is None else format_date(day, "short")


def _label(list_key: str, code: str | None) -> str:
    return code_lists()[list_key].label(code) if code else "–"


def _services(parts: Iterable[EpisodeFact]) -> str:
    return ", ".join(f"{service_label(one.service_type)} {_day(one.started_on)}" for one in parts) or "–"
