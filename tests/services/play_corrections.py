"""Days that were typed wrongly, set right in the play: of a coming and of a leaving."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from sqlalchemy import select

from panpun_desktop.models import Stay
from panpun_desktop.services.arrival_correction import CorrectArrival, correct_arrival
from panpun_desktop.services.leaving_correction import CorrectedStay, CorrectLeaving, correct_leaving
from tests.services.play import PICK
from tests.services.play_classes import ClassPlay

WRONG = "ลงวันผิด"
AGO = st.integers(0, 8)


class CorrectionPlay(ClassPlay):
    """What the desk sets right afterwards."""

    def stays_with(self, *, left: bool) -> list[tuple[int, int]]:
        """The stays of which somebody left, or all: id and version."""
        with self.centre.reading() as session:
            rows = select(Stay.id, Stay.version).where(Stay.voided_at.is_(None)).order_by(Stay.id)
            chosen = rows.where(Stay.left_on.is_not(None)) if left else rows
            return [(id, version) for id, version in session.execute(chosen)]

    def corrected(self, stay: tuple[int, int], bed: int) -> CorrectedStay:
        return CorrectedStay(*stay, bed_id=self.bed(bed), without_bed=bed % 2 == 1)

    @precondition(lambda self: self.stays_with(left=False))
    @rule(which=PICK, ago=AGO, bed=PICK)
    def an_admission_day_is_set_right(self, which: int, ago: int, bed: int) -> None:
        stays = self.stays_with(left=False)
        one = self.corrected(stays[which % len(stays)], bed)
        day = self.centre.today - timedelta(days=ago)
        self.act(correct_arrival, CorrectArrival((one,), day, None, WRONG))

    @precondition(lambda self: self.stays_with(left=True))
    @rule(which=PICK, ago=AGO, bed=PICK)
    def a_leaving_day_is_set_right(self, which: int, ago: int, bed: int) -> None:
        stays = self.stays_with(left=True)
        one = self.corrected(stays[which % len(stays)], bed)
        day = self.centre.today - timedelta(days=ago)
        self.act(correct_leaving, CorrectLeaving((one,), day, None, WRONG))
