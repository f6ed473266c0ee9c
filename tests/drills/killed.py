"""A worker that acts in a centre and is killed with -9 in the midst of it; shared by the drills."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from panpun_desktop.common.clock import FixedClock
from tests.builders import NOW
from tests.centres import OpenCentre, open_centre

Say = Callable[[str], None]
Work = Callable[[OpenCentre, Say], None]
BROKEN = "broken:"
"""A worker that ends by itself proves nothing; what it says last begins with this."""


def killed(folder: Path, after_s: float, work: Work) -> list[str]:
    """Fork, let it work, kill it after some seconds; what it said was done, line by line.

    The clock runs from the moment the worker has signed in.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _work_until_killed(folder, writing, work)
    os.close(writing)
    with os.fdopen(reading, "rb") as said:
        first = said.readline()
        time.sleep(after_s if first else 0)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        lines = said.read().decode().split("\n")[:-1]
    if lines and lines[-1].startswith(BROKEN):
        raise AssertionError(lines[-1])
    return lines


def _work_until_killed(folder: Path, said: int, work: Work) -> None:
    try:
        centre = open_centre(folder, FixedClock(NOW))
        os.write(said, b"ready\n")
        work(centre, lambda line: void(os.write(said, f"{line}\n".encode())))
    except BaseException as error:
        os.write(said, f"{BROKEN} {error!r}\n".encode())
    finally:
        os._exit(1)


def void(_count: int) -> None:
    """What was written is not looked at: the pipe takes a line whole."""
