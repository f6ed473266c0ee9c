"""The register list over 100,000 persons: first paint, and scrolling until the lines stand in view.

The first paint is compared with the least that any list must do: asking for the ids in order and for
the first page of whole rows, read by the same service in the same run. A jump is the whole way from
the scroll bar to lines filled in (a read in the pool lies between); a step stays on pages at hand.
"""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from typing import Any

from tests.benchmarks.crowds import settle, window
from tests.benchmarks.results import Result, now

PEOPLE = 100_000
TIMES, JUMPS, STEPS = 7, 40, 100
PAINT_RATIO = 2.0
JUMP_MS, STEP_MS = 100.0, 16.0
ORDERS = ("regno", "name", "age", "arrived")


def run() -> list[Result]:
    """Everyone, newest first; then the slower orders of the service alone."""
    with window(people=PEOPLE, beds=100, staying=90) as program:
        program.window.workbench.navigate("residents")
        settle(program)
        page = program.window.workbench.open_page()
        shown = _median(TIMES, lambda: _show(program, page))
        floor = _median(TIMES, lambda: _floor(program))
        jumps = [_jump(program, page, line) for line in _lines(JUMPS)]
        steps = [_step(program, page) for _ in range(STEPS)]
        found = [(sort, _median(3, lambda sort=sort: _found(program, sort))) for sort in ORDERS]
    return [
        Result("list", "list of 100,000 painted", shown, PAINT_RATIO, floor),
        Result("list", "a jump in it, until the lines stand there, median", median(jumps), JUMP_MS),
        Result("list", "a step of scrolling painted, median", median(steps), STEP_MS),
        *(Result("list", f"100,000 ordered by {sort}", took, 1000.0) for sort, took in found),
    ]


def _median(times: int, act: Callable[[], float]) -> float:
    return median(act() for _ in range(times))


def _show(program: Any, page: Any) -> float:
    """From the wish to the painted list."""
    page.list.filters.show_all()
    started = now()
    page.list.ask()
    _until(program, lambda: len(page.list.table.rows.pages.source.keys) == PEOPLE)
    page.list.table.viewport().repaint()
    took = now() - started
    settle(program)
    page.list.show_only(present=True)
    settle(program)
    return took


def _floor(program: Any) -> float:
    """Ids and the first rows, without a window."""
    from panpun_desktop.services import people

    context, chosen = program.context, people.PeopleFilter(present_only=False)
    started = now()
    found = people.found_people(context.work, context.actor, chosen)
    people.rows_of_people(context.work, context.actor, found.ids[:128])
    return now() - started


def _found(program: Any, sort: str) -> float:
    from panpun_desktop.services import people

    context, chosen = program.context, people.PeopleFilter(present_only=False)
    started = now()
    people.found_people(context.work, context.actor, chosen, sort, False)
    return now() - started


def _lines(count: int) -> list[int]:
    """Lines all over the list, none near the one before."""
    return [(number * 61_803) % PEOPLE for number in range(1, count + 1)]


def _jump(program: Any, page: Any, line: int) -> float:
    table = page.list.table
    if table.rows.rowCount() != PEOPLE:
        page.list.show_only()
        settle(program)
    started = now()
    table.verticalScrollBar().setValue(line)
    table.viewport().repaint()
    first = table.rowAt(0)
    _until(program, lambda: table.rows.row_here(first) is not None)
    table.viewport().repaint()
    return now() - started


def _step(program: Any, page: Any) -> float:
    bar = page.list.table.verticalScrollBar()
    started = now()
    bar.setValue(bar.value() + (3 if bar.value() < PEOPLE // 2 else -3))
    page.list.table.viewport().repaint()
    took = now() - started
    program.app.processEvents()
    return took


def _until(program: Any, is_so: Callable[[], bool]) -> None:
    from PySide6.QtCore import QEventLoop

    while not is_so():
        program.app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
