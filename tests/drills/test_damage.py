"""A disk that is full or damaged: acknowledged acts stay, the rest is refused in words, damage is found."""

from __future__ import annotations

import os
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
from panpun_desktop.common.i18n import message_of
from panpun_desktop.services.checks import check_centre
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


def test_a_disk_with_no_room_refuses_in_words_and_keeps_what_was_done(folder: Path) -> None:
    centre = open_centre(folder, FixedClock(NOW))
    log = folder / "panpun.db-wal"
    with files_no_larger_than((log.stat().st_size if log.exists() else 0) + 40 * PAGE):
        done, refused = act_until_refused(centre, random.Random(1))
        assert message_of(refused)
        assert count(centre) >= done
    ACTS[0](centre, random.Random(2))  # there is room again: work goes on without a new start
    assert [one for one in check_centre(centre.work, centre.manager) if not one.ok] == []
    centre.work.close()
    again = open_centre(folder, FixedClock(NOW))
    assert count(again) > done
    again.work.close()


@pytest.mark.drill
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="mounting needs root")
def test_a_file_system_of_six_megabytes_runs_full(folder: Path, tmp_path: Path, note: Note) -> None:
    small = tmp_path / "small"
    small.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(small)], check=True)
    try:
        shutil.copytree(folder, small / "centre")
        centre = open_centre(small / "centre", FixedClock(NOW))
        done, refused = act_until_refused(centre, random.Random(1), 2000)
        assert refused.id in {"storage.full", "storage.unreadable"}
        assert [one for one in check_centre(centre.work, centre.manager) if not one.ok] == []
        assert count(centre) >= done
        centre.work.close()
    finally:
        subprocess.run(["umount", "-l", str(small)], check=True)
    note("ดิสก์เต็มระหว่างทำงาน (ระบบแฟ้ม 6 MB)", 1, done)


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
    note("หนึ่งบิตของฐานข้อมูลเปลี่ยนไป: เครื่องตรวจพบ", 200, None, len(unseen))
    assert unseen == []
