"""Tables: cells wrap, the head repeats on each page, numbers stand right, totals stand out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Literal, TypeAlias

from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus.flowables import Flowable
from reportlab.platypus.tables import Table, TableStyle

from panpun_desktop.reports.kit.figures import Figure
from panpun_desktop.reports.kit.paragraph import Markup, ThaiParagraph
from panpun_desktop.reports.kit.styles import RULE, SHADE, style_at

Align = Literal["left", "right", "centre"]
RowKind = Literal["plain", "section", "subtotal", "total"]
Cell: TypeAlias = str | int | Decimal | Flowable | None
"""Text, a number, a flowable of the kit, or None for no value."""
NO_VALUE = "–"
_ABOVE, _BELOW = 4.0, 2.0
_SIDE = 4.0
_NARROW = 28.0
"""Points: a centimetre, the width of a column for one sign."""
_WHOLE_PAGE = 400.0
"""Points: with so much room the page is as good as empty."""


@dataclass(frozen=True)
class Column:
    """One column: ``width`` in cm, or a share of what is left when ``share`` is given instead.

    Columns that follow each other with the same ``group`` stand under one head.
    """

    title: str
    width: float = 0.0
    share: float = 1.0
    align: Align = "left"
    group: str = ""


@dataclass(frozen=True)
class Row:
    """One row; a subtotal or total is bold and ruled off, a section is one shaded cell across."""

    cells: Sequence[Cell]
    kind: RowKind = "plain"


def number_text(value: int | Decimal | None) -> str:
    """A number as tables print it: thousands commas, money with two places, – for no value."""
    if value is None:
        return NO_VALUE
    if isinstance(value, Decimal):
        return f"{value.quantize(Decimal('0.01'), ROUND_HALF_UP):,}"
    return f"{value:,}"


@dataclass(frozen=True)
class Look:
    """How a dense grid differs from a plain table; cells are (row, column), counted without the head.

    ``side``, ``above`` and ``below`` are the points kept free in each cell; ``side`` in narrow columns only.
    """

    side: float = _SIDE
    above: float = _ABOVE
    below: float = _BELOW
    shaded: Collection[tuple[int, int]] = ()
    joined: Collection[tuple[tuple[int, int], tuple[int, int]]] = ()
    """From the first to the last cell of one that takes the room of several."""
    kept: Collection[tuple[int, int]] = ()
    """First and last row of those that stay on one page."""


PLAIN = Look()


def table(
    columns: Sequence[Column],
    rows: Sequence[Row | Sequence[Cell]],
    *,
    width: float,
    points: float = 14,
    has_rules: bool = True,
    look: Look = PLAIN,
) -> Table:
    """A table ``width`` points wide in official ``points``; None prints –, "" stays empty."""
    maker = _TableMaker(columns, width, points, look)
    head = maker.head()
    body = [maker.row(row if isinstance(row, Row) else Row(row), len(head) + n) for n, row in enumerate(rows)]
    made = _Table(
        head + body,
        colWidths=maker.widths,
        repeatRows=len(head),
        style=TableStyle(maker.commands(len(head), has_rules)),
    )
    made.hAlign = "LEFT"
    made.spaceBefore, made.spaceAfter = 2, 6
    return made


class _Table(Table):  # type: ignore[misc]
    """A table that parts a row only when the row is higher than a whole page."""

    def split(self, available_width: float, available_height: float) -> list[Table]:
        """Whole rows on each page where possible."""
        self._calc(available_width, available_height)
        first = sum(self._rowHeights[: self.repeatRows + 1])
        self.splitInRow = int(first > available_height >= _WHOLE_PAGE)
        parts: list[Table] = super().split(available_width, available_height)
        return parts

    def _drawCell(  # noqa: N802
        self, value: Any, style: Any, position: Any, size: Any
    ) -> None:
        """ReportLab draws a cell; a figure hears where."""
        super()._drawCell(value, style, position, size)
        figure = value.figure if isinstance(value, _CellParagraph) else value
        if isinstance(figure, Figure):
            figure.note(self.canv, position, size)


class _CellParagraph(ThaiParagraph):
    """A paragraph in a cell: ReportLab asks it to split at the cell's width, padding included."""

    figure: Figure | None = None

    @property
    def first_drop(self) -> float:
        """The first baseline is where ReportLab puts that of a string cell."""
        return float(self.style.fontSize)

    def split(self, available_width: float, available_height: float) -> list[ThaiParagraph]:
        """Split the lines as they were wrapped."""
        return super().split(self.width or available_width, available_height)


