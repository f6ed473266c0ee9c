"""Asking why a limit is passed: everybody's concerns in one list, one reason for one or for all (R-FAM-1)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from panpun_desktop.common.errors import Concern, RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.rules.override import ConcernLevel, GivenReason, concern_key, require_reason
from panpun_desktop.rules.roles import Role
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.fields import ChoiceBox, FieldBox, LongField
from panpun_desktop.widgets.parts import Card, Chip, MainButton, QuietButton, ThaiLabel, help_text, rule
from panpun_desktop.widgets.theme import Tone

_TONES = {
    ConcernLevel.INFO: Tone.INFO,
    ConcernLevel.WARN: Tone.WARN,
    ConcernLevel.OVERRIDE: Tone.BAD,
}


class ConcernLine(QWidget):
    """One concern: for whom, what, and the reason once it has one.

    Its box stands only where it decides something: which reason it gets, or who is left out of the act.
    """

    def __init__(
        self, concern: Concern, name: str, *, may_leave_out: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.concern = concern
        self.may_leave_out = may_leave_out
        self.reason: GivenReason | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(9)
        self.tick = QCheckBox()
        self.tick.setChecked(True)
        self.tick.setAccessibleName(": ".join(one for one in (name, concern.message) if one))
        row.addWidget(self.tick, 0, Qt.AlignmentFlag.AlignTop)
        self.tick.setVisible(may_leave_out or concern.level == ConcernLevel.OVERRIDE)
        words = QVBoxLayout()
        words.setSpacing(0)
        if name:
            words.addWidget(ThaiLabel(name, role="strong"))
        words.addWidget(ThaiLabel(concern.message, wrap=True))
        self._given = help_text("")
        self._given.hide()
        words.addWidget(self._given)
        row.addLayout(words, 1)
        self._chip = Chip(_level_words(concern), _TONES[ConcernLevel(concern.level)])
        row.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignTop)

    def asks(self) -> bool:
        """Say whether it still needs an answer."""
        return self.concern.level != ConcernLevel.INFO and self.reason is None and not self.is_left_out()

    def is_left_out(self) -> bool:
        """Say whether the person of this concern is left out of the act."""
        return self.may_leave_out and self.reason is None and not self.tick.isChecked()

    def answer(self, reason: GivenReason, words: str) -> None:
        """Keep the reason and show it; the tick makes room for the others."""
        self.reason = reason
        self._given.setText(words)
        self._given.setVisible(bool(words))
        self._chip.show_state(_("answered"), Tone.OK)
        self.tick.setChecked(False)


def _level_words(concern: Concern) -> str:
    if concern.level == ConcernLevel.OVERRIDE:
        return _("needs a reason")
    return _("please note") if concern.level == ConcernLevel.WARN else _("for information")


class ReasonsDialog(QDialog):
    """Lists every concern of all the people; ``answered`` carries the reasons by concern key.

    A reason goes to the ticked ones; those left over are asked for again until all have one. In an act on
    several people (``may_leave_out``: their subjects) whoever is not ticked is left out of it instead.
    """

    answered = Signal(object)

    def __init__(
        self,
        context: Context,
        concerns: tuple[Concern, ...],
        names: Mapping[str, str],
        parent: QWidget | None = None,
        may_leave_out: Collection[str] = (),
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.setObjectName("reasonsDialog")
        self.setWindowTitle(_("Reason for passing a limit"))
        self.setMinimumWidth(560)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.lines = [
            ConcernLine(one, names.get(one.subject, ""), may_leave_out=one.subject in may_leave_out)
            for one in concerns
        ]
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)
        column.addWidget(ThaiLabel(_("Please confirm before going on"), role="title"))
        if any(one.may_leave_out for one in self.lines):
            column.addWidget(
                help_text(_("Ticked: goes on in spite of this. Not ticked: is left out this time."))
            )
        column.addWidget(self._list())
        self._add_fields(column)
        column.addLayout(self._buttons())
        self._follow_ticks()
        (self.code.field if self._needs_reason() else self.save_button).setFocus()

    def _list(self) -> Card:
        card = Card()
        for number, line in enumerate(self.lines):
            if number:
                card.body.addWidget(rule())
            line.tick.setObjectName(f"concernTick{number + 1}")
            line.tick.toggled.connect(self._follower(line))
            card.body.addWidget(line)
        return card

    def _add_fields(self, column: QVBoxLayout) -> None:
        centre = self.context.centre
        codes = centre.active_codes.get("override_reason", ())
        field = ChoiceBox([(one, centre.label("override_reason", one)) for one in codes])
        field.setObjectName("reasonCodeField")
        self.code = FieldBox(_("Reason for the ticked ones"), field)
        text = LongField(lines=2)
        text.setObjectName("reasonTextField")
        least = centre.limits.override_reason_min_length
        words = _("At least {least} characters; the manager sees it")
        if self.context.actor.role is Role.MANAGER:
            words = _("At least {least} characters")
        hint = words.format(least=least)
        self.text = FieldBox(_("Details"), text, hint=hint)
        column.addWidget(self.code)
        column.addWidget(self.text)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        back = QuietButton(_("Go back"), key="Esc", clicked=self.reject)
        back.setObjectName("reasonsBackButton")
        self.save_button = MainButton(_("Confirm"), key="Ctrl ⏎", clicked=self.give)
        self.save_button.setObjectName("reasonsConfirmButton")
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"):
            QShortcut(QKeySequence(keys), self, self.give)
        row.addWidget(back)
        row.addWidget(self.save_button)
        return row

    def left_out(self) -> frozenset[str]:
        """The people who are not ticked, by the subject of their concerns."""
        return frozenset(one.concern.subject for one in self.lines if one.is_left_out())

    def _follower(self, line: ConcernLine) -> Callable[[bool], None]:
        def follow(on: bool) -> None:
            if line.may_leave_out and line.reason is None:  # a person is in or out with every concern
                for one in self.lines:
                    if one.concern.subject == line.concern.subject:
                        one.tick.setChecked(on)
            self._follow_ticks()

        return follow

    def _ticked(self) -> list[ConcernLine]:
        return [one for one in self.lines if one.concern.level != ConcernLevel.INFO and one.tick.isChecked()]

    def _needs_reason(self) -> bool:
        return any(one.concern.level == ConcernLevel.OVERRIDE for one in self._ticked())

    def _follow_ticks(self) -> None:
        self.code.setVisible(self._needs_reason())
        self.text.setVisible(self._needs_reason())

    def give(self) -> None:
        """Give the reason to the ticked ones; done when none is left without."""
        try:
            reason = self._reason()
        except RuleBroken as error:
            box = self.text if error.field == "reason" else self.code
            box.show_problem(message_of(error))
            return
        words = f"{self.context.centre.label('override_reason', reason.code)}: {reason.text}"
        for line in self._ticked():
            line.answer(reason, words if reason.text else "")
        self._go_on()

    def _reason(self) -> GivenReason:
        code, text = self.code.field, self.text.field
        assert isinstance(code, ChoiceBox)
        assert isinstance(text, LongField)
        reason = GivenReason(code.value() or "", text.text().strip())
        if self._needs_reason():
            require_reason(reason, self.context.centre.limits)
            return reason
        return GivenReason("OTHER", "")

    def _go_on(self) -> None:
        left = [one for one in self.lines if one.asks()]
        if not left:
            self.answered.emit({concern_key(one.concern): one.reason for one in self.lines if one.reason})
            self.accept()
            return
        for line in left:
            line.tick.setChecked(True)
        self.code.field.setFocus()


def ask_reasons(
    context: Context,
    concerns: tuple[Concern, ...],
    names: Mapping[str, str],
    parent: QWidget,
    then: Callable[[Mapping[str, GivenReason]], object],
    may_leave_out: Collection[str] = (),
) -> ReasonsDialog:
    """Ask for the reasons of concerns and go on with them; going back changes nothing."""
    dialog = ReasonsDialog(context, concerns, names, parent, may_leave_out)
    dialog.answered.connect(then)
    dialog.open()
    return dialog
