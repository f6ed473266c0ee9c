"""A centre with many people or beds, its rows written in bulk, and the real window over it."""

from __future__ import annotations

import os
import random
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle, islice, product
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select

from panpun_desktop.__main__ import set_up_python
from panpun_desktop.common.clock import FixedClock
from panpun_desktop.common.resources import resource
from panpun_desktop.common.thai_text import search_key, sort_key
from panpun_desktop.models import Bed, BedUse, Episode, Person, Stay
from panpun_desktop.rules.roles import SYSTEM
from panpun_desktop.services.setting_up import (
    PlannedBuilding,
    PlannedRoom,
    SetUpCentre,
    set_up_centre,
)
from tests.builders import CHEAP, NOW, TODAY
from tests.names import many_names
from tests.registrations import someone

Crowd = Callable[[], Iterator[dict[str, Any]]]
"""Gives the facts of one person after the other."""
_KNOWN = ("first_name", "last_name", "sex", "nickname", "birth_precision", "birth_first_on", "phone")

LOGIN, PASSWORD = "manager", "demo"
SERVICES = ("TRIAL", "COURSE_S", "COURSE_M", "COURSE_L", "TRANSIT")


@contextmanager
def window(*, people: int, beds: int, staying: int, names: Crowd | None = None) -> Iterator[Any]:
    """The program, signed in, over a new centre; the first ``staying`` people sleep in its beds."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "centre"
        make_centre(folder, people, beds, staying, names or demonstration_crowd)
        with window_over(folder) as program:
            yield program


@contextmanager
def window_over(folder: Path) -> Iterator[Any]:
    """The program, signed in, over a centre that is there."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from panpun_desktop.app import Program, make_application

    set_up_python()
    program = Program(make_application(), folder, FixedClock(NOW))
    program.start()
    program.enter(program.open_as(LOGIN, PASSWORD))
    settle(program)
    yield program
    program.close()
    program.window.close()


def settle(program: Any) -> None:
    """Let everything asked be answered and painted."""
    for _ in range(3):  # an answer may ask again
        program.operations.wait()
        program.app.processEvents()


def make_centre(folder: Path, people: int, beds: int, staying: int, names: Crowd) -> None:
    """A new centre in a folder; the first ``staying`` people sleep in its beds."""
    facts = ("ศูนย์ทดสอบ", "สงขลา", "ผู้จัดการ", LOGIN, PASSWORD)
    centre = SetUpCentre(*facts, plan=_plan(beds), password_length=len(PASSWORD))
    work = set_up_centre(folder, FixedClock(NOW), centre, cost=CHEAP).session.work
    with work.reading(SYSTEM, "setting.read") as session:
        bed_ids = list(session.scalars(select(Bed.id)))
    with work.database.unaudited() as connection, connection.begin():
        connection.execute(insert(Person), list(_people(people, names)))
        for place, bed_id in enumerate(bed_ids[:staying], start=1):
            connection.execute(insert(Stay), _stay(place))
            started = {"stay_id": place, "started_on": TODAY, "service_type": SERVICES[place % 5]}
            connection.execute(insert(Episode), started)
            connection.execute(insert(BedUse), {"stay_id": place, "bed_id": bed_id, "start_on": TODAY})
    work.close()


def _plan(beds: int) -> tuple[PlannedBuilding, ...]:
    rooms = tuple(PlannedRoom(f"ห้อง {number}", "MALE", 10) for number in range(1, beds // 10 + 1))
    return (PlannedBuilding("อาคารทดสอบ", rooms),)


def _people(count: int, names: Crowd) -> Iterator[dict[str, Any]]:
    keys: dict[str, str] = {}
    for number, facts in enumerate(islice(names(), count)):
        first, last = facts["first_name"], facts["last_name"]
        for name in (first, last):
            if name not in keys:
                keys[name] = search_key(name)
        yield {
            "regno": f"P{number // 10_000 + 50}-{number % 10_000:04}",
            "name_key": f"{keys[first]} {keys[last]}",
            "sort_key": sort_key(f"{first} {last}"),
            "registered_on": TODAY,
            **facts,
        }


def demonstration_crowd() -> Iterator[dict[str, Any]]:
    """Every first name with every family name, again and again, with a nickname each."""
    names = tomllib.loads(resource("seed/demonstration_names.toml").read_text(encoding="utf-8"))
    pairs = list(product(names["female"] + names["male"], names["family"]))
    for number, (first, last) in enumerate(cycle(pairs)):
        nickname = names["nicknames"][number % len(names["nicknames"])]
        sex = "F" if first in names["female"] else "M"
        yield {"first_name": first, "last_name": last, "nickname": nickname, "sex": sex}


def named_crowd(seed: int) -> Crowd:
    """People with the many names of ``tests.names``, and with what a register knows of them."""

    def people() -> Iterator[dict[str, Any]]:
        names, chance = many_names(seed), random.Random(seed)
        while True:
            facts = someone(names, chance)
            known = {name: getattr(facts, name) for name in _KNOWN}
            yield {**known, "national_id": facts.national_id or None}

    return people


def _stay(person_id: int) -> dict[str, Any]:
    return {
        "person_id": person_id,
        "arrived_on": TODAY,
        "channel": "WALK_IN",
        "age_band": "25_59",
        "sex": "M",
    }
