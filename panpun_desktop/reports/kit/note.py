"""A note at the foot of every page, sheet and text: whose data they are, where not the centre's own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_note: ContextVar[str] = ContextVar("panpun_paper_note", default="")


@contextmanager
def noted(text: str) -> Iterator[None]:
    """Papers made inside this block carry the note, in grey at the foot; "" is none."""
    token = _note.set(text)
    try:
        yield
    finally:
        _note.reset(token)


def note_in_use() -> str:
    """What papers that are made now say at their foot; "" is nothing."""
    return _note.get()
