"""Loading one record that is to be changed, as long as nobody changed it since it was shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from panpun_desktop.common.errors import EditConflict, RuleBroken

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.models.base import Versioned

Record = TypeVar("Record", bound="Versioned")


def load(session: Session, model: type[Record], id: int, seen: int | None = None) -> Record:
    """The record of an id; ``seen`` is the version that was shown.

    RuleBroken ``record.missing`` when there is none, EditConflict ``record.changed_by_someone_else``
    when it was changed meanwhile.
    """
    record = session.get(model, id)
    if record is None:
        raise RuleBroken("record.missing", kind=model.__name__)
    if seen is not None and record.version != seen:
        raise EditConflict("record.changed_by_someone_else", kind=model.__name__)
    return record


def touch(record: Versioned) -> None:
    """Give a record a new version although none of its own columns changed.

    For what a screen shows as part of it (the bed of a stay): an older view must not act on it again.
    """
    record.version += 1
