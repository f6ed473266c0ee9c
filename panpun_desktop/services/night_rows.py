"""What the night count asks and answers: requests and rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from panpun_desktop.rules.night_count import ThreeWays


@dataclass(frozen=True)
class MarkNight:
    """How someone was found on a night; ``state`` is a code of list ``census_state``.

    The state the board expects takes an earlier mark away again.
    """

    night: date
    stay_id: int
    state: str
    bed_id: int | None = None
    """Where the person was found; needed with other_bed."""
    back_at: time | None = None
    note: str = ""


@dataclass(frozen=True)
class AddVisitor:
    """Someone slept here without a stay."""

    night: date
    visitor: str
    bed_id: int | None = None
    note: str = ""


@dataclass(frozen=True)
class RemoveVisitor:
    """The visitor was not here after all."""

    line_id: int
    seen_version: int


@dataclass(frozen=True)
class ConfirmNight:
    """The count holds: who walked the rooms, and a remark."""

    night: date
    counted_by: str = ""
    note: str = ""


@dataclass(frozen=True)
class ReopenNight:
    """A confirmed count is to be corrected."""

    night: date
    seen_version: int


@dataclass(frozen=True)
class NightRow:
    """One line of the walk: a bed with its sleeper, someone without a bed, or a visitor."""

    key: str
    bed: str
    """ชาย 2-04, or "" without a bed."""
    building: str
    bed_id: int | None
    stay_id: int | None
    person_id: int | None
    name: str
    regno: str
    sex: str
    service_type: str
    expected: str
    """present, leave, hospital, unassigned; left; free or closed for a bed nobody sleeps in; visitor."""
    state: str
    """As counted: a code of list ``census_state``, or free, closed."""
    is_marked: bool
    found_bed: str
    """Where the person was found, with other_bed."""
    note: str
    """What was entered, and what is known of an absence."""
    may_be_opened: bool
    note_entered: str = ""
    back_at: time | None = None
    found_bed_id: int | None = None
    line_id: int | None = None
    line_version: int | None = None
    left_stay_id: int | None = None
    """Of an empty bed: the stay that ended in it a few nights before, or that night."""
    left_on: date | None = None
    left_name: str = ""


@dataclass(frozen=True)
class DifferenceRow:
    """Someone on whom the figures differ, in words, with the acts that settle it."""

    stay_id: int
    stay_version: int | None
    absence_id: int | None
    """The leave or hospital stay the board has, if any."""
    person_id: int | None
    name: str
    kind: str
    text: str
    settled_by: tuple[str, ...]
    found_in: int | None


@dataclass(frozen=True)
class NightCount:
    """The count of one night as it stands."""

    night: date
    rows: tuple[NightRow, ...]
    ways: ThreeWays
    differences: tuple[DifferenceRow, ...]
    visitors: int
    version: int | None
    """Version of the kept count; None: nothing was entered yet."""
    counted_by: str
    note: str
    confirmed_at: datetime | None
    confirmed_by: str
    is_coming: bool
    """The night has not begun: it can be looked at, not counted."""
    beds: tuple[tuple[int, str], ...]
    """Every bed of the night with its label, in the order of the walk."""
