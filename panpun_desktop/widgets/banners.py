"""What the program says without asking: banner, undo bar, passing message, progress."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.widgets.buttons import DarkButton, QuietButton
from panpun_desktop.widgets.labels import IconLabel, ThaiLabel
from panpun_desktop.widgets.theme import Tone, set_property

_ICONS = {
    Tone.WARN: "alert-triangle",
    Tone.BAD: "alert-circle",
    Tone.INFO: "info-circle",
    Tone.OK: "circle-check",
}
Act = tuple[str, Callable[[], object]]


class Banner(QFrame):
    """A sentence in its tone (warn, bad, info, ok) with the buttons that settle it."""

    def __init__(
        self,
        text: str = "",
        tone: Tone = Tone.WARN,
        acts: Sequence[Act] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(9)
        self._icon = IconLabel("alert-triangle", tone.ink, 17)
        self._text = ThaiLabel("", wrap=True)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        self._acts = QHBoxLayout()
        self._acts.setSpacing(8)
        row.addLayout(self._acts)
        self.say(text, tone, acts)

    def text(self) -> str:
        """The sentence shown."""
        return self._text.plain_text()

    def say(self, text: str, tone: Tone = Tone.WARN, acts: Sequence[Act] = ()) -> None:
        """Show another sentence; an empty one hides the banner."""
        set_property(self, "banner", tone.value)
        self._text.style().polish(self._text)  # its colour hangs on the frame's property
        self._icon.set_icon(_ICONS.get(tone, "info-circle"), tone.ink)
        self._text.setText(text)
        self._text.style().unpolish(self._text)  # its colour follows the tone of the frame around it
        self._text.style().polish(self._text)
        self.setAccessibleName(text)
        while self._acts.count():
            item = self._acts.takeAt(0)
            old = item.widget() if item else None
            if old is not None:
                old.deleteLater()
        for words, act in acts:
            self._acts.addWidget(QuietButton(words, small=True, clicked=act))
        self.setVisible(bool(text))

    def focus_act(self) -> None:
        """Put the focus on the first button, for who works by keys."""
        item = self._acts.itemAt(0)
        button = item.widget() if item is not None else None
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)


class UndoBar(QFrame):
    """The quiet bar at the bottom: what was done, with เลิกทำ, ทำซ้ำ or another act. It goes away by itself.

    It stands in a bar that is always there, so it lies over nothing. ``spoke`` says whether it shows.
    """

    undo_asked = Signal()
    redo_asked = Signal()
    spoke = Signal(bool)
    SHOWN_MS = 12_000

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("undoBar")
        self._is_covered = False
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 4, 0)
        row.setSpacing(8)
        self._text = ThaiLabel("", role="small")
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(self._text, 1)
        self._undo = self._act("undoButton", _("Undo"), "Ctrl Z", self.undo_asked)
        self._redo = self._act("redoButton", _("Do again"), "Ctrl Y", self.redo_asked)
        self._other: Callable[[], object] = lambda: None
        self._other_button = DarkButton("", small=True, clicked=self._act_otherwise)
        self._other_button.setObjectName("barActButton")
        row.addWidget(self._undo)
        row.addWidget(self._redo)
        row.addWidget(self._other_button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._end)
        self.hide()

    def text(self) -> str:
        """What the bar says."""
        return self._text.plain_text()

    def cover(self, *, is_covered: bool) -> None:
        """Say nothing while the page is hidden from visitors: what was done names people."""
        self._is_covered = is_covered
        self._show()

    def say(self, text: str, offer: str = "", act: Act | None = None) -> None:
        """Say what was done, and offer to take it back ("undo"), to do it again ("redo"), or ``act``."""
        self._text.setText(text)
        words, self._other = act or ("", lambda: None)
        self._other_button.setText(words)
        self._other_button.setVisible(act is not None)
        self._undo.setVisible(offer == "undo")
        self._redo.setVisible(offer == "redo")
        self.setAccessibleName(text)
        self.setToolTip(text)
        self._timer.start(self.SHOWN_MS)
        self._show()

    def _show(self) -> None:
        is_speaking = self._timer.isActive() and not self._is_covered
        self.setVisible(is_speaking)
        self.spoke.emit(is_speaking)

    def _end(self) -> None:
        self._timer.stop()
        self._show()

    def _act(self, name: str, words: str, key: str, asked: SignalInstance) -> DarkButton:
        button = DarkButton(words, key=key, small=True, clicked=lambda: self._ask(asked))
        button.setObjectName(name)
        return button

    def _act_otherwise(self) -> None:
        self._other()

    def _ask(self, asked: SignalInstance) -> None:
        self._end()
        asked.emit()


class Progress(QWidget):
    """A bar for work that takes longer than a blink; a cancel button after two seconds.

    ``wait_for`` starts an endless bar (shown after 300 ms); ``show_step`` gives it an end.
    """

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None, *, may_cancel: bool = True) -> None:
        super().__init__(parent)
        self._may_cancel = may_cancel
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._text = ThaiLabel("", role="help")
        row = QHBoxLayout()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._cancel = QuietButton(_("Cancel"), small=True, clicked=self.cancelled.emit)
        row.addWidget(self._bar, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._cancel)
        column.addWidget(self._text)
        column.addLayout(row)
        self._soon, self._long = self._timer(300, self.show), self._timer(2000, self._offer_cancel)
        self.hide()

    def _timer(self, after_ms: int, then: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(after_ms)
        timer.timeout.connect(then)
        return timer

    def _offer_cancel(self) -> None:
        self._cancel.setVisible(self._may_cancel)

    def wait_for(self, text: str) -> None:
        """Something began whose length is not known."""
        self._text.setText(text)
        self._bar.setAccessibleName(text)
        self._bar.setRange(0, 0)
        self._cancel.hide()
        self._soon.start()
        self._long.start()

    def show_step(self, step: int, steps: int) -> None:
        """Show how far it is."""
        self._bar.setRange(0, steps)
        self._bar.setValue(step)

    def done(self) -> None:
        """It ended."""
        self._soon.stop()
        self._long.stop()
        self.hide()
