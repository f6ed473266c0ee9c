"""Reads the meals of a day and the diets of those who sleep here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panpun_desktop.reports.meal_sheet.data import DietLine, MealLine, MealSheet
from panpun_desktop.rules.meals import Meal
from panpun_desktop.services.meals import read_diets, read_meals

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.reports.report import Asked


def read(session: Session, asked: Asked) -> MealSheet:
    """The meals of the day of parameter ``day``."""
    day, centre = asked.parameters["day"], asked.centre
    count = read_meals(session, asked.by, day)
    lines = tuple(
        MealLine(centre.label("meal", meal), count.morning[meal], count.noon_and_evening[meal])
        for meal in Meal
    )
    diets = tuple(
        DietLine(centre.label("meal", one.meal), one.diet, one.people) for one in read_diets(session, day)
    )
    return MealSheet(centre.name, day, lines, diets)
