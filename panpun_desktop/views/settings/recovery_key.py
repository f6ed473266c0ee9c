"""Renewing the recovery key: shown, printed, proved, and made to count with the manager's own password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.views.recovery_box import RecoveryBox
from panpun_desktop.views.settings.own_password import OwnPasswordDialog
from panpun_desktop.widgets.labels import help_text

if TYPE_CHECKING:
    from panpun_desktop.views.context import Context
    from panpun_desktop.widgets.operations import Changes


class RenewKeyDialog(OwnPasswordDialog):
    """A key that nobody has seen; closing the window before saving leaves the old one as it is."""

    name = "renewKey"
    WIDTH = 600

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(context, _("New recovery key"), _("Use the new key"), parent)
        context.operations.read(self, _fresh_key, self.recovery.show_key, self.refuse, key="key")
        self.recovery.print_button.setFocus()

    def add_above(self, column: QVBoxLayout) -> None:
        self.recovery = RecoveryBox()
        self.recovery.print_asked.connect(self._print)
        column.addWidget(
            help_text(
                _(
                    "The old key opens the data no more once you save. Backup copies made until now still "
                    "open with the old key: keep both sheets in the safe until those copies are gone."
                )
            )
        )
        column.addWidget(self.recovery)

    def _print(self) -> None:
        from panpun_desktop.reports.noting import papers_of
        from panpun_desktop.reports.recovery_key import recovery_sheet

        name, key, day = self.context.centre.name, self.recovery.key, self.context.today
        work = self.context.work

        def draw() -> bytes:
            with papers_of(work):
                return recovery_sheet(name, key, day)

        self.context.operations.read(self, draw, self._show_print, self.refuse, key="sheet")

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
        elif self.has_password():
            self._send()

    def _send(self) -> None:
        from panpun_desktop.services.recovery_key import RenewRecoveryKey, renew_recovery_key

        work, actor = self.context.work, self.context.actor
        request = RenewRecoveryKey(self.recovery.key, self.password.text())
        self.begin()
        self.context.operations.change(
            self, lambda: renew_recovery_key(work, actor, request), self._done, self.refuse
        )

    def _done(self, _changes: Changes) -> None:
        self.accept()
        self.context.say(_("The recovery key was renewed"))


def _fresh_key() -> str:
    from panpun_desktop.services.setting_up import fresh_recovery_key

    return fresh_recovery_key()
