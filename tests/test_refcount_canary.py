"""Catches a PySide6 wheel that miscounts references, such as 6.12.0 on Python 3.11.

Such a wheel takes one reference from None with each call that returns nothing and one from True with each
emitted signal; after some thousand of them, seconds of use, the interpreter aborts with "deallocating None".
From Python 3.12 on both are immortal and the count never moves.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Signal

CALLS = 200
TOLERATED = 20  # other code may take or drop a few between the two looks


class Bell(QObject):
    """Something that can emit."""

    rang = Signal()


def references_lost(constant: object, act: Callable[[], object]) -> int:
    """Return by how many the count of references to the constant fell over the calls."""
    before = sys.getrefcount(constant)
    for _ in range(CALLS):
        act()
    return before - sys.getrefcount(constant)


@pytest.mark.parametrize("constant", [None, True])
def test_pyside_takes_no_references_from_none_or_true(constant: object) -> None:
    bell = Bell()
    assert references_lost(constant, lambda: bell.setObjectName("bell")) < TOLERATED
    assert references_lost(constant, bell.rang.emit) < TOLERATED
