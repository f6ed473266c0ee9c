"""Walks a screen: every control is named, reached by Tab, and shows its text whole."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QWidget,
)

from tests.typing import tab


def controls(root: QWidget) -> list[QWidget]:
    """Every visible, enabled control under a widget that Tab should reach."""
    return [one for one in root.findChildren(QWidget) if _is_control(one, root)]


def _is_control(widget: QWidget, root: QWidget) -> bool:
    if not (widget.isVisibleTo(root) and widget.isEnabledTo(root)):
        return False
    if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus or isinstance(widget, QScrollArea):
        return False
    inner = (QAbstractScrollArea, QComboBox, QCalendarWidget)
    return not isinstance(widget.parent(), inner) and widget.focusProxy() is None


def name_of(widget: QWidget) -> str:
    """What a screen reader says: the accessible name, the words on it, or its buddy's words."""
    words = widget.accessibleName()
    if not words and isinstance(widget, QAbstractButton):
        words = widget.text()
    return words or next((one.text() for one in _labels(widget) if one.buddy() is widget), "")


def _labels(widget: QWidget) -> list[QLabel]:
    window = widget.window()
    return window.findChildren(QLabel)


def unnamed(root: QWidget) -> list[str]:
    """The controls without a name, described so that they can be found."""
    return [_described(one) for one in controls(root) if not name_of(one).strip()]


def unreached(root: QWidget, limit: int = 400) -> list[str]:
    """The controls that Tab does not reach from the first one; the window must be shown and active."""
    wanted = controls(root)
    if not wanted:
        return []
    wanted[0].setFocus(Qt.FocusReason.TabFocusReason)
    seen = {id(wanted[0])}
    start = QApplication.focusWidget()
    for _ in range(limit):
        now = tab()
        seen.add(id(now))
        if now is start:
            break
    return [_described(one) for one in wanted if id(one) not in seen and not _in_seen_group(one, seen)]


def _in_seen_group(widget: QWidget, seen: set[int]) -> bool:
    """Buttons of one group share a tab stop; arrows move between them."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    exclusive = group is not None and group.exclusive()
    if exclusive and any(id(one) in seen for one in group.buttons()):
        return True
    parent = widget.parent()
    siblings = parent.findChildren(QRadioButton) if isinstance(widget, QRadioButton) and parent else []
    return any(id(one) in seen for one in siblings)


def clipped(root: QWidget) -> list[str]:
    """The labels and buttons whose words do not fit into them."""
    return [f"{_described(one)}: {text}" for one, text, room in _texts(root) if _needs(one, text) > room + 1]


def _texts(root: QWidget) -> Iterator[tuple[QWidget, str, int]]:
    for label in root.findChildren(QLabel):
        if label.isVisibleTo(root) and label.text() and not label.wordWrap():
            margins = label.contentsMargins()
            yield label, label.text(), label.width() - margins.left() - margins.right()
    for button in root.findChildren(QPushButton):
        if button.isVisibleTo(root) and button.text():
            yield button, button.text(), button.width()
    for box in [*root.findChildren(QCheckBox), *root.findChildren(QRadioButton)]:
        if box.isVisibleTo(root) and box.text():
            yield box, box.text(), box.width() - 23


def _needs(widget: QWidget, text: str) -> int:
    metrics = QFontMetrics(widget.font())
    return max(metrics.horizontalAdvance(line) for line in text.replace("&", "").split("\n"))


def too_low(root: QWidget) -> list[str]:
    """The wrapped labels that are lower than their text needs at their width."""
    found = []
    for label in root.findChildren(QLabel):
        if label.isVisibleTo(root) and label.wordWrap() and label.text():
            needed = label.heightForWidth(label.width())
            if needed > label.height() + 1:
                found.append(f"{_described(label)}: {label.text()[:40]}")
    return found


def _described(widget: QWidget) -> str:
    names, one = [], widget
    while one is not None:
        names.append(one.objectName() or type(one).__name__)
        one = one.parentWidget()
    return " < ".join(names[:5])
