"""The names of the register in memory, for searching as people type: forgiving, and quick at 100,000.

Held for one open centre, and brought up to date before each search from the audit: whatever wrote a
person, here or in another program on the same file, left its id there (facts/data-layer.md §2).
"""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from itertools import accumulate, chain
from operator import add
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

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
_BETWEEN = "\n"
"""Between the joined texts; no key contains it."""
_COLUMNS = (
    Person.id,
    Person.name_key,
    Person.nickname,
    Person.regno,
    Person.national_id,
    Person.phone,
    Person.voided_at,
)


class Texts:
    """One searched fact of everybody, by place; found in one joined string, which is a hundred times
    quicker than looking into each."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self.all = list(texts)
        self._joined = ""
        self._starts: list[int] = []
        self._is_joined = False

    def put(self, place: int, text: str) -> None:
        """Set the text of a place; the next new place may be set too."""
        if place == len(self.all):
            self.all.append(text)
        else:
            self.all[place] = text
        self._is_joined = False

    def places(self, key: str, at_start: bool) -> Iterator[int]:
        """The places whose text contains the key, or starts with it, each once."""
        self._join()
        wanted = f"{_BETWEEN}{key}" if at_start else key
        joined, starts = self._joined, self._starts
        at = joined.find(wanted)
        while at >= 0:
            place = bisect_right(starts, at) - 1
            yield place
            at = joined.find(wanted, starts[place + 1] if place + 1 < len(starts) else len(joined))

    def _join(self) -> None:
        if not self._is_joined:
            ends = accumulate(map(len, self.all), initial=0)
            self._starts = list(map(add, ends, range(len(self.all))))
            self._joined = _BETWEEN + _BETWEEN.join(self.all) + _BETWEEN
            self._is_joined = True


class NameIndex:
    """The searched facts of everybody, in the same order; a voided person's texts are empty."""

    def __init__(self) -> None:
        self._seen = -1
        self._lock = threading.Lock()
        self._clear()

    def _clear(self) -> None:
        self.ids: list[int] = []
        self.names, self.nicknames, self.regnos = Texts(), Texts(), Texts()
        self.numbers, self.phones = Texts(), Texts()
        self._place: dict[int, int] = {}

    def refresh(self, session: Session) -> None:
        """Read what changed since the last time."""
        with self._lock:
            head = session.scalar(select(func.max(AuditEntry.id))) or 0
            if head == self._seen:
                return
            changed = self._changed(session) if self._seen >= 0 else None
            if changed is None or len(changed) > _RELOAD_FROM:
                self._read_all(session)
            else:
                self._read(session, changed)
            self._seen = head

    def named(self, keys: Collection[str], at_start: bool, here: Collection[int] = ()) -> Iterator[int]:
        """Ids of people whose name starts with, or contains, one of the keys; those ``here`` come first."""
        return chain.from_iterable(self._found(self.names, key, at_start, here) for key in keys)

    def nicknamed(
        self, keys: Collection[str], here: Collection[int] = (), at_start: bool = True
    ) -> Iterator[int]:
        """Ids of people whose nickname starts with, or contains, one of the keys."""
        return chain.from_iterable(self._found(self.nicknames, key, at_start, here) for key in keys)

    def registered(self, text: str, here: Collection[int] = ()) -> Iterator[int]:
        """Ids of people whose register number contains the text."""
        return self._found(self.regnos, text.upper(), False, here)

    def numbered(self, digits: str, at_start: bool = True, here: Collection[int] = ()) -> Iterator[int]:
        """Ids of people whose national id starts with, or contains, the digits."""
        return self._found(self.numbers, digits, at_start, here)

    def with_phone(self, digits: str) -> Iterator[int]:
        """Ids of people with exactly this telephone number."""
        return (self.ids[one] for one in self.phones.places(digits, True) if self.phones.all[one] == digits)

    def alike(self, key: str, most: int, least: int = _LEAST_LIKE) -> Iterator[int]:
        """Ids of the people whose names are most like the key, the likest first."""
        from rapidfuzz import fuzz, process  # late: the page of today comes without it

        found = process.extract(key, self.names.all, scorer=fuzz.ratio, limit=most, score_cutoff=least)
        return (self.ids[place] for _name, _score, place in found)

    def _found(self, texts: Texts, key: str, at_start: bool, here: Collection[int]) -> Iterator[int]:
        for id in here:
            place = self._place.get(id)
            if place is not None and _matches(texts.all[place], key, at_start):
                yield id
        for place in texts.places(key, at_start):
            yield self.ids[place]

    def _changed(self, session: Session) -> list[int]:
        rows = session.scalars(
            select(AuditChange.entity_id)
            .where(AuditChange.entry_id > self._seen, AuditChange.entity == Person.__tablename__)
            .distinct()
        )
        return [int(id) for id in rows]

    def _read_all(self, session: Session) -> None:
        self._clear()
        statement = select(*_COLUMNS).where(Person.voided_at.is_(None)).order_by(Person.sort_key)
        rows = session.execute(statement).all()
        if not rows:
            return
        ids, name_keys, nicknames, regnos, numbers, phones, _voided = zip(*rows, strict=True)
        keys = {nickname: compact(search_key(nickname)) for nickname in set(nicknames)}
        digits = {phone: phone_digits(phone) for phone in set(phones)}
        self.ids = list(ids)
        self._place = {id: place for place, id in enumerate(ids)}
        self.names = Texts(map(compact, name_keys))
        self.nicknames = Texts(map(keys.__getitem__, nicknames))
        self.regnos = Texts(map(str.upper, regnos))
        self.numbers = Texts(number or "" for number in numbers)
        self.phones = Texts(map(digits.__getitem__, phones))

    def _read(self, session: Session, ids: list[int]) -> None:
        for row in session.execute(select(*_COLUMNS).where(Person.id.in_(ids))):
            self._put(row)

    def _put(self, row: Any) -> None:
        place = self._place.setdefault(row.id, len(self.ids))
        if place == len(self.ids):
            self.ids.append(row.id)
        values = (
            (self.names, compact(row.name_key)),
            (self.nicknames, compact(search_key(row.nickname))),
            (self.regnos, row.regno.upper()),
            (self.numbers, row.national_id or ""),
            (self.phones, phone_digits(row.phone)),
        )
        for texts, value in values:
            texts.put(place, value if row.voided_at is None else "")


def _matches(text: str, key: str, at_start: bool) -> bool:
    return text.startswith(key) if at_start else key in text


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
    return phone if phone.isdecimal() else "".join(filter(str.isdecimal, phone))
