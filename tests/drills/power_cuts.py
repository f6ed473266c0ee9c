"""Models a power cut while the day's acts are written, and opens what the disk would hold afterwards.

Run by itself (``python -m tests.drills.power_cuts 200``) it prints one JSON line. A worker is killed in
the midst of an act and the write-ahead log spoilt behind the last act that was said to be done, as a disk
does with what was not yet forced onto it: cut, zeroed, filled with rubbish, one bit turned, or the shared
memory file gone. Every act said to be done must be there. In every third round the log itself is lost or
cut anywhere: then the newest acts are gone, but what opens must be whole and the loss must be said.
"""

from __future__ import annotations

import json
import random
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from panpun_desktop.common.clock import FixedClock
from panpun_desktop.common.errors import PanpunError
from panpun_desktop.services.checks import check_centre
from panpun_desktop.services.lost_acts import lost_acts
from panpun_desktop.store.audit import head
from tests.builders import NOW
from tests.centres import OpenCentre, make_centre, open_centre
from tests.drills.killed import Say, Work, killed
from tests.drills.killed_day import ACTS, furnish, half_done, lost
from tests.drills.patience import is_over

Spoil = Callable[[Path, int, random.Random], None]


def drill(cuts: int, folder: Path, seed: int = 1) -> dict[str, int]:
    """Cut the power so often; all but ``times`` and ``acts`` must be zero."""
    rng = random.Random(seed)
    make_centre(folder)
    furnish(folder)
    found = dict.fromkeys(("times", "acts", "unopened", "unclean", "half_done", "lost", "unnoticed"), 0)
    for number in range(cuts):
        said = killed(folder, rng, _worker(seed * 100_000 + number))
        after = folder.with_name("after")
        shutil.copytree(folder, after)
        forced = int(said[-1].split()[2]) if said else 0
        is_whole = number % 3 != 2
        rng.choice(BEHIND if is_whole else ANYWHERE)(_log(after), forced, rng)
        acts = [line.rsplit(" ", 1)[0] for line in said]
        for name, count in _looked_at(after, acts, is_whole=is_whole).items():
            found[name] += count
        found["times"] += 1
        found["acts"] += len(acts)
        shutil.rmtree(after)
        if is_over():
            break
        open_centre(folder, FixedClock(NOW)).work.close()  # the next round begins without a log
    return found


def _worker(seed: int) -> Work:
    def work(centre: OpenCentre, say: Say) -> None:
        rng = random.Random(seed)
        with centre.work.database.unaudited() as connection:  # the log only grows until it is killed
            connection.exec_driver_sql("PRAGMA wal_autocheckpoint=0")
        while True:
            rng.choice(ACTS)(centre, rng)
            with centre.work.reading(centre.manager, "audit.read") as session:
                now = head(session)
            say(f"{now.count} {now.hash} {_log(centre.folder).stat().st_size}")

    return work


def _log(folder: Path) -> Path:
    return folder / "panpun.db-wal"


def _looked_at(folder: Path, said: list[str], *, is_whole: bool) -> dict[str, int]:
    """What is wrong with the centre after the cut."""
    try:
        centre = open_centre(folder, FixedClock(NOW))
    except PanpunError:
        return {"unopened": 1}
    missing = lost(centre, said)
    bad = {one.id for one in check_centre(centre.work, centre.manager) if not one.ok}
    found = {
        "unclean": bool(bad),
        "half_done": half_done(centre),
        "lost": missing if is_whole else 0,
        "unnoticed": bool(missing) and lost_acts(centre.work) is None,
    }
    centre.work.close()
    return {name: int(count) for name, count in found.items()}


def _cut(log: Path, forced: int, rng: random.Random) -> None:
    size = log.stat().st_size
    with log.open("r+b") as file:
        file.truncate(rng.randint(min(forced, size), size))


def _zero(log: Path, forced: int, rng: random.Random) -> None:
    _fill(log, forced, rng, bytes)


def _rubbish(log: Path, forced: int, rng: random.Random) -> None:
    _fill(log, forced, rng, rng.randbytes)


def _fill(log: Path, forced: int, rng: random.Random, made: Callable[[int], bytes]) -> None:
    size = log.stat().st_size
    begin = rng.randint(min(forced, size), size)
    with log.open("r+b") as file:
        file.seek(begin)
        file.write(made(size - begin))


def _turn_a_bit(log: Path, forced: int, rng: random.Random) -> None:
    content = bytearray(log.read_bytes())
    if len(content) > forced:
        content[rng.randrange(forced, len(content))] ^= 1 << rng.randrange(8)
        log.write_bytes(content)


def _lose_shared_memory(log: Path, _forced: int, _rng: random.Random) -> None:
    log.with_name("panpun.db-shm").unlink()


def _cut_anywhere(log: Path, _forced: int, rng: random.Random) -> None:
    _cut(log, 0, rng)


def _lose_the_log(log: Path, _forced: int, _rng: random.Random) -> None:
    log.unlink()


BEHIND: tuple[Spoil, ...] = (_cut, _zero, _rubbish, _turn_a_bit, _lose_shared_memory)
ANYWHERE: tuple[Spoil, ...] = (_cut_anywhere, _lose_the_log)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        print(json.dumps(drill(int(sys.argv[1]), Path(made) / "centre")))
