"""The wheel scrolls a form; it never changes what was answered."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from panpun_desktop.widgets.choice_box import ChoiceBox


def test_the_wheel_over_a_choice_changes_nothing(qtbot):
    box = ChoiceBox({"": "ไม่ระบุ", "yes": "จบ", "no": "ไม่จบ"})
    qtbot.addWidget(box)
    box.set_value("")
    box.show()
    box.setFocus()
    none = Qt.MouseButton.NoButton
    here = QPointF(box.rect().center())
    turned = QWheelEvent(
        here,
        box.mapToGlobal(here),
        QPoint(0, 0),
        QPoint(0, -240),
        none,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, turned)
    assert box.value() == ""
    assert not turned.isAccepted()
