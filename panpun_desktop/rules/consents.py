"""What a consent to disclose covers: its own recipient and purpose, no other (R-PD-1, R-PD-2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

GIVEN = "given"


@dataclass(frozen=True)
class Agreement:
    """One answer; without a recipient it is about agencies in general, without a purpose about any."""

    given_on: date
    state: str = GIVEN
    recipient: str = ""
    disclosed_for: str = ""
    how: str = ""
    witness: str = ""
    told: str = ""
    until_on: date | None = None
    """The last day on which it holds; None is until it is withdrawn."""

    def holds(self, on: date | None) -> bool:
        """Say whether it was given and has not run out by a day."""
        return self.state == GIVEN and (on is None or self.until_on is None or on <= self.until_on)

    @property
    def is_general(self) -> bool:
        """Say whether it names nobody."""
        return not self.recipient


@dataclass(frozen=True)
class Standing:
    """What stands for one recipient and one purpose.

    ``consent`` covers both; ``other`` is the newest that was given for something else, where none does.
    """

    consent: Agreement | None = None
    other: Agreement | None = None


def standing(answers: Iterable[Agreement], recipient: str, wanted: str, on: date | None = None) -> Standing:
    """Look through the answers, the newest first; ``on`` a day those that ran out before it cover nothing.

    A refusal or withdrawal ends what was said before it: to its recipient, or to all when it names none.
    """
    other: Agreement | None = None
    for answer in answers:
        is_theirs = answer.is_general or _same(answer.recipient, recipient)
        if is_theirs and answer.state != GIVEN:
            break
        covers = not answer.disclosed_for or _same(answer.disclosed_for, wanted)
        if is_theirs and covers and answer.holds(on):
            return Standing(answer)
        if answer.state == GIVEN:
            other = other or answer
    return Standing(other=other)


def _same(one: str, two: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(two.split()).casefold()
