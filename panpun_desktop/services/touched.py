"""Whom and what an entry of the audit is about: ids of people, stays, beds … from the records it touched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from panpun_desktop.models import Base, Stay
from panpun_desktop.services.act_chains import CHUNK, within
from panpun_desktop.services.changes import Changes

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_KINDS = {
    "person": "people",
    "household": "households",
    "agency": "agencies",
    "breach": "breaches",
    "app_user": "users",
    "waiting_entry": "waiting",
    "turn_away": "waiting",
}
"""Table -> field of Changes, where it is not the name with an s."""
_NAMED = {
    "person_id": "people",
    "other_person_id": "people",
    "kept_id": "people",
    "merged_id": "people",
    "lower_id": "people",
    "higher_id": "people",
    "stay_id": "stays",
    "shares_with_stay_id": "stays",
    "bed_id": "beds",
    "household_id": "households",
    "learner_id": "learners",
    "course_id": "courses",
    "cohort_id": "cohorts",
    "waiting_id": "waiting",
    "enrolment_id": "enrolments",
}
"""Column that refers to another record -> field of Changes."""
_WORDS = {
    "building": "building",
    "room": "building",
    "bed": "building",
    "holiday": "holiday",
    "code": "code",
} | dict.fromkeys(
    ("curriculum", "curriculum_grade", "curriculum_level", "credit_cap", "strand", "subject", "school_term"),
    "curriculum",
)
"""Table -> its word among the settings."""
_FIELDS = {one.name for one in fields(Changes)}


@dataclass
class Touched:
    """Ids by field of ``Changes``."""

    ids: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    settings: set[str] = field(default_factory=set)

    def add(self, table: str, entity_id: str, values: Mapping[str, Any]) -> None:
        """A record and what its columns refer to."""
        kind = _KINDS.get(table, f"{table}s")
        if kind in _FIELDS and entity_id.isdigit():
            self.ids[kind].add(int(entity_id))
        for column, named in _NAMED.items():
            if values.get(column) is not None:
                self.ids[named].add(values[column])
        if table in _WORDS:
            self.settings.add(_WORDS[table])
        elif table in {"setting", "stored_file"}:
            self.settings.add(entity_id)

    def add_people_of_stays(self, session: Session) -> None:
        """Whose stays they are."""
        stays = sorted(self.ids["stays"])
        for at in range(0, len(stays), CHUNK):
            rows = select(Stay.person_id).where(within(Stay.id, stays[at : at + CHUNK]))
            self.ids["people"].update(session.scalars(rows))

    def changes(self, summary: str = "") -> Changes:
        """What the screens are told."""
        ids: dict[str, Any] = {kind: frozenset(found) for kind, found in self.ids.items() if found}
        return Changes(**ids, settings=frozenset(self.settings), summary=summary)


def referring(session: Session, records: Iterable[tuple[str, str]]) -> dict[tuple[str, str], dict[str, Any]]:
    """Of records (table, id) that are there: the columns that refer to people, stays and beds.

    An id may mean another record now than it did once: ``record_lives`` knows.
    """
    wanted: dict[str, list[str]] = defaultdict(list)
    for entity, entity_id in records:
        wanted[entity].append(entity_id)
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for name, ids in wanted.items():
        table = Base.metadata.tables.get(name)
        if table is None or "id" not in table.c:
            continue
        columns = [table.c.id, *(table.c[column] for column in _NAMED if column in table.c)]
        if len(columns) == 1:
            continue
        for at in range(0, len(ids), CHUNK):
            chunk = [int(one) for one in ids[at : at + CHUNK] if one.isdigit()]
            for row in session.execute(select(*columns).where(table.c.id.in_(chunk))).mappings():
                found[name, str(row["id"])] = dict(row)
    return found
