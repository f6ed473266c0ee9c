"""Sums on papers: 1,234,567.89; whole baht too with their two places, so that columns stand in line."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal


def money_text(amount: Decimal | None) -> str:
    """A sum in figures with satang; empty without one."""
    return "" if amount is None else f"{amount.quantize(Decimal('0.01'), ROUND_HALF_UP):,.2f}"
