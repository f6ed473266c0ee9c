"""The bed board of 300 beds: all of them painted as they stand, and the screen after all have changed.

Processor time of the window's own thread: what else runs on the machine does not count.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from statistics import median
from time import thread_time

from panpun_desktop.services.bed_rows import Board
from tests.benchmarks.crowds import settle, window
from tests.benchmarks.results import Result

BEDS = 300
TIMES = 15
TARGET_MS = 50.0


def run() -> list[Result]:
    """All 300 beds are painted, also those that a screen of 1366 by 768 would not show at once."""
    with window(people=400, beds=BEDS, staying=260) as program:
        program.window.workbench.navigate("beds")
        settle(program)
        page = program.window.workbench.open_page()
        painted = _median(page.board.widget().grab)
        nights = iter([_days_later(page.shown, days) for days in range(1, TIMES + 1)])

        def show_next() -> None:
            page.board.show_board(next(nights), may_move=True)
            program.window.repaint()

        changed = _median(show_next)
    return [
        Result("board", "bed board repainted, all 300 beds", painted, TARGET_MS),
        Result("board", "bed board of 300 beds after a change of every one", changed, TARGET_MS),
    ]


def _days_later(board: Board, days: int) -> Board:
    """The same with every figure changed, so that no tile painted before can be used again."""
    rooms = [
        replace(room, tiles=tuple(replace(tile, day=(tile.day or 0) + days) for tile in room.tiles))
        for room in board.rooms
    ]
    return replace(board, rooms=tuple(rooms))


def _median(act: Callable[[], object]) -> float:
    times = []
    for _ in range(TIMES):
        started = thread_time()
        act()
        times.append(thread_time() - started)
    return median(times)
