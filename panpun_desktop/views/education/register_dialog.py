"""Registering a learner for a term: subjects ticked, credits summed up against the cap while ticking."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.rules.education_progress import over_cap
from panpun_desktop.rules.education_terms import Term, parse_term
from panpun_desktop.views.acts.form_dialog import Reasons
from panpun_desktop.views.context import Context
from panpun_desktop.views.education.dialogs import OfLearner
from panpun_desktop.views.education.subject_picker import SubjectPicker, nothing_to_choose
from panpun_desktop.widgets.fields import SuggestField
from panpun_desktop.widgets.flow import FlowRow
from panpun_desktop.widgets.labels import Chip, ThaiLabel
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.education_rows import LearnerPage


class RegisterDialog(OfLearner):
    """The subjects of one term; those ticked already are registered, taking a tick away takes them out."""

    name = "registerTerm"
    WIDTH = 640

    def __init__(self, context: Context, page: LearnerPage, parent: QWidget | None = None) -> None:
        super().__init__(context, page, parent)

    def title(self) -> str:
        return _("Register for a term")

    def save_text(self) -> str:
        return _("Register the subjects")

    def build(self) -> None:
        page = self.page
        self._shown = page.now
        self.term = SuggestField(tuple(page.now.plus(by).label for by in (0, 1, -1)))
        self.term.setText(page.now.label)
        self.term.textChanged.connect(lambda _text: self._show_term())
        self.on_day = self.day_field()
        pair = self.pair_row()
        self.add_field("term", _("Term"), self.term, hint=_("For example 1/2569"), to=pair)
        self.add_field("registered_on", _("Registered for the term on"), self.on_day, to=pair)
        self.picker = SubjectPicker(
            sorted(page.offered, key=lambda one: one.is_passed), self._there(page.now)
        )
        self.picker.edited.connect(self._sum_up)
        box = self.add_field("subjects", _("Subjects"), self.picker, hint=_("Space or Enter ticks a subject"))
        if not page.offered:
            box.hide()
            self.form.addWidget(nothing_to_choose(self.context, are_passed=False, leave=self.reject))
        self.line = FlowRow(gap=8)
        self.sum, self.limit = ThaiLabel("", role="strong"), Chip("")
        self.line.add(self.sum)
        self.line.add(self.limit)
        self.form.addWidget(self.line)
        self._sum_up()

    def _there(self, term: Term) -> tuple[int, ...]:
        """The subjects registered in a term."""
        return tuple(
            one.subject_id for one in self.page.lines if one.term == term and one.study_state != "WITHDRAWN"
        )

    def chosen_term(self) -> Term | None:
        """The term typed, None while it cannot be read."""
        try:
            return parse_term(self.term.text())
        except RuleBroken:
            return None

    def _show_term(self) -> None:
        """Show what the term has already; what was ticked by hand stays ticked."""
        term = self.chosen_term()
        if term is None or term == self._shown:
            return
        before, now = set(self._there(self._shown)), set(self._there(term))
        ticked = set(self.picker.value())
        self._shown = term
        self.picker.set_chosen(now | (ticked - before))

    def _sum_up(self) -> None:
        page, credits = self.page, self.picker.credits()
        left = page.progress.credits_missing
        is_last = credits >= left
        most = page.cap.most if is_last else page.cap.per_term
        over = over_cap(credits, page.cap, is_last=is_last)
        self.sum.setText(_("{credits} credits of at most {most} a term").format(credits=credits, most=most))
        if over:
            self.limit.show_state(_("{over} over the limit").format(over=over), Tone.WARN)
        elif is_last and left:
            self.limit.show_state(_("With these all credits are earned"), Tone.OK)
        else:
            self.limit.show_state("", Tone.NEUTRAL)

    def focus_first(self) -> None:
        (self.picker if self.page.offered else self.term).setFocus()

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.education_requests import RegisterTerm
        from panpun_desktop.services.education_terms import register_term

        request = RegisterTerm(
            self.page.id,
            self.page.version,
            parse_term(self.term.text()),
            self.picker.value(),
            self.on_day.value() or self.context.today,
            dict(reasons),
        )
        return self.run(register_term, request)
