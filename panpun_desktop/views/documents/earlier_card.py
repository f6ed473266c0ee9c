"""A month before the program: what was typed of it, and the way to its line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import month_label
from panpun_desktop.rules.earlier_figures import FIGURES
from panpun_desktop.widgets.buttons import QuietButton
from panpun_desktop.widgets.cards import Card
from panpun_desktop.widgets.labels import ThaiLabel

if TYPE_CHECKING:
    from panpun_desktop.rules.earlier_figures import EarlierMonth
    from panpun_desktop.views.context import Context


class EarlierCard(Card):
    """Shown for months that the program does not count; ``open_line`` opens the table at the month."""

    def __init__(self, context: Context, open_line: Callable[[date], object], *, may_edit: bool) -> None:
        super().__init__(_("Figures from before the program"))
        self._context, self._open_line = context, open_line
        self._may_edit = may_edit
        self._month: date | None = None
        self.told = ThaiLabel("", wrap=True)
        self.told.setObjectName("earlierMonthTold")
        self.body.addWidget(self.told)
        self.button = QuietButton("", small=True, clicked=self._open)
        self.button.setObjectName("earlierMonthButton")
        self.body.addWidget(self.button, alignment=Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_month(self, month: date | None) -> None:
        """Show what was typed of a month; nothing for one that the program counts."""
        self._month = month
        if month is None:
            self.hide()
            return
        work, actor = self._context.work, self._context.actor

        def read() -> EarlierMonth | None:
            from panpun_desktop.services.earlier_figures import earlier_figures

            kept = earlier_figures(work, actor).months
            return next((one for one in kept if one.month_on == month.replace(day=1)), None)

        self._context.operations.read(self, read, self._take, lambda _error: None, key="earlier month")

    def _take(self, found: EarlierMonth | None) -> None:
        if self._month is None:
            return
        label = month_label(self._month)
        if found is None:
            self.told.setText(_("No figures of {month} were typed").format(month=label))
        else:
            self.told.setText(f"{label}: {_words(found)}")
        self.button.setText(
            _("Open these figures") if found is not None else _("Type the figures of the month…")
        )
        self.button.setVisible(self._may_edit)
        self.show()

    def _open(self) -> None:
        if self._month is not None:
            self._open_line(self._month)


def _words(month: EarlierMonth) -> str:
    from panpun_desktop.services.earlier_import import column_title

    figures = [(name, getattr(month, name)) for name in FIGURES]
    told = [f"{column_title(name)} {value:,}" for name, value in figures if value is not None]
    return " · ".join([*told, month.source] if month.source else told)
