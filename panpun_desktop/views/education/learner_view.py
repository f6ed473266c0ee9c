"""One learner: the subjects, terms, activities and facts at the left, the way to graduation at the right."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from panpun_desktop.common.errors import PanpunError
from panpun_desktop.common.i18n import N_, _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.views.context import Context
from panpun_desktop.views.education.dialogs import (
    ActivityDialog,
    AssessmentsDialog,
    StatusDialog,
    TermDialog,
    TransferDialog,
)
from panpun_desktop.views.education.learner_dialog import LearnerDialog
from panpun_desktop.views.education.learner_tables import ActivityTable, FactsCard, SubjectTable, TermTable
from panpun_desktop.views.education.paper import show_sheet
from panpun_desktop.views.education.progress_card import ProgressCard, TogetherCard
from panpun_desktop.views.education.register_dialog import RegisterDialog
from panpun_desktop.views.education.words import STATUS_TONES, average
from panpun_desktop.views.list_part import ListCard
from panpun_desktop.widgets.buttons import IconButton, MainButton, PlainButton, QuietButton, Segmented
from panpun_desktop.widgets.cards import Card
from panpun_desktop.widgets.flow import FlowRow
from panpun_desktop.widgets.labels import Chip, ThaiLabel, muted
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.parts import Banner, EmptyState
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.education_rows import LearnerPage

SIDE_WIDTH = 350
_TABS = (
    ("subjects", N_("Subjects")),
    ("terms", N_("Terms")),
    ("activities", N_("กพช.")),
    ("facts", N_("The learner")),
)
_ACTS: tuple[tuple[str, str, str], ...] = (
    ("edit", N_("Correct what is written about the learner"), ""),
    ("register", N_("Register the subjects"), "Ins"),
    ("scores", N_("Enter scores of this term"), "Ctrl+E"),
    ("transfer", N_("Transfer subjects from elsewhere"), ""),
    ("activity", N_("Write down กพช. hours"), ""),
    ("assess", N_("Moral assessment and N-NET"), ""),
    ("status", N_("Change the status or graduate"), ""),
    ("person", N_("Open the person"), ""),
    ("cancel", N_("Written by mistake: no learner"), ""),
)
"""What can be done with a learner: key, words, keys to press."""


_NO_SUBJECT = (
    N_("No subject yet"),
    N_("Subjects registered for a term or transferred from elsewhere stand here with their results."),
    N_("Register the subjects"),
)
_NO_TERM = (
    N_("Not registered for any term yet"),
    N_("Each term stands here with its credits, attendance and exam."),
    N_("Register the subjects"),
)
_NO_ACTIVITY = (
    N_("No กพช. hours yet"),
    N_("Activities for the improvement of life are written down here until their hours are complete."),
    N_("Write down กพช. hours"),
)


class LearnerView(QWidget):
    """``closed`` asks for the list; ``scores_asked`` carries learner and term; ``said`` the grade average."""

    closed = Signal()
    scores_asked = Signal(int, str)
    said = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("learnerView")
        self.context = context
        self.shown: LearnerPage | None = None
        self.learner_id: int | None = None
        self._is_registered = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._head())
        self.banner = Banner("", Tone.BAD)
        column.addWidget(self.banner)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self._left(), 1)
        row.addWidget(self._right())
        column.addLayout(row, 1)
        self._keys()

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.trail = PlainButton("", small=True, clicked=self.closed.emit)
        self.trail.setObjectName("learnerTrailButton")
        words.addWidget(self.trail, 0, Qt.AlignmentFlag.AlignLeft)
        line = FlowRow(gap=10)
        self.name = ThaiLabel("", role="title")
        self.state = Chip("")
        self.school = muted("")
        for one in (self.name, self.state, self.school):
            line.add(one)
        words.addWidget(line)
        row.addLayout(words, 1)
        self.back = IconButton("chevron-left", _("Back to the list"), clicked=self.closed.emit)
        self.back.setObjectName("learnerBackButton")
        self.back.setProperty("framed", True)
        self.back.setFixedSize(34, 32)
        self.paper = QuietButton(_("Tracking sheet"), "printer", clicked=self.print_open)
        self.paper.setObjectName("learnerPaperButton")
        self.register = MainButton(_("Register the subjects"), "plus", clicked=self._main_act)
        self.register.setObjectName("registerTermButton")
        self.more = IconButton("dots", _("More acts for this learner"), clicked=self._open_menu)
        self.more.setObjectName("learnerMoreButton")
        self.more.setProperty("framed", True)
        self.more.setFixedSize(34, 32)
        self._menu = QMenu(self)
        for button in (self.back, self.paper, self.more, self.register):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        return row

    def _left(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.tabs = Segmented([(key, _(words)) for key, words in _TABS], _("Part"))
        self.tabs.chosen.connect(self.show_tab)
        line = QHBoxLayout()
        line.addWidget(self.tabs)
        line.addStretch(1)
        column.addLayout(line)
        centre = self.context.centre
        self.subjects, self.terms = SubjectTable(centre), TermTable()
        self.activities, self.facts = ActivityTable(), FactsCard(centre)
        self.subjects.opened.connect(lambda line: self.ask_scores(line.term.label if line.term else ""))
        self.terms.opened.connect(self.edit_term)
        self.activities.opened.connect(self.edit_activity)
        self.stack = QStackedWidget()
        self.parts: dict[str, QWidget] = {}
        self.cards: dict[str, ListCard] = {}
        for key, part, empty in (
            ("subjects", self.subjects, self._empty(_NO_SUBJECT, "register")),
            ("terms", self.terms, self._empty(_NO_TERM, "register")),
            ("activities", self.activities, self._empty(_NO_ACTIVITY, "activity")),
        ):
            self.parts[key], self.cards[key] = part, ListCard(part, empty)
            self.stack.addWidget(self.cards[key])
        card = Card(padding=0)
        card.body.addWidget(self.facts)
        self.parts["facts"] = self.facts
        self.stack.addWidget(card)
        column.addWidget(self.stack, 1)
        return side

    def _empty(self, words: tuple[str, str, str], act: str) -> EmptyState:
        """What would stand in a table, and the act that fills it."""
        text, hint, button = (_(one) for one in words)
        return EmptyState("book", text, hint, button, lambda: self.act(act))

    def _show_cards(self, page: LearnerPage) -> None:
        """The tables, or what to do where one has nothing yet."""
        may_fill = page.may_edit and page.is_open
        for key, rows in (("subjects", page.lines), ("terms", page.terms), ("activities", page.activities)):
            card = self.cards[key]
            card.show_filled(filled=bool(rows))
            for button in card.empty.findChildren(QuietButton):
                button.setVisible(may_fill)

    def _right(self) -> QScrollArea:
        inner = QWidget()
        inner.setObjectName("cardBody")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.progress, self.together = ProgressCard(self.context.centre), TogetherCard()
        column.addWidget(self.progress)
        column.addWidget(self.together)
        column.addStretch(1)
        area = QScrollArea()
        area.setObjectName("pageScroll")
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFixedWidth(SIDE_WIDTH)
        area.setWidget(inner)
        return area

    def _keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "Esc": self.closed.emit,
            "Ins": self.register_term,
            "Ctrl+E": self.ask_scores,
            "Ctrl+PgDown": partial(self._step, 1),
            "Ctrl+PgUp": partial(self._step, -1),
        }
        for key, act in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # showing ---------------------------------------------------------------------------------------

    def open_learner(self, learner_id: int) -> None:
        """Read and show a learner."""
        if learner_id != self.learner_id:
            self.show_tab("subjects")
        self.learner_id = learner_id
        work, actor = self.context.work, self.context.actor

        def ask() -> LearnerPage:
            from panpun_desktop.services.education_page import learner_page

            return learner_page(work, actor, learner_id)

        self.context.operations.read(self, ask, self._show, self.refuse, key="learner")

    def reload(self) -> None:
        """Read the open learner anew."""
        if self.learner_id is not None:
            self.open_learner(self.learner_id)

    def show_count(self, learners: int) -> None:
        """Say in the trail how many learners there are."""
        name = self.context.centre.settings["education.name"]
        count = _("{count} learners").format(count=learners)
        self.trail.setText(f"{name} › {count}")

    def _show(self, page: LearnerPage) -> None:
        self.shown = page
        self.banner.say("")
        centre = self.context.centre
        self.name.setText(f"{page.name} · {page.level}")
        tone = STATUS_TONES.get(page.status, Tone.NEUTRAL)
        self.state.show_state(centre.label("learner_status", page.status), tone)
        number = _("student number {number}").format(number=page.facts.student_no)
        self.school.setText(" · ".join(one for one in (page.school, page.facts.student_no and number) if one))
        term = page.now.label
        self._is_registered = any(line.term == page.now for line in page.terms)
        words = _("Enter scores of term {term}") if self._is_registered else _("Register for term {term}")
        self.register.setText(words.format(term=term))
        self.register.set_icon_name("edit" if self._is_registered else "plus")
        self.register.setVisible(page.may_edit and page.is_open)
        self.subjects.set_rows(page.lines)
        if self.subjects.current() is None:
            self.subjects.select_first()
        self.terms.set_rows(page.terms)
        self.activities.set_rows(page.activities)
        self._show_cards(page)
        self.facts.show_page(page)
        self.progress.show_page(page)
        self.together.show_page(page)
        grade = average(page.progress.average)
        self.said.emit(_("Grade average {grade}").format(grade=grade))

    def refuse(self, error: PanpunError) -> None:
        """Say above the tables what could not be done."""
        self.banner.say(message_of(error), Tone.BAD)

    def show_tab(self, key: object) -> None:
        """Show one of the tables."""
        self.tabs.set_value(key)
        self.stack.setCurrentIndex([name for name, _words in _TABS].index(str(key)))

    def _step(self, by: int) -> None:
        keys = [key for key, _words in _TABS]
        self.show_tab(keys[(self.stack.currentIndex() + by) % len(keys)])

    def focus_first(self) -> None:
        """The table of the tab that is open, or the act that fills it."""
        part = self.parts[_TABS[self.stack.currentIndex()][0]]
        (self.register if part.isHidden() else part).setFocus()

    # acts ------------------------------------------------------------------------------------------

    def acts(self) -> list[tuple[str, str]]:
        """What may be done with the learner now."""
        if self.shown is None:
            return []
        edits, hidden = self.shown.may_edit, set()
        if not (self._is_registered and self.shown.is_open):
            hidden.add("register")  # the button does it
        acts = [(key, _(words)) for key, words, _keys in _ACTS if edits or key == "person"]
        return [(key, words) for key, words in acts if key not in hidden]

    def _open_menu(self) -> None:
        self._menu.clear()
        for key, words in self.acts():
            self._menu.addAction(words, partial(self.act, key))
        self._menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def act(self, key: str) -> None:
        """Do one of the acts of the menu."""
        page = self.shown
        if page is None or (not page.may_edit and key != "person"):
            return
        parent = self.window()
        made: dict[str, Callable[[], object]] = {
            "register": self.register_term,
            "edit": lambda: LearnerDialog(self.context, page, None, parent).open(),
            "scores": self.ask_scores,
            "transfer": lambda: TransferDialog(self.context, page, parent).open(),
            "activity": lambda: ActivityDialog(self.context, page, None, parent).open(),
            "assess": lambda: AssessmentsDialog(self.context, page, parent).open(),
            "status": lambda: StatusDialog(self.context, page, parent).open(),
            "person": lambda: self.context.navigate("residents", person_id=page.person_id, page=True),
            "cancel": self._cancel,
        }
        made[key]()

    def _main_act(self) -> None:
        """What comes first: the registration of the term that runs, once it is there its scores."""
        if self._is_registered and self.shown is not None:
            self.ask_scores(self.shown.now.label)
        else:
            self.register_term()

    def register_term(self) -> None:
        """Choose the subjects of a term."""
        page = self.shown
        if page is not None and page.may_edit and page.is_open:
            RegisterDialog(self.context, page, self.window()).open()

    def ask_scores(self, term: str = "") -> None:
        """Open the score sheet for this learner."""
        page = self.shown
        if page is not None and page.may_edit:
            last = page.terms[-1].term.label if page.terms else page.now.label
            self.scores_asked.emit(page.id, term or last)

    def edit_term(self, line: Any) -> None:
        """Whether the exam of a term was sat."""
        page = self.shown
        if page is not None and page.may_edit:
            TermDialog(self.context, page, line, self.window()).open()

    def edit_activity(self, line: Any) -> None:
        """Correct hours of กพช."""
        page = self.shown
        if page is not None and page.may_edit:
            ActivityDialog(self.context, page, line, self.window()).open()

    def print_open(self) -> None:
        """Show the tracking sheet before printing."""
        if self.shown is not None:
            show_sheet(self.context, self.shown, self, self.refuse)

    def _cancel(self) -> None:
        from panpun_desktop.services.education import cancel_learner
        from panpun_desktop.services.education_requests import CancelLearner

        page = self.shown
        if page is not None:
            work, actor, request = self.context.work, self.context.actor, CancelLearner(page.id, page.version)
            self.context.operations.change(
                self, lambda: cancel_learner(work, actor, request), self._gone, self.refuse
            )

    def _gone(self, _changes: Changes) -> None:
        self.learner_id = self.shown = None
        self.closed.emit()
