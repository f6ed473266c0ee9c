"""The cells of the timeline: a row for each bed, a column for each night, each with its sentence."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt

from panpun_desktop.common.i18n import N_, _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.widgets.table_model import AnyIndex

if TYPE_CHECKING:
    from collections.abc import Mapping

    from panpun_desktop.services.bed_timeline_rows import BedTimeline, TimelineBar, TimelineBed

_NOWHERE = QModelIndex()
_SPOKEN = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
_AWAY = {"LEAVE": N_("on overnight leave"), "HOSPITAL": N_("in hospital")}


class TimelineTableModel(QAbstractTableModel):
    """Nights of beds; painting is the view's, words are here."""

    def __init__(self, services: Mapping[str, str]) -> None:
        super().__init__()
        self._services = services
        self.shown: BedTimeline | None = None

    @property
    def beds(self) -> tuple[TimelineBed, ...]:
        """The rows."""
        return self.shown.beds if self.shown is not None else ()

    def set_timeline(self, shown: BedTimeline) -> None:
        """Show other nights, or the same anew."""
        before = self.shown
        same = before is not None and (len(before.beds), before.nights) == (len(shown.beds), shown.nights)
        if same:
            self.shown = shown
            last = self.index(max(0, len(shown.beds) - 1), max(0, shown.nights - 1))
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(0, shown.nights - 1))
            return
        self.beginResetModel()
        self.shown = shown
        self.endResetModel()

    def night(self, column: int) -> date:
        """The night of a column."""
        assert self.shown is not None
        return self.shown.first + timedelta(days=column)

    def column_of(self, night: date) -> int:
        """The column of a night; outside of those shown it is below 0 or beyond the last."""
        return (night - self.shown.first).days if self.shown is not None else -1

    def row_of(self, bed_id: int | None) -> int:
        """The row of a bed, or -1."""
        return next((row for row, bed in enumerate(self.beds) if bed.bed_id == bed_id), -1)

    def bar_at(self, row: int, column: int) -> TimelineBar | None:
        """What stands on a bed on a night."""
        return self.beds[row].bar_on(self.night(column))

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.beds)

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() or self.shown is None else self.shown.nights

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in _SPOKEN:
            return None
        return self.spoken(index.row(), index.column())

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if self.shown is None or role not in (Qt.ItemDataRole.DisplayRole, *_SPOKEN):
            return None
        if orientation == Qt.Orientation.Vertical:
            return self.beds[section].label if section < len(self.beds) else None
        night = self.night(section)
        return str(night.day) if role == Qt.ItemDataRole.DisplayRole else format_date(night, "short")

    def spoken(self, row: int, column: int) -> str:
        """The whole cell as a sentence: bed, night, and all that is known of what stands there."""
        bed, night = self.beds[row], self.night(column)
        words = [
            _("Bed {label}").format(label=bed.label),
            _("Night of {day}").format(day=format_date(night, "short")),
        ]
        bar = bed.bar_on(night)
        words += [_("free")] if bar is None else self._bar_words(bar)
        away = bed.away_on(night)
        if away:
            words.append(_(_AWAY[away]))
        return ", ".join(one for one in words if one)

    def _bar_words(self, bar: TimelineBar) -> list[str]:
        if bar.kind == "reserved":
            return [_("reserved for {name}").format(name=bar.name), bar.detail]
        if bar.kind == "offered":
            return [_("proposed for {name}").format(name=bar.name), bar.detail]
        if bar.kind == "closed":
            return [bar.text]
        words = [bar.name, self._services.get(bar.service_type, ""), bar.text.partition(" · ")[2]]
        words.append(_("from {day}").format(day=format_date(bar.start_on, "short")))
        if bar.expected_on is not None:
            words.append(_("is to leave on {day}").format(day=format_date(bar.expected_on, "short")))
        if bar.is_planned:
            words.append(_("planned move"))
        return words
