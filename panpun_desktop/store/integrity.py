"""Whether a database file is sound: the checks that need to know nothing about shelters."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from panpun_desktop.common.errors import StorageGone
from panpun_desktop.store.audit import Head, kept_head, verify_chain
from panpun_desktop.store.database import Database, storage_errors
from panpun_desktop.store.upgrade import missing_triggers


@dataclass(frozen=True)
class CheckResult:
    """One thing that was looked at; ``detail`` says what is wrong, never with personal data."""

    id: str
    ok: bool
    detail: str = ""


def check_storage(database: Database, seen: Head | None = None) -> tuple[CheckResult, ...]:
    """Look at pages, structure, references, triggers and the audit chain; nothing is changed.

    ``seen`` is a chain head kept elsewhere, against which a cut-off tail shows; None takes the one
    of the last closing.
    """
    return (
        _result("cipher", lambda: _pragma(database, "cipher_integrity_check")),
        _result("file", lambda: [said for said in _pragma(database, "integrity_check") if said != "ok"]),
        _result("foreign_keys", lambda: sorted(set(_pragma(database, "foreign_key_check")))),
        _result("triggers", lambda: missing_triggers(database)),
        _result("audit_chain", lambda: _broken_entries(database, seen or kept_head(database))),
    )


def _result(id: str, look: Callable[[], Sequence[Any]]) -> CheckResult:
    """A check that cannot even be made has found something too."""
    try:
        found = look()
    except StorageGone as gone:
        return CheckResult(id, False, gone.id)
    return CheckResult(id, not found, "; ".join(_folded(found)[:10]))


def _folded(found: Sequence[Any]) -> list[str]:
    """What differs in numbers alone is told once, with how often it was found."""
    kinds: dict[str, list[str]] = {}
    for line in (line for one in found for line in str(one).splitlines()):
        if not line.startswith("***"):  # a heading
            kinds.setdefault(re.sub(r"\d+", "0", line) if "age " in line else line, []).append(line)
    return [one[0] if len(one) == 1 else f"{one[0]} ×{len(one)}" for one in kinds.values()]


def _pragma(database: Database, name: str) -> list[str]:
    with storage_errors(), database.engine.connect() as connection:
        return [str(row[0]) for row in connection.execute(text(f"PRAGMA {name}"))]


def _broken_entries(database: Database, seen: Head | None) -> list[str]:
    with storage_errors(), Session(database.engine) as session:
        verdict = verify_chain(session, database.audit_key, seen)
    return [] if verdict.ok else [f"entry {verdict.first_bad}"]
