"""The page of the daily work: four parts side by side, one of them open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget

from panpun_desktop.common.i18n import N_, _
from panpun_desktop.views.context import Context
from panpun_desktop.views.daily.belongings import BelongingsPart
from panpun_desktop.views.daily.follow_ups import FollowUpsPart
from panpun_desktop.views.daily.incidents import IncidentsPart
from panpun_desktop.views.daily.meals import MealsPart
from panpun_desktop.views.list_part import Part
from panpun_desktop.views.page import Page
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.parts import MainButton, Segmented

_PARTS: tuple[tuple[str, str, str, type[Part]], ...] = (
    ("incidents", N_("Incidents"), "incident.read", IncidentsPart),
    ("belongings", N_("Belongings"), "belonging.edit", BelongingsPart),
    ("follow_ups", N_("After leaving"), "follow_up.edit", FollowUpsPart),
    ("meals", N_("Meals"), "meal.read", MealsPart),
)
_MAIN = {
    "incidents": (N_("Write down an incident"), "incident.write", "write"),
    "belongings": (N_("Take belongings in"), "belonging.edit", "receive"),
    "follow_ups": (N_("Plan a follow-up"), "follow_up.edit", "plan"),
}
"""The main button of each part: words, right, method."""


class DailyPage(Page):
    """``open_with`` takes part (incidents, belongings, follow_ups, meals), incident_id and left."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Daily work"))
        self._offered = [one for one in _PARTS if context.may(one[2])]
        self.parts: dict[str, Part] = {}
        self.segments = Segmented([(key, _(words)) for key, words, _r, _p in self._offered], _("Part"))
        self.segments.chosen.connect(self.show_part)
        self.acts.insertWidget(1, self.segments)
        self.main = MainButton("", "plus", "Ins", clicked=self._main_act)
        self.main.setObjectName("dailyMainButton")
        self.acts.addWidget(self.main)
        shortcut = QShortcut(QKeySequence("Ins"), self, self._main_act)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._stack = QStackedWidget()
        self.body.addWidget(self._stack, 1)
        self.open_part = self._offered[0][0]

    def may_be_dropped(self) -> bool:
        return True

    def open_with(self, **arguments: Any) -> None:
        part = str(arguments.pop("part", "") or self.open_part)
        keys = [key for key, *_rest in self._offered]
        self.show_part(part if part in keys else keys[0], **arguments)

    def show_part(self, key: object, **arguments: Any) -> None:
        """Open a part; it is built when it is first opened."""
        self.open_part = str(key)
        self.segments.set_value(self.open_part)
        if self.open_part not in self.parts:
            made = next(part for one, _w, _r, part in self._offered if one == self.open_part)
            self.parts[self.open_part] = made(self.context)
            self._stack.addWidget(self.parts[self.open_part])
        part = self.parts[self.open_part]
        self._stack.setCurrentWidget(part)
        words, right, _method = _MAIN.get(self.open_part, ("", "", ""))
        self.main.setVisible(bool(words))
        if words:
            self.main.setText(_(words))
            self.main.setEnabled(self.context.may(right))
        part.open_with(**arguments)
        part.read()

    def _main_act(self) -> None:
        if not (self.main.isVisible() and self.main.isEnabled()):
            return
        part = self.parts[self.open_part]
        act: Callable[[], None] = getattr(part, _MAIN[self.open_part][2])
        act()

    def reload(self, changes: Changes) -> None:
        part = self.parts.get(self.open_part)
        if part is not None:
            part.reload(changes)

    def print_open(self) -> None:
        self.parts[self.open_part].print_open()

    def focus_first(self) -> None:
        self.parts[self.open_part].focus_first()


def build(context: Context) -> Page:
    """The page, for the window's list of screens."""
    return DailyPage(context)
