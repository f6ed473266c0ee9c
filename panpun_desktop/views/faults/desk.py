"""Faults of the data folder in the window: looked for at the start, told while people work."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from shiboken6 import isValid

from panpun_desktop.common.errors import PanpunError, StorageGone
from panpun_desktop.common.sentences import message_of
from panpun_desktop.rules.faults import OF_STORAGE, Fault, Finding, Look
from panpun_desktop.views.faults.strip import TROUBLE, WarningStrip

if TYPE_CHECKING:
    from panpun_desktop.views.context import Context
    from panpun_desktop.views.faults.page import FaultPage
    from panpun_desktop.views.main_window import MainWindow

_log = logging.getLogger(__name__)


class FaultDesk:
    """``look`` looks at a folder, ``begin`` opens it when it is sound, ``choose`` takes another one.

    ``restore`` is called from the page of a fault with its folder; without it the page offers no backup.
    """

    def __init__(
        self,
        window: MainWindow,
        look: Callable[[Path], Look],
        begin: Callable[[], object],
        choose: Callable[[Path], str],
    ) -> None:
        self.window, self._look, self._begin, self._choose = window, look, begin, choose
        self.restore: Callable[[Path], object] | None = None
        self.strip = WarningStrip()
        window.setMenuWidget(self.strip)
        self._unwritten: list[Finding] = []
        self._has_log = False

    def look(self, folder: Path) -> Look:
        """Look at a folder; its fault gets the page, its warnings the strip."""
        found = self._look(folder)
        self.strip.clear()
        for warning in found.warnings:
            self._note(warning)
            self.strip.warn(warning)
        if found.fault is not None:
            self.show(found.fault, folder)
        return found

    def show(self, fault: Finding, folder: Path) -> FaultPage:
        """Show the page of a fault instead of everything else."""
        from panpun_desktop.views.faults.page import FaultPage

        self._note(fault)
        page = FaultPage(fault, folder, may_restore=self.restore is not None)
        page.again_asked.connect(self._begin)
        page.folder_chosen.connect(lambda chosen: self._take(page, chosen))
        page.restore_asked.connect(lambda: self.restore and self.restore(folder))
        self.window.show_page(page)
        page.start()
        return page

    def _take(self, page: FaultPage, chosen: Path) -> None:
        refused = self._choose(chosen)
        if refused:
            page.say(refused)

    def refused(self, error: PanpunError, folder: Path) -> bool:
        """Signing in was refused: show the page when the folder is at fault, and say so."""
        if not isinstance(error, StorageGone) or error.id not in OF_STORAGE:
            return False
        if self.look(folder).fault is None:
            name = str(error.facts.get("path", "panpun.db"))
            self.show(Finding(OF_STORAGE[error.id], {"name": name}), folder)
        return True

    def broken(self, error: BaseException) -> bool:
        """Say in the strip what the storage refused while people work; other errors are not ours."""
        if not isinstance(error, StorageGone):
            return False
        _log.error("storage refused: %s", error.id)
        self.strip.say(message_of(error))
        return True

    def works_again(self) -> None:
        """Something was written: what was refused before is over."""
        if isValid(self.strip):  # a last write may end after the window
            self.strip.take_away(TROUBLE)

    def signed_out(self) -> None:
        """Nobody is there any more who could settle anything."""
        self.strip.take_away(Fault.ACTS_LOST.value)

    def look_for_lost_acts(self, context: Context) -> None:
        """After signing in: acts that are not there any more; who may settle it is asked to."""
        work, actor = context.work, context.actor

        def ask() -> Finding | None:
            from panpun_desktop.services.lost_acts import lost_acts

            return lost_acts(work)

        def settle() -> None:
            from panpun_desktop.services.lost_acts import settle_lost_acts

            context.operations.change(self.window, lambda: settle_lost_acts(work, actor))

        def tell(found: Finding | None) -> None:
            if found is not None:
                self._note(found)
                self.strip.warn(found, settle if context.may("lost_acts.settle") else None)

        self.strip.take_away(Fault.ACTS_LOST.value)
        context.operations.read(self.window, ask, tell, key="lost")

    def log_is_open(self) -> None:
        """Write what was found before there was a log."""
        self._has_log = True
        for finding in self._unwritten:
            self._write(finding)
        self._unwritten.clear()

    def _note(self, finding: Finding) -> None:
        if self._has_log:
            self._write(finding)
        else:
            self._unwritten.append(finding)

    def _write(self, finding: Finding) -> None:
        facts = " ".join(f"{name}={value}" for name, value in finding.facts.items())
        _log.warning("fault %s %s", finding.fault.value, facts)
