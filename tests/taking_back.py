"""Acts of a person in tests: done, taken back as the window does it, and played back and forth."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from panpun_desktop.models import Stay
from panpun_desktop.rules.override import GivenReason
from panpun_desktop.rules.roles import Actor
from panpun_desktop.services.admission_requests import AdmitPeople, Member
from panpun_desktop.services.admissions import admit
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.checks import check_centre
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.services.undoing import (
    TakeBack,
    last_entry,
    newest_of,
    newest_taken_back,
    redo,
    take_back,
)
from panpun_desktop.store.unit_of_work import UnitsOfWork
from tests.builders import TODAY
from tests.centres import OpenCentre, open_centre
from tests.services.states import differences, state

START = TODAY - timedelta(days=5)
REASON = GivenReason("AGENCY", "รอประสานหน่วยงานปลายทางอยู่")
Act = tuple[Callable[..., Any], Any]
"""What is done, and its request."""


def take_back_newest(work: UnitsOfWork, by: Actor) -> Changes:
    """Take the newest act of a person back."""
    newest = newest_of(work, by)
    assert newest is not None
    return take_back(work, by, TakeBack(newest))


def one_of(centre: OpenCentre, model: type, **facts: Any) -> Any:
    """The newest record of a table with these facts."""
    with centre.work.reading(centre.manager, "check.run") as session:
        chosen = select(model).filter_by(**facts).order_by(model.id.desc()).limit(1)
        return session.scalars(chosen).one()


def do(centre: OpenCentre, function: Callable[..., Any], request: Any, by: Actor | None = None) -> int:
    """Do an act and give its entry."""
    function(centre.work, by or centre.manager, request)
    entry = last_entry(centre.work)
    assert entry is not None
    return entry


def admitted(centre: OpenCentre, name: str = "เอก", bed: str = "", **more: Any) -> Stay:
    """Someone admitted some days ago."""
    member = Member(facts=PersonFacts(first_name=name, sex="M"), bed_id=centre.bed(bed) if bed else None)
    done = admit(centre.work, centre.desk, AdmitPeople((member,), "TRIAL", START, **more))
    return one_of(centre, Stay, id=done.stay_ids[0])


def play_back_and_forth(centre: OpenCentre, function: Callable[..., Any], request: Any) -> None:
    """Do an act, take it back after a restart, do it again, and once more; every table is compared."""
    before = state(centre.work)
    entry = do(centre, function, request)
    after = state(centre.work)
    assert after != before
    restart(centre)
    for _again in range(2):
        assert newest_of(centre.work, centre.manager) == entry
        take_back(centre.work, centre.manager, TakeBack(entry))
        assert differences(state(centre.work), before) == {}
        assert newest_taken_back(centre.work, centre.manager) == entry
        redo(centre.work, centre.manager, TakeBack(entry))
        assert differences(state(centre.work), after) == {}
    assert newest_of(centre.work, centre.manager) == entry
    assert [one for one in check_centre(centre.work, centre.manager) if not one.ok] == []


def restart(centre: OpenCentre) -> None:
    """Close the centre and open it again, as after the program was closed."""
    centre.work.close()
    centre.work = open_centre(centre.folder, centre.clock).work
