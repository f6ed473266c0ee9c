"""Sums on papers: 1,234,567.89; whole baht without satang."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal


def money_text(amount: Decimal | None) -> str:
    """A sum in figures, two places where there are satang; empty without one."""
    if amount is None:
        return ""
    rounded = amount.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{rounded:,.0f}" if rounded == rounded.to_integral_value() else f"{rounded:,.2f}"
