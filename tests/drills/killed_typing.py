"""Types into the form of a person and into a dialog of the real window, and is killed with -9.

Run by itself (``python -m tests.drills.killed_typing 20``) it prints one JSON line: how many drafts
were there after the kill, and the longest time between the last key and the draft in the database.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from panpun_desktop.common.clock import FixedClock
from panpun_desktop.services.drafts import load_draft
from tests.builders import NOW
from tests.centres import PASSWORD, make_centre, open_centre

TYPED = "พิมพ์ค้างไว้ รอบที่ {round}"


def drill(kills: int, folder: Path) -> dict[str, float]:
    """Kill so many windows while somebody types; every draft must be there."""
    make_centre(folder)
    found = {"kills": kills, "kept": 0, "slowest_s": 0.0}
    for number in range(kills):
        took = _killed_window(folder, number)
        centre = open_centre(folder, FixedClock(NOW))
        draft = load_draft(centre.work, centre.desk, "person:new")
        centre.work.close()
        found["kept"] += draft is not None and TYPED.format(round=number) in draft.content
        found["slowest_s"] = max(found["slowest_s"], took)
    return found


def _killed_window(folder: Path, number: int) -> float:
    """A window of its own process; killed as soon as it says that the draft is written."""
    command = [sys.executable, "-m", "tests.drills.killed_typing", "--type", str(folder), str(number)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as window:
        assert window.stdout is not None
        took = float(window.stdout.readline() or "nan")
        window.send_signal(signal.SIGKILL)
    return took


def _type_until_killed(folder: Path, number: int) -> None:
    from panpun_desktop.__main__ import set_up_python
    from panpun_desktop.app import Program, make_application
    from tests.benchmarks.crowds import settle
    from tests.typing import type_text

    set_up_python()
    application = make_application()
    program = Program(application, folder, FixedClock(NOW))
    program.start()
    program.enter(program.open_as("desk", PASSWORD))
    settle(program)
    assert program.window.workbench is not None
    program.window.workbench.navigate("residents", add=True)
    settle(program)
    form = program.window.workbench.open_page().form  # type: ignore[union-attr]
    began = [0.0]
    form.draft.keeper.kept.connect(lambda _at: print(time.monotonic() - began[0], flush=True))
    field = form.fields.widgets["first_name"]
    field.selectAll()
    type_text(field, TYPED.format(round=number))
    began[0] = time.monotonic()
    application.exec()


if __name__ == "__main__":
    if sys.argv[1] == "--type":
        _type_until_killed(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        with tempfile.TemporaryDirectory() as made:
            print(json.dumps(drill(int(sys.argv[1]), Path(made) / "centre")))
