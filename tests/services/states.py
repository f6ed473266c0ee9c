"""The whole database as a person means it: two states are equal when every table says the same.

Left out: versions, counters of numbers given, the audit itself and its derived tables, and what
taking back may leave as history (voided rows, uses and memberships of no time).
"""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Select, Table, select

from panpun_desktop.models import Base
from panpun_desktop.services.entry_parts import is_alive
from panpun_desktop.services.kept_bytes import KEPT
from panpun_desktop.store.unit_of_work import UnitsOfWork
from tests.builders import MANAGER

NO_FACTS = {"audit_entry", "audit_change", "taken_back", "counter", "draft", "access_entry"}
HISTORY = {"household", "family_admission"}
"""They stay without members; their other tables say who belongs."""
NOT_OFFERED = "is_active"
"""An agency that history refers to is switched off instead of deleted."""
COUNTED = "counted_at"
"""A count that nobody confirmed yet is its lines."""
NO_COLUMNS = {"version"}


def columns_of(table: Table) -> list[str]:
    """The columns that say something."""
    return [column.name for column in table.columns if column.name not in NO_COLUMNS]


State = dict[str, list[tuple[Any, ...]]]


def state(work: UnitsOfWork) -> State:
    """Every living row of every table."""
    with work.reading(MANAGER, "check.run") as session:
        return {
            table.name: sorted(map(tuple, session.execute(_facts(table))), key=repr)
            for table in Base.metadata.sorted_tables
            if table.name not in NO_FACTS | HISTORY
        }


@cache
def _facts(table: Table) -> Select[Any]:
    """The living rows of a table, without what says nothing."""
    rows = select(*(table.c[name] for name in columns_of(table))).where(is_alive(table))
    if table.name == "agency":
        rows = rows.where(table.c[NOT_OFFERED])
    if table.name == "night_census":  # begun, and without a line that would say so
        rows = rows.where(table.c[COUNTED].is_not(None))
    if table.name == "stored_file":
        rows = rows.where(~table.c["key"].startswith(KEPT))
    return rows


def differences(one: State, other: State) -> dict[str, Any]:
    """Table -> rows that only one of them has."""
    return {
        name: (
            [row for row in one[name] if row not in other[name]],
            [row for row in other[name] if row not in one[name]],
        )
        for name in one
        if one[name] != other[name]
    }
