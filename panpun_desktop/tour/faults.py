"""What the window says when the data folder has a fault: a picture of each page, one of the warnings."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from panpun_desktop.rules.faults import WARNINGS, Fault, Finding
from panpun_desktop.tour.walk import Walk

_FOLDER = Path("/home/office/.local/share/panpun")
"""A place that looks the same on every machine; only shown, never looked into."""
_MISSING = {Fault.KEYS_MISSING: "keys.json", Fault.KEYS_DAMAGED: "keys.json"}


def faults(walk: Walk) -> None:
    """Every fault in turn, then the warnings above the first page."""
    desk = walk.program.faults
    for fault in Fault:
        if fault not in WARNINGS:
            desk.show(Finding(fault, {"name": _MISSING.get(fault, "panpun.db")}), _FOLDER)
            walk.picture(f"fault-{fault.value.replace('_', '-')}")
    walk.program.show_sign_in()
    for fault in (one for one in Fault if one in WARNINGS):
        desk.strip.warn(Finding(fault, _facts(walk, fault)))
    walk.picture("fault-warnings")


def _facts(walk: Walk, fault: Fault) -> dict[str, Any]:
    now = walk.clock.now()
    facts: dict[Fault, dict[str, Any]] = {
        Fault.LITTLE_SPACE: {"free": 212},
        Fault.CLOCK_BACK: {"now": now, "last": now + timedelta(days=40)},
        Fault.ACTS_LOST: {"kept": 4127, "found": 4090},
    }
    return facts.get(fault, {})
