"""The sheet with the recovery key: drawn once at first start, from no database, and kept nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


def recovery_sheet(centre_name: str, key: str, day: date) -> bytes:
    """One page to print with the recovery key, as ``store.keys.new_recovery_key`` writes it."""
    from panpun_desktop.reports.recovery_key.layout import pdf

    return pdf(centre_name, key, day)
