"""First paint and "today is usable", against a bare PySide6 window started the same way.

Each run is a process of its own on Qt's offscreen platform; times are from the start of the process,
ours goes the way of the command ``panpun``. The key of the demonstration's passwords costs nothing:
deriving one is slow on purpose and no part of these figures.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import time

from tests.benchmarks.results import PROCESSOR, Result

RUNS = 5
ROOT = Path(__file__).resolve().parents[2]

NOW = f"""
import os, time
def now():
    if "{PROCESSOR}" in os.environ:
        return time.process_time()
    return time.time() - float(os.environ["STARTED"])
"""
BARE = """
import json
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, painted)
def painted():
    print(json.dumps({"paint": now()}), flush=True)
    QApplication.quit()
app = QApplication([])
window = Window()
window.setCentralWidget(QLabel("panpun"))
window.resize(1366, 768)
window.show()
app.exec()
"""

OURS = """
import json
from PySide6.QtCore import QTimer
from panpun_desktop import __main__, app
found = {}
class Timed(app.Program):
    def _bring_in_the_rest(self):
        found["paint"] = now()
        super()._bring_in_the_rest()
        self.operations.busy.connect(self._next)
        QTimer.singleShot(TYPING_MS, self.window, self._type) if TYPING_MS else self._sign_in()
    def _type(self):
        if self._later or self.operations.is_busy():  # a slow machine needs more than three seconds
            QTimer.singleShot(500, self.window, self._type)
        else:
            self._sign_in()
    def _next(self, busy):
        if busy or "ready" in found:
            return
        if self.window.workbench is not None:
            self.app.processEvents()
            found["ready"] = now()
            print(json.dumps(found), flush=True)
            self.app.quit()
    def _sign_in(self):
        found["password"] = now()
        from panpun_desktop.views.sign_in.page import SignInPage
        page = self.window.findChild(SignInPage)
        page.login.setText("desk")
        page.password.setText("demo")
        page.button.click()
app.Program = Timed
__main__.main()
"""
TYPING_MS = 3000
"""How long somebody takes to type name and password."""
AT_ONCE, TYPED = f"TYPING_MS = 0{OURS}", f"TYPING_MS = {TYPING_MS}{OURS}"


def run() -> list[Result]:
    """Start each so many times, in turn."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "centre"
        _demonstration(folder)
        scripts = {"bare": BARE, "ours": AT_ONCE, "typed": TYPED}
        times: dict[str, list[dict[str, float]]] = {name: [] for name in scripts}
        for _ in range(RUNS + 1):
            for name, script in scripts.items():
                times[name].append(_started(script, folder))
    kept = {name: found[1:] for name, found in times.items()}  # the first compiles, and warms the disk
    floor = median(one["paint"] for one in kept["bare"])
    paint = median(one["paint"] for one in kept["ours"])
    ready = median(one["ready"] for one in kept["ours"])
    typed = median(one["ready"] - one["password"] for one in kept["typed"])
    return [
        Result("paint", "first paint of the sign-in page", paint, 1.6, floor=floor),
        Result("ready", "start to today usable, password given at once", ready, 4.0, floor=floor),
        Result("typed", "password to today usable, a few seconds after the start", typed, 4.0, floor=floor),
    ]


def _started(script: str, folder: Path) -> dict[str, float]:
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    surroundings |= {"QT_QPA_PLATFORM": "offscreen", "STARTED": repr(time())}
    done = subprocess.run(
        [sys.executable, "-c", NOW + script, "--data", str(folder)],
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
    from panpun_desktop.common.clock import SystemClock
    from panpun_desktop.services.demonstration import DemoCentre, make_demonstration
    from tests.builders import CHEAP

    make_demonstration(folder, SystemClock(), DemoCentre(), cost=CHEAP)
