"""The report that a person may send to who looks after the program: without any personal data."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import qVersion

from panpun_desktop import __version__
from panpun_desktop.rules.faults import Finding

_OURS = ("panpun.db", "panpun.db-wal", "panpun.db-shm", "keys.json", "head.json", "window.lock")


def report_of(finding: Finding, folder: Path) -> str:
    """The fault by its code, its facts, and the sizes of our own files; no path, it may name somebody."""
    return "\n".join(_lines(finding, folder))


def _lines(finding: Finding, folder: Path) -> Iterator[str]:
    yield f"panpun {__version__} · Qt {qVersion()} · Python {platform.python_version()} · {platform.system()}"
    yield f"fault: {finding.fault.value}"
    for name, value in finding.facts.items():
        yield f"  {name}: {value.isoformat() if isinstance(value, datetime) else value}"
    for name in _OURS:
        yield f"  {name}: {_size(folder / name)}"


def _size(path: Path) -> str:
    try:
        return f"{path.stat().st_size} bytes"
    except FileNotFoundError:
        return "none"
    except OSError as problem:
        return type(problem).__name__
