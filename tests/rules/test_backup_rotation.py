"""Thinning out backups: what stays, whatever was made when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from panpun_desktop.common.clock import BANGKOK
from panpun_desktop.rules.backup_rotation import Kept, to_keep

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
