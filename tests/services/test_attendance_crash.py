"""A mark that was acknowledged is in the database, whatever happens to the program afterwards."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from panpun_desktop.common.clock import FixedClock
from panpun_desktop.store.database import Database
from panpun_desktop.store.unit_of_work import UnitsOfWork
from tests.builders import DATA_KEY, NOW
from tests.services.classroom import classroom
from tests.services.house import House, furnish

MARKS_UNTIL_KILLED = """
import sys
from pathlib import Path
from panpun_desktop.common.clock import FixedClock
from panpun_desktop.services.attendance import MarkAttendance, MarkCell, mark
from panpun_desktop.store.database import Database
from panpun_desktop.store.unit_of_work import UnitsOfWork
from tests.builders import DATA_KEY, MANAGER, NOW

path, cohort, enrolment, *lessons = sys.argv[1:]
work = UnitsOfWork(Database.open(Path(path), DATA_KEY), FixedClock(NOW))
for lesson in lessons:
    cell = MarkCell(int(lesson), int(enrolment), "P")
    mark(work, MANAGER, MarkAttendance(int(cohort), (cell,)))
    print(lesson, flush=True)
"""


def test_nothing_acknowledged_is_lost_when_the_program_is_killed(template: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(template, tmp_path / "panpun.db"))
    house = _open(path)
    room = classroom(furnish(house.work))
    one = room.resident("กนกวรรณ")
    past = [str(id) for (day, _half), id in room.lessons.items() if day <= NOW.date()]
    house.work.close()
    arguments = [str(path), str(room.cohort_id), str(one.id), *past]
    command = [sys.executable, "-c", MARKS_UNTIL_KILLED, *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        told = [running.stdout.readline().strip() for _ in range(5)]
        running.kill()
        told += running.stdout.read().split()
    house = room.house = _open(path)
    kept = room.marks(one)
    house.work.close()
    assert len(told) >= 5
    assert {room.lesson(day) for day in kept} >= {int(lesson) for lesson in told}


def _open(path: Path) -> House:
    return House(UnitsOfWork(Database.open(path, DATA_KEY), FixedClock(NOW)), {}, {})
