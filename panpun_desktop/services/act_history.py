"""The list of acts: who did what when, about whom, whether it holds, and what it changed.

Everybody sees the acts that they may do themselves; who may read the audit sees all. Names stand as
the reader may see them (R-SAF-1), and of acts about people not seen whole no details are told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, func, select

from panpun_desktop.common.clock import BANGKOK
from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_text import sort_key
from panpun_desktop.models import AppUser, AuditChange, AuditEntry, Base, Bed, Person, Room
from panpun_desktop.rules import roles
from panpun_desktop.rules.undoing import TAKE_BACK, Change, Net, net_changes
from panpun_desktop.services.act_chains import Chain, chains_of
from panpun_desktop.services.act_words import act_words
from panpun_desktop.services.acts_about import LOOKED_AT, Concerned, changes_in, told_people
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.entry_parts import parsed, stored
from panpun_desktop.services.person_codes import sees_sensitive, sensitive_codes
from panpun_desktop.services.record_words import column_words, record_words, setting_words, value_words
from panpun_desktop.services.register import full_name
from panpun_desktop.services.stay_rows import bed_label
from panpun_desktop.services.undoing import acts_of
from panpun_desktop.services.visibility import veil

if TYPE_CHECKING:
    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.centre import Centre
    from panpun_desktop.services.visibility import Veil
    from panpun_desktop.store.unit_of_work import UnitsOfWork

_TOLD = 60
"""Lines of detail that are told at most."""
_COVERED = "•••"
_MEMBER = "household_member"
_READ_WITH = {
    "keep_apart": "keep_apart.read",
    "incident": "incident.read",
    "incident_person": "incident.read",
    "restriction": "person.restrict",
}
"""Records whose facts only some roles read, with the right they need."""
_SENSITIVE = {"person_code": ("code", "target_group"), "person_file": ("kind", "file_kind")}
"""Records that are sensitive by a code: its column and list; a change that lacks it counts as sensitive."""


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
        counts = counts_of(session, allowed)
        people = people_of(session, by, allowed, counts, veil(session, by))
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


def counts_of(session: Session, ids: Collection[int]) -> dict[int, int]:
    """How many changes each entry made; an entry without any is not among them."""
    rows = select(AuditChange.entry_id, func.max(AuditChange.position)).where(AuditChange.entry_id.in_(ids))
    return dict(session.execute(rows.group_by(AuditChange.entry_id)).all())


def people_of(
    session: Session,
    by: Actor,
    ids: Collection[int],
    counts: dict[int, int],
    seen: Veil,
    asked_about: int | None = None,
) -> dict[int, str]:
    """Whom each entry is about, two by name as ``seen`` tells them, and how many more.

    ``asked_about``: a person whom all these entries touch; named first.
    """
    concerned = told_people(session, ids)
    if asked_about is not None:
        concerned = {one: concerned[one].asked(asked_about) for one in ids}
    everybody = {person for found in concerned.values() for person in found.told}
    rows = {one.id: one for one in session.scalars(select(Person).where(Person.id.in_(everybody)))}
    may_see = roles.may(by, "person.read")
    texts = {}
    for entry_id in ids:
        order = sorted(concerned[entry_id].told, key=lambda one: (one != asked_about, one))
        people = [rows[one] for one in order if one in rows] if may_see else []
        named = [seen.name(one.id, full_name(one), one.first_name) for one in people[:2]]
        others = len(people) + len(concerned[entry_id].untold) - len(named) if people else 0
        more = _more(others, counts.get(entry_id, 0) > LOOKED_AT)
        texts[entry_id] = " ".join([", ".join(named), more]).strip()
    return texts


def _more(others: int, is_long: bool) -> str:
    """How many more people there are; of a long entry only that there are others."""
    if others <= 0:
        return ""
    return _("and others") if is_long else _("and {n} more").format(n=others)


def what_changed(work: UnitsOfWork, by: Actor, entry_id: int) -> tuple[ChangeLine, ...]:
    """What an act changed, fact by fact; nothing where the reader does not see its people whole."""
    with work.reading(by, "undo.read") as session:
        if session.scalar(_chosen(by, HistoryFilter()).where(AuditEntry.id == entry_id)) is None:
            return ()
        return changes_of(session, by, [entry_id], veil(session, by))[entry_id]


def changes_of(
    session: Session, by: Actor, ids: Collection[int], seen: Veil
) -> dict[int, tuple[ChangeLine, ...]]:
    """What each entry changed, fact by fact; nothing where its people are not seen whole."""
    concerned = told_people(session, ids)
    told = [
        one for one in ids if all(seen.sees(person) for person in concerned[one].told | concerned[one].untold)
    ]
    rows = changes_in(told, _TOLD)
    changes: dict[int, list[Change]] = defaultdict(list)
    in_turn = rows.order_by(AuditChange.entry_id, AuditChange.position)
    for entry_id, entity, id, kind, before, after in session.execute(in_turn):
        if concerned[entry_id].tells(entity, id):
            changes[entry_id].append(Change(entity, id, kind, parsed(before), parsed(after)))
    centre, beds = read_centre(session), _bed_labels(session)
    names = _names_of_members(session, [concerned[one] for one in told], seen)
    found = {
        one: [
            replace(line, record=_whose(line.record, net, concerned[one], names))
            for net in net_changes(changes[one])
            for line in _lines(net, by, centre, beds)
        ]
        for one in told
    }
    return {one: tuple(found.get(one, ())[:_TOLD]) for one in ids}


def _names_of_members(session: Session, entries: Sequence[Concerned], seen: Veil) -> dict[int, str]:
    """The names of those whose place in a family an entry changed."""
    ids = {
        person
        for one in entries
        for (entity, _id), whose in one.records.items()
        if entity == _MEMBER
        for person in whose & one.told
    }
    rows = session.scalars(select(Person).where(Person.id.in_(ids)))
    return {one.id: seen.name(one.id, full_name(one), one.first_name) for one in rows}


def _whose(record: str, net: Net, concerned: Concerned, names: dict[int, str]) -> str:
    """Of a family's member also who it is: one act may change several, with the same words."""
    whose = concerned.records.get((net.entity, net.entity_id), frozenset()) & names.keys()
    if net.entity != _MEMBER or len(whose) != 1:
        return record
    return f"{record} {names[next(iter(whose))]}"


