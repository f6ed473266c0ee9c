"""Reversing an entry of the audit record by record, as an act of its own (product.md, what none has, 5).

Every record must still be as the act left it, and nothing alive may refer to what goes; otherwise
the whole is refused naming the later act. Order: what frees beds and nights, what goes by deletion,
what comes back, everything else; so that no constraint is met half-way.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import N_, _
from panpun_desktop.rules.undoing import SPANS, Net, Removal, way_of
from panpun_desktop.services import kept_bytes
from panpun_desktop.services.entry_parts import (
    DERIVED,
    Part,
    Row,
    defaults,
    holds_bytes,
    key_of,
    parts_of,
    same,
    stored,
)
from panpun_desktop.services.later_acts import blocked, later_act
from panpun_desktop.services.overtaken import require_not_overtaken
from panpun_desktop.services.records_needed import (
    needed_by_others,
    needed_since,
    references_to,
    referrers,
    require_free_nights,
    require_living_stays,
    require_no_other_stay,
    require_within_stays,
    without_papers,
)
from panpun_desktop.services.touched import Touched
from panpun_desktop.store.unit_of_work import bulk_delete, bulk_insert, bulk_update, trail_of

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor

VOID_REASON = N_("Taken back")


@dataclass
class Reversal:
    """One entry while it is reversed."""

    session: Session
    by: Actor
    entry_id: int
    now: datetime
    parts: tuple[Part, ...]
    gone: list[tuple[Part, list[Row]]] = field(default_factory=list)
    """Inserted rows that stay as history: nothing alive may refer to them."""

    def blocked(self, entity: str, entity_id: str, columns: tuple[str, ...] = ()) -> RuleBroken:
        """The refusal that names who changed a record since."""
        return blocked(self.session, self.entry_id, entity, entity_id, columns)


def reverse(session: Session, by: Actor, entry_id: int, now: datetime) -> Touched:
    """Reverse an entry within the open unit of work; says what it touched.

    RuleBroken ``undo.needs_other_first`` and its kin when something later depends on the act,
    ``bed.taken`` or ``bed.closed`` when a bed is not free any more, ``undo.nothing_left`` when
    everything the act did has to stay.
    """
    one = Reversal(session, by, entry_id, now, parts_of(session, entry_id))
    for part in one.parts:
        _require_unchanged(one, part)
    before = len(trail_of(session).changes)
    _free(one)
    late = [(part, rows) for part, rows in _deletions(one) if not _delete_now(one, part, rows)]
    require_not_overtaken(session, one.parts, one.entry_id)
    for part in one.parts:
        _bring_back(one, part)
    require_living_stays(session, one.parts, one.entry_id)
    require_no_other_stay(session, one.parts, one.entry_id)
    require_free_nights(session, one.parts, by)
    for part in one.parts:
        _set_back(one, part, [net for net in part.updated if not _frees(part, net)])
    for part, rows in late:
        _delete_or_keep(one, part, rows)
    require_within_stays(session, one.parts, one.entry_id)
    for part, rows in one.gone:
        needed_by_others(session, part.table, rows, one.entry_id)
    for part in one.parts:
        needed_since(session, part.table, _voided_again(part), one.entry_id)
    if len(trail_of(session).changes) == before:
        raise RuleBroken("undo.nothing_left")
    return _touched(one)


# as the act left it -------------------------------------------------------------------------------


def _require_unchanged(one: Reversal, part: Part) -> None:
    way = way_of(part.name, part.table.c.keys())
    if way.removal is not Removal.LEAVE:
        for net in part.inserted:
            _require_as_inserted(one, part, net)
    for net in part.updated:
        row, after = part.rows.get(net.entity_id), stored(part.table, net.after)
        if row is None:
            raise one.blocked(part.name, net.entity_id)
        if row.get("voided_at") is not None and "voided_at" not in net.before:
            _require_cancelled_before(one, part, net)
        differing = tuple(name for name, value in after.items() if not same(value, row[name]))
        if differing:
            raise one.blocked(part.name, net.entity_id, differing)


def _require_cancelled_before(one: Reversal, part: Part, net: Net) -> None:
    """A cancelled record stays as it is, unless it was cancelled already when the act changed it."""
    refusal = later_act(one.session, one.entry_id, part.name, net.entity_id, ("voided_at",))
    if refusal is not None:
        raise refusal


def _require_as_inserted(one: Reversal, part: Part, net: Net) -> None:
    row, values = part.rows.get(net.entity_id), stored(part.table, net.after)
    if row is None:
        raise one.blocked(part.name, net.entity_id)
    unwritten = defaults(part.table)
    differing = tuple(
        name
        for name in part.audited
        if not (
            same(values[name], row[name])
            if name in values
            else row[name] is None or row[name] == unwritten[name]
        )
    )
    if differing:
        raise one.blocked(part.name, net.entity_id, differing)


# what frees beds, nights and numbers --------------------------------------------------------------


def _free(one: Reversal) -> None:
    for part in one.parts:
        _void(one, part)
        _set_back(one, part, [net for net in part.updated if _frees(part, net)])


def _void(one: Reversal, part: Part) -> None:
    way = way_of(part.name, part.table.c.keys())
    if way.removal not in (Removal.VOID, Removal.NO_TIME):
        return
    rows = [part.rows[net.entity_id] for net in part.inserted]
    if part.name == "person":
        rows = without_papers(one.session, rows)
    if way.removal is Removal.NO_TIME:
        changed = [(row, {way.column: row[way.start]}) for row in rows]
    else:
        reason = {"void_reason": _(VOID_REASON)} if "void_reason" in part.table.c else {}
        changed = [(row, {way.column: one.now, **reason}) for row in rows]
    bulk_update(one.session, part.model, changed)
    one.gone.append((part, rows))


def _frees(part: Part, net: Net) -> bool:
    """Whether setting an update back only gives nights or numbers free: done before any is taken."""
    if net.before.get("voided_at") is not None:
        return True
    if part.name not in SPANS or set(net.before) & {"bed_id", "stay_id", "person_id", SPANS[part.name][0]}:
        return False
    target = stored(part.table, net.before)
    end = SPANS[part.name][1]
    now = part.rows[net.entity_id][end]
    return target.get(end) is not None and (now is None or target[end] < now)


def _voided_again(part: Part) -> list[Row]:
    """Rows that an update had brought back to life, and that now are history again."""
    return [
        part.rows[net.entity_id]
        for net in part.updated
        if net.before.get("voided_at") is not None and part.rows[net.entity_id]["voided_at"] is None
    ]


# what goes by deletion ----------------------------------------------------------------------------


def _deletions(one: Reversal) -> list[tuple[Part, list[Row]]]:
    """Inserted rows that are deleted, those that refer to others before these."""
    return [
        (part, [part.rows[net.entity_id] for net in part.inserted])
        for part in reversed(one.parts)
        if part.inserted and way_of(part.name, part.table.c.keys()).removal is Removal.DELETE
    ]


def _delete_now(one: Reversal, part: Part, rows: list[Row]) -> bool:
    """Delete rows that nothing refers to: what comes back may need their names."""
    if referrers(one.session, part.table, rows):
        return False
    _delete(one, part, rows)
    return True


def _delete_or_keep(one: Reversal, part: Part, rows: list[Row]) -> None:
    """Delete what nothing refers to; what history refers to is put out of use, as far as it can be."""
    held = referrers(one.session, part.table, rows)
    key = next(iter(part.table.primary_key)).name
    _delete(one, part, [row for row in rows if row[key] not in held])
    kept = [row for row in rows if row[key] in held]
    way = way_of(part.name, part.table.c.keys())
    if way.is_shared and len(one.parts) > 1:
        used = referrers(one.session, part.table, kept, alive=True)
        kept = [row for row in kept if row[key] not in used]
    needed_by_others(one.session, part.table, kept, one.entry_id)
    out_of_use = {way.off: False} if way.off else {}
    ended = out_of_use or bool(way.column)
    changed = [(row, out_of_use or {way.column: row[way.start]}) for row in kept if ended]
    bulk_update(one.session, part.model, changed)


def _delete(one: Reversal, part: Part, rows: list[Row]) -> None:
    for row in rows:
        _keep_bytes(one, part, row)
    bulk_delete(one.session, part.model, rows)


# what comes back, and everything else -------------------------------------------------------------


def _bring_back(one: Reversal, part: Part) -> None:
    rows = []
    for net in part.deleted:
        row = key_of(part.table, net.entity_id) | stored(part.table, net.before)
        if net.entity_id in part.rows:  # the number was given again to a record that came later
            row = _numbered_anew(one, part, net, row)
        rows.append(_with_bytes(one, part, row))
    if rows:
        whole = [dict.fromkeys(part.audited) | row for row in rows]
        derive = DERIVED.get(part.name)
        bulk_insert(one.session, part.model, [row | (derive(row) if derive else {}) for row in whole])


def _numbered_anew(one: Reversal, part: Part, net: Net, row: Row) -> Row:
    """A record that nothing can refer to may come back under another number."""
    counted = part.table.autoincrement_column
    if counted is None or references_to(part.name):
        raise one.blocked(part.name, net.entity_id)
    return {name: value for name, value in row.items() if name != counted.name}


def _set_back(one: Reversal, part: Part, nets: list[Net]) -> None:
    changed = []
    derive = DERIVED.get(part.name)
    for net in nets:
        row = part.rows[net.entity_id]
        _keep_bytes(one, part, {name: row[name] for name in net.before})
        values = _with_bytes(one, part, stored(part.table, net.before))
        changed.append((row, values | (derive({**row, **values}) if derive else {})))
    bulk_update(one.session, part.model, changed)


# bytes, of which the audit keeps only the name ----------------------------------------------------


def _keep_bytes(one: Reversal, part: Part, values: Row) -> None:
    for name, value in values.items():
        if holds_bytes(part.table.c[name]) and value is not None:
            kept_bytes.keep(one.session, value)


def _with_bytes(one: Reversal, part: Part, values: Row) -> Row:
    named = {name for name, value in values.items() if holds_bytes(part.table.c[name]) and value is not None}
    return values | {name: kept_bytes.kept(one.session, values[name]) for name in named}


def _touched(one: Reversal) -> Touched:
    touched = Touched()
    for part in one.parts:
        for net in (*part.inserted, *part.updated, *part.deleted):
            row = part.rows.get(net.entity_id, {})
            touched.add(part.name, net.entity_id, {**net.before, **net.after, **row})
    touched.add_people_of_stays(one.session)
    return touched
