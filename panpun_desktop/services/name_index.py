"""The names of the register in memory, for searching as people type: forgiving, and quick at 100,000.

Held for one open centre, and brought up to date before each search from the audit: whatever wrote a
person, here or in another program on the same file, left its id there (facts/data-layer.md §2).
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from rapidfuzz import fuzz, process
from sqlalchemy import func, select

from panpun_desktop.common.thai_text import search_key
from panpun_desktop.models import AuditChange, AuditEntry, Person
from panpun_desktop.services.person_list import compact

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.store.unit_of_work import UnitsOfWork

_RELOAD_FROM = 2000
"""With so many changes reading all names anew is quicker than one by one."""
_LEAST_LIKE = 50
_COLUMNS = (
    Person.id,
    Person.name_key,
    Person.nickname,
    Person.regno,
    Person.national_id,
    Person.phone,
    Person.voided_at,
)


@dataclass
class NameIndex:
    """One list a searched fact, all in the same order; a voided person's place is empty."""

    seen: int = -1
    """The audit entry up to which it is true."""
    ids: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    nicknames: list[str] = field(default_factory=list)
    regnos: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    _place: dict[int, int] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def refresh(self, session: Session) -> None:
        """Read what changed since the last time."""
        with self._lock:
            head = session.scalar(select(func.max(AuditEntry.id))) or 0
            if head == self.seen:
                return
            changed = self._changed(session) if self.seen >= 0 else None
            if changed is None or len(changed) > _RELOAD_FROM:
                self._read_all(session)
            else:
                self._read(session, changed)
            self.seen = head

    def named(self, keys: Collection[str], at_start: bool) -> Iterator[int]:
        """Ids of people whose name starts with, or contains, one of the keys."""
        return chain.from_iterable(self._found(self.names, key, at_start) for key in keys)

    def nicknamed(self, keys: Collection[str]) -> Iterator[int]:
        """Ids of people whose nickname starts with one of the keys."""
        return chain.from_iterable(self._found(self.nicknames, key, True) for key in keys)

    def registered(self, text: str) -> Iterator[int]:
        """Ids of people whose register number contains the text."""
        return self._found(self.regnos, text.upper(), False)

    def numbered(self, digits: str) -> Iterator[int]:
        """Ids of people whose national id starts with the digits."""
        return self._found(self.numbers, digits, True)

    def with_phone(self, digits: str) -> Iterator[int]:
        """Ids of people with exactly this telephone number."""
        return (self.ids[place] for place, phone in enumerate(self.phones) if phone == digits)

    def alike(self, key: str, most: int, least: int = _LEAST_LIKE) -> Iterator[int]:
        """Ids of the people whose names are most like the key, the likest first."""
        found = process.extract(key, self.names, scorer=fuzz.ratio, limit=most, score_cutoff=least)
        return (self.ids[place] for _name, _score, place in found)

    def _found(self, texts: list[str], key: str, at_start: bool) -> Iterator[int]:
        places: Iterable[int]
        if at_start:
            places = [place for place, text in enumerate(texts) if text.startswith(key)]
        else:
            places = [place for place, text in enumerate(texts) if key in text]
        return (self.ids[place] for place in places)

    def _changed(self, session: Session) -> list[int]:
        rows = session.scalars(
            select(AuditChange.entity_id)
            .where(AuditChange.entry_id > self.seen, AuditChange.entity == Person.__tablename__)
            .distinct()
        )
        return [int(id) for id in rows]

    def _read_all(self, session: Session) -> None:
        fresh = NameIndex()
        for row in session.execute(select(*_COLUMNS).order_by(Person.sort_key)):
            fresh._put(*row)
        for name in ("ids", "names", "nicknames", "regnos", "numbers", "phones", "_place"):
            setattr(self, name, getattr(fresh, name))

    def _read(self, session: Session, ids: list[int]) -> None:
        for row in session.execute(select(*_COLUMNS).where(Person.id.in_(ids))):
            self._put(*row)

    def _put(
        self,
        id: int,
        name_key: str,
        nickname: str,
        regno: str,
        number: str | None,
        phone: str,
        voided_at: object,
    ) -> None:
        values = (
            compact(name_key),
            compact(search_key(nickname)),
            regno.upper(),
            number or "",
            phone_digits(phone),
        )
        if voided_at is not None:
            values = ("", "", "", "", "")
        place = self._place.setdefault(id, len(self.ids))
        if place == len(self.ids):
            self._grow(id)
        lists = (self.names, self.nicknames, self.regnos, self.numbers, self.phones)
        for texts, value in zip(lists, values, strict=True):
            texts[place] = value

    def _grow(self, id: int) -> None:
        # the id first: a search running meanwhile must find one for every text it sees
        self.ids.append(id)
        for texts in (self.names, self.nicknames, self.regnos, self.numbers, self.phones):
            texts.append("")


_INDEXES: WeakKeyDictionary[UnitsOfWork, NameIndex] = WeakKeyDictionary()


def name_index(work: UnitsOfWork, session: Session) -> NameIndex:
    """The names of an open centre as they are now."""
    index = _INDEXES.setdefault(work, NameIndex())
    index.refresh(session)
    return index


def forget_names(work: UnitsOfWork) -> None:
    """Let the names go: when the window is locked nothing personal stays in memory."""
    _INDEXES.pop(work, None)


def phone_digits(phone: str) -> str:
    """The digits of a telephone number."""
    return "".join(filter(str.isdecimal, phone))
