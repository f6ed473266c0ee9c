"""Counter privacy (F12): names and photos are masked where they stand, in every window of the program.

Labels, chips and the lists that paint themselves put dots in the place of words (``widgets.masking``);
photos, fields and whatever else could name somebody are blotted out by themselves. ``PrivacyMask`` hides a
whole page, for a moment at which nothing of it is to be seen.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QPainter, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QFrame,
    QGraphicsEffect,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from panpun_desktop.common.i18n import _
from panpun_desktop.widgets import masking
from panpun_desktop.widgets.buttons import QuietButton
from panpun_desktop.widgets.labels import Chip, IconLabel, ThaiLabel
from panpun_desktop.widgets.theme import Colour

KNOWN_TO_ALL = "knownToAll"
"""Property of a widget whose words any visitor may read, with all that it holds."""
_TITLE, _HEARD = "titleUnmasked", "privacyHears"
_OFFERED = (QEvent.Type.Show, QEvent.Type.LayoutRequest)


class PrivacyMask(QFrame):
    """Covers what it is laid over; ``covered`` says whether it does."""

    covered = Signal(bool)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setObjectName("privacyMask")
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(IconLabel("eye-off", Colour.MUTED, 40), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(ThaiLabel(_("The page is hidden"), role="title"), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.hide()

    def lay(self) -> None:
        """Cover from now on, until hidden."""
        self.fit()
        self.show()
        self.raise_()

    def fit(self) -> None:
        """Cover all of what it lies over."""
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.covered.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.covered.emit(False)


class Curtain(QFrame):
    """Nothing at all is seen of what it hangs over, whatever its size, until it is deleted."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setObjectName("privacyMask")
        over.installEventFilter(self)
        self.setGeometry(over.rect())
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.ChildAdded):
            self.setGeometry(self._over.rect())
            self.raise_()
        return super().eventFilter(watched, event)


class PrivacyStrip(QFrame):
    """Says over the page that names are masked, and by which key they come back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("privacyStrip")
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 6, 18, 0)
        row.setSpacing(8)
        row.addWidget(IconLabel("eye-off", Colour.MUTED, 18))
        row.addWidget(ThaiLabel(_("Names and photos are hidden from visitors"), role="muted"), 1)
        self.button = QuietButton(_("Show names"), "eye", "F12", small=True)
        self.button.setObjectName("showNamesButton")
        row.addWidget(self.button)
        self.hide()


class Blot(QGraphicsEffect):
    """Draws a plain shape where the widget would have drawn what a visitor must not read."""

    def draw(self, painter: QPainter) -> None:
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Colour.LINE.q)
        painter.drawRoundedRect(self.sourceBoundingRect().adjusted(1, 2, -1, -2), 4, 4)
        painter.restore()


class Privacy(QObject):
    """Masks every window of the program, those that open later too; F12 works in dialogs as well."""

    changed = Signal(bool)

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._owner = owner
        owner.destroyed.connect(_forget)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._give_key)

    def is_on(self) -> bool:
        """Say whether names are masked now."""
        return masking.is_on()

    def toggle(self) -> None:
        """Mask at once, or show again."""
        self.switch(on=not masking.is_on())

    def switch(self, *, on: bool) -> None:
        """Mask, or show again; every widget is looked at once."""
        if on is masking.is_on():
            return
        masking.switch(on=on)
        application = QApplication.instance()
        if application is not None:
            if on:
                application.installEventFilter(self)
            else:
                application.removeEventFilter(self)
        for window in QApplication.topLevelWidgets():
            _treat_all(window)
        self.changed.emit(on)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is shown or changes while names are masked is looked at; tips say whole names."""
        kind = event.type()
        if kind == QEvent.Type.ToolTip:
            return True
        if kind in _OFFERED and isinstance(watched, QWidget):
            _treat_all(watched) if watched.isWindow() else _treat_near(watched)
        return False

    def _give_key(self, _before: QWidget | None, now: QWidget | None) -> None:
        """A dialog is a window of its own: the keys of the main window do not reach it."""
        window = now.window() if now is not None else None
        if isinstance(window, QDialog) and not window.property("privacyKey"):
            window.setProperty("privacyKey", True)
            QShortcut(QKeySequence("F12"), window, self.toggle)


def _forget() -> None:
    masking.switch(on=False)


def _treat_all(window: QWidget) -> None:
    if _is_known_to_all(window):
        return
    _treat_title(window)
    for one in (window, *window.findChildren(QWidget)):
        _treat(one)


def _treat_near(widget: QWidget) -> None:
    """The widget and what lies directly in it: a button whose words changed asks its parent for room."""
    for one in (widget, *_children(widget)):
        _treat(one)


def _children(widget: QWidget) -> Iterator[QWidget]:
    return (one for one in widget.children() if isinstance(one, QWidget))


def _treat_title(window: QWidget) -> None:
    kept = window.property(_TITLE)
    if masking.is_on():
        title = window.windowTitle()
        if kept is None and masking.shown(title) != title:
            window.setProperty(_TITLE, title)
            window.setWindowTitle(masking.shown(title))
    elif kept is not None:
        window.setWindowTitle(str(kept))
        window.setProperty(_TITLE, None)


def _treat(widget: QWidget) -> None:
    if isinstance(widget, (ThaiLabel, Chip)):
        widget.show_masked()
    elif isinstance(widget, QAbstractItemView) and getattr(widget, "masks_names", False):
        widget.viewport().update()
    hides = masking.is_on() and _names_somebody(widget) and not _is_known_to_all(widget)
    effect = widget.graphicsEffect()
    if hides and effect is None:
        widget.setGraphicsEffect(Blot(widget))
    elif not hides and isinstance(effect, Blot):
        widget.setGraphicsEffect(None)  # type: ignore[arg-type]


def _names_somebody(widget: QWidget) -> bool:
    """Whether a widget that does not mask its own words may show a name or a photo."""
    if isinstance(widget, QLabel) and not widget.pixmap().isNull():
        return True
    if isinstance(widget, (ThaiLabel, Chip, QHeaderView)):
        return False
    if isinstance(widget, QAbstractItemView):
        return not getattr(widget, "masks_names", False)
    return hasattr(widget, "shows_papers") or any(_tells(one) for one in _words_of(widget))


def _words_of(widget: QWidget) -> tuple[str, ...]:
    if isinstance(widget, (QLabel, QAbstractButton)):
        return (widget.text(),)
    if isinstance(widget, QComboBox):
        return (widget.currentText(),)
    if isinstance(widget, QMenu):
        return tuple(one.text() for one in widget.actions())
    return (_typed(widget),) if isinstance(widget, (QLineEdit, QPlainTextEdit, QTextEdit)) else ()


def _typed(field: QLineEdit | QPlainTextEdit | QTextEdit) -> str:
    """What stands in a field; from now on every change of it is looked at."""
    if not field.property(_HEARD):
        field.setProperty(_HEARD, True)
        field.textChanged.connect(lambda *_text: _treat(field))
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def _tells(text: str) -> bool:
    plain = text.replace("&", "")
    return masking.shown(plain) != plain


def _is_known_to_all(widget: QWidget) -> bool:
    one: QWidget | None = widget
    while one is not None:
        if one.property(KNOWN_TO_ALL):
            return True
        one = one.parentWidget()
    return False
