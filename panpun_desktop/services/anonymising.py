"""Taking away whatever tells who somebody was, in every table, the files, the audit (R-PD-5).

``rules/personal_data`` says what goes and what stays for the statistics. An incident that several people
share loses the person's names, and all of it when nobody is left. What leads to relatives is cut
(``family_ties``): whoever opens a relative's page is not told whom the nameless record was.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from panpun_desktop.models import (
    Base,
    Document,
    DocumentFile,
    Enrolment,
    Incident,
    IncidentPerson,
    IncomingPaper,
    Learner,
    PaperFile,
    PaperFileContent,
    Person,
    PersonFile,
    PersonFileContent,
    PersonMerge,
    Stay,
)
from panpun_desktop.rules.birth import BirthPrecision
from panpun_desktop.rules.personal_data import ANONYMOUS, KEPT, blank_of, blanked
from panpun_desktop.services.entry_parts import DERIVED
from panpun_desktop.services.family_ties import cut_ties, relatives_of
from panpun_desktop.services.merged_people import with_merged
from panpun_desktop.services.named_texts import Sought, blank_names
from panpun_desktop.store.redaction import redact
from panpun_desktop.store.unit_of_work import clock_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_MODELS = {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}
_OWNERS: dict[str, type[Any]] = {"stay_id": Stay, "enrolment_id": Enrolment, "learner_id": Learner}
_ALSO = {"person_relation": "other_person_id", "keep_apart": "other_person_id"}
"""A second column that may name the person, whose record it is then too."""
_VOIDED = frozenset({"person_name", "person_phone", "person_file"})
"""What says nothing once it is empty: it is not shown any more."""
_CUT: dict[str, frozenset[str]] = {
    "person_relation": frozenset({"other_person_id"}),
    "keep_apart": frozenset({"other_person_id"}),
    "household_member": frozenset({"household_id"}),
    "stay": frozenset({"family_admission_id"}),
    "bed_use": frozenset({"shares_with_stay_id"}),
}
"""What led to relatives: the audit forgets it as well."""
_SHARED = ("what", "told", "done", "place")


def anonymise(
    session: Session, key: bytes, person_ids: Iterable[int], day: date, *, also_elsewhere: bool = False
) -> None:
    """Anonymise these people within the act; ``key`` is that of the audit chain.

    ``also_elsewhere``: what others wrote loses their full names and numbers too.
    """
    people = with_merged(session, person_ids)
    sought = Sought.of(people, relatives_of(session, {person.id for person in people}))
    records: list[tuple[str, str]] = []
    names = {person.id: _words_of(person) for person in people}
    for person in people:
        person.anonymised_on = day
    session.flush()  # from here on the database lets the frozen bytes of these people go
    going = names.keys()
    for person in people:
        records += cut_ties(session, person, day, going)
    session.flush()
    for person in people:
        records += _empty_tables(session, person)
        _remove_bytes(session, person.id)
        records += _empty_shared(session, person.id, names[person.id])
        _empty_person(person)
    session.flush()
    redact(session, key, records, _blank)
    if also_elsewhere:
        blank_names(session, key, sought)


def _empty_person(person: Person) -> None:
    for column in KEPT[0].emptied:
        setattr(person, column, blank_of(column, getattr(person, column)))
    person.label = ANONYMOUS
    if person.birth_first_on is not None and person.birth_precision in {"DAY", "MONTH"}:
        person.birth_precision = BirthPrecision.YEAR.value
        person.birth_first_on = date(person.birth_first_on.year, 1, 1)
    columns = {name: getattr(person, name) for name in Person.__table__.c.keys()}  # noqa: SIM118
    for name, value in DERIVED["person"](columns).items():
        setattr(person, name, value)


def _empty_tables(session: Session, person: Person) -> list[tuple[str, str]]:
    """Empty the person's rows of every table; gives what the audit knows them by."""
    records = [("person", str(person.id))]
    for one in KEPT[1:]:
        if not one.emptied:
            continue
        model = _MODELS[one.table]
        for row in session.scalars(select(model).where(_belongs(one.table, one.via, person.id))):
            for column in one.emptied:
                setattr(row, column, blank_of(column, getattr(row, column)))
            if one.table == "person_name":
                row.name_key = ""
            if one.table in _VOIDED and row.voided_at is None:
                row.voided_at = clock_of(session).now()
            records.append((one.table, str(row.id)))
    for merge in session.scalars(select(PersonMerge).where(PersonMerge.kept_id == person.id)):
        merge.kept_before = "{}"
        records.append(("person_merge", str(merge.id)))
    return records


