"""What people agreed to: recorded by purpose, the last word counts, a slip can be taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from panpun_desktop.common.errors import NotAllowed, RuleBroken
from panpun_desktop.common.sentences import message_of
from panpun_desktop.reports.person_facts import consent_given_on
from panpun_desktop.rules.roles import SYSTEM
from panpun_desktop.services.consents import RecordConsent, record_consent
from tests.builders import DESK, TODAY, TRAINER
from tests.services.house import furnish
from tests.taking_back import take_back_newest


@pytest.fixture
def person_id(work):
    return furnish(work).person("บุญมี").id


def standing(work, person_id):
    with work.reading(SYSTEM, "setting.read") as session:
        return consent_given_on(session, person_id, "DISCLOSE")


def test_a_consent_counts_from_its_day_until_it_is_withdrawn(work, person_id):
    yesterday = TODAY - timedelta(days=1)
    record_consent(work, DESK, RecordConsent(person_id, "DISCLOSE", yesterday, "given"))
    assert standing(work, person_id) == yesterday
    record_consent(work, DESK, RecordConsent(person_id, "DISCLOSE", TODAY, "withdrawn"))
    assert standing(work, person_id) is None


def test_a_slip_is_taken_back_and_what_was_said_before_stands_again(work, person_id):
    record_consent(work, DESK, RecordConsent(person_id, "DISCLOSE", TODAY, "given"))
    record_consent(work, DESK, RecordConsent(person_id, "DISCLOSE", TODAY, "refused"))
    assert standing(work, person_id) is None
    take_back_newest(work, DESK)
    assert standing(work, person_id) == TODAY


@pytest.mark.parametrize(
    ("request_of", "field"),
    [
        (lambda who: RecordConsent(who, "DISCLOSE", TODAY + timedelta(days=1), "given"), "given_on"),
        (
            lambda who: RecordConsent(who, "DISCLOSE", TODAY, "given", until_on=TODAY - timedelta(days=1)),
            "until_on",
        ),
        (lambda who: RecordConsent(who, "TEA", TODAY, "given"), "purpose"),
        (lambda who: RecordConsent(who, "DISCLOSE", TODAY, "perhaps"), "state"),
        (lambda who: RecordConsent(who, "DISCLOSE", TODAY, ""), "state"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(work, person_id, request_of, field):
    with pytest.raises(RuleBroken) as refused:
        record_consent(work, DESK, request_of(person_id))
    assert refused.value.field == field
    assert message_of(refused.value)


def test_a_trainer_records_no_consent(work, person_id):
    with pytest.raises(NotAllowed):
        record_consent(work, TRAINER, RecordConsent(person_id, "DISCLOSE", TODAY, "given"))