class _TableMaker:
    """Turns cells into strings where they fit their column and into paragraphs where they must wrap."""

    def __init__(self, columns: Sequence[Column], width: float, points: float, look: Look) -> None:
        self.columns = columns
        self.points = points
        self.look = look
        self.widths = _widths(columns, width)
        self.extra: list[tuple[Any, ...]] = []
        self.plain = style_at("cell", points)
        self.bold = style_at("cell_bold", points)

    def head(self) -> list[list[Any]]:
        """One row of titles, or two where columns are grouped; no row when no column has a title."""
        if not any(column.title or column.group for column in self.columns):
            return []
        titles = [self._wrapped(column.title, "cell_head") for column in self.columns]
        if not any(column.group for column in self.columns):
            return [titles]
        return self._grouped_head(titles)

    def _grouped_head(self, titles: list[Any]) -> list[list[Any]]:
        upper: list[Any] = [""] * len(titles)
        for first, last, group in _groups(self.columns):
            if group:
                upper[first] = self._wrapped(group, "cell_head")
                self.extra.append(("SPAN", (first, 0), (last, 0)))
            else:
                upper[first], titles[first] = titles[first], ""
                self.extra.append(("SPAN", (first, 0), (first, 1)))
        return [upper, titles]

    def row(self, row: Row, number: int) -> list[Any]:
        """The cells of one row as ReportLab takes them."""
        is_bold = row.kind != "plain"
        if row.kind != "plain":
            self.extra += _row_look(row.kind, number, self.bold.fontName)
        if row.kind == "section":
            return [str(row.cells[0]), *[""] * (len(self.columns) - 1)]
        return [self._cell(cell, place, is_bold) for place, cell in enumerate(row.cells)]

    def _cell(self, cell: Cell, place: int, is_bold: bool) -> Any:
        if isinstance(cell, Flowable):
            return cell
        if cell is None or isinstance(cell, int | Decimal):
            return number_text(cell)
        font = (self.bold if is_bold else self.plain).fontName
        room = self.widths[place] - 2 * self._side(place)
        size = self.plain.fontSize
        if (
            not isinstance(cell, Markup)
            and "\n" not in cell
            and pdfmetrics.stringWidth(cell, font, size) <= room
        ):
            return cell
        suffix = {"left": "", "right": "_right", "centre": "_centre"}[self.columns[place].align]
        made = self._wrapped(cell, ("cell_bold" if is_bold else "cell") + suffix)
        made.figure = cell if isinstance(cell, Figure) else None
        return made

    def _side(self, place: int) -> float:
        return self.look.side if self.widths[place] < _NARROW else _SIDE

    def _wrapped(self, text: str, name: str) -> _CellParagraph:
        return _CellParagraph(text, style_at(name, self.points))

    def commands(self, head_rows: int, has_rules: bool) -> list[tuple[Any, ...]]:
        """ReportLab's drawing commands for the whole table."""
        every = ((0, 0), (-1, -1))
        leading = self.plain.leading
        found: list[tuple[Any, ...]] = [
            ("FONT", *every, self.plain.fontName, self.plain.fontSize, leading),
            ("VALIGN", *every, "TOP"),
            ("LEFTPADDING", *every, _SIDE),
            ("RIGHTPADDING", *every, _SIDE),
            ("TOPPADDING", *every, self.look.above),
            ("BOTTOMPADDING", *every, self.look.below),
        ]
        for place in range(len(self.columns)):
            if self._side(place) != _SIDE:
                whole, side = ((place, 0), (place, -1)), self._side(place)
                found += [("LEFTPADDING", *whole, side), ("RIGHTPADDING", *whole, side)]
        if has_rules:
            found.append(("GRID", *every, 0.4, RULE))
        if head_rows:
            found.append(("BACKGROUND", (0, 0), (-1, head_rows - 1), SHADE))
            found.append(("VALIGN", (0, 0), (-1, head_rows - 1), "MIDDLE"))
        for place, column in enumerate(self.columns):
            align = {"left": "LEFT", "right": "RIGHT", "centre": "CENTER"}[column.align]
            found.append(("ALIGN", (place, head_rows), (place, -1), align))
        return found + self.extra + list(_grid_look(self.look, head_rows))


def _grid_look(look: Look, head_rows: int) -> Iterator[tuple[Any, ...]]:
    for row, column in look.shaded:
        at = (column, row + head_rows)
        yield ("BACKGROUND", at, at, SHADE)
    for (top, left), (bottom, right) in look.joined:
        whole = ((left, top + head_rows), (right, bottom + head_rows))
        yield ("SPAN", *whole)
        yield ("VALIGN", *whole, "MIDDLE")
    for first, last in look.kept:
        yield ("NOSPLIT", (0, first + head_rows), (-1, last + head_rows))


def _row_look(kind: RowKind, number: int, font: str) -> list[tuple[Any, ...]]:
    whole = ((0, number), (-1, number))
    look: list[tuple[Any, ...]] = [("FONTNAME", *whole, font)]
    if kind == "section":
        return [*look, ("SPAN", *whole), ("ALIGN", *whole, "LEFT"), ("BACKGROUND", *whole, SHADE)]
    look.append(("LINEABOVE", *whole, 0.8, "black"))
    if kind == "total":
        look += [("LINEBELOW", *whole, 0.8, "black"), ("BACKGROUND", *whole, SHADE)]
    return look


def _widths(columns: Sequence[Column], width: float) -> list[float]:
    """Column widths in points: fixed ones first, the rest by share."""
    fixed = sum(column.width * cm for column in columns)
    shares = sum(column.share for column in columns if not column.width)
    rest = max(0.0, width - fixed)
    return [column.width * cm if column.width else rest * column.share / shares for column in columns]


def _groups(columns: Sequence[Column]) -> list[tuple[int, int, str]]:
    """Runs of columns under one head: first, last, its text ("" for a column by itself)."""
    found: list[tuple[int, int, str]] = []
    for place, column in enumerate(columns):
        if found and column.group and found[-1][2] == column.group:
            found[-1] = (found[-1][0], place, column.group)
        else:
            found.append((place, place, column.group))
    return found
