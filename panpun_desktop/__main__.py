"""Starts the program: ``panpun`` and ``python -m panpun_desktop``."""

import sys

from panpun_desktop import cli


def main() -> None:
    """Run the command line and leave with its exit code."""
    sys.exit(cli.run(sys.argv[1:]))


if __name__ == "__main__":
    main()
