"""The demonstration's last days, act by act, each by the one whose work it is."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from panpun_desktop.services import demonstration_desk as desk_acts
from panpun_desktop.services.demonstration_guests import guests, user
from panpun_desktop.services.demonstration_people import know_people, protect_people
from panpun_desktop.services.demonstration_today import UnitsAt, live_today

if TYPE_CHECKING:
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.demonstration_guests import Guest
    from panpun_desktop.store.unit_of_work import UnitsOfWork


def live_last_days(work: UnitsOfWork, manager: Actor, day: date, agency: str) -> None:
    """The nights counted before, then the day as the desk, the house and the social worker live it."""
    desk, house, social = (user(work, manager, login) for login in ("desk", "house", "social"))
    here = guests(work, manager, day)
    desk_acts.count_nights(work, house, day, here)
    live_today(work, manager, day, agency)
    quiet = UnitsAt(work, day)
    quiet.at(10, 45)
    know_people(work, social, here, day)
    protect_people(work, social, here)
    quiet.at(10, 55)
    desk_acts.fill_waiting_list(work, desk, day)
    men, leaving = here.alone("M"), _leaving(here.alone("M"))
    desk_acts.keep_belongings(work, house, day, [*leaving, *(one for one in men if one not in leaving)])
    desk_acts.write_incidents(work, house, day, [one for one in men if one not in leaving])
    quiet.at(11, 10)
    for one in leaving:
        desk_acts.leave(work, desk, day, one)
    quiet.at(11, 20)
    desk_acts.hold_beds(work, house, day)


def _leaving(men: list[Guest]) -> list[Guest]:
    """The one who has found work, of those in a course."""
    return [one for one in men if one.service_type.startswith("COURSE")][-1:]
