"""The timeline of 300 beds over 60 nights: read, painted first, scrolled, and a week further.

Processor time of the window's own thread for painting: what else runs on the machine does not count.
The floor of a repaint is the same picture without bars: grid and headers alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from statistics import median
from time import thread_time
from typing import Any

from sqlalchemy import insert

from panpun_desktop.models import BedReservation
from panpun_desktop.rules.roles import Actor, Role
from panpun_desktop.services.bed_timeline import bed_timeline
from panpun_desktop.services.bed_timeline_rows import BedTimeline
from tests.benchmarks.crowds import settle, window
from tests.benchmarks.results import Result
from tests.builders import TODAY

BEDS, NIGHTS, TIMES = 300, 60, 15
READ_MS, SCROLL_MS, TARGET_RATIO = 150.0, 33.0, 4.0


def run() -> list[Result]:
    """The widget as the program shows it, at 1366 by 768."""
    with window(people=400, beds=BEDS, staying=260) as program:
        _promise(program.context.work)
        program.window.workbench.navigate("beds")
        settle(program)
        page = program.window.workbench.open_page()
        page.shape.set_value("timeline")
        page._choose_shape("timeline")
        page.timeline.set_nights(NIGHTS)
        settle(program)
        manager = Actor(1, "manager", "ผู้จัดการ", Role.MANAGER)
        read = _median(lambda: bed_timeline(program.context.work, manager, TODAY - timedelta(days=8), NIGHTS))
        view, shown = page.timeline.view, page.timeline.view.cells.shown
        floor = _median(lambda: _painted(page, _without_bars(shown)))
        first = _median(lambda: _painted(page, shown))
        scrolled = _scrolled(view)
        weeks = iter(range(1, TIMES + 2))
        stepped = _median(lambda: _painted(page, _later(shown, 7 * next(weeks))))
    return [
        Result("timeline", "timeline of 300 beds × 60 nights read", read, READ_MS),
        Result("timeline", "timeline of 300 beds × 60 nights shown and painted", first, TARGET_RATIO, floor),
        Result("timeline", "timeline scrolled by a page", scrolled, SCROLL_MS),
        Result("timeline", "timeline a week further", stepped, TARGET_RATIO, floor),
    ]


def _promise(work: Any) -> None:
    start_on = TODAY + timedelta(days=3)
    rows = [{"bed_id": bed, "for_whom": "ผู้จอง", "start_on": start_on} for bed in range(261, 291)]
    with work.database.unaudited() as connection, connection.begin():
        connection.execute(insert(BedReservation), rows)


def _painted(page: Any, shown: BedTimeline) -> None:
    page.timeline.view.show_timeline(shown, may_change=True)
    page.window().repaint()


def _without_bars(shown: BedTimeline) -> BedTimeline:
    return replace(shown, beds=tuple(replace(bed, bars=(), away=()) for bed in shown.beds))


def _later(shown: BedTimeline, days: int) -> BedTimeline:
    return replace(shown, first=shown.first + timedelta(days=days))


def _scrolled(view: Any) -> float:
    """Down the whole list, page by page."""
    bar = view.verticalScrollBar()
    steps = []
    while bar.value() < bar.maximum() and len(steps) < TIMES:
        started = thread_time()
        bar.setValue(bar.value() + bar.pageStep())
        view.viewport().repaint()
        steps.append(thread_time() - started)
    return median(steps)


def _median(act: Callable[[], object]) -> float:
    times = []
    for _ in range(TIMES):
        started = thread_time()
        act()
        times.append(thread_time() - started)
    return median(times)
