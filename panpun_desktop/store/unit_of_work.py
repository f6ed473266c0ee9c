"""The unit of work: one act of one person, allowed, audited, and done whole or not at all.

::

    with work.writing(by, "stay.end") as session:
        ...

asks ``rules/roles``, takes the write lock, and commits with the audit entry when the block ends;
anything raised inside rolls everything back. Statements that would write around the audit are refused.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from sqlalchemy import event
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, SessionTransaction, sessionmaker
from sqlalchemy.orm.exc import StaleDataError

from panpun_desktop.common.clock import Clock
from panpun_desktop.common.errors import EditConflict, RuleBroken, StorageGone
from panpun_desktop.rules import roles
from panpun_desktop.rules.roles import Actor
from panpun_desktop.store import audit, flushed, rewriting, side_head
from panpun_desktop.store.constraints import CONSTRAINT_ERRORS, broken_constraint
from panpun_desktop.store.database import Database, UnauditedWrite, opened, shut, storage_errors, unlock
from panpun_desktop.store.side_head import SideHead
from panpun_desktop.store.watches import WATCHES

_TRAIL = "panpun_trail"
_CLOCK = "panpun_clock"
_ACTOR = "panpun_actor"


@dataclass(frozen=True)
class Done:
    """What a unit of work left in the audit: the entry, its act, and whether it changed any record."""

    entry_id: int
    act: str
    has_changes: bool


class WritingSession(Session):
    """A session whose every flush goes into the audit."""


class UnitsOfWork:
    """Opens units of work on one database; shared by all threads, one unit a thread at a time."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.database = database
        self.clock = clock
        self._writers = sessionmaker(database.writer, class_=WritingSession, expire_on_commit=False)
        self._readers = sessionmaker(database.engine, expire_on_commit=False, autoflush=False)
        self._here = threading.local()

    @contextmanager
    def writing(self, by: Actor, act: str, *, note: str = "", always: bool = False) -> Iterator[Session]:
        """Do an act: NotAllowed before anything is read, else commit with its audit entry or nothing.

        ``note`` holds ids and codes, never personal data; ``always`` writes an entry even when
        nothing changed (signing in, printing).
        """
        roles.require(by, act)
        self._here.done = None
        trail = audit.Trail(by.user_id, by.login, act, self.clock.now(), note, always, self._reason())
        info = {_TRAIL: trail, _CLOCK: self.clock, _ACTOR: by}
        with self._alone(), storage_errors(), _refusals(), self._writers(info=info) as session:
            gate = trail.gate = (
                session.connection().info
            )  # BEGIN IMMEDIATE, before the first look at the data
            try:
                yield session
                self._finish(session, trail)
            finally:
                shut(gate)

    def _finish(self, session: Session, trail: audit.Trail) -> None:
        if trail.lost:
            raise UnauditedWrite("the act was rolled back inside its block")
        session.flush()
        for watch in WATCHES:
            watch(session)
        with opened(trail.gate):
            entry_id = trail.seal(session, self.database.audit_key)
        session.commit()
        if trail.entry is not None:
            kept = SideHead(trail.entry.count, trail.entry.hash, trail.at)
            side_head.note(side_head.head_path(self.database.path), kept)
        if entry_id is not None:
            self._here.done = Done(entry_id, trail.act, bool(trail.changes))

    @contextmanager
    def because(self, reason: str) -> Iterator[UnitsOfWork]:
        """Say why for the acts that this thread does inside: kept where an act needs a reason."""
        earlier, self._here.reason = self._reason(), reason.strip()
        try:
            yield self
        finally:
            self._here.reason = earlier

    def _reason(self) -> str:
        return str(getattr(self._here, "reason", ""))

    def last_done(self) -> Done | None:
        """What the last unit of work of this thread left in the audit; None when nothing."""
        found: Done | None = getattr(self._here, "done", None)
        return found

    @contextmanager
    def reading(self, by: Actor, act: str) -> Iterator[Session]:
        """Look at one consistent state of the data; NotAllowed before anything is read."""
        roles.require(by, act)
        with storage_errors(), self._readers(info={_CLOCK: self.clock, _ACTOR: by}) as session:
            yield session

    def close(self) -> None:
        """Let the database go, leaving the chain's head beside it: a tail lost later shows against it."""
        with suppress(OSError, StorageGone):
            audit.keep_head(self.database)
        self.database.close()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """A second unit inside the first would wait for itself until the lock times out."""
        if getattr(self._here, "busy", False):
            raise RuntimeError("a unit of work was opened inside another one")
        self._here.busy = True
        try:
            yield
        finally:
            self._here.busy = False


