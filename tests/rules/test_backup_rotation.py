"""Thinning out backups: what stays, whatever was made when."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from panpun_desktop.common.clock import BANGKOK
from panpun_desktop.rules.backup_rotation import Kept, last_gone_on, to_keep

NOON = datetime(2026, 11, 21, 12, tzinfo=BANGKOK)
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
COPIES = st.lists(st.tuples(MOMENTS, st.booleans()), max_size=60).map(
    lambda found: [Kept(f"copy-{turn}", at, sound) for turn, (at, sound) in enumerate(found)]
)
FEW = st.integers(0, 12)


def test_a_year_of_backups_every_four_hours_leaves_days_weeks_and_months() -> None:
    copies = [Kept(f"{turn}", NOON - timedelta(hours=4 * turn)) for turn in range(365 * 6)]
    names = to_keep(copies, 7, 5, 12)
    kept = [copy for copy in copies if copy.name in names]
    days = {copy.made_at.astimezone(BANGKOK).date() for copy in kept}
    assert len(days) == len(kept) <= 24  # one a day at the most
    assert {NOON.date() - timedelta(days=back) for back in range(7)} <= days
    assert len({(day.year, day.month) for day in days}) == 12
    assert len({day.isocalendar()[:2] for day in days}) >= 5


def test_every_backup_of_the_last_day_stays_beside_the_last_of_the_days_before() -> None:
    copies = [Kept(f"{turn}", NOON - timedelta(hours=4 * turn)) for turn in range(24)]
    assert to_keep(copies, 3, 0, 0, hours=24) == {"0", "1", "2", "3", "4", "5", "6", "10"}
    doubtful = [Kept("bad", NOON - timedelta(hours=1), is_sound=False), *copies]
    assert "bad" not in to_keep(doubtful, 3, 0, 0, hours=24), "a newer one is sound"


@given(COPIES, FEW, FEW, FEW)
def test_the_newest_sound_one_always_stays(copies: list[Kept], daily: int, weekly: int, monthly: int) -> None:
    kept = to_keep(copies, daily, weekly, monthly)
    sound = [copy for copy in copies if copy.is_sound]
    assert kept <= {copy.name for copy in copies}
    if sound:
        newest = max(sound, key=lambda copy: (copy.made_at, copy.name))
        assert newest.name in kept
        doubtful = {copy.name for copy in copies if not copy.is_sound and copy.name in kept}
        assert all(copy.made_at > newest.made_at for copy in copies if copy.name in doubtful)
    else:
        assert kept == {copy.name for copy in copies}


@given(COPIES, FEW, FEW, FEW)
def test_thinning_out_twice_removes_nothing_more(
    copies: list[Kept], daily: int, weekly: int, monthly: int
) -> None:
    kept = to_keep(copies, daily, weekly, monthly)
    assert to_keep([copy for copy in copies if copy.name in kept], daily, weekly, monthly) == kept
    sound = [copy for copy in copies if copy.is_sound and copy.name in kept]
    assert len(sound) <= max(1, daily + weekly + monthly)


@given(FEW, FEW, FEW, st.integers(0, 800), st.integers(0, 100))
def test_what_was_made_up_to_a_day_is_gone_when_it_is_said(
    daily: int, weekly: int, monthly: int, at: int, hours: int
) -> None:
    day = NOON + timedelta(days=at)
    until = (last_gone_on(day.date(), daily, weekly, monthly, hours) - day.date()).days
    copies = [Kept(str(turn), day + timedelta(days=turn)) for turn in range(-40, until + 1)]
    kept = to_keep(copies, daily, weekly, monthly, hours)
    assert not kept & {str(turn) for turn in range(-40, 1)}


def test_the_last_of_a_month_is_kept_until_the_day_before_it_is_said_to_go() -> None:
    last = datetime(2026, 11, 30, 12, tzinfo=BANGKOK)
    gone_on = last_gone_on(last.date(), 7, 5, 12)
    assert gone_on == date(2027, 11, 1)
    copies = [Kept(str(turn), last + timedelta(days=turn)) for turn in range((gone_on - last.date()).days)]
    assert "0" in to_keep(copies, 7, 5, 12)
