"""Adjusted after closing: whose stays are counted otherwise than was sent, how, why, and by whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.common.moments import moment
from panpun_desktop.views.documents.change_words import named_to, words_of_change
from panpun_desktop.views.documents.list_dialog import ListDialog
from panpun_desktop.views.words import hidden_words
from panpun_desktop.widgets.cards import Card
from panpun_desktop.widgets.labels import ThaiLabel, help_text
from panpun_desktop.widgets.tables import Column

if TYPE_CHECKING:
    from panpun_desktop.reports.monthly.closing_data import StayLine
    from panpun_desktop.views.context import Context


class ChangesDialog(ListDialog["StayLine"]):
    """The stays as a list, the chosen one in full below; Enter opens its person."""

    name = "changes"

    def __init__(
        self, context: Context, title: str, lines: Sequence[StayLine], parent: QWidget | None = None
    ) -> None:
        super().__init__(title, _columns(), parent, act=_("Open the person"))
        self.context = context
        self.table.current_changed.connect(self._tell)
        self.below.addWidget(self._details())
        told = [one for one in lines if one.regno]
        hidden = len(lines) - len(told)
        self.hidden_names = help_text(hidden_words(hidden))
        self.below.addWidget(self.hidden_names)
        self.hidden_names.setVisible(hidden > 0)
        self.show_lines(told)

    def _details(self) -> QWidget:
        card = Card()
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setColumnStretch(1, 1)
        card.body.addLayout(grid)
        self.told: dict[str, ThaiLabel] = {}
        for row, (key, label) in enumerate(_details()):
            self.told[key] = ThaiLabel("", wrap=True)
            self.told[key].setObjectName(f"{key}ChangeLabel")
            grid.addWidget(ThaiLabel(label, role="muted"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self.told[key], row, 1)
        return card

    def _tell(self, row: StayLine | None) -> None:
        if row is None:
            return
        self.told["what"].setText(row.what)
        self.told["stock"].setText(words_of_change(row))
        self.told["why"].setText(row.why or "–")
        self.told["who"].setText(named_to(row.who, row.at))

    def open_line(self, line: StayLine) -> None:
        self.accept()
        self.context.navigate("residents", person_id=line.person_id, section="stays")


def _details() -> Sequence[tuple[str, str]]:
    return (
        ("what", _("What changed")),
        ("stock", _("Remaining at the month's end")),
        ("why", _("Reason")),
        ("who", _("Recorded by")),
    )


def _columns() -> Sequence[Column[StayLine]]:
    return (
        Column("regno", _("Register no."), lambda one: one.regno, width=100),
        Column("name", _("Name"), lambda one: one.name or "–", strong=True, width=220),
        Column("what", _("What changed"), lambda one: one.what, width=310, tip=lambda one: one.what),
        Column("stock", _("Remaining"), words_of_change, right=True, width=90),
        Column("when", _("Recorded on"), lambda one: moment(one.at) if one.at else "–"),
    )
