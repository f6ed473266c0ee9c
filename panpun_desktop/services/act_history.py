"""The list of acts: who did what when, about whom, whether it holds, and what it changed.

Everybody sees the acts that they may do themselves; who may read the audit sees all. Names stand as
the reader may see them (R-SAF-1), and of acts about people not seen whole no details are told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, func, select

from panpun_desktop.common.clock import BANGKOK
from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_text import sort_key
from panpun_desktop.models import AppUser, AuditChange, AuditEntry, Base, Bed, Person, Room, Stay
from panpun_desktop.rules import roles
from panpun_desktop.rules.undoing import TAKE_BACK, Change, Net, net_changes
from panpun_desktop.services.act_chains import Chain, chains_of
from panpun_desktop.services.act_words import act_words
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.entry_parts import parsed, stored
from panpun_desktop.services.record_lives import ends_of, meant_then
from panpun_desktop.services.record_words import column_words, record_words, value_words
from panpun_desktop.services.register import full_name
from panpun_desktop.services.stay_rows import bed_label
from panpun_desktop.services.touched import Touched, referring
from panpun_desktop.services.undoing import acts_of
from panpun_desktop.services.visibility import veil

if TYPE_CHECKING:
    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.centre import Centre
    from panpun_desktop.store.unit_of_work import UnitsOfWork

_LOOKED_AT = 40
"""Changes of an entry that are looked at for whom it is about; an import has a hundred thousand."""
_TOLD = 60
"""Lines of detail that are told at most."""


@dataclass(frozen=True)
class HistoryFilter:
    """Which acts: one's own, of one day (Bangkok), of one kind."""

    mine: bool = False
    on: date | None = None
    act: str = ""


@dataclass(frozen=True)
class HistoryRow:
    """One act."""

    id: int
    """Its entry in the audit."""
    at: datetime
    by: str
    act: str
    words: str
    """What the act is called."""
    people: str
    """Whom it is about, as the reader may see them; two by name."""
    records: int
    """How many changes it made."""
    is_taken_back: bool
    reversed_by: str
    """Who took it back, or did it again, last; empty when nobody did."""
    reversed_at: datetime | None
    may_reverse: bool
    """The reader may take it back, or do it again; later acts may still stand in the way."""


@dataclass(frozen=True)
class ChangeLine:
    """One changed fact: of what record, what was before and after; empty when there was nothing."""

    record: str
    fact: str
    before: str
    after: str


def history_ids(work: UnitsOfWork, by: Actor, chosen: HistoryFilter) -> tuple[int, ...]:
    """The entries of the acts that the filter finds, newest first."""
    with work.reading(by, "undo.read") as session:
        return tuple(session.scalars(_chosen(by, chosen).order_by(AuditEntry.id.desc())))


def _chosen(by: Actor, chosen: HistoryFilter) -> Select[int]:
    found = select(AuditEntry.id).where(
        AuditEntry.act != TAKE_BACK, exists().where(AuditChange.entry_id == AuditEntry.id)
    )
    if not roles.may(by, "audit.read"):
        found = found.where(AuditEntry.act.in_(acts_of(by)))
    if chosen.mine:
        found = found.where(AuditEntry.user_id == by.user_id)
    if chosen.act:
        found = found.where(AuditEntry.act == chosen.act)
    if chosen.on is not None:
        first = datetime.combine(chosen.on, time(0), tzinfo=BANGKOK)
        found = found.where(AuditEntry.at >= first, AuditEntry.at < first + timedelta(days=1))
    return found


def acts_there(work: UnitsOfWork, by: Actor) -> tuple[tuple[str, str], ...]:
    """The kinds of acts in the list with their words, for the filter."""
    with work.reading(by, "undo.read") as session:
        found = session.scalars(
            select(AuditEntry.act).where(AuditEntry.id.in_(_chosen(by, HistoryFilter()))).distinct()
        )
        return tuple(sorted(((act, act_words(act)) for act in found), key=lambda pair: sort_key(pair[1])))


def history(work: UnitsOfWork, by: Actor, entry_ids: Sequence[int]) -> tuple[HistoryRow, ...]:
    """The rows of these entries, in their order."""
    with work.reading(by, "undo.read") as session:
        allowed = set(session.scalars(_chosen(by, HistoryFilter()).where(AuditEntry.id.in_(entry_ids))))
        chains = chains_of(session, allowed)
        wanted = allowed | {one for chain in chains.values() for one in chain.entries}
        listed = session.scalars(select(AuditEntry).where(AuditEntry.id.in_(wanted)))
        entries = {one.id: one for one in listed}
        names = dict(session.execute(select(AppUser.id, AppUser.name)).all())
        counts = _counts(session, allowed)
        people = _people(session, by, allowed, counts)
        mine = acts_of(by)
        return tuple(
            _row(entries, chains[one], names, people[one], counts[one], entries[one].act in mine)
            for one in entry_ids
            if one in allowed
        )


def _row(
    entries: dict[int, AuditEntry],
    chain: Chain,
    names: dict[int, str],
    people: str,
    records: int,
    may_reverse: bool,
) -> HistoryRow:
    act, last = entries[chain.act], entries[chain.last]
    was_reversed = chain.last != chain.act
    return HistoryRow(
        act.id,
        act.at,
        names.get(act.user_id, _("the program")),
        act.act,
        act_words(act.act),
        people,
        records,
        chain.is_taken_back,
        names.get(last.user_id, "") if was_reversed else "",
        last.at if was_reversed else None,
        may_reverse,
    )


