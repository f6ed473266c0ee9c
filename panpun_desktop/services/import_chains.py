"""Which lines of a person make a stay: new ones, those joined to the one before, those refused."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from panpun_desktop.rules.stay import continues, ranges_overlap
from panpun_desktop.services.import_remarks import Remark

if TYPE_CHECKING:
    from panpun_desktop.rules.limits import Limits
    from panpun_desktop.services.import_lines import StayLine

Span = tuple[date, date | None]


@dataclass
class JoinedStay:
    """A stay to be written: one line, and those that came back the same day."""

    parts: list[StayLine]

    @property
    def first(self) -> StayLine:
        """The line it began with."""
        return self.parts[0]

    @property
    def last(self) -> StayLine:
        """The line it ends with."""
        return self.parts[-1]

    @property
    def arrived_on(self) -> date:
        """The day of entry."""
        return self.first.entry

    @property
    def left_on(self) -> date | None:
        """The day of leaving, of the last line."""
        return self.last.exit


@dataclass(frozen=True)
class Chain:
    """The stays of one person in order, and what is to be said about the lines."""

    stays: tuple[JoinedStay, ...]
    refused: tuple[Remark, ...]
    joined: tuple[Remark, ...]


def chain_of(lines: Iterable[StayLine], there: Sequence[Span], limits: Limits) -> Chain:
    """Sort a person's lines into stays; ``there`` are the stays the register has already."""
    stays: list[JoinedStay] = []
    refused: list[Remark] = []
    joined: list[Remark] = []
    for line in sorted(lines, key=lambda one: (one.entry, one.exit or date.max, one.line)):
        reason = _refusal(line, there, stays)
        if reason is not None:
            refused.append(Remark(line.line, "entry", line.entry.isoformat(), reason))
        elif stays and _returns(stays[-1], line, limits):
            stays[-1].parts.append(line)
            joined.append(Remark(line.line, "entry", line.entry.isoformat(), "import.joined"))
        else:
            stays.append(JoinedStay([line]))
    return Chain(tuple(stays), tuple(refused), tuple(joined))


def _refusal(line: StayLine, there: Sequence[Span], stays: Sequence[JoinedStay]) -> str | None:
    for arrived, left in there:
        if arrived <= line.entry and (left is None or (line.exit or date.max) <= left):
            return "import.there_already"
        if ranges_overlap(arrived, left, line.entry, line.exit):
            return "import.overlap"
    return "import.overlap" if any(_overlaps(one, line) for one in stays) else None


def _overlaps(one: JoinedStay, line: StayLine) -> bool:
    if ranges_overlap(one.arrived_on, one.left_on, line.entry, line.exit):
        return True
    inside = one.left_on is None or line.entry < one.left_on
    return not line.is_night and one.arrived_on < line.entry and inside


def _returns(before: JoinedStay, line: StayLine, limits: Limits) -> bool:
    return before.left_on is not None and continues(before.left_on, line.entry, limits)
