"""A new recovery key in place of the printed one, which was lost or seen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.users import key_file
from panpun_desktop.store.keys import read_recovery_key

if TYPE_CHECKING:
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork

_LETTERS = 32


@dataclass(frozen=True)
class RenewRecoveryKey:
    """The new key, printed and proved, and the password of the manager who does it."""

    key: str = field(repr=False)
    password: str = field(repr=False)


def renew_recovery_key(work: UnitsOfWork, by: Actor, request: RenewRecoveryKey) -> Changes:
    """Let the new key open the data; the old one opens them no more.

    Backup copies made before carry the old slot: those still open with the old key. The password is
    asked again, because who sits down at an open window must not leave with a key of their own.
    """
    with work.writing(by, "user.renew_recovery_key", always=True):
        if len(read_recovery_key(request.key)) != _LETTERS:
            raise RuleBroken("user.recovery_key_short", field="key")
        keys = key_file(work)
        data_key = keys.open_with_password(by.login, request.password)
        keys.add_recovery_slot(request.key, data_key)
    return Changes(summary=_("The recovery key was renewed"))
