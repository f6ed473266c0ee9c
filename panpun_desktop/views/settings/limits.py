"""Limits and ways of counting: every group of settings that is not the letterhead."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.views.settings.settings_form import Columns, SettingsForm
from panpun_desktop.widgets.parts import Card

if TYPE_CHECKING:
    from panpun_desktop.services.centre import SettingRow


class LimitsSection(SettingsForm):
    """A card for each group."""

    name = "limits"

    def title(self) -> str:
        return _("Limits and counting")

    def shows(self, row: SettingRow) -> bool:
        return row.group != "centre"

    def lay_out(self, rows: Sequence[SettingRow]) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(12)
        for label, group in groupby(rows, lambda row: row.group_label):
            card = Card(label, padding=14)
            card.body.addWidget(Columns([self.make_box(row) for row in group]))
            column.addWidget(card)
        column.addStretch(1)
        self.scrolled(inner)
