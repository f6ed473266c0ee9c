"""The rest of the desk's day in the play: beds promised and swapped, waiting, nights, things, two records."""

from __future__ import annotations

from datetime import timedelta
from itertools import combinations
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule
from sqlalchemy import select

from panpun_desktop.models import (
    BedReservation,
    Belonging,
    NightCensus,
    Person,
    PersonMerge,
    Stay,
    WaitingEntry,
)
from panpun_desktop.rules.night_count import Seen
from panpun_desktop.services.admission_requests import Member
from panpun_desktop.services.admissions import admit
from panpun_desktop.services.belongings import (
    Item,
    ReceiveBelongings,
    ReturnBelongings,
    receive_belongings,
    return_belongings,
)
from panpun_desktop.services.merging import MergePeople, UnmergePeople, merge_people, unmerge_people
from panpun_desktop.services.night_counts import (
    ConfirmNight,
    MarkNight,
    ReopenNight,
    confirm_night,
    mark_night,
    reopen_night,
)
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.services.reserving import CancelReservation, ReserveBed, cancel_reservation, reserve_bed
from panpun_desktop.services.stays import EndStay, end_stay
from panpun_desktop.services.swapping import SwapBeds, swap_beds
from panpun_desktop.services.turn_aways import turn_away
from panpun_desktop.services.waiting import SaveWaiting, WithdrawWaiting, save_waiting, withdraw_waiting
from panpun_desktop.services.waiting_rows import WAITING, TurnAwayPeople
from tests.services.play import DAYS_AGO, PICK, SERVICES
from tests.services.play_corrections import CorrectionPlay

FOUND = (Seen.PRESENT, Seen.NOT_HERE, Seen.LATE, Seen.HOSPITAL)
CONFIRMED, OPENED = "confirmed", "opened again"


