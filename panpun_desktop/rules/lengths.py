"""How long stays last: count, median, mean, shortest and longest (nights as in R-REP-6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

_PLACES = Decimal("0.01")


@dataclass(frozen=True)
class Lengths:
    """Figures of a group of stays, in nights; without a stay nothing but the count is known."""

    count: int
    median: Decimal | None = None
    mean: Decimal | None = None
    shortest: int | None = None
    longest: int | None = None


def lengths(nights: Iterable[int]) -> Lengths:
    """The figures of these stays; of an even number the median lies between the two in the middle."""
    ordered = sorted(nights)
    count = len(ordered)
    if not count:
        return Lengths(0)
    middle = Decimal(ordered[(count - 1) // 2] + ordered[count // 2]) / 2
    mean = Decimal(sum(ordered)) / count
    return Lengths(count, _rounded(middle), _rounded(mean), ordered[0], ordered[-1])


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(_PLACES, ROUND_HALF_UP)
