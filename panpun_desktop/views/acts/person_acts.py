"""Acts on a person who need not stay: incident, belongings, follow-up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from panpun_desktop.common.i18n import N_
from panpun_desktop.views.acts.belonging import ReceiveDialog, ReturnDialog
from panpun_desktop.views.acts.correct_arrival import CorrectArrivalDialog
from panpun_desktop.views.acts.correct_leaving import CorrectLeavingDialog
from panpun_desktop.views.acts.enrol import EnrolPersonDialog, read_choices
from panpun_desktop.views.acts.family import FamilyDialog
from panpun_desktop.views.acts.follow_up import DoFollowUpDialog, PlanFollowUpDialog
from panpun_desktop.views.acts.form_dialog import FormDialog
from panpun_desktop.views.acts.incident import IncidentDialog
from panpun_desktop.views.acts.reopen import ReopenDialog
from panpun_desktop.views.context import Context

if TYPE_CHECKING:
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.arrival_outlook import ArrivalRow
    from panpun_desktop.services.belongings import BelongingRow
    from panpun_desktop.services.families import Family
    from panpun_desktop.services.follow_ups import FollowUpRow
    from panpun_desktop.services.last_leaving import LeftRow
    from panpun_desktop.services.leaving_outlook import LeavingRow


@dataclass(frozen=True)
class PersonFound:
    """Who the act is about, and what it needs to know."""

    id: int
    name: str
    more: Any = ()


@dataclass(frozen=True)
class PersonAct:
    """One act: its right and words, what is read of the person, and the dialog."""

    right: str
    words: str
    dialog: Callable[[Context, PersonFound, QWidget], FormDialog]
    read: Callable[[Any, Actor, int], Any] = lambda _work, _by, _id: ()


def find_person(work: Any, by: Actor, act: PersonAct, person_id: int) -> PersonFound:
    """Read the person as the role may see them, in a worker."""
    from panpun_desktop.services.people import person_panel

    panel = person_panel(work, by, person_id)
    return PersonFound(person_id, panel.row.name, act.read(work, by, person_id))


def _held(work: Any, by: Actor, person_id: int) -> tuple[BelongingRow, ...]:
    from panpun_desktop.services.belongings import belongings

    return belongings(work, by, person_id)


def _last_leaving(work: Any, by: Actor, person_id: int) -> tuple[LeftRow, ...]:
    from panpun_desktop.services.last_leaving import last_leaving

    return last_leaving(work, by, person_id)


def _leaving(work: Any, by: Actor, person_id: int) -> tuple[LeavingRow, ...]:
    from panpun_desktop.services.leaving_outlook import correctable_leaving

    return correctable_leaving(work, by, person_id)


def _arrival(work: Any, by: Actor, person_id: int) -> tuple[ArrivalRow, ...]:
    from panpun_desktop.services.arrival_outlook import correctable_arrival

    return correctable_arrival(work, by, person_id)


def _to_ask(work: Any, by: Actor, person_id: int) -> tuple[FollowUpRow, ...]:
    from panpun_desktop.services.follow_ups import follow_ups

    return tuple(one for one in follow_ups(work, by, person_id) if one.done_on is None)


def _families(work: Any, by: Actor, person_id: int) -> tuple[Family, ...]:
    from panpun_desktop.services.families import families_of

    return families_of(work, by, person_id)


def _follow_up(context: Context, found: PersonFound, parent: QWidget) -> FormDialog:
    """The first day to ask that is open, else a new one."""
    if found.more:
        return DoFollowUpDialog(context, found.more[0], parent)
    return PlanFollowUpDialog(context, (found.id, found.name), parent)


def _incident(context: Context, found: PersonFound, parent: QWidget) -> FormDialog:
    return IncidentDialog(context, None, [(found.id, found.name, "")], parent)


PERSON_ACTS: dict[str, PersonAct] = {
    "family": PersonAct(
        "person.edit",
        N_("Family"),
        lambda context, found, parent: FamilyDialog(context, (found.id, found.name), found.more, parent),
        _families,
    ),
    "enrol": PersonAct(
        "enrolment.edit",
        N_("Enter a course"),
        lambda context, found, parent: EnrolPersonDialog(context, (found.id, found.name), found.more, parent),
        read_choices,
    ),
    "incident": PersonAct("incident.write", N_("Write down an incident"), _incident),
    "belonging": PersonAct(
        "belonging.edit",
        N_("Take belongings in"),
        lambda context, found, parent: ReceiveDialog(context, (found.id, found.name), parent),
    ),
    "belonging_return": PersonAct(
        "belonging.edit",
        N_("Give belongings back"),
        lambda context, found, parent: ReturnDialog(context, found.name, found.more, None, parent),
        _held,
    ),
    "reopen": PersonAct(
        "stay.reopen",
        N_("Take back a wrong leaving"),
        lambda context, found, parent: ReopenDialog(context, found.more, parent),
        _last_leaving,
    ),
    "correct_arrival": PersonAct(
        "stay.correct_arrival",
        N_("Correct the admission day"),
        lambda context, found, parent: CorrectArrivalDialog(context, found.more, parent),
        _arrival,
    ),
    "correct_leaving": PersonAct(
        "stay.correct_leaving",
        N_("Correct the leaving day"),
        lambda context, found, parent: CorrectLeavingDialog(context, found.more, parent),
        _leaving,
    ),
    "follow_up": PersonAct("follow_up.edit", N_("Follow-up after leaving"), _follow_up, _to_ask),
}
