"""Whether closed months are what was sent: figures, frozen lines, paper and audit tell the same."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from panpun_desktop.models import AuditEntry, ClosedMonth, ClosedStay, DocumentFile
from panpun_desktop.rules.closed_month import MOVES
from panpun_desktop.rules.counted import SEX_COLUMNS
from panpun_desktop.rules.counting import sex_of
from panpun_desktop.store.integrity import CheckResult

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_SHOWN = 10
_COLUMNS = tuple(SEX_COLUMNS.values())


def closed_months_hold(session: Session) -> CheckResult:
    """Every edition: its figures are those of its lines, its paper has its bytes, the audit had its head."""
    lines = _lines(session)
    wrong: list[str] = []
    numbers: dict[Any, list[int]] = defaultdict(list)
    for edition in session.scalars(select(ClosedMonth).order_by(ClosedMonth.month_on, ClosedMonth.edition)):
        name = f"{edition.month_on:%Y-%m}/{edition.edition}"
        numbers[edition.month_on].append(edition.edition)
        wrong += [f"{name} {what}" for what in _faults(session, edition, lines[edition.id])]
    wrong += [f"{month:%Y-%m} editions" for month, found in numbers.items() if found != [*range(len(found))]]
    return CheckResult("closed_months", not wrong, ", ".join(wrong[:_SHOWN]))


def _lines(session: Session) -> dict[int, Counter[tuple[str, str]]]:
    """Edition -> how many of its lines are (move, column of the sex)."""
    found: dict[int, Counter[tuple[str, str]]] = defaultdict(Counter)
    for id, sex, moves in session.execute(
        select(ClosedStay.closed_month_id, ClosedStay.sex, ClosedStay.moves)
    ):
        for move in moves.split(","):
            found[id][move, SEX_COLUMNS[sex_of(sex)]] += 1
    return found


def _faults(session: Session, edition: ClosedMonth, lines: Counter[tuple[str, str]]) -> Iterator[str]:
    kept = session.get(DocumentFile, edition.document_id)
    if kept is None or hashlib.sha256(kept.pdf).hexdigest() != kept.sha256:
        yield "paper"
    entry = session.get(AuditEntry, edition.audit_number)
    if edition.audit_number and (entry is None or entry.hash != edition.audit_head):
        yield "audit"
    if _figures(edition) != {key: count for key, count in lines.items() if count}:
        yield "figures"


def _figures(edition: ClosedMonth) -> dict[tuple[str, str], int]:
    """The figures of the movement that are not 0; the lines hold the opening with what was adjusted."""
    tables = {table["id"]: table for table in json.loads(edition.figures)["tables"]}
    rows = {row["key"]: row["values"] for row in tables["movement"]["rows"]}
    found = {(move, column): rows[move].get(column) or 0 for move in MOVES for column in _COLUMNS}
    for column in _COLUMNS:
        found["opening", column] += rows["adjusted"].get(column) or 0
    return {key: figure for key, figure in found.items() if figure}
