"""The way in when the password is forgotten: the printed recovery key gives a manager a new one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.views.sign_in.slowing import Slowing
from panpun_desktop.widgets.banners import Banner
from panpun_desktop.widgets.buttons import MainButton, QuietButton
from panpun_desktop.widgets.choice_box import ChoiceBox
from panpun_desktop.widgets.field_box import FieldBox
from panpun_desktop.widgets.labels import ThaiLabel, help_text
from panpun_desktop.widgets.line_field import LineField
from panpun_desktop.widgets.password_edit import PasswordEdit
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from pathlib import Path

    from panpun_desktop.common.clock import Clock
    from panpun_desktop.common.errors import PanpunError
    from panpun_desktop.services.recovering import Managers
    from panpun_desktop.widgets.operations import Operations

T = TypeVar("T")


class RecoveryDialog(QDialog):
    """First the key alone; when it opens the data, whose password, and the new one twice."""

    done_for = Signal(str)
    """The login that has a new password."""

    def __init__(self, operations: Operations, folder: Path, clock: Clock, parent: QWidget) -> None:
        super().__init__(parent)
        self._operations, self._folder, self._clock = operations, folder, clock
        self._key = ""
        self.setObjectName("recoveryDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Forgot the password"))
        self.setMinimumWidth(500)
        self._build()
        self._lay_out()
        self.key.setFocus()

    def _build(self) -> None:
        self.key = LineField()
        self.key.setObjectName("recoveryKeyField")
        self.key_box = FieldBox(
            _("Recovery key"), self.key, hint=_("32 letters and figures on the sheet in the safe")
        )
        self.who = ChoiceBox([])
        self.who.setObjectName("recoveredManager")
        self.who_box = FieldBox(_("Manager"), self.who)
        self.new, self.again = PasswordEdit(rate=True), PasswordEdit()
        self.new.setObjectName("recoveredPasswordField")
        self.again.setObjectName("recoveredPasswordAgainField")
        self.new_box = FieldBox(_("New password"), self.new)
        self.again_box = FieldBox(_("New password once more"), self.again)
        self.banner = Banner("", Tone.BAD)
        self.go_button = MainButton(_("Check the key"), clicked=self._go)
        self.go_button.setObjectName("recoveryGoButton")
        self.slowing = Slowing(self.banner, self.go_button)
        self.cancel_button = QuietButton(_("Cancel"), clicked=self.reject)
        self.cancel_button.setObjectName("recoveryCancelButton")
        for field in (self.key, self.again):
            field.enter_moves_on = False
            field.returnPressed.connect(self._go)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(ThaiLabel(_("Forgot the password"), role="title"))
        column.addWidget(
            help_text(
                _(
                    "With the recovery key a manager gets a new password. Everyone else asks the manager. "
                    "Its use is noted."
                )
            )
        )
        for one in (self.key_box, self.who_box, self.new_box, self.again_box, self.banner):
            column.addWidget(one)
        for one in (self.who_box, self.new_box, self.again_box):
            one.hide()
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.go_button)
        column.addLayout(row)

    def _go(self) -> None:
        if not self.go_button.isEnabled():
            return
        if self._key:
            self._save()
        elif not self.key.text().strip():
            self.key_box.show_problem(_("Type the recovery key"))
        else:
            self._check(self.key.text())

    def _check(self, key: str) -> None:
        folder, clock = self._folder, self._clock

        def find() -> Managers:
            from panpun_desktop.services.recovering import managers

            return managers(folder, clock, key)

        def found(helped: Managers) -> None:
            self._key = key
            self._ask_password(helped)

        self._work(find, found)

    def _ask_password(self, helped: Managers) -> None:
        rows = helped.rows
        self.new.least = helped.least
        words = _("At least {least} characters; 12 or more are better")
        self.new_box.set_hint(words.format(least=helped.least))
        self.new.names = lambda: (self.who.value() or "", self.who.currentText())
        self.who.set_options([(row.login, f"{row.name} ({row.login})") for row in rows])
        if rows:
            self.who.set_value(rows[0].login)
        self.key_box.setEnabled(False)
        for one in (self.who_box, self.new_box, self.again_box):
            one.show()
        self.go_button.setText(_("Set the password"))
        self.new.setFocus()

    def _save(self) -> None:
        login, new, again = self.who.value() or "", self.new.text(), self.again.text()
        if not new:
            self.new_box.show_problem(_("Enter the new password"))
        elif new != again:
            self.again_box.show_problem(_("The two new passwords differ"))
        else:
            self._set(login, new)

    def _set(self, login: str, new: str) -> None:
        folder, clock, key = self._folder, self._clock, self._key

        def act() -> None:
            from panpun_desktop.services.recovering import SetPasswordByKey, set_password_by_key

            set_password_by_key(folder, clock, SetPasswordByKey(key, login, new))

        def done(_nothing: None) -> None:
            self.accept()
            self.done_for.emit(login)

        self._work(act, done)

    def _work(self, query: Callable[[], T], done: Callable[[T], object]) -> None:
        self.banner.say("")
        self.go_button.setEnabled(False)

        def take(found: T) -> None:
            self.go_button.setEnabled(True)
            done(found)

        self._operations.read(self, query, take, self._refuse)

    def _refuse(self, error: PanpunError) -> None:
        self.go_button.setEnabled(True)
        if error.field == "password" and error.id.startswith("user."):
            self.new_box.show_problem(message_of(error))
            return
        self.slowing.refuse(error)
