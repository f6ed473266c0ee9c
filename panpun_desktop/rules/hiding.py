"""Small counts of the external edition (R-REP-9): shown as <5, and nothing printed gives them back.

A count of 1 to 4 in a sensitive table is hidden. What could be reckoned from sums is hidden with it: a
hidden count stays hidden only where the printed figures allow it another value as well, with whole
numbers, none below 0 and every <5 between 1 and 4. Where nothing helps, the whole table is withheld.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from panpun_desktop.rules.counted import SEX_COLUMNS, Table, TableRow, Value

Cell = tuple[str, str, str]
"""Table, row, column."""
Equation = tuple[tuple[int, Cell], ...]
"""Signed cells that add up to nothing."""

ALSO_HIDDEN = "*"
"""A figure that is hidden only because a small count could be reckoned from it."""
_SEXES = tuple(SEX_COLUMNS.values())
_FLOW = ("opening", "adjusted", "admitted", "discharged", "closing")
_SIGNS = {
    "opening": 1,
    "adjusted": 1,
    "admitted": 1,
    "converted_in": 1,
    "discharged": -1,
    "converted_out": -1,
}
_TRAINED = ("active", "done", "failed", "dropped", "suspended", "upgraded")
_TOTAL = "total"
_STEPS = 400
"""How long another value is looked for; a count without one found in time is protected further."""

_TRIED = 24
"""How many further figures are tried for each count that can be reckoned."""


@dataclass(frozen=True)
class Hidden:
    """The tables as they may be published, and the ids of those that may not."""

    tables: tuple[Table, ...]
    withheld: tuple[str, ...] = ()


def hide(tables: Sequence[Table], sensitive: Collection[str], least: int) -> Hidden:
    """Hide counts from 1 to below ``least`` in the sensitive tables, by their ids; 0 or 1 hides nothing."""
    shown = list(tables)
    withheld: list[str] = []
    while True:
        search = _Search(shown, frozenset(sensitive), least)
        lost = search.protect()
        if lost is None:
            return Hidden(tuple(search.printed(table) for table in shown), tuple(withheld))
        withheld.append(lost)
        shown = [table for table in shown if table.id != lost]


def equations_of(tables: Iterable[Table]) -> list[Equation]:
    """Every sum that a reader of the tables knows to hold, within and between them."""
    by_id = {table.id: table for table in tables}
    found = [*_columns_sum(by_id), *_rows_sum(by_id), *_flows(by_id), *_repeated(by_id)]
    values = {cell for table in by_id.values() for cell in cells_of(table)}
    known = [tuple((sign, cell) for sign, cell in one if cell in values) for one in found]
    return [one for one in known if len(one) > 1]


def cells_of(table: Table) -> dict[Cell, int]:
    """The whole numbers of a table."""
    return {
        (table.id, row.key, column): value
        for row in table.rows
        for column, value in row.values.items()
        if isinstance(value, int)
    }


def _columns_sum(by_id: Mapping[str, Table]) -> Iterator[Equation]:
    for id in (
        "age_band",
        "service_type",
        "intake_channel",
        "outcome",
        "beds",
        "overrides",
        "training",
        "nfe",
    ):
        table = by_id.get(id)
        if table is not None and any(row.key == _TOTAL for row in table.rows):
            for column in table.columns:
                parts = tuple((1, (id, row.key, column.key)) for row in table.rows if row.key != _TOTAL)
                yield (*parts, (-1, (id, _TOTAL, column.key)))


def _rows_sum(by_id: Mapping[str, Table]) -> Iterator[Equation]:
    for id in ("movement", "outcome"):
        for row in _keys(by_id, id):
            yield (*((1, (id, row, sex)) for sex in _SEXES), (-1, (id, row, _TOTAL)))
    for row in _keys(by_id, "age_band"):
        yield (*((1, ("age_band", row, f"closing_{sex}")) for sex in _SEXES), (-1, ("age_band", row, _TOTAL)))
    for row in _keys(by_id, "training"):
        after = ((-1, ("training", row, one)) for one in _TRAINED)
        yield ((1, ("training", row, "opening")), (1, ("training", row, "joined")), *after)
    for row in _keys(by_id, "comparison"):
        signed = ((1, "this_month"), (-1, "last_month"), (-1, "change"))
        yield tuple((sign, ("comparison", row, column)) for sign, column in signed)


def _flows(by_id: Mapping[str, Table]) -> Iterator[Equation]:
    for sex in (*_SEXES, _TOTAL):
        yield tuple((_SIGNS.get(move, -1), ("movement", move, sex)) for move in _FLOW)
    for row in _keys(by_id, "age_band"):
        for sex in _SEXES:
            yield tuple((_SIGNS.get(move, -1), ("age_band", row, f"{move}_{sex}")) for move in _FLOW)
    for row in _keys(by_id, "service_type"):
        moves = (*_SIGNS.items(), ("closing", -1))
        yield tuple((sign, ("service_type", row, move)) for move, sign in moves)
    line = (("opening", 1), ("admitted", 1), ("cumulative", -1))
    yield tuple((sign, ("ministry_line", "centre", column)) for column, sign in line)


def _repeated(by_id: Mapping[str, Table]) -> Iterator[Equation]:
    """Totals that several tables print."""
    pairs: list[tuple[Cell, Cell]] = [
        (("intake_channel", _TOTAL, "count"), ("movement", "admitted", _TOTAL)),
        *((("outcome", _TOTAL, sex), ("movement", "discharged", sex)) for sex in (*_SEXES, _TOTAL)),
    ]
    for move in _FLOW:
        total = ("movement", move, _TOTAL)
        pairs += [(("service_type", _TOTAL, move), total), (("ministry_line", "centre", move), total)]
        pairs += [(("age_band", _TOTAL, f"{move}_{sex}"), ("movement", move, sex)) for sex in _SEXES]
        pairs.append((("comparison", move, "this_month"), total))
    for one, other in pairs:
        if one[0] in by_id and other[0] in by_id:
            yield ((1, one), (-1, other))


def _keys(by_id: Mapping[str, Table], id: str) -> list[str]:
    return [row.key for row in by_id[id].rows] if id in by_id else []


def _is_signed(cell: Cell) -> bool:
    """Differences and adjustments may be below nothing."""
    return "change" in cell[2] or "adjusted" in (cell[1], cell[2].partition("_")[0])


@dataclass
class _Search:
    """Finds what must be hidden in one set of tables."""

    tables: Sequence[Table]
    sensitive: frozenset[str]
    least: int
    values: dict[Cell, int] = field(init=False)
    hidden: dict[Cell, str] = field(init=False)

    def __post_init__(self) -> None:
        self.values = {cell: value for table in self.tables for cell, value in cells_of(table).items()}
        self.small = f"<{self.least}"
        self.hidden = {
            cell: ALSO_HIDDEN if _is_signed(cell) else self.small
            for cell, value in self.values.items()
            if cell[0] in self.sensitive and 0 < abs(value) < self.least
        }
        self.equations = equations_of(self.tables)
        self.of_cell: dict[Cell, list[int]] = defaultdict(list)
        for number, equation in enumerate(self.equations):
            for _sign, cell in equation:
                self.of_cell[cell].append(number)

    def protect(self) -> str | None:
        """Hide until no small count can be reckoned; the id of a table for which that cannot be done."""
        while (bare := self._bare()) is not None:
            further = self._next_to(bare) or (bare if self.hidden[bare] == self.small else None)
            if further is None:
                return bare[0]
            self.hidden[further] = ALSO_HIDDEN  # the last resort: not even that it is 1 to 4 is told
        self._show_again()
        return None

    def _bare(self) -> Cell | None:
        """The first small count that can be reckoned."""
        settled: set[Cell] = set()
        for cell in self.hidden:
            if self._is_protected(cell) and cell not in settled:
                found = self._alternative(cell)
                if not found:
                    return cell
                settled |= found
        return None

    def _show_again(self) -> None:
        """Take back what need not be hidden, totals first."""
        added = [cell for cell in self.hidden if cell[0] in self.sensitive and not self._is_small(cell)]
        for cell in sorted(added, key=self._cost, reverse=True):
            del self.hidden[cell]
            if self._bare() is not None:
                self.hidden[cell] = ALSO_HIDDEN

    def _is_protected(self, cell: Cell) -> bool:
        return self._is_small(cell) and not _is_signed(cell)

    def _is_small(self, cell: Cell) -> bool:
        return 0 < abs(self.values[cell]) < self.least

    def _alternative(self, cell: Cell) -> set[Cell]:
        """The cells that change in another reading in which this one does; none if there is none."""
        for step in (1, -1):
            if self.fits(cell, step):
                walk = _Walk(self, {cell: step})
                if walk.repaired():
                    return set(walk.steps)
        return set()

    def fits(self, cell: Cell, step: int) -> bool:
        """Say whether a hidden figure may be so much more or less, as far as the print tells."""
        value = self.values[cell] + step
        if self.hidden[cell] == self.small:
            return 1 <= value < self.least
        return value >= 0 or _is_signed(cell)

    def _next_to(self, cell: Cell) -> Cell | None:
        """The best figure to hide too: one that settles the cell, else in a sum with it; None without any."""
        first: Cell | None = None
        for candidate in islice(self._around(cell), _TRIED):
            first = first or candidate
            self.hidden[candidate] = ALSO_HIDDEN
            settles = self._alternative(cell)
            del self.hidden[candidate]
            if settles:
                return candidate
        return first

    def _around(self, cell: Cell) -> Iterator[Cell]:
        """Figures that may be hidden, nearest first; the cheaper before the dearer."""
        seen, edge = {cell}, [cell]
        while edge:
            around = {
                other
                for one in edge
                for number in self.of_cell[one]
                for _sign, other in self.equations[number]
                if other not in seen
            }
            free = [one for one in around if self._may_hide(one)]
            yield from sorted(free, key=self._cost)
            seen |= around
            edge = [one for one in around if one in self.hidden]

    def _may_hide(self, cell: Cell) -> bool:
        """Say whether hiding it hides anything: ไม่ระบุ and ปรับปรุง are not printed where all is 0."""
        is_absent = not self.values[cell] and ("unknown" in cell[2] or "adjusted" in cell[2])
        return cell[0] in self.sensitive and cell not in self.hidden and not is_absent

    def _cost(self, cell: Cell) -> tuple[bool, bool, int, Cell]:
        value = self.values[cell]
        return value == 0, _TOTAL in cell[1:], value, cell

    def printed(self, table: Table) -> Table:
        """The table with what is hidden in it."""
        return replace(table, rows=tuple(self._printed_row(table.id, row) for row in table.rows))

    def _printed_row(self, id: str, row: TableRow) -> TableRow:
        found = {column: self.hidden.get((id, row.key, column)) for column in row.values}
        if not any(found.values()):
            return row
        values: dict[str, Value] = {
            column: found[column] or (ALSO_HIDDEN if isinstance(value, str) else value)
            for column, value in row.values.items()
        }
        return replace(row, values=values)


class _Walk:
    """Changes hidden figures one after the other until every sum holds again."""

    def __init__(self, search: _Search, steps: dict[Cell, int]) -> None:
        self.search, self.steps = search, steps
        self.left = _STEPS
        self.off: dict[int, int] = defaultdict(int)
        for cell, step in steps.items():
            self._shift(cell, step)

    def _shift(self, cell: Cell, step: int) -> None:
        for number in self.search.of_cell[cell]:
            sign = next(sign for sign, one in self.search.equations[number] if one == cell)
            self.off[number] += sign * step
            if not self.off[number]:
                del self.off[number]

    def repaired(self) -> bool:
        """Say whether a reading was found; ``steps`` are its changes."""
        if not self.off:
            return True
        self.left -= 1
        if self.left < 0:
            return False
        choices = min((self._choices(number) for number in self.off), key=len)
        for cell, step in choices:
            self.steps[cell] = step
            self._shift(cell, step)
            if self.repaired():
                return True
            del self.steps[cell]
            self._shift(cell, -step)
        return False

    def _choices(self, number: int) -> list[tuple[Cell, int]]:
        search = self.search
        found = []
        for sign, cell in search.equations[number]:
            step = -sign * self.off[number]
            if cell in search.hidden and cell not in self.steps and search.fits(cell, step):
                found.append((cell, step))
        return found
