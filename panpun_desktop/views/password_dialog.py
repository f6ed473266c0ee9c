"""Changing one's own password: asked for from the menu, and at the first sign-in."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.common.errors import PanpunError, RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.views.context import Context
from panpun_desktop.views.sign_in_kept import kept_login
from panpun_desktop.widgets.buttons import MainButton, QuietButton
from panpun_desktop.widgets.field_box import FieldBox
from panpun_desktop.widgets.labels import ThaiLabel, help_text
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.password_edit import PasswordEdit
from panpun_desktop.widgets.privacy import Curtain

if TYPE_CHECKING:
    from panpun_desktop.views.shell.workbench import Workbench

_GOOD = 12
"""Characters of a password that nobody guesses."""


class PasswordDialog(QDialog):
    """Asks for the old password and, twice, for the new one.

    Who says ``why`` asks who has just signed in; the password ``typed`` then is not asked for again.
    """

    def __init__(
        self, context: Context, parent: QWidget | None = None, *, why: str = "", typed: str = ""
    ) -> None:
        super().__init__(parent)
        self.setObjectName("passwordDialog")
        self.setWindowTitle(_("Change password"))
        self.setMinimumWidth(420)
        self._context = context
        self._is_kept = kept_login(context.local) == context.actor.login
        self.old = FieldBox(_("First password") if why else _("Old password"), PasswordEdit())
        self.new = FieldBox(_("New password"), self._new_field(), hint=self._hint())
        self.again = FieldBox(_("New password once more"), PasswordEdit())
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(ThaiLabel(_("Change password"), role="title"))
        if why:
            column.addWidget(help_text(why))
        for box, name in ((self.old, "old"), (self.new, "new"), (self.again, "again")):
            box.field.setObjectName(f"{name}PasswordField")
            column.addWidget(box)
        self.old.setVisible(not typed)
        _field(self.old).setText(typed)
        last = _field(self.again)
        last.enter_moves_on = False
        last.returnPressed.connect(self._save)
        column.addLayout(self._buttons())

    def _new_field(self) -> PasswordEdit:
        actor = self._context.actor
        field = PasswordEdit(rate=True, least=self._least())
        field.names = lambda: (actor.login, actor.name)
        return field

    def _least(self) -> int:
        return int(self._context.centre.settings["program.password_length"])

    def _hint(self) -> str:
        least = self._least()
        words = _("At least {least} characters; 12 or more are better")
        return (words if least < _GOOD else _("At least {least} characters")).format(least=least)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        self.save_button = MainButton(_("Save"), clicked=self._save)
        self.save_button.setObjectName("savePasswordButton")
        row.addWidget(QuietButton(_("Cancel"), clicked=self.reject))
        row.addWidget(self.save_button)
        return row

    def _save(self) -> None:
        if not self.save_button.isEnabled():
            return
        old, new, again = (_text(box) for box in (self.old, self.new, self.again))
        if not old:
            self.old.show_problem(_("Enter your password"))
        elif not new:
            self.new.show_problem(_("Enter the new password"))
        elif new != again:
            self.again.show_problem(_("The two new passwords differ"))
        else:
            self.save_button.setEnabled(False)
            self._context.operations.change(self, lambda: self._change(old, new), self._done, self._refuse)

    def _change(self, old: str, new: str) -> Changes:
        from panpun_desktop.services import users

        context = self._context
        changes = users.change_password(context.work, context.actor, users.ChangePassword(old, new))
        if self._is_kept:
            from panpun_desktop.services.os_keyring import keep_changed

            with suppress(RuleBroken):  # the next opening without typing says it then
                keep_changed(context.folder, context.actor.login, new)
        return changes

    def _done(self, _changes: Changes) -> None:
        self.accept()
        self._context.say(_("The password was changed"))

    def _refuse(self, error: PanpunError) -> None:
        self.save_button.setEnabled(True)
        is_old_wrong = error.id == "session.wrong_password"  # what is too short names its field alike
        box = self.old if is_old_wrong else self.new
        box.show()
        box.show_problem(message_of(error))


def require_own_password(
    workbench: Workbench, typed: str, go_on: Callable[[], object], give_up: Callable[[], object]
) -> None:
    """Somebody else knows this password: nothing is shown until it is changed."""
    workbench.cover.lay()
    curtain = Curtain(workbench)
    why = _("Please choose a password of your own.")
    dialog = PasswordDialog(workbench.context, workbench.window(), why=why, typed=typed)
    dialog.accepted.connect(workbench.cover.hide)
    dialog.accepted.connect(curtain.deleteLater)
    dialog.accepted.connect(lambda: QTimer.singleShot(0, workbench, go_on))
    dialog.rejected.connect(give_up)
    dialog.open()


def _field(box: FieldBox) -> PasswordEdit:
    assert isinstance(box.field, PasswordEdit)
    return box.field


def _text(box: FieldBox) -> str:
    return _field(box).text()
