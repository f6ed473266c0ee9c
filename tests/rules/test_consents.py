"""R-PD-2: a consent to disclose covers its own recipient and purpose; the last word to them counts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from panpun_desktop.rules.consents import Agreement, Standing, standing

DAY, BEFORE = date(2026, 11, 20), date(2026, 11, 3)
HOME, SCHOOL = "บ้านพักตัวอย่าง", "โรงเรียนตัวอย่าง"
GENERAL = Agreement(BEFORE)
TO_HOME = Agreement(BEFORE, recipient=HOME, disclosed_for="ที่พักระยะยาว")


def test_a_consent_covers_its_recipient_and_its_purpose_and_no_other() -> None:
    assert standing([TO_HOME], f" {HOME} ", "ที่พักระยะยาว") == Standing(TO_HOME)
    assert standing([TO_HOME], HOME, "ฝึกอาชีพ") == Standing(other=TO_HOME)
    assert standing([TO_HOME], SCHOOL, "ที่พักระยะยาว") == Standing(other=TO_HOME)
    assert standing([TO_HOME], HOME, "") == Standing(other=TO_HOME)
    assert standing([], HOME, "") == Standing()


def test_a_general_consent_covers_all_until_it_is_taken_back() -> None:
    assert standing([GENERAL], SCHOOL, "ฝึกอาชีพ") == Standing(GENERAL)
    assert standing([TO_HOME, GENERAL], SCHOOL, "ฝึกอาชีพ") == Standing(GENERAL)
    assert standing([Agreement(DAY, "withdrawn"), TO_HOME, GENERAL], HOME, "ที่พักระยะยาว") == Standing()


@pytest.mark.parametrize("state", ["refused", "withdrawn", "not_asked"])
def test_a_no_to_one_agency_leaves_the_others(state: str) -> None:
    said = [Agreement(DAY, state, HOME), GENERAL]
    assert standing(said, HOME, "ฝึกอาชีพ") == Standing()
    assert standing(said, SCHOOL, "ฝึกอาชีพ") == Standing(GENERAL)


def test_a_consent_that_ran_out_covers_nothing_and_what_was_agreed_to_before_stands() -> None:
    short = Agreement(BEFORE, recipient=HOME, until_on=DAY)
    assert standing([short], HOME, "", DAY) == Standing(short)
    assert standing([short], HOME, "", DAY + timedelta(days=1)) == Standing(other=short)
    assert standing([short, GENERAL], HOME, "", DAY + timedelta(days=1)) == Standing(GENERAL, None)
