"""What staff do through the services, as the statement then counts it (domain.md §5.2, R-TRI-4)."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from panpun_desktop.common.clock import FixedClock
from panpun_desktop.models import Person, Stay
from panpun_desktop.reports import runner
from panpun_desktop.services.admission_requests import AdmitPeople, Member
from panpun_desktop.services.admissions import admit
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.services.stays import ChangeService, EndStay, change_service, end_stay
from tests.builders import NOW
from tests.centres import OpenCentre
from tests.reports.reading import checks, column, imbalances, line


def november(centre: OpenCentre) -> dict[str, Any]:
    """The statement of November 2569 as the manager reads it on the 21st, balanced."""
    centre.clock.instant = NOW
    statement = runner.facts(centre.work, centre.manager, "monthly", {"month": date(2026, 11, 1)})
    assert imbalances(statement) == []
    assert all(checks(statement).values()), statement["checks"]
    return statement


def admitted(centre: OpenCentre, on: date, *members: Member, service: str = "TRIAL", hour: int = 9) -> int:
    """Admit on the day itself and give the first stay's id."""
    centre.clock.instant = FixedClock.at(on, hour, 30).instant
    return admit(centre.work, centre.desk, AdmitPeople(members, service, on, time(hour, 0))).stay_ids[0]


def someone(**facts: Any) -> Member:
    return Member(facts=PersonFacts(**{"first_name": "บุญมี", "last_name": "ทดสอบ", "sex": "M", **facts}))


def stay(centre: OpenCentre, stay_id: int) -> Stay:
    with centre.work.reading(centre.manager, "person.read") as session:
        return session.get_one(Stay, stay_id)


def leave(centre: OpenCentre, stay_id: int, on: date, hour: int = 8) -> None:
    centre.clock.instant = FixedClock.at(on, hour, 30).instant
    seen = stay(centre, stay_id).version
    end_stay(centre.work, centre.desk, EndStay(((stay_id, seen),), on, "SELF", time(hour, 0)))


def moves(statement: dict[str, Any]) -> list[int]:
    return list(column(statement, "movement", "total").values())


def test_g4_trial_day_6_to_short_course(centre_session: OpenCentre) -> None:
    centre = centre_session
    stay_id = admitted(centre, date(2026, 11, 6), someone())
    centre.clock.instant = FixedClock.at(date(2026, 11, 11)).instant
    change = ChangeService(stay_id, stay(centre, stay_id).version, "COURSE_S", date(2026, 11, 11))
    change_service(centre.work, centre.desk, change)
    statement = november(centre)
    assert moves(statement) == [0, 0, 1, 0, 1]
    assert line(statement, "service_type", "trial", "admitted", "converted_out", "closing") == [1, 1, 0]
    assert line(statement, "service_type", "course_s", "converted_in", "discharged", "closing") == [1, 0, 1]


def test_r_tri_4_back_on_the_same_day_is_one_admission_and_no_discharge(centre_session: OpenCentre) -> None:
    centre = centre_session
    first = admitted(centre, date(2026, 11, 1), someone())
    leave(centre, first, date(2026, 11, 4))
    again = Member(person_id=stay(centre, first).person_id)
    assert admitted(centre, date(2026, 11, 4), again, hour=20) == first
    statement = november(centre)
    assert moves(statement) == [0, 0, 1, 0, 1]
    assert line(statement, "outcome", "total", "total") == [0]
    assert line(statement, "beds", "total", "person_nights") == [21]


def test_r_tri_4_back_on_the_same_day_under_another_service_is_a_conversion(
    centre_session: OpenCentre,
) -> None:
    centre = centre_session
    first = admitted(centre, date(2026, 11, 1), someone())
    leave(centre, first, date(2026, 11, 4))
    again = Member(person_id=stay(centre, first).person_id)
    admitted(centre, date(2026, 11, 4), again, service="COURSE_M", hour=20)
    statement = november(centre)
    assert moves(statement) == [0, 0, 1, 0, 1]
    assert line(statement, "service_type", "trial", "admitted", "converted_out", "discharged") == [1, 1, 0]
    assert line(statement, "service_type", "course_m", "converted_in", "closing") == [1, 1]


def test_r_tri_4_one_night_away_is_a_second_admission(centre_session: OpenCentre) -> None:
    centre = centre_session
    first = admitted(centre, date(2026, 11, 1), someone())
    leave(centre, first, date(2026, 11, 4))
    admitted(centre, date(2026, 11, 5), Member(person_id=stay(centre, first).person_id))
    statement = november(centre)
    assert moves(statement) == [0, 0, 2, 1, 1]
    assert line(statement, "comparison", "persons", "this_month") == [1]


def test_g7_child_who_turns_18_keeps_the_band_of_the_stay(centre_session: OpenCentre) -> None:
    centre = centre_session
    mother = someone(first_name="มาลี", sex="F", birth_precision="DAY", birth_first_on=date(1987, 3, 15))
    child = Member(
        facts=PersonFacts(
            first_name="ใหม่",
            last_name="ทดสอบ",
            sex="M",
            birth_precision="DAY",
            birth_first_on=date(2008, 11, 15),
        ),
        relation="CHILD",
    )
    admitted(centre, date(2026, 10, 20), mother, child, service="COURSE_L")
    statement = november(centre)
    assert line(statement, "age_band", "13-17", "opening_male", "closing_male") == [1, 1]
    assert line(statement, "age_band", "18-25", "opening_male", "closing_male") == [0, 0]


def test_correction_of_sex_after_admission_changes_no_statement(centre_session: OpenCentre) -> None:
    centre = centre_session
    stay_id = admitted(centre, date(2026, 11, 1), someone(sex="U"))
    with centre.work.writing(centre.desk, "person.edit") as session:
        session.get_one(Person, stay(centre, stay_id).person_id).sex = "M"
    assert line(november(centre), "movement", "closing", "male", "unknown") == [0, 1]
