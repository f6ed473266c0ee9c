"""A person's page: who it is above, sections at the left, the chosen one beside them (picture 08)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from panpun_desktop.common.i18n import N_, _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.views.acts import act_text
from panpun_desktop.views.acts.protection_strip import ProtectionStrip
from panpun_desktop.views.context import Context
from panpun_desktop.views.residents.contact_sections import ContactSection, FamilySection
from panpun_desktop.views.residents.education_section import EducationSection
from panpun_desktop.views.residents.file_section import FilesSection
from panpun_desktop.views.residents.panel import menu_acts, person_chips
from panpun_desktop.views.residents.person_sections import ConsentsSection, FactsSection, PageSection
from panpun_desktop.views.residents.photo import PhotoLabel
from panpun_desktop.views.residents.story_sections import HistorySection, StaysSection, StorySection
from panpun_desktop.views.residents.training_section import TrainingSection
from panpun_desktop.widgets.banners import Banner
from panpun_desktop.widgets.buttons import IconButton, MainButton, QuietButton
from panpun_desktop.widgets.cards import Card
from panpun_desktop.widgets.flow import FlowRow
from panpun_desktop.widgets.labels import Chip, ThaiLabel, muted
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.people_rows import PersonPanel

SECTIONS: dict[str, tuple[str, type[PageSection]]] = {
    "facts": (N_("The person"), FactsSection),
    "contact": (N_("Home and contact"), ContactSection),
    "family": (N_("Family and relations"), FamilySection),
    "stays": (N_("Stays"), StaysSection),
    "training": (N_("Training"), TrainingSection),
    "education": (N_("Non-formal education"), EducationSection),
    "files": (N_("Papers and pictures"), FilesSection),
    "consents": (N_("Consents"), ConsentsSection),
    "story": (N_("Events"), StorySection),
    "history": (N_("History of changes"), HistorySection),
}
_ACTS = {"training": "course.read", "education": "education.read"}
"""Sections that need a right of their own."""


class PersonPage(QWidget):
    """``asked`` carries the key of an act; ``closed`` says that the list is wanted again."""

    asked = Signal(str)
    closed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("personPage")
        self.context = context
        self.panel: PersonPanel | None = None
        self.sections: dict[str, PageSection] = {}
        self._shown: dict[str, PersonPanel] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._head())
        self.strip = ProtectionStrip(context)
        column.addWidget(self.strip)
        self.gone = Banner("", Tone.INFO)
        self.gone.setObjectName("anonymisedBanner")
        column.addWidget(self.gone)
        self.middle = QWidget()
        middle = QHBoxLayout(self.middle)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(14)
        middle.addWidget(self._list())
        self.stack = QStackedWidget()
        middle.addWidget(self.stack, 1)
        column.addWidget(self.middle, 1)
        self.rest = QWidget()  # what a masked record leaves empty
        column.addWidget(self.rest, 1)
        self.open_name = "facts"
        self._keys()

    def _keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "Esc": self.closed.emit,
            "Ctrl+PgDown": lambda: self._step(1),
            "Ctrl+PgUp": lambda: self._step(-1),
            "Ctrl+V": self._paste,
        }
        for key, act in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(14)
        self.photo = PhotoLabel(66, 80)
        row.addWidget(self.photo, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        self.trail = muted("")
        self.name = ThaiLabel("", role="title")
        self.name.setMinimumHeight(30)
        self.chips = FlowRow()
        for one in (self.trail, self.name, self.chips):
            column.addWidget(one)
        row.addLayout(column, 1)
        self.back = QuietButton(_("Back to the list"), "chevron-left", clicked=self.closed.emit)
        self.back.setObjectName("pageBackButton")
        self.history = QuietButton(
            _("History of changes"), "notes", clicked=lambda: self.open_section("history")
        )
        self.history.setObjectName("pageHistoryButton")
        self.edit = QuietButton(_("Edit"), "edit", clicked=lambda: self.asked.emit("edit"))
        self.edit.setObjectName("pageEditButton")
        self.issue = MainButton(_("Issue a paper"), "file-text", clicked=lambda: self.asked.emit("issue"))
        self.issue.setObjectName("pageIssueButton")
        self.more = IconButton("dots", _("More acts for this person"), clicked=self._open_menu)
        self.more.setObjectName("pageMoreButton")
        self.more.setProperty("framed", True)
        self.more.setFixedSize(34, 32)
        self._menu = QMenu(self)
        for button in (self.back, self.history, self.edit, self.issue, self.more):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def acts(self) -> list[tuple[str, str]]:
        """What may be done with the person now: key and words."""
        panel = self.panel
        if panel is None:
            return []
        may = {"move_bed": panel.may_move, "end_stay": panel.may_end}
        return [(act, act_text(act)) for act, on in may.items() if on] + menu_acts(self.context, panel)

    def _open_menu(self) -> None:
        self._menu.clear()
        for act, words in self.acts():
            self._menu.addAction(words, partial(self.asked.emit, act))
        if self._menu.isEmpty():
            self._menu.addAction(_("Your role may do nothing more here")).setEnabled(False)
        self._menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _offered(self) -> dict[str, tuple[str, type[PageSection]]]:
        return {
            name: section
            for name, section in SECTIONS.items()
            if name not in _ACTS or self.context.may(_ACTS[name])
        }

    def _words(self, name: str) -> str:
        """The section's name; the centre has a word of its own for the school."""
        own = str(self.context.centre.settings["education.name"]) if name == "education" else ""
        return own or _(SECTIONS[name][0])

    def _list(self) -> QWidget:
        card = Card(padding=8)
        card.setFixedWidth(224)
        card.body.setSpacing(2)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        for name in self._offered():
            button = QPushButton(self._words(name))
            button.setObjectName(f"{name}SectionButton")
            button.setProperty("kind", "navigation")
            button.setCheckable(True)
            button.setFixedHeight(35)
            button.clicked.connect(lambda _checked=False, name=name: self.open_section(name))
            self._group.addButton(button)
            self.buttons[name] = button
            card.body.addWidget(button)
        card.body.addStretch(1)
        return card

    # what is shown ----------------------------------------------------------------------------------

    def show_person(self, panel: PersonPanel, section: str = "") -> None:
        """Show a person; the section stays unless another is named."""
        self.panel = panel
        self.trail.setText(" › ".join((_("Service users"), panel.row.regno)))
        nickname = f" ({panel.row.nickname})" if panel.row.nickname else ""
        self.name.setText(f"{panel.row.name}{nickname}")
        self.strip.show_person(panel)
        self.gone.say(anonymised_words(panel), Tone.INFO)
        self.photo.show_picture(panel.photo)
        self.chips.clear()
        for words, tone in person_chips(panel):
            self.chips.add(Chip(words, tone))
        self.edit.setVisible(panel.may_edit)
        self.issue.setVisible(panel.may_issue)
        self._shown.clear()
        self.history.setVisible(not panel.is_covered)
        self.middle.setVisible(not panel.is_covered)
        self.rest.setVisible(panel.is_covered)
        if not panel.is_covered:
            self.open_section(section or self.open_name)

    def open_section(self, name: str) -> None:
        """Show a section; it reads its person when it is opened."""
        if name not in self.sections:
            section = SECTIONS[name][1](self.context, name)
            section.asked.connect(self.asked)
            section.setAccessibleName(self._words(name))
            self.sections[name] = section
            self.stack.addWidget(section)
        self.open_name = name
        self.buttons[name].setChecked(True)
        self.stack.setCurrentWidget(self.sections[name])
        if self.panel is not None and self._shown.get(name) is not self.panel:
            self._shown[name] = self.panel
            self.sections[name].show_person(self.panel)

    def _paste(self) -> None:
        """A picture from the clipboard becomes a photo, while the pictures are open."""
        section = self.sections.get(self.open_name)
        if isinstance(section, FilesSection):
            section.paste()

    def _step(self, by: int) -> None:
        names = list(self.buttons)
        self.open_section(names[(names.index(self.open_name) + by) % len(names)])

    def hasHeightForWidth(self) -> bool:
        return False  # the sections scroll: the page itself need not

    def focus_first(self) -> None:
        """The list of sections, from where everything is a key away."""
        self.buttons[self.open_name].setFocus()


def anonymised_words(panel: PersonPanel) -> str:
    """That nothing tells who it was any more, where that is so (R-PD-5)."""
    if panel.anonymised_on is None:
        return ""
    words = _("Anonymised on {day}: stays and courses are kept for the figures, nothing tells who it was.")
    return words.format(day=format_date(panel.anonymised_on))
