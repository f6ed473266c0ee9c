"""Counting for statements: movement, age, service type, channel, outcome, overrides (interfaces.md §2).

Movement counts stays. The stock of a day is at 24:00: arrived on or before it, not left on or before it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.rules.birth import UNKNOWN_BAND
from panpun_desktop.rules.codes import ServiceType, Sex
from panpun_desktop.rules.counted import (
    SEX_COLUMNS,
    Adjustment,
    CountedFacts,
    EpisodeFact,
    OverrideFact,
    Period,
    StayFact,
    Table,
    TableRow,
    share,
    table_of,
    words_of,
)
from panpun_desktop.rules.limits import AgeBand
from panpun_desktop.rules.seed import code_lists

SexCounts = Counter[tuple[str, str]]
"""How many of each (key, sex)."""

MOVES = ("opening", "adjusted", "admitted", "discharged", "closing")
"""The five figures of a movement; opening + adjusted + admitted − discharged = closing."""


def stays_in(facts: CountedFacts, period: Period) -> dict[str, list[StayFact]]:
    """The stays behind each figure of the movement: what a click on a number opens."""
    eve = period.first - timedelta(days=1)
    return {
        "opening": [stay for stay in facts.stays if stay.is_there(eve)],
        "admitted": [stay for stay in facts.stays if period.holds(stay.arrived_on)],
        "discharged": [stay for stay in facts.stays if period.holds(stay.left_on)],
        "closing": [stay for stay in facts.stays if stay.is_there(period.last)],
    }


def movement(facts: CountedFacts, period: Period) -> Table:
    """Table 1: opening, adjusted, admitted, discharged, closing by sex."""
    counts = _moves_by(facts, period, lambda stay: "", lambda change: "")
    rows = []
    for move in MOVES:
        by_sex = _by_sex(counts[move], "")
        rows.append(TableRow(move, words_of("movement").rows[move], by_sex))
    return table_of("movement", rows)


def age_band(facts: CountedFacts, period: Period, bands: Sequence[AgeBand]) -> Table:
    """Table 2: the movement by the age band frozen at admission; ``total`` is the closing stock."""
    counts = _moves_by(facts, period, lambda stay: stay.age_band, lambda change: change.age_band)
    codes = [band.code for band in bands]
    used = {code for move in counts.values() for code, _sex in move}
    codes += sorted(used - {*codes, UNKNOWN_BAND})  # bands of before a change of the setting
    labels = {code: code.replace("-", "–") for code in codes} | {UNKNOWN_BAND: _word("age_band", "unknown")}
    rows = [
        TableRow(code, labels[code], _age_values(counts, lambda one, code=code: one == code))  # type: ignore[misc]
        for code in (*codes, UNKNOWN_BAND)
    ]
    rows.append(TableRow("total", _word("age_band", "total"), _age_values(counts, lambda one: True)))
    return table_of("age_band", rows)


def service_type(facts: CountedFacts, period: Period) -> Table:
    """Table 3: the movement by service type, with what was converted into and out of it (R-REP-3)."""
    chains = chains_of(facts)
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for stay in facts.stays:
        for column, service in service_moves(stay, chains[stay.stay_id], period):
            counted[column][service] += 1
    for change in facts.adjustments:
        counted["adjusted"][change.service_type] += change.count
        counted["opening"][change.service_type] -= change.count
    columns = list(words_of("service_type").columns)
    rows = [
        TableRow(code.lower(), service_label(code), {one: counted[one][code] for one in columns})
        for code in ServiceType
    ]
    total = {one: counted[one].total() for one in columns}
    return table_of("service_type", [*rows, TableRow("total", _word("service_type", "total"), total)])


def intake_channel(facts: CountedFacts, period: Period) -> Table:
    """Table 4: admissions by channel, with their share of all admissions."""
    counts = Counter(stay.channel for stay in facts.stays if period.holds(stay.arrived_on))
    whole = counts.total()
    rows = [
        TableRow(code.lower(), label, {"count": counts[code], "percent": share(counts[code], whole)})
        for code, label in _in_use("channel", counts)
    ]
    total = {"count": whole, "percent": share(whole, whole)}
    return table_of("intake_channel", [*rows, TableRow("total", _word("intake_channel", "total"), total)])


def outcome(facts: CountedFacts, period: Period) -> Table:
    """Table 5: discharges by outcome and sex."""
    left = [stay for stay in facts.stays if period.holds(stay.left_on)]
    counts: SexCounts = Counter((stay.outcome or "UNKNOWN", sex_of(stay.sex)) for stay in left)
    codes = Counter(code for code, _sex_code in counts.elements())
    rows = [TableRow(code.lower(), label, _by_sex(counts, code)) for code, label in _in_use("outcome", codes)]
    total = _by_sex(Counter(("", sex) for _code, sex in counts.elements()), "")
    return table_of("outcome", [*rows, TableRow("total", _word("outcome", "total"), total)])


def overrides(facts: CountedFacts, period: Period) -> Table:
    """Table 13: limits passed by rule (R-OVR-5)."""
    counts = Counter(one.rule_id for one in given_in(facts.overrides, period))
    rows = [TableRow(code.lower(), label, {"count": counts[code]}) for code, label in _in_use("rule", counts)]
    total = TableRow("total", _word("overrides", "total"), {"count": counts.total()})
    return table_of("overrides", [*rows, total])


def override_reasons(facts: CountedFacts, period: Period) -> dict[str, list[tuple[str, int]]]:
    """The reasons of each rule with how often, for the เหตุผล column: Thai labels, most frequent first."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for one in given_in(facts.overrides, period):
        found[one.rule_id.lower()][code_lists()["override_reason"].label(one.reason_code)] += 1
    return {rule: counts.most_common() for rule, counts in found.items()}


