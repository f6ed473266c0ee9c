"""Acts that were done and are not in the database any more: a lost log, or an older copy put in place.

At every opening the end of the audit is compared with the one kept beside the database. What is missing
is noted in a file of its own, because the next act moves the end on; it stays until a manager has seen it.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from panpun_desktop.models.audit import AuditEntry
from panpun_desktop.rules.faults import Fault, Finding
from panpun_desktop.store import side_head
from panpun_desktop.store.audit import head
from panpun_desktop.store.database import Database, storage_errors
from panpun_desktop.store.keys import write_whole


def compare(database: Database) -> None:
    """Note it when the database knows fewer acts, or others, than were noted beside it."""
    kept = side_head.read(side_head.head_path(database.path))
    if kept is None:
        return
    same = select(AuditEntry.hash).where(AuditEntry.id == kept.count)
    with storage_errors(), Session(database.engine) as session:
        found, its_hash = head(session).count, session.scalar(same)
    if kept.count == 0 or its_hash == kept.hash:
        return
    text = json.dumps({"kept": kept.count, "found": found})
    with suppress(OSError):  # said again at the next opening, as long as nobody has acted
        write_whole(_path(database), text.encode())


def lost(database: Database) -> Finding | None:
    """What was found missing and nobody has settled: numbers of the last act, kept and found."""
    try:
        facts = json.loads(_path(database).read_bytes())
        return Finding(Fault.ACTS_LOST, {"kept": int(facts["kept"]), "found": int(facts["found"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def settle(database: Database) -> None:
    """Forget what was missing: somebody answers for it."""
    _path(database).unlink(missing_ok=True)


def _path(database: Database) -> Path:
    return database.path.with_name("lost-acts.json")
