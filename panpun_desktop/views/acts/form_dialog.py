"""A dialog with fields and one act: refusals beside the field, reasons when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from panpun_desktop.common.errors import NeedsConfirmation, PanpunError
from panpun_desktop.common.i18n import _, message_of
from panpun_desktop.rules.override import GivenReason
from panpun_desktop.views.acts.reasons import ask_reasons
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.fields import FieldBox
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.parts import Banner, MainButton, QuietButton, ThaiLabel
from panpun_desktop.widgets.theme import Tone

Reasons = Mapping[str, GivenReason]


class FormDialog(QDialog):
    """One act that asks for something. ``settled`` carries its Changes when it is done.

    A dialog names itself (``name``), builds its fields with ``add_field`` and gives in ``act`` what
    to run in the worker; a refusal goes to the field it names.
    """

    settled = Signal(object)
    name = ""
    WIDTH = 480

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.boxes: dict[str, FieldBox] = {}
        self.setObjectName(f"{self.name}Dialog")
        self.setWindowTitle(self.title())
        self.setMinimumWidth(self.WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)
        column.addWidget(ThaiLabel(self.title(), role="title"))
        self.add_head(column)
        self.form = QVBoxLayout()
        self.form.setSpacing(10)
        column.addLayout(self.form)
        self.banner = Banner("", Tone.BAD)
        column.addWidget(self.banner)
        self.build()
        column.addStretch(1)
        column.addLayout(self._buttons())
        self.focus_first()

    # what a dialog of an act says ------------------------------------------------------------------

    def title(self) -> str:
        """What is done, as a heading."""
        raise NotImplementedError

    def save_text(self) -> str:
        """The words of the main button."""
        return _("Save")

    def build(self) -> None:
        """Add the fields."""
        raise NotImplementedError

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        """What to run in the worker; reads the fields now. Shown problems are raised as RuleBroken."""
        raise NotImplementedError

    def subjects(self) -> Mapping[str, str]:
        """Names of the people of concerns, by the key the service uses for them."""
        return {}

    # building --------------------------------------------------------------------------------------

    def add_head(self, column: QVBoxLayout) -> None:
        """Add what stands between the title and the fields."""

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        cancel = QuietButton(_("Cancel"), key="Esc", clicked=self.reject)
        cancel.setObjectName(f"{self.name}CancelButton")
        self.save_button = MainButton(self.save_text(), key="Ctrl ⏎", clicked=self.save)
        self.save_button.setObjectName(f"{self.name}SaveButton")
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"):
            QShortcut(QKeySequence(keys), self, self.save)
        row.addWidget(cancel)
        row.addWidget(self.save_button)
        return row

    def add_field(
        self, name: str, label: str, field: QWidget, *, hint: str = "", to: QLayout | None = None
    ) -> FieldBox:
        """Add a field under the name that requests and refusals use for it."""
        field.setObjectName(f"{self.name}{name.title().replace('_', '')}Field")
        box = FieldBox(label, field, hint=hint)
        self.boxes[name] = box
        if to is None:
            self.form.addWidget(box)
        else:
            to.addWidget(box)
        return box

    def pair_row(self) -> QHBoxLayout:
        """A row of the form for fields that belong side by side."""
        row = QHBoxLayout()
        row.setSpacing(12)
        self.form.addLayout(row)
        return row

    def focus_first(self) -> None:
        """Put the focus where typing starts."""
        for box in self.boxes.values():
            if box.isVisibleTo(self):
                box.field.setFocus()
                return

    def fit(self) -> None:
        """Take the size that the fields shown now need."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
        self.adjustSize()

    # saving ----------------------------------------------------------------------------------------

    def save(self) -> None:
        """Run the act; what cannot be read is said beside its field first."""
        if not self.save_button.isEnabled() or self._has_unreadable():
            return
        self._send({})

    def _has_unreadable(self) -> bool:
        for box in self.boxes.values():
            problem = getattr(box.field, "problem", None)
            text = problem() if problem is not None and box.isVisibleTo(self) else ""
            if text:
                box.show_problem(text)
                return True
        return False

    def _send(self, reasons: Reasons) -> None:
        self.banner.say("")
        try:
            act = self.act(reasons)
        except PanpunError as error:
            self.refuse(error)
            return
        self.save_button.setEnabled(False)
        self.context.operations.change(self, act, self._finish, self.refuse)

    def _finish(self, changes: Changes) -> None:
        self.settled.emit(changes)
        self.accept()

    def refuse(self, error: PanpunError) -> None:
        """Say why it was not done, beside the field if the refusal names one."""
        self.save_button.setEnabled(True)
        if isinstance(error, NeedsConfirmation):
            ask_reasons(self.context, error.concerns, self.subjects(), self, self._send)
        elif error.field in self.boxes and self.boxes[error.field].isVisibleTo(self):
            self.boxes[error.field].show_problem(message_of(error))
        else:
            self.banner.say(message_of(error), Tone.BAD)
        self.fit()

    def run(self, service: Callable[[Any, Any, Any], Changes], request: object) -> Callable[[], Changes]:
        """The act as a callable for the worker."""
        work, actor = self.context.work, self.context.actor
        return lambda: service(work, actor, request)
