"""Trying the program with invented people: a centre of its own in a folder of its own."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.common.clock import Clock
from panpun_desktop.common.demonstration_mark import mark
from panpun_desktop.common.errors import PanpunError, StorageGone
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.widgets.fields import FieldBox, LineField
from panpun_desktop.widgets.labels import help_text
from panpun_desktop.widgets.operations import Operations
from panpun_desktop.widgets.parts import Banner, MainButton, Progress, QuietButton, ThaiLabel
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.session import Session


class DemoDialog(QDialog):
    """Explains, makes the demonstration and signs in as its manager; ``made`` carries the session.

    ``people`` is how many invented people it gets.
    """

    made = Signal(object)
    people = 300

    def __init__(self, folder: Path, clock: Clock, operations: Operations, parent: QWidget) -> None:
        super().__init__(parent)
        self._real, self._clock, self._operations = folder, clock, operations
        self._given_up = Event()
        self.setObjectName("demoDialog")
        self.setWindowTitle(_("Try with invented data"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(520)
        self._build(folder)
        self._lay_out()
        self.start_button.setFocus()

    def _build(self, folder: Path) -> None:
        self.place = LineField(str(folder.with_name(f"{folder.name}-demo")))
        self.place.setObjectName("demoFolderField")
        self.place.setCursorPosition(0)
        choose = QuietButton(_("Choose…"), clicked=self._choose)
        choose.setObjectName("chooseDemoFolderButton")
        self.box = FieldBox(_("Folder of the demonstration"), self.place, beside=(choose,))
        self.progress = Progress(may_cancel=False)
        self.banner = Banner("", Tone.BAD)
        self.cancel_button = QuietButton(_("Cancel"), clicked=self.reject)
        self.cancel_button.setObjectName("demoCancelButton")
        self.start_button = MainButton(_("Make the demonstration"), clicked=self._start)
        self.start_button.setObjectName("makeDemoButton")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(ThaiLabel(_("Try with invented data"), role="title"))
        column.addWidget(
            help_text(
                _(
                    "A centre with 60 beds and three years of invented people is made in a folder of its "
                    "own. Your real data are not touched. You are signed in as its manager (manager, "
                    "password demo)."
                )
            )
        )
        for one in (self.box, self.progress, self.banner):
            column.addWidget(one)
        column.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.start_button)
        column.addLayout(row)

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Folder of the demonstration"), self.place.text())
        if chosen:
            self.place.write(str(Path(chosen) / "panpun-demo"))

    def _start(self) -> None:
        text = self.place.text().strip()
        if not text:
            self.box.show_problem(_("Choose a folder."))
            return
        place = Path(text).expanduser()
        if place.resolve() == self._real.resolve():
            self.box.show_problem(_("This is the folder of the real data. Choose another one."))
            return
        self._work(working=True)
        self._operations.read(self, lambda: self._make(place), self._finish, self._refuse, key="demo")

    def _make(self, place: Path) -> Session | None:
        """In the worker; one that is there already is opened as it is."""
        from panpun_desktop.reports.monthly.demonstration import close_earlier
        from panpun_desktop.services import demonstration, session

        try:
            if not session.is_set_up(place):
                request = demonstration.DemoCentre(people=self.people)
                demonstration.make_demonstration(place, self._clock, request, then=close_earlier)
        except OSError as error:
            raise StorageGone("storage.unreadable") from error
        if self._given_up.is_set():
            return None
        opened = session.sign_in(place, self._clock, "manager", demonstration.PASSWORD)
        mark(place)
        return opened

    def _work(self, *, working: bool) -> None:
        self.start_button.setEnabled(not working)
        self.box.setEnabled(not working)
        self.banner.say("")
        if working:
            self.progress.wait_for(
                _("Three years of a centre are being invented. This takes about a minute.")
            )
        else:
            self.progress.done()

    def _finish(self, session: Session | None) -> None:
        self._work(working=False)
        if session is not None:
            self.accept()
            self.made.emit(session)

    def _refuse(self, error: PanpunError) -> None:
        self._work(working=False)
        self.banner.say(message_of(error), Tone.BAD)

    def reject(self) -> None:
        """Close; what is being made is finished in its folder, but nobody is signed in."""
        self._given_up.set()
        super().reject()
