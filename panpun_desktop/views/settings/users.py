"""Who signs in: names, roles, first passwords. Who leaves is switched off, never deleted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QVBoxLayout

from panpun_desktop.common.i18n import _
from panpun_desktop.rules.roles import Role
from panpun_desktop.views.acts.form_dialog import Reasons
from panpun_desktop.views.paper_window import PaperWindow
from panpun_desktop.views.role_words import role_words
from panpun_desktop.views.settings.edit_dialog import EditDialog
from panpun_desktop.views.settings.recovery_key import RenewKeyDialog
from panpun_desktop.views.settings.section import ListSection
from panpun_desktop.widgets.columns import Column
from panpun_desktop.widgets.fields import ChoiceBox, LineField, PasswordEdit, PhoneField
from panpun_desktop.widgets.labels import ThaiLabel, help_text
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.reports.invitation_slip import Invitation
    from panpun_desktop.services.users import UserRow


class UsersSection(ListSection["UserRow"]):
    """All users; those who may sign in come first."""

    name = "users"
    act = "user.edit"

    def title(self) -> str:
        return _("Users")

    def columns(self) -> Sequence[Column[UserRow]]:
        return (
            Column("name", _("Name"), lambda row: row.name, sort="name", strong=True, width=210),
            Column("login", _("Login"), lambda row: row.login, sort="login"),
            Column("role", _("Role"), lambda row: role_words(row.role), sort="role"),
            Column("position", _("Position"), lambda row: row.position_title, width=170),
            Column("phone", _("Telephone"), lambda row: row.phone),
            Column("state", _("State"), _state, chip=_state_tone),
        )

    def add_buttons(self) -> None:
        if self.context.may("user.renew_recovery_key"):
            self.renew_button = self.add_button(_("New recovery key…"), self._renew)
            self.renew_button.setObjectName("renewKeyButton")
        self.reset_button = self.add_button(_("New password…"), self._reset)
        self.reset_button.setObjectName("resetPasswordButton")
        self.add_row_button = self.add_button(_("Add a user"), lambda: self._open(None), main=True)
        self.add_row_button.setObjectName("addUserButton")

    def hint(self) -> str:
        return _(
            "Who forgot the password gets a new one on a slip. Who leaves is switched off: the password "
            "opens nothing from then on, what they did stays."
        )

    def touched_by(self, changes: Changes) -> bool:
        return bool(changes.users)

    def load(self) -> None:
        from panpun_desktop.services.users import list_users

        self.read(list_users, self.show_rows)

    def edit(self, row: UserRow) -> None:
        self._open(row)

    def _reset(self) -> None:
        row = self.table.current()
        if row is not None:
            dialog = NewPasswordDialog(self.context, row, self)
            dialog.settled.connect(lambda _changes: self._show_slip(dialog.invitation))
            self.open_dialog(dialog)

    def _renew(self) -> None:
        self.open_dialog(RenewKeyDialog(self.context, self.window()))

    def _open(self, row: UserRow | None) -> None:
        dialog = UserDialog(self.context, row, self)
        if row is None:
            dialog.give_password()
        dialog.settled.connect(lambda _changes: self._show_slip(dialog.invitation))
        self.open_dialog(dialog)

    def _show_slip(self, told: Invitation | None) -> None:
        """The slip to hand over, once somebody has a password that is not their own."""
        if told is None:
            return
        from panpun_desktop.reports.invitation_slip import invitation_slip
        from panpun_desktop.reports.noting import papers_of

        context, window = self.context, self.window()
        title = _("Slip for {name}").format(name=told.name)

        def show(pdf: bytes) -> None:
            PaperWindow(context.operations, title, pdf, window).open()

        def draw(work: Any, _by: Any) -> bytes:
            with papers_of(work):
                return invitation_slip(told, context.today)

        self.read(draw, show, key="slip")


class UserDialog(EditDialog["UserRow"]):
    """A user; a password is asked for a new one and for one who comes back."""

    name = "user"
    WIDTH = 500
    invitation: Invitation | None = None
    """What the slip says; of the own password there is none."""

    def title(self) -> str:
        return _("Change the user") if self.row is not None else _("Add a user")

    def build(self) -> None:
        row = self.row
        self.name_field = LineField(row.name if row else "")
        self.login = LineField(row.login if row else "")
        self.login.setEnabled(row is None)
        self.role = ChoiceBox([(role.value, role_words(role)) for role in Role])
        self.role.set_value(row.role if row else Role.REG.value)
        self.position = LineField(row.position_title if row else "")
        self.phone = PhoneField(row.phone if row else "")
        least = int(self.context.centre.settings["program.password_length"])
        self.password = PasswordEdit(rate=True, least=least)
        self.password.names = lambda: (self.name_field.text(), self.login.text())
        self.add_field("name", _("Name"), self.name_field)
        pair = self.pair_row()
        self.add_field("login", _("Login"), self.login, to=pair)
        self.add_field("role", _("Role"), self.role, to=pair)
        pair = self.pair_row()
        self.add_field("position_title", _("Position"), self.position, to=pair)
        self.add_field("phone", _("Telephone"), self.phone, to=pair)
        self._add_password(is_new=row is None)
        self.active = QCheckBox(_("May sign in"))
        self.active.setObjectName("userActive")
        self.active.setChecked(row.is_active if row else True)
        self.form.addWidget(self.active)

    def _add_password(self, *, is_new: bool) -> None:
        label = _("First password") if is_new else _("New password")
        hint = (
            _("Serves once; it is printed on a slip") if is_new else _("Empty: the password stays as it is")
        )
        self.add_field("password", label, self.password, hint=hint)

    def give_password(self) -> None:
        """Fill in a password that serves once, for the slip."""
        from panpun_desktop.services.passwords import one_time_password

        self.password.write(one_time_password())
        self.active.setChecked(True)

    def _invitation(self) -> Invitation | None:
        password = self.password.text()
        is_own = self.row_id == self.context.actor.user_id
        if not password or is_own or not self.active.isChecked():
            return None
        from panpun_desktop.reports.invitation_slip import Invitation

        name, login = self.name_field.text().strip(), self.login.text().strip().lower()
        return Invitation(self.context.centre.name, name, login, password)

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.users import SaveUser, save_user

        self.invitation = self._invitation()
        request = SaveUser(
            self.row_id,
            self.login.text(),
            self.name_field.text(),
            self.role.value() or Role.REG.value,
            self.position.text(),
            self.phone.text(),
            self.active.isChecked(),
            self.password.text(),
            self.seen,
        )
        return self.run(save_user, request)

    def found_again(self) -> UserRow | None:
        from panpun_desktop.services.users import list_users

        rows = list_users(self.context.work, self.context.actor)
        return next((row for row in rows if row.id == self.row_id), None)

    def told(self, row: UserRow) -> Mapping[str, str]:
        return {
            _("Name"): row.name,
            _("Role"): role_words(row.role),
            _("Position"): row.position_title,
            _("Telephone"): row.phone,
            _("State"): _state(row),
        }


class NewPasswordDialog(EditDialog["UserRow"]):
    """A password that serves once for who forgot theirs; whoever was switched off may sign in again."""

    name = "newPassword"
    WIDTH = 420
    invitation: Invitation | None = None

    def title(self) -> str:
        return _("New password for the user")

    def save_text(self) -> str:
        return _("Give the password")

    def add_head(self, column: QVBoxLayout) -> None:
        row = self.row
        if row is not None:
            words = f"{row.name} · {row.login} · {role_words(row.role)}"
            column.addWidget(ThaiLabel(words, role="strong", wrap=True))
            if not row.is_active:
                column.addWidget(help_text(_("Switched off; with the password the user may sign in again.")))

    def build(self) -> None:
        from panpun_desktop.services.passwords import one_time_password

        self.password = PasswordEdit(rate=True)
        self.password.write(one_time_password())
        is_own = self.row_id == self.context.actor.user_id
        hint = _("Your own from now on") if is_own else _("Serves once; it is printed on a slip")
        self.add_field("password", _("New password"), self.password, hint=hint)

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.reports.invitation_slip import Invitation
        from panpun_desktop.services.users import SaveUser, save_user

        row, password = self.row, self.password.text()
        assert row is not None
        if row.id != self.context.actor.user_id:
            self.invitation = Invitation(self.context.centre.name, row.name, row.login, password)
        facts = (row.login, row.name, row.role, row.position_title, row.phone)
        return self.run(save_user, SaveUser(row.id, *facts, True, password, self.seen))

    def found_again(self) -> UserRow | None:
        from panpun_desktop.services.users import list_users

        rows = list_users(self.context.work, self.context.actor)
        return next((row for row in rows if row.id == self.row_id), None)


def _state(row: UserRow) -> str:
    return _("May sign in") if row.is_active else _("Switched off")


def _state_tone(row: UserRow) -> Tone:
    return Tone.OK if row.is_active else Tone.NEUTRAL
