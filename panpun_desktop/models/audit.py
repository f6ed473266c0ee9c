"""The audit chain: one entry an act, one change a record; both only ever grow (triggers)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from panpun_desktop.models.base import UNAUDITED, Base, Instant


class AuditEntry(Base):
    """Who did which act when; ``hash`` closes over the one before it."""

    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Position in the chain, from 1 without gaps."""
    at: Mapped[datetime] = mapped_column(Instant, index=True)
    user_id: Mapped[int]
    login: Mapped[str]
    act: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    """Ids and codes only, never personal data."""
    prev_hash: Mapped[str]
    hash: Mapped[str]


class AuditChange(Base):
    """One record's change within an entry; before and after as JSON, updates only what differs."""

    __tablename__ = "audit_change"
    __table_args__ = (Index("ix_audit_change_entity", "entity", "entity_id"),)

    entry_id: Mapped[int] = mapped_column(ForeignKey("audit_entry.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    entity: Mapped[str]
    entity_id: Mapped[str]
    kind: Mapped[str]
    """insert, update or delete."""
    before: Mapped[str | None]
    after: Mapped[str | None]


class TakenBack(Base):
    """An entry whose act was taken back by a later one; while that stands, the act does not hold."""

    __tablename__ = "taken_back"
    __table_args__ = {"info": UNAUDITED}

    by_entry_id: Mapped[int] = mapped_column(ForeignKey("audit_entry.id"), primary_key=True)
    """The reversing entry."""
    entry_id: Mapped[int] = mapped_column(ForeignKey("audit_entry.id"), index=True)
    """The entry it reverses; a reversing entry that is reversed itself is a redo."""
