"""How the demonstration's people were asked after leaving: what was heard, and what is still to be asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from panpun_desktop.services.follow_ups import days_of

if TYPE_CHECKING:
    from panpun_desktop.services.centre import Centre
    from panpun_desktop.services.demonstration_life import Lived

_SINCE_DAYS = 365
"""The centre began to ask a year ago."""
_STILL_OPEN_DAYS = 10
"""Of what fell due in the last days a little is still to be asked."""
_STILL_OPEN = 0.12
_HEARD = (
    ("WELL", "PHONE", 58),
    ("NOT_REACHED", "PHONE", 24),
    ("WELL", "VISIT", 8),
    ("NEEDS_HELP", "PHONE", 6),
    ("RETURNING", "CAME", 4),
)
"""(result, how, weight)."""


def follow_up_rows(
    left: Iterable[tuple[Lived, int, int]], centre: Centre, until: date, by_id: int, seed: int
) -> Iterator[dict[str, Any]]:
    """The days to ask after each leaving of the last year; ``left``: (stay as lived, stay id, person id)."""
    rng = Random(seed)
    for one, stay_id, person_id in left:
        if one.left_on is None or (until - one.left_on).days > _SINCE_DAYS:
            continue
        for days in days_of(centre):
            due_on = one.left_on + timedelta(days=days)
            row = {"person_id": person_id, "stay_id": stay_id, "due_on": due_on}
            yield row | (_heard(rng, due_on, by_id) if _was_asked(rng, due_on, until) else {})


def _was_asked(rng: Random, due_on: date, until: date) -> bool:
    if due_on >= until:
        return False
    return (until - due_on).days > _STILL_OPEN_DAYS or rng.random() >= _STILL_OPEN


def _heard(rng: Random, due_on: date, by_id: int) -> dict[str, Any]:
    result, how, _weight = rng.choices(_HEARD, [weight for *_rest, weight in _HEARD])[0]
    return {"done_on": due_on, "how": how, "result": result, "done_by_id": by_id}
