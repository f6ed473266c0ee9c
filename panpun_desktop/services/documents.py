"""Issuing papers: a number where the kind has a register, frozen facts and bytes, identical reprints."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.changes import Changes
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class Drawn:
    """What drawing a paper gave: the facts the layout was given, as JSON-able values, and the bytes."""

    title: str
    facts: Mapping[str, Any]
    pdf: bytes
    disclosed: tuple[str, ...] = ()
    """Codes of what the paper tells its recipient (R-PD-9); empty for papers that stay in the house."""
    recipient: str = ""
    basis: str = ""


@dataclass(frozen=True)
class IssueDocument:
    """Issue one paper. ``register`` "" takes no number (forms, census)."""

    kind: str
    draw: Callable[[Session, str], Drawn]
    """Called inside the unit of work with the number as printed ("" without a register)."""
    dated_on: date
    register: str = ""
    person_id: int | None = None
    stay_id: int | None = None
    agency_id: int | None = None
    reply_due_on: date | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class DocumentRow:
    """One line of the list of issued papers."""

    id: int
    kind: str
    kind_label: str
    number: str
    title: str
    person: str
    person_id: int | None
    dated_on: date
    issued_at: datetime
    issued_by: str
    is_cancelled: bool


@dataclass(frozen=True)
class CancelDocument:
    """A cancelled paper keeps its number (R-DOC-1)."""

    document_id: int
    seen_version: int
    reason: str


@dataclass(frozen=True)
class Issued:
    """An issued paper."""

    changes: Changes
    document_id: int
    number: str
    pdf: bytes


def issue(work: UnitsOfWork, by: Actor, requests: tuple[IssueDocument, ...]) -> tuple[Issued, ...]:
    """Issue papers together: number, facts, bytes and audit in one unit of work, or none."""
    raise NotImplementedError


def next_number(work: UnitsOfWork, by: Actor, register: str, dated_on: date) -> str:
    """The number the next paper of a register would get; it is taken only by issuing."""
    raise NotImplementedError


def reprint(work: UnitsOfWork, by: Actor, document_id: int) -> bytes:
    """The very bytes that were issued; each reprint is noted in the audit."""
    raise NotImplementedError


def cancel(work: UnitsOfWork, by: Actor, request: CancelDocument) -> Changes:
    """Cancel an issued paper."""
    raise NotImplementedError


def list_documents(
    work: UnitsOfWork, by: Actor, kind: str = "", person_id: int | None = None, limit: int = 200
) -> tuple[DocumentRow, ...]:
    """Issued papers, newest first."""
    raise NotImplementedError
