"""Places where a Thai line may break, for display only.

The dictionary takes a moment to load; until a worker has loaded it, the labels of the first page
show their text as it is (Qt breaks it where libthai is installed).
"""

from __future__ import annotations

from typing import Protocol
from weakref import WeakSet

from shiboken6 import isValid

_ZERO_WIDTH_SPACE = "\u200b"


class _Label(Protocol):
    """A label whose text can be set again."""

    def plain_text(self) -> str: ...

    def setText(self, text: str) -> None: ...

    def __hash__(self) -> int: ...


class _Waiting:
    """The labels that will get their hints later; None when hints are given at once."""

    labels: WeakSet[_Label] | None = None


def wait() -> None:
    """Give no hints from now on, until ``give``."""
    _Waiting.labels = WeakSet()


def load() -> None:
    """Load the dictionary; a worker calls this."""
    from panpun_desktop.common.word_break import with_break_hints

    with_break_hints("ที่พัก")


def give() -> None:
    """Give hints at once from now on, and to the labels that waited."""
    waiting, _Waiting.labels = _Waiting.labels, None
    for label in waiting or ():
        if isValid(label):
            label.setText(label.plain_text())


def given(label: _Label, text: str) -> str:
    """The text for a label, with hints when they can be given now."""
    if not text:
        return text
    if _Waiting.labels is not None:
        _Waiting.labels.add(label)
        return text
    from panpun_desktop.common.word_break import with_break_hints

    return with_break_hints(text)


def hinted(text: str) -> str:
    """A text that is painted, with hints when they can be given now."""
    if _Waiting.labels is not None:
        return text
    from panpun_desktop.common.word_break import with_break_hints

    return with_break_hints(text)


def without(text: str) -> str:
    """The text as it may be copied, saved or read aloud."""
    return text.replace(_ZERO_WIDTH_SPACE, "")
