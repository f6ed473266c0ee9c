"""The kinds of filter chips: on or off, one or several of a list, a period of days."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.widgets.buttons import FilterChip
from panpun_desktop.widgets.fields import FieldBox, ThaiDateEdit
from panpun_desktop.widgets.parts import MainButton, QuietButton, ThaiLabel

Days = tuple[date | None, date | None]
_FISCAL_FIRST_MONTH = 10
"""A fiscal year begins on 1 October (R-FY-1)."""


class ToggleChip(FilterChip):
    """On or off; while it is on it shows how to take it away."""

    def __init__(self, text: str, *, on: bool = False) -> None:
        super().__init__(text, on=on)
        self._words = text
        self.setAccessibleName(text)
        self.toggled.connect(lambda _on: self._show())
        self._show()

    def _show(self) -> None:
        self.setText(f"{self._words} ✕" if self.isChecked() else self._words)


class MenuChip(FilterChip):
    """Opens a menu of what it may be; nothing chosen means all. ``chosen`` follows a choice by hand."""

    chosen = Signal()

    def __init__(self, all_words: str) -> None:
        super().__init__(all_words)
        self._all_words = all_words
        self._menu = QMenu(self)
        self.setAccessibleName(all_words)
        self.clicked.connect(lambda _checked=False: self.open_menu())

    def open_menu(self) -> None:
        """Offer the values below the chip."""
        self._show()
        self.fill(self._menu)
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def fill(self, menu: QMenu) -> None:
        """Put the values into a menu."""
        raise NotImplementedError

    def words(self) -> str:
        """What is chosen, in words; empty for all."""
        raise NotImplementedError

    def _show(self) -> None:
        words = self.words()
        self.setText(words or self._all_words)
        self.setChecked(bool(words))


class ChoiceChip(MenuChip):
    """Several values of a list."""

    def __init__(self, all_words: str, options: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(all_words)
        self._options = tuple(options)
        self._values: tuple[str, ...] = ()
        self._show()

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer other values; those chosen stay chosen."""
        self._options = tuple(options)
        self._show()

    def values(self) -> tuple[str, ...]:
        """The codes chosen; empty for all."""
        return self._values

    def set_values(self, values: Sequence[str]) -> None:
        """Choose without telling anyone."""
        self._values = tuple(values)
        self._show()

    def words(self) -> str:
        labels = [label for code, label in self._options if code in self._values]
        return ", ".join(labels) if labels else "…" if self._values else ""

    def fill(self, menu: QMenu) -> None:
        menu.clear()
        self._add(menu, self._all_words, not self._values, lambda _on: self._choose(()))
        menu.addSeparator()
        for code, label in self._options:
            self._add(menu, label, code in self._values, self._switcher(code))

    def _add(self, menu: QMenu, words: str, on: bool, act: Callable[[bool], None]) -> None:
        action = menu.addAction(words)
        action.setCheckable(True)
        action.setChecked(on)
        action.triggered.connect(act)

    def _switcher(self, code: str) -> Callable[[bool], None]:
        def switch(on: bool) -> None:
            others = [one for one in self._values if one != code]
            chosen = {*others, code} if on else set(others)
            self._choose(tuple(one for one, _label in self._options if one in chosen))

        return switch

    def _choose(self, values: tuple[str, ...]) -> None:
        self.set_values(values)
        self.chosen.emit()


class PeriodChip(MenuChip):
    """A period by its first and last day: a usual one, or days typed."""

    def __init__(self, all_words: str, title: str, today: Callable[[], date]) -> None:
        super().__init__(all_words)
        self._title, self._today = title, today
        self._days: Days = (None, None)
        self._show()

    def days(self) -> Days:
        """The first and the last day; None is open."""
        return self._days

    def set_days(self, days: Days) -> None:
        """Choose without telling anyone."""
        self._days = days
        self._show()

    def words(self) -> str:
        first, last = (format_date(day, "short") if day else "" for day in self._days)
        if not first and not last:
            return ""
        return _("Left {first} – {last}").format(first=first, last=last)

    def fill(self, menu: QMenu) -> None:
        menu.clear()
        menu.addAction(self._all_words, lambda: self._choose((None, None)))
        menu.addSeparator()
        for words, days in self._usual():
            menu.addAction(words, self._chooser(days))
        menu.addAction(_("Choose days…"), self._ask)

    def _usual(self) -> list[tuple[str, Days]]:
        today = self._today()
        month = today.replace(day=1)
        before = month - timedelta(days=1)
        fiscal = date(today.year - (today.month < _FISCAL_FIRST_MONTH), _FISCAL_FIRST_MONTH, 1)
        return [
            (_("This month"), (month, today)),
            (_("Last month"), (before.replace(day=1), before)),
            (_("This fiscal year"), (fiscal, today)),
        ]

    def _chooser(self, days: Days) -> Callable[[], None]:
        return lambda: self._choose(days)

    def _ask(self) -> None:
        dialog = PeriodDialog(self._title, self._days, self._today, self.window())
        dialog.accepted.connect(lambda: self._choose(dialog.days()))
        dialog.open()

    def _choose(self, days: Days) -> None:
        self.set_days(days)
        self.chosen.emit()


class PeriodDialog(QDialog):
    """Two days, either of which may stay open."""

    def __init__(self, title: str, days: Days, today: Callable[[], date], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("periodDialog")
        self.setWindowTitle(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(ThaiLabel(title, role="title"))
        fields = QHBoxLayout()
        fields.setSpacing(12)
        self.first, self.last = ThaiDateEdit(today), ThaiDateEdit(today)
        for field, words, name, day in (
            (self.first, _("From the day"), "periodFirstField", days[0]),
            (self.last, _("Until the day"), "periodLastField", days[1]),
        ):
            field.setObjectName(name)
            field.set_value(day)
            fields.addWidget(FieldBox(words, field))
        column.addLayout(fields)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        back = QuietButton(_("Cancel"), key="Esc", clicked=self.reject)
        back.setObjectName("periodCancelButton")
        show = MainButton(_("Show"), clicked=self._show_if_readable)
        show.setObjectName("periodShowButton")
        show.setDefault(True)
        buttons.addWidget(back)
        buttons.addWidget(show)
        column.addLayout(buttons)
        self.first.setFocus()

    def days(self) -> Days:
        """The days typed."""
        return self.first.value(), self.last.value()

    def _show_if_readable(self) -> None:
        for field in (self.first, self.last):
            if field.problem():
                field.settle()
                field.setFocus()
                return
        self.accept()
