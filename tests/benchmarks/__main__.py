"""Runs every benchmark and prints the table: ``python -m tests.benchmarks [NAME …]``; fails nothing."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from pathlib import Path

from tests.benchmarks.results import Result, Share, table


def main(wanted: list[str]) -> None:
    """Run the benchmarks named, or all, and print their figures beside their targets."""
    names = [found.name for found in pkgutil.iter_modules([str(Path(__file__).parent)])]
    results: list[Result | Share] = []
    for name in (name for name in names if name.startswith("bench_")):
        if not wanted or name.removeprefix("bench_") in wanted:
            results += importlib.import_module(f"tests.benchmarks.{name}").run()
    print(table(results))


if __name__ == "__main__":
    main(sys.argv[1:])
