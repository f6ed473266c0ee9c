"""A disk that is full or damaged: acknowledged acts stay, the rest is refused in words, damage is found."""

from __future__ import annotations

import random
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from panpun_desktop.common.clock import FixedClock
from panpun_desktop.common.errors import PanpunError, StorageGone
from panpun_desktop.common.sentences import message_of
from panpun_desktop.services.checks import CheckResult, check_centre
from panpun_desktop.store.audit import head
from tests.builders import NOW
from tests.centres import OpenCentre, make_centre, open_centre
from tests.drills.killed_day import ACTS, furnish
from tests.drills.outcomes import Note

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are of Unix")
PAGE = 4096


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "centre"
    make_centre(made)
    furnish(made)
    return made


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    """What a full disk looks like to a process that may not have one."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    heard = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, heard)


def count(centre: OpenCentre) -> int:
    with centre.work.reading(centre.manager, "audit.read") as session:
        return head(session).count


def act_until_refused(centre: OpenCentre, rng: random.Random, acts: int = 200) -> tuple[int, StorageGone]:
    """How many entries the audit had when an act was refused by the disk, and how that was said."""
    for _number in range(acts):
        done = count(centre)
        try:
            rng.choice(ACTS)(centre, rng)
        except StorageGone as refused:
            return done, refused
    raise AssertionError("the disk never was full")


def no_room(folder: Path, pages: int, rng: random.Random) -> int:
    """Act until there is no room, then go on where there is again; how many acts were done before."""
    centre = open_centre(folder, FixedClock(NOW))
    log = folder / "panpun.db-wal"
    begin = count(centre)
    with files_no_larger_than((log.stat().st_size if log.exists() else 0) + pages * PAGE):
        done, refused = act_until_refused(centre, rng)
        assert message_of(refused)
        assert count(centre) >= done
    ACTS[0](centre, rng)  # there is room again: work goes on without a new start
    assert unsound(centre) == []
    centre.work.close()
    again = open_centre(folder, FixedClock(NOW))
    assert count(again) > done
    again.work.close()
    return done - begin


def unsound(centre: OpenCentre) -> list[CheckResult]:
    return [one for one in check_centre(centre.work, centre.manager) if not one.ok]


def test_a_disk_with_no_room_refuses_in_words_and_keeps_what_was_done(folder: Path) -> None:
    no_room(folder, 40, random.Random(1))


@pytest.mark.drill
def test_fifty_times_there_is_no_room(folder: Path, note: Note) -> None:
    rng = random.Random(5)
    acts = [no_room(folder, rng.randrange(400), rng) for _time in range(50)]
    note("no room for the log of the database to grow (RLIMIT_FSIZE), then room again", len(acts), sum(acts))


SMALL = "a file system of 6 MB runs full, the program is started again there, then there is room"


@contextmanager
def small_file_system(at: Path) -> Iterator[None]:
    at.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(at)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(at)], check=True)


@pytest.mark.drill
def test_a_file_system_of_six_megabytes_runs_full(folder: Path, tmp_path: Path, note: Note) -> None:
    acts = []
    try:
        for number in range(10):
            with small_file_system(tmp_path / f"small{number}"):
                acts.append(full(folder, tmp_path / f"small{number}", random.Random(number)))
    except subprocess.CalledProcessError as error:
        note(SMALL, 0, besides="not run: no file system could be mounted")
        pytest.skip(f"no file system can be mounted: {error}")
    note(SMALL, len(acts), sum(acts))


def full(folder: Path, small: Path, rng: random.Random) -> int:
    """Act until the file system is full, start again, make room and go on; how many acts were done."""
    at, ballast = small / "centre", small / "ballast"
    shutil.copytree(folder, at)
    ballast.write_bytes(bytes(rng.randrange(1, 200) * PAGE))
    centre = open_centre(at, FixedClock(NOW))
    begin = count(centre)
    done, refused = act_until_refused(centre, rng, 2000)
    assert refused.id in {"storage.full", "storage.unreadable"}
    assert unsound(centre) == []
    centre.work.close()
    assert opens_or_says_why(at)
    ballast.unlink()
    centre = open_centre(at, FixedClock(NOW))
    assert count(centre) >= done
    assert unsound(centre) == []
    centre.work.close()
    return done - begin


def opens_or_says_why(folder: Path) -> bool:
    try:
        centre = open_centre(folder, FixedClock(NOW))
    except PanpunError as refused:
        return bool(message_of(refused))
    sound = unsound(centre) == []
    centre.work.close()
    return sound


def flips_unseen(folder: Path, times: int, rng: random.Random) -> list[int]:
    """Turn one bit of the database at a time; the places where nobody noticed."""
    file = folder / "panpun.db"
    whole = file.read_bytes()
    unseen = []
    for _number in range(times):
        place = rng.randrange(len(whole))
        spoilt = bytearray(whole)
        spoilt[place] ^= 1 << rng.randrange(8)
        file.write_bytes(spoilt)
        if not is_noticed(folder):
            unseen.append(place)
    file.write_bytes(whole)
    return unseen


def is_noticed(folder: Path) -> bool:
    try:
        centre = open_centre(folder, FixedClock(NOW))
    except PanpunError:
        return True
    try:
        return any(not one.ok for one in check_centre(centre.work, centre.manager))
    except PanpunError:
        return True
    finally:
        centre.work.database.close()


def test_one_turned_bit_anywhere_is_noticed(folder: Path) -> None:
    assert flips_unseen(folder, 6, random.Random(3)) == []
    assert not is_noticed(folder)


@pytest.mark.drill
def test_two_hundred_turned_bits_are_noticed(folder: Path, note: Note) -> None:
    unseen = flips_unseen(folder, 200, random.Random(4))
    note("one bit of the database turned round: found when it is opened or checked", 200, None, len(unseen))
    assert unseen == []
