"""Limits and ways of counting: every group of settings that is not the letterhead."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout

from panpun_desktop.common.i18n import _
from panpun_desktop.views.settings.settings_form import Columns, SettingsForm
from panpun_desktop.widgets.buttons import PlainButton
from panpun_desktop.widgets.flow import FlowRow
from panpun_desktop.widgets.parts import Card
from panpun_desktop.widgets.sheet import Sheet

if TYPE_CHECKING:
    from panpun_desktop.services.centre import SettingRow
    from panpun_desktop.views.settings.setting_box import SettingBox


class LimitsSection(SettingsForm):
    """A card for each group, their names in a line above. ``open_with`` takes setting: the wanted one."""

    name = "limits"
    _wanted = ""
    _brought: SettingBox | None = None

    def title(self) -> str:
        return _("Limits and counting")

    def shows(self, row: SettingRow) -> bool:
        return row.group != "centre"

    def lay_out(self, rows: Sequence[SettingRow]) -> None:
        self.jumps: list[PlainButton] = []
        inner = Sheet()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(12)
        jumps = FlowRow()
        jumps.setAccessibleName(_("Groups of limits"))
        groups: dict[str, list[SettingRow]] = {}
        for row in rows:
            groups.setdefault(row.group_label, []).append(row)
        for label, group in groups.items():
            card = Card(label, padding=14)
            card.body.addWidget(Columns([self.make_box(row) for row in group]))
            column.addWidget(card)
            jump = PlainButton(label, small=True, clicked=partial(self._jump_to, card))
            jump.setObjectName(f"jump{len(self.jumps)}Button")
            self.jumps.append(jump)
            jumps.add(jump)
        column.addStretch(1)
        self.add_over_body(jumps)
        self.area = self.scrolled(inner)
        self.area.verticalScrollBar().rangeChanged.connect(lambda _least, _most: self._stay())

    def _jump_to(self, card: Card) -> None:
        """The group comes to the top, with the focus in its first field."""
        box = next((one for one in self.boxes.values() if card.isAncestorOf(one)), None)
        if box is not None:
            self._brought = box
            box.field.setFocus(Qt.FocusReason.TabFocusReason)
            QTimer.singleShot(0, box, self._stay)

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
