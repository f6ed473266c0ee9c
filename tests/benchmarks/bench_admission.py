"""A family of five admitted, against the very same rows written with the raw SQLCipher driver."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import event, select

from panpun_desktop.__main__ import set_up_python
from panpun_desktop.common.clock import FixedClock
from panpun_desktop.models import Bed
from panpun_desktop.rules.roles import SYSTEM
from panpun_desktop.services.admission_requests import AdmitPeople, Member
from panpun_desktop.services.admissions import admit
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.services.session import sign_in
from panpun_desktop.services.setting_up import (
    PlannedBuilding,
    PlannedRoom,
    SetUpCentre,
    add_plan,
    set_up_centre,
)
from tests.benchmarks.results import Result, now
from tests.builders import CHEAP, NOW, TODAY

FAMILIES = 40
WARM = 3
"""The first ones compile statements."""
SIZE = 5
TARGET = 5.0


Written = list[tuple[str, Any, bool]]


def run() -> list[Result]:
    """Admit, and at once write what was written raw into a copy of the same centre: in turn, so that
    both meet the same load of the machine."""
    set_up_python()
    with tempfile.TemporaryDirectory() as made:
        beds = _set_up(Path(made))
        ours, floor = _in_turn(Path(made), beds)
    return [Result("admission", "family of five admitted", median(ours), TARGET, floor=median(floor))]


def _set_up(made: Path) -> list[int]:
    session = set_up_centre(made / "centre", FixedClock(NOW), _centre(), cost=CHEAP).session
    work, by = session.work, session.actor
    with work.writing(SYSTEM, "centre.set_up") as writing:
        rooms = tuple(PlannedRoom(f"ทดสอบ {n}", "FAMILY", SIZE) for n in range(FAMILIES + 1))
        add_plan(writing, (PlannedBuilding("อาคารทดสอบ", rooms),), TODAY)
    with work.reading(by, "setting.read") as reading:
        beds = list(reading.scalars(select(Bed.id).order_by(Bed.id.desc())))
    work.close()
    shutil.copytree(made / "centre", made / "copy")
    return beds


def _in_turn(made: Path, beds: list[int]) -> tuple[list[float], list[float]]:
    session = sign_in(made / "centre", FixedClock(NOW), "manager", "demo")
    copy = sign_in(made / "copy", FixedClock(NOW), "manager", "demo")
    written: Written = []
    event.listen(session.work.database.writer, "after_cursor_execute", _recorder(written))
    ours, floor = [], []
    with copy.work.database.writer.connect() as connection:
        driver = connection.connection.driver_connection
        for number in range(FAMILIES):
            written.clear()
            started = now()
            admit(session.work, session.actor, _family(number, beds))
            ours.append(now() - started)
            floor.append(_write_raw(driver, written))
    session.work.close()
    copy.work.close()
    return ours[WARM:], floor[WARM:]


def _recorder(written: Written) -> Any:
    def record(_c: Any, _cursor: Any, statement: str, parameters: Any, _x: Any, many: bool) -> None:
        if statement.startswith(("INSERT", "UPDATE")):
            written.append((statement, parameters, many))

    return record


def _write_raw(driver: Any, written: Written) -> float:
    """The same statements on the same file, by the driver alone."""
    started = now()
    driver.execute("BEGIN IMMEDIATE")
    for statement, parameters, many in written:
        (driver.executemany if many else driver.execute)(statement, parameters)
    driver.execute("COMMIT")
    return now() - started


def _centre() -> SetUpCentre:
    return SetUpCentre("ศูนย์ทดสอบ", "สงขลา", "ผู้จัดการ", "manager", "demo", password_length=4)


def _family(number: int, beds: list[int]) -> AdmitPeople:
    members = tuple(
        Member(
            facts=PersonFacts(
                title="นาย" if one % 2 else "นาง",
                first_name=f"คนที่{one}",
                last_name=f"ครอบครัว{number}",
                sex="MF"[one % 2],
                birth_precision="YEAR",
                birth_first_on=TODAY.replace(year=TODAY.year - 30 + 6 * one, month=1, day=1),
            ),
            relation="HEAD" if one == 0 else "CHILD",
            accompanying=one > 0,
            bed_id=beds[number * SIZE + one],
            consents={"DISCLOSE": "given"},
        )
        for one in range(SIZE)
    )
    return AdmitPeople(members, "COURSE_M", TODAY)
