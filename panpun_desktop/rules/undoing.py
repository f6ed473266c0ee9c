"""Which acts can be taken back, how each kind of record is, and what an act changed in the end.

Pure: works on what the audit keeps (record by record, before and after as column -> JSON value).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

Values = Mapping[str, object]

STANDS = frozenset(
    {
        # papers left the house: a new paper corrects them (architecture.md §5.7)
        "document.issue",
        "document.cancel",
        "document.reprint",
        "handover.issue",
        "certificate.issue",
        # a statement that was closed went to the ministry: reopening and an amended edition correct it
        "month.close",
        "month.reopen",
        # the centre's words of letters: going back is an edition of its own
        "letter_template.edit",
        # what cannot be unknown again, and files outside the database
        "retention.approve",
        "backup.make",
        "backup.export",
        "backup.restore",
        "lost_acts.settle",
        # keys and rights are more than rows of the database
        "user.edit",
        "user.change_own_password",
        "user.renew_recovery_key",
        "user.recover",
        "session.sign_in",
        "centre.set_up",
        "centre.upgrade",
        # who looked at what is never unlooked
        "person.read_file",
        "person.break_glass",
        "break_glass.acknowledge",
        "person.export",
        "access.note",
    }
)
"""Acts that are never taken back, only corrected by a new act; every other act can be."""

TAKE_BACK = "undo.take_back"
"""The act of every reversing entry."""


def can_be_taken_back(act: str) -> bool:
    """Say whether acts of this kind can be taken back at all."""
    return act not in STANDS and not act.endswith(".read") and act != TAKE_BACK


class Removal(StrEnum):
    """How an inserted record goes."""

    VOID = "void"
    """It stays as history with the instant it was voided."""
    NO_TIME = "no_time"
    """Its span ends where it began: history that holds no night and no day."""
    DELETE = "delete"
    """The row goes; the audit keeps it. A row that history refers to stays (with ``end`` or ``off``)."""
    LEAVE = "leave"
    """It stays: it says nothing without the records around it, which go."""


@dataclass(frozen=True)
class Way:
    """How the insertion of a record is taken back."""

    removal: Removal
    column: str = ""
    """VOID: where the instant stands. NO_TIME and DELETE: the end of the span."""
    start: str = ""
    """NO_TIME and DELETE: the start of the span."""
    off: str = ""
    """DELETE: the switch that is turned off when the row has to stay."""
    is_shared: bool = False
    """DELETE: made in passing, others may go on using it; then it stays as it is."""


WAYS: dict[str, Way] = {
    "bed_use": Way(Removal.NO_TIME, "end_on", "start_on"),
    "household_member": Way(Removal.NO_TIME, "until_on", "since_on"),
    "household": Way(Removal.LEAVE),
    "family_admission": Way(Removal.LEAVE),
    "person_file_content": Way(Removal.LEAVE),
    "person_merge": Way(Removal.VOID, "unmerged_at"),
    "night_census_line": Way(Removal.DELETE),
    "bed": Way(Removal.DELETE, "closed_on", "opened_on"),
    "agency": Way(Removal.DELETE, off="is_active", is_shared=True),
    "subject": Way(Removal.DELETE, off="is_active", is_shared=True),
    "curriculum": Way(Removal.DELETE, off="is_active", is_shared=True),
    "school_term": Way(Removal.LEAVE),
    "course": Way(Removal.DELETE, off="is_active", is_shared=True),
    "course_module": Way(Removal.DELETE),
    "night_census": Way(Removal.DELETE, is_shared=True),
    "paper_file_content": Way(Removal.LEAVE),
}
"""Tables that are not taken back by the rule: void where there is ``voided_at``, delete elsewhere."""

REGISTERS = frozenset(
    {
        *("document", "document_file", "disclosure", "access_entry", "break_glass", "draft", "taken_back"),
        "closed_stay",
    }
)
"""Tables that refer to records without needing them: they hinder no taking back."""

PAPERS = frozenset({"document", "disclosure", "closed_stay"})
"""A person to whom these refer stays in the register."""

SPANS: dict[str, tuple[str, str]] = {
    "bed_use": ("start_on", "end_on"),
    "household_member": ("since_on", "until_on"),
    "bed": ("opened_on", "closed_on"),
    "stay": ("arrived_on", "left_on"),
    "episode": ("started_on", "ended_on"),
    "enrolment": ("joined_on", "ended_on"),
}
"""Table -> its first day and the day after its last: shortened before others are prolonged."""


def way_of(table: str, columns: Iterable[str]) -> Way:
    """How an inserted record of a table is taken back."""
    if table in WAYS:
        return WAYS[table]
    return Way(Removal.VOID, "voided_at") if "voided_at" in columns else Way(Removal.DELETE)


@dataclass(frozen=True)
class Change:
    """One record's change as the audit keeps it."""

    entity: str
    entity_id: str
    kind: str
    before: Values | None
    after: Values | None


@dataclass
class Net:
    """What an act did to one record in the end; of an update only the columns that differ."""

    entity: str
    entity_id: str
    kind: str
    before: dict[str, object]
    after: dict[str, object]


def net_changes(changes: Iterable[Change]) -> list[Net]:
    """The changes of an entry, those of one record put together; what came and went again is left out."""
    found: dict[tuple[str, str], Net] = {}
    for one in changes:
        key = (one.entity, one.entity_id)
        earlier = found.get(key)
        if earlier is None:
            found[key] = Net(
                one.entity, one.entity_id, one.kind, dict(one.before or {}), dict(one.after or {})
            )
        elif earlier.kind == "insert" and one.kind == "delete":
            del found[key]
        else:
            _put_together(earlier, one)
    return [one for one in found.values() if one.kind != "update" or _differs(one)]


def _put_together(net: Net, later: Change) -> None:
    before, after = later.before or {}, later.after or {}
    if later.kind == "delete":
        net.kind, net.before, net.after = "delete", {**before, **net.before}, {}
    elif net.kind == "delete":  # and inserted again under the same key
        net.kind, net.after = "update", dict(after)
        net.before = {name: net.before.get(name) for name in {*net.before, *after}}
        net.after = {name: after.get(name) for name in net.before}
    else:
        if net.kind == "update":
            net.before = {**before, **net.before}
        net.after.update(after)


def _differs(net: Net) -> bool:
    same = [name for name in net.before if net.before[name] == net.after.get(name)]
    for name in same:
        del net.before[name]
        net.after.pop(name, None)
    return bool(net.before)
