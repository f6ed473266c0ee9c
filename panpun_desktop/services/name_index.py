"""The names of the register in memory, for searching as people type: forgiving, and quick at 100,000.

Held for one open centre, and brought up to date before each search from the audit: whatever wrote a
person, here or in another program on the same file, left its id there (facts/data-layer.md §2).
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal, NamedTuple
from weakref import WeakKeyDictionary

from rapidfuzz import fuzz, process
from sqlalchemy import func, select

from panpun_desktop.common.thai_sound import heard, sound_key, sound_start
from panpun_desktop.common.thai_text import search_key
from panpun_desktop.models import AuditChange, AuditEntry, Base, Person, PersonName, PersonPhone
from panpun_desktop.rules.names import plain_name
from panpun_desktop.services.name_texts import Texts
from panpun_desktop.services.name_words import Costs, Words
from panpun_desktop.services.search_text import birth_prefix, both_eras, compact

if TYPE_CHECKING:
    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from panpun_desktop.store.unit_of_work import UnitsOfWork

_RELOAD_FROM = 2000
"""With so many changes reading all names anew is quicker than one by one."""
_NAME = "\t"
"""Before each of several names or numbers in one text."""
_SATELLITES: dict[Any, type[Base]] = {
    Person.id: Person,
    PersonName.person_id: PersonName,
    PersonPhone.person_id: PersonPhone,
}
_SHORTEST = 2
"""Letters of a name that may stand alone."""
_COLUMNS = (
    Person.id,
    Person.name_key,
    Person.first_name,
    Person.middle_name,
    Person.last_name,
    Person.nickname,
    Person.regno,
    Person.national_id,
    Person.phone,
    Person.birth_precision,
    Person.birth_first_on,
    Person.voided_at,
)


Look = Literal["near", "nearly_begun", "far"]


class Slip(NamedTuple):
    """Someone whose name is some slips away; ``turn`` counts those of the same name."""

    slips: int
    turn: int
    id: int


class OtherName(NamedTuple):
    """An alias or a former name."""

    kind: str
    text: str
    key: str


class NameIndex:
    """The searched facts of everybody, in the same order; a voided person's texts are empty."""

    def __init__(self) -> None:
        self._seen = -1
        self._lock = threading.Lock()
        self._clear()

    def _clear(self) -> None:
        self.ids: list[int] = []
        self.names, self.worded, self.nicknames = Texts(), Texts(), Texts()
        self.regnos, self.numbers, self.phones = Texts(), Texts(), Texts()
        self.births, self.sounds, self.aliases = Texts(), Texts(), Texts()
        self.other_names: dict[int, tuple[OtherName, ...]] = {}
        self.words = Words()
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

    def with_words(self, words: Sequence[str], here: Collection[int] = ()) -> Iterator[int]:
        """Ids of people in whose name or nickname every one of the words begins a word, in any order."""
        return self._with_words(self.worded, words, here)

    def otherwise_named(
        self, keys: Collection[str], words: Sequence[str], here: Collection[int] = ()
    ) -> Iterator[int]:
        """Ids of people with an alias or former name that starts with a key or has all the words."""
        for key in keys:
            yield from self._found(self.aliases, f"{_NAME}{key}", False, here)
        yield from self._with_words(self.aliases, words, here)

    def _with_words(self, texts: Texts, words: Sequence[str], here: Collection[int]) -> Iterator[int]:
        longest, *others = sorted((f" {word}" for word in words), key=len, reverse=True)
        for id in self._found(texts, longest, False, here):
            if all(word in texts.all[self._place[id]] for word in others):
                yield id

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

    def born(self, born: str, here: Collection[int] = ()) -> Iterator[int]:
        """Ids of people whose birth begins so, YYYY-MM-DD, kept in either era."""
        return chain.from_iterable(self._found(self.births, one, True, here) for one in both_eras(born))

    def was_born(self, id: int, born: str) -> bool:
        """Say whether a person's birth begins so."""
        return any(self.births.matches(self._place[id], one, True) for one in both_eras(born))

    def with_phone(self, digits: str) -> Iterator[int]:
        """Ids of people with exactly this telephone number."""
        return (self.ids[one] for one in self.phones.places(f"{_NAME}{digits}{_NAME}"))

    def reached_by(self, digits: str, here: Collection[int] = ()) -> Iterator[int]:
        """Ids of people one of whose telephone numbers starts with the digits."""
        return self._found(self.phones, f"{_NAME}{digits}", False, here)

    def exactly(self, number: str) -> frozenset[int]:
        """Ids of people with exactly this register number or national id."""
        found = [*self.regnos.places(number.upper(), True), *self.numbers.places(number, True)]
        exact = {number, number.upper()}
        return frozenset(
            self.ids[one] for one in found if self.regnos.all[one] in exact or self.numbers.all[one] == number
        )

    def place_of(self, id: int) -> int:
        """Where a person's texts stand; KeyError for someone unknown."""
        return self._place[id]

    def living(self) -> Iterator[int]:
        """Ids of everybody who was not taken back."""
        return (id for place, id in enumerate(self.ids) if self.regnos.all[place])

    def name_of(self, id: int) -> str:
        """A person's name and nickname as search keys, single spaces."""
        return self.worded.all[self._place[id]].strip()

    def first_name_begins(self, id: int, keys: Collection[str]) -> bool:
        """Say whether a person's first name starts with one of the keys."""
        first = self.worded.all[self._place[id]].split(" ")[1]
        return any(first.startswith(key) for key in keys)

    def sounding(self, sounds: Sequence[str], starts: Sequence[str], look: Look) -> list[Slip]:
        """People with a word near each of the sounds, or beginning with its start, the fewest slips first."""
        near = getattr(self.words, look)
        tokens = starts if look == "nearly_begun" else sounds
        ways = [near(one) | self.words.begun(start) for one, start in zip(tokens, starts, strict=True)]
        return self._slips(ways)

    def sounding_joined(self, text: str) -> list[Slip]:
        """People whose two names stand in the text without a space, in either order, the last begun."""
        found: list[Slip] = []
        for end in range(_SHORTEST, len(text) - _SHORTEST + 1):
            halves = [sound_key(text[:end]), sound_key(text[end:])]
            if all(halves):
                ways = [self.words.near(half) for half in halves]
                if len(halves[1]) > _SHORTEST:
                    ways[1] |= self.words.begun(sound_start(text[end:]))
                found += self._slips(ways)
        return sorted(found)

    def _slips(self, ways: Sequence[Costs]) -> list[Slip]:
        return [Slip(slips, turn, self.ids[place]) for slips, turn, place in self.words.matching(ways)]

    def alike(self, sound: str, most: int, least: int) -> Iterator[int]:
        """Ids of the people whose names sound most like it as a whole, the likest first."""
        found = process.extract(sound, self.sounds.all, scorer=fuzz.ratio, limit=most, score_cutoff=least)
        return (self.ids[place] for _name, _score, place in found)

    def _found(self, texts: Texts, key: str, at_start: bool, here: Collection[int]) -> Iterator[int]:
        for id in here:
            place = self._place.get(id)
            if place is not None and texts.matches(place, key, at_start):
                yield id
        for place in texts.places(key, at_start):
            yield self.ids[place]

    def _changed(self, session: Session) -> list[int]:
        """Ids of people who changed, or of whom a further name or telephone did."""
        return [
            int(id)
            for of_person, model in _SATELLITES.items()
            for id in session.scalars(self._changed_in(model, of_person)).all()
        ]

    def _changed_in(self, model: type[Base], of_person: Any) -> Select[int]:
        changed = select(AuditChange.entity_id).where(
            AuditChange.entry_id > self._seen, AuditChange.entity == model.__tablename__
        )
        key = model.__table__.c.id
        return select(of_person).where(key.in_(changed.scalar_subquery())).distinct()

    def _read_all(self, session: Session) -> None:
        """By columns: reading 100,000 rows by their names takes twice as long."""
        self._clear()
        statement = select(*_COLUMNS).where(Person.voided_at.is_(None)).order_by(Person.sort_key)
        rows = session.execute(statement).all()
        if not rows:
            return
        ids, keys, firsts, middles, lasts, nicknames, regnos, numbers, phones, births, born_on, _gone = zip(
            *rows, strict=True
        )
        self.other_names, further = _other_names(session), _further_phones(session)
        called = _each(set(nicknames), search_key)
        self.ids = list(ids)
        self._place = {id: place for place, id in enumerate(ids)}
        self.names = Texts(map(compact, keys))
        self.worded = Texts(f" {key} {called[name]}" for key, name in zip(keys, nicknames, strict=True))
        self.nicknames = Texts(compact(called[name]) for name in nicknames)
        self.regnos = Texts(map(str.upper, regnos))
        self.numbers = Texts(number or "" for number in numbers)
        self.births = Texts(map(birth_prefix, born_on, births))
        self.phones = Texts(_phones(one, further.get(id, ())) for id, one in zip(ids, phones, strict=True))
        self.aliases = Texts(_alias_text(self.other_names.get(id, ())) for id in ids)
        self._read_sounds(firsts, middles, lasts, nicknames)

    def _read_sounds(self, *parts: Sequence[str]) -> None:
        """Of first, middle and last names and nicknames, each different one once."""
        sounds = {text: tuple(heard(text).split()) for part in parts for text in set(part)}
        *names, nicknames = ([sounds[text] for text in part] for part in parts)
        of_names = [one + two + three for one, two, three in zip(*names, strict=True)]
        self.sounds = Texts(map(" ".join, of_names))
        self.words.fill(
            tuple(dict.fromkeys((*name, *nickname, *self._other_sounds(id))))
            for name, nickname, id in zip(of_names, nicknames, self.ids, strict=True)
        )

    def _other_sounds(self, id: int) -> list[str]:
        return [sound for one in self.other_names.get(id, ()) for sound in heard(one.text).split()]

    def _read(self, session: Session, ids: list[int]) -> None:
        names, phones = _other_names(session, ids), _further_phones(session, ids)
        for row in session.execute(select(*_COLUMNS).where(Person.id.in_(ids))):
            self.other_names.pop(row.id, None)
            if row.id in names:
                self.other_names[row.id] = names[row.id]
            self._put(row, phones.get(row.id, ()))

    def _put(self, row: Any, phones: Sequence[str]) -> None:
        place = self._place.setdefault(row.id, len(self.ids))
        if place == len(self.ids):
            self.ids.append(row.id)
        name, nickname = plain_name(*_texts_of(row)[:3]), search_key(row.nickname)
        is_gone = row.voided_at is not None
        values = (
            (self.names, compact(row.name_key)),
            (self.worded, f" {row.name_key} {nickname}"),
            (self.nicknames, compact(nickname)),
            (self.regnos, row.regno.upper()),
            (self.numbers, row.national_id or ""),
            (self.phones, _phones(row.phone, phones)),
            (self.births, _birth(row)),
            (self.aliases, _alias_text(self.other_names.get(row.id, ()))),
            (self.sounds, heard(name)),
        )
        for texts, value in values:
            texts.put(place, "" if is_gone else value)
        words = (*f"{heard(name)} {heard(row.nickname)}".split(), *self._other_sounds(row.id))
        self.words.put(place, () if is_gone else tuple(dict.fromkeys(words)))


