"""What a consent covers, in words of the screen: to whom, what for, which facts, until when."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date


class Agreed(Protocol):
    """What rows of consents have in common."""

    @property
    def recipient(self) -> str: ...
    @property
    def disclosed_for(self) -> str: ...
    @property
    def told(self) -> str: ...
    @property
    def until_on(self) -> date | None: ...


def agreed_parts(row: Agreed) -> list[str]:
    """What the person was told that they agree to, part by part; what was not said is left out."""
    until = format_date(row.until_on, "short") if row.until_on else ""
    said = (
        (_("to {agency}").format(agency=row.recipient), row.recipient),
        (_("for {purpose}").format(purpose=row.disclosed_for), row.disclosed_for),
        (_("facts: {told}").format(told=row.told), row.told),
        (_("until {day}").format(day=until), until),
    )
    return [words for words, given in said if given]
