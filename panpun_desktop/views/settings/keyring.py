"""Opening the program without typing the password, on this machine: what it means, on, off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.views.settings.own_password import OwnPasswordDialog
from panpun_desktop.views.sign_in_kept import KEPT_LOGIN, kept_login
from panpun_desktop.widgets.banners import Banner
from panpun_desktop.widgets.buttons import QuietButton
from panpun_desktop.widgets.cards import Card
from panpun_desktop.widgets.labels import help_text
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.common.errors import PanpunError
    from panpun_desktop.views.context import Context


def _is_installed() -> bool:
    from panpun_desktop.services.os_keyring import is_installed

    return is_installed()


class KeyringCard(Card):
    """Says whether it is on; the button switches it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Opening without typing the password"), padding=14)
        self.context = context
        self.setParent(parent)
        self.body.addWidget(
            help_text(
                _(
                    "The operating system of this machine keeps your password and gives it to the program. "
                    "Whoever sits at this machine under the same system account can then open the program "
                    "in your name. Only switch it on where nobody else uses that account. A locked window "
                    "still asks for the password."
                )
            )
        )
        self.state = help_text("")
        self.body.addWidget(self.state)
        self.button = QuietButton("", "key", clicked=self._switch)
        self.button.setObjectName("keyringButton")
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.banner = Banner("", Tone.BAD)
        self.body.addWidget(self.banner)
        self.show_state()

    def is_on(self) -> bool:
        """Whether the system keeps the password of who is signed in."""
        return kept_login(self.context.local) == self.context.actor.login

    def show_state(self) -> None:
        """Say how it stands."""
        on = self.is_on()
        self.state.setText(_("Switched on for you on this machine") if on else _("Switched off"))
        self.button.setText(_("Switch off") if on else _("Switch on…"))
        if not on and not _is_installed():
            self.button.setEnabled(False)
            self.state.setText(
                _(
                    "This installation cannot do it: the installers leave the part out that hands passwords "
                    "to the system, because office machines are often shared under one account."
                )
            )

    def _switch(self) -> None:
        self.banner.say("")
        if not self.is_on():
            dialog = KeyringDialog(self.context, self.window())
            dialog.finished.connect(lambda _result: self._settled())
            dialog.open()
            return
        folder, login = self.context.folder, self.context.actor.login

        def forget() -> None:
            from panpun_desktop.services.os_keyring import forget_password

            forget_password(folder, login)

        self.context.local.remove(KEPT_LOGIN)
        self.show_state()
        self.context.operations.read(self, forget, lambda _done: None, self._refuse, key="keyring")

    def _settled(self) -> None:
        self.show_state()
        self.button.setFocus()

    def _refuse(self, error: PanpunError) -> None:
        self.banner.say(message_of(error), Tone.BAD)


class KeyringDialog(OwnPasswordDialog):
    """Asks for the password that the system is to keep."""

    name = "keyring"

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(context, _("Opening without typing the password"), _("Switch on"), parent)

    def save(self) -> None:
        """Let the system keep the password, if it is the right one."""
        if not self.has_password():
            return
        context, password = self.context, self.password.text()
        folder, clock, login = context.folder, context.clock, context.actor.login
        self.begin()

        def keep() -> None:
            from panpun_desktop.services.os_keyring import keep_password

            keep_password(folder, clock, login, password)

        context.operations.read(self, keep, self._done, self.refuse, key="keep")

    def _done(self, _nothing: None) -> None:
        self.context.local.setValue(KEPT_LOGIN, self.context.actor.login)
        self.accept()
