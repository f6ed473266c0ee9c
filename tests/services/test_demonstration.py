"""The demonstration is a believable house: three years, families, sixty beds, and the books are right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from panpun_desktop.common.clock import BANGKOK, FixedClock
from panpun_desktop.common.national_id import check
from panpun_desktop.models import (
    Bed,
    BedBlock,
    BedReservation,
    BedUse,
    Enrolment,
    FamilyAdmission,
    FollowUp,
    Person,
    PersonCode,
    PersonPhone,
    PersonRelation,
    Restriction,
    Stay,
    TurnAway,
)
from panpun_desktop.reports import runner
from panpun_desktop.rules.class_presence import Reason
from panpun_desktop.services import night_counts
from panpun_desktop.services.attendance import unchecked
from panpun_desktop.services.belongings import belongings
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.checks import check_centre
from panpun_desktop.services.class_now import start_of
from panpun_desktop.services.cohort_names import cohort_title
from panpun_desktop.services.demonstration import DemoCentre, Demonstration, make_demonstration
from panpun_desktop.services.demonstration_guests import user
from panpun_desktop.services.follow_ups import follow_ups
from panpun_desktop.services.incidents import IncidentFilter, incidents
from panpun_desktop.services.keeping_apart import list_apart
from panpun_desktop.services.meals import meal_count
from panpun_desktop.services.people import PeopleFilter, list_people
from panpun_desktop.services.person_contacts import contacts
from panpun_desktop.services.session import Session, sign_in
from panpun_desktop.services.today import today
from panpun_desktop.services.training_progress import standings
from panpun_desktop.services.waiting import waiting_list
from tests.builders import CHEAP, TODAY
from tests.reports.reading import imbalances, rows


class House:
    """The demonstration, what it said of itself, and its manager signed in."""

    def __init__(self, made: Demonstration, session: Session) -> None:
        self.made, self.work, self.by = made, session.work, session.actor

    def one(self, statement: Any) -> Any:
        """The one value of a statement."""
        with self.work.reading(self.by, "person.read") as looking:
            return looking.scalar(statement)

    def all(self, statement: Any) -> Any:
        """The rows of a statement."""
        with self.work.reading(self.by, "person.read") as looking:
            return looking.execute(statement).all()

    def months(self) -> Iterator[date]:
        """The first days of the months from the beginning to today's."""
        month = TODAY.replace(year=TODAY.year - 3, day=1)
        while month <= TODAY:
            yield month
            month = (month + timedelta(days=32)).replace(day=1)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The demonstration as ``panpun demo`` makes it."""
    folder, clock = tmp_path_factory.mktemp("demo") / "centre", FixedClock.at(TODAY, hour=14)
    made = make_demonstration(folder, clock, DemoCentre(), CHEAP)
    session = sign_in(folder, clock, "manager", "demo")
    yield House(made, session)
    session.work.close()


def test_it_has_sixty_beds_three_hundred_people_and_three_years(house: House) -> None:
    assert house.one(select(func.count(Bed.id)).where(Bed.is_extra.is_(False))) == 60
    assert 300 <= house.one(select(func.count(Person.id))) <= 330
    first = house.one(select(func.min(Stay.arrived_on)))
    assert timedelta(days=1000) < TODAY - first < timedelta(days=3 * 366 + 31)
    assert house.one(select(func.max(Stay.arrived_on))) <= TODAY
    assert house.one(select(func.count(FamilyAdmission.id))) >= 10


def test_it_says_of_itself_what_is_there(house: House) -> None:
    standing = Stay.voided_at.is_(None)
    assert house.made.stays == house.one(select(func.count(Stay.id)).where(standing))
    assert house.made.present == house.one(
        select(func.count(Stay.id)).where(standing, Stay.left_on.is_(None))
    )


def test_forty_to_fifty_people_are_there_and_some_are_near_their_limit(house: House) -> None:
    assert 38 <= house.made.present <= 55
    levels = [row.level for row in list_people(house.work, house.by, PeopleFilter())]
    assert {"blue", "amber"} & set(levels)
    assert "red" in levels
    assert levels.count("red") <= len(levels) // 4, "a house where most are over their limit is none"


def test_the_check_finds_nothing(house: House) -> None:
    assert [one for one in check_centre(house.work, house.by) if not one.ok] == []


def test_nobody_and_no_bed_is_there_twice_on_a_night(house: House) -> None:
    stays = house.all(select(Stay.person_id, Stay.arrived_on, Stay.left_on).where(Stay.voided_at.is_(None)))
    beds = house.all(select(BedUse.bed_id, BedUse.start_on, BedUse.end_on).where(BedUse.bed_id.is_not(None)))
    for spans in (stays, beds):
        nights = [
            (who, first + timedelta(days=step))
            for who, first, end in spans
            for step in range(((end or TODAY) - first).days)
        ]
        assert len(nights) > 1000
        assert len(nights) == len(set(nights))


def test_every_month_balances_and_follows_the_one_before(house: House) -> None:
    closing: dict[str, Any] = {}
    for month in house.months():
        statement = runner.facts(house.work, house.by, "monthly", {"month": month})
        assert imbalances(statement) == [], month
        assert [one for one in statement["checks"] if not one["ok"]] == [], month
        movement = rows(statement, "movement")
        assert not closing or movement["opening"] == closing, month
        closing = movement["closing"]
    assert closing["total"] == house.made.present


def test_its_people_are_invented(house: House) -> None:
    numbers = [number for (number,) in house.all(select(Person.national_id)) if number]
    assert len(numbers) > 50
    assert {number[1:5] for number in numbers} == {"9999"}
    assert all(check(number).is_valid for number in numbers)


def test_the_last_night_alone_waits_to_be_counted_and_one_night_had_an_exception(house: House) -> None:
    nights = [night_counts.night_count(house.work, house.by, TODAY - timedelta(days=n)) for n in range(1, 8)]
    assert nights[0].confirmed_at is None
    assert all(one.confirmed_at is not None and not one.differences for one in nights[1:])
    assert [row.state for one in nights for row in one.rows if row.is_marked] == ["late"]


def test_people_wait_a_bed_is_held_until_tomorrow_and_one_is_cleaned(house: House) -> None:
    waiting = waiting_list(house.work, house.by)
    assert [row.urgency for row in waiting] == ["EMERGENCY", "HIGH", "NORMAL"]
    assert waiting[2].person_id is not None
    ((expires_at,),) = house.all(select(BedReservation.expires_at))
    assert expires_at.astimezone(BANGKOK).date() == TODAY + timedelta(days=1)
    assert house.all(select(BedBlock.kind, BedBlock.end_on)) == [("CLEAN", None)]
    assert house.one(select(func.count(TurnAway.id))) == 1


def test_things_are_kept_for_who_stays_and_for_one_who_left_today(house: House) -> None:
    kept = belongings(house.work, house.by)
    assert len({row.person_id for row in kept}) == 3
    (gone,) = {row.person_id for row in kept if not row.is_present}
    due = [row.due_on for row in follow_ups(house.work, house.by, gone) if row.left_on == TODAY]
    assert [(day - TODAY).days for day in due] == [7, 30, 90]


def test_few_are_to_be_asked_today_and_many_were(house: House) -> None:
    due = follow_ups(house.work, house.by, due_until=TODAY)
    assert 2 <= len(due) <= 15
    assert all((TODAY - row.due_on).days <= 10 for row in due)
    assert house.one(select(func.count(FollowUp.id)).where(FollowUp.done_on.is_not(None))) > 500


def test_a_serious_incident_is_open_and_another_is_over(house: House) -> None:
    everything = incidents(house.work, house.by, IncidentFilter())
    still_open = incidents(house.work, house.by, IncidentFilter(open_only=True))
    assert len(everything) == 2
    assert [row.severity for row in still_open] == ["SERIOUS"]


def test_one_who_stays_is_hidden_from_the_desk_and_kept_apart_from_another(house: House) -> None:
    ((protected,),) = house.all(select(Restriction.person_id))
    names = [row.name for row in list_people(house.work, user(house.work, house.by, "desk"), PeopleFilter())]
    assert sum("ปกปิด" in name for name in names) == 1
    social = user(house.work, house.by, "social")
    assert any(row.id == protected for row in list_people(house.work, social, PeopleFilter()))
    (other,) = list_apart(house.work, social, protected)
    assert other.person_id is not None
    assert [task for task in today(house.work, house.by).tasks if task.key.startswith("apart:")] == []


def test_some_are_known_well(house: House) -> None:
    ((who,),) = house.all(select(PersonPhone.person_id).where(PersonPhone.is_unsafe))
    known = contacts(house.work, house.by, who)
    assert {row.kind for row in known.names} == {"ALIAS", "FORMER"}
    assert {row.kind for row in known.addresses if row.line} >= {"REGISTERED", "CURRENT"}
    assert not any(row.problem for row in known.addresses)
    assert {"HALAL", "SICK"} <= {row.meal for row in meal_count(house.work, house.by, TODAY).particular}
    assert {name for (name,) in house.all(select(PersonCode.list))} == {"target_group", "disability"}
    assert house.one(select(func.count(PersonRelation.id))) == 3


@pytest.mark.parametrize("login", ["desk", "house", "social", "trainer", "admin"])
def test_every_user_it_names_is_there(house: House, login: str) -> None:
    assert login in house.made.logins
    assert user(house.work, house.by, login).login == login


@pytest.mark.parametrize("until", [date(2028, 2, 29), date(2027, 1, 1), date(2026, 9, 30), date(2026, 10, 1)])
@pytest.mark.parametrize("people", [1, 9])
def test_it_can_be_made_on_any_day_and_however_small(tmp_path: Path, until: date, people: int) -> None:
    clock = FixedClock.at(until, hour=14)
    make_demonstration(tmp_path / "centre", clock, DemoCentre(people=people, seed=5), CHEAP)
    session = sign_in(tmp_path / "centre", clock, "manager", "demo")
    assert [one for one in check_centre(session.work, session.actor) if not one.ok] == []
    month = runner.facts(session.work, session.actor, "monthly", {"month": until.replace(day=1)})
    assert imbalances(month) == []
    session.work.close()


def test_its_classes_wait_for_todays_marks_and_the_manager_for_a_decision(house: House) -> None:
    waiting = unchecked(house.work, house.by, TODAY - timedelta(days=30))
    assert {row.day for row in waiting} == {TODAY}, "everything before today is marked"
    states = {state for (state,) in house.all(select(Enrolment.state).distinct())}
    assert {"APPLIED", "ACTIVE", "SUSPENDED", "DONE", "DROPPED"} <= states
    with house.work.reading(house.by, "course.read") as session:
        found = standings(session, session.scalars(select(Enrolment.id)), TODAY, read_centre(session))
    assert [one for one in found.values() if one.standing.continuity.breaks], "three days absent in a row"
    kinds = {grey.reason for one in found.values() for grey in one.facts.greys.values()}
    assert {Reason.LEAVE, Reason.HOSPITAL, Reason.PAUSED, Reason.NOT_YET} <= kinds


def test_today_asks_for_classes_decisions_results_and_cohorts(house: House) -> None:
    trainer = user(house.work, house.by, "trainer")
    found = {by.login: [task.key for task in today(house.work, by).tasks] for by in (house.by, trainer)}
    starts = [{key.partition(":")[0] for key in keys} for keys in found.values()]
    assert {"unchecked", "break", "result", "no_cohort"} <= starts[0]
    assert not {"break", "result", "no_cohort"} & starts[1], "these are the manager's"
    own = [key for key in found["trainer"] if key.startswith("unchecked")]
    all_of_them = [key for key in found["manager"] if key.startswith("unchecked")]
    assert len(own) == 1 < len(all_of_them), "a trainer is asked about the own class alone"


def test_a_trainer_begins_with_the_class_of_this_hour_and_others_do_not(house: House) -> None:
    trainer = user(house.work, house.by, "trainer")
    begun = start_of(house.work, trainer)
    assert begun is not None
    assert begun["tab"] == "sheet"
    assert start_of(house.work, house.by) is None, "the manager teaches nothing"
    with house.work.reading(house.by, "course.read") as session:
        assert "ตัดเย็บเสื้อผ้า" in cohort_title(session, begun["cohort_id"])
