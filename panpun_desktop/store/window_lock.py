"""Whether the window is open on a folder, asked without Qt: its lock file is locked for as long as it is.

Qt locks the file itself (flock; on Windows nobody else may open it for writing). Who holds it here keeps
the window from opening meanwhile.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.files import refusal

LOCK = "window.lock"


@contextmanager
def no_window(folder: Path) -> Iterator[None]:
    """Keep the window shut while the folder is changed; RuleBroken "restore.window_open" when it is open."""
    path = folder / LOCK
    was_there = path.exists()
    try:
        file = path.open("ab+")
    except PermissionError as problem:
        if was_there:
            raise RuleBroken("restore.window_open") from problem
        raise refusal(problem, path) from problem
    except OSError as problem:
        raise refusal(problem, path) from problem
    with file:
        _hold(file)
        file.truncate(0)
        file.write(f"{os.getpid()}\npanpun\n\n".encode())
        file.flush()
        try:
            yield
        finally:
            if os.name != "nt":  # while it is held still: nobody else can have taken it
                path.unlink(missing_ok=True)
    if os.name == "nt":
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _hold(file: IO[bytes]) -> None:
    if os.name == "nt":
        return  # that it could be opened for writing is the proof
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as problem:
        raise RuleBroken("restore.window_open") from problem
