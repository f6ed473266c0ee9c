"""A dialog that adds or changes one record of the settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from panpun_desktop.common.errors import EditConflict, PanpunError
from panpun_desktop.common.i18n import _, message_of
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.fields import FieldBox
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.parts import Banner, MainButton, QuietButton, ThaiLabel
from panpun_desktop.widgets.theme import Tone

R = TypeVar("R")


class EditDialog(QDialog, Generic[R]):
    """``row`` is the record as it was shown, or nothing for a new one.

    A refusal goes to the field it names. When someone else changed the record meanwhile, what they
    saved is told, what was typed stays, and saving again takes it.
    """

    name = ""
    WIDTH = 460

    def __init__(self, context: Context, row: R | None, parent: QWidget) -> None:
        super().__init__(parent.window())
        self.context, self.row = context, row
        self.boxes: dict[str, FieldBox] = {}
        self.setObjectName(f"{self.name}Dialog")
        self.setWindowTitle(self.title())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)
        column.addStrut(self.WIDTH - 40)
        column.addWidget(ThaiLabel(self.title(), role="title"))
        self.form = QVBoxLayout()
        self.form.setSpacing(10)
        column.addLayout(self.form)
        self.banner = Banner("", Tone.BAD)
        column.addWidget(self.banner)
        self.build()
        column.addStretch(1)
        column.addLayout(self._buttons())
        next(iter(self.boxes.values())).field.setFocus()

    # what a dialog says ----------------------------------------------------------------------------

    def title(self) -> str:
        """What is done."""
        raise NotImplementedError

    def build(self) -> None:
        """Add the fields."""
        raise NotImplementedError

    def act(self) -> Callable[[], Changes]:
        """What to run in the worker; reads the fields now."""
        raise NotImplementedError

    def found_again(self) -> R | None:
        """The record as it stands now; runs in a worker."""
        return None

    def told(self, row: R) -> Mapping[str, str]:
        """The values of a record in words, by field."""
        return {}

    # building --------------------------------------------------------------------------------------

    def add_field(
        self, name: str, label: str, field: QWidget, *, hint: str = "", to: QLayout | None = None
    ) -> FieldBox:
        """Add a field under the name that refusals use for it."""
        field.setObjectName(f"{self.name}{name.title().replace('_', '')}Field")
        box = FieldBox(label, field, hint=hint)
        self.boxes[name] = box
        if to is None:
            self.form.addWidget(box)
        else:
            to.addWidget(box)
        return box

    def pair_row(self) -> QHBoxLayout:
        """A row for fields that belong side by side."""
        row = QHBoxLayout()
        row.setSpacing(12)
        self.form.addLayout(row)
        return row

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        cancel = QuietButton(_("Cancel"), key="Esc", clicked=self.reject)
        cancel.setObjectName(f"{self.name}CancelButton")
        self.save_button = MainButton(_("Save"), key="Ctrl ⏎", clicked=self.save)
        self.save_button.setObjectName(f"{self.name}SaveButton")
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"):
            QShortcut(QKeySequence(keys), self, self.save)
        row.addWidget(cancel)
        row.addWidget(self.save_button)
        return row

    # saving ----------------------------------------------------------------------------------------

    def save(self) -> None:
        """Run the act; what cannot be read is said beside its field first."""
        if not self.save_button.isEnabled() or self._has_unreadable():
            return
        self.banner.say("")
        self.save_button.setEnabled(False)
        self.context.operations.change(self, self.act(), lambda _changes: self.accept(), self.refuse)

    def _has_unreadable(self) -> bool:
        for box in self.boxes.values():
            problem = getattr(box.field, "problem", None)
            text = problem() if problem is not None else ""
            if text:
                box.show_problem(text)
                return True
        return False

    def refuse(self, error: PanpunError) -> None:
        """Say why it was not done, beside the field if the refusal names one."""
        self.save_button.setEnabled(True)
        if isinstance(error, EditConflict):
            self.context.operations.read(self, self.found_again, self._tell_other, self._say, key="again")
        elif error.field in self.boxes:
            self.boxes[error.field].show_problem(message_of(error))
        else:
            self._say(error)
        self._fit()

    def _say(self, error: PanpunError) -> None:
        self.banner.say(message_of(error), Tone.BAD)

    def _tell_other(self, row: R | None) -> None:
        if row is None:
            self.banner.say(_("This record is not there any more. Open the list anew."), Tone.BAD)
            return
        before = self.told(self.row) if self.row is not None else {}
        changed = [
            f"{name}: {text or '–'}" for name, text in self.told(row).items() if before.get(name) != text
        ]
        self.row = row
        words = _("Someone else has saved meanwhile: {values}. Save again to keep what stands here.")
        self.banner.say(words.format(values=" · ".join(changed) or "–"), Tone.WARN)
        self._fit()

    def _fit(self) -> None:
        layout = self.layout()
        if layout is not None:
            layout.activate()
        self.adjustSize()

    @property
    def seen(self) -> int | None:
        """The version of the record that was shown."""
        return getattr(self.row, "version", None)

    @property
    def row_id(self) -> int | None:
        """The id of the record, or nothing for a new one."""
        return getattr(self.row, "id", None)

    def run(self, service: Callable[[Any, Any, Any], Changes], request: object) -> Callable[[], Changes]:
        """The act as a callable for the worker."""
        work, actor = self.context.work, self.context.actor
        return lambda: service(work, actor, request)
