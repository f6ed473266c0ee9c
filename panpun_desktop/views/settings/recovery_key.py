"""Renewing the recovery key: shown, printed, proved, and made to count with the manager's own password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _, message_of
from panpun_desktop.views.recovery_box import RecoveryBox
from panpun_desktop.widgets.banners import Banner
from panpun_desktop.widgets.buttons import MainButton, QuietButton
from panpun_desktop.widgets.field_box import FieldBox
from panpun_desktop.widgets.labels import ThaiLabel, help_text
from panpun_desktop.widgets.password_edit import PasswordEdit
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.common.errors import PanpunError
    from panpun_desktop.views.context import Context
    from panpun_desktop.widgets.operations import Changes


class RenewKeyDialog(QDialog):
    """A key that nobody has seen; closing the window before saving leaves the old one as it is."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.setObjectName("renewKeyDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("New recovery key"))
        self.setMinimumWidth(600)
        self.recovery = RecoveryBox()
        self.recovery.print_asked.connect(self._print)
        self.password = PasswordEdit()
        self.password.setObjectName("renewKeyPasswordField")
        self.password.enter_moves_on = False
        self.password.returnPressed.connect(self.save)
        self.box = FieldBox(_("Your own password"), self.password)
        self.banner = Banner("", Tone.BAD)
        self._lay_out()
        context.operations.read(self, _fresh_key, self.recovery.show_key, self._refuse, key="key")
        self.recovery.print_button.setFocus()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(ThaiLabel(_("New recovery key"), role="title"))
        column.addWidget(
            help_text(
                _(
                    "The old key opens the data no more once you save. Backup copies made until now still "
                    "open with the old key: keep both sheets in the safe until those copies are gone."
                )
            )
        )
        column.addWidget(self.recovery)
        column.addWidget(self.box)
        column.addWidget(self.banner)
        row = QHBoxLayout()
        row.addStretch(1)
        cancel = QuietButton(_("Cancel"), clicked=self.reject)
        cancel.setObjectName("renewKeyCancelButton")
        self.save_button = MainButton(_("Use the new key"), clicked=self.save)
        self.save_button.setObjectName("renewKeySaveButton")
        row.addWidget(cancel)
        row.addWidget(self.save_button)
        column.addLayout(row)

    def _print(self) -> None:
        from panpun_desktop.reports.noting import papers_of
        from panpun_desktop.reports.recovery_key import recovery_sheet

        name, key, day = self.context.centre_name, self.recovery.key, self.context.today
        work = self.context.work

        def draw() -> bytes:
            with papers_of(work):
                return recovery_sheet(name, key, day)

        self.context.operations.read(self, draw, self._show_print, self._refuse, key="sheet")

    def _show_print(self, pdf: bytes) -> None:
        from panpun_desktop.widgets.printing import ask_and_print

        ask_and_print([pdf], _("Recovery key"), self)
        self.recovery.proof.setFocus()

    def save(self) -> None:
        """Put the new key in place of the old one."""
        if not self.save_button.isEnabled():
            return
        if not self.recovery.is_proved():
            self.recovery.say_unproved()
            self.recovery.proof.setFocus()
        elif not self.password.text():
            self.box.show_problem(_("Enter your password"))
        else:
            self._send()

    def _send(self) -> None:
        from panpun_desktop.services.recovery_key import RenewRecoveryKey, renew_recovery_key

        work, actor = self.context.work, self.context.actor
        request = RenewRecoveryKey(self.recovery.key, self.password.text())
        self.banner.say("")
        self.save_button.setEnabled(False)
        self.context.operations.change(
            self, lambda: renew_recovery_key(work, actor, request), self._done, self._refuse
        )

    def _done(self, _changes: Changes) -> None:
        self.accept()
        self.context.say(_("The recovery key was renewed"))

    def _refuse(self, error: PanpunError) -> None:
        self.save_button.setEnabled(True)
        if error.field == "password":
            self.box.show_problem(message_of(error))
        else:
            self.banner.say(message_of(error), Tone.BAD)


def _fresh_key() -> str:
    from panpun_desktop.services.setting_up import fresh_recovery_key

    return fresh_recovery_key()
