"""A small field laid over the sheet at a cell: a remark, a reason, a name to jump to; or only a sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from panpun_desktop.widgets.buttons import QuietButton
from panpun_desktop.widgets.fields import LineField
from panpun_desktop.widgets.labels import ThaiLabel
from panpun_desktop.widgets.theme import Tone, set_property

_WIDTH, _SAYS_MS, _OFFERS_MS = 300, 6000, 15_000
Way = tuple[str, str, Callable[[], object]]
"""The words of a button, its key and what it does."""


class CellNote(QFrame):
    """Asks for one line: Enter takes it, Esc gives up; or says a sentence that goes away by itself."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setObjectName("cellNote")
        self.setFixedWidth(_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(5)
        self.words = ThaiLabel("", role="small", wrap=True)
        self.field = LineField()
        self.field.setObjectName("cellNoteField")
        self.field.enter_moves_on = False
        column.addWidget(self.words)
        column.addWidget(self.field)
        self.ways = QVBoxLayout()
        self.ways.setSpacing(4)
        column.addLayout(self.ways)
        self._taken: Callable[[str], object] | None = None
        self._typed: Callable[[str], object] | None = None
        self._back: QWidget | None = None
        self.field.textEdited.connect(self._follow)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def place_of(self, widget: QWidget, box: QRect) -> QRect:
        """A box of a widget in what the note lies over."""
        return QRect(widget.mapTo(self._over, box.topLeft()), box.size())

    def text(self) -> str:
        """The sentence shown."""
        return self.words.plain_text()

    def ask(
        self,
        at: QRect,
        words: str,
        text: str,
        taken: Callable[[str], object],
        typed: Callable[[str], object] | None = None,
    ) -> None:
        """Ask for a line beside a cell; ``typed`` hears every letter."""
        self._timer.stop()
        self._taken, self._typed = taken, typed
        self._offer(())
        self._back = self.window().focusWidget()
        self.words.setText(words)
        self.field.setAccessibleName(words)
        self.field.setText(text)
        self.field.show()
        self._open(at, Tone.NEUTRAL)
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)
        self.field.selectAll()

    def say(self, at: QRect, words: str, ways: Sequence[Way] = ()) -> None:
        """Say why a cell was not marked, with the ways out of it; typing goes on."""
        if self.field.hasFocus():
            return
        self.field.hide()
        self.words.setText(words)
        self._offer(ways)
        self._open(at, Tone.WARN)
        self._timer.start(_OFFERS_MS if ways else _SAYS_MS)

    def _offer(self, ways: Sequence[Way]) -> None:
        while self.ways.count():
            item = self.ways.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        for number, (words, key, act) in enumerate(ways, 1):
            button = QuietButton(words, key=key, small=True, clicked=self._way(act))
            button.setObjectName(f"noteWay{number}")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # typing goes on in the sheet; the keys do it too
            self.ways.addWidget(button)

    def _way(self, act: Callable[[], object]) -> Callable[[], None]:
        def go() -> None:
            self.hide()
            act()

        return go

    def is_asking(self) -> bool:
        """Say whether it waits for a line."""
        return self.isVisible() and self.field.isVisibleTo(self)

    def _open(self, at: QRect, tone: Tone) -> None:
        set_property(self, "banner", tone.value)
        self.setAccessibleName(self.text())
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.setFixedHeight(max(layout.totalHeightForWidth(_WIDTH), layout.totalMinimumSize().height()))
        self.move(self._beside(at))
        self.raise_()
        self.show()

    def _beside(self, at: QRect) -> QPoint:
        """Below the cell; above it where there is no room."""
        x = max(0, min(at.left(), self._over.width() - _WIDTH - 4))
        below = at.bottom() + 4
        fits = below + self.height() <= self._over.height()
        return QPoint(x, below if fits else max(0, at.top() - self.height() - 4))

    def _follow(self, text: str) -> None:
        if self._typed is not None:
            self._typed(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.is_asking():
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            text, taken = self.field.text().strip(), self._taken
            self.close_note()
            if taken is not None:
                taken(text)
        elif event.key() == Qt.Key.Key_Escape:
            self.close_note()
        else:
            event.ignore()

    def hide_saying(self) -> None:
        """The sentence has done its work."""
        if self.isVisible() and not self.is_asking():
            self.hide()

    def close_note(self) -> None:
        """Go away and give the focus back."""
        self._taken = self._typed = None
        self.hide()
        if self._back is not None:
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)
