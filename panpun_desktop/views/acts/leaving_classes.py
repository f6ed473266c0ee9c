"""Beside a leaving: which classes end with it, which await their result, and what goes on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from panpun_desktop.common.i18n import N_, _
from panpun_desktop.widgets.banners import Banner
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from datetime import date

    from panpun_desktop.services.leaving_classes import LeftClass
    from panpun_desktop.views.context import Context

_WORDS = {
    "DROPPED": N_("{title} ends too: dropped, {days} of at least {floor} days (R-CRS-1)"),
    "AWAITS_RESULT": N_("{title}: {days} days, at least {floor} reached; the manager confirms the result"),
    "GOES_ON": N_("{title} goes on as day training; to end it, open the class"),
    "SCHOOL": N_("School {title} goes on after the centre; nothing ends"),
}


class ClassesLeft(Banner):
    """Follows who leaves and the day; ``told`` when its height changed."""

    told = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__("", Tone.WARN)
        self._context = context
        self.setObjectName("classesLeft")

    def look(self, stay_ids: Collection[int], left_on: date | None) -> None:
        """Ask what becomes of their classes; without a day nothing is said."""
        if left_on is None:
            self._show(())
            return
        self._context.operations.read(
            self, self._question(tuple(stay_ids), left_on), self._show, lambda _error: None, key="classes"
        )

    def _question(self, stay_ids: tuple[int, ...], left_on: date) -> Callable[[], Sequence[LeftClass]]:
        from panpun_desktop.services.leaving_classes import classes_left

        work, actor = self._context.work, self._context.actor
        return lambda: classes_left(work, actor, stay_ids, left_on)

    def _show(self, found: Sequence[LeftClass]) -> None:
        several = len({one.person for one in found}) > 1
        tone = Tone.WARN if any(one.becomes == "DROPPED" for one in found) else Tone.INFO
        self.say("\n".join(_words(one, several) for one in found), tone)
        self.told.emit()


def _words(one: LeftClass, several: bool) -> str:
    text = _(_WORDS[one.becomes]).format(title=one.title, days=one.days, floor=one.floor)
    return f"{one.person}: {text}" if several else text
