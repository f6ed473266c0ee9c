"""A card that ends is thought of in time."""

from __future__ import annotations

from datetime import date

import pytest

from panpun_desktop.rules.card_end import CardEnd, card_end

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("expires_on", "expected"),
    [
        (date(2026, 11, 20), CardEnd.OVER),
        (TODAY, CardEnd.NEAR),
        (date(2027, 1, 20), CardEnd.NEAR),
        (date(2027, 1, 21), CardEnd.FINE),
        (date(9999, 12, 31), CardEnd.FINE),
        (None, CardEnd.FINE),
    ],
)
def test_a_card_is_near_its_end_from_the_days_of_the_setting_on(
    expires_on: date | None, expected: CardEnd
) -> None:
    assert card_end(expires_on, TODAY, 60) is expected


def test_without_days_of_warning_only_the_last_day_and_what_is_over_count() -> None:
    assert card_end(TODAY, TODAY, 0) is CardEnd.NEAR
    assert card_end(date(2026, 11, 22), TODAY, 0) is CardEnd.FINE