def ministry_line(moves: Table, target: int | None, centre: str = "") -> Table:
    """The line in the columns of government tables; cumulative = opening + admitted (decision 6)."""
    values = {move: moves.number_at(move, "total") for move in MOVES}
    cumulative = values["opening"] + values["admitted"]
    row = TableRow(
        "centre",
        centre or words_of("ministry_line").rows["centre"],
        {"target": target, **values, "cumulative": cumulative},
    )
    return table_of("ministry_line", [row])


def target_of(setting: str, fiscal_year: int) -> int | None:
    """The target of a fiscal year (พ.ศ.) from the setting, e.g. ``2569=400, 2570=420``; None when empty."""
    targets: dict[int, int] = {}
    for part in filter(str.strip, setting.split(",")):
        year, _, figure = part.partition("=")
        if not (year.strip().isdecimal() and figure.strip().isdecimal()):
            raise RuleBroken("setting.target", field="report.ministry_target")
        targets[int(year)] = int(figure)
    return targets.get(fiscal_year)


def chains_of(facts: CountedFacts) -> Mapping[int, list[EpisodeFact]]:
    """The parts of each stay in their order."""
    chains: dict[int, list[EpisodeFact]] = defaultdict(list)
    for episode in facts.episodes:
        chains[episode.stay_id].append(episode)
    for chain in chains.values():
        chain.sort(key=lambda one: one.started_on)  # stable: parts of one day stay as given
    return chains


def given_in(found: Iterable[OverrideFact], period: Period) -> list[OverrideFact]:
    """The overrides given in the period."""
    return [one for one in found if period.holds(one.given_on)]


def service_label(code: str) -> str:
    """The label of a service type in tables (the long name of transit has a shorter form there)."""
    services = {one.code: one for one in code_lists()["service_type"].codes}
    return str(services[code].extra.get("table", services[code].label))


def service_moves(stay: StayFact, chain: Sequence[EpisodeFact], period: Period) -> Iterable[tuple[str, str]]:
    """The columns of table 3 that a stay counts in, each with the service type."""
    if not chain:
        return
    eve = period.first - timedelta(days=1)
    if stay.is_there(eve):
        yield "opening", _part_on(chain, eve).service_type
    if period.holds(stay.arrived_on):
        yield "admitted", chain[0].service_type
    for one, other in pairwise(chain):
        if one.service_type != other.service_type and period.holds(other.started_on):
            yield "converted_out", one.service_type
            yield "converted_in", other.service_type
    if period.holds(stay.left_on):
        yield "discharged", chain[-1].service_type
    if stay.is_there(period.last):
        last = _part_on(chain, period.last)
        yield "closing", last.service_type
        if last.accompanying:
            yield "accompanying", last.service_type


def _part_on(chain: Sequence[EpisodeFact], night: date) -> EpisodeFact:
    """The part that a night belongs to: the last one begun."""
    return next((one for one in reversed(chain) if one.started_on <= night), chain[0])


def _moves_by(
    facts: CountedFacts,
    period: Period,
    key: Callable[[StayFact], str],
    change_key: Callable[[Adjustment], str],
) -> dict[str, SexCounts]:
    """Each figure of the movement, counted by key and sex."""
    counts: dict[str, SexCounts] = {
        move: Counter((key(stay), sex_of(stay.sex)) for stay in stays)
        for move, stays in stays_in(facts, period).items()
    }
    counts["adjusted"] = Counter()
    for change in facts.adjustments:
        counts["adjusted"][change_key(change), sex_of(change.sex)] += change.count
        counts["opening"][change_key(change), sex_of(change.sex)] -= change.count
    return counts


def _by_sex(counts: SexCounts, key: str) -> dict[str, int]:
    values = {column: counts[key, sex] for sex, column in SEX_COLUMNS.items()}
    return {**values, "total": sum(values.values())}


def _age_values(counts: Mapping[str, SexCounts], belongs: Callable[[str], bool]) -> dict[str, int]:
    values = {
        f"{move}_{column}": sum(n for (code, one), n in counts[move].items() if belongs(code) and one == sex)
        for move in MOVES
        for sex, column in SEX_COLUMNS.items()
    }
    closing = sum(values[f"closing_{column}"] for column in SEX_COLUMNS.values())
    return {**values, "total": closing}


def sex_of(code: str) -> Sex:
    """The sex a code stands for; what is none counts as unknown."""
    return Sex(code) if code in set(Sex) else Sex.U


def _word(table: str, row: str) -> str:
    return words_of(table).rows[row]


def _in_use(list_key: str, counts: Counter[str]) -> list[tuple[str, str]]:
    """The codes that occur, in the order of their list, strangers last; each with its label."""
    codes = code_lists()[list_key]
    order = [one.code for one in codes.codes]
    used = sorted((code for code, n in counts.items() if n), key=lambda one: (_place(order, one), one))
    return [(code, codes.label(code)) for code in used]


def _place(order: Sequence[str], code: str) -> int:
    return order.index(code) if code in order else len(order)
