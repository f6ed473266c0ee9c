"""The office PC: signing in with the real cost of a password at 40,000 stays, and a backup of 400 MB.

The backup's floor is the bare copy of the same file in one step under the same key; while it runs somebody
writes, and the longest wait of the writer is a figure of its own.
"""

from __future__ import annotations

import os
import tempfile
import threading
from pathlib import Path
from statistics import median

from sqlalchemy import insert

from panpun_desktop.common.clock import FixedClock
from panpun_desktop.models import PersonFile, PersonFileContent, Setting
from panpun_desktop.rules.roles import SYSTEM
from panpun_desktop.services.backups import BackUp, back_up
from panpun_desktop.store.unit_of_work import UnitsOfWork
from tests.benchmarks.bench_monthly import long_centre
from tests.benchmarks.results import Result, now
from tests.builders import MANAGER, NOW

TIMES = 5
SIGN_IN_MS, BACKUP_MS, WAIT_MS = 1500.0, 5000.0, 200.0
MEGABYTES = 400


def run() -> list[Result]:
    """Sign in so many times, then fill the file and copy it."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "centre"
        work = long_centre(folder, cost=None)
        work.close()
        signed = median(_signed_in(folder) for _ in range(TIMES))
        copied, floor, waited = _backed_up(folder)
    return [
        Result("office", "password to today usable, 40,000 stays, key derived", signed, SIGN_IN_MS),
        Result("office", f"backup of {MEGABYTES} MB, read back and checked", copied, BACKUP_MS),
        Result("office", "the same beside the bare copy of the file", copied, 3.0, floor=floor),
        Result("office", "longest wait of somebody who writes meanwhile", waited, WAIT_MS),
    ]


def _signed_in(folder: Path) -> float:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from panpun_desktop.app import Program, make_application
    from panpun_desktop.views.sign_in.page import SignInPage
    from tests.benchmarks.crowds import settle

    program = Program(make_application(), folder, FixedClock(NOW))
    program.start()
    settle(program)  # what is brought in while name and password are typed
    page = program.window.findChild(SignInPage)
    page.login.setText("manager")
    page.password.setText("demo")
    start = now()
    page.button.click()
    while program.window.workbench is None or program.operations.is_busy():
        program.app.processEvents()
    took = now() - start
    settle(program)
    program.close()
    program.window.close()
    return took


def _backed_up(folder: Path) -> tuple[float, float, float]:
    from panpun_desktop.services.session import sign_in

    work = sign_in(folder, FixedClock(NOW), "manager", "demo").work
    _fill(work)
    start = now()
    bare = folder / "bare.db"
    work.database.copy_to(bare)
    with bare.open("rb+") as file:
        os.fsync(file.fileno())
    floor = now() - start
    bare.unlink()
    waits: list[float] = []
    done = threading.Event()
    writer = threading.Thread(target=_write, args=(work, done, waits))
    writer.start()
    start = now()
    back_up(work, MANAGER, BackUp())
    took = now() - start
    done.set()
    writer.join()
    work.close()
    return took, floor, max(waits)


def _fill(work: UnitsOfWork) -> None:
    """Scans of papers: what makes a file large."""
    with work.database.unaudited() as connection, connection.begin():
        for number in range(1, MEGABYTES + 1):
            facts = {
                "id": number,
                "person_id": number,
                "kind": "SCAN",
                "name": "scan.pdf",
                "media_type": "application/pdf",
                "size": 1_000_000,
                "added_at": NOW,
                "added_by_id": 1,
            }
            connection.execute(insert(PersonFile), facts)
            content = {"file_id": number, "content": os.urandom(1_000_000), "sha256": ""}
            connection.execute(insert(PersonFileContent), content)


def _write(work: UnitsOfWork, done: threading.Event, waits: list[float]) -> None:
    number = 0
    while not done.wait(0.02):
        number += 1
        start = now()
        with work.writing(SYSTEM, "setting.edit") as session:
            session.merge(Setting(key="centre.phone", value=f'"{number}"'))
        waits.append(now() - start)
