"""The settings page: sections at the left, the chosen one beside them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from panpun_desktop.common.i18n import N_, _
from panpun_desktop.views.context import Context
from panpun_desktop.views.page import Page, Screen
from panpun_desktop.views.settings.about import AboutSection
from panpun_desktop.views.settings.access import AccessSection, OpeningsSection
from panpun_desktop.views.settings.account import AccountSection
from panpun_desktop.views.settings.agencies import AgenciesSection
from panpun_desktop.views.settings.audit import AuditSection
from panpun_desktop.views.settings.backup import BackupSection
from panpun_desktop.views.settings.buildings import BuildingsSection
from panpun_desktop.views.settings.centre import CentreSection
from panpun_desktop.views.settings.codes import CodesSection
from panpun_desktop.views.settings.consents import ConsentsSection
from panpun_desktop.views.settings.curriculum import CurriculumSection
from panpun_desktop.views.settings.holidays import HolidaysSection
from panpun_desktop.views.settings.letters import LettersSection
from panpun_desktop.views.settings.limits import LimitsSection
from panpun_desktop.views.settings.privacy import RIGHTS as PRIVACY_RIGHTS
from panpun_desktop.views.settings.privacy import PrivacySection
from panpun_desktop.views.settings.section import Section
from panpun_desktop.views.settings.users import UsersSection
from panpun_desktop.views.shell.navigation import NavigationButton
from panpun_desktop.widgets.choice_box import ChoiceBox
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.parts import Card

# section, words, icon, the right without which it is absent (of several: without any of which)
_SECTIONS: tuple[tuple[type[Section], str, str, str], ...] = (
    (CentreSection, N_("Centre and letterhead"), "building", "setting.edit"),
    (BuildingsSection, N_("Buildings and beds"), "bed", "building.edit"),
    (HolidaysSection, N_("Holidays"), "calendar-event", ""),
    (LimitsSection, N_("Limits and counting"), "clipboard-list", "setting.edit"),
    (CodesSection, N_("Code lists"), "notes", "setting.edit"),
    (LettersSection, N_("Words of letters"), "file-text", "letter_template.edit"),
    (AgenciesSection, N_("Agencies"), "map-pin", ""),
    (CurriculumSection, N_("Non-formal education"), "book", "curriculum.edit"),
    (OpeningsSection, N_("Masked records opened"), "eye", "access.read"),
    (AccessSection, N_("Access register"), "clipboard-list", "access.read"),
    (AuditSection, N_("Acts that were done"), "history", "audit.read"),
    (ConsentsSection, N_("Register of consent"), "circle-check", "report.read"),
    (PrivacySection, N_("Personal data"), "shield-lock", PRIVACY_RIGHTS),
    (BackupSection, N_("Backups and restoring"), "database", "backup.read"),
    (UsersSection, N_("Users"), "users", "user.read"),
    (AccountSection, N_("My account"), "user-circle", ""),
    (AboutSection, N_("About the program"), "info-circle", ""),
)
NARROW_BELOW = 840
_SIDE_PADDING, _SIDE_GAP, _SIDE_LINE = 6, 1, 31
"""Pixels: all the sections stand below each other at 1366 × 768 without a bar."""


class SettingsPage(Page):
    """Opens the first section the person may use; ``open_with(section=…)`` another one."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Settings"))
        self.kinds = {
            kind.name: (kind, _own_word(kind, context) or _(words), icon)
            for kind, words, icon, act in _SECTIONS
            if not act or any(context.may(one) for one in act.split())
        }
        self.sections: dict[str, Section] = {}
        self.buttons: dict[str, NavigationButton] = {}
        self._group = QButtonGroup(self)
        self.stack = QStackedWidget()
        self.choice = ChoiceBox([(name, words) for name, (_kind, words, _icon) in self.kinds.items()])
        self.choice.setObjectName("settingsSectionChoice")
        self.choice.setAccessibleName(_("Settings"))
        self.choice.setMaxVisibleItems(len(self.kinds))
        self.choice.chosen.connect(lambda name: self.open_section(str(name)))
        self.choice.hide()
        self.body.addWidget(self.choice)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self._list())
        row.addWidget(self.stack, 1)
        self.body.addLayout(row, 1)
        self.open_name = ""

    def _list(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        card = Card(padding=_SIDE_PADDING)
        card.body.setSpacing(_SIDE_GAP)
        for name, (_kind, words, icon) in self.kinds.items():
            button = NavigationButton(Screen(f"{name}Settings", words, icon, _never))
            button.setFixedHeight(_SIDE_LINE)
            button.clicked.connect(lambda _checked=False, name=name: self.open_section(name))
            self._group.addButton(button)
            self.buttons[name] = button
            card.body.addWidget(button)
        column.addWidget(card)
        column.addStretch(1)
        self.side = QScrollArea()
        self.side.setObjectName("pageScroll")
        self.side.setWidgetResizable(True)
        self.side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.side.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.side.setWidget(side)
        return self.side

    def _fit_side(self) -> None:
        """As wide as the words need, with room for the bar where a low window makes it scroll."""
        edge = 2 * (_SIDE_PADDING + 1)
        wide = max(button.sizeHint().width() for button in self.buttons.values()) + edge
        high = len(self.buttons) * (_SIDE_LINE + _SIDE_GAP) + edge
        bar = self.side.verticalScrollBar().sizeHint().width() if high > self.side.height() else 0
        self.side.setFixedWidth(wide + bar)

    def open_with(self, **arguments: Any) -> None:
        self.open_section(str(arguments.pop("section", "") or self.open_name or next(iter(self.kinds))))
        section = self.open_one()
        if arguments and section is not None:
            section.open_with(**arguments)

    def open_section(self, name: str) -> None:
        """Show a section; it is built and read when it is first opened."""
        if name not in self.kinds:
            return
        if name not in self.sections:
            section = self.kinds[name][0](self.context)
            self.sections[name] = section
            self.stack.addWidget(section)
            section.load()
        self.open_name = name
        self.buttons[name].setChecked(True)
        self.choice.set_value(name)
        self.side.ensureWidgetVisible(self.buttons[name])
        self.stack.setCurrentWidget(self.sections[name])

    def topic_part(self) -> str:
        return self.open_name

    def open_one(self) -> Section | None:
        """The section that is shown."""
        return self.sections.get(self.open_name)

    def reload(self, changes: Changes) -> None:
        for section in self.sections.values():
            if section.touched_by(changes):
                section.load()

    def save(self) -> None:
        section = self.open_one()
        if section is not None:
            section.save()

    def focus_first(self) -> None:
        section = self.open_one()
        if section is not None:
            section.focus_first()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW_BELOW  # then the sections need the width: words, not bare icons
        self.side.setVisible(not is_narrow)
        self.choice.setVisible(is_narrow)
        self._fit_side()


def _own_word(kind: type[Section], context: Context) -> str:
    """The word the centre has for what the section is about, where it has one."""
    return str(context.centre.settings["education.name"]) if kind is CurriculumSection else ""


def _never(_context: Context) -> Page:
    raise NotImplementedError
