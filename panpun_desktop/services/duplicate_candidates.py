"""Who is worth comparing: the few of a large register that may be someone, without looking at everybody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz.fuzz import ratio

from panpun_desktop.common.thai_sound import sound_key
from panpun_desktop.services.name_index import phone_digits

if TYPE_CHECKING:
    from panpun_desktop.services.name_index import NameIndex

_LIKE_FROM = 75
"""How like whole names must be, of 100, where one of both is the same."""
_MOST_NAMED = 60
"""Of people who share no more than a first name the nearest."""


class Candidates:
    """Finds candidates in the index; words asked for again are remembered for the length of one job.

    ``many`` makes lists of all numbers first, which pays from some dozens of people on.
    """

    def __init__(self, index: NameIndex, *, many: bool) -> None:
        self._index = index
        self._near = lru_cache(maxsize=None)(index.words.near)
        self._sound = lru_cache(maxsize=None)(sound_key)
        self._numbers = _by_text(index.ids, index.numbers.all) if many else None
        self._phones = _by_text(index.ids, index.phones.all) if many else None

    def of(self, names: Iterable[tuple[str, str]], national_id: str, phone: str, born: str) -> set[int]:
        """Ids of the people worth comparing with someone typed, names as written."""
        found = {*self._numbered(national_id), *self._reached(phone_digits(phone))}
        for first, last in names:
            found |= self._by_name(self._sound(first).split(), self._sound(last).split(), born)
        return found

    def of_person(self, id: int) -> set[int]:
        """Ids of the people worth comparing with someone of the register."""
        index = self._index
        place = index.place_of(id)
        words = index.sounds.all[place].split()
        found = set(self._numbered(index.numbers.all[place]))
        for phone in index.phones.all[place].split():
            found.update(self._reached(phone))
        return found | self._by_name(words[:1], words[1:], index.births.all[place])

    def _numbered(self, number: str) -> Iterable[int]:
        if not number:
            return ()
        return self._index.numbered(number) if self._numbers is None else self._numbers.get(number, ())

    def _reached(self, phone: str) -> Iterable[int]:
        if not phone:
            return ()
        return self._index.with_phone(phone) if self._phones is None else self._phones.get(phone, ())

    def _by_name(self, first: Sequence[str], last: Sequence[str], born: str) -> set[int]:
        words = [*first, *last]
        if not words:
            return set()
        found = self._index.words.matching([self._near(word) for word in words])
        if len(words) == 1:
            found = found[:_MOST_NAMED]
        places = {place for _slips, _turn, place in found}
        if first and last:
            places |= self._half_same(first[0], last[-1], " ".join(words), born)
        return {self._index.ids[place] for place in places}

    def _half_same(self, first: str, last: str, sound: str, born: str) -> set[int]:
        """Who has one of both names and a like name as a whole, or the first name and the birthday."""
        index, words = self._index, self._index.words
        births, sounds = index.births.all, index.sounds.all
        is_day = len(born) == len("1997-05-12")
        return {
            place
            for word in (first, last)
            for place in words.places(word)
            if (is_day and word == first and births[place] == born)
            or ratio(sound, sounds[place], score_cutoff=_LIKE_FROM)
        }


def _by_text(ids: Sequence[int], texts: Sequence[str]) -> dict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for id, text in zip(ids, texts, strict=True):
        if text:
            for one in text.split():
                found[one].append(id)
    return found
