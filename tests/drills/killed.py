"""A worker that acts in a centre and is killed with -9 in the midst of it; shared by the drills."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from panpun_desktop.common.clock import FixedClock
from tests.builders import NOW
from tests.centres import OpenCentre, open_centre

Say = Callable[[str], None]
Work = Callable[[OpenCentre, Say], None]
MOST_ACTS = 3
FIRST_S = 0.2
"""When nothing is known of how long an act takes here."""
BROKEN = "broken:"
"""A worker that ends by itself proves nothing; what it says last begins with this."""


def killed(folder: Path, rng: random.Random, work: Work) -> list[str]:
    """Fork, let it do some acts, kill it in the midst of the next; what it said was done, line by line.

    When it is killed goes by how long its last act took, so that a busy machine kills no earlier.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _work_until_killed(folder, writing, work)
    os.close(writing)
    with os.fdopen(reading, "rb") as said:
        lines, took = _watched(said, rng.randint(0, MOST_ACTS))
        time.sleep(rng.uniform(0, 1.2 * took))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        lines += said.read().decode().split("\n")[:-1]
    if lines and lines[-1].startswith(BROKEN):
        raise AssertionError(lines[-1])
    return lines


def _watched(said: BinaryIO, acts: int) -> tuple[list[str], float]:
    """So many lines after the first, which says that it signed in; seconds that the last act took."""
    said.readline()
    lines, took = [], FIRST_S
    while len(lines) < acts:
        begin = time.monotonic()
        line = said.readline()
        if not line:  # it ended by itself
            return lines, 0
        lines.append(line.decode().rstrip("\n"))
        took = time.monotonic() - begin
    return lines, took


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
