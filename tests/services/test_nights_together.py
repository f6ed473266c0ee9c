"""Nights that nobody confirmed are confirmed in one act; where people differ the night is left out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.services.admission_requests import AdmitPeople, Member
from panpun_desktop.services.admissions import admit
from panpun_desktop.services.night_counts import MarkNight, mark_night, night_count
from panpun_desktop.services.nights_together import ConfirmNights, confirm_nights, open_nights
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.services.undoing import TakeBack, last_entry, take_back
from tests.builders import TODAY
from tests.centres import FIRST_NIGHT, OpenCentre


def test_clear_nights_are_confirmed_together_and_an_open_question_is_named(
    centre_session: OpenCentre,
) -> None:
    centre = centre_session
    first = TODAY - timedelta(days=4)
    facts = PersonFacts(title="นาย", first_name="สมหมาย", last_name="ทดสอบใจ", sex="M")
    made = admit(
        centre.work,
        centre.desk,
        AdmitPeople((Member(facts=facts, bed_id=centre.bed("ชาย 1-02")),), "TRIAL", first),
    )
    asked = first + timedelta(days=1)
    mark_night(centre.work, centre.desk, MarkNight(asked, made.stay_ids[0], "not_here"))
    found = open_nights(centre.work, centre.desk, first, TODAY)
    assert [one.night for one in found] == [first + timedelta(days=n) for n in range(4)], (
        "tonight is not over"
    )
    assert [(one.counted, one.is_clear) for one in found] == [(1, True), (0, False), (1, True), (1, True)]
    assert found[1].differing[0].startswith("นายสมหมาย ทดสอบใจ")
    nights = tuple(one.night for one in found)
    changes = confirm_nights(centre.work, centre.desk, ConfirmNights(nights, "สมหญิง"))
    assert changes.summary == "ยืนยันยอดแล้ว 3 คืน · เว้นไว้ 1 คืนที่ยอดยังต่างกัน"
    assert [one.night for one in open_nights(centre.work, centre.desk, first, TODAY)] == [asked]
    assert night_count(centre.work, centre.desk, first).counted_by == "สมหญิง"
    with pytest.raises(RuleBroken) as refusal:
        confirm_nights(centre.work, centre.desk, ConfirmNights((asked,)))
    assert refusal.value.id == "census.nothing_clear"
    earlier = open_nights(centre.work, centre.desk, FIRST_NIGHT - timedelta(days=9), FIRST_NIGHT)
    assert all(one.night >= FIRST_NIGHT for one in earlier)


def test_the_nights_confirmed_together_are_taken_back_together(centre_session: OpenCentre) -> None:
    centre = centre_session
    nights = tuple(TODAY - timedelta(days=n) for n in (1, 2))
    confirm_nights(centre.work, centre.desk, ConfirmNights(nights))
    take_back(centre.work, centre.desk, TakeBack(last_entry(centre.work) or 0))
    assert all(night_count(centre.work, centre.desk, one).confirmed_at is None for one in nights)
