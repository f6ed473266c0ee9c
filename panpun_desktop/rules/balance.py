"""Whether a statement agrees with itself and with the nights (R-REP-1, R-REP-3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from panpun_desktop.common.i18n import N_, _
from panpun_desktop.rules.counted import (
    SEX_COLUMNS,
    Check,
    CountedFacts,
    EpisodeFact,
    Period,
    StayFact,
    Table,
)
from panpun_desktop.rules.counting import chains_of
from panpun_desktop.rules.counting_beds import person_nights

TITLES = {
    "balance": N_("Brought forward + admitted − discharged = remaining"),
    "totals": N_("The parts add up to the totals"),
    "conversions": N_("Converted in = converted out"),
    "carried_over": N_("Brought forward = remaining of the month before"),
    "board": N_("Remaining = people on the bed board"),
    "nights": N_("Nights of people = people of every night"),
    "three_ways": N_("People of the night = people on the bed board"),
    "training_balance": N_("Brought forward + new in training = in training and ended"),
    "closed_months": N_("The period = its closed months together"),
    "episodes": N_("Every stay has a type of service on every day"),
}

Tables = Mapping[str, Table]


def checks_of(
    tables: Iterable[Table],
    facts: CountedFacts,
    period: Period,
    closed_before: Mapping[str, int] | None = None,
) -> tuple[Check, ...]:
    """All checks of a month's tables.

    ``closed_before``: the closing row of the movement of the month before, as it was closed; None when
    it is not closed.
    """
    by_id = {table.id: table for table in tables}
    return (
        _balance(by_id),
        _totals(by_id),
        _conversions(by_id["service_type"]),
        _carried_over(by_id["movement"], closed_before),
        _board(facts, period, by_id["movement"]),
        _nights(by_id["beds"], facts, period),
        _episodes(facts),
    )


def title_of(check: Check) -> str:
    """The Thai title of a check."""
    return _(TITLES[check.id])


def _balance(tables: Tables) -> Check:
    moves = tables["movement"]
    wrong = [
        f"{column.title}: {_sentence(moves, column.key)}"
        for column in moves.columns
        if _closing_by_movement(moves, column.key) != moves.number_at("closing", column.key)
    ]
    wrong += _unbalanced_ages(tables["age_band"]) + _unbalanced_services(tables["service_type"])
    return Check("balance", not wrong, "; ".join(wrong) if wrong else _sentence(moves, "total"))


def _closing_by_movement(moves: Table, column: str) -> int:
    opening, adjusted, admitted, discharged = _four(moves, column)
    return opening + adjusted + admitted - discharged


def _four(moves: Table, column: str) -> tuple[int, int, int, int]:
    first, second, third, fourth = (
        moves.number_at(row, column) for row in ("opening", "adjusted", "admitted", "discharged")
    )
    return first, second, third, fourth


def _sentence(moves: Table, column: str) -> str:
    """The figures as people check them: "43 + 32 − 28 = 47"."""
    opening, adjusted, admitted, discharged = _four(moves, column)
    closing = moves.number_at("closing", column)
    sign = "=" if opening + adjusted + admitted - discharged == closing else "≠"
    change = f" {'+' if adjusted > 0 else '−'} {abs(adjusted)}" if adjusted else ""
    return f"{opening}{change} + {admitted} − {discharged} {sign} {closing}"


def _unbalanced_ages(table: Table) -> list[str]:
    wrong = []
    for row in table.rows:
        for sex in SEX_COLUMNS.values():
            value = {
                move: table.number_at(row.key, f"{move}_{sex}")
                for move in ("opening", "adjusted", "admitted", "discharged", "closing")
            }
            expected = value["opening"] + value["adjusted"] + value["admitted"] - value["discharged"]
            if expected != value["closing"]:
                wrong.append(f"{table.title} {row.label}")
    return list(dict.fromkeys(wrong))


def _unbalanced_services(table: Table) -> list[str]:
    return [f"{table.title} {row.label}" for row in table.rows if _service_difference(table, row.key)]


def _service_difference(table: Table, row: str) -> int:
    plus = ("opening", "adjusted", "admitted", "converted_in")
    minus = ("discharged", "converted_out", "closing")
    return sum(table.number_at(row, one) for one in plus) - sum(table.number_at(row, one) for one in minus)


def _totals(tables: Tables) -> Check:
    wrong = [
        *_wrong_sex_sums(tables["movement"]),
        *_wrong_sex_sums(tables["outcome"]),
        *_wrong_row_sums(tables),
        *_unequal_totals(tables),
    ]
    return Check("totals", not wrong, "; ".join(dict.fromkeys(wrong)))


def _wrong_sex_sums(table: Table) -> list[str]:
    sexes = SEX_COLUMNS.values()
    return [
        f"{table.title} {row.label}"
        for row in table.rows
        if sum(table.number_at(row.key, sex) for sex in sexes) != table.number_at(row.key, "total")
    ]


def _wrong_row_sums(tables: Tables) -> list[str]:
    wrong = []
    for id in ("age_band", "service_type", "intake_channel", "outcome", "overrides"):
        table = tables[id]
        keys = [row.key for row in table.rows if row.key != "total"]
        for column in table.columns:
            if column.key == "percent":
                continue
            if sum(table.number_at(key, column.key) for key in keys) != table.number_at("total", column.key):
                wrong.append(f"{table.title} {column.title}")
    return wrong


def _unequal_totals(tables: Tables) -> list[str]:
    """Totals that other tables repeat from the movement."""
    moves = tables["movement"]
    pairs = [
        ("intake_channel", "count", "admitted", "total"),
        ("outcome", "total", "discharged", "total"),
        *(("service_type", move, move, "total") for move in ("opening", "admitted", "discharged", "closing")),
        *(
            ("age_band", f"{move}_{sex}", move, sex)
            for move in ("opening", "admitted", "discharged", "closing")
            for sex in SEX_COLUMNS.values()
        ),
    ]
    return [
        tables[id].title
        for id, column, move, sex in pairs
        if tables[id].number_at("total", column) != moves.number_at(move, sex)
    ]


def _conversions(table: Table) -> Check:
    into, out = table.number_at("total", "converted_in"), table.number_at("total", "converted_out")
    return Check("conversions", into == out, f"{into} {'=' if into == out else '≠'} {out}")


def _carried_over(moves: Table, closed_before: Mapping[str, int] | None) -> Check:
    if closed_before is None:
        return Check("carried_over", True)
    wrong = [
        f"{column.title}: {moves.number_at('opening', column.key)} ≠ {closed_before.get(column.key, 0)}"
        for column in moves.columns
        if moves.number_at("opening", column.key) != closed_before.get(column.key, 0)
    ]
    return Check("carried_over", not wrong, "; ".join(wrong))


def _board(facts: CountedFacts, period: Period, moves: Table) -> Check:
    """Stays open at 24:00 against people in beds plus people without one."""
    night = period.last
    there = {stay.stay_id for stay in facts.stays if stay.is_there(night)}
    in_beds = {
        use.stay_id
        for use in facts.bed_uses
        if use.start_on <= night and (use.end_on is None or night < use.end_on)
    }
    strangers = tuple(sorted(in_beds - there))
    board = len(in_beds) + len(there - in_beds)
    closing = moves.number_at("closing", "total")
    sign = "=" if closing == board else "≠"
    return Check("board", closing == board, f"{closing} {sign} {board}", strangers)


def _nights(table: Table, facts: CountedFacts, period: Period) -> Check:
    counted, by_stay = table.number_at("total", "person_nights"), person_nights(facts, period)
    return Check("nights", counted == by_stay, f"{counted} {'=' if counted == by_stay else '≠'} {by_stay}")


def _episodes(facts: CountedFacts) -> Check:
    chains = chains_of(facts)
    wrong = tuple(
        stay.stay_id for stay in facts.stays if not _is_whole(stay, list(chains.get(stay.stay_id, ())))
    )
    return Check("episodes", not wrong, str(len(wrong)) if wrong else "", wrong)


def _is_whole(stay: StayFact, chain: Sequence[EpisodeFact]) -> bool:
    """Say whether the parts of a stay follow each other from its first day to its last."""
    if not chain or chain[0].started_on != stay.arrived_on or chain[-1].ended_on != stay.left_on:
        return False
    return all(one.ended_on == other.started_on for one, other in pairwise(chain))
