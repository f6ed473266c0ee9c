"""Every limit that the admission touches, all members together; one reason answers one or all (R-FAM-1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.common.errors import Concern, RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.rules.limits import Limits
from panpun_desktop.rules.override import ConcernLevel, GivenReason, concern_key, require_reason
from panpun_desktop.widgets.buttons import MainButton, QuietButton
from panpun_desktop.widgets.cards import rule
from panpun_desktop.widgets.fields import ChoiceBox, FieldBox, LongField
from panpun_desktop.widgets.labels import ThaiLabel, help_text


class ReasonsDialog(QDialog):
    """Accepted once every concern has its answer; ``reasons`` then holds them by concern key."""

    def __init__(
        self,
        concerns: Sequence[Concern],
        names: Mapping[str, str],
        codes: Mapping[str, str],
        limits: Limits,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("reasonsDialog")
        self.setWindowTitle(_("Please confirm"))
        self.setMinimumWidth(560)
        self._limits = limits
        self.reasons: dict[str, GivenReason] = {}
        self._asked: dict[str, tuple[Concern, QCheckBox]] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addWidget(ThaiLabel(_("Limits are touched: please confirm"), role="title"))
        column.addWidget(help_text(_("Service is not refused. The reason is recorded for each person.")))
        self._list_concerns(column, concerns, names)
        column.addWidget(rule())
        self._add_reason(column, codes)
        column.addStretch(1)
        column.addLayout(self._buttons())
        self._settle_needs()

    def _list_concerns(
        self, column: QVBoxLayout, concerns: Sequence[Concern], names: Mapping[str, str]
    ) -> None:
        shown = ""
        for concern in concerns:
            name = names.get(concern.subject, "")
            if name != shown:
                column.addWidget(ThaiLabel(name, role="strong"))
                shown = name
            if concern.level == ConcernLevel.INFO:
                column.addWidget(ThaiLabel(concern.message, role="muted", wrap=True))
            else:
                column.addLayout(self._tick_for(concern, name))

    def _tick_for(self, concern: Concern, name: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        tick = QCheckBox()
        tick.setChecked(True)
        tick.setObjectName(f"concernTick{len(self._asked) + 1}")
        tick.setAccessibleName(f"{name}: {concern.message}")
        tick.toggled.connect(lambda _on: self._settle_needs())
        words = ThaiLabel(concern.message, wrap=True)
        words.setBuddy(tick)
        row.addWidget(tick)
        row.addWidget(words, 1)
        self._asked[concern_key(concern)] = (concern, tick)
        return row

    def _add_reason(self, column: QVBoxLayout, codes: Mapping[str, str]) -> None:
        self.code, self.text = ChoiceBox(codes), LongField(lines=2)
        self.code.setObjectName("reasonCodeField")
        self.text.setObjectName("reasonTextField")
        self.code_box = FieldBox(_("Reason"), self.code)
        self.text_box = FieldBox(_("In words"), self.text)
        column.addWidget(self.code_box)
        column.addWidget(self.text_box)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(QuietButton(_("Back to the form"), clicked=self.reject))
        self.confirm = MainButton(_("Confirm and save"), key="Ctrl ⏎", clicked=self.answer)
        self.confirm.setObjectName("confirmReasonsButton")
        row.addWidget(self.confirm)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.answer)
        return row

    def _ticked(self) -> list[Concern]:
        return [concern for concern, tick in self._asked.values() if tick.isChecked() and tick.isEnabled()]

    def _settle_needs(self) -> None:
        """A reason is asked for where a limit is passed; a warning may be confirmed without one."""
        if not hasattr(self, "code_box"):
            return
        needed = any(one.level == ConcernLevel.OVERRIDE for one in self._ticked())
        least = _("At least {n} letters").format(n=self._limits.override_reason_min_length)
        self.text_box.set_hint(least if needed else _("May stay empty"))

    def answer(self) -> None:
        """Give the reason to the ticked concerns; accepted when none is left."""
        given = GivenReason(self.code.value() or "", self.text.text().strip())
        ticked = self._ticked()
        if any(one.level == ConcernLevel.OVERRIDE for one in ticked) and not self._suffices(given):
            return
        for concern in ticked:
            key = concern_key(concern)
            self.reasons[key] = given
            self._asked[key][1].setEnabled(False)
        self._go_on()

    def _suffices(self, given: GivenReason) -> bool:
        try:
            require_reason(given, self._limits)
        except RuleBroken as error:
            box = self.code_box if error.field == "reason_code" else self.text_box
            box.show_problem(message_of(error))
            return False
        return True

    def _go_on(self) -> None:
        left = [tick for _concern, tick in self._asked.values() if tick.isEnabled()]
        if not left:
            self.accept()
            return
        for tick in left:
            tick.setChecked(True)
        self.code.set_value(None)
        self.text.setText("")
        self.code.setFocus()
