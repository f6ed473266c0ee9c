"""The sign-in page; the same page unlocks a locked window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.common.errors import PanpunError
from panpun_desktop.common.i18n import _
from panpun_desktop.views.brand_side import BrandSide
from panpun_desktop.views.sign_in.slowing import Slowing
from panpun_desktop.widgets.banners import Banner
from panpun_desktop.widgets.buttons import MainButton, PlainButton
from panpun_desktop.widgets.field_box import FieldBox
from panpun_desktop.widgets.labels import ThaiLabel
from panpun_desktop.widgets.line_field import LineField
from panpun_desktop.widgets.operations import Operations
from panpun_desktop.widgets.password_edit import PasswordEdit
from panpun_desktop.widgets.theme import Tone

SignIn = Callable[[str, str], Any]
"""Login and password -> a session; runs in a worker and refuses with a PanpunError."""

_OFTEN = 3
"""Wrong passwords after which something else may be the cause."""


class SignInPage(QWidget):
    """Asks for login and password; locked it asks the same person for the password alone."""

    signed_in = Signal(object)
    sign_out_asked = Signal()
    refused = Signal(object)
    """The refusal, after it was said here."""

    recovery_asked = Signal()
    """Somebody forgot the password and has the printed key."""

    demonstration_asked = Signal()
    """Somebody wants to try the program with invented people."""

    restore_asked = Signal()
    """Nobody can get in, or the data are not what they were: a backup is to be put back."""

    def __init__(
        self, operations: Operations, sign_in: SignIn, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._operations, self._sign_in = operations, sign_in
        self._locked_login, self._is_manager = "", False
        self._wrong = 0
        self._build_fields()
        self._lay_out(name)

    def _build_fields(self) -> None:
        self.title = ThaiLabel(_("Sign in"), role="title")
        self.who = ThaiLabel("", role="muted", wrap=True)
        self.who.hide()
        self.login = LineField()
        self.login.setObjectName("loginField")
        self.password = PasswordEdit()
        self.password.setObjectName("passwordField")
        self.password.enter_moves_on = False
        self.password.returnPressed.connect(self._try)
        self.login_box = FieldBox(_("Login"), self.login)
        self.password_box = FieldBox(_("Password"), self.password)
        self.banner = Banner()
        self.button = MainButton(_("Sign in"), clicked=self._try)
        self.button.setObjectName("signInButton")
        self.slowing = Slowing(self.banner, self.button)
        self.forgot = PlainButton(_("Forgot the password?"), clicked=self._explain)
        self.forgot.setObjectName("forgotButton")
        self.restore = PlainButton(_("Restore a backup…"), clicked=self.restore_asked.emit)
        self.restore.setObjectName("signInRestoreButton")
        self.other = PlainButton(_("Another person"), clicked=self.sign_out_asked.emit)
        self.other.setObjectName("otherPersonButton")
        self.other.hide()
        self.kept = PlainButton("", clicked=lambda: None)
        self.kept.setObjectName("signInKeptButton")
        self.kept.hide()
        self.demonstration = PlainButton(
            _("Try with the demonstration"), clicked=self.demonstration_asked.emit
        )
        self.demonstration.setObjectName("demonstrationButton")

    def _lay_out(self, name: str) -> None:
        card = QFrame()
        card.setObjectName("card")
        card.setProperty("card", True)
        card.setFixedSize(760, 420)
        row = QHBoxLayout(card)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        row.addWidget(BrandSide(name), 3)
        row.addLayout(self._form(), 4)
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        outer.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(1)

    def _form(self) -> QVBoxLayout:
        form = QVBoxLayout()
        form.setContentsMargins(30, 26, 30, 26)
        form.setSpacing(10)
        for one in (self.title, self.who, self.login_box, self.password_box, self.banner):
            form.addWidget(one)
        form.addStretch(1)
        ways = QHBoxLayout()
        ways.addWidget(self.demonstration)
        ways.addWidget(self.restore)
        ways.addStretch(1)
        form.addLayout(ways)
        buttons = QHBoxLayout()
        buttons.addWidget(self.forgot)
        buttons.addWidget(self.other)
        buttons.addWidget(self.kept)
        buttons.addStretch(1)
        buttons.addWidget(self.button)
        form.addLayout(buttons)
        return form

    def lock(self, login: str, name: str, *, is_manager: bool = False) -> None:
        """Ask the person who was working for the password, without saying more."""
        self._locked_login, self._is_manager = login, is_manager
        self.slowing.own_words = {"session.wrong_password": _("The password is wrong.")}
        self.title.setText(_("The screen is locked"))
        self.who.setText(name)
        self.who.show()
        self.login.setText(login)
        self.login_box.hide()
        self.button.setText(_("Unlock"))
        self.other.show()
        self.demonstration.hide()
        self.restore.hide()
        self.start()

    def start(self) -> None:
        """Empty the password and put the focus where typing starts."""
        self.password.clear()
        self.banner.say("")
        self._wait(waiting=False)
        field = self.password if self.login.text() else self.login
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, text: str, login: str = "") -> None:
        """Say something good above the buttons, with the login that it is about filled in."""
        if login:
            self.login.write(login)
        self.start()
        self.banner.say(text, Tone.OK)

    def offer_kept(self, login: str, open_kept: Callable[[], Any]) -> None:
        """Offer to open with the password that the operating system keeps for a login."""
        self.login.write(login)
        self.kept.setText(_("Open without typing"))
        self.kept.clicked.connect(lambda: self._try_kept(open_kept))
        self.kept.show()

    def _try_kept(self, open_kept: Callable[[], Any]) -> None:
        if self.slowing.seconds_left or not self.button.isEnabled():
            return
        self.banner.say("")
        self._wait(waiting=True)
        self._operations.read(self, open_kept, self._succeed, self._refuse)

    def _try(self) -> None:
        if self.slowing.seconds_left:
            return
        login, password = self.login.text().strip(), self.password.text()
        if not login:
            self.login_box.show_problem(_("Enter your login"))
        elif not password:
            self.password_box.show_problem(_("Enter your password"))
        else:
            self.banner.say("")
            self._wait(waiting=True)
            sign_in = self._sign_in
            self._operations.read(self, lambda: sign_in(login, password), self._succeed, self._refuse)

    def _succeed(self, session: Any) -> None:
        self._wait(waiting=False)
        self.password.clear()
        self.signed_in.emit(session)

    def _refuse(self, error: PanpunError) -> None:
        self._wait(waiting=False)
        self.slowing.refuse(error, self._hint(error))
        self.password.selectAll()
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)
        self.refused.emit(error)

    def _hint(self, error: PanpunError) -> str:
        """What may be the cause of a wrong password, besides the password."""
        if error.id != "session.wrong_password":
            return ""
        self._wrong += 1
        other_keys = _(
            "The key file keys.json is perhaps that of other data: bring panpun.db and keys.json from the "
            "same place."
        )
        if error.facts.get("is_of_other_keys"):
            return other_keys
        is_often = self._wrong >= _OFTEN and not self._locked_login
        return self.password.keyboard_words() or (other_keys if is_often else "")

    def _wait(self, *, waiting: bool) -> None:
        self.button.setEnabled(not waiting and not self.slowing.seconds_left)
        words = _("Unlock") if self._locked_login else _("Sign in")
        self.button.setText(_("Please wait…") if waiting else words)

    def _explain(self) -> None:
        acts = () if self._locked_login else ((_("Use the recovery key"), self.recovery_asked.emit),)
        self.slowing.is_quiet = True
        words = _(
            "Ask the manager to give you a new password. A manager opens the data with the recovery key."
        )
        if self._is_manager:
            words = _(
                "Choose “Another person”, then “Forgot the password?” on the sign-in page: the printed "
                "recovery key gives you a new password."
            )
        self.banner.say(words, Tone.INFO, acts)
        self.banner.focus_act()
