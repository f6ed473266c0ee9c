"""The columns of the lines that are looked at, and the words of their verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from panpun_desktop.common.i18n import _
from panpun_desktop.widgets.columns import Column
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.import_judging import JudgedLine

_FIRST = ("person", "full_name", "title", "first_name", "middle_name", "last_name", "national_id")
_THEN = ("birth_date", "birth_year", "entry")
_STRONG = {"full_name", "first_name"}
_WIDTHS = {"full_name": 230, "national_id": 200, "birth_date": 205, "entry": 118, "address": 230}
"""Pixels: who it is, when, and the verdict stand side by side on the usual office screen."""
UNREAD = "unread:"
"""Before the place of a column that is not brought in."""
TONES = (Tone.OK, Tone.INFO, Tone.WARN, Tone.BAD)


def verdict_names() -> tuple[str, ...]:
    """What the four verdicts are called, the best first."""
    return (_("Ready"), _("Read as (look it over)"), _("Needs a look"), _("Cannot come in"))


def line_columns(
    keys: Iterable[str], labels: dict[str, str], unread: Iterable[Column[JudgedLine]] = ()
) -> list[Column[JudgedLine]]:
    """Line number, who it is, the verdict, then all the rest that the file holds, read or not."""
    known = set(keys)
    first = [key for key in (*_FIRST, *_THEN) if key in known]
    rest = [key for key in labels if key in known and key not in first]
    line: Column[JudgedLine] = Column(
        "line", _("Line"), lambda row: str(row.line), right=True, muted=True, width=64
    )
    verdict: Column[JudgedLine] = Column(
        "verdict",
        _("Verdict"),
        verdict_text,
        chip=lambda row: TONES[int(row.verdict)],
        tip=reasons_text,
        width=300,
    )
    known_columns = [_column(key, labels) for key in (*first, *rest)]
    return [line, *known_columns[: len(first)], verdict, *known_columns[len(first) :], *unread]


def unread_column(place: int, header: str, rows: Sequence[Sequence[str]]) -> Column[JudgedLine]:
    """A column of the file that is not brought in, as it stands there."""

    def text(row: JudgedLine) -> str:
        cells = rows[row.line - 1]
        return " ".join(cells[place].split()) if place < len(cells) else ""

    words = header or _("Column {number}").format(number=place + 1)
    return Column(f"{UNREAD}{place}", f"{words} ▾", text, muted=True, tip=text, width=150)


def _column(key: str, labels: dict[str, str]) -> Column[JudgedLine]:
    return Column(
        key,
        f"{labels.get(key, key)} ▾",
        lambda row: cell_text(row, key),
        strong=key in _STRONG,
        tip=lambda row: cell_text(row, key),
        width=_WIDTHS.get(key, 0),
    )


def cell_text(row: JudgedLine, key: str) -> str:
    """What a cell says, and where it was read otherwise, as what."""
    raw = " ".join(row.read.raw.get(key, "").split())
    shown = row.read.shown.get(key, "")
    if not shown or shown == raw:
        return raw
    said = any(one.column == key and one.verdict for one in row.findings)
    return f"{raw} → {shown}" if said and raw else shown


def verdict_text(row: JudgedLine) -> str:
    """The verdict in a few words: the reason where there is one, else how many cells were read otherwise."""
    if not row.findings:
        return verdict_names()[0]
    worst = [one for one in row.findings if one.verdict is row.verdict]
    if int(row.verdict) == 1 and all(one.column for one in worst):
        return _("Read as in {count} places").format(count=len(worst))
    return " · ".join(dict.fromkeys(one.sentence for one in worst))


def reasons_text(row: JudgedLine) -> str:
    """Every reason of a line, one below the other."""
    return "\n".join(dict.fromkeys(one.sentence for one in row.findings))
