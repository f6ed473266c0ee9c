"""Bringing registers in: 10,000 stays from a CSV, into an empty centre with its true key and audit."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path
from time import perf_counter

from panpun_desktop.common.clock import FixedClock
from panpun_desktop.services.import_profile import profile_from
from panpun_desktop.services.setting_up import SetUpCentre, set_up_centre
from panpun_desktop.services.stay_imports import ImportStays, import_stays
from tests.benchmarks.results import Result
from tests.builders import CHEAP, NOW, TODAY

STAYS = 10_000
STAYS_TARGET_MS = 10_000.0
PROFILE = profile_from({"dates": {"order": "ymd"}, "constants": {"channel": "ref_ngo"}})


def run() -> list[Result]:
    """Import a register of stays with families, second stays and people without a birthday."""
    with tempfile.TemporaryDirectory() as made:
        path = Path(made) / "stays.csv"
        path.write_text(_stays(STAYS), encoding="utf-8")
        request = SetUpCentre("ศูนย์ทดสอบ", "สงขลา", "ผู้จัดการ", "manager", "demo")
        session = set_up_centre(Path(made) / "centre", FixedClock(NOW), request, cost=CHEAP).session
        started = perf_counter()
        done = import_stays(session.work, session.actor, ImportStays(path, PROFILE))
        seconds = perf_counter() - started
        session.work.close()
    what = f"import of {done.lines:,} stays ({done.lines / seconds:,.0f} lines a second)"
    return [Result("import", what, seconds, STAYS_TARGET_MS)]


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
