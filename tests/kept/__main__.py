"""Keeps the demonstration in a folder as a release: ``python -m tests.kept FOLDER``."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.kept import keep

if __name__ == "__main__":
    sys.stdout.write(f"{keep(Path(sys.argv[1]))}\n")
