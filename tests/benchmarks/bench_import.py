"""Bringing registers in: 10,000 stays from a CSV, and 20,000 lines of a messy workbook.

Both into an empty centre with its true key and audit; the workbook is looked at first, as in the window.
"""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from panpun_desktop.__main__ import set_up_python
from panpun_desktop.common.clock import FixedClock
from panpun_desktop.services.import_header import find_table
from panpun_desktop.services.import_judging import Table
from panpun_desktop.services.import_profile import profile_from
from panpun_desktop.services.import_reading import open_file
from panpun_desktop.services.import_register_profile import RegisterProfile
from panpun_desktop.services.register_imports import import_file, look_at_register
from panpun_desktop.services.setting_up import SetUpCentre, set_up_centre
from panpun_desktop.services.stay_imports import ImportStays, import_stays
from tests.benchmarks.results import Result, now
from tests.builders import CHEAP, NOW, TODAY
from tests.registers import messy_rows, titled, write_xlsx

STAYS = 10_000
STAYS_TARGET_MS = 10_000.0
LINES = 20_000
LINES_TARGET_MS = 20_000.0
PROFILE = profile_from({"dates": {"order": "ymd"}, "constants": {"channel": "ref_ngo"}})


def run() -> list[Result]:
    """Import a register of stays, and one of everything with titles, Thai figures and lost numbers."""
    set_up_python()
    with tempfile.TemporaryDirectory() as made:
        return [*_import_stays(Path(made)), *_import_register(Path(made))]


def _centre(folder: Path) -> Any:
    request = SetUpCentre("ศูนย์ทดสอบ", "สงขลา", "ผู้จัดการ", "manager", "demo", password_length=4)
    return set_up_centre(folder, FixedClock(NOW), request, cost=CHEAP).session


def _import_stays(place: Path) -> list[Result]:
    path = place / "stays.csv"
    path.write_text(_stays(STAYS), encoding="utf-8")
    session = _centre(place / "stays")
    started = now()
    done = import_stays(session.work, session.actor, ImportStays(path, PROFILE))
    seconds = now() - started
    session.work.close()
    what = f"import of {done.lines:,} stays ({done.lines / seconds:,.0f} lines a second)"
    return [Result("import", what, seconds, STAYS_TARGET_MS)]


def _import_register(place: Path) -> list[Result]:
    path = write_xlsx(place / "register.xlsx", titled(messy_rows(LINES, TODAY)))
    session = _centre(place / "register")
    work, by = session.work, session.actor
    started = now()
    file = open_file(path)
    found = find_table(file, RegisterProfile())
    table = Table(file.sheets[found.sheet].rows, found.header, found.columns)
    look_at_register(work, by, table, RegisterProfile())
    looked = now() - started
    started = now()
    done = import_file(work, by, path, RegisterProfile())
    seconds = now() - started
    work.close()
    what = f"import of {done.lines:,} lines of a workbook ({done.lines / seconds:,.0f} lines a second)"
    return [
        Result("import", f"looking at {done.lines:,} lines of a workbook", looked, LINES_TARGET_MS),
        Result("import", what, seconds, LINES_TARGET_MS),
    ]


def _stays(count: int) -> str:
    lines = ["person,household,relation,entry,exit,service,sex,birth year"]
    for number in range(count):
        person = number % (count * 4 // 5)
        entry = TODAY - timedelta(days=3000 - number % 2500 + (400 if number == person else 0))
        left = entry + timedelta(days=1 + number % 90)
        birth = "" if number % 4 == 0 else str(1950 + person % 65)
        relation = "head" if person % 3 == 0 else "child"
        service = ("trial", "course_s", "transit")[number % 3]
        lines.append(
            f"p{person},h{person // 3},{relation},{entry},{left},{service},{'MF'[person % 2]},{birth}"
        )
    return "\n".join(lines) + "\n"
