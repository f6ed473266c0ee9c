"""Columns and words of an attendance sheet that is looked at before it comes in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QFontMetrics

from panpun_desktop.common.i18n import N_, _
from panpun_desktop.rules.codes import AttendanceCode
from panpun_desktop.rules.marks import read_cell, sign_of
from panpun_desktop.widgets import theme
from panpun_desktop.widgets.columns import Column
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from panpun_desktop.services.attendance_import_rows import AttendanceLook, ReadMark, ReadTrainee

_VERDICTS: Final = {
    "ok": (N_("Ready"), Tone.OK),
    "read_as": (N_("Read as (look it over)"), Tone.INFO),
    "look": (N_("Needs a look"), Tone.WARN),
    "refused": (N_("Cannot come in"), Tone.BAD),
}
_FEW = 8
_CELL, _CHIP = 26, 42
"""Pixels beside the words of a cell, and of one with a chip."""
_CHIP_PX = 13
_NAME, _VERDICT, _DAY = 210, 520, 150
"""The widest that a column becomes."""


def columns_of(look: AttendanceLook) -> list[Column[ReadTrainee]]:
    """Line, who it is, the verdict, and a narrow column for each day."""

    def wide(words: Callable[[ReadTrainee], str], most: int, weight: int = 400) -> int:
        return min(most, max((_pixels(words(row), weight) for row in look.lines), default=0) + _CELL)

    verdicts = max((_chip_pixels(verdict_words(row)) for row in look.lines), default=0)

    found: list[Column[ReadTrainee]] = [
        Column("line", _("Line"), lambda row: str(row.line), right=True, muted=True, width=64),
        Column("written", _("In the file"), _written, width=max(110, wide(_written, _NAME))),
        Column("name", _("In the class"), _name, strong=True, width=max(110, wide(_name, _NAME, 600))),
        Column(
            "verdict",
            _("Verdict"),
            verdict_words,
            chip=verdict_tone,
            tip=verdict_words,
            width=min(_VERDICT, max(120, verdicts + _CHIP)),
        ),
    ]
    heads = [cell.header for cell in look.lines[0].cells] if look.lines else []
    return [*found, *(_day_column(place, head, _longest(look, place)) for place, head in enumerate(heads))]


def _written(row: ReadTrainee) -> str:
    return row.written


def _name(row: ReadTrainee) -> str:
    return row.name or "–"


def _pixels(words: str, weight: int = 400) -> int:
    """The width of words as a list writes them, so that nothing is cut."""
    return QFontMetrics(theme.font(theme.BASE_PX, weight)).horizontalAdvance(words)


def _chip_pixels(words: str) -> int:
    return QFontMetrics(theme.font(_CHIP_PX, 500)).horizontalAdvance(words)


def _longest(look: AttendanceLook, place: int) -> int:
    """The pixels of the longest cell of a day."""
    return max(_chip_pixels(cell_words(row.cells[place])) for row in look.lines)


def _day_column(place: int, head: str, longest: int) -> Column[ReadTrainee]:
    def cell(row: ReadTrainee) -> ReadMark:
        return row.cells[place]

    return Column(
        f"day{place}",
        head,
        lambda row: cell_words(cell(row)),
        chip=lambda row: cell_tone(row, cell(row)),
        tip=lambda row: cell_tip(cell(row)),
        width=min(_DAY, max(44, _pixels(_day_and_month(head)) + _CELL, longest + _CHIP)),
        head=_day_and_month(head),
    )


def _day_and_month(head: str) -> str:
    """A whole date of the file without its year, so that more days are in sight; the tip has it whole."""
    return head.rpartition("/")[0] if head.count("/") == len("dm") else head


def verdict_words(row: ReadTrainee) -> str:
    """The reason where there is one, what is to be looked at in the cells, else the verdict itself."""
    replaced, refused, doubtful = _replaced(row), _left_out(row), _doubtful(row)
    parts = [
        row.reason,
        _("{n} marks replaced").format(n=replaced) if replaced else "",
        _("{n} cells need a look").format(n=doubtful) if doubtful else "",
        _("{n} cells cannot come in").format(n=refused) if refused else "",
    ]
    return " · ".join(one for one in parts if one) or _(_VERDICTS[row.verdict][0])


def verdict_tone(row: ReadTrainee) -> Tone:
    """The tone of the line; one that is fine but for its cells needs a look."""
    has_cells = _replaced(row) or _doubtful(row) or _left_out(row)
    return _VERDICTS["look" if row.verdict == "ok" and has_cells else row.verdict][1]


def _replaced(row: ReadTrainee) -> int:
    return 0 if row.verdict == "refused" else sum(one.before is not None for one in row.cells)


def _doubtful(row: ReadTrainee) -> int:
    """Marks worth a look for another reason than one that they replace."""
    if row.verdict == "refused":
        return 0
    return sum(one.verdict == "look" and one.before is None for one in row.cells)


def _left_out(row: ReadTrainee) -> int:
    return 0 if row.verdict == "refused" else sum(one.verdict == "refused" for one in row.cells)


def unread_place(row: ReadTrainee) -> int | None:
    """The place of the first cell of a line whose mark is not known."""
    if row.verdict == "refused":
        return None
    unread = (
        n
        for n, one in enumerate(row.cells)
        if one.verdict == "refused" and not read_cell(one.written).is_known
    )
    return next(unread, None)


def cell_words(cell: ReadMark) -> str:
    """The letter that comes in, after the one it replaces; what is written where nothing does."""
    if cell.code is None:
        return cell.written
    letters = [sign_of(AttendanceCode(one)).letter for one in (cell.before, cell.code) if one is not None]
    return "→".join(letters)


def cell_tone(row: ReadTrainee, cell: ReadMark) -> Tone | None:
    """The verdict of a cell; nothing comes in of a line that is left out."""
    if not cell.written or cell.verdict == "blank":
        return None
    return Tone.NEUTRAL if row.verdict == "refused" else _VERDICTS[cell.verdict][1]


def cell_tip(cell: ReadMark) -> str:
    """What is written in the file, and why it is read so."""
    if not cell.written:
        return ""
    return " · ".join(one for one in (f"“{cell.written}”", cell.reason) if one)


def wants_a_look(row: ReadTrainee) -> bool:
    """Something of the line is not simply fine."""
    return row.verdict != "ok" or any(one.verdict in {"look", "read_as", "refused"} for one in row.cells)


def summary_words(look: AttendanceLook, marks: int) -> str:
    """The file, and how much of it comes in."""
    refused = sum(row.verdict == "refused" for row in look.lines)
    text = _("{file} · {lines} lines · {marks} marks come in · {refused} lines left out")
    return text.format(file=look.file, lines=len(look.lines), marks=marks, refused=refused)


def nothing_words(look: AttendanceLook) -> str:
    """Why nothing would come in: all is there already, or what there is cannot."""
    cells = [cell for row in look.lines for cell in row.cells]
    is_there = any(cell.verdict == "blank" and read_cell(cell.written).code is not None for cell in cells)
    reasons = {cell.reason for cell in cells if cell.verdict == "refused"}
    if reasons and not is_there:
        return _("No mark of the file can come in: {why}").format(why=" · ".join(sorted(reasons)[:2]))
    return _("The file holds nothing new: its marks are in the sheet already.")


def outside_words(look: AttendanceLook) -> str:
    """Days that are not in the plan, and people of the class whom the file does not name."""
    parts = []
    if look.outside:
        parts.append(_("Days outside the plan, left out: {days}").format(days=_few(look.outside)))
    if look.missing:
        parts.append(_("Not named in the file: {names}").format(names=_few(look.missing)))
    return " · ".join(parts)


def _few(words: tuple[str, ...]) -> str:
    shown = ", ".join(words[:_FEW])
    return shown if len(words) <= _FEW else _("{some} and {n} more").format(some=shown, n=len(words) - _FEW)
