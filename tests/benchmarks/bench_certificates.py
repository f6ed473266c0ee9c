"""How fast a whole class gets its certificates: two hundred issued in one act, and joined to one file."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from panpun_desktop.common.clock import FixedClock
from panpun_desktop.models import Enrolment
from panpun_desktop.reports.class_papers import issue_class
from panpun_desktop.services.people import create_person
from panpun_desktop.services.people_rows import PersonFacts
from tests import training
from tests.benchmarks.results import Result
from tests.builders import NOW
from tests.centres import OpenCentre, make_centre, open_centre

PEOPLE = 200


def a_class(centre: OpenCentre) -> int:
    """A cohort of people who all passed."""
    course = training.a_course(centre, service_type=None, hours=270)
    cohort = training.a_cohort(centre, course)
    for number in range(PEOPLE):
        facts = PersonFacts(title="นาย", first_name=f"สมมติ{number}", last_name="ตัวอย่างดี", sex="M")
        (person,) = create_person(centre.work, centre.desk, facts).people
        training.enrolled(centre, cohort, person, on=training.START)
    with centre.work.writing(centre.manager, "completion.confirm") as session:
        for row in session.query(Enrolment).filter_by(cohort_id=cohort):
            row.state, row.ended_on = "DONE", NOW.date()
    return cohort


def run() -> list[Result]:
    """Measure issuing in processor seconds, from the request to the joined bytes."""
    with TemporaryDirectory() as folder:
        make_centre(Path(folder) / "centre")
        centre = open_centre(Path(folder) / "centre", FixedClock(NOW))
        cohort = a_class(centre)
        start = process_time()
        issue_class(centre.work, centre.manager, "certificate", cohort)
        spent = process_time() - start
        centre.work.close()
    return [Result("certificates", f"{PEOPLE} certificates issued in one act, one PDF", spent, 10_000.0)]
