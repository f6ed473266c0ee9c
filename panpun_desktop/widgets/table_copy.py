"""A block of a table for the clipboard: text with tabs, and a table whose numbers stay text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any, TypeVar

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from panpun_desktop.common.cells import neutral
from panpun_desktop.common.word_break import without_break_hints
from panpun_desktop.widgets.columns import Column

R = TypeVar("R")
_TEXT_CELL = "mso-number-format:'\\@';white-space:nowrap"
"""A spreadsheet keeps what is in such a cell as it stands: leading zeros, long numbers, signs."""


def block_of(columns: Sequence[Column[Any]], rows: Sequence[Any]) -> QMimeData:
    """Titles and rows, as text with tabs and as an HTML table whose cells are text."""
    lines = [[_plain(column.title) for column in columns]]
    lines += [[_plain(column.text(row)) for column in columns] for row in rows]
    copied = QMimeData()
    copied.setText("\n".join("\t".join(line) for line in lines))
    copied.setHtml(_html(lines))
    return copied


def rows_of(read: Callable[[int], Sequence[R]], here: Mapping[int, R | None], page_size: int) -> list[R]:
    """The rows of many lines in their order, those not here read by pages; runs in a worker."""
    found: list[R] = []
    number = -1
    page: Sequence[R] = ()
    for line, row in here.items():
        if row is None and line // page_size != number:
            number = line // page_size
            page = read(number)
        found.append(page[line % page_size] if row is None else row)
    return found


def put_on_clipboard(block: QMimeData) -> None:
    """Give a block to other programs."""
    QGuiApplication.clipboard().setMimeData(block)


def _plain(text: str) -> str:
    return neutral(" ".join(without_break_hints(text).split()))


def _html(lines: Sequence[Sequence[str]]) -> str:
    head, *rest = lines
    titles = "".join(f"<th>{escape(text)}</th>" for text in head)
    body = "".join(
        "<tr>" + "".join(f'<td style="{_TEXT_CELL}">{escape(text)}</td>' for text in line) + "</tr>"
        for line in rest
    )
    return f'<meta charset="utf-8"><table><tr>{titles}</tr>{body}</table>'
