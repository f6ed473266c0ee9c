"""Kills a program with -9 during a day's acts: admit, move, mark, issue, import, close, back up.

Run by itself (``python -m tests.drills.killed_day 500``) it prints one JSON line. After each act the
worker says where the audit stands; whatever was said must be there when the centre is opened again, and
nothing may be there in part.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Select, func, select

from panpun_desktop.common.clock import FixedClock
from panpun_desktop.models import (
    AttendanceMark,
    AuditEntry,
    Bed,
    BedUse,
    ClosedMonth,
    ClosedStay,
    CourseSession,
    Document,
    DocumentFile,
    Enrolment,
    ImportBatch,
    Stay,
)
from panpun_desktop.reports import runner
from panpun_desktop.reports.monthly.closing import close
from panpun_desktop.services.admission_requests import AdmitPeople, Member
from panpun_desktop.services.admissions import admit
from panpun_desktop.services.agencies import SaveAgency, save_agency
from panpun_desktop.services.attendance import MarkAttendance, MarkCell, mark
from panpun_desktop.services.beds import MoveBed, move_bed
from panpun_desktop.services.checks import check_centre
from panpun_desktop.services.month_closing import ReopenMonth, reopen_month
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.services.stay_imports import ImportStays, import_stays
from panpun_desktop.store.audit import head
from tests import training
from tests.builders import NOW, TODAY
from tests.centres import OpenCentre, make_centre, open_centre
from tests.drills.killed import Say, killed
from tests.drills.patience import is_over

FAMILY, LINES = 3, 12
OCTOBER = date(2026, 10, 1)
Act = Callable[[OpenCentre, random.Random], None]


def drill(kills: int, folder: Path, seed: int = 1) -> dict[str, int]:
    """Kill so many workers; ``unclean``, ``lost`` and ``half_done`` must be zero."""
    rng = random.Random(seed)
    make_centre(folder)
    furnish(folder)
    found = {"times": 0, "acts": 0, "unclean": 0, "lost": 0, "half_done": 0}
    for number in range(kills):
        said = killed(folder, rng, _day(folder, seed * 100_000 + number))
        centre = open_centre(folder, FixedClock(NOW))
        found["times"] += 1
        is_last = number == kills - 1 or is_over()
        if number % 10 == 9 or is_last:
            results = check_centre(centre.work, centre.manager)
            found["unclean"] += any(not result.ok for result in results)
        found["acts"] += len(said)
        found["lost"] += lost(centre, said)
        found["half_done"] += half_done(centre)
        centre.work.close()
        if is_last:
            break
    return found


def furnish(folder: Path) -> None:
    """A class, an agency, and people who were here in October."""
    centre = open_centre(folder, FixedClock(NOW))
    save_agency(centre.work, centre.desk, SaveAgency(None, "รพ.ตัวอย่าง", "GOV"))
    people = [training.a_resident(centre, f"คนที่{number}", on=OCTOBER) for number in range(6)]
    training.enrolled(centre, training.a_cohort(centre), *people)
    for act in ACTS:  # once, so that the workers need not import what they use
        act(centre, random.Random(0))
    centre.work.close()


def _day(folder: Path, seed: int) -> Callable[[OpenCentre, Say], None]:
    def work(centre: OpenCentre, say: Say) -> None:
        rng = random.Random(seed)
        while True:
            act = rng.choice(ACTS)
            act(centre, rng)
            with centre.work.reading(centre.manager, "audit.read") as session:
                now = head(session)
            say(f"{now.count} {now.hash}")

    return work


def _admit(centre: OpenCentre, rng: random.Random) -> None:
    named = PersonFacts(last_name=f"รอบ{rng.random()}")
    members = tuple(
        Member(
            facts=replace(named, first_name=f"คน{rng.random()}", sex="MF"[one % 2]),
            relation="HEAD" if one == 0 else "CHILD",
            accompanying=one > 0,
        )
        for one in range(FAMILY)
    )
    admit(centre.work, centre.desk, AdmitPeople(members, "COURSE_M", TODAY))


def _move(centre: OpenCentre, rng: random.Random) -> None:
    with centre.work.reading(centre.manager, "check.run") as session:
        stays = session.execute(select(Stay.id, Stay.version).where(Stay.left_on.is_(None))).all()
        taken = select(BedUse.bed_id).where(BedUse.end_on.is_(None))
        free = session.scalars(select(Bed.id).where(Bed.id.not_in(taken))).all()
    stay = rng.choice(stays)
    bed = rng.choice(free) if free and rng.random() < 0.6 else None
    with_a_bed = training.one_of(centre, Stay, id=stay.id)
    if bed is None and not _has_bed(centre, with_a_bed.id):
        return
    move_bed(centre.work, centre.desk, MoveBed(stay.id, stay.version, bed, TODAY))


def _has_bed(centre: OpenCentre, stay_id: int) -> bool:
    with centre.work.reading(centre.manager, "check.run") as session:
        open_uses = select(func.count(BedUse.id)).where(BedUse.stay_id == stay_id, BedUse.end_on.is_(None))
        return bool(session.scalar(open_uses))


def _mark(centre: OpenCentre, rng: random.Random) -> None:
    enrolment = training.one_of(centre, Enrolment)
    with centre.work.reading(centre.manager, "check.run") as session:
        past = CourseSession.on_day.between(TODAY - timedelta(days=5), TODAY)
        lessons = session.scalars(select(CourseSession.id).where(past)).all()
        people = session.scalars(select(Enrolment.id).where(Enrolment.joined_on <= TODAY)).all()
    lesson = rng.choice(lessons)
    with centre.work.reading(centre.manager, "check.run") as session:
        day = session.get_one(CourseSession, lesson).on_day
    if day < (enrolment.joined_on or TODAY):
        return
    cells = tuple(MarkCell(lesson, id, rng.choice("PAS")) for id in people)
    mark(centre.work, centre.manager, MarkAttendance(enrolment.cohort_id, cells))


def _issue(centre: OpenCentre, rng: random.Random) -> None:
    with centre.work.reading(centre.manager, "check.run") as session:
        person = rng.choice(session.scalars(select(Stay.person_id)).all())
    runner.issue(centre.work, centre.manager, "transfer_letter", {"person_id": person, "agency_id": 1})


def _import(centre: OpenCentre, rng: random.Random) -> None:
    key = rng.randrange(10**9)
    path = centre.folder.with_name("stays.csv")
    lines = [f"n{key}-{one},2026-11-0{1 + one % 9},COURSE_M" for one in range(LINES)]
    path.write_text("\n".join(("person,entry,service", *lines)), encoding="utf-8")
    import_stays(centre.work, centre.manager, ImportStays(path))


def _close(centre: OpenCentre, _rng: random.Random) -> None:
    with centre.work.reading(centre.manager, "report.read") as session:
        newest = select(ClosedMonth.reopened_at).order_by(ClosedMonth.edition.desc()).limit(1)
        rows = session.execute(newest).all()
    if rows and rows[0].reopened_at is None:
        reopen_month(centre.work, centre.manager, ReopenMonth(OCTOBER, "ซ้อม"))
    close(centre.work, centre.manager, OCTOBER)


ACTS: tuple[Act, ...] = (_admit, _move, _mark, _issue, _import, _close)


def lost(centre: OpenCentre, said: Iterable[str]) -> int:
    """How many acts that were said to be done are not, or not as they were."""
    with centre.work.reading(centre.manager, "audit.read") as session:
        kept = {row.id: row.hash for row in session.execute(select(AuditEntry.id, AuditEntry.hash))}
    pairs = (line.split() for line in said)
    return sum(kept.get(int(count), "") != hash for count, hash in pairs if int(count))


def _sizes(what: Any, group: Any) -> Select[int]:
    return select(func.count(what)).group_by(group)


def half_done(centre: OpenCentre) -> int:
    """Families not whole, papers without bytes, imports and closed months without all their lines."""
    with centre.work.reading(centre.manager, "report.read") as session:

        def count(what: object) -> int:
            return session.scalar(select(func.count(what))) or 0  # type: ignore[call-overload, no-any-return]

        whole = _sizes(Stay.id, Stay.family_admission_id).where(Stay.family_admission_id.is_not(None))
        sizes = session.scalars(whole).all()
        imported = select(func.count(Stay.id)).where(
            Stay.arrived_on.between(date(2026, 11, 1), date(2026, 11, 9))
        )
        marks = session.scalars(
            select(func.count(AttendanceMark.id)).group_by(AttendanceMark.session_id)
        ).all()
        editions = session.scalars(
            select(func.count(ClosedStay.id)).group_by(ClosedStay.closed_month_id)
        ).all()
        wrong = (
            any(size != FAMILY for size in sizes),
            count(Document.id) != count(DocumentFile.document_id),
            (session.scalar(imported) or 0) != LINES * count(ImportBatch.id),
            len(set(marks)) > 1,
            len(set(editions)) > 1 or len(editions) != count(ClosedMonth.id),
        )
    return sum(wrong)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        print(json.dumps(drill(int(sys.argv[1]), Path(made) / "centre")))
