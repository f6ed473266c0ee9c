"""Issued papers as they leave the program again: the bytes as sent, ยกเลิก over those that were cancelled."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from panpun_desktop.common.thai_date import format_date
from panpun_desktop.reports import kit
from panpun_desktop.services.paper_files import Reprinted, reprint_as_sent

if TYPE_CHECKING:
    from datetime import date

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork


def reprinted(work: UnitsOfWork, by: Actor, document_id: int) -> Reprinted:
    """What went out, noted like every reprint; the kept bytes stay as they are (R-DOC-1, R-DOC-2)."""
    found = reprint_as_sent(work, by, document_id)
    if found.cancelled_on is None:
        return found
    return replace(found, pdf=crossed_out(found.pdf, found.cancelled_on))


def crossed_out(pdf: bytes, on: date | None = None) -> bytes:
    """The pages with ยกเลิก over them, and the day where it is known."""
    return kit.cancelled_copy(pdf, f"ยกเลิก {format_date(on, 'short')}" if on else "ยกเลิก")
