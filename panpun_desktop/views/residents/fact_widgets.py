"""Fields that only a person's facts need: words with ไม่ทราบ, a card's last day, several codes at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.widgets.buttons import FilterChip
from panpun_desktop.widgets.fields import LineField, ThaiDateEdit
from panpun_desktop.widgets.flow import FlowRow
from panpun_desktop.widgets.keyboard import UNKNOWN_KEY
from panpun_desktop.widgets.labels import ThaiLabel

LIFELONG = date(9999, 12, 31)


class WordsField(LineField):
    """A line in which F8 says ไม่ทราบ and Shift+F8 ไม่ประสงค์ให้ข้อมูล; empty is not stated."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key[f"Key_{UNKNOWN_KEY}"]:
            declined = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.write(_("Prefers not to say") if declined else _("Not known"))
            return
        super().keyPressEvent(event)


class CardEndField(QWidget):
    """The last day of a card: a day, ตลอดชีพ, or nothing."""

    edited = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day = ThaiDateEdit(today)
        self.day.setObjectName("cardEndDayField")
        self.lifelong = QCheckBox(_("For life"))
        self.lifelong.setObjectName("cardLifelongBox")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.day, 1)
        row.addWidget(self.lifelong)
        self.setFocusProxy(self.day)
        self.day.edited.connect(self.edited)
        self.lifelong.toggled.connect(self._toggle)

    def _toggle(self, on: bool) -> None:
        self.day.setEnabled(not on)
        self.edited.emit()

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.day.setAccessibleName(name)

    def value(self) -> date | None:
        """The last day; ``LIFELONG`` for ever."""
        return LIFELONG if self.lifelong.isChecked() else self.day.value()

    def set_value(self, day: date | None) -> None:
        """Show a last day."""
        for_life = day == LIFELONG
        self.lifelong.setChecked(for_life)
        self.day.setEnabled(not for_life)
        self.day.set_value(None if for_life else day)

    def problem(self) -> str:
        """What is wrong with the day, or nothing."""
        return "" if self.lifelong.isChecked() else self.day.problem()


class CodesField(QWidget):
    """Several codes of one list, each a chip that is on or off."""

    edited = Signal()

    def __init__(self, label: str, options: Iterable[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips: dict[str, FilterChip] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(ThaiLabel(label, role="field"))
        row = FlowRow(gap=6)
        for code, words in options:
            chip = FilterChip(words)
            chip.setAccessibleName(f"{label}: {words}")
            chip.toggled.connect(lambda _on: self.edited.emit())
            self.chips[code] = chip
            row.add(chip)
        column.addWidget(row)

    def value(self) -> tuple[str, ...]:
        """The codes that are on."""
        return tuple(code for code, chip in self.chips.items() if chip.isChecked())

    def set_value(self, codes: Iterable[str]) -> None:
        """Show these codes as on."""
        wanted = set(codes)
        for code, chip in self.chips.items():
            chip.setChecked(code in wanted)
