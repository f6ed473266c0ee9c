"""Stays: what is impossible, nights, coming back, changing the service (R-CLK, R-TRI-4, R-TRI-8, R-OVR-3)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panpun_desktop.common.clock import BANGKOK
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.rules import stay
from panpun_desktop.rules.codes import ServiceType
from panpun_desktop.rules.limits import Limits
from panpun_desktop.rules.stay import EpisodeFacts, ReentryKind, StaySpan

LIMITS = Limits.delivered()
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def refusal(act: object, *arguments: object) -> RuleBroken:
    """Run the act and give its refusal."""
    with pytest.raises(RuleBroken) as caught:
        act(*arguments)  # type: ignore[operator]
    return caught.value


def test_r_rep_6_nights_belong_to_the_month_they_begin_in() -> None:
    arrived, left = date(2026, 1, 30), date(2026, 2, 2)
    assert stay.nights(arrived, left) == 3
    assert stay.nights_between(arrived, left, date(2026, 1, 1), date(2026, 1, 31)) == 2
    assert stay.nights_between(arrived, left, date(2026, 2, 1), date(2026, 2, 28)) == 1
    assert stay.nights_between(arrived, None, date(2026, 2, 1), date(2026, 2, 28)) == 28
    assert stay.nights_between(arrived, left, date(2026, 3, 1), date(2026, 3, 31)) == 0


@given(arrived=DAYS, length=st.integers(0, 400), cut=st.integers(-50, 450))
def test_nights_before_and_from_any_day_add_up(arrived: date, length: int, cut: int) -> None:
    left = arrived + timedelta(days=length)
    middle = arrived + timedelta(days=cut)
    before = stay.nights_between(arrived, left, date(2019, 1, 1), middle - timedelta(days=1))
    after = stay.nights_between(arrived, left, middle, date(2033, 1, 1))
    assert before + after == stay.nights(arrived, left) == length


def test_r_ovr_3_leaving_before_arrival_is_refused() -> None:
    error = refusal(stay.nights, date(2026, 3, 4), date(2026, 3, 3))
    assert (error.id, error.field) == ("stay.left_before_arrived", "left_on")


def test_in_and_out_on_one_day_is_a_stay_of_no_night() -> None:
    assert stay.nights(date(2026, 3, 4), date(2026, 3, 4)) == 0


def test_r_ovr_3_an_arrival_more_than_a_day_ahead_is_refused() -> None:
    now = datetime(2026, 11, 21, 9, 0, tzinfo=BANGKOK)
    stay.require_possible_arrival(now + timedelta(hours=24), now, LIMITS)
    error = refusal(stay.require_possible_arrival, now + timedelta(hours=24, minutes=1), now, LIMITS)
    assert (error.id, error.field, error.facts["hours"]) == ("stay.arrival_in_future", "arrived_on", 24)


def test_a_leaving_that_has_not_happened_is_refused() -> None:
    now = datetime(2026, 11, 21, 9, 0, tzinfo=BANGKOK)
    stay.require_possible_leaving(datetime(2026, 11, 21, 20, 0, tzinfo=BANGKOK), now)
    tomorrow = datetime(2026, 11, 22, 0, 0, tzinfo=BANGKOK)
    assert refusal(stay.require_possible_leaving, tomorrow, now).id == "stay.left_in_future"


def test_r_per_1_a_second_open_stay_is_refused() -> None:
    ended = StaySpan(1, date(2026, 1, 1), date(2026, 1, 5))
    stay.require_no_open_stay([ended])
    error = refusal(stay.require_no_open_stay, [ended, StaySpan(2, date(2026, 2, 1), None)])
    assert (error.id, error.field) == ("stay.already_open", "person")


@pytest.mark.parametrize(
    ("arrived", "left", "is_refused"),
    [
        (date(2026, 3, 10), None, False),  # begins on the day the other ended
        (date(2026, 3, 9), None, True),
        (date(2026, 2, 1), date(2026, 3, 1), False),  # ends on the day the other began
        (date(2026, 2, 1), date(2026, 3, 2), True),
        (date(2026, 3, 5), date(2026, 3, 5), False),  # no night to share
    ],
)
def test_a_stay_sharing_a_night_with_another_is_refused(
    arrived: date, left: date | None, is_refused: bool
) -> None:
    others = [StaySpan(1, date(2026, 3, 1), date(2026, 3, 10))]
    if not is_refused:
        stay.require_no_overlap(others, arrived, left)
        return
    assert refusal(stay.require_no_overlap, others, arrived, left).id == "stay.overlaps"


@given(a=DAYS, b=DAYS, c=DAYS, d=DAYS)
def test_ranges_overlap_exactly_when_they_share_a_night(a: date, b: date, c: date, d: date) -> None:
    a, b, c, d = min(a, b), max(a, b), min(c, d), max(c, d)
    shared = stay.nights_between(a, b, c, d - timedelta(days=1)) if c < d else 0
    assert stay.ranges_overlap(a, b, c, d) == (shared > 0) == stay.ranges_overlap(c, d, a, b)


def test_r_tri_4_coming_back_the_same_day_continues_the_stay() -> None:
    earlier = [StaySpan(7, date(2026, 3, 1), date(2026, 3, 4), ServiceType.TRIAL)]
    back = stay.reentry(earlier, date(2026, 3, 4), ServiceType.TRIAL, LIMITS)
    assert (back.kind, back.stay_id, back.away_from) == (ReentryKind.CONTINUES, 7, date(2026, 3, 4))
    assert stay.reentry(earlier, date(2026, 3, 5), ServiceType.TRIAL, LIMITS).kind is ReentryKind.NEW_STAY


def test_r_tri_4_coming_back_the_same_day_for_another_service_is_a_conversion() -> None:
    earlier = [StaySpan(7, date(2026, 3, 1), date(2026, 3, 4), ServiceType.TRIAL)]
    back = stay.reentry(earlier, date(2026, 3, 4), ServiceType.COURSE_S, LIMITS)
    assert (back.kind, back.stay_id) == (ReentryKind.CONVERTS, 7)


def test_r_tri_4_the_nights_away_are_a_setting() -> None:
    patient = Limits.from_settings({"trial.min_nights_away": 3})
    assert stay.continues(date(2026, 3, 4), date(2026, 3, 6), patient)
    assert not stay.continues(date(2026, 3, 4), date(2026, 3, 7), patient)
    assert not stay.continues(date(2026, 3, 4), date(2026, 3, 3), patient)
    never = Limits.from_settings({"trial.min_nights_away": 0})
    assert not stay.continues(date(2026, 3, 4), date(2026, 3, 4), never)


def test_r_tri_8_conversion_ends_one_part_and_opens_the_other_the_same_day() -> None:
    trial = EpisodeFacts(ServiceType.TRIAL, date(2026, 11, 1), accompanying=True)
    ended, opened = stay.convert(trial, ServiceType.COURSE_S, date(2026, 11, 6), LIMITS)
    assert (ended.ended_on, ended.service_type) == (date(2026, 11, 6), ServiceType.TRIAL)
    assert (opened.started_on, opened.first_day) == (date(2026, 11, 6), date(2026, 11, 6))
    assert opened.accompanying


def test_impossible_conversions_are_refused() -> None:
    trial = EpisodeFacts(ServiceType.TRIAL, date(2026, 11, 5))
    same = refusal(stay.convert, trial, ServiceType.TRIAL, date(2026, 11, 6), LIMITS)
    early = refusal(stay.convert, trial, ServiceType.TRANSIT, date(2026, 11, 4), LIMITS)
    ended, _opened = stay.convert(trial, ServiceType.TRANSIT, date(2026, 11, 6), LIMITS)
    closed = refusal(stay.convert, ended, ServiceType.COURSE_S, date(2026, 11, 7), LIMITS)
    assert (same.id, early.id, closed.id) == (
        "stay.same_service",
        "stay.change_before_start",
        "stay.not_open",
    )


def test_r_crs_8_an_upgrade_before_completion_keeps_the_running_first_day() -> None:
    short = EpisodeFacts(ServiceType.COURSE_S, date(2026, 11, 1))
    _ended, early = stay.convert(short, ServiceType.COURSE_M, date(2026, 11, 30), LIMITS)
    _ended, late = stay.convert(short, ServiceType.COURSE_M, date(2026, 12, 1), LIMITS)
    assert early.first_day == date(2026, 11, 1)  # 29 days were done
    assert late.first_day == date(2026, 12, 1)  # all 30 were done
