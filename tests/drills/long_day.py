"""Works in the real window for a long day and watches how much memory the program takes.

Run by itself (``python -m tests.drills.long_day 2000``) it prints one JSON line: resident megabytes after
the first tenth of the acts, at the end, and at the most, and how much of the end is the program's own (the
rest are library files that the system shares and drops). Every act goes through the window's own worker, so
that the open page reads anew; every few acts another page is opened, a person found and a paper drawn. It is
as in the office: the centre is there before the program starts, every act is a turn of Qt's own loop,
which alone lets go of what a page has thrown away, nobody touches the program for some seconds now and then,
and (from the test) the modules were compiled before, as the installers do: compiling leaves holes in memory.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtCore import QEventLoop, QTimer
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
from tests.benchmarks.crowds import settle, window_over
from tests.builders import TODAY

PAGES = ("today", "residents", "beds", "courses", "census", "documents", "daily", "education")
MEGABYTE = 1024 * 1024
ACTS_TO_A_REST = 200
REST_MS = 6000
"""A little longer than the program waits before it gives memory back."""


def resident() -> float:
    """Megabytes of memory that this process holds now, the parts of libraries' files in it as well."""
    return _pages()[1] * 4096 / MEGABYTE


def own() -> float:
    """Megabytes that are this process's own: what the system's list of programs shows."""
    _all, held, of_files = _pages()[:3]
    return (held - of_files) * 4096 / MEGABYTE


def _pages() -> list[int]:
    return [int(one) for one in Path("/proc/self/statm").read_text(encoding="ascii").split()]


def drill(acts: int, seed: int = 1) -> dict[str, float]:
    """Do so many acts; megabytes early, late and at the most."""
    seen: list[float] = []
    with TemporaryDirectory() as made:
        folder = Path(made) / "centre"
        making = get_context("spawn").Process(target=_make_centre, args=(folder,))
        making.start()
        making.join()
        with window_over(folder) as program:
            _in_the_loop(program.app, _day(program, acts, random.Random(seed), seen))
            found = {"late": seen[-1], "most": max(seen), "own": own()}
    early = seen[min(len(seen) - 1, max(acts // 10, 1))]
    return {"acts": acts} | {name: round(held, 1) for name, held in (("early", early), *found.items())}


def _make_centre(folder: Path) -> None:
    from tests.benchmarks.crowds import demonstration_crowd, make_centre

    make_centre(folder, 600, 120, 60, demonstration_crowd)


def _day(program: Any, acts: int, rng: random.Random, seen: list[float]) -> Iterator[None]:
    for number in range(acts):
        _act(program, rng, number)
        if number % 5 == 0:
            program.window.workbench.navigate(rng.choice(PAGES))
        if number % 20 == 0:
            _look_around(program, rng)
        settle(program)
        yield
        if number % ACTS_TO_A_REST == ACTS_TO_A_REST - 1:
            _rest()
        seen.append(resident())


def _rest() -> None:
    pause = QEventLoop()
    QTimer.singleShot(REST_MS, pause.quit)
    pause.exec()


def _in_the_loop(app: Any, day: Iterator[None]) -> None:
    """Do the day step by step, each in a turn of its own of the application's loop."""
    failed: list[BaseException] = []

    def step() -> None:
        try:
            next(day)
        except StopIteration:
            app.quit()
        except BaseException as error:
            failed.append(error)
            app.quit()

    timer = QTimer()
    timer.timeout.connect(step)
    timer.start(0)
    app.exec()
    if failed:
        raise failed[0]


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
