"""Limits are data: delivered defaults, read from settings typed or as text."""

from __future__ import annotations

from decimal import Decimal

import pytest

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.rules.codes import ServiceType
from panpun_desktop.rules.limits import Limits, read_age_bands
from panpun_desktop.rules.seed import setting_defaults, setting_groups


def test_delivered_limits_are_those_of_the_domain() -> None:
    limits = Limits.delivered()
    assert (limits.trial_days, limits.trial_entries, limits.trial_warn_before) == (10, 6, 2)
    assert (limits.trial_count_mode, limits.trial_year_mode) == ("inclusive", "rolling365")
    assert [limits.course_floor(one) for one in ServiceType if one.is_course] == [30, 45, 60]
    assert (limits.transit_days, limits.transit_count_entry_day, limits.transit_warn_before) == (5, True, 1)
    assert (limits.adult_age, limits.min_nights_away, limits.future_entry_hours) == (18, 1, 24)
    assert (limits.course_min_attendance, limits.report_count_leave) == (Decimal(80), False)
    assert [band.code for band in limits.age_bands] == [
        "0-5", "6-12", "13-17", "18-25", "26-45", "46-59", "60+",
    ]  # fmt: skip


def test_settings_kept_as_text_are_read_as_what_they_are() -> None:
    limits = Limits.from_settings(
        {"trial.days": "14", "transit.count_entry_day": "false", "report.age_bands": "0-17, 18+"}
    )
    assert limits.trial_days == 14
    assert limits.transit_count_entry_day is False
    assert [band.code for band in limits.age_bands] == ["0-17", "18+"]


def test_an_unreadable_setting_is_refused_with_its_key() -> None:
    with pytest.raises(RuleBroken) as refusal:
        Limits.from_settings({"trial.days": "ten"})
    assert (refusal.value.id, refusal.value.field) == ("setting.unreadable", "trial.days")


@pytest.mark.parametrize("bands", ["", "1-5, 6+", "0-5, 7+", "0-5, 6-12", "0-5, 6-4, 5+", "young"])
def test_age_bands_that_leave_an_age_out_are_refused(bands: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        read_age_bands(bands)
    assert refusal.value.id == "setting.age_bands"


def test_every_setting_has_a_label_help_and_a_known_group() -> None:
    for one in setting_defaults().values():
        assert one.label, one.key
        assert one.help, one.key
        assert one.group in setting_groups(), one.key
        if one.kind == "choice":
            assert one.default in {choice["value"] for choice in one.choices}, one.key
