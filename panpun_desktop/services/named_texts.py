"""Where a person is named outside their own record: other people's texts, papers, backups (R-PD-5).

Anonymising empties what is the person's own. What others wrote about somebody else may still name the
person in full; it is found for whoever decides, and only the name is taken out of it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, select

from panpun_desktop.common.clock import today
from panpun_desktop.models import AuditChange, BackupRun, Base, Document, Person
from panpun_desktop.rules.backup_rotation import last_gone_on
from panpun_desktop.rules.personal_data import ANONYMOUS, NAMED_IN, TABLES
from panpun_desktop.services.backup_rows import CHOSEN, OUTSIDE, read_places, runs
from panpun_desktop.services.family_ties import heads_after, relatives_of
from panpun_desktop.services.merged_people import with_merged
from panpun_desktop.services.person_list import name_of
from panpun_desktop.services.visibility import veil_of
from panpun_desktop.store.redaction import redact

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork

_MODELS = {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}
NOBODY = re.compile(r"(?!)")
"""Finds nothing: people without a name or number."""
_TELLING = 4
"""Letters of a first name that is looked for alone: a shorter one is part of many words."""
_AROUND = 24
"""Characters shown on each side of a name."""


@dataclass(frozen=True)
class NamedText:
    """A text that names somebody who is not the one it belongs to."""

    title: str
    """What kind of record, in Thai."""
    whose: str
    """Of whom; "" for a record of nobody in particular."""
    words: str
    """The name with what stands around it; "" where the record may not be seen whole."""


@dataclass(frozen=True)
class Traces:
    """What would still name these people once their own records are anonymised."""

    relatives: int
    """People whose family or relations lead to one of these: what leads there is cut."""
    texts: tuple[NamedText, ...]
    papers: int
    """Issued papers about several people, or about others: kept as they were issued."""
    backups_until: date
    """When the last backup of those kept by the program goes, as they are thinned out now."""
    copies_elsewhere: int
    """Backups that somebody saved as a file or that left the house; the program cannot reach them."""
    new_heads: tuple[str, ...] = ()
    """Who heads a family whose head goes, as the reader sees them."""
    headless: int = 0
    """Families of children alone, who are left without a head."""


@dataclass(frozen=True)
class _Found:
    row: Any
    table: str
    owner_id: int | None
    columns: tuple[str, ...]


def traces_of(work: UnitsOfWork, by: Actor, person_ids: tuple[int, ...]) -> Traces:
    """Say what keeps the names of these people; changes nothing."""
    places = read_places(work)
    day = today(work.clock)
    with work.reading(by, "retention.read") as session:
        people = with_merged(session, person_ids)
        own = {one.id for one in people}
        sought = Sought.of(people, relatives_of(session, own))
        found = [one for one in _texts(session, sought) if one.owner_id not in own]
        heads = heads_after(session, own)
        return Traces(
            relatives=len(sought.relatives),
            texts=tuple(_shown(session, found, sought)),
            papers=_papers(session, sought.full, own),
            backups_until=last_gone_on(day, places.daily, places.weekly, places.monthly, places.keep_hours),
            copies_elsewhere=_copies_elsewhere(session),
            new_heads=tuple(_seen(session, one) for one in heads if one is not None),
            headless=heads.count(None),
        )


def _seen(session: Session, person_id: int) -> str:
    person = session.get_one(Person, person_id)
    return veil_of(session).name(person_id, f"{person.regno} {name_of(person)}")


@dataclass(frozen=True)
class Sought:
    """What tells that a text names one of the people: their full names and numbers, however they are
    spaced; of relatives' records a first name as well, which anywhere else could be anybody's."""

    full: re.Pattern[str]
    near: re.Pattern[str]
    relatives: frozenset[int]

    @classmethod
    def of(cls, people: Iterable[Person], relatives: frozenset[int]) -> Sought:
        """What to look for of these people, and whose records are a relative's."""
        full, near = set[str](), set[str]()
        for one in people:
            if one.first_name and one.last_name:
                full.add(rf"{re.escape(one.first_name)}\s+{re.escape(one.last_name)}")
            if one.national_id:
                full.add(r"[\s-]?".join(map(re.escape, one.national_id)))
            if len(one.first_name) >= _TELLING:
                near.add(re.escape(one.first_name))
        return cls(_any_of(full), _any_of(full | near), relatives)

    def names_for(self, owner_id: int | None) -> re.Pattern[str]:
        """What names one of them in a record of this owner."""
        return self.near if owner_id in self.relatives else self.full


