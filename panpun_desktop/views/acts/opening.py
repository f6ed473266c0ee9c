"""Opening the dialog of an act by its name, for buttons, menus and tasks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from panpun_desktop.common.i18n import N_, _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.views.acts.absence import AbsenceDialog
from panpun_desktop.views.acts.act_dialog import ActDialog
from panpun_desktop.views.acts.change_service import ChangeServiceDialog
from panpun_desktop.views.acts.end_stay import EndStayDialog
from panpun_desktop.views.acts.extend import ExtendDialog
from panpun_desktop.views.acts.facts import read_facts
from panpun_desktop.views.acts.form_dialog import FormDialog
from panpun_desktop.views.acts.move_bed import MoveBedDialog
from panpun_desktop.views.acts.person_acts import PERSON_ACTS, find_person
from panpun_desktop.views.context import Context

ACTS: dict[str, type[ActDialog]] = {
    "change_service": ChangeServiceDialog,
    "move_bed": MoveBedDialog,
    "end_stay": EndStayDialog,
    "absence": AbsenceDialog,
    "extend": ExtendDialog,
}
_RIGHTS = {
    "change_service": "stay.change_service",
    "move_bed": "bed.move",
    "end_stay": "stay.end",
    "absence": "stay.absence",
    "extend": "override.give",
}
_WORDS = {
    "change_service": N_("Change the service"),
    "move_bed": N_("Move to another bed"),
    "end_stay": N_("Leave the centre"),
    "absence": N_("Overnight leave or hospital"),
    "extend": N_("Extend the stay"),
}


def may_act(context: Context, act: str) -> bool:
    """Say whether the signed-in person may do the act."""
    return context.may(PERSON_ACTS[act].right if act in PERSON_ACTS else _RIGHTS[act])


def act_text(act: str) -> str:
    """The words of an act's button."""
    return _(PERSON_ACTS[act].words if act in PERSON_ACTS else _WORDS[act])


def open_act(
    context: Context,
    act: str,
    person_id: int,
    parent: QWidget,
    closed: Callable[[], object] = lambda: None,
    prepared: Callable[[Any], object] = lambda _dialog: None,
) -> None:
    """Read the person and open the dialog of the act over the parent's window; ``closed`` hears its end.

    ``prepared`` may fill the dialog before it is shown.
    """
    read, make = _opener(context, act, person_id, parent)

    def show(facts: Any) -> None:
        if isValid(parent):
            dialog = make(facts)
            dialog.finished.connect(lambda _result: closed() if isValid(parent) else None)
            prepared(dialog)
            dialog.open()

    context.operations.read(
        parent,
        read,
        show,
        lambda error: context.say(message_of(error)),
        key="act",
    )


def _opener(
    context: Context, act: str, person_id: int, parent: QWidget
) -> tuple[Callable[[], Any], Callable[[Any], FormDialog]]:
    """What is read in a worker for an act, and the dialog that is made of it."""
    work, actor = context.work, context.actor
    if act in PERSON_ACTS:
        of_person = PERSON_ACTS[act]
        return (
            lambda: find_person(work, actor, of_person, person_id),
            lambda found: of_person.dialog(context, found, parent.window()),
        )
    return (
        lambda: read_facts(work, actor, person_id),
        lambda facts: ACTS[act](context, facts, parent.window()),
    )
