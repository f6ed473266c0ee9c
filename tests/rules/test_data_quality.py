"""What the checks of data quality find, and when a finding is another one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from panpun_desktop.rules.birth import Birth
from panpun_desktop.rules.data_quality import CHECKS, Looked, Severity, findings
from panpun_desktop.rules.limits import Limits

TODAY = date(2026, 11, 21)
WHOLE = Looked(
    person_id=1,
    stay_id=10,
    arrived_on=date(2026, 11, 1),
    left_on=None,
    channel="SELF",
    agency_id=None,
    outcome=None,
    outcome_province=None,
    outcome_agency_id=None,
    has_name=True,
    title="นาย",
    sex="M",
    birth=Birth.on(date(1980, 5, 1)),
    national_id="1999900000013",
    id_is_valid=True,
    civil_status="OK",
    home_province="90",
    card_expires_on=None,
    has_contact=True,
    consents=1,
    is_last=True,
)
LEFT = {"left_on": date(2026, 11, 10)}
WRONG: dict[str, dict[str, object]] = {
    "id_wrong": {"id_is_valid": False},
    "birth_late": {"birth": Birth.on(date(2026, 11, 2))},
    "outcome_missing": {**LEFT, "outcome": "UNKNOWN"},
    "province_missing": {**LEFT, "outcome": "HOME"},
    "agency_missing": {**LEFT, "outcome": "REF_GOV"},
    "sender_missing": {"channel": "REF_NGO"},
    "channel_unknown": {"channel": "UNKNOWN"},
    "sex_unknown": {"sex": "U"},
    "birth_unknown": {"birth": Birth()},
    "name_unknown": {"has_name": False},
    "id_missing": {"national_id": "", "id_is_valid": False, "civil_status": None},
    "consent_missing": {"consents": 0},
    "child_title": {"title": "ด.ช."},
    "age_to_confirm": {"birth": Birth.estimated(18, date(2026, 11, 1))},
    "home_missing": {"home_province": None},
    "card_over": {"card_expires_on": date(2026, 11, 20)},
    "contact_missing": {"has_contact": False},
}


def found(*looked: Looked) -> list[str]:
    return [one.check.key for one in findings(looked, TODAY, Limits.delivered())]


def test_a_whole_record_has_no_findings() -> None:
    assert found(WHOLE) == []


def test_every_check_has_its_case() -> None:
    assert {one.key for one in CHECKS} == set(WRONG)


@pytest.mark.parametrize("key", WRONG)
def test_each_check_finds_what_is_wrong_and_nothing_else(key: str) -> None:
    assert found(replace(WHOLE, **WRONG[key])) == [key]  # type: ignore[arg-type]


def test_the_gravest_come_first() -> None:
    worst = replace(WHOLE, home_province=None, sex="U", id_is_valid=False)
    assert found(worst) == ["id_wrong", "sex_unknown", "home_missing"]
    grave = [one.check.severity for one in findings([worst], TODAY, Limits.delivered())]
    assert grave == list(Severity)


def test_what_is_the_persons_own_is_said_once_and_of_a_stay_each_time() -> None:
    first = replace(WHOLE, stay_id=9, is_last=False, sex="U", channel="UNKNOWN", **LEFT, outcome="SELF")
    assert found(first, replace(WHOLE, sex="U", channel="UNKNOWN")) == ["channel_unknown"] * 2 + [
        "sex_unknown"
    ]


def test_another_fact_is_another_finding_and_no_number_stands_in_it() -> None:
    one, other = (
        next(findings([replace(WHOLE, id_is_valid=False, national_id=number)], TODAY, Limits.delivered()))
        for number in ("1999900000014", "1999900000015")
    )
    assert one.record != other.record
    assert one.record.startswith("person:1:")
    assert "19999" not in one.record