def _any_of(parts: Collection[str]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(parts, key=len, reverse=True))) if parts else NOBODY


def blank_names(session: Session, key: bytes, sought: Sought) -> int:
    """Take these names out of everybody's texts, within the act and in what the audit keeps of them.

    To be called when the people's own records are empty already; gives how many records had one.
    """
    records = _in_the_audit(session, sought)
    found = list(_texts(session, sought))
    for one in found:
        names = sought.names_for(one.owner_id)
        for column in one.columns:
            setattr(one.row, column, names.sub(ANONYMOUS, getattr(one.row, column)))
        records[names].add((one.table, str(one.row.id)))
    for names, named in records.items():
        redact(session, key, named, _without(names))
    return len(found)


def _without(names: re.Pattern[str]) -> Callable[[str, Mapping[str, Any]], Mapping[str, Any]]:
    def blank(table: str, values: Mapping[str, Any]) -> Mapping[str, Any]:
        texts = NAMED_IN[table][1]
        return {
            column: names.sub(ANONYMOUS, value) if column in texts and isinstance(value, str) else value
            for column, value in values.items()
        }

    return blank


def _texts(session: Session, sought: Sought) -> Iterator[_Found]:
    """The records that name one of them, found by what the names are made of and then looked at closely."""
    for table, (_title, columns) in NAMED_IN.items():
        model = _MODELS[table]
        for row in session.scalars(select(model).where(or_(*(getattr(model, one) != "" for one in columns)))):
            if not any(sought.near.search(getattr(row, one) or "") for one in columns):
                continue
            owner_id = _owner_of(session, table, row)
            names = sought.names_for(owner_id)
            named = tuple(one for one in columns if names.search(getattr(row, one) or ""))
            if named:
                yield _Found(row, table, owner_id, named)


def _in_the_audit(session: Session, sought: Sought) -> defaultdict[re.Pattern[str], set[tuple[str, str]]]:
    """Records whose earlier texts named one of them, by what names them there."""
    found: defaultdict[re.Pattern[str], set[tuple[str, str]]] = defaultdict(set)
    columns = (AuditChange.entity, AuditChange.entity_id, AuditChange.before, AuditChange.after)
    rows = session.execute(select(*columns).where(AuditChange.entity.in_(NAMED_IN)))
    for row in rows.yield_per(2000):
        kept = f"{row.before or ''}\n{row.after or ''}"
        if not sought.near.search(kept):
            continue
        record = session.get(_MODELS[row.entity], row.entity_id)
        names = sought.names_for(_owner_of(session, row.entity, record) if record is not None else None)
        if names.search(kept):
            found[names].add((row.entity, row.entity_id))
    return found


def _owner_of(session: Session, table: str, row: Any) -> int | None:
    """The person a record is about; None for one of several people or of nobody."""
    if table not in TABLES:
        return None
    via = TABLES[table].via
    if via in {"id", "person_id"}:
        return int(found) if (found := getattr(row, via)) is not None else None
    owner = session.get(_MODELS[via.removesuffix("_id")], getattr(row, via))
    return owner.person_id if owner is not None else None


def _shown(session: Session, found: Iterable[_Found], sought: Sought) -> Iterator[NamedText]:
    seen = veil_of(session)
    for one in found:
        person = session.get(Person, one.owner_id) if one.owner_id is not None else None
        whose = seen.name(person.id, f"{person.regno} {name_of(person)}") if person is not None else ""
        text = str(getattr(one.row, one.columns[0])) if seen.sees(one.owner_id) else ""
        yield NamedText(NAMED_IN[one.table][0], whose, _around(text, sought.names_for(one.owner_id)))


def _around(text: str, names: re.Pattern[str]) -> str:
    hit = names.search(text)
    if hit is None:
        return ""
    start, end = max(0, hit.start() - _AROUND), hit.end() + _AROUND
    words = " ".join(text[start:end].split())
    return f"{'…' if start else ''}{words}{'…' if end < len(text) else ''}"


def _papers(session: Session, names: re.Pattern[str], own: Collection[int]) -> int:
    """Issued papers that name one of them without being about them alone."""
    rows = session.execute(
        select(Document.title, Document.recipient, Document.facts).where(
            or_(Document.person_id.is_(None), Document.person_id.not_in(own))
        )
    )
    return sum(1 for row in rows if any(names.search(part or "") for part in row))


def _copies_elsewhere(session: Session) -> int:
    lines = runs().where(BackupRun.place.in_((CHOSEN, OUTSIDE)), BackupRun.size > 0).subquery()
    return session.scalar(select(func.count()).select_from(lines)) or 0
