"""The finished values of the notice of a breach."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Notice:
    """What is told to the Office; ``lines`` are what each is called and what it says."""

    number: str
    centre: str
    contact: str
    dated: str
    lines: tuple[tuple[str, str], ...]
    signed_by: str
