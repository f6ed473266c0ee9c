"""Ctrl+Z in tests: the newest act of a person is taken back as the window does it."""

from __future__ import annotations

from panpun_desktop.rules.roles import Actor
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.undoing import TakeBack, newest_of, take_back
from panpun_desktop.store.unit_of_work import UnitsOfWork


def take_back_newest(work: UnitsOfWork, by: Actor) -> Changes:
    """Take the newest act of a person back."""
    newest = newest_of(work, by)
    assert newest is not None
    return take_back(work, by, TakeBack(newest))
