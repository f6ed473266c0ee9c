"""The command line: opens the window, or runs the same services without one (interfaces.md §1).

A module adds its verbs by ``add_verbs``; ``main`` puts them together.
"""

from panpun_desktop.cli.asking import DONE, REFUSED, WRONG_USAGE
from panpun_desktop.cli.main import run

__all__ = ["DONE", "REFUSED", "WRONG_USAGE", "run"]
