"""From a key in the search to the people found being painted, over a register of 100,000.

Keys come one at a time as a quick typist sends them; a figure is the median and the slowest of all keys.
"""

from __future__ import annotations

import os
import random
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from panpun_desktop.common.clock import FixedClock
from panpun_desktop.common.thai_text import search_key, sort_key
from panpun_desktop.models import Person
from panpun_desktop.services.setting_up import SetUpCentre, set_up_centre
from tests.benchmarks.results import Result
from tests.builders import CHEAP, NOW, TODAY

PEOPLE = 100_000
TARGET_MS = 50.0
TYPED = ("กมล", "นายสมชาย", "แก้วตา มณี", "P69-00123", "กเวตา มนีโชต", "หญิง 1-02")
_HEADS = ("กา", "แก้ว", "กมล", "จัน", "สม", "วิ", "ประ", "สุ", "อร", "บุญ", "ธน", "พิม", "รุ่ง", "ศรี")
_TAILS = ("ตา", "ชาย", "หญิง", "พร", "วรรณ", "มี", "ศักดิ์", "รัตน์", "ทอง", "เดช", "สุข", "ภา")
_FAMILIES = ("ใจ", "มณี", "ศรี", "แสง", "บุญ", "ทอง", "รุ่ง", "วงศ์", "สุข", "พันธ์")
_ENDS = ("ดี", "โชติ", "ทอง", "อรุณ", "มาก", "เรือง", "สกุล", "ไพศาล", "รักษ์", "งาม")


def run() -> list[Result]:
    """Fill a register, open its window, type."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "centre"
        _register(folder)
        first, keys = _type_all(folder)
    return [
        Result("search", "search key painted, median", median(keys), TARGET_MS),
        Result("search", "search key painted, slowest", max(keys), TARGET_MS),
        Result("search", "search opened: the names read once", first, 3000.0),
    ]


def _register(folder: Path) -> None:
    request = SetUpCentre("ศูนย์ทดสอบ", "สงขลา", "จำลอง ข้อมูลทดสอบ", "manager", "demo", "ปป.")
    work = set_up_centre(folder, FixedClock(NOW), request, cost=CHEAP).session.work
    chance = random.Random(7)
    columns = [one for one in Person.__table__.columns if one.name != "id"]
    names = ", ".join(one.name for one in columns)
    places = ", ".join(f":{one.name}" for one in columns)
    blank = {one.name: getattr(one.default, "arg", None) for one in columns}
    rows = [blank | _person(number, chance) for number in range(PEOPLE)]
    raw = work.database.writer.raw_connection()  # the register is there already: nobody wrote it
    raw.cursor().executemany(f"INSERT INTO person ({names}) VALUES ({places})", rows)
    raw.commit()
    raw.close()
    work.close()


def _person(number: int, chance: random.Random) -> dict[str, Any]:
    first = chance.choice(_HEADS) + chance.choice(_TAILS)
    last = chance.choice(_FAMILIES) + chance.choice(_ENDS) + chance.choice(_TAILS)
    return {
        "regno": f"P69-{number:06}",
        "title": "นาย",
        "first_name": first,
        "last_name": last,
        "nickname": chance.choice(_HEADS),
        "name_key": search_key(f"{first} {last}"),
        "sort_key": sort_key(f"{first} {last}"),
        "registered_on": TODAY.isoformat(),
        "version": 1,
    }


def _type_all(folder: Path) -> tuple[float, list[float]]:
    from panpun_desktop.app import Opened, Program, make_application
    from panpun_desktop.services.centre import centre
    from panpun_desktop.services.session import sign_in

    app = make_application()
    program = Program(app, folder, FixedClock(NOW))
    program.start()
    session = sign_in(folder, FixedClock(NOW), "manager", "demo")
    program.enter(Opened(session, centre(session.work, session.actor)))
    _settle(program)
    search = program.window.workbench.search
    started = perf_counter()
    search.start()
    _settle(program)
    first = perf_counter() - started
    found = [seconds for text in TYPED for seconds in _type(program, search, text)]
    program.close()
    return first, found


def _settle(program: Any) -> None:
    for _ in range(3):
        program.operations.wait()
        program.app.processEvents()


def _type(program: Any, search: Any, text: str) -> list[float]:
    from PySide6.QtCore import QEvent, QObject

    from tests.typing import type_text

    class Painted(QObject):
        seen = 0.0

        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint and search.answered == search.field.text():
                self.seen = self.seen or perf_counter()
            return False

    search.field.clear()
    _settle(program)
    times, painted = [], Painted()
    search.list.viewport().installEventFilter(painted)
    for letter in text:
        painted.seen = 0.0
        started = perf_counter()
        type_text(search.field, letter)
        while not painted.seen:
            program.app.processEvents()
        times.append(painted.seen - started)
        _settle(program)
    search.list.viewport().removeEventFilter(painted)
    return times
