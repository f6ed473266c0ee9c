"""A family of five admitted, against the very same rows written with the raw SQLCipher driver."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from sqlalchemy import event, select

from panpun_desktop.common.clock import FixedClock
from panpun_desktop.models import Bed
from panpun_desktop.rules.roles import SYSTEM
from panpun_desktop.services.admissions import AdmitPeople, Member, admit
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.services.setting_up import (
    PlannedBuilding,
    PlannedRoom,
    SetUpCentre,
    add_plan,
    set_up_centre,
)
from panpun_desktop.store.home import DataHome
from tests.benchmarks.results import Result
from tests.builders import CHEAP, NOW, TODAY

FAMILIES = 40
SIZE = 5
TARGET = 5.0


def run() -> list[Result]:
    """Admit, record what was written, write it again raw on a copy of the same centre."""
    with tempfile.TemporaryDirectory() as made:
        ours, written = _admit_all(Path(made))
        floor = _write_raw(Path(made) / "copy", written)
    return [Result("admission", "family of five admitted", median(ours), TARGET, floor=median(floor))]


def _admit_all(made: Path) -> tuple[list[float], list[list[tuple[str, Any, bool]]]]:
    session = set_up_centre(made / "centre", FixedClock(NOW), _centre(), cost=CHEAP).session
    work, by = session.work, session.actor
    with work.writing(SYSTEM, "centre.set_up") as writing:
        rooms = tuple(PlannedRoom(f"ทดสอบ {n}", "FAMILY", SIZE) for n in range(FAMILIES + 2))
        add_plan(writing, (PlannedBuilding("อาคารทดสอบ", rooms),), TODAY)
    with work.reading(by, "setting.read") as reading:
        beds = list(reading.scalars(select(Bed.id).order_by(Bed.id.desc())))
    admit(work, by, _family(0, beds))  # statements are compiled once
    work.close()
    shutil.copytree(made / "centre", made / "copy")
    work = DataHome(made / "centre").open_with_password("manager", "demo", FixedClock(NOW))
    statements: list[tuple[str, Any, bool]] = []
    event.listen(work.database.writer, "after_cursor_execute", _recorder(statements))
    admit(work, by, _family(FAMILIES + 1, beds))
    first, times, written = list(statements), [], []
    for number in range(1, FAMILIES):
        statements.clear()
        started = perf_counter()
        admit(work, by, _family(number, beds))
        times.append(perf_counter() - started)
        written.append(list(statements))
    work.close()
    return times, [first, *written]


def _recorder(statements: list[tuple[str, Any, bool]]) -> Any:
    def record(_c: Any, _cursor: Any, statement: str, parameters: Any, _x: Any, many: bool) -> None:
        if statement.startswith(("INSERT", "UPDATE")):
            statements.append((statement, parameters, many))

    return record


def _write_raw(folder: Path, written: list[list[tuple[str, Any, bool]]]) -> list[float]:
    """The same statements on the same file, by the driver alone."""
    work = DataHome(folder).open_with_password("manager", "demo", FixedClock(NOW))
    times = []
    with work.database.writer.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        for family in written:
            started = perf_counter()
            driver.execute("BEGIN IMMEDIATE")
            for statement, parameters, many in family:
                (driver.executemany if many else driver.execute)(statement, parameters)
            driver.execute("COMMIT")
            times.append(perf_counter() - started)
    work.close()
    return times[1:]


def _centre() -> SetUpCentre:
    return SetUpCentre("ศูนย์ทดสอบ", "สงขลา", "ผู้จัดการ", "manager", "demo")


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
