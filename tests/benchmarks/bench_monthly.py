"""How fast a month is counted in a centre with 40,000 stays, against one plain read of the table of stays."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select

from panpun_desktop.common.clock import FixedClock
from panpun_desktop.models import Bed, BedUse, Episode, Person, Stay
from panpun_desktop.reports import runner
from panpun_desktop.reports.monthly.closing import close
from panpun_desktop.rules.roles import SYSTEM
from panpun_desktop.services.setting_up import PlannedBuilding, PlannedRoom, SetUpCentre, set_up_centre
from panpun_desktop.store.keys import KdfCost
from panpun_desktop.store.unit_of_work import UnitsOfWork
from tests.benchmarks.results import Result, now
from tests.builders import CHEAP, MANAGER, NOW, TODAY

STAYS, PEOPLE, BEDS, YEARS = 40_000, 12_000, 120, 12
_SERVICES = ("TRIAL", "COURSE_S", "COURSE_M", "COURSE_L", "TRANSIT")
_BANDS = ("0-5", "13-17", "18-25", "26-45", "46-59", "60+", "unknown")
_MONTH = TODAY.replace(day=1) - timedelta(days=1)
_TARGET_MS = 150.0
_CLOSED_TARGET_MS = 20.0


def run() -> list[Result]:
    """Measure the month and the fiscal year to date, warm."""
    with tempfile.TemporaryDirectory() as folder:
        work = long_centre(Path(folder) / "centre")
        floor = _best(lambda: _plain_read(work))
        month = _best(lambda: runner.read(work, MANAGER, "monthly", {"month": _MONTH}))
        year = _best(
            lambda: runner.read(work, MANAGER, "monthly", {"month": _MONTH, "period": "fiscal_year"})
        )
        close(work, MANAGER, _MONTH, "วัดความเร็ว")
        closed = _best(lambda: runner.read(work, MANAGER, "monthly", {"month": _MONTH}))
        work.close()
    return [
        Result("monthly", f"month counted in a centre of {STAYS:,} stays", month, _TARGET_MS),
        Result("monthly", "the same beside one read of every stay", month, 1.5, floor=floor),
        Result("monthly", "fiscal year to date of that centre", year, 4 * _TARGET_MS),
        Result("monthly", "the month once it is closed, read back", closed, _CLOSED_TARGET_MS),
    ]


def _best(act: Callable[[], Any], times: int = 5) -> float:
    act()
    best = float("inf")
    for _ in range(times):
        start = now()
        act()
        best = min(best, now() - start)
    return best


def _plain_read(work: UnitsOfWork) -> int:
    columns = (Stay.id, Stay.person_id, Stay.sex, Stay.age_band, Stay.arrived_on, Stay.left_on)
    with work.reading(SYSTEM, "setting.read") as session:
        return len(session.execute(select(*columns)).all())


def long_centre(folder: Path, cost: KdfCost | None = CHEAP) -> UnitsOfWork:
    """A centre with twelve years of stays; ``cost`` None: its passwords cost what they do in an office."""
    rooms = tuple(PlannedRoom(f"ห้อง {number}", "MALE", 10) for number in range(1, BEDS // 10 + 1))
    plan = (PlannedBuilding("อาคารทดสอบ", rooms),)
    began = TODAY - timedelta(days=YEARS * 365)
    centre = SetUpCentre(
        "ศูนย์ทดสอบ", "สงขลา", "ผู้จัดการ", "manager", "demo", password_length=4, plan=plan, go_live_on=began
    )
    work = set_up_centre(folder, FixedClock(NOW), centre, cost=cost).session.work
    with work.reading(SYSTEM, "setting.read") as session:
        beds = list(session.scalars(select(Bed.id)))
    stays = list(_stays(beds))
    with work.database.unaudited() as connection, connection.begin():
        connection.execute(insert(Person), list(_people()))
        connection.execute(insert(Stay), [stay for stay, _service, _bed in stays])
        connection.execute(insert(Episode), [_episode(stay, service) for stay, service, _bed in stays])
        connection.execute(insert(BedUse), [_use(stay, bed) for stay, _service, bed in stays])
    return work


def _people() -> Iterator[dict[str, Any]]:
    for number in range(1, PEOPLE + 1):
        yield {
            "id": number,
            "regno": f"P{number // 10_000 + 50}-{number % 10_000:04}",
            "first_name": "สมมติ",
            "sex": "MFU"[number % 3],
            "registered_on": TODAY,
        }


def _stays(beds: list[int]) -> Iterator[tuple[dict[str, Any], str, int]]:
    """Stay after stay in each bed over the years, the last of each still open."""
    chance = random.Random(5)
    each = STAYS // len(beds)
    days = YEARS * 365 / each
    number = 0
    for bed in beds:
        day = float((TODAY - timedelta(days=YEARS * 365)).toordinal())
        for place in range(each):
            number += 1
            arrived, left = date.fromordinal(int(day)), date.fromordinal(int(day + days))
            is_open = place == each - 1
            stay = {
                "id": number,
                "person_id": number % PEOPLE + 1,
                "arrived_on": arrived,
                "left_on": None if is_open else left,
                "outcome": None if is_open else "HOME",
                "channel": chance.choice(("SELF", "REF_GOV", "FIELD")),
                "age_band": chance.choice(_BANDS),
                "sex": "MFU"[number % 3],
            }
            yield stay, chance.choice(_SERVICES), bed
            day += days


def _episode(stay: dict[str, Any], service: str) -> dict[str, Any]:
    return {
        "stay_id": stay["id"],
        "service_type": service,
        "started_on": stay["arrived_on"],
        "ended_on": stay["left_on"],
    }


def _use(stay: dict[str, Any], bed: int) -> dict[str, Any]:
    return {"stay_id": stay["id"], "bed_id": bed, "start_on": stay["arrived_on"], "end_on": stay["left_on"]}