def _counts(session: Session, ids: Collection[int]) -> dict[int, int]:
    rows = select(AuditChange.entry_id, func.max(AuditChange.position)).where(AuditChange.entry_id.in_(ids))
    return dict(session.execute(rows.group_by(AuditChange.entry_id)).all())


def _people(session: Session, by: Actor, ids: Collection[int], counts: dict[int, int]) -> dict[int, str]:
    concerned = _concerned(session, ids)
    everybody = {one for found in concerned.values() for one in found}
    rows = {one.id: one for one in session.scalars(select(Person).where(Person.id.in_(everybody)))}
    seen = veil(session, by)
    may_see = roles.may(by, "person.read")
    texts = {}
    for entry_id in ids:
        people = [rows[one] for one in sorted(concerned[entry_id]) if one in rows] if may_see else []
        named = [seen.name(one.id, full_name(one), one.first_name) for one in people[:2]]
        more = _more(len(people) - 2, counts[entry_id] > _LOOKED_AT)
        texts[entry_id] = " ".join([", ".join(named), more]).strip()
    return texts


def _more(others: int, is_long: bool) -> str:
    """How many more people there are; of a long entry only that there are others."""
    if others <= 0:
        return ""
    return _("and others") if is_long else _("and {n} more").format(n=others)


def _concerned(session: Session, ids: Collection[int]) -> dict[int, set[int]]:
    """The people of each entry, found from the first of its changes."""
    by_entry: dict[int, list[Change]] = defaultdict(list)
    columns = (
        AuditChange.entry_id,
        AuditChange.entity,
        AuditChange.entity_id,
        AuditChange.kind,
        AuditChange.before,
        AuditChange.after,
    )
    rows = select(*columns).where(AuditChange.entry_id.in_(ids), AuditChange.position <= _LOOKED_AT)
    for entry_id, entity, entity_id, kind, before, after in session.execute(rows):
        by_entry[entry_id].append(Change(entity, entity_id, kind, parsed(before), parsed(after)))
    records = {(one.entity, one.entity_id) for found in by_entry.values() for one in found}
    there, ends = referring(session, records), ends_of(session, records)
    concerned: dict[int, Touched] = {}
    for entry_id in ids:
        touched = concerned[entry_id] = Touched()
        for one in by_entry[entry_id]:
            record = (one.entity, one.entity_id)
            gone = meant_then(ends, record, entry_id)
            whole = there.get(record, {}) if gone is None else gone
            values = {**whole, **(one.before or {}), **(one.after or {})}
            touched.add(one.entity, one.entity_id, values)
    stays = {stay for one in concerned.values() for stay in one.ids["stays"]}
    of_stays = select(Stay.id, Stay.person_id).where(Stay.id.in_(stays))
    whose = dict(session.execute(of_stays).all())
    return {
        entry_id: one.ids["people"] | {whose[stay] for stay in one.ids["stays"] if stay in whose}
        for entry_id, one in concerned.items()
    }


def what_changed(work: UnitsOfWork, by: Actor, entry_id: int) -> tuple[ChangeLine, ...]:
    """What an act changed, fact by fact; nothing where the reader does not see its people whole."""
    with work.reading(by, "undo.read") as session:
        if session.scalar(_chosen(by, HistoryFilter()).where(AuditEntry.id == entry_id)) is None:
            return ()
        seen = veil(session, by)
        if not all(seen.sees(one) for one in _concerned(session, [entry_id])[entry_id]):
            return ()
        columns = (
            AuditChange.entity,
            AuditChange.entity_id,
            AuditChange.kind,
            AuditChange.before,
            AuditChange.after,
        )
        rows = select(*columns).where(AuditChange.entry_id == entry_id, AuditChange.position <= _TOLD)
        changes = [
            Change(entity, id, kind, parsed(before), parsed(after))
            for entity, id, kind, before, after in session.execute(rows.order_by(AuditChange.position))
        ]
        centre, beds = read_centre(session), _bed_labels(session)
        lines = [line for net in net_changes(changes) for line in _lines(net, by, centre, beds)]
        return tuple(lines[:_TOLD])


def _lines(net: Net, by: Actor, centre: Centre, beds: dict[int, str]) -> list[ChangeLine]:
    table = Base.metadata.tables.get(net.entity)
    if table is None:
        return []
    before, after = stored(table, net.before), stored(table, net.after)
    record = record_words(net.entity)

    def words(column: str, value: Any) -> str:
        if column == "bed_id":
            return beds.get(value, "–")
        if column == "national_id" and not roles.may(by, "person.read_id_number"):
            return "•••"
        return value_words(column, value, centre)

    shown = [name for name in {**before, **after} if column_words(name) and name in table.c]
    return [
        ChangeLine(record, column_words(name), _side(name, before, words), _side(name, after, words))
        for name in shown
        if before.get(name) not in (None, "") or after.get(name) not in (None, "")
    ]


def _side(name: str, values: dict[str, Any], words: Any) -> str:
    return str(words(name, values[name])) if name in values else ""


def _bed_labels(session: Session) -> dict[int, str]:
    rows = session.execute(select(Bed.id, Room.name, Bed.label).join(Room, Room.id == Bed.room_id))
    return {id: bed_label(room, label) for id, room, label in rows}
