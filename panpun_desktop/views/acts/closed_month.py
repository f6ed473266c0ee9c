"""An act that changes a closed month: says which month and what, asks why, and does the act again.

One place for every act of the window: it hangs on the operations, not on a dialog of an act.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.fields import FieldBox, LongField
from panpun_desktop.widgets.operations import Changes, SecondTry
from panpun_desktop.widgets.parts import Banner, Card, MainButton, QuietButton, ThaiLabel
from panpun_desktop.widgets.theme import Tone

ASKED_FOR = "month.closed_reason"


class ClosedMonthDialog(QDialog):
    """Which closed month an act changes and in what; ``answered`` carries the reason."""

    answered = Signal(str)

    def __init__(
        self, months: str, changes: tuple[str, ...], parent: QWidget | None = None, reason: str = ""
    ) -> None:
        super().__init__(parent)
        self.setObjectName("closedMonthDialog")
        self.setWindowTitle(_("Change in a closed month"))
        self.setMinimumWidth(560)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)
        column.addWidget(ThaiLabel(_("Change in a closed month"), role="title"))
        told = _("{months} is closed. What was sent stays as it is; this comes into the next statement.")
        column.addWidget(Banner(told.format(months=months), Tone.WARN))
        column.addWidget(self._list(changes))
        text = LongField(lines=2)
        text.setObjectName("closedMonthReasonField")
        text.setText(reason)
        self.reason = FieldBox(_("Why it is changed"), text, hint=_("It stands in the history of acts"))
        column.addWidget(self.reason)
        column.addLayout(self._buttons())
        text.setFocus()

    def _list(self, changes: tuple[str, ...]) -> Card:
        card = Card()
        for line in changes:
            card.body.addWidget(ThaiLabel(line, wrap=True))
        return card

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        back = QuietButton(_("Go back"), key="Esc", clicked=self.reject)
        back.setObjectName("closedMonthBackButton")
        save = MainButton(_("Record with this reason"), key="Ctrl ⏎", clicked=self.give)
        save.setObjectName("closedMonthSaveButton")
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"):
            QShortcut(QKeySequence(keys), self, self.give)
        row.addWidget(back)
        row.addWidget(save)
        return row

    def give(self) -> None:
        """Go on with the reason; without one the field says so."""
        field = self.reason.field
        assert isinstance(field, LongField)
        reason = field.text().strip()
        if not reason:
            self.reason.show_problem(_("Say why, in a few words."))
            return
        self.answered.emit(reason)
        self.accept()


def ask_of_closed_months(context: Context) -> None:
    """From now on every act that a closed month hinders is asked about and done again with the reason."""
    context.operations.asks_again = lambda refused: _ask(context, refused)


def _ask(context: Context, refused: SecondTry) -> bool:
    if refused.error.id != ASKED_FOR:
        return False
    facts = refused.error.facts
    dialog = ClosedMonthDialog(
        facts["months"], tuple(facts["changes"]), _window_of(refused.asker), _said(refused.asker)
    )
    dialog.answered.connect(lambda reason: refused.again(_with(context.work, reason)))
    dialog.rejected.connect(refused.give_up)
    dialog.open()
    return True


def _with(work: Any, reason: str) -> Callable[[Callable[[], Changes]], Changes]:
    def around(act: Callable[[], Changes]) -> Changes:
        with work.because(reason):
            return act()

    return around


def _said(asker: object) -> str:
    """The reason that a dialog asked for already; it can be kept or said otherwise."""
    said = getattr(asker, "closed_month_reason", None)
    return str(said()) if callable(said) else ""


def _window_of(asker: object) -> QWidget | None:
    return asker.window() if isinstance(asker, QWidget) else QApplication.activeWindow()
