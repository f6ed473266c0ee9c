"""Writing the register to a workbook from the list: where to, how far it is, and stopping it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from panpun_desktop.common.errors import PanpunError
from panpun_desktop.common.files import file_name, refusal
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.common.thai_date import in_file_name
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.banners import Progress
from panpun_desktop.widgets.saving import ask_place, tell_saved

if TYPE_CHECKING:
    from panpun_desktop.services.register_export import ExportRegister

Request = Callable[[Path], "ExportRegister"]


class Exporting(QObject):
    """One export at a time, in the pool; the progress bar stands under the list."""

    _told = Signal(int, int)

    def __init__(self, context: Context, progress: Progress, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._progress, self._window = context, progress, parent
        self._stop = threading.Event()
        self._told.connect(progress.show_step)
        progress.cancelled.connect(self._stop.set)

    def ask(self, request: Request) -> None:
        """Ask for a place and write there what the request says."""
        today = self._context.today
        name = _("Register of service users {day}").format(day=in_file_name(today))
        place = ask_place(file_name(name, ending="xlsx"), self._window)
        if place is not None:
            self.write(request(place))

    def write(self, request: ExportRegister) -> None:
        """Write a workbook; nothing is left of one that was stopped."""
        context, stop = self._context, self._stop
        stop.clear()

        def tell(done: int, total: int) -> bool:
            self._told.emit(done, total)
            return not stop.is_set()

        def export() -> int | OSError | None:
            from panpun_desktop.services.register_export import export_register

            try:
                return export_register(context.work, context.actor, request, tell)
            except OSError as problem:
                return problem

        self._progress.wait_for(_("Writing the workbook…"))
        done = self._say(request.path)
        context.operations.read(self, export, done, self._refuse, key="export")

    def _say(self, place: Path) -> Callable[[int | OSError | None], None]:
        def say(result: int | OSError | None) -> None:
            self._progress.done()
            if isinstance(result, OSError):
                self._context.say(message_of(refusal(result, place, is_there=place.exists())))
            elif result is None:
                self._context.say(_("The export was stopped: no file was written."))
            else:
                words = _("{count} people written to {name}")
                tell_saved(place, self._window, words.format(count=f"{result:,}", name=place.name))

        return say

    def _refuse(self, error: PanpunError) -> None:
        self._progress.done()
        self._context.say(message_of(error))