class DeskPlay(CorrectionPlay):
    """Everything that the desk does."""

    def versions(self, model: Any, *where: Any) -> list[tuple[int, int]]:
        """The records of a table: id and version."""
        with self.centre.reading() as session:
            rows = session.execute(select(model.id, model.version).where(*where).order_by(model.id))
            return [(id, version) for id, version in rows]

    def waiting(self) -> list[tuple[int, int]]:
        return self.versions(WaitingEntry, WaitingEntry.state == WAITING, WaitingEntry.voided_at.is_(None))

    def people(self) -> list[tuple[int, int]]:
        return self.versions(Person, Person.voided_at.is_(None))

    @initialize(bed=st.integers(0, 4))
    def some_are_here_and_one_left(self, bed: int) -> None:
        """The play begins with people in the house, so that there is something to play with."""
        self.centre.pass_days(3)
        for place, name in enumerate(("หนึ่ง", "สอง", "สาม")):
            member = Member(facts=PersonFacts(first_name=name, sex="M"), bed_id=self.bed((bed + place) % 6))
            self.act(admit, self.admission((member,), "TRIAL", place))
        stay = self.stay(0)
        self.act(end_stay, EndStay(((stay.id, stay.version),), self.centre.today, "SELF"))

    # --- beds ------------------------------------------------------------------------------------

    @precondition(lambda self: len(self.centre.open_stays()) > 1)
    @rule(which=PICK, ago=DAYS_AGO)
    def two_swap_their_beds(self, which: int, ago: int) -> None:
        one, other = self.stay(which), self.stay(which + 1)
        night = self.centre.today - timedelta(days=ago)
        self.act(swap_beds, SwapBeds(one.id, one.version, other.id, other.version, night))

    @rule(bed=st.integers(0, 5), ahead=st.integers(0, 2), nights=st.integers(0, 2), whom=PICK)
    def a_bed_is_promised(self, bed: int, ahead: int, nights: int, whom: int) -> None:
        """To somebody who waits, to somebody of the register, or by name."""
        start = self.centre.today + timedelta(days=ahead)
        waiting, gone = self.waiting(), self.centre.people_gone()
        chosen: dict[str, Any] = {"for_whom": "ผู้ที่จะมา"}
        if whom % 3 == 0 and waiting:
            chosen = {"waiting_id": waiting[whom % len(waiting)][0]}
        elif whom % 3 == 1 and gone:
            chosen = {"person_id": gone[whom % len(gone)]}
        end = start + timedelta(days=nights) if nights else None
        self.act(reserve_bed, ReserveBed(self.centre.beds()[bed], start, end, **chosen))

    @precondition(lambda self: self.versions(BedReservation, BedReservation.closed_at.is_(None)))
    @rule(which=PICK)
    def a_promise_is_taken_back(self, which: int) -> None:
        held = self.versions(BedReservation, BedReservation.closed_at.is_(None))
        self.act(cancel_reservation, CancelReservation(*held[which % len(held)]))

    # --- waiting ---------------------------------------------------------------------------------

    @rule(which=PICK, people=st.integers(1, 3))
    def someone_waits(self, which: int, people: int) -> None:
        gone = self.centre.people_gone()
        known = {"person_id": gone[which % len(gone)]} if gone and which % 2 else {"name": "ผู้รอ"}
        self.act(save_waiting, SaveWaiting(None, people=people, **known))

    @precondition(lambda self: self.waiting())
    @rule(which=PICK, ends=st.sampled_from(["withdrawn", "turned away", "changed"]))
    def a_waiting_ends_or_changes(self, which: int, ends: str) -> None:
        there = self.waiting()
        id, version = there[which % len(there)]
        if ends == "withdrawn":
            self.act(withdraw_waiting, WithdrawWaiting(id, version))
        elif ends == "turned away":
            self.act(turn_away, TurnAwayPeople("FULL", waiting_id=id))
        else:
            changed = SaveWaiting(id, "ผู้รอ", urgency="HIGH", seen_version=version)
            self.act(save_waiting, changed)

    @precondition(lambda self: self.waiting())
    @rule(which=PICK, bed=PICK, service=SERVICES)
    def someone_who_waited_is_admitted(self, which: int, bed: int, service: str) -> None:
        there = self.waiting()
        id, _version = there[which % len(there)]
        with self.centre.reading() as session:
            person_id = session.get_one(WaitingEntry, id).person_id
        facts = None if person_id else PersonFacts(first_name="ผู้รอ", sex="U")
        member = Member(person_id=person_id, facts=facts, bed_id=self.bed(bed))
        self.act(admit, self.admission((member,), service, 0, waiting_id=id))

    # --- nights ----------------------------------------------------------------------------------

    @precondition(lambda self: self.someone_stays)
    @rule(which=PICK, ago=st.integers(0, 1), how=st.sampled_from([*FOUND, CONFIRMED, OPENED]))
    def a_night_is_counted(self, which: int, ago: int, how: str) -> None:
        """Somebody is found otherwise, the count is confirmed, or opened again."""
        night = self.centre.today - timedelta(days=ago)
        if how == CONFIRMED:
            self.act(confirm_night, ConfirmNight(night))
        elif how == OPENED:
            found = self.versions(NightCensus, NightCensus.night == night)
            self.act(reopen_night, ReopenNight(night, found[0][1] if found else 1))
        else:
            self.act(mark_night, MarkNight(night, self.stay(which).id, how))

    # --- things, and two records of one person ----------------------------------------------------

    @precondition(lambda self: self.people())
    @rule(which=PICK)
    def things_are_kept(self, which: int) -> None:
        there = self.people()
        person_id, _version = there[which % len(there)]
        request = ReceiveBelongings(person_id, (Item("กระเป๋า"), Item("เงิน")), self.centre.today)
        self.act(receive_belongings, request)

    @precondition(lambda self: self.kept())
    @rule(which=PICK)
    def a_thing_is_given_back(self, which: int) -> None:
        kept = self.kept()
        self.act(return_belongings, ReturnBelongings((kept[which % len(kept)],), self.centre.today))

    def kept(self) -> list[tuple[int, int]]:
        return self.versions(Belonging, Belonging.returned_on.is_(None), Belonging.voided_at.is_(None))

    @precondition(lambda self: len(self.people()) > 1)
    @rule(which=PICK, takes_phone=st.booleans())
    def two_records_are_joined(self, which: int, takes_phone: bool) -> None:
        there = self.people()
        kept, merged = there[which % len(there)], there[(which + 1) % len(there)]
        self.act(merge_people, MergePeople(*kept, *merged, ("phone", "sex") if takes_phone else ()))

    @precondition(lambda self: self.joined())
    @rule(which=PICK)
    def two_records_are_taken_apart(self, which: int) -> None:
        joined = self.joined()
        self.act(unmerge_people, UnmergePeople(*joined[which % len(joined)]))

    def joined(self) -> list[tuple[int, int]]:
        return self.versions(PersonMerge, PersonMerge.unmerged_at.is_(None))

    # --- what must hold ---------------------------------------------------------------------------

    @invariant()
    def no_bed_is_promised_twice_and_nobody_waits_twice(self) -> None:
        open_promise = (
            BedReservation.closed_at.is_(None),
            BedReservation.expires_at > self.centre.clock.now(),
        )
        with self.centre.reading() as session:
            promised = session.scalars(select(BedReservation).where(*open_promise)).all()
            waiting = session.scalars(
                select(WaitingEntry.person_id).where(
                    WaitingEntry.state == WAITING,
                    WaitingEntry.voided_at.is_(None),
                    WaitingEntry.person_id.is_not(None),
                )
            ).all()
        for one, other in combinations(promised, 2):
            assert one.bed_id != other.bed_id or not _meet(one, other)
        assert len(waiting) == len(set(waiting))

    @invariant()
    def whoever_is_here_is_in_the_register(self) -> None:
        with self.centre.reading() as session:
            gone = select(Person.id).where(Person.voided_at.is_not(None))
            stays = select(Stay.id).where(Stay.voided_at.is_(None), Stay.person_id.in_(gone))
            things = select(Belonging.id).where(Belonging.voided_at.is_(None), Belonging.person_id.in_(gone))
            assert session.scalars(stays).all() == []
            assert session.scalars(things).all() == []


def _meet(one: BedReservation, other: BedReservation) -> bool:
    """Whether two promises hold on one night, as the hour at which they lapse bounds them too."""
    first = max(one.start_on, other.start_on)
    ends = [row.end_on for row in (one, other) if row.end_on is not None]
    lapses = [row.expires_at.date() for row in (one, other) if row.expires_at is not None]
    return all(first < end for end in ends) and all(first <= lapse for lapse in lapses)
