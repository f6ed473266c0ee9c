"""Runs the benchmarks and prints the table: ``python -m tests.benchmarks [--processor] [NAME …|all]``.

Fails nothing. Without names only the quick ones run; ``setup.sh drill`` runs all. With
``--processor`` the figures are processor time, for a machine that does other things as well.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
from pathlib import Path

from tests.benchmarks.results import PROCESSOR, Result, Share, Skipped, table

QUICK = frozenset({"admission", "board", "list"})
"""Benchmarks of the ordinary test command; the others take long and are the drill's."""


def main(wanted: list[str]) -> None:
    """Run the benchmarks named, or all that are quick, and print their figures beside their targets."""
    if "--processor" in wanted:
        os.environ[PROCESSOR] = "1"
        wanted = [one for one in wanted if one != "--processor"]
    names = [found.name for found in pkgutil.iter_modules([str(Path(__file__).parent)])]
    results: list[Result | Share | Skipped] = []
    for name in (one.removeprefix("bench_") for one in names if one.startswith("bench_")):
        if name in (wanted or QUICK) or wanted == ["all"]:
            results += importlib.import_module(f"tests.benchmarks.bench_{name}").run()
    print(table(results))


if __name__ == "__main__":
    main(sys.argv[1:])
