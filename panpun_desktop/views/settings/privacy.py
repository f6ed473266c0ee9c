"""ข้อมูลส่วนบุคคล: the registers that the office keeps for the people in its records, side by side.

A register is a ``Section`` of its own; it joins by a line in ``TABS``.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QStackedWidget

from panpun_desktop.common.i18n import N_, _
from panpun_desktop.views.settings.privacy_breaches import BreachesSection
from panpun_desktop.views.settings.privacy_requests import RequestsSection
from panpun_desktop.views.settings.privacy_retention import RetentionSection
from panpun_desktop.views.settings.section import Section
from panpun_desktop.widgets.buttons import Segmented
from panpun_desktop.widgets.operations import Changes

TABS: tuple[tuple[type[Section], str, str], ...] = (
    (RequestsSection, N_("Requests"), "data_request.read"),
    (BreachesSection, N_("Breaches"), "breach.read"),
    (RetentionSection, N_("Time is over"), "retention.read"),
)
"""The register, the word on its tab, the right without which it is absent."""
RIGHTS = " ".join(act for _kind, _words, act in TABS)


class PrivacySection(Section):
    """``open_with`` takes tab (the name of a register's section) and what the register itself takes."""

    name = "privacy"

    def title(self) -> str:
        return _("Personal data")

    def build(self) -> None:
        self.kinds = {kind.name: kind for kind, _words, act in TABS if self.context.may(act)}
        words = [(kind.name, _(text)) for kind, text, _act in TABS if kind.name in self.kinds]
        self.segments = Segmented(words, self.title())
        self.segments.chosen.connect(lambda name: self.open_tab(str(name)))
        self.acts.insertWidget(1, self.segments)
        self.tabs: dict[str, Section] = {}
        self.stack = QStackedWidget()
        self.body.addWidget(self.stack, 1)
        self.open_name = next(iter(self.kinds))

    def load(self) -> None:
        self.open_tab(self.open_name)

    def open_with(self, **arguments: Any) -> None:
        tab = str(arguments.pop("tab", "") or "")
        if tab in self.kinds:
            self.open_tab(tab)
            self.tabs[tab].open_with(**arguments)

    def open_tab(self, name: str) -> Section:
        """Show a register; it is built and read when it is first opened."""
        if name not in self.tabs:
            self.tabs[name] = self.kinds[name](self.context)
            self.stack.addWidget(self.tabs[name])
            self.tabs[name].load()
        self.open_name = name
        self.segments.set_value(name)
        self.stack.setCurrentWidget(self.tabs[name])
        return self.tabs[name]

    def open_one(self) -> Section:
        """The register that is shown."""
        return self.tabs[self.open_name]

    def touched_by(self, changes: Changes) -> bool:
        for section in self.tabs.values():
            if section.touched_by(changes):
                section.load()
        return False

    def save(self) -> None:
        self.open_one().save()

    def focus_first(self) -> None:
        self.open_one().focus_first()
