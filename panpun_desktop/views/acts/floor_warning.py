"""The warning that somebody who joins on a day cannot reach the least days of the course (R-CRS-1)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from panpun_desktop.widgets.banners import Banner
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from datetime import date

    from panpun_desktop.rules.course_floor import Shortfall
    from panpun_desktop.views.context import Context


class FloorWarning(Banner):
    """Follows the first day and the people of an enrolment; ``told`` when its height changed."""

    told = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__("", Tone.WARN)
        self._context = context
        self.setObjectName("floorWarning")

    def look(
        self,
        cohort_id: int | None,
        joined_on: date | None,
        person_ids: Collection[int] = (),
        leaving: int | None = None,
    ) -> None:
        """Ask whether the days suffice; without a cohort or a day nothing is said.

        ``leaving`` is the enrolment that goes on in this cohort, whose days may count on.
        """
        if cohort_id is None or joined_on is None:
            self._show(None)
            return
        self._context.operations.read(
            self,
            self._question(cohort_id, joined_on, tuple(person_ids), leaving),
            self._show,
            lambda _error: None,
            key="floor",
        )

    def _question(
        self, cohort_id: int, joined_on: date, person_ids: tuple[int, ...], leaving: int | None
    ) -> Callable[[], Shortfall | None]:
        from panpun_desktop.services.cohort_floor import joining_shortfall

        work, actor = self._context.work, self._context.actor
        return lambda: joining_shortfall(work, actor, cohort_id, joined_on, person_ids, leaving)

    def _show(self, found: Shortfall | None) -> None:
        self.say("" if found is None else found.of_joining, Tone.WARN)
        self.told.emit()
