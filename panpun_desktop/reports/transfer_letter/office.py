"""The transfer letter as a Word file."""

from __future__ import annotations

from panpun_desktop.reports.letters.docx import written
from panpun_desktop.reports.report import Finish
from panpun_desktop.reports.transfer_letter.data import TransferLetter
from panpun_desktop.reports.transfer_letter.layout import paper


def docx(letter: TransferLetter, finish: Finish) -> bytes:
    """The letter with what is sent along, to be edited."""
    return written(paper(letter, finish))
