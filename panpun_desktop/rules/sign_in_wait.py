"""How long somebody waits after wrong passwords: nothing for a slip of the finger, a minute for guessing."""

from __future__ import annotations

FREE = 2
"""Wrong passwords in a row that cost nothing."""
LONGEST = 60
"""Seconds that nobody waits longer than: the door slows a thief down, it never shuts staff out."""


def wait_after(failures: int) -> int:
    """Seconds to wait after so many failures in a row: 0, 0, 1, 2, 4, 8, 16, 32, 60, 60 …"""
    if failures <= FREE:
        return 0
    return int(min(LONGEST, 2 ** min(failures - FREE - 1, 10)))
