"""Every text of a window that a person could read: labels, buttons, fields, lists, tables, menus, tips."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QStackedWidget,
    QTabBar,
    QWidget,
)

_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
_MOST_ROWS = 200
_NOWHERE = QModelIndex()
_KEYS = r"Ctrl|Alt|Shift|Enter|Esc|Ins|Del|Delete|Tab|Home|End|Space|PgUp|PgDn|Backspace|F\d{1,2}"
_PRODUCT = r"PDF|Excel|Word|CSV|QR|SQLCipher|Linux|Windows|Python|Qt|Debian|Ubuntu|NGO|PNG|JPEG|SVG|MIT|OFL"
ALLOWED = re.compile(
    rf"\b(?:{_KEYS}|{_PRODUCT}|N-NET)\b|[\w.+-]{{1,64}}@\S+|https?://\S+|(?:/[\w.-]+){{2,}}|\{{\w+\}}|\b[A-Z]\d\d-\d+\b|\b[A-Z]{{1,2}}\b"
)
"""Keys, products and file types, addresses, folders, places in a number's pattern, register numbers, and
single letters such as the keys of the board."""
_FOREIGN = frozenset({"licenceText"})
"""Widgets whose text is a document in its own language: the licence."""
_ENGLISH = re.compile(r"[A-Za-z]{3,}")


def texts(root: QWidget) -> Iterator[tuple[QWidget, str]]:
    """Every text under a widget, seen or not yet, with the widget that carries it."""
    yield from _of_all((root, *root.findChildren(QWidget)))


def texts_of_open_page(window: QWidget) -> Iterator[tuple[QWidget, str]]:
    """Every text of a window, seen or not yet, but for the pages of its screens that are not open."""
    yield from _of_all(_but_for_closed_pages(window))


def _but_for_closed_pages(widget: QWidget) -> Iterator[QWidget]:
    yield widget
    if isinstance(widget, QStackedWidget) and widget.objectName() == "pageStack":
        page = widget.currentWidget()
        yield from (page, *page.findChildren(QWidget))
    elif widget.findChild(QStackedWidget, "pageStack") is None:
        yield from widget.findChildren(QWidget)
    else:
        for child in widget.children():
            if isinstance(child, QWidget):
                yield from _but_for_closed_pages(child)


def _of_all(widgets: Iterable[QWidget]) -> Iterator[tuple[QWidget, str]]:
    for widget in widgets:
        for text in (*_own(widget), widget.toolTip(), widget.accessibleName(), widget.windowTitle()):
            if text and text.strip():
                yield widget, text.replace("\u200b", "")


def _own(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    elif isinstance(widget, QLineEdit):
        yield from (widget.text(), widget.placeholderText())
    elif isinstance(widget, QPlainTextEdit):
        yield widget.toPlainText()
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(place) for place in range(widget.count()))
    elif isinstance(widget, QTabBar):
        yield from (widget.tabText(place) for place in range(widget.count()))
    elif isinstance(widget, QGroupBox | QMenu):
        yield widget.title()
        yield from (action.text() for action in widget.actions())
    elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from _cells(widget.model())


def _cells(model: QAbstractItemModel) -> Iterator[str]:
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(_NOWHERE)
    for column in range(columns):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(min(model.rowCount(_NOWHERE), _MOST_ROWS)):
            cell = model.index(row, column)
            for role in _ROLES:
                found = cell.data(role)
                if isinstance(found, str):
                    yield found


@lru_cache(maxsize=100_000)
def foreign_words(text: str) -> tuple[str, ...]:
    """The English words of a text; the same texts are met again and again in a walk."""
    return tuple(_ENGLISH.findall(ALLOWED.sub(" ", text)))


def english(root: QWidget, besides: frozenset[str] = frozenset()) -> list[str]:
    """The texts with an English word in them; ``besides`` are words a centre typed itself (logins)."""
    return english_among(texts(root), besides)


def english_among(read: Iterable[tuple[QWidget, str]], besides: frozenset[str] = frozenset()) -> list[str]:
    """Of texts that were read, those with an English word in them."""
    found = []
    for widget, text in read:
        if widget.objectName() in _FOREIGN:
            continue
        if any(word not in besides for word in foreign_words(text)):
            found.append(f"{widget.objectName() or type(widget).__name__}: {text[:80]}")
    return sorted(set(found))
