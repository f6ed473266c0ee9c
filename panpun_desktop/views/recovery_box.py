"""The recovery key as it is shown once: to print, and to prove by typing its end back from the paper."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.widgets import theme
from panpun_desktop.widgets.keyboard import as_thai_layout, latin_digits
from panpun_desktop.widgets.labels import IconLabel, ThaiLabel
from panpun_desktop.widgets.line_field import LineField
from panpun_desktop.widgets.parts import QuietButton
from panpun_desktop.widgets.theme import Colour, set_property

PROVED = 4
"""How many characters of the key are typed back."""
_PROBLEM_LINE = 20
"""Pixels kept for a sentence, so that nothing moves when one comes."""


class ProofField(LineField):
    """The last characters of the key; Enter is for the page, because nothing comes after it."""

    enter_moves_on = False


class RecoveryBox(QFrame):
    """Shows the recovery key, offers to print it, and has its end typed back.

    While its end is typed the key is hidden: who has neither paper nor note of it finds out now. It can
    be shown again, which empties the field.
    """

    print_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("recoveryBox")
        self.setProperty("banner", "warn")
        self.key = ""
        self._build()
        self._lay_out()

    def _build(self) -> None:
        self._key_label = ThaiLabel(" ")
        self._key_label.setObjectName("recoveryKeyLabel")
        face = theme.font(17, 600)
        face.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 1.2)
        self._key_label.setFont(face)
        self._key_label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.print_button = QuietButton(_("Print"), "printer", small=True, clicked=self.print_asked.emit)
        self.print_button.setObjectName("printRecoveryKeyButton")
        self.again_button = QuietButton(_("Show the key again"), "eye", small=True, clicked=self.show_again)
        self.again_button.setObjectName("showRecoveryKeyButton")
        self.proof = ProofField()
        self.proof.setObjectName("recoveryProofField")
        self.proof.setFixedSize(90, 30)
        self.proof.setMaxLength(PROVED)
        self._ask = ThaiLabel(
            _("Type the last {count} characters to confirm").format(count=PROVED), role="help"
        )
        self._ask.setBuddy(self.proof)
        self.proof.setAccessibleName(self._ask.plain_text())
        self._problem = ThaiLabel("", role="problem", wrap=True)
        self._problem.setMinimumHeight(_PROBLEM_LINE)
        self.proof.edited.connect(lambda: self.show_problem(""))
        self.proof.installEventFilter(self)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 11)
        column.setSpacing(3)
        head = QHBoxLayout()
        head.setSpacing(5)
        head.addWidget(IconLabel("key", Colour.WARN, 16))
        head.addWidget(ThaiLabel(_("Recovery key: print it and keep it in the safe"), role="heading"), 1)
        head.addWidget(self.again_button)
        policy = self.again_button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.again_button.setSizePolicy(policy)
        self.again_button.hide()
        column.addLayout(head)
        column.addWidget(self._key_label)
        why = _("If everyone forgets the password, only this key opens the data")
        column.addWidget(ThaiLabel(why, role="help", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.print_button)
        row.addWidget(self._ask)
        row.addWidget(self.proof)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._problem)

    def show_key(self, key: str) -> None:
        """Show the key that will open the data."""
        self.key = key
        self._key_label.setText(key)
        self.again_button.hide()

    def show_again(self) -> None:
        """The key to look at once more; its end is typed anew after that."""
        self.proof.clear()
        self.show_problem("")
        self.print_button.setFocus()
        self.show_key(self.key)

    def hide_key(self) -> None:
        """Dots stand in place of the key."""
        self._key_label.setText(re.sub(r"\w", "•", self.key))
        self.again_button.setVisible(bool(self.key))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.proof and event.type() == QEvent.Type.FocusIn:
            self.hide_key()
        return super().eventFilter(watched, event)

    def is_proved(self) -> bool:
        """Say whether the end of the key was typed; a forgotten Thai layout is forgiven."""
        end = self.key.replace("-", "")[-PROVED:]
        typed = self.proof.text().strip()
        if not end or not typed:
            return False
        spoken = {as_thai_layout(end.lower()), as_thai_layout(end)}
        return latin_digits(typed).upper() == end or typed in spoken

    def say_unproved(self) -> None:
        """Say what is wrong with what was typed back."""
        if self.proof.text().strip():
            text = _("These are not the last {count} characters of the key. Compare the paper.")
            self.show_problem(text.format(count=PROVED))
        else:
            self.show_problem(_("Print the key, then type its last {count} characters.").format(count=PROVED))

    def problem(self) -> str:
        """The sentence shown under the proof, or nothing."""
        return self._problem.plain_text()

    def show_problem(self, text: str) -> None:
        """Say what is wrong with the proof; an empty text takes the sentence away."""
        self._problem.setText(text)
        set_property(self.proof, "problem", bool(text))
        self.proof.setAccessibleDescription(text)
