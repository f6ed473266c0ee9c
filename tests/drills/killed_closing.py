"""Kills a program with -9 while it closes, amends and reopens months, and looks for what is half closed.

Run by itself (``python -m tests.drills.killed_closing 20``) it prints one JSON line.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from datetime import date
from pathlib import Path

from sqlalchemy import func, select

from panpun_desktop.common.clock import FixedClock
from panpun_desktop.models import ClosedMonth, ClosedStay, Document, DocumentFile
from panpun_desktop.reports.monthly.closing import close
from panpun_desktop.services.admission_requests import AdmitPeople, Member
from panpun_desktop.services.admissions import admit
from panpun_desktop.services.checks import check_centre
from panpun_desktop.services.month_closing import ReopenMonth, reopen_month
from panpun_desktop.services.people_rows import PersonFacts
from tests.builders import NOW
from tests.centres import OpenCentre, make_centre, open_centre
from tests.drills.killed import Say, killed
from tests.drills.patience import is_over

PEOPLE = 30
OCTOBER = date(2026, 10, 1)


def drill(kills: int, folder: Path, seed: int = 1) -> dict[str, int]:
    """Kill so many workers; ``unclean``, ``lost`` and ``half_closed`` must be zero."""
    rng = random.Random(seed)
    make_centre(folder)
    _furnish(folder)
    found = {"times": 0, "acts": 0, "unclean": 0, "lost": 0, "half_closed": 0}
    for _round in range(kills):
        said = killed(folder, rng, _close_again_and_again)
        last = max((int(line) for line in said), default=0)
        centre = open_centre(folder, FixedClock(NOW))
        results = {one.id: one for one in check_centre(centre.work, centre.manager)}
        found["unclean"] += any(not result.ok for result in results.values())
        editions, half = _state(centre)
        found["half_closed"] += half
        found["lost"] += editions < last
        found["acts"] = max(found["acts"], last)
        centre.work.close()
        found["times"] += 1
        if is_over():
            break
    return found


def _furnish(folder: Path) -> None:
    """People who came in October, so that closing has something to write."""
    centre = open_centre(folder, FixedClock(NOW))
    for number in range(PEOPLE):
        member = Member(facts=PersonFacts(first_name=f"คนที่{number}", sex="MF"[number % 2]))
        admit(centre.work, centre.manager, AdmitPeople((member,), "COURSE_M", OCTOBER))
    centre.work.close()


def _close_again_and_again(centre: OpenCentre, say: Say) -> None:
    while True:
        if _state(centre)[0] and _is_closed(centre):
            reopen_month(centre.work, centre.manager, ReopenMonth(OCTOBER, "ซ้อม"))
        say(str(close(centre.work, centre.manager, OCTOBER).edition + 1))


def _is_closed(centre: OpenCentre) -> bool:
    with centre.work.reading(centre.manager, "report.read") as session:
        newest = select(ClosedMonth.reopened_at).order_by(ClosedMonth.edition.desc()).limit(1)
        return session.execute(newest).scalar_one_or_none() is None


def _state(centre: OpenCentre) -> tuple[int, int]:
    """How many editions there are, and how many are without their paper, bytes or lines."""
    with centre.work.reading(centre.manager, "report.read") as session:
        editions = session.scalar(select(func.count(ClosedMonth.id))) or 0
        papers = session.scalar(select(func.count(Document.id))) or 0
        files = session.scalar(select(func.count(DocumentFile.document_id))) or 0
        lines = session.scalar(select(func.count(ClosedStay.id))) or 0
    return editions, (papers != editions) + (files != editions) + (lines != editions * PEOPLE)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        print(json.dumps(drill(int(sys.argv[1]), Path(made) / "centre")))
