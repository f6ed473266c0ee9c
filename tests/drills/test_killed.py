"""Nothing acknowledged is lost, nothing is half done, whenever the program is killed or the power fails."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.drills.outcomes import Note

ROOT = Path(__file__).resolve().parents[2]
WRONG = ("unclean", "lost", "half_done", "half_closed", "unopened", "unnoticed")
"""What no drill may find."""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and kill -9")
Run = Callable[[str, int], dict[str, int]]


def run(name: str, times: int) -> dict[str, int]:
    """In a process of its own: forking is only safe where no other thread runs."""
    done = subprocess.run(
        [sys.executable, "-m", f"tests.drills.{name}", str(times)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, int] = json.loads(done.stdout)
    return found


def require_whole(found: dict[str, int], worked: str, least: int) -> None:
    """Nothing went wrong, and enough was done to prove it."""
    assert {name: found[name] for name in WRONG if found.get(name)} == {}, found
    assert found[worked] >= least, "the workers hardly worked: the drill proves nothing"


@pytest.mark.parametrize(
    ("name", "times", "worked", "least"),
    [
        ("killed_closing", 2, "kills", 2),
        ("killed_day", 8, "acts", 3),
        ("power_cuts", 6, "acts", 2),
    ],
)
def test_a_sample_of_each_drill(name: str, times: int, worked: str, least: int) -> None:
    require_whole(run(name, times), worked, least)


@pytest.mark.drill
def test_five_hundred_kills_during_the_acts_of_a_day(note: Note) -> None:
    found = run("killed_day", 500)
    require_whole(found, "acts", 1000)
    note("kill -9 ระหว่างรับเข้า ย้ายเตียง เช็กชื่อ ออกหนังสือ นำเข้า ปิดงวด", found["kills"], found["acts"])


@pytest.mark.drill
def test_two_hundred_kills_during_admissions(note: Note) -> None:
    found = run("killed_admissions", 200)
    require_whole(found, "acknowledged", 400)
    note("kill -9 ระหว่างรับเข้าและจำหน่ายครอบครัว", found["kills"], found["acknowledged"])


@pytest.mark.drill
def test_a_hundred_kills_during_closing(note: Note) -> None:
    found = run("killed_closing", 100)
    require_whole(found, "acknowledged", 20)
    note("kill -9 ระหว่างปิดงวด", found["kills"], found["acknowledged"])


@pytest.mark.drill
def test_two_hundred_power_cuts(note: Note) -> None:
    found = run("power_cuts", 200)
    require_whole(found, "acts", 400)
    note("ไฟดับขณะบันทึก (แฟ้ม WAL ขาด ว่าง เสีย หรือหาย)", found["cuts"], found["acts"])
