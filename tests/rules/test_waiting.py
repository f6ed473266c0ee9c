"""Who comes first of those who wait."""

from __future__ import annotations

from datetime import date

from panpun_desktop.rules.waiting import Weights, days_waited, priority

WEIGHTS = Weights(per_day=2, children=10)


def test_points_rise_with_the_days_waited_and_each_says_why() -> None:
    found = priority("เร่งด่วน", 30, 4, 2, WEIGHTS)
    assert found.points == 48
    assert found.reasons == ("เร่งด่วน +30", "รอมา 4 วัน +8", "มีเด็ก 2 คน +10")


def test_what_gives_no_points_is_not_named() -> None:
    assert priority("ปกติ", 0, 0, 0, WEIGHTS).reasons == ()


def test_waiting_long_enough_overtakes_urgency() -> None:
    old, urgent = priority("ปกติ", 0, 31, 0, WEIGHTS), priority("ฉุกเฉิน", 60, 0, 0, WEIGHTS)
    assert old.points > urgent.points


def test_the_day_someone_came_counts_no_day() -> None:
    assert days_waited(date(2026, 11, 21), date(2026, 11, 21)) == 0
    assert days_waited(date(2026, 11, 19), date(2026, 11, 21)) == 2
