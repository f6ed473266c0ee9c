"""Cells of the tables we hand out and take in: the one place for what every export must do to a cell.

Whoever writes a table for a spreadsheet (xlsx, csv, the clipboard) sends each text through
``neutral``, so that nothing typed into a record is run as a formula where it is opened, and each day
through ``date_cell`` with the number format ``THAI_DATE``, so that Excel keeps a true date and shows พ.ศ.
Numbers of persons and telephones are texts. ``plain`` takes the mark off again when a table is read.
"""

from __future__ import annotations

from datetime import date

_RUN = frozenset("=+-@＝＋－＠")
_CONTROLS = frozenset("\t\r\n")
_MARK = "'"

THAI_DATE = "[$-107041E]d mmm yyyy;@"
"""Number format of a spreadsheet's date cell: Thai words, Buddhist years, Arabic figures.

``[$-AABBCCCC]`` in hex (ECMA-376 part 1, 18.8.31): AA the figures (01 Arabic, 0D Thai), BB the calendar
(07 the Thai Buddhist one), CCCC the language (041E Thai).
"""
THAI_MONTH = "[$-107041E]mmmm yyyy;@"
"""The same for a month without a day."""

_FIRST_SURE_DAY = date(1900, 3, 1)
"""Excel has no days before 1900, and its first two months are a day off."""


def neutral(text: str) -> str:
    """A text as a spreadsheet may have it: what begins like a formula gets an apostrophe in front.

    A formula begins with = + - @ (the wide forms too), also behind spaces, tabs or line ends.
    """
    begun = text.lstrip()
    if (begun and begun[0] in _RUN) or text[:1] in _CONTROLS:
        return _MARK + text
    return text


def plain(text: str) -> str:
    """A text as it was before ``neutral``; any other apostrophe stays."""
    return text[1:] if text[:1] == _MARK and neutral(text[1:]) == text else text


def date_cell(day: date | None) -> date | str:
    """What to write for a day: the day itself, "" for none, ISO text for days Excel does not have."""
    if day is None:
        return ""
    return day if day >= _FIRST_SURE_DAY else day.isoformat()
