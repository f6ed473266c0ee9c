"""The people behind the figures of the monthly report: from a button, the paper, or the list of figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout

from panpun_desktop.common.i18n import _
from panpun_desktop.widgets.buttons import QuietButton
from panpun_desktop.widgets.cards import Card
from panpun_desktop.widgets.labels import help_text

if TYPE_CHECKING:
    from panpun_desktop.reports.monthly.data import MonthlyReport
    from panpun_desktop.reports.monthly.figures import ShownFigure


class BehindCard(Card):
    """A button for each figure of the movement, and one for the list of all figures.

    ``show`` opens what is behind a figure, ``show_all`` the list.
    """

    def __init__(self, show: Callable[[ShownFigure], object], show_all: Callable[[], object]) -> None:
        super().__init__(_("Names behind the figures"))
        self._show = show
        self._grid = QGridLayout()
        self._grid.setSpacing(6)
        self.body.addLayout(self._grid)
        self.all_button = QuietButton(_("All figures of the report"), "search", small=True, clicked=show_all)
        self.all_button.setObjectName("allFiguresButton")
        self.body.addWidget(self.all_button)
        self.body.addWidget(help_text(_("Or click any figure on the paper.")))
        self.buttons: dict[str, QuietButton] = {}
        self.figures: dict[tuple[str, ...], ShownFigure] = {}
        self.hide()

    def show_report(self, report: MonthlyReport | None) -> None:
        """Offer the figures of a report."""
        self.setVisible(report is not None)
        self.figures = {}
        if report is None:
            return
        from panpun_desktop.reports.monthly.figures import every_figure

        self.figures = {one.place: one for one in every_figure(report)}
        places = [("movement", row, "total") for row in ("opening", "admitted", "discharged", "closing")]
        self._show_buttons([self.figures[place] for place in places])

    def _show_buttons(self, figures: Sequence[ShownFigure]) -> None:
        for number, figure in enumerate(figures):
            key = figure.place[1]
            if key not in self.buttons:
                self.buttons[key] = QuietButton("", small=True, clicked=self._opening(figure.place))
                self.buttons[key].setObjectName(f"{key}NamesButton")
                self._grid.addWidget(self.buttons[key], number // 2, number % 2)
            self.buttons[key].setText(f"{figure.row} {figure.text}")

    def _opening(self, place: tuple[str, str, str]) -> Callable[[], object]:
        return lambda: self._show(self.figures[place])
