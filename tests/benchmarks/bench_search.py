"""From a key in the search (Ctrl+K) to the people found being painted, over a register of 100,000.

Keys come one at a time as a quick typist sends them: names of the register, a title, one name with a
slip of the finger, a register number, a bed.
"""

from __future__ import annotations

from statistics import median, quantiles
from typing import Any

from tests.benchmarks.crowds import settle, window
from tests.benchmarks.results import Result, now

PEOPLE = 100_000
TARGET_MS = 50.0
TYPED = ("กชกร", "นายณัฐพงษ์", "สุพรรณษา", "เพ็ญลดา", "ศุภชัติ", "P54-0123", "ห้อง 3-02")


def run() -> list[Result]:
    """Open the window, let it become idle, type; then the same texts to the service alone."""
    with window(people=PEOPLE, beds=100, staying=90) as program:
        search = program.window.workbench.search
        search.start()
        settle(program)
        painted = [seconds for text in TYPED for seconds in _type(program, search, text)]
        texts = [text[:end] for text in TYPED for end in range(1, len(text) + 1)]
        asked, floor = zip(*[(_asked(program, text), _like(program, text)) for text in texts], strict=True)
        built, changed = _index(program)
    least = median(floor)
    return [
        Result("search", "search key painted among 100,000, median", median(painted), TARGET_MS),
        Result("search", "search key painted, 95 of 100 are quicker", _late(painted), TARGET_MS),
        Result("search", "search key painted, against a LIKE by the raw driver", median(painted), 5.0, least),
        Result("search", "the search alone, median", median(asked), TARGET_MS),
        Result("search", "the search alone, 95 of 100 are quicker", _late(list(asked)), TARGET_MS),
        Result("search", "the search alone, against a LIKE by the raw driver", median(asked), 2.0, least),
        Result("search", "names read into memory after signing in", built, 5_000.0),
        Result("search", "search after one person was changed", changed, TARGET_MS),
    ]


def _like(program: Any, text: str) -> float:
    """The plainest search there is: one statement over the names, without ranking or forgiving."""
    with program.context.work.database.engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        started = now()
        driver.execute("SELECT id FROM person WHERE name_key LIKE ?", (f"%{text}%",)).fetchall()
        return now() - started


def _index(program: Any) -> tuple[float, float]:
    from panpun_desktop.services.people import PersonFacts, create_person, forget_names

    forget_names(program.context.work)
    built = _asked(program, "กช")
    create_person(program.context.work, program.context.actor, PersonFacts(first_name="ใหม่", sex="F"))
    return built, _asked(program, "ใหม่")


def _late(times: list[float]) -> float:
    return quantiles(times, n=20)[-1]


def _type(program: Any, search: Any, text: str) -> list[float]:
    from PySide6.QtCore import QEvent, QEventLoop, QObject

    from tests.typing import type_text

    class Painted(QObject):
        seen = 0.0

        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint and search.answered == search.field.text():
                self.seen = self.seen or now()
            return False

    search.field.clear()
    settle(program)
    times, painted, loop = [], Painted(), QEventLoop()
    search.list.viewport().installEventFilter(painted)
    for letter in text:
        painted.seen = 0.0
        started = now()
        type_text(search.field, letter)
        while not painted.seen:
            loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)  # as the program waits
        times.append(painted.seen - started)
        settle(program)
    search.list.viewport().removeEventFilter(painted)
    return times


def _asked(program: Any, text: str) -> float:
    from panpun_desktop.services.people import search

    started = now()
    search(program.context.work, program.context.actor, text)
    return now() - started
