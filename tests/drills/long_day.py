"""Works in the real window for a long day and watches how much memory the program takes.

Run by itself (``python -m tests.drills.long_day 2000``) it prints one JSON line: resident megabytes after
the first tenth of the acts, at the end, and at the most. Every act goes through the window's own worker, so
that the open page reads anew; every few acts another page is opened, a person found and a paper drawn.
"""

from __future__ import annotations

import json
import random
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from panpun_desktop.models import BedUse, Stay
from panpun_desktop.reports import runner
from panpun_desktop.services.admission_requests import AdmitPeople, Member
from panpun_desktop.services.admissions import admit
from panpun_desktop.services.beds import MoveBed, free_beds, move_bed
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.people import search
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.services.stays import EndStay, end_stay
from tests.benchmarks.crowds import settle, window
from tests.builders import TODAY

PAGES = ("today", "residents", "beds", "courses", "census", "documents", "daily", "education")
MEGABYTE = 1024 * 1024


def resident() -> float:
    """Megabytes of memory that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / MEGABYTE


def drill(acts: int, seed: int = 1) -> dict[str, float]:
    """Do so many acts; megabytes early, late and at the most."""
    rng = random.Random(seed)
    with window(people=600, beds=120, staying=60) as program:
        seen = []
        for number in range(acts):
            _act(program, rng, number)
            if number % 5 == 0:
                program.window.workbench.navigate(rng.choice(PAGES))
            if number % 20 == 0:
                _look_around(program, rng)
            settle(program)
            seen.append(resident())
    early = seen[min(len(seen) - 1, max(acts // 10, 1))]
    return {"acts": acts, "early": round(early, 1), "late": round(seen[-1], 1), "most": round(max(seen), 1)}


def _act(program: Any, rng: random.Random, number: int) -> None:
    work, by = program.context.work, program.context.actor
    kind = number % 3
    if kind == 0:
        facts = PersonFacts(
            first_name=f"คนที่{number}", last_name=f"รอบ{rng.random():.6f}", sex="MF"[number % 2]
        )
        request = AdmitPeople((Member(facts=facts),), "COURSE_M", TODAY - timedelta(days=1))
        _do(program, lambda: _admitted(work, by, request))
        return
    stay = _an_open_stay(work, by, rng)
    if kind == 1:
        beds = free_beds(work, by, TODAY)
        if beds and not _has_bed(work, by, stay[0]):
            _do(
                program, lambda: move_bed(work, by, MoveBed(stay[0], stay[1], rng.choice(beds).bed_id, TODAY))
            )
        return
    _do(program, lambda: end_stay(work, by, EndStay((stay,), TODAY, "SELF")))


def _admitted(work: Any, by: Any, request: AdmitPeople) -> Changes:
    done = admit(work, by, request)
    return Changes(people=frozenset(done.person_ids), stays=frozenset(done.stay_ids))


def _do(program: Any, act: Any) -> None:
    program.operations.change(program.window, act, refused=lambda _refusal: None)
    settle(program)


def _an_open_stay(work: Any, by: Any, rng: random.Random) -> tuple[int, int]:
    with work.reading(by, "check.run") as session:
        open_stays = select(Stay.id, Stay.version).where(Stay.left_on.is_(None), Stay.voided_at.is_(None))
        rows = session.execute(open_stays).all()
    chosen = rng.choice(rows)
    return chosen.id, chosen.version


def _has_bed(work: Any, by: Any, stay_id: int) -> bool:
    with work.reading(by, "check.run") as session:
        use = select(BedUse.id).where(BedUse.stay_id == stay_id, BedUse.end_on.is_(None))
        return session.scalar(use.limit(1)) is not None


def _look_around(program: Any, rng: random.Random) -> None:
    work, by = program.context.work, program.context.actor
    search(work, by, rng.choice(("สม", "กา", "ชู", "คนที่1")))
    runner.render(work, by, "census", {"day": TODAY})


if __name__ == "__main__":
    print(json.dumps(drill(int(sys.argv[1]))))
