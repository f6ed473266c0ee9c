"""How long one drill may take: it stops there, and its line of the table says how far it came."""

from __future__ import annotations

import os
import time

SECONDS = "PANPUN_DRILL_SECONDS"
"""Set in the surroundings; without it every drill runs whole."""
_BEGAN = time.monotonic()


def is_over() -> bool:
    """Say whether the time of this process is up."""
    return SECONDS in os.environ and time.monotonic() - _BEGAN > float(os.environ[SECONDS])


def short_of(wanted: int, done: int) -> str:
    """What the table says besides when a drill did not run whole."""
    return "" if done >= wanted else f"not whole: {wanted:,} are wanted"
