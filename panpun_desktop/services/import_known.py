"""The register as it was before an import: who is in it, and when they stayed."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from panpun_desktop.models import Person, Stay

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from panpun_desktop.services.import_chains import Span

_FACTS = (
    Person.id,
    Person.regno,
    Person.external_key,
    Person.national_id,
    Person.national_id_valid,
    Person.name_key,
    Person.title,
    Person.first_name,
    Person.middle_name,
    Person.last_name,
    Person.nickname,
    Person.label,
    Person.sex,
    Person.birth_precision,
    Person.birth_first_on,
    Person.birth_estimated_on,
    Person.phone,
)


class KnownPeople:
    """Everybody by their keys and numbers, read once: a query a line would take minutes."""

    def __init__(self, session: Session) -> None:
        self.rows: dict[int, Any] = {}
        self._keys: dict[str, int] = {}
        self._regnos: dict[str, int] = {}
        self._numbers: dict[str, int] = {}
        self._promised: set[str] = set()
        self._names: dict[str, list[int]] = defaultdict(list)
        self._spans: dict[int, list[Span]] = defaultdict(list)
        chosen = select(*_FACTS).where(Person.voided_at.is_(None)).order_by(Person.id)
        for row in session.execute(chosen):
            self._keep(row)
        stays = select(Stay.person_id, Stay.arrived_on, Stay.left_on).where(Stay.voided_at.is_(None))
        for person_id, arrived, left in session.execute(stays):
            self._spans[person_id].append((arrived, left))

    def _keep(self, row: Any) -> None:
        self.rows[row.id] = row
        self._regnos[row.regno] = row.id
        if row.external_key:
            self._keys.setdefault(row.external_key, row.id)
        if row.national_id and row.national_id_valid:
            self._numbers[row.national_id] = row.id
        if row.name_key:
            self._names[row.name_key].append(row.id)

    def keyed(self, key: str) -> int | None:
        """The person whom an earlier import, or this register, calls by the key."""
        return self._keys.get(key, self._regnos.get(key))

    def numbered(self, number: str) -> int | None:
        """The person who has this number, and has it valid."""
        return self._numbers.get(number)

    def take_number(self, number: str) -> bool:
        """Say whether a valid number is still free, and keep it for a newcomer."""
        if number in self._numbers or number in self._promised:
            return False
        self._promised.add(number)
        return True

    def named(self, name_key: str) -> Sequence[int]:
        """Everybody of exactly this name, by the search key of the name without title."""
        return self._names.get(name_key, ())

    def spans(self, person_id: int) -> Sequence[Span]:
        """When a person stayed."""
        return self._spans.get(person_id, ())
