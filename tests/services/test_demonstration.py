"""The demonstration is a believable house: three years, families, sixty beds, and the books are right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from panpun_desktop.common.clock import FixedClock
from panpun_desktop.common.national_id import check
from panpun_desktop.models import Bed, BedUse, FamilyAdmission, Person, Stay
from panpun_desktop.reports import runner
from panpun_desktop.services.checks import check_centre
from panpun_desktop.services.demonstration import DemoCentre, Demonstration, make_demonstration
from panpun_desktop.services.people import PeopleFilter, list_people
from panpun_desktop.services.session import Session, sign_in
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
