"""Limits and ways of counting: every group of settings that is not the letterhead."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.views.settings.settings_form import Columns, SettingsForm
from panpun_desktop.widgets.parts import Card

if TYPE_CHECKING:
    from panpun_desktop.services.centre import SettingRow
    from panpun_desktop.views.settings.setting_box import SettingBox


class _Sheet(QWidget):
    """As high as the cards are at the width they have: what they might need when narrow leaves no gap."""

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)


class LimitsSection(SettingsForm):
    """A card for each group. ``open_with`` takes setting: the one that is wanted."""

    name = "limits"
    _wanted = ""
    _brought: SettingBox | None = None

    def title(self) -> str:
        return _("Limits and counting")

    def shows(self, row: SettingRow) -> bool:
        return row.group != "centre"

    def lay_out(self, rows: Sequence[SettingRow]) -> None:
        inner = _Sheet()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(12)
        for label, group in groupby(rows, lambda row: row.group_label):
            card = Card(label, padding=14)
            card.body.addWidget(Columns([self.make_box(row) for row in group]))
            column.addWidget(card)
        column.addStretch(1)
        self.area = self.scrolled(inner)
        self.area.verticalScrollBar().rangeChanged.connect(lambda _least, _most: self._stay())

    def open_with(self, **arguments: Any) -> None:
        """Go to a setting, as soon as the settings are there."""
        self._wanted = str(arguments.get("setting", ""))
        self._go_to_wanted()

    def focus_first(self) -> None:
        if self._brought is not None:
            self._brought.field.setFocus(Qt.FocusReason.TabFocusReason)
        elif not self._wanted:
            super().focus_first()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._brought = None

    def _show(self, rows: Sequence[SettingRow]) -> None:
        super()._show(rows)
        self._go_to_wanted()

    def _go_to_wanted(self) -> None:
        """Its group stands at the top of the view and its field has the focus."""
        box = self.boxes.get(self._wanted)
        if box is None or not self.isVisible():
            return
        self._wanted, self._brought = "", box
        box.field.setFocus(Qt.FocusReason.TabFocusReason)
        QTimer.singleShot(0, box, self._stay)

    def _stay(self) -> None:
        """While the cards find their heights the group keeps its place under the eye."""
        if self._brought is not None and self._brought.field.hasFocus():
            self._bring_up(self._brought)

    def _bring_up(self, box: SettingBox) -> None:
        inner, group = self.area.widget(), box.parentWidget()
        while group is not None and group.parentWidget() is not inner:
            group = group.parentWidget()
        if group is not None:
            self.area.verticalScrollBar().setValue(group.y())
