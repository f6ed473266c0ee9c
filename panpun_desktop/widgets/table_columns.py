"""The columns of a table as somebody wants them: which, in what order, how wide; kept on this machine."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, QPoint, QSettings, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHeaderView, QMenu

from panpun_desktop.common.i18n import _
from panpun_desktop.widgets.columns import Column

Widths = Mapping[int, int]
"""Pixels by the place of the column."""


class TableColumns(QObject):
    """Looks after the header of one table: a menu to show and hide, drag to move; ``changed`` after each.

    ``added`` carries the place of a column that somebody asked to see.

    What is kept is a line a column, ``key=width`` in the order shown, ``!`` before a hidden one.
    """

    changed = Signal()
    added = Signal(int)

    def __init__(self, heads: QHeaderView, columns: Sequence[Column[Any]]) -> None:
        super().__init__(heads)
        self._heads, self._columns = heads, tuple(columns)
        self._local: tuple[QSettings, str] | None = None
        self._is_restoring = False
        self.was_restored = False
        self._is_settled = self._is_chosen = False
        heads.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        heads.customContextMenuRequested.connect(self._open_at)
        heads.sectionMoved.connect(lambda *_places: self._keep())
        heads.sectionResized.connect(lambda place, *_sizes: self._resized(place))
        for place, column in enumerate(self._columns):
            if column.width > 0:
                heads.resizeSection(place, column.width)
            heads.setSectionHidden(place, column.hidden)

    def remember(self, local: QSettings, key: str) -> None:
        """Set the header up as it was left, and keep what is changed from now on."""
        self._heads.setSectionsMovable(True)
        kept = local.value(f"tables/{key}")
        if isinstance(kept, str):
            kept = [kept]
        if isinstance(kept, list):
            self._restore([line for line in kept if isinstance(line, str) and "=" in line])
        self._local = (local, key)

    def settle(self) -> None:
        """The widths are meant from now on: what an empty header happens to have is not kept."""
        self._is_settled = True

    def squeeze(self, usual: Widths, lesser: Sequence[Widths], room: int) -> None:
        """Take what is too wide for ``room`` pixels off the columns that can spare it.

        ``lesser``: down to what, one after the other as far as needed. Widths somebody chose stay.
        """
        if self.was_restored or self._is_chosen:
            return
        widths = dict(usual)
        for least in lesser:
            over, spare = sum(widths.values()) - room, sum(widths.values()) - sum(least.values())
            share = min(1.0, over / spare) if over > 0 and spare > 0 else 0.0
            widths = {at: wide - math.ceil((wide - least[at]) * share) for at, wide in widths.items()}
        self._is_restoring = True
        for place, width in widths.items():
            self._heads.resizeSection(place, width)
        self._is_restoring = False

    def shown(self) -> list[int]:
        """The places of the columns shown, from left to right."""
        heads = self._heads
        places = (heads.logicalIndex(visual) for visual in range(heads.count()))
        return [place for place in places if not heads.isSectionHidden(place)]

    def show(self, place: int, *, on: bool) -> None:
        """Show or hide a column; the last one stays."""
        if not on and self.shown() == [place]:
            return
        self._heads.setSectionHidden(place, not on)
        if on and self._heads.sectionSize(place) < 24:
            self._heads.resizeSection(place, max(60, self._columns[place].width))
        self._keep()
        self.changed.emit()
        if on:
            self.added.emit(place)

    def show_usual(self) -> None:
        """The columns as they are delivered."""
        self._is_restoring = True
        for place, column in enumerate(self._columns):
            self._heads.setSectionHidden(place, column.hidden)
            self._heads.moveSection(self._heads.visualIndex(place), place)
            if column.width > 0:
                self._heads.resizeSection(place, column.width)
        self._is_restoring = False
        self._keep()
        self.changed.emit()

    def fill(self, menu: QMenu) -> None:
        """Put every column into a menu as an entry that can be ticked."""
        menu.clear()
        for place, column in enumerate(self._columns):
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(not self._heads.isSectionHidden(place))
            action.toggled.connect(lambda on, place=place: self.show(place, on=on))
        menu.addSeparator()
        menu.addAction(_("Usual columns"), self.show_usual)

    def _open_at(self, spot: QPoint) -> None:
        menu = QMenu(self._heads)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill(menu)
        menu.popup(self._heads.mapToGlobal(spot))

    def _restore(self, lines: Sequence[str]) -> None:
        places = {column.key: place for place, column in enumerate(self._columns)}
        self._is_restoring = True
        at = 0
        for line in lines:
            key, _equals, width = line.removeprefix("!").rpartition("=")
            place = places.get(key)
            if place is None or not width.isdigit():
                continue
            self._heads.moveSection(self._heads.visualIndex(place), at)
            self._heads.setSectionHidden(place, False)
            self._heads.resizeSection(place, max(24, int(width)))
            self._heads.setSectionHidden(place, line.startswith("!"))
            at += 1
        self._is_restoring = False
        self.was_restored = self._is_settled = at > 0

    def _resized(self, place: int) -> None:
        if QGuiApplication.mouseButtons() and not self._is_restoring:
            self._is_chosen = True
        takes_the_rest = self._heads.stretchLastSection() and self.shown()[-1:] == [place]
        if self._is_chosen or not takes_the_rest:  # what the window leaves the last is nobody's wish
            self._keep()

    def _keep(self) -> None:
        if self._local is None or self._is_restoring or not self._is_settled:
            return
        heads, (local, key) = self._heads, self._local
        places = [heads.logicalIndex(visual) for visual in range(heads.count())]
        local.setValue(f"tables/{key}", [self._line(place) for place in places])

    def _line(self, place: int) -> str:
        is_hidden = self._heads.isSectionHidden(place)
        width = self._columns[place].width if is_hidden else self._heads.sectionSize(place)
        return f"{'!' if is_hidden else ''}{self._columns[place].key}={max(24, width)}"
