"""What is done with a month as a whole: looked through, closed, amended, opened again, printed again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from panpun_desktop.common.errors import PanpunError
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.common.thai_date import month_label
from panpun_desktop.views.documents.changes_dialog import ChangesDialog
from panpun_desktop.views.documents.closing_dialogs import (
    AmendMonthDialog,
    CloseMonthDialog,
    ReopenMonthDialog,
)
from panpun_desktop.views.documents.differences_dialog import DifferencesDialog
from panpun_desktop.views.documents.earlier_card import EarlierCard
from panpun_desktop.views.documents.earlier_dialog import RIGHT, EarlierFiguresDialog
from panpun_desktop.views.documents.editions_dialog import EditionsDialog
from panpun_desktop.views.documents.month_card import MonthCard
from panpun_desktop.widgets.buttons import QuietButton

if TYPE_CHECKING:
    from panpun_desktop.reports.monthly.closing_data import StayLine
    from panpun_desktop.reports.monthly.readiness import MonthState, Ready
    from panpun_desktop.rules.counted import Check
    from panpun_desktop.views.acts.form_dialog import FormDialog
    from panpun_desktop.views.documents.monthly_form import MonthlyForm


class MonthDesk(QObject):
    """The card of the month's state and the buttons below the remarks, for one form."""

    def __init__(self, form: MonthlyForm) -> None:
        super().__init__(form)
        self.form, self.context = form, form.context
        self.state: MonthState | None = None
        self.checks: Sequence[Check] = ()
        self.card = MonthCard(self._open_ready, self._open_changed, self._open_figures, self._open_editions)
        self.earlier = EarlierCard(self.context, self.open_earlier, may_edit=self.context.may(RIGHT))
        self.close_button = self._button(
            _("Close the month and sign"), "lock", self.close, "closeMonthButton"
        )
        self.amend_button = self._button(
            _("Issue an amended edition"), "file-text", self.amend, "amendMonthButton"
        )
        self.reopen_button = self._button(
            _("Open the month again"), "lock-open", self.reopen, "reopenMonthButton"
        )
        self.earlier_button = QuietButton(
            _("Figures from before the program…"), "history", small=True, clicked=self.open_earlier
        )
        self.earlier_button.setObjectName("earlierFiguresButton")
        if self.context.may(RIGHT):
            form.fields.insertWidget(form.fields.indexOf(form.digits_row) + 1, self.earlier_button)

    def _button(self, text: str, icon: str, act: object, name: str) -> QuietButton:
        button = QuietButton(text, icon, clicked=act)  # type: ignore[arg-type]
        button.setObjectName(name)
        self.form.further.addWidget(button)
        button.hide()
        return button

    # where the month stands ------------------------------------------------------------------------

    def is_closed(self, month: date) -> bool:
        """Say whether the month was closed when it was looked at last."""
        state = self.state
        return state is not None and state.is_closed and state.month_on == month.replace(day=1)

    def read(self, month: date | None) -> None:
        """Look at a month; of longer periods, and before the program, there is nothing to close."""
        began = self.context.centre.go_live_on
        is_before = month is not None and began is not None and month.replace(day=1) < began.replace(day=1)
        self.earlier.show_month(month if is_before else None)
        if is_before:
            month = None
        if month is None or self.state is None or self.state.month_on != month:
            self._show(None)
        if month is None:
            return
        work, actor = self.context.work, self.context.actor

        def read() -> MonthState:
            from panpun_desktop.reports.monthly.readiness import month_state

            return month_state(work, actor, month)

        self.context.operations.read(self, read, self._take, self._refuse, key="month")

    def _take(self, state: MonthState) -> None:
        month = self.form.month.value()
        if month is None or state.month_on != month.replace(day=1) or not self._is_of_a_month():
            return
        before = _sent(self.state)
        self._show(_still_compared(state, self.state))
        self.form.words.open_month(month, is_open=not state.is_closed)
        if before != _sent(state):
            self.form.draw_now()
        if state.is_closed:
            self._compare(state)

    def _compare(self, state: MonthState) -> None:
        """Count a closed month anew behind what was sent, which stands there meanwhile."""
        work, actor = self.context.work, self.context.actor

        def read() -> MonthState:
            from panpun_desktop.reports.monthly.readiness import compared

            return compared(work, actor, state)

        self.context.operations.read(self, read, self._take_compared, self._refuse, key="compared")

    def _take_compared(self, state: MonthState) -> None:
        if self.state is not None and _key(self.state) == _key(state):
            self._show(state)

    def _is_of_a_month(self) -> bool:
        """Say whether the form still asks for a month, which may be otherwise when an answer comes."""
        return self.form.period.value() in (None, "month")

    def _refuse(self, error: PanpunError) -> None:
        self._show(None)
        self.context.say(message_of(error))

    def _show(self, state: MonthState | None) -> None:
        self.state = state
        self.card.show_state(state)
        closed, may = state is not None and state.is_closed, self.context.may
        self.close_button.setVisible(
            state is not None and state.is_over and not closed and may("month.close")
        )
        changed = state is not None and state.may_be_amended
        self.amend_button.setVisible(closed and changed and may("month.close"))
        self.reopen_button.setVisible(closed and may("month.reopen"))
        self._name_issuing(closes=not self.close_button.isHidden())

    def _name_issuing(self, *, closes: bool) -> None:
        """Beside closing, issuing says that it leaves the month open."""
        words = _("Issue without closing") if closes else _("Issue the report")
        if self.form.issue_text != words:
            self.form.issue_text = words
            self.form.acts_changed.emit()

    def take_checks(self, checks: Sequence[Check]) -> None:
        """The checks of the paper that is shown."""
        self.checks = tuple(checks)

    # what a line opens -----------------------------------------------------------------------------

    def _open_ready(self, one: Ready) -> None:
        if one.act == "people":
            self.form.show_stays(one.text, one.stay_ids, one.section)
        elif one.act == "night":
            self.context.navigate("census", night=one.night, came_from="documents")
        elif one.act == "class":
            self.context.navigate("courses", cohort_id=one.cohort_id, tab="sheet", lesson=one.lesson)
        elif one.act == "month" and one.month_on is not None:
            self.form.open_with(month=one.month_on)

    def _open_changed(self) -> None:
        if self.state is not None:
            self.show_changes(self.state.changed)

    def show_changes(self, lines: Sequence[StayLine]) -> None:
        """Open whose stays are counted otherwise: from what to what, why, by whom, when."""
        ChangesDialog(self.context, _("Adjusted after closing"), lines, self.form.left.window()).open()

    def _open_figures(self) -> None:
        month = self.form.month.value()
        if self.state is not None and month is not None:
            words = _("Figures of {month} that are counted otherwise now").format(month=month_label(month))
            DifferencesDialog(words, self.state.differences, self.form.left.window()).open()

    def _open_editions(self) -> None:
        if self.state is not None and self.state.editions:
            EditionsDialog(self.context, self.state.editions, self.form.left.window()).open()

    # acts ------------------------------------------------------------------------------------------

    def close(self) -> None:
        """Ask for what closing needs, and close."""
        month, state = self.form.month.value(), self.state
        if month is None or state is None:
            return
        self.form.words.keep()
        points = [" · ".join(filter(None, (one.text, one.detail))) for one in state.ready if not one.is_met]
        window = self.form.left.window()
        self._open(CloseMonthDialog(self.context, month, self._parameters(), self.checks, points, window))

    def amend(self) -> None:
        """Ask for what an amended edition needs, and issue it."""
        month = self.form.month.value()
        if month is not None:
            self._open(AmendMonthDialog(self.context, month, self._parameters(), self.form.left.window()))

    def reopen(self) -> None:
        """Ask why the month is opened again, and open it."""
        month = self.form.month.value()
        if month is not None:
            self._open(ReopenMonthDialog(self.context, month, self.form.left.window()))

    def open_earlier(self, month: date | None = None) -> None:
        """Open the figures of the months before the program, at a month."""
        self._open(EarlierFiguresDialog(self.context, self.form.left.window(), month))

    def _parameters(self) -> dict[str, object]:
        """How the paper that is sent looks: everything of the form but what is for outside."""
        left_out = ("month", "period", "external")
        given = {name: value for name, value in self.form.parameters().items() if name not in left_out}
        return {"thai_digits": self.form.thai.isChecked(), **given}

    def _open(self, dialog: FormDialog) -> None:
        dialog.settled.connect(lambda _changes: self.form.read_month())
        dialog.open()


def _key(state: MonthState) -> tuple[date, bool, int]:
    """Which month, and with which edition it is closed."""
    return (state.month_on, *_sent(state))


def _still_compared(state: MonthState, before: MonthState | None) -> MonthState:
    """The month with what the last comparison found, until it is compared anew."""
    if before is None or not state.is_closed or _key(before) != _key(state):
        return state
    return replace(
        state, changed=before.changed, differences=before.differences, is_compared=before.is_compared
    )


def _sent(state: MonthState | None) -> tuple[bool, int]:
    """What decides which paper is shown: whether it is closed, and with which edition."""
    if state is None or not state.is_closed:
        return False, -1
    return True, state.editions[0].number
