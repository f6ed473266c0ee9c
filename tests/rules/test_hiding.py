"""R-REP-9: small counts are hidden, and an attacker with the printed sums does not get them back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from panpun_desktop.rules.counted import CountedFacts, Period, Table, TableRow, table_of
from panpun_desktop.rules.hiding import ALSO_HIDDEN, Cell, cells_of, equations_of, hide
from panpun_desktop.rules.statement import monthly_statement
from tests.rules.counted_builders import LIMITS, NOVEMBER, fixture_5_1
from tests.rules.test_counting_properties import MONTHS, lives

SENSITIVE = ("age_band", "intake_channel", "outcome", "overrides", "service_type")
LEAST = 5


def outcomes(*rows: tuple[int, int]) -> Table:
    """Table 5 with a row for each pair of men and women."""
    made = [
        TableRow(f"r{n}", f"r{n}", {"male": men, "female": women, "unknown": 0, "total": men + women})
        for n, (men, women) in enumerate(rows)
    ]
    men, women = (sum(row[n] for row in rows) for n in (0, 1))
    return table_of(
        "outcome",
        [*made, TableRow("total", "รวม", {"male": men, "female": women, "unknown": 0, "total": men + women})],
    )


def shown(table: Table) -> list[list[object]]:
    """Men, women and total of each row."""
    return [[row.values[key] for key in ("male", "female", "total")] for row in table.rows]


def test_r_rep_9_counts_from_1_to_4_are_hidden_and_one_more_in_each_sum() -> None:
    hidden = hide([outcomes((2, 20), (30, 12), (9, 8))], {"outcome"}, LEAST)
    (table,) = hidden.tables
    assert shown(table)[0] == ["<5", ALSO_HIDDEN, 22]
    assert shown(table)[3] == [41, 40, 81]
    assert sum(cell == ALSO_HIDDEN for row in shown(table) for cell in row) == 3


def test_zero_and_big_counts_stay_and_so_do_tables_that_are_not_sensitive() -> None:
    table = outcomes((0, 20), (30, 12))
    assert hide([table], {"outcome"}, LEAST).tables == (table,)
    small = outcomes((2, 20), (30, 12))
    assert hide([small], set(), LEAST).tables == (small,)
    assert hide([small], {"outcome"}, 0).tables == (small,)


def test_two_hidden_ones_of_a_known_sum_of_two_are_not_enough() -> None:
    """1 + 1 = 2 would be plain to see: <5 is at least 1."""
    (table,) = hide([outcomes((1, 1), (10, 10), (20, 20))], {"outcome"}, LEAST).tables
    assert shown(table)[0][2] in ("<5", ALSO_HIDDEN) or shown(table)[1][2] == ALSO_HIDDEN
    assert not collapsed([table])


def test_a_table_that_cannot_be_protected_is_withheld() -> None:
    whole = monthly_statement(fixture_5_1(), NOVEMBER, LIMITS)
    one_row = hide(
        [whole.table("movement"), table_with_one_channel(3)],
        {"intake_channel"},
        LEAST,
    )
    assert one_row.withheld == ("intake_channel",)
    assert [table.id for table in one_row.tables] == ["movement"]


def table_with_one_channel(count: int) -> Table:
    """Table 4 in which everybody came in one way."""
    rows = [TableRow(key, key, {"count": count, "percent": "100.00"}) for key in ("self", "total")]
    return table_of("intake_channel", rows)


def test_shares_of_hidden_counts_are_hidden_too() -> None:
    rows = [("self", 2, "10.00"), ("field", 3, "15.00"), ("ref_gov", 15, "75.00"), ("total", 20, "100.00")]
    table = table_of(
        "intake_channel", [TableRow(key, key, {"count": n, "percent": part}) for key, n, part in rows]
    )
    (found,) = hide([table], {"intake_channel"}, LEAST).tables
    assert [row.values["percent"] for row in found.rows] == [ALSO_HIDDEN, ALSO_HIDDEN, "75.00", "100.00"]


@settings(max_examples=30, deadline=None)
@given(rows=st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), min_size=1, max_size=3))
def test_every_hidden_count_has_two_readings_by_trying_them_all(rows: Sequence[tuple[int, int]]) -> None:
    hidden = hide([outcomes(*rows)], {"outcome"}, LEAST)
    for table in hidden.tables:
        readings = list(all_readings(table))
        assert readings
        for cell in product(range(len(rows)), ("male", "female")):
            if table.rows[cell[0]].values[cell[1]] == "<5":
                assert len({reading[cell] for reading in readings}) > 1


def all_readings(table: Table) -> Iterator[Mapping[tuple[int, str], int]]:
    """Every table of whole numbers that the print allows."""
    places = list(product(range(len(table.rows) - 1), ("male", "female")))
    for guess in product(*(allowed(table.rows[row].values[sex]) for row, sex in places)):
        reading = dict(zip(places, guess, strict=True))
        if all(agrees(table, reading)):
            yield reading


def allowed(value: object) -> range:
    """The numbers a printed figure may stand for."""
    if isinstance(value, int):
        return range(value, value + 1)
    return range(1, LEAST) if value == "<5" else range(15)


def agrees(table: Table, reading: Mapping[tuple[int, str], int]) -> Iterator[bool]:
    """Whether the sums of a reading may be those that are printed."""
    parts = range(len(table.rows) - 1)
    total = table.rows[-1].values
    for row in parts:
        yield reading[row, "male"] + reading[row, "female"] in sums(table.rows[row].values["total"])
    for sex in ("male", "female"):
        yield sum(reading[row, sex] for row in parts) in sums(total[sex])
    yield sum(reading.values()) in sums(total["total"])


def sums(value: object) -> range:
    """The numbers a printed sum may stand for."""
    return range(100) if value == ALSO_HIDDEN else allowed(value)


@settings(max_examples=15, deadline=None)
@given(facts=lives(), month=st.sampled_from(MONTHS))
def test_no_hidden_count_of_a_month_is_reckoned_from_all_its_tables(
    facts: CountedFacts, month: Period
) -> None:
    statement = monthly_statement(facts, month, LIMITS)
    hidden = hide(statement.tables, SENSITIVE, LEAST)
    for table in hidden.tables:
        for value in cells_of(table).items():
            assert table.id not in SENSITIVE or not 0 < abs(value[1]) < LEAST, value
    assert not collapsed(hidden.tables)


def test_the_month_of_the_fixture_is_hidden_without_losing_a_table_it_can_keep() -> None:
    statement = monthly_statement(fixture_5_1(), NOVEMBER, LIMITS)
    hidden = hide(statement.tables, ("service_type", "outcome"), LEAST)
    assert "service_type" not in hidden.withheld
    assert not collapsed(hidden.tables)


def collapsed(tables: Sequence[Table]) -> list[Cell]:
    """Hidden small counts that an attacker pins down by narrowing ranges sum by sum."""
    ranges: dict[Cell, tuple[float, float]] = {}
    small: list[Cell] = []
    for table in tables:
        for row in table.rows:
            for column, value in row.values.items():
                cell = (table.id, row.key, column)
                if isinstance(value, int):
                    ranges[cell] = (value, value)
                elif value == "<5":
                    ranges[cell] = (1, LEAST - 1)
                    small.append(cell)
                elif value == ALSO_HIDDEN and "percent" not in column:
                    signed = "adjusted" in row.key + column
                    ranges[cell] = (float("-inf") if signed else 0, float("inf"))
    numbers = [as_numbers(table) for table in tables]
    for _ in range(30):
        for equation in equations_of(numbers):
            narrow(ranges, equation)
    return [cell for cell in small if ranges[cell][0] == ranges[cell][1]]


def as_numbers(table: Table) -> Table:
    """The table with every figure a number, so that its sums are known."""
    rows = [
        TableRow(
            row.key,
            row.label,
            {
                column: 0 if value == "<5" or (value == ALSO_HIDDEN and "percent" not in column) else value
                for column, value in row.values.items()
            },
        )
        for row in table.rows
    ]
    return Table(table.id, table.title, table.columns, tuple(rows))


def narrow(ranges: dict[Cell, tuple[float, float]], equation: Sequence[tuple[int, Cell]]) -> None:
    """What is known of each figure from the others of a sum."""
    for sign, cell in equation:
        others = [(s, ranges[one]) for s, one in equation if one != cell]
        low = sum(min(s * r[0], s * r[1]) for s, r in others)
        high = sum(max(s * r[0], s * r[1]) for s, r in others)
        least, most = sorted((-sign * low, -sign * high))
        ranges[cell] = (max(ranges[cell][0], least), min(ranges[cell][1], most))
