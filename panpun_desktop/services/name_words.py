"""The words of all names as they sound, to find what was written with one or two slips.

A slip within one letter is found by leaving out one letter on both sides, without looking at every
word; what is only begun is compared with the beginnings of the words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

_NO_SLIP_BELOW, _ONE_SLIP_BELOW = 3, 5
"""Of shorter words everything is near."""
_BEGUN_FROM = 4
_TOO_MANY = 30_000
"""A beginning that so many people share says nothing."""

Costs = dict[str, int]
"""Words and how many slips away each is."""


class Words:
    """Words by place; a place is a person of the index."""

    def __init__(self) -> None:
        self.of: list[tuple[str, ...]] = []
        self._places: dict[str, list[int]] = {}
        self._shortened: dict[int, list[str]] = {}
        self._begun: dict[int, dict[str, list[str]]] = {}

    def fill(self, words: Iterable[tuple[str, ...]]) -> None:
        """Set the words of every place."""
        self.of = list(words)
        places: defaultdict[str, list[int]] = defaultdict(list)
        for place, of_one in enumerate(self.of):
            for word in of_one:
                places[word].append(place)
        self._places = dict(places)
        self._shortened, self._begun = {}, {}
        for word in self._places:  # now, in the background, rather than at somebody's first slip
            _shorten(self._shortened, word)

    def put(self, place: int, words: tuple[str, ...]) -> None:
        """Set the words of one place; the next new place may be set too."""
        if place == len(self.of):
            self.of.append(())
        for word in self.of[place]:
            self._places[word].remove(place)
        self.of[place] = words
        for word in words:
            self._add(word, place)

    def _add(self, word: str, place: int) -> None:
        if word not in self._places:
            self._places[word] = []
            for length, words in list(self._begun.items()):  # a search may add one meanwhile
                if len(word) >= length:
                    words.setdefault(word[:length], []).append(word)
            _shorten(self._shortened, word)
        self._places[word].append(place)

    def near(self, token: str) -> Costs:
        """Words at most two slips from a token, as far as leaving out a letter on each side shows them."""
        most = _slips_allowed(token)
        costs = {}
        for word in self._candidates(token) if most else ():
            slips = OSA.distance(token, word, score_cutoff=most)
            if slips <= most:
                costs[word] = slips
        if token in self._places:
            costs[token] = 0
        return costs

    def far(self, token: str) -> Costs:
        """Words two slips from a token wherever they are; looks at every word."""
        most = _slips_allowed(token)
        if most < 2:
            return {}
        found = process.extract(
            token, self._places.keys(), scorer=OSA.distance, score_cutoff=most, limit=None
        )
        return {word: int(slips) for word, slips, _key in found}

    def begun(self, token: str) -> Costs:
        """Words that begin with the token."""
        return dict.fromkeys(self._beginnings(len(token)).get(token, ()), 0)

    def nearly_begun(self, token: str) -> Costs:
        """Words that begin with something one slip from the token; looks at every beginning."""
        if len(token) < _BEGUN_FROM:
            return {}
        lengths = (len(token), len(token) + 1, len(token) - 1)
        return {word: 1 for length in lengths for word in self._one_slip_begun(token, length)}

    def matching(self, tokens: Sequence[Costs]) -> list[tuple[int, int, int]]:
        """Slips, turn and place of everybody who has a word for each token, the fewest slips first.

        Turns are taken among those who share a word, so that no one name fills the list.
        """
        if not tokens or not all(tokens):
            return []
        rarest, *others = sorted(tokens, key=self._reach)
        if self._reach(rarest) > _TOO_MANY:
            return []
        found: dict[int, tuple[int, int]] = {}
        possible = self._everybody(rarest).intersection(
            *(self._everybody(costs) for costs in others if self._reach(costs) <= _TOO_MANY)
        )
        for word, slips in sorted(rarest.items(), key=lambda pair: pair[1]) if possible else ():
            for turn, place in enumerate(self._places[word]):
                if (
                    place in possible
                    and place not in found
                    and (more := self._slips(place, others)) is not None
                ):
                    found[place] = slips + more, turn
        return sorted((slips, turn, place) for place, (slips, turn) in found.items())

    def places(self, word: str) -> Sequence[int]:
        """Who has the word."""
        return self._places.get(word, ())

    def _everybody(self, costs: Costs) -> set[int]:
        return set().union(*(self._places[word] for word in costs))

    def _reach(self, costs: Costs) -> int:
        return sum(len(self._places[word]) for word in costs)

    def _slips(self, place: int, tokens: Sequence[Costs]) -> int | None:
        total = 0
        for costs in tokens:
            least = min((costs[word] for word in self.of[place] if word in costs), default=None)
            if least is None:
                return None
            total += least
        return total

    def _candidates(self, token: str) -> set[str]:
        return {word for key in _shorter(token) for word in self._shortened.get(key, ())}

    def _beginnings(self, length: int) -> dict[str, list[str]]:
        if length not in self._begun:
            begun: defaultdict[str, list[str]] = defaultdict(list)
            for word in self._places:
                if len(word) >= length:
                    begun[word[:length]].append(word)
            self._begun[length] = dict(begun)
        return self._begun[length]

    def _one_slip_begun(self, token: str, length: int) -> Iterator[str]:
        beginnings = self._beginnings(length)
        near = process.extract(token, beginnings.keys(), scorer=OSA.distance, score_cutoff=1, limit=None)
        for beginning, _slips, _key in near:
            yield from beginnings[beginning]


def _slips_allowed(token: str) -> int:
    if len(token) < _NO_SLIP_BELOW:
        return 0
    return 1 if len(token) < _ONE_SLIP_BELOW else 2


def _shorter(word: str) -> set[int]:
    """The word and what is left of it without one letter, as numbers: they take less room."""
    return {hash(word), *(hash(word[:n] + word[n + 1 :]) for n in range(len(word)))}


def _shorten(shortened: dict[int, list[str]], word: str) -> None:
    for key in _shorter(word):
        shortened.setdefault(key, []).append(word)
