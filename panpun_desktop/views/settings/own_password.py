"""A dialog that does something grave once the own password is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.widgets.banners import Banner
from panpun_desktop.widgets.buttons import MainButton, QuietButton
from panpun_desktop.widgets.field_box import FieldBox
from panpun_desktop.widgets.labels import ThaiLabel
from panpun_desktop.widgets.password_edit import PasswordEdit
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.common.errors import PanpunError
    from panpun_desktop.views.context import Context


class OwnPasswordDialog(QDialog):
    """A title, what ``add_above`` puts under it, the password and the button."""

    name = ""
    WIDTH = 460

    def __init__(self, context: Context, title: str, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.setObjectName(f"{self.name}Dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(self.WIDTH)
        self.password = PasswordEdit()
        self.password.setObjectName(f"{self.name}PasswordField")
        self.password.enter_moves_on = False
        self.password.returnPressed.connect(self.save)
        self.box = FieldBox(_("Your own password"), self.password)
        self.banner = Banner("", Tone.BAD)
        self.save_button = MainButton(words, clicked=self.save)
        self.save_button.setObjectName(f"{self.name}SaveButton")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(ThaiLabel(title, role="title"))
        self.add_above(column)
        column.addWidget(self.box)
        column.addWidget(self.banner)
        column.addLayout(self._buttons())
        self.password.setFocus()

    def add_above(self, column: QVBoxLayout) -> None:
        """Add what stands between the title and the password."""

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        cancel = QuietButton(_("Cancel"), clicked=self.reject)
        cancel.setObjectName(f"{self.name}CancelButton")
        row.addWidget(cancel)
        row.addWidget(self.save_button)
        return row

    def save(self) -> None:
        """Do it, with the password that was given."""
        raise NotImplementedError

    def has_password(self) -> bool:
        """Whether something was typed; said beside the field when not."""
        if not self.password.text():
            self.box.show_problem(_("Enter your password"))
        return bool(self.password.text())

    def begin(self) -> None:
        """It is under way."""
        self.banner.say("")
        self.save_button.setEnabled(False)

    def refuse(self, error: PanpunError) -> None:
        """Say why not; the button works again."""
        self.save_button.setEnabled(True)
        if error.field == "password":
            self.box.show_problem(message_of(error))
        else:
            self.banner.say(message_of(error), Tone.BAD)
