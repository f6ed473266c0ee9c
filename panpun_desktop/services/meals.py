"""The meals of a day by diet, from who is in (ยอดอาหาร): figures, and names for those who may see them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from panpun_desktop.models import Person
from panpun_desktop.rules import roles
from panpun_desktop.rules.birth import age_on
from panpun_desktop.rules.meals import Eater, Meal, meal_of, meals
from panpun_desktop.services.bed_board import Night, read_night
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.person_list import birth_of, name_of
from panpun_desktop.services.visibility import veil

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.centre import Centre
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class EaterRow:
    """Someone whose meal is not the usual one."""

    person_id: int
    name: str
    bed: str
    meal: str
    diet: str
    """The diet in words, with what must not be eaten."""


@dataclass(frozen=True)
class MealCount:
    """A day's meals: in the morning for who slept here, at noon and in the evening for who sleeps here."""

    day: date
    morning: Mapping[Meal, int]
    noon_and_evening: Mapping[Meal, int]
    particular: tuple[EaterRow, ...]
    """Those with a meal of their own today; empty where names may not be seen."""


def meal_count(work: UnitsOfWork, by: Actor, day: date) -> MealCount:
    """The meals of a day; people on leave or in hospital do not eat here."""
    with work.reading(by, "meal.read") as session:
        return read_meals(session, by, day)


def read_meals(session: Session, by: Actor, day: date) -> MealCount:
    """``meal_count`` inside a unit of work."""
    centre = read_centre(session)
    before, tonight = (read_night(session, night, centre) for night in (day - timedelta(days=1), day))
    facts = _facts(session, {row.id for known in (before, tonight) for row in known.stays.values()})
    child_age = int(centre.settings["meal.child_age"])
    return MealCount(
        day,
        meals(_eaters(before, facts, day), child_age),
        meals(_eaters(tonight, facts, day), child_age),
        tuple(_particular(session, by, tonight, facts, centre, day)),
    )


@dataclass(frozen=True)
class DietRow:
    """A diet or something that must not be eaten, and for how many tonight; it names nobody."""

    meal: str
    diet: str
    people: int


def read_diets(session: Session, day: date) -> tuple[DietRow, ...]:
    """What the kitchen must know of those who sleep here on a day, everybody counted (R-SAF-1)."""
    centre = read_centre(session)
    tonight = read_night(session, day, centre)
    facts = _facts(session, {row.id for row in tonight.stays.values()})
    child_age = int(centre.settings["meal.child_age"])
    counted: Counter[tuple[str, str]] = Counter()
    for stay in _in(tonight):
        fact = facts[stay.id]
        words = _diet_words(centre, fact)
        if words:
            meal = meal_of(Eater(fact.diet, age_on(birth_of(stay), day)), child_age)
            counted[meal.value, words] += 1
    places = [one.value for one in Meal]
    found = sorted(counted.items(), key=lambda one: (places.index(one[0][0]), one[0][1]))
    return tuple(DietRow(meal, words, people) for (meal, words), people in found)


def _diet_words(centre: Centre, fact: Any) -> str:
    return " · ".join(one for one in (centre.label("diet", fact.diet), fact.allergy) if one)


def _facts(session: Session, person_ids: set[int]) -> dict[int, Any]:
    rows = select(Person.id, Person.diet, Person.allergy).where(Person.id.in_(person_ids))
    return {row.id: row for row in session.execute(rows)}


def _in(known: Night) -> Iterator[Any]:
    return (stay for stay_id, stay in known.stays.items() if stay_id not in known.away)


def _eaters(known: Night, facts: Mapping[int, Any], day: date) -> Iterator[Eater]:
    return (Eater(facts[stay.id].diet, age_on(birth_of(stay), day)) for stay in _in(known))


def _particular(
    session: Session, by: Actor, known: Night, facts: Mapping[int, Any], centre: Centre, day: date
) -> Iterator[EaterRow]:
    if not roles.may(by, "person.read"):
        return
    seen, child_age = veil(session, by), int(centre.settings["meal.child_age"])
    for stay in _in(known):
        fact = facts[stay.id]
        meal = meal_of(Eater(fact.diet, age_on(birth_of(stay), day)), child_age)
        if stay.id in seen.hidden or (meal is Meal.USUAL and not fact.allergy):
            continue
        place = known.places.get(stay.stay_id)
        yield EaterRow(
            stay.id,
            seen.name(stay.id, name_of(stay), stay.first_name),
            place.label if place else "",
            meal.value,
            seen.text(stay.id, _diet_words(centre, fact)),
        )
