"""``panpun tour``: walks the real window through a day and saves numbered pictures.

The walk types and presses keys as a person does; without a display Qt draws into memory. Without a
data folder it makes a demonstration centre of its own and stands at its last afternoon.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from panpun_desktop.common.clock import Clock, FixedClock
from panpun_desktop.common.demonstration_mark import MARK_FILE

SIZE = (1366, 768)
"""The usual office screen, in pixels."""
DAY = date(2026, 11, 21)
_LOGINS = ("desk", "manager")


def run(out: Path, folder: Path | None, clock: Clock, login: str = "", password: str = "") -> int:
    """Save the pictures into ``out``; gives how many. A centre named by ``folder`` is worked in for real."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="panpun-screen-") as place:
        _draw_into_memory_without_a_display(Path(place))
        from panpun_desktop.tour.day import first_start, steps
        from panpun_desktop.tour.faults import faults
        from panpun_desktop.tour.walk import Walk

        with _centre(folder, clock, (login, password)) as (at, standing, people):
            return Walk(out, at, standing, people).go(first_start, steps(), faults)


def _draw_into_memory_without_a_display(place: Path) -> None:
    """Menus and dialogs keep within the screen, and Qt's own screen in memory is a small one."""
    has_display = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if sys.platform != "linux" or has_display:
        return
    screen = {"name": "desk", "x": 0, "y": 0, "width": SIZE[0], "height": SIZE[1], "logicalDpi": 96}
    described = place / "screen.json"
    described.write_text(json.dumps({"screens": [screen | {"logicalBaseDpi": 96, "dpr": 1}]}))
    os.environ.setdefault("QT_QPA_PLATFORM", f"offscreen:configfile={described}")


@contextmanager
def _centre(
    folder: Path | None, clock: Clock, given: tuple[str, str]
) -> Iterator[tuple[Path, Clock, list[tuple[str, str]]]]:
    """Where to walk, when, and who signs in: the one given, or the desk and then the manager."""
    if folder is not None:
        yield folder, clock, [given]
        return
    from panpun_desktop.services.demonstration import PASSWORD, DemoCentre, make_demonstration

    standing = FixedClock.at(DAY, hour=14, minute=20)
    with tempfile.TemporaryDirectory(prefix="panpun-tour-") as made:
        place = Path(made) / "centre"
        make_demonstration(place, standing, DemoCentre())
        (place / MARK_FILE).unlink()  # an office's own window; the strip over invented data has its picture
        yield place, standing, [(login, PASSWORD) for login in _LOGINS]
