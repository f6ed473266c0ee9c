"""What follows wrong and forgotten passwords: they are told once, and the printed key helps out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panpun_desktop.common.i18n import _, ngettext

if TYPE_CHECKING:
    from pathlib import Path

    from panpun_desktop.common.clock import Clock
    from panpun_desktop.views.context import Context
    from panpun_desktop.views.sign_in.page import SignInPage
    from panpun_desktop.widgets.operations import Operations


def tell_failures(context: Context, failures: int) -> None:
    """Say how many wrong passwords were tried before the right one: a stranger would show."""
    if failures:
        said = ngettext(
            "{n} wrong password was tried for your login before this.",
            "{n} wrong passwords were tried for your login before this.",
            failures,
        )
        if context.may("user.edit"):
            said = ngettext(
                "{n} wrong password was tried for your login before this. If it was not you, change it.",
                "{n} wrong passwords were tried for your login before this. If it was not you, change it.",
                failures,
            )
        context.say(said.format(n=failures))


def recover(page: SignInPage, operations: Operations, folder: Path, clock: Clock) -> None:
    """Give a manager a new password with the printed key; the page then waits for it."""
    from panpun_desktop.views.sign_in.recovery_dialog import RecoveryDialog

    dialog = RecoveryDialog(operations, folder, clock, page.window())
    said = _("The password was set. Sign in with it.")
    dialog.done_for.connect(lambda login: page.say(said, login))
    dialog.open()
