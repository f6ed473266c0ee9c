"""The command line: opens the window, or runs the same services without one."""


def run(arguments: list[str]) -> int:
    """Run one command; 0 done, 1 refused or failed, 2 wrong usage."""
    raise SystemExit(2)