def entry_of(session: Session) -> int:
    """The id that the audit entry of the current act will have (written last: no plain foreign key)."""
    return trail_of(session).head(session).count + 1


def clock_of(session: Session) -> Clock:
    """The clock of the unit of work that a session belongs to."""
    clock: Clock = session.info[_CLOCK]
    return clock


def actor_of(session: Session) -> Actor:
    """Whose unit of work a session belongs to."""
    actor: Actor = session.info[_ACTOR]
    return actor


def note(session: Session, text: str) -> None:
    """Say more about the current act in its audit entry: ids and codes, never personal data."""
    trail = trail_of(session)
    trail.note = f"{trail.note} {text}".strip()


def bulk_insert(
    session: Session, model: type[Any], rows: Iterable[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Insert many rows fast, each in the audit; gives the rows back with ids and defaults filled in.

    Rows are attribute -> value; what a row lacks gets the column's plain default.
    """
    session.flush()
    trail = trail_of(session)
    with opened(trail.gate):
        return flushed.insert_rows(session, trail, model, rows)


def bulk_update(
    session: Session,
    model: type[Any],
    changed: Iterable[tuple[Mapping[str, Any], Mapping[str, Any]]],
) -> None:
    """Change many rows fast, each in the audit and with a new version.

    Every row is given as it was read whole in this unit of work, with the columns that get new values.
    """
    session.flush()
    trail = trail_of(session)
    with opened(trail.gate):
        rewriting.update_rows(session, trail, model, changed)


def bulk_delete(session: Session, model: type[Any], rows: Iterable[Mapping[str, Any]]) -> None:
    """Remove many rows fast; each is given whole, as it was read in this unit of work."""
    session.flush()
    trail = trail_of(session)
    with opened(trail.gate):
        rewriting.delete_rows(session, trail, model, rows)


def takes_back(session: Session, entry_id: int) -> None:
    """Say that the current act reverses an earlier entry; kept beside the audit with this act's entry."""
    trail_of(session).takes_back = entry_id


def trail_of(session: Session) -> audit.Trail:
    """The trail of a unit of work; a session that only reads has none (UnauditedWrite)."""
    trail = session.info.get(_TRAIL)
    if not isinstance(trail, audit.Trail):
        raise UnauditedWrite("this session only reads")
    return trail


@contextmanager
def _refusals() -> Iterator[None]:
    """Say in our words what the database refused."""
    try:
        yield
    except StaleDataError as error:
        raise EditConflict("record.changed_by_someone_else") from error
    except IntegrityError as error:
        meant = CONSTRAINT_ERRORS.get(broken_constraint(error))
        if meant is None:
            raise
        raise RuleBroken(meant) from error


@event.listens_for(WritingSession, "before_flush")
def _before_flush(session: Session, _context: Any, _records: Any) -> None:
    trail = trail_of(session)
    flushed.know_old_values(session)
    flushed.number_new(session, trail)
    unlock(trail.gate)


@event.listens_for(WritingSession, "after_flush")
def _after_flush(session: Session, _context: Any) -> None:
    trail = trail_of(session)
    shut(trail.gate)
    flushed.collect(session, trail)


@event.listens_for(WritingSession, "after_transaction_create")
def _remember(session: Session, transaction: SessionTransaction) -> None:
    if transaction.nested:
        trail = trail_of(session)
        trail.marks[transaction] = len(trail.changes)


@event.listens_for(WritingSession, "after_soft_rollback")
def _forget(session: Session, transaction: SessionTransaction) -> None:
    """A failed flush shuts the way again; what a savepoint undid did not happen."""
    trail = trail_of(session)
    shut(trail.gate)
    trail.lost = trail.lost or transaction.parent is None
    if transaction in trail.marks:
        del trail.changes[trail.marks.pop(transaction) :]


@event.listens_for(WritingSession, "before_commit")
def _only_the_unit_commits(session: Session) -> None:
    if not session.in_nested_transaction() and not trail_of(session).sealed:
        raise UnauditedWrite("the unit of work commits when its block ends")
