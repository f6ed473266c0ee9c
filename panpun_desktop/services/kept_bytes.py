"""Bytes that are overwritten or removed, kept under their name, so that the act can be taken back.

The audit keeps only the name of bytes (a hash). The tables of papers and scans never change theirs;
what does change (the centre's logo) keeps the old content here first.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.models import StoredFile

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

KEPT = "sha256:"
"""How the name of bytes begins, in the audit and among the stored files."""


def name_of(content: bytes) -> str:
    """The name under which the audit knows bytes."""
    return KEPT + hashlib.sha256(content).hexdigest()


def keep(session: Session, content: bytes) -> None:
    """Keep bytes that are about to be overwritten or removed."""
    key = name_of(content)
    if session.get(StoredFile, key) is None:
        session.add(StoredFile(key=key, name="", content=content))
        session.flush()


def kept(session: Session, name: str) -> bytes:
    """Bytes by their name; RuleBroken ``undo.content_gone`` when they were not kept."""
    content = session.scalar(select(StoredFile.content).where(StoredFile.key == name))
    if content is None:
        raise RuleBroken("undo.content_gone")
    return content
