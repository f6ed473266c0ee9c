"""The title row of the bed screen: shape, nights, and what there is room for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from panpun_desktop.common.i18n import _
from panpun_desktop.views.beds.legend import Legend
from panpun_desktop.views.beds.steppers import DayField, NightStepper, RangeStepper
from panpun_desktop.views.beds.timeline import ZOOMS
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.parts import QuietButton, Segmented

PLAN, TIMELINE, TABLE = "board", "timeline", "table"
_LEGEND_NEEDS, _ZOOM_NEEDS = 1120, 960
"""Widths of the page in pixels below which these are left out; keys do the same."""


class BedsHead:
    """Puts its parts into the title row of a page."""

    def __init__(self, context: Context, row: QHBoxLayout, manage: Callable[[], object]) -> None:
        def today() -> date:
            return context.today

        options = [(PLAN, _("Plan")), (TIMELINE, _("Timeline")), (TABLE, _("Table"))]
        self.shape = Segmented(options, _("Show beds as"))
        self.legend = Legend(context.centre)
        zooms = [(nights, _("{n} nights").format(n=nights)) for nights in ZOOMS]
        self.zoom = Segmented(zooms, _("How many nights"))
        self.zoom.set_value(ZOOMS[1])
        self.day_field = DayField(today)
        self.night, self.range = NightStepper(today), RangeStepper(today)
        self.manage_button = QuietButton(_("Manage beds"), "bed", clicked=manage)
        self.manage_button.setObjectName("manageBedsButton")
        self._types_day = False
        self._width = 0
        row.insertSpacing(1, 6)
        row.insertWidget(2, self.shape)
        row.insertSpacing(3, 6)
        row.insertWidget(4, self.legend)
        row.insertWidget(5, self.zoom)
        for one in (self.day_field, self.night, self.range, self.manage_button):
            row.addWidget(one)

    def show_what_fits(self, width: int) -> None:
        """Show what belongs to the shape, as far as a page of this width has room for it."""
        self._width = width
        shape = self.shape.value()
        is_wide = width >= _LEGEND_NEEDS
        self.legend.setVisible(shape == PLAN and is_wide and not self._types_day)
        self.zoom.setVisible(shape == TIMELINE and width >= _ZOOM_NEEDS)
        self.range.setVisible(shape == TIMELINE)
        self.night.setVisible(shape != TIMELINE)
        self.manage_button.setVisible(shape != TIMELINE)
        self.day_field.setVisible(self._types_day or (shape != PLAN and is_wide))

    def type_day(self) -> None:
        """Ctrl+G: type the night to go to; on the plan the field takes the place of the legend."""
        self._types_day = True
        self.show_what_fits(self._width)
        self.day_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.day_field.selectAll()

    def typed_day(self, width: int) -> date | None:
        """The day that was typed; the field makes room again."""
        self._types_day = False
        self.show_what_fits(width)
        return self.day_field.value()
