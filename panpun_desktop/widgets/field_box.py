"""A field with its label above and, when something is wrong, the sentence below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from panpun_desktop.widgets.labels import ThaiLabel
from panpun_desktop.widgets.theme import set_property


class FieldBox(QWidget):
    """Label, field, hint and problem sentence in one column.

    The label is the field's buddy and gives its accessible name; the sentence goes away when the
    person edits. ``beside`` widgets stand to the right of the field.
    """

    def __init__(
        self,
        label: str,
        field: QWidget,
        parent: QWidget | None = None,
        *,
        hint: str = "",
        beside: tuple[QWidget, ...] = (),
    ) -> None:
        super().__init__(parent)
        self.field = field
        self.label = ThaiLabel(label, role="field")
        self.label.setBuddy(field)
        if not field.accessibleName():
            field.setAccessibleName(label)
        self._problem = ThaiLabel("", role="problem", wrap=True)
        self._problem.hide()
        self._hint = ThaiLabel(hint, role="help", wrap=True)
        self._said, self._advice = hint, ""
        self._lay_out(beside)
        self._hint.setVisible(bool(hint))  # once it stands here: shown alone it would be a window
        self._listen()

    def _lay_out(self, beside: tuple[QWidget, ...]) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.label)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        for one in beside:
            row.addWidget(one)
        column.addLayout(row)
        column.addWidget(self._problem)
        column.addWidget(self._hint)
        column.setAlignment(Qt.AlignmentFlag.AlignTop)

    def _listen(self) -> None:
        found = getattr(self.field, "problem_found", None)
        if found is not None:
            found.connect(self._show_or_clear)
        advised = getattr(self.field, "advised", None)
        if advised is not None:
            advised.connect(self._advise)
        edited = getattr(self.field, "edited", None)
        if edited is not None:
            edited.connect(self.clear_problem)
        elif isinstance(self.field, QLineEdit):
            self.field.textEdited.connect(lambda _text: self.clear_problem())
        elif isinstance(self.field, QComboBox):
            self.field.activated.connect(lambda _index: self.clear_problem())
        elif isinstance(self.field, QPlainTextEdit):
            self.field.textChanged.connect(self.clear_problem)

    def _show_or_clear(self, text: str) -> None:
        if text:
            self.show_problem(text, focus=False)
        else:
            self.clear_problem()

    def set_hint(self, text: str) -> None:
        """Show a help line under the field; empty hides it."""
        self._said = text
        self._show_hint()

    def _advise(self, advice: str) -> None:
        """What the field says of what is typed takes the place of the help line."""
        self._advice = advice
        self._show_hint()

    def _show_hint(self) -> None:
        text = self._advice or self._said
        self._hint.setText(text)
        self._hint.setVisible(bool(text))

    def hint(self) -> str:
        """The help line shown."""
        return self._hint.plain_text()

    def problem(self) -> str:
        """The sentence shown, or nothing."""
        return self._problem.plain_text() if not self._problem.isHidden() else ""

    def show_problem(self, text: str, *, focus: bool = True) -> None:
        """Say under the field what is wrong and what to do, and go there."""
        self._problem.setText(text)
        self._problem.show()
        set_property(self.field, "problem", True)
        self.field.setAccessibleDescription(text)
        if focus:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear_problem(self) -> None:
        """Take the sentence away."""
        if self._problem.isHidden():
            return
        self._problem.hide()
        self._problem.setText("")
        set_property(self.field, "problem", False)
        self.field.setAccessibleDescription("")
