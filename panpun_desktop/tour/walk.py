"""One walk through the window, picture by picture."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication

from panpun_desktop import app
from panpun_desktop.common.clock import Clock
from panpun_desktop.tour import SIZE
from panpun_desktop.tour.camera import save_picture
from panpun_desktop.tour.hand import Hand
from panpun_desktop.views.shell.workbench import Workbench

SignsIn = tuple[str, str]
"""Login and password."""


class Walk:
    """Holds the program, the hand that works in it, and the count of pictures."""

    def __init__(self, out: Path, folder: Path, clock: Clock, people: Sequence[SignsIn]) -> None:
        self.out, self.folder, self.clock = out, folder, clock
        self.login, self.password = people[0]
        self.manager = people[1] if len(people) > 1 else None
        self.taken = 0
        self.application = app.make_application()
        QApplication.setCursorFlashTime(0)  # a cursor that blinks would make every picture another
        self.program = app.Program(self.application, folder, clock)
        self.hand = Hand(self.program.window, self.program.operations)

    def go(self, before: Step, day: Iterable[Step], after: Step) -> int:
        """Take every step, ``before`` and ``after`` the day without a centre; gives how many pictures."""
        self._on_an_empty_folder(before)
        self._show(self.program)
        for step in day:
            step(self)
        self.program.close()
        self.program.window.close()
        self._on_an_empty_folder(after)
        return self.taken

    def _on_an_empty_folder(self, step: Step) -> None:
        """Take one step in a window of its own, where there is no centre yet."""
        with tempfile.TemporaryDirectory(prefix="panpun-first-start-") as empty:
            usual, self.program = self.program, app.Program(self.application, Path(empty), self.clock)
            self.hand = Hand(self.program.window, self.program.operations)
            self._show(self.program)
            step(self)
            self.program.close()
            self.program.window.close()
            self.program, self.hand = usual, Hand(usual.window, usual.operations)

    def _show(self, program: app.Program) -> None:
        program.window.resize(*SIZE)
        program.start()
        program.window.activateWindow()
        self.hand.wait()

    @property
    def workbench(self) -> Workbench:
        """The pages of the person who signed in."""
        workbench = self.program.window.workbench
        assert workbench is not None, "nobody has signed in"
        return workbench

    def has(self, key: str) -> bool:
        """Say whether there is such a page for this person."""
        return key in self.workbench.screens

    def sign_in(self, login: str, password: str) -> None:
        """Type name and password on the first page."""
        self.hand.write("loginField", login)
        self.hand.write("passwordField", password)
        self.hand.press("Return")
        self.hand.wait()

    def sign_out(self) -> None:
        """Choose it from the menu below the name."""
        self.hand.choose_from_menu("userButton", "Up", "Return")

    def open(self, key: str) -> None:
        """Press a page's entry in the navigation."""
        self.hand.click(f"{key}Navigation")

    def picture(self, name: str) -> None:
        """Save what stands on the screen as the next numbered picture."""
        self.hand.wait()
        self.taken += 1
        save_picture(self.program.window, self.out / f"{self.taken:02d}-{name}.png")


Step = Callable[[Walk], None]
"""A part of the day: what is clicked and typed, and the pictures taken on the way."""
