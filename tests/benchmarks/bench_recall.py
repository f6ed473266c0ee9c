"""How often Ctrl+K finds who was spelled wrongly, among 100,000 people with names as alike as Thai names are.

The person meant counts as found among the first ten; for a family name alone, anyone of that name does,
because dozens share it. The slips are drawn with seeds of their own.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from statistics import median, quantiles
from typing import Any

from tests.benchmarks.crowds import named_crowd, window
from tests.benchmarks.results import Result, Share, now
from tests.slips import slip

PEOPLE, ASKED, FIRST = 100_000, 250, 10
ONE_SLIP = 0.98

Who = tuple[str, str]
Typed = Callable[[Who, random.Random], str]


def _once(name: str, chance: random.Random) -> str:
    return slip(name, chance)


KINDS: tuple[tuple[str, Typed, float, bool], ...] = (
    ("full name as it is", lambda who, _chance: " ".join(who), 1.0, False),
    ("full name, one slip", lambda who, chance: _once(" ".join(who), chance), ONE_SLIP, False),
    ("family name first, one slip", lambda who, chance: _once(" ".join(who[::-1]), chance), ONE_SLIP, False),
    ("full name without a space, one slip", lambda who, chance: _once("".join(who), chance), ONE_SLIP, False),
    ("full name, two slips", lambda who, chance: _once(_once(" ".join(who), chance), chance), 0.9, False),
    ("family name alone, one slip", lambda who, chance: _once(who[1], chance), 0.9, True),
    (
        "first name, one slip, and 3 letters",
        lambda who, chance: f"{_once(who[0], chance)} {who[1][:3]}",
        0.8,
        False,
    ),
)


def run() -> list[Result | Share]:
    """Ask the service itself, as the panel does."""
    with window(people=PEOPLE, beds=100, staying=90, names=named_crowd(701)) as program:
        everyone = _everyone(program)
        return [one for kind in KINDS for one in _measured(program, everyone, *kind)]


def _measured(
    program: Any, everyone: list[tuple[int, Who]], what: str, typed: Typed, target: float, by_name: bool
) -> list[Result | Share]:
    chance = random.Random(f"hold-out {what}")
    asked, found = [], 0
    for _each in range(ASKED):
        id, who = chance.choice(everyone)
        text = typed(who, chance)
        started = now()
        hits = _search(program, text)
        asked.append(now() - started)
        found += any(hit.id == id or (by_name and who[1] in hit.name) for hit in hits)
    return [
        Share("recall", f"{what}: among the first {FIRST}", found / ASKED, target),
        Result("recall", f"{what}: median", median(asked), 50.0),
        Result("recall", f"{what}: 95 of 100 are quicker", quantiles(asked, n=20)[-1], 50.0),
    ]


def _everyone(program: Any) -> list[tuple[int, Who]]:
    from sqlalchemy import select

    from panpun_desktop.models import Person
    from panpun_desktop.rules.roles import SYSTEM

    with program.context.work.reading(SYSTEM, "setting.read") as session:
        rows = session.execute(select(Person.id, Person.first_name, Person.last_name)).all()
    return [(row.id, (row.first_name, row.last_name)) for row in rows]


def _search(program: Any, text: str) -> Any:
    from panpun_desktop.services.people import search

    return search(program.context.work, program.context.actor, text, FIRST)