def _other_names(session: Session, ids: Collection[int] | None = None) -> dict[int, tuple[OtherName, ...]]:
    statement = select(PersonName.person_id, PersonName.kind, PersonName.text, PersonName.name_key)
    statement = statement.where(PersonName.voided_at.is_(None)).order_by(PersonName.id)
    if ids is not None:
        statement = statement.where(PersonName.person_id.in_(ids))
    found: defaultdict[int, list[OtherName]] = defaultdict(list)
    for row in session.execute(statement):
        found[row.person_id].append(OtherName(row.kind, row.text, row.name_key or search_key(row.text)))
    return {id: tuple(names) for id, names in found.items()}


def _further_phones(session: Session, ids: Collection[int] | None = None) -> dict[int, list[str]]:
    statement = select(PersonPhone.person_id, PersonPhone.number).where(PersonPhone.voided_at.is_(None))
    if ids is not None:
        statement = statement.where(PersonPhone.person_id.in_(ids))
    found: defaultdict[int, list[str]] = defaultdict(list)
    for row in session.execute(statement):
        found[row.person_id].append(row.number)
    return found


def _phones(first: str, others: Sequence[str]) -> str:
    digits = [phone_digits(one) for one in (first, *others)]
    return "".join(f"{_NAME}{one}{_NAME}" for one in digits if one)


def _alias_text(names: Sequence[OtherName]) -> str:
    """Each name after its mark without spaces, and its words after spaces."""
    return "".join(f"{_NAME}{compact(one.key)} {one.key}" for one in names)


def _birth(row: Any) -> str:
    return birth_prefix(row.birth_first_on, row.birth_precision)


def _texts_of(row: Any) -> tuple[str, str, str, str]:
    return row.first_name, row.middle_name, row.last_name, row.nickname


def _each(texts: Iterable[str], made: Any) -> dict[str, str]:
    return {text: made(text) for text in texts}


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
