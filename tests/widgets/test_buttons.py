"""Buttons under the keyboard: Enter presses what has the focus, but never a side act of a form."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from panpun_desktop.widgets.buttons import DarkButton, MainButton, PlainButton, QuietButton
from tests.typing import press

KINDS = (MainButton, QuietButton, PlainButton, DarkButton)
CTRL = Qt.KeyboardModifier.ControlModifier


def pressed_in(qtbot, place: QWidget, kind, *keys, passes: bool = False) -> int:
    """How often the button was pressed."""
    pressed: list[int] = []
    button = kind("ตกลง", clicked=lambda: pressed.append(1))
    button.enter_presses = not passes
    QVBoxLayout(place).addWidget(button)
    qtbot.addWidget(place)
    place.show()
    for key in keys:
        press(button, key)
    return len(pressed)


@pytest.mark.parametrize("kind", KINDS)
def test_enter_presses_a_button_like_space(qtbot, kind):
    keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
    assert pressed_in(qtbot, QWidget(), kind, *keys) == 3


@pytest.mark.parametrize("kind", KINDS)
def test_in_a_dialog_enter_presses_the_main_button_alone(qtbot, kind):
    assert pressed_in(qtbot, QDialog(), kind, Qt.Key.Key_Return) == (1 if kind is MainButton else 0)


def test_a_side_button_of_a_form_is_passed(qtbot):
    assert pressed_in(qtbot, QWidget(), QuietButton, Qt.Key.Key_Return, passes=True) == 0


def test_a_button_that_is_off_stays_unpressed(qtbot):
    place, pressed = QWidget(), []
    button = QuietButton("ตกลง", parent=place, clicked=lambda: pressed.append(1))
    qtbot.addWidget(place)
    button.setEnabled(False)
    press(button, Qt.Key.Key_Return)
    button.setEnabled(True)
    press(button, Qt.Key.Key_Return, CTRL)
    assert pressed == []
