"""How often a second registration is noticed, and how often a new person is taken for someone known.

100,000 people; 600 of them are registered again with the slips of ``HELD_OUT``, 600 others are new, many of
them relatives or with a name like someone's. The weights of the score were tuned on neither seed nor mix.
"""

from __future__ import annotations

import random
from time import process_time
from typing import Any

from panpun_desktop.services.people_rows import PersonFacts
from tests.benchmarks.crowds import named_crowd, window
from tests.benchmarks.results import Result, Share, now
from tests.names import many_names
from tests.registrations import HELD_OUT, again, stranger

PEOPLE, ASKED, SEED = 100_000, 600, 90_117
THRESHOLDS = (30, 35, 40, 50, 60)
LEAST = {30: (0.88, 0.95), 50: (0.65, 0.97)}
"""Recall and precision wanted where the program warns, and where it warns strongly."""
ROWS = 20_000


def run() -> list[Result | Share]:
    """Ask for everybody at once, as an import does, then for the pairs of the whole register."""
    with window(people=PEOPLE, beds=100, staying=90, names=named_crowd(SEED)) as program:
        everyone = _everyone(program)
        return [*_table(program, everyone), *_times(program, everyone)]


def _table(program: Any, everyone: list[tuple[int, PersonFacts]]) -> list[Result | Share]:
    chance, names = random.Random(SEED + 1), many_names(SEED)
    meant = chance.sample(everyone, ASKED)
    known = [again(facts, names, chance, HELD_OUT) for _id, facts in meant]
    new = [stranger(chance.choice(everyone)[1], names, chance) for _each in range(ASKED)]
    found = _asked(program, [*known, *new])
    results: list[Result | Share] = []
    for least in THRESHOLDS:
        right = sum(
            any(one.hit.id == id and one.score >= least for one in answer)
            for (id, _facts), answer in zip(meant, found[:ASKED], strict=True)
        )
        bothered = sum(any(one.score >= least for one in answer) for answer in found[ASKED:])
        recall, precision = LEAST.get(least, (0.0, 0.0))
        share = right / (right + bothered) if right + bothered else 1.0
        results.append(
            Share("duplicates", f"score {least}: second registrations noticed", right / ASKED, recall)
        )
        results.append(Share("duplicates", f"score {least}: warnings that are right", share, precision))
    return results


def _times(program: Any, everyone: list[tuple[int, PersonFacts]]) -> list[Result | Share]:
    from panpun_desktop.services.people import duplicate_pairs

    chance, names = random.Random(SEED + 2), many_names(SEED)
    rows = [again(chance.choice(everyone)[1], names, chance, HELD_OUT) for _each in range(ROWS)]
    started, worked = now(), process_time()
    _asked(program, rows)
    bulk, bulk_worked = now() - started, process_time() - worked
    started = now()
    for facts in rows[:100]:
        _asked(program, [facts])
    single = (now() - started) / 100
    started = now()
    duplicate_pairs(program.context.work, program.context.actor)
    return [
        Result("duplicates", "one person compared with the register", single, 50.0),
        Result("duplicates", "20,000 rows compared with the register", bulk, 10_000.0),
        Result("duplicates", "the same, processor time", bulk_worked, 10_000.0),
        Result("duplicates", "pairs of the whole register", now() - started, 120_000.0),
    ]


def _asked(program: Any, known: list[PersonFacts]) -> Any:
    from panpun_desktop.services.people import possible_duplicates_of

    return possible_duplicates_of(program.context.work, program.context.actor, known)


def _everyone(program: Any) -> list[tuple[int, PersonFacts]]:
    from sqlalchemy import select

    from panpun_desktop.models import Person
    from panpun_desktop.rules.roles import SYSTEM
    from panpun_desktop.services.people import facts_of

    with program.context.work.reading(SYSTEM, "setting.read") as session:
        return [(person.id, facts_of(person)) for person in session.scalars(select(Person))]
