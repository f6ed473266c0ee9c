"""The JSON form of tables and checks (interfaces.md §2)."""

from __future__ import annotations

from typing import Any

from panpun_desktop.rules.counted import Check, Table


def table_json(table: Table) -> dict[str, Any]:
    """A table as JSON: whole numbers as numbers, shares as decimal strings, no value as null."""
    return {
        "id": table.id,
        "title": table.title,
        "columns": [{"key": column.key, "title": column.title} for column in table.columns],
        "rows": [{"key": row.key, "label": row.label, "values": dict(row.values)} for row in table.rows],
    }


def check_json(check: Check) -> dict[str, Any]:
    """A check as JSON."""
    return {"id": check.id, "ok": check.ok, "detail": check.detail}
