"""The stays behind every figure of a statement: what a click on a number opens.

Figures that count stays have as many stays behind them; nights, means and shares have the stays that
they were made of. In the row of persons one stay stands for each person, the last one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from panpun_desktop.rules.comparison import ROWS, compared_periods
from panpun_desktop.rules.counted import SEX_COLUMNS, CountedFacts, EpisodeFact, Period, StayFact
from panpun_desktop.rules.counting import MOVES, chains_of, service_moves, sex_of, stays_in
from panpun_desktop.rules.nights import Night, nights_of

Place = tuple[str, str, str]
"""Table, row, column."""
TOTAL = "total"


def behind(
    facts: CountedFacts,
    period: Period,
    *,
    count_leave: bool = False,
    since: date | None = None,
    months_back: int = 1,
    nights: Sequence[Night] | None = None,
) -> Mapping[Place, tuple[int, ...]]:
    """(table, row, column) -> the ids of the stays behind the figure there; empty figures have no entry.

    ``since`` and ``months_back`` as for the comparison; ``nights`` are those of the period when they are
    counted already. ``facts`` must reach back as far as the comparison does.
    """
    near = facts.within(period)
    counts: dict[Place, Counter[int]] = defaultdict(Counter)
    _of_moves(counts, near, period)
    _of_adjustments(counts, near)
    for one in near.overrides:
        if period.holds(one.given_on):
            for row in (one.rule_id.lower(), TOTAL):
                counts["overrides", row, "count"][one.stay_id] += 1
    _of_beds(counts, near, nights_of(near, period, count_leave) if nights is None else nights)
    found = {place: tuple(sorted(+stays)) for place, stays in counts.items()}
    return {place: ids for place, ids in found.items() if ids} | _of_comparison(
        facts, period, since, months_back
    )


def _of_moves(counts: dict[Place, Counter[int]], facts: CountedFacts, period: Period) -> None:
    chains = chains_of(facts)
    for move, stays in stays_in(facts, period).items():
        for stay in stays:
            for place in _places_of(stay, move):
                counts[place][stay.stay_id] += 1
    for stay in facts.stays:
        chain: Sequence[EpisodeFact] = chains.get(stay.stay_id, ())
        for column, service in service_moves(stay, chain, period):
            for row in (service.lower(), TOTAL):
                counts["service_type", row, column][stay.stay_id] = 1


def _places_of(stay: StayFact, move: str) -> Iterator[Place]:
    """Every cell but those of table 3 in which a stay counts as this move."""
    sex = SEX_COLUMNS[sex_of(stay.sex)]
    yield from _moved(move, sex, stay.age_band)
    if move == "admitted":
        yield from _rows("intake_channel", stay.channel.lower(), "count", "percent")
    if move == "discharged":
        yield from _rows("outcome", (stay.outcome or "UNKNOWN").lower(), sex, TOTAL)


def _moved(move: str, sex: str, band: str) -> Iterator[Place]:
    yield "movement", move, sex
    yield "movement", move, TOTAL
    yield from _rows("age_band", band, f"{move}_{sex}")
    if move == "closing":
        yield from _rows("age_band", band, TOTAL)
    yield "ministry_line", "centre", move
    if move in ("opening", "admitted"):
        yield "ministry_line", "centre", "cumulative"


def _rows(table: str, row: str, *columns: str) -> Iterator[Place]:
    for one in (row, TOTAL):
        for column in columns:
            yield table, one, column


def _of_adjustments(counts: dict[Place, Counter[int]], facts: CountedFacts) -> None:
    """What was brought forward is what was closed: a change since then stands in its own row (R-REP-5)."""
    for change in facts.adjustments:
        if change.stay_id is None:
            continue
        sex = SEX_COLUMNS[sex_of(change.sex)]
        service = change.service_type.lower()
        for place in (*_moved("adjusted", sex, change.age_band), *_rows("service_type", service, "adjusted")):
            counts[place][change.stay_id] += 1
        for place in (*_moved("opening", sex, change.age_band), *_rows("service_type", service, "opening")):
            counts[place][change.stay_id] -= change.count


def _of_beds(
    counts: dict[Place, Counter[int]], facts: CountedFacts, nights: Collection[Night] | Iterator[Night]
) -> None:
    buildings = {bed.bed_id: str(bed.building_id) for bed in facts.beds}
    for night in nights:
        for stay, place in night.places.items():
            for row in (place, TOTAL):
                counts["beds", row, "person_nights"][stay] += 1
        for stay, bed in night.beds.items():
            if bed in night.slept_in:
                for row in (buildings[bed], TOTAL):
                    counts["beds", row, "bed_nights"][stay] += 1
    for row in {place[1] for place in counts if place[0] == "beds"}:
        counts["beds", row, "occupancy_percent"] = counts["beds", row, "bed_nights"]
        counts["beds", row, "average_nights"] = counts["beds", row, "person_nights"]
    everybody = Counter({stay.stay_id: 1 for stay in facts.stays})
    if everybody:
        counts["beds", TOTAL, "average_nights"] = everybody


def _of_comparison(
    facts: CountedFacts, period: Period, since: date | None, months_back: int
) -> dict[Place, tuple[int, ...]]:
    columns = ("this_month", "last_month", "fiscal_year_to_date")
    found = {}
    for column, one in zip(columns, compared_periods(period, since, months_back), strict=True):
        if one is not None:
            for row, stays in _figures(facts, one).items():
                found["comparison", row, column] = stays
    return {place: stays for place, stays in found.items() if stays}


def _figures(facts: CountedFacts, period: Period) -> dict[str, tuple[int, ...]]:
    """The stays of each row of the comparison; nights are of those who slept at least one."""
    moves = stays_in(facts, period)
    there = [stay for stay in facts.stays if stay.touches(period)]
    slept = [
        stay for stay in there if stay.left_on is None or stay.left_on > max(stay.arrived_on, period.first)
    ]
    last = {stay.person_id: stay for stay in sorted(there, key=lambda one: (one.arrived_on, one.stay_id))}
    figures = {
        **{move: moves[move] for move in MOVES if move in moves},
        "person_nights": slept,
        "persons": list(last.values()),
    }
    return {row: tuple(sorted(stay.stay_id for stay in figures[row])) for row in ROWS}
