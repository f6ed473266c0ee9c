"""A drill in a process of its own: forking is only safe where no other thread runs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def run(name: str, times: int) -> dict[str, int]:
    """Run ``python -m tests.drills.NAME TIMES``; what it found."""
    command = [sys.executable, "-m", f"tests.drills.{name}", str(times)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    sys.stderr.write(done.stderr[-4000:])  # shown where the drill found something wrong
    found: dict[str, int] = json.loads(done.stdout)
    return found
