"""The classes in the play: people of the house come into one, leave it, and go on in the higher course."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from panpun_desktop.services.enrolment_acts import drop, upgrade
from panpun_desktop.services.enrolment_rows import Candidate, Drop, Enrol, Upgrade
from panpun_desktop.services.enrolments import enrol
from tests.services.play import DAYS_AGO, PICK, Play
from tests.services.small_centre import ANY_REASON


class ClassPlay(Play):
    """Those who stay, as trainees."""

    @precondition(lambda self: self.someone_stays)
    @rule(which=PICK, cohort=PICK, ago=DAYS_AGO)
    def someone_comes_into_a_class(self, which: int, cohort: int, ago: int) -> None:
        """The check of the books holds that the enrolment and the part of the stay are one fact."""
        chosen = self.centre.cohorts()[cohort % 2]
        candidate = Candidate(self.stay(which).person_id)
        day = self.centre.today - timedelta(days=ago)
        self.act(enrol, Enrol(chosen, (candidate,), day, reasons=ANY_REASON))

    @precondition(lambda self: self.centre.running_enrolments())
    @rule(which=PICK, ago=DAYS_AGO, service=st.sampled_from([None, "TRIAL"]))
    def someone_leaves_the_class(self, which: int, ago: int, service: str | None) -> None:
        running = self.centre.running_enrolments()
        id, version, _cohort = running[which % len(running)]
        day = self.centre.today - timedelta(days=ago)
        self.act(drop, Drop(id, version, day, "ไม่เรียนต่อ", service, reasons=ANY_REASON))

    @precondition(lambda self: self.centre.running_enrolments())
    @rule(which=PICK, ago=DAYS_AGO)
    def someone_goes_on_in_the_higher_course(self, which: int, ago: int) -> None:
        running = self.centre.running_enrolments()
        id, version, _cohort = running[which % len(running)]
        day = self.centre.today - timedelta(days=ago)
        self.act(upgrade, Upgrade(id, version, self.centre.cohorts()[1], day, ANY_REASON))
