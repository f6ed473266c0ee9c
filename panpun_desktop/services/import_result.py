"""What an import did: the counts and reasons that go out as JSON, and its place in the history."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from panpun_desktop.common.i18n import _
from panpun_desktop.models import ImportBatch
from panpun_desktop.services.import_remarks import Remark
from panpun_desktop.store.unit_of_work import bulk_insert

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor

_REASONS_SHOWN = 20


@dataclass(frozen=True)
class ImportResult:
    """What became of the lines: lines = imported + joined + refused."""

    file: str
    lines: int
    imported: int
    joined: int
    refused: tuple[Remark, ...]
    noted: tuple[Remark, ...]
    persons: int
    stays: int
    households: int
    is_kept: bool

    def as_json(self) -> dict[str, object]:
        """The shape of interfaces.md §3."""
        return {
            "file": self.file,
            "lines": self.lines,
            "imported": self.imported,
            "joined": self.joined,
            "refused": [remark.as_json() for remark in self.refused],
            "noted": [remark.as_json() for remark in self.noted],
            "persons": self.persons,
            "stays": self.stays,
            "households": self.households,
        }


def said_of(result: ImportResult) -> list[str]:
    """The counts and the first refused lines in words, without what stands in them: that may be personal."""
    counts = _("{lines} lines: {imported} imported, {joined} joined, {refused} refused, {noted} noted")
    made = _("{persons} persons, {stays} stays, {households} households")
    figures = {
        name: len(value) if isinstance(value, tuple) else value for name, value in vars(result).items()
    }
    reasons = [
        _("line {line}: {reason}").format(line=remark.line, reason=remark.sentence)
        for remark in result.refused[:_REASONS_SHOWN]
    ]
    if len(result.refused) > _REASONS_SHOWN:
        more = len(result.refused) - _REASONS_SHOWN
        reasons.append(_("and {n} more; --json FILE lists them all").format(n=more))
    return [counts.format(**figures), made.format(**figures), *reasons]


class NotKept(Exception):
    """Rolls a whole import back."""


@dataclass(frozen=True)
class ImportSource:
    """Where an import came from."""

    kind: str
    """register or stays."""
    sha256: str
    profile: str = ""


def keep_batch(session: Session, by: Actor, at: datetime, source: ImportSource, result: ImportResult) -> int:
    """Write the import into the history of imports; gives its id."""
    counts = {
        "persons": result.persons,
        "stays": result.stays,
        "households": result.households,
        "joined": result.joined,
    }
    row = {
        "kind": source.kind,
        "file_name": result.file,
        "sha256": source.sha256,
        "profile": source.profile,
        "imported_at": at,
        "imported_by_id": by.user_id,
        "lines": result.lines,
        "imported": result.imported,
        "noted": len({remark.line for remark in result.noted}),
        "refused": len(result.refused),
        "counts": json.dumps(counts),
    }
    return int(bulk_insert(session, ImportBatch, [row])[0]["id"])
