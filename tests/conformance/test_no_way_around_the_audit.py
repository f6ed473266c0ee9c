"""Nothing outside the store reaches for the driver, and no model lets the database change rows by itself."""

from __future__ import annotations

import re
from pathlib import Path

import panpun_desktop
import panpun_desktop.models
from panpun_desktop.models.base import Base

PACKAGE = Path(panpun_desktop.__file__).parent
AROUND = re.compile(
    r"driver_connection|raw_connection|sqlcipher3|\bunaudited\(|\bimport sqlite3\b|create_engine"
)


def test_only_the_store_knows_the_driver() -> None:
    outside = [
        f"{path.relative_to(PACKAGE)}: {found[0]}"
        for path in PACKAGE.rglob("*.py")
        if path.parent.name != "store"
        for found in [AROUND.search(path.read_text(encoding="utf-8"))]
        if found
    ]
    assert outside == []


def test_no_table_changes_rows_that_the_audit_does_not_see() -> None:
    for mapper in Base.registry.mappers:
        assert [name for name, one in mapper.relationships.items() if one.secondary is not None] == []
    keys = [key for table in Base.metadata.tables.values() for key in table.foreign_keys]
    assert keys
    assert [str(key.parent) for key in keys if key.ondelete or key.onupdate] == []
