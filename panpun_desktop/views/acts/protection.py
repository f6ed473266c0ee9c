"""Opening the dialogs that protect people: restrict, open with a reason, keep apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from panpun_desktop.common.i18n import N_, _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.views.acts.form_dialog import FormDialog
from panpun_desktop.views.acts.keep_apart import KeepApartDialog
from panpun_desktop.views.acts.open_masked import OpenMaskedDialog
from panpun_desktop.views.acts.restrict import RestrictDialog
from panpun_desktop.views.context import Context

if TYPE_CHECKING:
    from panpun_desktop.services.restrictions import Protection

PROTECTION_ACTS = {
    "restrict": ("person.restrict", N_("Protection…")),
    "keep_apart": ("keep_apart.edit", N_("Keep apart from…")),
    "open_masked": ("person.break_glass", N_("Open with a reason…")),
}
"""Right and words of each."""


def protection_text(act: str) -> str:
    """The words of an act's button."""
    return _(PROTECTION_ACTS[act][1])


def open_protection(context: Context, act: str, person_id: int, parent: QWidget) -> None:
    """Read how the person is protected and open the dialog of the act."""
    work, actor = context.work, context.actor

    def read() -> Protection:
        from panpun_desktop.services.restrictions import protection_of

        return protection_of(work, actor, person_id)

    def show(found: Protection) -> None:
        if isValid(parent):
            _dialog(context, act, found, parent.window()).open()

    context.operations.read(
        parent, read, show, lambda error: context.say(message_of(error)), key="protection"
    )


def _dialog(context: Context, act: str, found: Protection, window: QWidget) -> FormDialog:
    if act == "open_masked":
        return OpenMaskedDialog(context, found, window)
    if act == "keep_apart":
        return KeepApartDialog(context, found, window)
    return RestrictDialog(context, found, window)
