"""A small centre is played with at random; after every act the books must be right.

What must hold whatever happens: no bed and no person twice on a night, the statement balances in every
row and column, nights add up, the board shows what the movements say, the audit chain is whole, a
refusal changes nothing, and taking an act back, doing it again and taking it back again restores every
table and everything people see, at once or later, in any order that nothing depends on.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
)
from sqlalchemy import select

from panpun_desktop.common.errors import PanpunError
from panpun_desktop.models import BedUse, Stay
from panpun_desktop.services.absences import EndAbsence, StartAbsence, end_absence, start_absence
from panpun_desktop.services.act_chains import chains_of
from panpun_desktop.services.admission_requests import AdmitPeople, Member
from panpun_desktop.services.admissions import admit
from panpun_desktop.services.bed_rows import MoveBed
from panpun_desktop.services.beds import move_bed
from panpun_desktop.services.checks import check_centre
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.services.stay_imports import ImportStays, import_stays
from panpun_desktop.services.stays import (
    ChangeService,
    EndStay,
    change_service,
    end_stay,
)
from panpun_desktop.services.undoing import (
    TakeBack,
    last_entry,
    newest_of,
    newest_taken_back,
    redo,
    take_back,
)
from panpun_desktop.services.voiding import VoidAdmission, void_admission
from tests.reports.reading import imbalances
from tests.services.small_centre import ANY_REASON, OpenStay, SmallCentre, Template
from tests.services.states import State, differences, state

PICK = st.integers(0, 11)
"""Which of those there are: taken modulo their number."""
SERVICES = st.sampled_from(["TRIAL", "COURSE_S", "COURSE_L", "TRANSIT"])
DAYS_AGO = st.sampled_from([0, 0, 0, 1, 3])
IMPORTED = "person,entry,exit,service,sex,bed\n"


class Play(RuleBasedStateMachine):
    """The front desk of a centre with six beds."""

    template: Template
    plays = done = refused = unwound = 0
    """How many there were; acts done, refused, and taken back at the end of a play, over all of them."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.centre = SmallCentre(self.template, Path(self.folder.name))
        self.start = state(self.centre.work)
        self.takes_back = False
        self.entries: list[int] = []
        """The acts done, held or taken back."""
        self.turns: list[tuple[int, bool]] = []
        """What was done (or done again) and what was taken back, in its order."""

    def teardown(self) -> None:
        try:
            if sys.exc_info()[0] is None:
                self.everything_taken_back_leaves_nothing()
                type(self).plays += 1
        finally:
            self.centre.work.close()
            self.folder.cleanup()

    def everything_taken_back_leaves_nothing(self) -> None:
        """From the last turn to the first, every table is as it was; and turned again it is all there.

        Where an earlier act was taken back out of its turn, it is done again at that place first: what came
        after it may not be taken back over it.
        """
        work, by = self.centre.work, self.centre.by
        before = state(work)
        for entry, was_done in reversed(self.turns):
            (take_back if was_done else redo)(work, by, TakeBack(entry))
        assert differences(state(work), self.start) == {}, "something was left"
        for entry, was_done in self.turns:
            (redo if was_done else take_back)(work, by, TakeBack(entry))
        assert differences(state(work), before) == {}, "something did not come again"
        type(self).unwound += len(self.turns)

    def standing(self) -> list[int]:
        """The acts that hold, in the order in which they were done, or done again last."""
        with self.centre.reading() as session:
            chains = chains_of(session, self.entries).values()
        return [one.act for one in sorted(chains, key=lambda chain: chain.last) if not one.is_taken_back]

    # --- doing -----------------------------------------------------------------------------------

    def act(self, function: Callable[..., Any], request: Any) -> None:
        """Do an act; refused, nothing may have changed, and taken back, nothing may be different."""
        before = self.everything() if self.takes_back else None
        acts = self.centre.acts()
        try:
            function(self.centre.work, self.centre.by, request)
        except PanpunError:
            assert self.centre.acts() == acts, "a refusal changed something"
            type(self).refused += 1
            return
        type(self).done += 1
        if function in (take_back, redo):
            self.turns.append((request.entry_id, function is redo))
        entry = last_entry(self.centre.work)
        if entry is not None:
            self.entries.append(entry)
            self.turns.append((entry, True))
            if before is not None:
                self.takes_back = False
                self.back_and_forth(entry, before)
                self.turns.append((entry, False))

    def everything(self) -> tuple[Any, State]:
        """What people see, and what stands in the tables."""
        return self.centre.seen(), state(self.centre.work)

    def back_and_forth(self, entry: int, before: tuple[Any, State]) -> None:
        """Take an act back, do it again, and take it back again."""
        work, by, request = self.centre.work, self.centre.by, TakeBack(entry)
        after = self.everything()
        assert newest_of(work, by) == entry
        for one, (seen, records) in ((take_back, before), (redo, after), (take_back, before)):
            one(work, by, request)
            assert differences(state(work), records) == {}, f"{one.__name__}, and yet a record is different"
            if one is take_back:
                assert self.centre.seen() == seen, "taken back, and yet it looks different"
        assert newest_taken_back(work, by) == entry

    def stay(self, which: int) -> OpenStay:
        found = self.centre.open_stays()
        return found[which % len(found)]

    def bed(self, which: int) -> int | None:
        """One of the six beds, or none."""
        beds = self.centre.beds()
        return beds[which] if which < len(beds) else None

    def admission(self, members: tuple[Member, ...], service: str, ago: int, **more: Any) -> AdmitPeople:
        return AdmitPeople(
            members,
            service,
            self.centre.today - timedelta(days=ago),
            client_of="OWN",
            awaiting="HOME",
            reasons=ANY_REASON,
            **more,
        )

    @property
    def someone_stays(self) -> bool:
        return bool(self.centre.open_stays())

    # --- what happens ----------------------------------------------------------------------------

    @rule(days=st.integers(1, 4))
    def nights_pass(self, days: int) -> None:
        self.centre.pass_days(days)

    @rule(service=SERVICES, which=PICK, ago=DAYS_AGO, sex=st.sampled_from("MFU"))
    def someone_new_is_admitted(self, service: str, which: int, ago: int, sex: str) -> None:
        member = Member(facts=PersonFacts(first_name="ทดสอบ", sex=sex), bed_id=self.bed(which))
        self.act(admit, self.admission((member,), service, ago))

    @rule(service=SERVICES, which=PICK, children=st.integers(1, 2), shares=st.booleans(), joins=st.booleans())
    def a_family_is_admitted(
        self, service: str, which: int, children: int, shares: bool, joins: bool
    ) -> None:
        there = self.centre.households()
        head = Member(facts=PersonFacts(first_name="หัวหน้า", sex="F"), bed_id=self.bed(which))
        child = Member(
            facts=PersonFacts(first_name="เด็ก", sex="M"),
            relation="CHILD",
            accompanying=True,
            shares_with=0 if shares else None,
        )
        household = there[which % len(there)] if joins and there else None
        self.act(admit, self.admission((head, *[child] * children), service, 0, household_id=household))

    @precondition(lambda self: self.centre.people_gone())
    @rule(service=SERVICES, which=PICK, bed=PICK, ago=DAYS_AGO)
    def someone_comes_back(self, service: str, which: int, bed: int, ago: int) -> None:
        gone = self.centre.people_gone()
        member = Member(person_id=gone[which % len(gone)], bed_id=self.bed(bed))
        self.act(admit, self.admission((member,), service, ago))

    @precondition(lambda self: self.someone_stays)
    @rule(which=PICK, bed=PICK, ago=DAYS_AGO)
    def a_stay_moves(self, which: int, bed: int, ago: int) -> None:
        stay = self.stay(which)
        night = self.centre.today - timedelta(days=ago)
        self.act(move_bed, MoveBed(stay.id, stay.version, self.bed(bed), night))

    @precondition(lambda self: self.someone_stays)
    @rule(which=PICK, bed=PICK)
    def a_move_is_planned_for_tomorrow(self, which: int, bed: int) -> None:
        stay = self.stay(which)
        night = self.centre.today + timedelta(days=1)
        self.act(move_bed, MoveBed(stay.id, stay.version, self.bed(bed), night))

    @precondition(lambda self: self.someone_stays)
    @rule(which=PICK, other=PICK)
    def a_bed_is_shared(self, which: int, other: int) -> None:
        stay, host = self.stay(which), self.stay(other)
        request = MoveBed(stay.id, stay.version, None, self.centre.today, shares_with_stay_id=host.id)
        self.act(move_bed, request)

    @precondition(lambda self: self.someone_stays)
    @rule(which=PICK, service=SERVICES, ago=DAYS_AGO)
    def the_service_changes(self, which: int, service: str, ago: int) -> None:
        stay = self.stay(which)
        on = self.centre.today - timedelta(days=ago)
        request = ChangeService(stay.id, stay.version, service, on, "OWN", "HOME", reasons=ANY_REASON)
        self.act(change_service, request)

    @precondition(lambda self: self.someone_stays)
    @rule(which=PICK, kind=st.sampled_from(["LEAVE", "HOSPITAL"]), kept=st.booleans(), ago=DAYS_AGO)
    def someone_is_away(self, which: int, kind: str, kept: bool, ago: int) -> None:
        stay = self.stay(which)
        on = self.centre.today - timedelta(days=ago)
        self.act(start_absence, StartAbsence(stay.id, stay.version, kind, on, bed_kept=kept))

    @precondition(lambda self: self.centre.open_absences())
    @rule(which=PICK, ago=DAYS_AGO)
    def someone_is_back(self, which: int, ago: int) -> None:
        away = self.centre.open_absences()
        on = self.centre.today - timedelta(days=ago)
        self.act(end_absence, EndAbsence(away[which % len(away)], on))

    @precondition(lambda self: self.someone_stays)
    @rule(which=PICK, ago=DAYS_AGO, outcome=st.sampled_from(["SELF", "LEFT", "UNKNOWN"]))
    def someone_leaves(self, which: int, ago: int, outcome: str) -> None:
        stay = self.stay(which)
        on = self.centre.today - timedelta(days=ago)
        self.act(end_stay, EndStay(((stay.id, stay.version),), on, outcome))

    @precondition(lambda self: len(self.centre.open_stays()) > 1)
    @rule(which=PICK)
    def two_leave_together(self, which: int) -> None:
        one, other = self.stay(which), self.stay(which + 1)
        stays = ((one.id, one.version), (other.id, other.version))
        self.act(end_stay, EndStay(stays, self.centre.today, "SELF"))

    @precondition(lambda self: self.centre.standing_stays())
    @rule(which=PICK)
    def an_admission_is_voided(self, which: int) -> None:
        stays = self.centre.standing_stays()
        self.act(void_admission, VoidAdmission((stays[which % len(stays)],), reason="บันทึกผิดคน"))

    @rule(which=PICK, ago=st.integers(0, 12), nights=st.integers(0, 6), service=SERVICES)
    def a_line_is_imported(self, which: int, ago: int, nights: int, service: str) -> None:
        entry = self.centre.today - timedelta(days=ago)
        left = entry + timedelta(days=nights)
        leaving = left.isoformat() if left <= self.centre.today else ""
        path = Path(self.folder.name) / "stays.csv"
        line = f"Q{which % 3},{entry.isoformat()},{leaving},{service},M,ชาย 1-0{which % 2 + 1}\n"
        path.write_text(IMPORTED + line, encoding="utf-8")
        self.act(import_stays, ImportStays(path))

    @precondition(lambda self: not self.takes_back)
    @rule()
    def the_next_act_will_be_taken_back(self) -> None:
        self.takes_back = True

    @precondition(lambda self: self.standing())
    @rule(which=PICK)
    def an_earlier_act_is_taken_back(self, which: int) -> None:
        """Whichever it is: what depends on it later refuses, everything else holds afterwards."""
        there = self.standing()
        self.act(take_back, TakeBack(there[-1 - which % len(there)]))

    @precondition(lambda self: len(self.standing()) < len(self.entries))
    @rule(which=PICK)
    def an_act_is_done_again(self, which: int) -> None:
        gone = sorted(set(self.entries) - set(self.standing()))
        self.act(redo, TakeBack(gone[-1 - which % len(gone)]))

    @precondition(lambda self: self.entries)
    @rule(times=st.integers(1, 4))
    def ctrl_z_is_pressed(self, times: int) -> None:
        """As often as there is something; then as often back again, and all is as it was."""
        work, by = self.centre.work, self.centre.by
        states = []
        for _press in range(times):
            newest = newest_of(work, by)
            if newest is None:
                break
            now = state(work)
            try:
                take_back(work, by, TakeBack(newest))
            except PanpunError:
                break
            states.append((newest, now))
        for entry, before in reversed(states):
            assert newest_taken_back(work, by) == entry
            redo(work, by, TakeBack(entry))
            assert differences(state(work), before) == {}

    # --- what must hold --------------------------------------------------------------------------

    @invariant()
    def the_check_finds_nothing(self) -> None:
        """Structure, references, audit chain, board = movements, every night in one part of a stay."""
        found = check_centre(self.centre.work, self.centre.by)
        assert [one for one in found if not one.ok] == []

    @invariant()
    def no_bed_and_no_person_is_there_twice(self) -> None:
        with self.centre.reading() as session:
            uses = session.execute(select(BedUse.bed_id, BedUse.start_on, BedUse.end_on)).all()
            stays = session.execute(
                select(Stay.person_id, Stay.arrived_on, Stay.left_on).where(Stay.voided_at.is_(None))
            ).all()
        for spans in (uses, stays):
            nights = [
                (row[0], night)
                for row in spans
                if row[0] is not None
                for night in _nights(row[1], row[2] or self.centre.today + timedelta(days=2))
            ]
            assert len(nights) == len(set(nights))

    @invariant()
    def the_statement_balances(self) -> None:
        """R-REP-1 in every row and column, month after month, and the nights are those of the stays."""
        closing: dict[str, Any] = {}
        month = self.centre.first_month()
        while month <= self.centre.today:
            statement = self.centre.monthly(month)
            assert [one for one in statement["checks"] if not one["ok"]] == []
            tables = {table["id"]: table for table in statement["tables"]}
            rows = {row["key"]: row["values"] for row in tables["movement"]["rows"]}
            assert imbalances(statement) == [], month
            if closing:
                assert rows["opening"] == closing, month
            closing = rows["closing"]
            self._nights_add_up(tables["beds"], month)
            month = (month + timedelta(days=32)).replace(day=1)

    def _nights_add_up(self, table: dict[str, Any], month: Any) -> None:
        last = min((month + timedelta(days=32)).replace(day=1), self.centre.today + timedelta(days=1))
        with self.centre.reading() as session:
            stays = session.execute(
                select(Stay.arrived_on, Stay.left_on).where(Stay.voided_at.is_(None))
            ).all()
        slept = sum(len(_nights(max(arrived, month), min(left or last, last))) for arrived, left in stays)
        rows = {row["key"]: row["values"]["person_nights"] for row in table["rows"]}
        assert rows["total"] == slept
        assert rows["total"] == sum(value for key, value in rows.items() if key != "total")


def _nights(first: Any, end: Any) -> list[Any]:
    return [first + timedelta(days=step) for step in range((end - first).days)]