def _is_covered(net: Net, by: Actor) -> bool:
    """Say whether the role may know that the record changed, but not what stands in it."""
    asked = _READ_WITH.get(net.entity)
    if asked is not None and not roles.may(by, asked):
        return True
    if sees_sensitive(by) or net.entity not in _SENSITIVE:
        return False
    column, name = _SENSITIVE[net.entity]
    values = {**(net.before or {}), **(net.after or {})}
    return column not in values or values[column] in sensitive_codes(name)


def _lines(net: Net, by: Actor, centre: Centre, beds: dict[int, str]) -> list[ChangeLine]:
    table = Base.metadata.tables.get(net.entity)
    if table is None:
        return []
    before, after = stored(table, net.before), stored(table, net.after)
    record = record_words(net.entity)
    if net.entity == "setting":
        return [ChangeLine(record, *setting_words(net.entity_id, before.get("value"), after.get("value")))]

    is_covered = _is_covered(net, by)

    def words(column: str, value: Any) -> str:
        if is_covered:
            return _COVERED
        if column == "bed_id":
            return beds.get(value, "–")
        if column == "national_id" and not roles.may(by, "person.read_id_number"):
            return _COVERED
        return value_words(column, value, centre, net.entity)

    shown = [name for name in {**before, **after} if column_words(name, net.entity) and name in table.c]
    return [
        ChangeLine(
            record,
            column_words(name, net.entity),
            _side(name, before, words),
            _side(name, after, words),
        )
        for name in shown
        if before.get(name) not in (None, "") or after.get(name) not in (None, "")
    ]


def _side(name: str, values: dict[str, Any], words: Any) -> str:
    return str(words(name, values[name])) if name in values else ""


def _bed_labels(session: Session) -> dict[int, str]:
    rows = session.execute(select(Bed.id, Room.name, Bed.label).join(Room, Room.id == Bed.room_id))
    return {id: bed_label(room, label) for id, room, label in rows}
