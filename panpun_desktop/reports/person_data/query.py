"""Reads one person's data table by table, as ``rules/personal_data`` says what is handed out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from panpun_desktop.common.clock import BANGKOK, local
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.thai_date import be_year, format_date
from panpun_desktop.models import (
    Base,
    Bed,
    Cohort,
    Course,
    CourseModule,
    Incident,
    IncidentPerson,
    Person,
    Room,
    Subject,
)
from panpun_desktop.reports.person_data.data import Line, PersonData, Section
from panpun_desktop.rules.personal_data import KEPT, Kept, Shown
from panpun_desktop.services.centre import Centre, read_centre
from panpun_desktop.services.person_list import name_of
from panpun_desktop.services.records import load
from panpun_desktop.services.stay_rows import bed_label_sql
from panpun_desktop.services.visibility import require_sight
from panpun_desktop.store.unit_of_work import clock_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_TABLES = Base.metadata.tables
_OWNERS = {"stay_id": "stay", "enrolment_id": "enrolment", "learner_id": "learner"}
_FOREVER = 9999
_STATES = {"given": "ยินยอม", "refused": "ไม่ยินยอม", "withdrawn": "ถอนความยินยอม", "not_asked": "ยังไม่ได้ขอ"}
_SEEN = {"view": "เปิดดู", "print": "พิมพ์", "export": "ส่งออก", "search": "ค้นพบ", "break_glass": "เปิดโดยมีเหตุผล"}
_LISTS = {"target_group": "กลุ่มเป้าหมาย", "disability": "ความพิการ"}
_WORDS: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("consent", "state"): _STATES,
    ("access_entry", "kind"): _SEEN,
    ("person_code", "list"): _LISTS,
}
"""Table and column -> what its values are called, where no code list says it."""
_NAMES: Mapping[str, tuple[str, str, Any, Any]] = {
    "enrolment": ("cohort_id", "หลักสูตร", select(Course.name).join(Cohort), Cohort.id),
    "module_result": ("module_id", "รายวิชา", select(CourseModule.name), CourseModule.id),
    "learner_subject": ("subject_id", "รายวิชา", select(Subject.name), Subject.id),
}
_KNOWN_OF_BIRTH = {"DAY": len("2026-11-21"), "MONTH": len("2026-11")}
_MOST_SEEN = 500
"""The newest entries of who saw the record; the whole register stays with the centre."""


def read(session: Session, person_id: int) -> PersonData:
    """Everything that is handed out of one person, protected records only to those who see them."""
    require_sight(session, person_id)
    person, centre = load(session, Person, person_id), read_centre(session)
    if person.anonymised_on is not None:
        raise RuleBroken("person.anonymised", regno=person.regno)
    day = local(clock_of(session)).date()
    sections = [_section(session, centre, one, person_id) for one in KEPT if one.title]
    sections.append(_incidents(session, centre, person_id))
    return PersonData(
        centre=centre.name,
        contact=" ".join([*centre.address_lines, f"โทร {centre.phone}" if centre.phone else ""]).strip(),
        regno=person.regno,
        name=name_of(person),
        made_on=day.isoformat(),
        made_on_words=format_date(day),
        sections=tuple(one for one in sections if one.records),
    )


def _section(session: Session, centre: Centre, kept: Kept, person_id: int) -> Section:
    table = _TABLES[kept.table]
    rows = select(table).where(_belongs(kept, person_id))
    if "voided_at" in table.c:
        rows = rows.where(table.c.voided_at.is_(None))
    if kept.table == "bed_use":  # a use of no night is history of the bed, not of the person
        rows = rows.where(or_(table.c.end_on.is_(None), table.c.end_on > table.c.start_on))
    rows = rows.order_by(*table.primary_key.columns)
    if kept.table == "access_entry":
        rows = rows.order_by(None).order_by(table.c.id.desc()).limit(_MOST_SEEN)
    found = session.execute(rows).mappings()
    records = ((*_called(session, kept, row), *_lines(centre, kept, row)) for row in found)
    return Section(kept.table, kept.title, tuple(record for record in records if record))


def _belongs(kept: Kept, person_id: int) -> Any:
    table = _TABLES[kept.table]
    if kept.via not in _OWNERS:
        return table.c[kept.via] == person_id
    owner = _TABLES[_OWNERS[kept.via]]
    mine = owner.c.person_id == person_id
    return table.c[kept.via].in_(select(owner.c.id).where(mine, owner.c.voided_at.is_(None)))


def _called(session: Session, kept: Kept, row: Mapping[Any, Any]) -> Iterator[Line]:
    """What a record is about: the course, the module, the subject by name, the bed by its room."""
    if kept.table == "bed_use":
        named = select(bed_label_sql()).select_from(Bed).join(Room, Room.id == Bed.room_id)
        bed = session.scalar(named.where(Bed.id == row["bed_id"])) if row["bed_id"] is not None else None
        yield Line("bed", "เตียง", bed or "ใช้เตียงร่วมกับบุคคลอื่น")
    if kept.table in _NAMES:
        column, label, names, id = _NAMES[kept.table]
        yield Line(column, label, session.scalar(names.where(id == row[column])) or "")


def _lines(centre: Centre, kept: Kept, row: Mapping[Any, Any]) -> Iterator[Line]:
    for one in kept.shown:
        value = row[one.column]
        if value not in (None, ""):
            text = _text(centre, kept.table, one, value, row)
            yield Line(one.column, one.label, text, _value(kept.table, one, value, row))


def _text(centre: Centre, table: str, one: Shown, value: Any, row: Mapping[Any, Any]) -> str:
    words = _WORDS.get((table, one.column))
    if words is not None:
        return words.get(value, str(value))
    codes = row["list"] if table == "person_code" and one.column == "code" else one.codes
    if codes:
        return centre.label(codes, str(value))
    if isinstance(value, bool):
        return "ใช่" if value else "ไม่ใช่"
    if one.column == "birth_first_on":
        return _birth(value, row["birth_precision"])
    return _day(value) if isinstance(value, date) else str(value)


def _value(table: str, one: Shown, value: Any, row: Mapping[Any, Any]) -> str | bool:
    """The value for another program; "" where its words are all there is."""
    if isinstance(value, bool):
        return value
    if isinstance(value, datetime):
        return value.astimezone(BANGKOK).isoformat(timespec="seconds")
    if one.column == "birth_first_on":
        return str(value.isoformat())[: _KNOWN_OF_BIRTH.get(row["birth_precision"], len("2026"))]
    if isinstance(value, date):
        return value.isoformat()
    is_code = one.codes or (table, one.column) in _WORDS or (table, one.column) == ("person_code", "code")
    return str(value) if is_code else ""


def _day(value: date) -> str:
    if isinstance(value, datetime):
        there = value.astimezone(BANGKOK)
        return f"{format_date(there.date())} {there:%H:%M} น."
    return "ตลอดชีพ" if value.year == _FOREVER else format_date(value)


def _birth(day: date, precision: str) -> str:
    if precision in {"DAY", "MONTH"}:
        return format_date(day) if precision == "DAY" else format_date(day).split(" ", 1)[1]
    return f"พ.ศ. {be_year(day)}"


def _incidents(session: Session, centre: Centre, person_id: int) -> Section:
    """Day and kind of each; the words only where nobody else is in it."""
    mine = select(IncidentPerson.incident_id).where(IncidentPerson.person_id == person_id)
    rows = select(Incident).where(Incident.id.in_(mine), Incident.voided_at.is_(None)).order_by(Incident.id)
    records = []
    for one in session.scalars(rows):
        others = select(IncidentPerson.person_id).where(
            IncidentPerson.incident_id == one.id, IncidentPerson.person_id != person_id
        )
        is_alone = session.scalar(others.limit(1)) is None
        words = one.what if is_alone else "(ไม่แสดง เพราะมีข้อมูลของบุคคลอื่น)"
        records.append(
            (
                Line("on_day", "วันที่", format_date(one.on_day), one.on_day.isoformat()),
                Line("kind", "ประเภท", centre.label("incident_kind", one.kind), one.kind),
                Line("what", "เหตุการณ์", words),
            )
        )
    return Section("incident", "เหตุการณ์", tuple(records))
