"""First paint and "today is usable", against a bare PySide6 window started the same way.

Each run is a process of its own on Qt's offscreen platform; times are from the start of the process.
The key derivation of the password is taken off: it is slow on purpose.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from statistics import median
from time import time

from tests.benchmarks.results import Result

RUNS = 5
ROOT = Path(__file__).resolve().parents[2]

BARE = """
import json, os, time
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print(json.dumps({"paint": time.time() - float(os.environ["STARTED"])}), flush=True)
        QApplication.quit()
app = QApplication([])
window = Window()
window.setCentralWidget(QLabel("panpun"))
window.resize(1366, 768)
window.show()
app.exec()
"""

OURS = """
import json, os, sys, time
from datetime import date
from pathlib import Path
from PySide6.QtCore import QTimer
from panpun_desktop import app
from panpun_desktop.common.clock import FixedClock
started, found = float(os.environ["STARTED"]), {}
application = app.make_application()
program = app.Program(application, Path(sys.argv[1]), FixedClock.at(date(2026, 11, 21)))
def painted():
    if not found:
        found["paint"] = time.time() - started
        QTimer.singleShot(0, sign_in)
def sign_in():
    from panpun_desktop.store.home import DataHome
    before = time.time()
    key = DataHome(Path(sys.argv[1])).keys().open_with_password("desk", "demo")
    found["derivation"] = time.time() - before
    program.operations.read(program.window, lambda: program.open_as("desk", "demo"), enter)
def enter(opened):
    program.enter(opened)
    QTimer.singleShot(0, wait)
def wait():
    program.operations.wait()
    application.processEvents()
    found["ready"] = time.time() - started - 2 * found["derivation"]
    print(json.dumps(found), flush=True)
    program.close()
    application.quit()
program.window.painted.connect(painted)
program.start()
application.exec()
"""


def run() -> list[Result]:
    """Start each so many times, in turn."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "centre"
        _demonstration(folder)
        _started(OURS, folder), _started(BARE, folder)  # the disk is warm from here on
        bare, ours = [], []
        for _ in range(RUNS):
            bare.append(_started(BARE, folder))
            ours.append(_started(OURS, folder))
    floor = median(one["paint"] for one in bare)
    paint = median(one["paint"] for one in ours)
    ready = median(one["ready"] for one in ours)
    return [
        Result("paint", "first paint of the sign-in page", paint, 1.6, floor=floor),
        Result("ready", "today usable after the password", ready, 4.0, floor=floor),
    ]


def _started(script: str, folder: Path) -> dict[str, float]:
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "STARTED": repr(time())}
    done = subprocess.run(
        [sys.executable, "-c", script, str(folder)],
        cwd=ROOT,
        env=surroundings,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _demonstration(folder: Path) -> None:
    from panpun_desktop.common.clock import FixedClock
    from panpun_desktop.services.demonstration import DemoCentre, make_demonstration

    make_demonstration(folder, FixedClock.at(date(2026, 11, 21), 14), DemoCentre())
