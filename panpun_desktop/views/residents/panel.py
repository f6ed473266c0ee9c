"""The side panel of one person: who it is, where the stay stands, what may be done, and the tabs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QTabWidget, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.views.acts import PERSON_ACTS, act_text, may_act
from panpun_desktop.views.acts.protection import PROTECTION_ACTS, protection_text
from panpun_desktop.views.acts.protection_strip import ProtectionStrip
from panpun_desktop.views.context import Context
from panpun_desktop.views.residents.overview import Overview
from panpun_desktop.views.residents.photo import PhotoLabel
from panpun_desktop.views.residents.tabs import PapersTab, StaysTab
from panpun_desktop.views.words import age_words
from panpun_desktop.widgets.buttons import IconButton, MainButton, QuietButton
from panpun_desktop.widgets.cards import EmptyState
from panpun_desktop.widgets.flow import FlowRow
from panpun_desktop.widgets.labels import Chip, ThaiLabel
from panpun_desktop.widgets.theme import Tone, service_tone

if TYPE_CHECKING:
    from panpun_desktop.services.people_rows import PersonPanel

_MENU = ("change_service", "absence", "extend")


class PersonHead(QWidget):
    """Photo place, name, the line of facts, chips."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        self.photo = PhotoLabel(74, 90)
        row.addWidget(self.photo, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        names = FlowRow(gap=6)
        self.name, self.nickname = ThaiLabel("", role="title"), ThaiLabel("", role="muted")
        self.nickname.setMinimumHeight(26)
        names.add(self.name)
        names.add(self.nickname)
        self.facts = ThaiLabel("", role="muted", wrap=True)
        self.chips = FlowRow()
        for one in (names, self.facts, self.chips):
            column.addWidget(one)
        column.addStretch(1)
        row.addLayout(column, 1)

    def show_person(self, panel: PersonPanel) -> None:
        """Show another person."""
        self.photo.show_picture(panel.photo)
        self.name.setText(panel.row.name)
        nickname = f"({panel.row.nickname})" if panel.row.nickname else ""
        self.nickname.setText(" ".join(part for part in (nickname, panel.row.regno) if part))
        self.facts.setText(self._facts_line(panel))
        self.chips.clear()
        for words, tone in person_chips(panel):
            self.chips.add(Chip(words, tone))

    def _facts_line(self, panel: PersonPanel) -> str:
        row, facts = panel.row, panel.facts
        if panel.is_covered:
            return ""
        parts = [self._context.centre.label("sex", row.sex)]
        if row.age is not None:
            parts.append(_("{age} years").format(age=age_words(row.age, estimated=row.age_is_estimated)))
        if facts.birth_precision not in ("UNKNOWN", "EST_AGE"):
            parts.append(_("Born {day}").format(day=panel.birth_text))
        parts.append(panel.national_id_masked or _("No ID number"))
        return " · ".join(part for part in parts if part)


def person_chips(panel: PersonPanel) -> list[tuple[str, Tone]]:
    """What is said of a person at a glance: service, bed, family, absence, caution."""
    row = panel.row
    chips: list[tuple[str, Tone]] = []
    if row.service_type is not None:
        day = panel.clock_text.split(" · ")[0]
        tone = Tone.INFO if row.accompanying else service_tone(row.service_type)
        chips.append((f"{panel.service_label} {day}".strip(), tone))
        chips.append((row.bed, Tone.INFO) if row.bed else (_("No bed"), Tone.WARN))
    chips.append((panel.trial_text, Tone.NEUTRAL))
    if panel.family_members:
        chips.append((_("Family of {number}").format(number=len(panel.family_members) + 1), Tone.INFO))
    chips.append((panel.absent, Tone.WARN))
    chips.append((panel.card_text, Tone.WARN))
    chips.append((_("Caution") if panel.facts.caution else "", Tone.BAD))
    return [(words, tone) for words, tone in chips if words]


def menu_acts(context: Context, panel: PersonPanel) -> list[tuple[str, str]]:
    """What may be done with a person now besides what stands as a button: key and words."""
    if panel.anonymised_on is not None:
        return []
    acts = [("edit", _("Edit the facts"))] if panel.may_edit else []
    if panel.may_admit:
        acts.append(("admit", _("Admit to stay")))
    if panel.row.stay_id is not None:
        acts += [(act, act_text(act)) for act in _MENU if may_act(context, act)]
    for act in PERSON_ACTS:
        if may_act(context, act) and _applies(act, panel):
            acts.append((act, act_text(act)))
    keys = ("open_masked",) if panel.is_covered else ("restrict", "keep_apart")
    allowed = (key for key in keys if context.may(PROTECTION_ACTS[key][0]))
    return acts + [(key, protection_text(key)) for key in allowed]


def _applies(act: str, panel: PersonPanel) -> bool:
    """Say whether there is what the act is about: a day can be corrected once there is one."""
    if act == "reopen":
        return panel.row.stay_id is None and panel.row.left_on is not None
    needed = {"correct_leaving": "left", "correct_arrival": "admitted"}.get(act)
    return needed is None or any(row.kind == needed for row in panel.timeline)


class PersonPanelCard(QFrame):
    """The panel; ``asked`` carries the key of an act."""

    asked = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setProperty("card", True)
        self._context = context
        self.panel: PersonPanel | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 14, 14, 8)
        column.setSpacing(12)
        self.head = PersonHead(context)
        self.empty = EmptyState(
            "user", _("Nobody is chosen"), _("Choose someone in the list to see the story here.")
        )
        self._body = QWidget()
        inner = QVBoxLayout(self._body)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(12)
        inner.addWidget(self.head)
        self.protection = ProtectionStrip(context)
        inner.addWidget(self.protection)
        inner.addWidget(self._buttons())
        inner.addWidget(self._make_tabs(), 1)
        self._rest = QWidget()  # what a masked record leaves empty
        inner.addWidget(self._rest, 1)
        column.addWidget(self._body, 1)
        column.addWidget(self.empty, 1)
        self._body.hide()

    def _buttons(self) -> QWidget:
        row = FlowRow(gap=8)
        self.issue = MainButton(_("Issue a paper"), "file-text", small=True, clicked=self._ask("issue"))
        self.admit = QuietButton(_("Admit to stay"), "door-enter", small=True, clicked=self._ask("admit"))
        self.move_bed = QuietButton(
            _("Move bed"), "arrows-exchange", small=True, clicked=self._ask("move_bed")
        )
        self.end_stay = QuietButton(
            act_text("end_stay"), "door-exit", small=True, clicked=self._ask("end_stay")
        )
        self.more = IconButton("dots", _("More acts for this person"), clicked=self._open_menu)
        self.more.setProperty("framed", True)
        self.more.setFixedSize(QSize(34, 26))
        self._menu = QMenu(self)
        named = {
            "issueButton": self.issue,
            "admitButton": self.admit,
            "moveBedButton": self.move_bed,
            "endStayButton": self.end_stay,
            "moreActsButton": self.more,
        }
        for name, button in named.items():
            button.setObjectName(name)
            row.add(button)
        return row

    def _make_tabs(self) -> QTabWidget:
        self.tabs = QTabWidget()
        self.tabs.setObjectName("personTabs")
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(_("Sections of the person"))
        self.tabs.tabBar().setAccessibleName(_("Sections of the person"))
        self.tabs.tabBar().setDrawBase(False)
        self.overview = Overview(self._context)
        self.stays, self.papers = StaysTab(self._context), PapersTab(self._context)
        self.tabs.addTab(self.overview, _("Overview"))
        self.tabs.addTab(self.stays, _("Stays"))
        self.tabs.addTab(self.papers, _("Papers"))
        self.tabs.currentChanged.connect(lambda _index: self._fill_tab())
        return self.tabs

    def _ask(self, act: str) -> Callable[[], None]:
        return lambda: self.asked.emit(act)

    # what is shown --------------------------------------------------------------------------------

    def show_person(self, panel: PersonPanel) -> None:
        """Show a person; the tab stays."""
        self.panel = panel
        self.head.show_person(panel)
        self.overview.show_person(panel)
        self.protection.show_person(panel)
        self.tabs.setVisible(not panel.is_covered)
        self._rest.setVisible(panel.is_covered)
        is_here = panel.row.stay_id is not None
        self.issue.setVisible(panel.may_issue)
        self.admit.setVisible(panel.may_admit)
        self.move_bed.setVisible(is_here)
        self.move_bed.setEnabled(panel.may_move)
        self.end_stay.setVisible(is_here)
        self.end_stay.setEnabled(panel.may_end)
        self._fill_tab()
        self._show(filled=True)

    def show_nobody(self, text: str = "", hint: str = "") -> None:
        """Show no person, and say why."""
        self.panel = None
        if text:
            self.empty.show_text(text, hint)
        self._show(filled=False)

    def _show(self, *, filled: bool) -> None:
        self._body.setVisible(filled)
        self.empty.setVisible(not filled)

    def _fill_tab(self) -> None:
        if self.panel is None or self.panel.is_covered:
            return
        tab = self.tabs.currentWidget()
        if isinstance(tab, StaysTab | PapersTab):
            tab.ask(self.panel.row.id)

    # acts -----------------------------------------------------------------------------------------

    def acts(self) -> list[tuple[str, str]]:
        """The acts of the menu that may be done now: key and words."""
        if self.panel is None:
            return []
        opens = [] if self.panel.is_covered else [("page", _("Open the person's page"))]
        return menu_acts(self._context, self.panel) + opens

    def _open_menu(self) -> None:
        self._menu.clear()
        for act, words in self.acts():
            self._menu.addAction(words, self._ask(act))
        if self._menu.isEmpty():
            self._menu.addAction(_("Your role may do nothing more here")).setEnabled(False)
        self._menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def sizeHint(self) -> QSize:
        return QSize(454, 400)

    def hasHeightForWidth(self) -> bool:
        return False  # the tabs scroll: the page itself need not

    def minimumSizeHint(self) -> QSize:
        return QSize(340, 300)
