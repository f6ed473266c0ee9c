"""บันทึกคะแนน: a term's subject with its learners, or all subjects of one learner; saved at each cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.common.errors import PanpunError
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.rules.education_terms import Term, parse_term
from panpun_desktop.views.context import Context
from panpun_desktop.views.education.score_table import (
    CODE,
    IN_TERM,
    NAME,
    ScoreTableModel,
    ScoreTableView,
    Typed,
)
from panpun_desktop.widgets.buttons import QuietButton
from panpun_desktop.widgets.fields import ChoiceBox
from panpun_desktop.widgets.labels import ThaiLabel, help_text
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.parts import Banner, Card, EmptyState
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.education_rows import ScoreRow, ScoreSheet

_FOOT = 40
"""Pixels below the sheet: a refusal of one line."""


class ScoresPart(QWidget):
    """``closed`` asks for what was open before."""

    closed = Signal()
    said = Signal(str)
    """What the rows shown count up to."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("scoresPart")
        self.context = context
        self.learner_id: int | None = None
        self._term: Term | None = None
        self._sheet: ScoreSheet | None = None
        self._sending: tuple[int, ...] = ()
        self._kept: dict[int, Typed] = {}
        """Saved, and not yet read again."""
        self._is_dated = False
        """Something was saved since the rows were read: what is typed waits for their new versions."""
        self.model = ScoreTableModel()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._head())
        card = Card(padding=0)
        self.table = ScoreTableView(self.model)
        self.empty = EmptyState(
            "book",
            _("Nobody is registered"),
            _("Register learners for the term, then scores are typed here."),
        )
        card.body.addWidget(self.table)
        card.body.addWidget(self.empty)
        column.addWidget(card, 1)
        column.addWidget(self._foot())
        self.model.edited.connect(lambda _id: self._send())
        self.model.dataChanged.connect(lambda *_ends: self.tell())
        self.model.refused.connect(self._say)
        escape = QShortcut(QKeySequence("Esc"), self, self.closed.emit)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.heading = ThaiLabel(_("Scores"), role="title")
        row.addWidget(self.heading)
        row.addStretch(1)
        self.term, self.subject = ChoiceBox(placeholder=_("Term")), ChoiceBox(placeholder=_("School subject"))
        for box, name, words, width in (
            (self.term, "scoreTermChoice", _("Term"), 110),
            (self.subject, "scoreSubjectChoice", _("School subject"), 280),
        ):
            box.setObjectName(name)
            box.setAccessibleName(words)
            box.setFixedWidth(width)
            row.addWidget(box)
        self.term.chosen.connect(self._take_term)
        self.subject.chosen.connect(lambda _id: self._show_rows())
        self.back = QuietButton(_("Back"), "chevron-left", "Esc", clicked=self.closed.emit)
        self.back.setObjectName("scoresBackButton")
        row.addWidget(self.back)
        return row

    def _foot(self) -> QWidget:
        """The hint; a refusal takes its place: above the sheet it would move the rows under a click."""
        foot = QWidget()
        foot.setMinimumHeight(_FOOT)
        self.banner = Banner("", Tone.BAD, parent=foot)
        hint = _("Type a figure, Enter goes down. ข: did not sit the exam. Every cell is saved at once.")
        self.hint = help_text(hint)
        column = QVBoxLayout(foot)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.banner)
        column.addWidget(self.hint)
        return foot

    def _say(self, text: str) -> None:
        self.banner.say(text, Tone.BAD)
        self.hint.setVisible(not text)

    # reading ---------------------------------------------------------------------------------------

    def open_sheet(self, learner_id: int | None = None, term: str = "") -> None:
        """Show the sheet of a term (the newest), of one learner or of everybody by subject."""
        self.learner_id = learner_id
        self._term = parse_term(term) if term else None
        self.subject.set_value(None)
        self.read()

    def _take_term(self, label: str | None) -> None:
        self._term = parse_term(label) if label else None
        self.read()

    def read(self) -> None:
        """Ask for the sheet as it stands."""
        work, actor, term, learner_id = self.context.work, self.context.actor, self._term, self.learner_id

        def ask() -> ScoreSheet:
            from panpun_desktop.services.education_lists import score_sheet

            return score_sheet(work, actor, term, learner_id)

        self.context.operations.read(self, ask, self._show, self.refuse, key="scores")

    def _show(self, sheet: ScoreSheet) -> None:
        self._sheet, self._term, self._is_dated = sheet, sheet.term, False
        self._forget_kept()
        self.term.set_options({term.label: term.label for term in {*sheet.terms, sheet.term}})
        self.term.set_value(sheet.term.label)
        self.subject.set_options({str(id): name for id, name in sheet.subjects})
        self.subject.setVisible(self.learner_id is None)
        if self.learner_id is None and self.subject.value() is None and sheet.subjects:
            most = Counter(row.subject_id for row in sheet.rows).most_common(1)[0][0]
            self.subject.set_value(str(most))
        self._show_rows()
        self._send()

    def _forget_kept(self) -> None:
        typed, kept = self.model.typed, self._kept
        self._kept = {}
        self.model.saved([id for id in kept if typed.get(id) == kept[id]])

    def _show_rows(self) -> None:
        if self._sheet is None:
            return
        rows = self._chosen(self._sheet)
        is_other = self.model.show_rows(rows, self._sheet.in_term_weight)
        self.table.setColumnHidden(NAME, self.learner_id is not None)
        self.table.setColumnHidden(CODE, self.learner_id is None)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        name = rows[0].name if rows and self.learner_id is not None else ""
        self.heading.setText(_("Scores of {name}").format(name=name) if name else _("Scores"))
        if is_other:
            self.table.show_place(0, IN_TERM)
        self.tell()

    def tell(self) -> None:
        """Say how many of the rows shown have their result: people of a subject, or subjects of a person."""
        values = [self.model.values(row) for row in self.model.rows]
        absent = sum(one.is_absent for one in values)
        graded = sum(_is_graded(one) for one in values)
        text = _("{n} learners of this subject · {graded} with a result · {absent} not sat · {rest} to come")
        if self.learner_id is not None:
            text = _("{n} subjects of this term · {graded} with a result · {absent} not sat · {rest} to come")
        rest = len(values) - absent - graded
        said = text.format(n=len(values), graded=graded, absent=absent, rest=rest)
        self.said.emit(said if values else "")

    def _chosen(self, sheet: ScoreSheet) -> list[ScoreRow]:
        if self.learner_id is not None:
            return list(sheet.rows)
        wanted = self.subject.value()
        return [row for row in sheet.rows if str(row.subject_id) == wanted]

    def refuse(self, error: PanpunError) -> None:
        """Say below the sheet what could not be done."""
        self._is_dated = False
        self._forget_kept()
        self._say(message_of(error))

    # saving ----------------------------------------------------------------------------------------

    def _send(self) -> None:
        """Save what was typed; what is typed meanwhile follows when the sheet came back."""
        lines = [(row, self.model.typed[row.id]) for row in self.model.rows if row.id in self.model.typed]
        if self._sending or self._is_dated or not lines:
            return
        from panpun_desktop.services.education_requests import SaveScores, ScoreLine
        from panpun_desktop.services.education_results import save_scores

        self._say("")
        self._sending = tuple(row.id for row, _typed in lines)
        before = dict(self.model.typed)
        request = SaveScores(
            tuple(
                ScoreLine(row.id, row.version, typed.in_term, typed.final, typed.grade, typed.is_absent)
                for row, typed in lines
            )
        )
        work, actor = self.context.work, self.context.actor
        act: Callable[[], Changes] = lambda: save_scores(work, actor, request)  # noqa: E731
        self.context.operations.change(self, act, lambda _done: self._saved(before), self._refused)

    def _saved(self, sent: dict[int, Typed]) -> None:
        """What was saved stays typed until the sheet came back: the next figure is typed upon it."""
        self._kept = {id: sent[id] for id in self._sending if id in sent}
        self._sending = ()
        self._is_dated = True
        self.read()

    def _refused(self, error: PanpunError) -> None:
        self.model.saved(self._sending)
        self._sending = ()
        self.refuse(error)
        self.read()

    def focus_first(self) -> None:
        """The grid, where typing starts."""
        self.table.setFocus()


def _is_graded(one: Typed) -> bool:
    """Both scores or a grade are there; who did not sit is counted apart."""
    return not one.is_absent and (one.grade is not None or None not in (one.in_term, one.final))