def _belongs(table: str, via: str, person_id: int) -> Any:
    model = _MODELS[table]
    if via in _OWNERS:
        owner = _OWNERS[via]
        return getattr(model, via).in_(select(owner.id).where(owner.person_id == person_id))
    belongs = getattr(model, via) == person_id
    return or_(belongs, getattr(model, _ALSO[table]) == person_id) if table in _ALSO else belongs


def _remove_bytes(session: Session, person_id: int) -> None:
    """Pictures, scans and papers about the person; the lines of the registers stay with their numbers."""
    documents = select(Document.id).where(Document.person_id == person_id)
    incoming = select(IncomingPaper.id).where(IncomingPaper.person_id == person_id)
    papers = select(PaperFile).where(
        or_(PaperFile.document_id.in_(documents), PaperFile.incoming_id.in_(incoming))
    )
    files = session.scalars(papers).all()
    for paper in files:
        paper.name = ""
    for gone in (
        select(PersonFileContent).where(
            PersonFileContent.file_id.in_(select(PersonFile.id).where(PersonFile.person_id == person_id))
        ),
        select(DocumentFile).where(DocumentFile.document_id.in_(documents)),
        select(PaperFileContent).where(PaperFileContent.paper_file_id.in_([one.id for one in files])),
    ):
        for row in session.scalars(gone):
            session.delete(row)


# what several people share -------------------------------------------------------------------------


def _empty_shared(session: Session, person_id: int, names: Sequence[str]) -> list[tuple[str, str]]:
    records: list[tuple[str, str]] = []
    of_person = select(IncidentPerson.incident_id).where(IncidentPerson.person_id == person_id)
    for incident in session.scalars(select(Incident).where(Incident.id.in_(of_person))):
        is_alone = not _others(session, IncidentPerson.incident_id, IncidentPerson.person_id, incident.id)
        for column in _SHARED:
            text = getattr(incident, column)
            setattr(incident, column, "" if is_alone else _without(text, names))
        records.append(("incident", str(incident.id)))
    return records


def _others(session: Session, owner: Any, person: Any, id: int) -> bool:
    """Say whether anybody in it is still to be recognised."""
    rows = select(Person.id).join_from(owner.class_, Person, Person.id == person)
    return session.scalar(rows.where(owner == id, Person.anonymised_on.is_(None)).limit(1)) is not None


def _words_of(person: Person) -> tuple[str, ...]:
    """The words that name a person, the longest first; a single letter names nobody."""
    parts = (person.first_name, person.last_name, person.nickname, person.national_id or "", person.phone)
    full = f"{person.first_name} {person.last_name}".strip()
    return tuple(sorted({one for one in (full, *parts) if len(one) > 1}, key=len, reverse=True))


def _without(text: str, names: Sequence[str]) -> str:
    for name in names:
        text = text.replace(name, ANONYMOUS)
    return text


def _blank(table: str, values: Any) -> Any:
    """What the audit keeps of a record: of shared ones nothing that anybody wrote."""
    if table == "incident":
        return {name: "" if name in _SHARED else value for name, value in values.items()}
    if table == "household":
        return {name: "" if name == "name" else value for name, value in values.items()}
    if table == "person_merge":
        return {name: "{}" if name == "kept_before" else value for name, value in values.items()}
    cut = _CUT.get(table, frozenset())
    return blanked(table, {name: None if name in cut else value for name, value in values.items()})
