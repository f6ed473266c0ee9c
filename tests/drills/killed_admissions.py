"""Kills a program with -9 at random moments while it admits families, and counts what was lost.

Run by itself (``python -m tests.drills.killed_admissions 200``) it prints one JSON line. Each round
forks a worker that admits and discharges families through the services, saying after each commit
what it did; the parent kills it, opens the centre again and compares.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select

from panpun_desktop.common.clock import FixedClock
from panpun_desktop.models import BedUse, Episode, FamilyAdmission, Stay
from panpun_desktop.services.admission_requests import AdmitPeople, Member
from panpun_desktop.services.admissions import admit
from panpun_desktop.services.checks import check_centre
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.services.stays import EndStay, end_stay
from tests.builders import NOW, TODAY
from tests.centres import OpenCentre, make_centre, open_centre
from tests.drills.killed import Say, Work, killed
from tests.drills.patience import is_over

SIZE = 4


def drill(kills: int, folder: Path, seed: int = 1) -> dict[str, int]:
    """Kill so many workers; the counts of what went wrong must all be zero."""
    rng = random.Random(seed)
    make_centre(folder)
    found = {"times": 0, "acts": 0, "unclean": 0, "lost": 0, "half_done": 0}
    acknowledged: set[int] = set()
    for round_number in range(kills):
        said = killed(folder, rng, _worker(round_number))
        acknowledged |= {int(line) for line in said}
        centre = open_centre(folder, FixedClock(NOW))
        found["times"] += 1
        is_last = round_number == kills - 1 or is_over()
        if is_last or round_number % 10 == 0:
            results = check_centre(centre.work, centre.manager)
            found["unclean"] += any(not result.ok for result in results)
        found["half_done"] += _half_done(centre)
        found["lost"] += len(acknowledged - _families(centre))
        centre.work.close()
        if is_last:
            break
    found["acts"] = len(acknowledged)
    return found


def _worker(round_number: int) -> Work:
    def work(centre: OpenCentre, say: Say) -> None:
        for number in range(10_000):
            done = admit(centre.work, centre.desk, _family(round_number, number))
            say(str(done.stay_ids[0]))
            _leave(centre, done.stay_ids)

    return work


def _family(round_number: int, number: int) -> AdmitPeople:
    members = tuple(
        Member(
            facts=PersonFacts(first_name=f"คนที่{round_number}", last_name=f"รอบ{number}", sex="MF"[one % 2]),
            relation="HEAD" if one == 0 else "CHILD",
            accompanying=one > 0,
        )
        for one in range(SIZE)
    )
    return AdmitPeople(members, "COURSE_M", TODAY - timedelta(days=1))


def _leave(centre: OpenCentre, stay_ids: tuple[int, ...]) -> None:
    with centre.work.reading(centre.desk, "person.read") as session:
        chosen = select(Stay.id, Stay.version).where(Stay.id.in_(stay_ids))
        seen = tuple((row.id, row.version) for row in session.execute(chosen))
    end_stay(centre.work, centre.desk, EndStay(seen, TODAY, "SELF"))


def _families(centre: OpenCentre) -> set[int]:
    with centre.work.reading(centre.manager, "person.read") as session:
        return set(session.scalars(select(func.min(Stay.id)).group_by(Stay.family_admission_id)))


def _half_done(centre: OpenCentre) -> int:
    """Families not whole, stays without an episode, families of which only some left."""
    with centre.work.reading(centre.manager, "person.read") as session:
        sizes = session.scalars(select(func.count(Stay.id)).group_by(Stay.family_admission_id)).all()
        left = session.scalars(select(func.count(Stay.left_on)).group_by(Stay.family_admission_id)).all()
        stays = session.scalar(select(func.count(Stay.id))) or 0
        episodes = session.scalar(select(func.count(Episode.id))) or 0
        families = session.scalar(select(func.count(FamilyAdmission.id))) or 0
        uses = session.scalar(select(func.count(BedUse.id))) or 0
    broken = sum(size != SIZE for size in sizes) + sum(count not in {0, SIZE} for count in left)
    return broken + (stays != episodes) + (families != len(sizes)) + uses


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        print(json.dumps(drill(int(sys.argv[1]), Path(made) / "centre")))
