"""How many eat what: each person is in one group, the more particular one first (product.md A7)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from panpun_desktop.rules.seed import code_lists


class Meal(StrEnum):
    """The groups of a kitchen; codes of list ``meal``."""

    USUAL = "USUAL"
    HALAL = "HALAL"
    CHILD = "CHILD"
    SICK = "SICK"
    OTHER = "OTHER"


@dataclass(frozen=True)
class Eater:
    """Someone who eats here: the diet's code and the age, as far as known."""

    diet: str | None
    age: int | None


def meal_of(eater: Eater, child_age: int) -> Meal:
    """The group of one person: the diet decides, then being a small child (younger than ``child_age``)."""
    for code in code_lists()["diet"].codes:
        if code.code == eater.diet:
            return Meal(code.extra.get("meal", Meal.OTHER))
    if eater.diet is not None:
        return Meal.OTHER
    is_small = eater.age is not None and eater.age < child_age
    return Meal.CHILD if is_small else Meal.USUAL


def meals(eaters: Iterable[Eater], child_age: int) -> Mapping[Meal, int]:
    """How many of each group; the groups add up to the people."""
    counted = Counter(meal_of(one, child_age) for one in eaters)
    return {meal: counted[meal] for meal in Meal}
