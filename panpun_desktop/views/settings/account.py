"""The signed-in person: who the program takes them for, and their password."""

from __future__ import annotations

from PySide6.QtCore import Qt

from panpun_desktop.common.i18n import _
from panpun_desktop.views.password_dialog import PasswordDialog
from panpun_desktop.views.role_words import role_words
from panpun_desktop.views.settings.keyring import KeyringCard
from panpun_desktop.views.settings.section import Section
from panpun_desktop.widgets.labels import help_text
from panpun_desktop.widgets.parts import Card, QuietButton, pair


class AccountSection(Section):
    """Name, login and role; the own password can be changed by everyone."""

    name = "account"

    def title(self) -> str:
        return _("My account")

    def build(self) -> None:
        actor = self.context.actor
        card = Card(padding=14)
        facts = ((_("Name"), actor.name), (_("Login"), actor.login), (_("Role"), role_words(actor.role)))
        for name, value in facts:
            card.body.addWidget(pair(name, value))
        self.password_button = QuietButton(_("Change password…"), "key", clicked=self._change)
        self.password_button.setObjectName("changeOwnPasswordButton")
        card.body.addSpacing(4)
        card.body.addWidget(self.password_button, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(help_text(_("The name and the role are changed by the manager under Users.")))
        self.body.addWidget(card)
        self.keyring = KeyringCard(self.context)
        self.body.addWidget(self.keyring)
        self.body.addStretch(1)

    def _change(self) -> None:
        dialog = PasswordDialog(self.context, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(lambda _result: self.password_button.setFocus())
        dialog.open()

    def focus_first(self) -> None:
        self.password_button.setFocus()
