"""Starts the program: ``panpun`` and ``python -m panpun_desktop``."""

import gc
import sys

from panpun_desktop import cli

YOUNG_OBJECTS = 50_000
"""How many new objects before Python looks for rings among them; importing makes many and no rings."""


def main() -> None:
    """Run the command line and leave with its exit code."""
    set_up_python()
    sys.exit(cli.run(sys.argv[1:]))


def set_up_python() -> None:
    """Set how often Python collects; the benchmarks measure with the same."""
    gc.set_threshold(YOUNG_OBJECTS)


if __name__ == "__main__":
    main()
