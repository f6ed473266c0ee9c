"""A list of names, register or ID numbers pasted for a cohort: whom of the register each line means."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.common import national_id
from panpun_desktop.common.clock import today
from panpun_desktop.common.thai_text import from_thai_digits, search_key
from panpun_desktop.models import HouseholdMember, Person
from panpun_desktop.rules.names import plain_name, sex_of_title
from panpun_desktop.services.enrolment_rows import PastedTrainee
from panpun_desktop.services.pasting import is_heading, read_block, read_people
from panpun_desktop.services.person_list import name_of
from panpun_desktop.services.visibility import veil_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.pasting import PastedBlock
    from panpun_desktop.services.people_rows import PersonFacts
    from panpun_desktop.store.unit_of_work import UnitsOfWork

_CAPTION = "รายชื่อ"
_NAMES = ("full_name", "title", "first_name", "middle_name", "last_name")


def find_pasted(work: UnitsOfWork, by: Actor, text: str) -> tuple[PastedTrainee, ...]:
    """Each line of a pasted list with the people it may mean; nobody is changed.

    A line holding a register number means that person; else the ID number, else the name as a whole.
    Captions and headings are left out; of several columns the name is shown. The sex of somebody who
    is not in the register comes of the column or the title, and is empty where neither tells it.
    """
    with work.reading(by, "person.search") as session:
        block = read_block(_without_captions(text), "", today(work.clock))
        read = read_people(block, today(work.clock))
        return tuple(
            _line(session, block, cells, one.facts)
            for cells, one in zip(block.people, read, strict=True)
            if any(cells) and not is_heading(cells)
        )


def _without_captions(text: str) -> str:
    """The text without lines above the list that say what it is (รายชื่อผู้เข้าอบรม…)."""
    lines = text.splitlines()
    while len(lines) > 1 and _is_caption(lines[0]):
        lines = lines[1:]
    return "\n".join(lines)


def _is_caption(line: str) -> bool:
    cells = [cell.strip() for cell in line.split("\t") if cell.strip()]
    return not cells or (len(cells) == 1 and cells[0].startswith(_CAPTION) and not is_heading(cells))


def _line(session: Session, block: PastedBlock, cells: Sequence[str], facts: PersonFacts) -> PastedTrainee:
    rows = _by_number(session, cells, facts) or _by_name(session, facts)
    seen = veil_of(session)
    rows = [one for one in rows if seen.sees(one.id)]
    names = tuple(f"{name_of(one)} {one.regno}" for one in rows)
    new = _newcomer(block, facts) if facts.first_name and not rows else None
    return PastedTrainee(_shown(block, cells), tuple(one.id for one in rows), names, new)


def _shown(block: PastedBlock, cells: Sequence[str]) -> str:
    """The name as it was pasted; without any, everything of the line."""
    by_column = dict(zip(block.columns, cells, strict=True))
    name = " ".join(filter(None, (by_column.get(key, "") for key in _NAMES)))
    return name or " ".join(cell for cell in cells if cell)


def _newcomer(block: PastedBlock, facts: PersonFacts) -> PersonFacts:
    """What goes into the register; words beside the name without a heading may be a remark."""
    nickname = facts.nickname if block.has_head else ""
    return replace(facts, nickname=nickname, sex=facts.sex or sex_of_title(facts.title))


def _by_number(session: Session, cells: Sequence[str], facts: PersonFacts) -> list[Person]:
    words = {from_thai_digits(word).upper() for cell in cells for word in (cell, *cell.split())}
    found = list(session.scalars(_living().where(Person.regno.in_(words))))
    number = national_id.check(facts.national_id)
    if not found and number.is_valid:
        found = list(session.scalars(_living().where(Person.national_id == number.digits)))
    return found


def _by_name(session: Session, facts: PersonFacts) -> list[Person]:
    key = search_key(plain_name(facts.first_name, facts.middle_name, facts.last_name))
    return list(session.scalars(_living().where(Person.name_key == key).limit(9))) if key else []


def _living() -> Select[Person]:
    return select(Person).where(Person.voided_at.is_(None)).order_by(Person.id)


def family_of(work: UnitsOfWork, by: Actor, person_id: int) -> tuple[tuple[int, str], ...]:
    """The people of the person's household as it is now, themselves first: id and name."""
    with work.reading(by, "person.search") as session:
        own = select(HouseholdMember.household_id).where(
            HouseholdMember.person_id == person_id, HouseholdMember.until_on.is_(None)
        )
        rows = session.scalars(
            select(Person)
            .join(HouseholdMember, HouseholdMember.person_id == Person.id)
            .where(
                HouseholdMember.household_id.in_(own),
                HouseholdMember.until_on.is_(None),
                Person.voided_at.is_(None),
            )
            .order_by(Person.id != person_id, Person.id)
            .distinct()
        )
        seen = veil_of(session)
        return tuple((one.id, name_of(one)) for one in rows if seen.sees(one.id))
