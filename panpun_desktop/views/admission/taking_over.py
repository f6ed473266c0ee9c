"""Filling the form with people that another screen hands over (``views/arriving.py``)."""

from __future__ import annotations

from panpun_desktop.views.admission.arrival_card import ArrivalCard
from panpun_desktop.views.admission.member_row import MemberRow
from panpun_desktop.views.admission.people_card import PeopleCard
from panpun_desktop.views.admission.planning import Planning
from panpun_desktop.views.arriving import HandOver


def take_over(given: HandOver, people: PeopleCard, arrival: ArrivalCard, planning: Planning) -> None:
    """A row for each who comes, after those typed already; their beds and way of coming with them."""
    rows: list[MemberRow] = []
    for person_id in given.person_ids:
        rows.append(_next_row(people, rows))
        people.take(rows[-1], person_id)
    for name in given.names:
        rows.append(_next_row(people, rows))
        rows[-1].name.setText(name)
    while len(rows) < given.people:
        rows.append(_next_row(people, rows))
    for row, relation in zip(rows, given.relations, strict=False):
        row.relation.set_value(relation)
        row.by_hand.add("relation")
    if given.channel:
        arrival.show_channel(given.channel)
    if given.agency_id is not None:
        arrival.show_agency(given.agency_id)
    planning.want([row.key for row in rows], given.bed_ids)
    people.people_changed.emit()


def _next_row(people: PeopleCard, taken: list[MemberRow]) -> MemberRow:
    free = (row for row in people.rows if row.is_empty() and row not in taken)
    return next(free, None) or people.add_row()
