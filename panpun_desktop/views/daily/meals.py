"""อาหารวันนี้: how many eat what, who eats something of their own, and the sheet for the kitchen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.views.list_part import ListCard, Part
from panpun_desktop.views.paper_window import show_rendered
from panpun_desktop.widgets.calendar_popup import CalendarPopup
from panpun_desktop.widgets.labels import ThaiLabel
from panpun_desktop.widgets.parts import Card, EmptyState, help_text, rule
from panpun_desktop.widgets.tables import Column, RowsTableView

if TYPE_CHECKING:
    from panpun_desktop.services.centre import Centre
    from panpun_desktop.services.meals import EaterRow, MealCount

_GROUPS = ("USUAL", "HALAL", "CHILD", "SICK", "OTHER")
_FIGURES_WIDTH = 340


class MealsPart(Part):
    """The meals of one day."""

    key = "meals"
    kinds = ("stays", "people", "beds", "nights", "settings")

    def build(self) -> None:
        self.day = self.context.today
        self._popup: CalendarPopup | None = None
        self.column.addLayout(self._day_row())
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self._figures(), 0, Qt.AlignmentFlag.AlignTop)
        self.table: RowsTableView[EaterRow] = RowsTableView(
            _columns(self.context.centre), _("Those with a meal of their own")
        )
        self.table.setObjectName("eaterTable")
        self.table.opened.connect(lambda eater: self.context.navigate("residents", person_id=eater.person_id))
        self.list = ListCard(self.table, EmptyState("users", _("Everybody eats the usual meal")))
        row.addWidget(self.list, 1)
        self.column.addLayout(row, 1)

    def _day_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        right = "meal.read"
        before = self.button("", "chevron-left", "dayBefore", lambda: self.step(-1), right)
        before.setAccessibleName(_("The day before"))
        self.day_button = self.button("", "calendar", "mealDayButton", self.open_calendar, right)
        after = self.button("", "chevron-right", "dayAfter", lambda: self.step(1), right)
        after.setAccessibleName(_("The day after"))
        sheet = self.button(_("Kitchen sheet"), "printer", "mealSheetButton", self.print_open, right)
        for button in (before, self.day_button, after):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(sheet)
        return row

    def _figures(self) -> Card:
        card = Card(_("Meals of the day"), padding=14)
        card.setFixedWidth(_FIGURES_WIDTH)
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        right = Qt.AlignmentFlag.AlignRight
        for place, words in enumerate((_("Morning"), _("Noon and evening")), 1):
            grid.addWidget(ThaiLabel(words, role="muted"), 0, place, right)
        self.cells: dict[tuple[str, str], ThaiLabel] = {}
        for line, group in enumerate((*_GROUPS, "TOTAL"), 1):
            words = _("Total") if group == "TOTAL" else self.context.centre.label("meal", group)
            role = "strong" if group == "TOTAL" else ""
            at = line if group != "TOTAL" else line + 1
            grid.addWidget(ThaiLabel(words, role=role), at, 0)
            for place, meal in enumerate(("morning", "noon"), 1):
                cell = ThaiLabel("", role=role)
                cell.setObjectName(f"{meal}{group.title()}Figure")
                self.cells[meal, group] = cell
                grid.addWidget(cell, at, place, right)
        grid.addWidget(rule(), len(_GROUPS) + 1, 0, 1, 3)
        card.body.addLayout(grid)
        card.body.addWidget(
            help_text(_("Morning: who slept here the night before. Later meals: who sleeps here tonight."))
        )
        return card

    def step(self, days: int) -> None:
        """Another day."""
        self.show_day(self.day + timedelta(days=days))

    def show_day(self, day: date) -> None:
        """Show the meals of a day."""
        self.day = day
        self.read()

    def open_calendar(self) -> None:
        """Choose a day."""
        if self._popup is None:
            self._popup = CalendarPopup(self.context.today, self)
            self._popup.chosen.connect(self.show_day)
        below = self.day_button.mapToGlobal(QPoint(0, self.day_button.height() + 2))
        self._popup.open_at(self.day, below)

    def question(self) -> Callable[[], Any]:
        from panpun_desktop.services.meals import meal_count

        work, actor, day = self.context.work, self.context.actor, self.day
        return lambda: meal_count(work, actor, day)

    def show_rows(self, rows: MealCount) -> None:
        self.day_button.setText(format_date(rows.day, "short"))
        self.day_button.setAccessibleName(_("Meals of {day}").format(day=format_date(rows.day, "short")))
        self._show_figures("morning", rows.morning)
        self._show_figures("noon", rows.noon_and_evening)
        self.table.set_rows(rows.particular)
        self.list.show_filled(filled=bool(rows.particular))
        self.list.setVisible(self.context.may("person.read"))

    def _show_figures(self, meal: str, figures: Mapping[Any, int]) -> None:
        for group in _GROUPS:
            self.cells[meal, group].setText(f"{figures.get(group, 0):,}")
        self.cells[meal, "TOTAL"].setText(f"{sum(figures.values()):,}")

    def focus_first(self) -> None:
        self.day_button.setFocus()

    def print_open(self) -> None:
        """The kitchen's sheet in a window, to be printed: figures and diets, no names."""
        from panpun_desktop.reports import runner

        work, actor, day = self.context.work, self.context.actor, self.day
        self.context.operations.read(
            self,
            lambda: runner.render(work, actor, "meal_sheet", {"day": day}),
            lambda drawn: show_rendered(self.context, "meal_sheet", drawn, self.window()),
            self.refuse,
            key="sheet",
        )


def _columns(centre: Centre) -> list[Column[EaterRow]]:
    return [
        Column("meal", _("Meal"), lambda row: centre.label("meal", row.meal), width=110),
        Column("name", _("Name"), lambda row: row.name, strong=True, width=220),
        Column("bed", _("Bed"), lambda row: row.bed or "–", width=150),
        Column("diet", _("Diet and what must not be eaten"), lambda row: row.diet),
    ]
