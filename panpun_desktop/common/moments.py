"""An instant as people in the office read it."""

from __future__ import annotations

from datetime import datetime

from panpun_desktop.common.clock import BANGKOK
from panpun_desktop.common.thai_date import format_date, format_time


def moment(at: datetime) -> str:
    """Day and time in Bangkok: 21 พ.ย. 2569 14:20."""
    here = at.astimezone(BANGKOK)
    return f"{format_date(here.date(), 'short')} {format_time(here)}"
