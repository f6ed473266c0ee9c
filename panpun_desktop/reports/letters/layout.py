"""Letters of every kind on paper: as PDF, and as a Word file."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from panpun_desktop.reports.letters import pdf as sheet
from panpun_desktop.reports.letters.filled import Filled
from panpun_desktop.reports.letters.model import Paper
from panpun_desktop.reports.letters.words import letter_words
from panpun_desktop.reports.report import Finish


def pdf(letter: Filled, finish: Finish) -> bytes:
    """Draw the letter; the same values give the same bytes."""
    return sheet.drawn(paper(letter, finish))


def docx(letter: Filled, finish: Finish) -> bytes:
    """The letter as a Word file, to be edited."""
    from panpun_desktop.reports.letters.docx import written

    return written(paper(letter, finish))


def paper(letter: Filled, finish: Finish) -> Paper:
    """The letter as its kind sets it."""
    kind: Any = import_module(f"panpun_desktop.reports.letters.kinds.{letter.key.removesuffix('_blank')}")
    words = letter_words(kind.WORDS, letter, finish)
    about: dict[str, Any] = getattr(kind, "sheet", lambda _letter: {})(letter)
    parts = tuple(kind.parts(letter, words, finish))
    return Paper(letter.title, letter.sender.name, parts, finish.is_draft, finish.thai_digits, **about)
