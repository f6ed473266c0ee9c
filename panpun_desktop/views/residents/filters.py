"""The filters above the list of people: chips that are on or off, or open a choice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.widgets.buttons import FilterChip
from panpun_desktop.widgets.flow import FlowRow

if TYPE_CHECKING:
    from panpun_desktop.services.centre import Centre
    from panpun_desktop.services.people_rows import PeopleFilter


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


class ChoiceChip(FilterChip):
    """Opens a menu of values; none chosen means all of them."""

    chosen = Signal()

    def __init__(self, all_words: str, options: Sequence[tuple[str, str]]) -> None:
        super().__init__(all_words)
        self._all_words, self._options = all_words, tuple(options)
        self._values: tuple[str, ...] = ()
        self._menu = QMenu(self)
        self.setAccessibleName(all_words)
        self.clicked.connect(lambda _checked=False: self.open_menu())
        self._show()

    def values(self) -> tuple[str, ...]:
        """The codes chosen; empty for all."""
        return self._values

    def set_values(self, values: Sequence[str]) -> None:
        """Choose without telling anyone."""
        self._values = tuple(values)
        self._show()

    def open_menu(self) -> None:
        """Offer the values below the chip."""
        self._show()
        self.fill(self._menu)
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def fill(self, menu: QMenu) -> None:
        """Put the values into a menu as entries that can be ticked."""
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
        self._values = values
        self._show()
        self.chosen.emit()

    def _show(self) -> None:
        labels = [label for code, label in self._options if code in self._values]
        self.setText(", ".join(labels) if labels else self._all_words)
        self.setChecked(bool(labels))


class Filters(FlowRow):
    """The chips; ``changed`` says that the list is to be asked again."""

    changed = Signal()

    def __init__(self, centre: Centre, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=8)
        services = [
            (code, centre.short("service_type", code)) for code in centre.active_codes["service_type"]
        ]
        self.present = ToggleChip(_("Staying"), on=True)
        self.services = ChoiceChip(_("All types of service"), services)
        self.sexes = ChoiceChip(_("Any sex"), list(centre.codes["sex"].items()))
        self.near = ToggleChip(_("Near the limit"))
        self.admitted = ToggleChip(_("Admitted today"))
        for name, chip in self._named():
            chip.setObjectName(f"{name}Chip")
            self.add(chip)
        self.present.toggled.connect(lambda _on: self.changed.emit())
        self.near.toggled.connect(lambda _on: self.changed.emit())
        self.admitted.toggled.connect(lambda _on: self.changed.emit())
        self.services.chosen.connect(self.changed)
        self.sexes.chosen.connect(self.changed)

    def _named(self) -> tuple[tuple[str, FilterChip], ...]:
        return (
            ("present", self.present),
            ("services", self.services),
            ("sexes", self.sexes),
            ("near", self.near),
            ("admitted", self.admitted),
        )

    def chosen(self, text: str) -> PeopleFilter:
        """What the list is to show."""
        from panpun_desktop.services.people_rows import PeopleFilter

        return PeopleFilter(
            text=text,
            present_only=self.present.isChecked(),
            service_types=self.services.values(),
            sexes=self.sexes.values(),
            near_limit_only=self.near.isChecked(),
            admitted_today=self.admitted.isChecked(),
        )

    def show_all(self, *, present: bool = False, **values: Any) -> None:
        """Put every filter back, without telling anyone; ``values`` set some of them."""
        self.blockSignals(True)
        self.present.setChecked(present)
        self.near.setChecked(bool(values.get("near", False)))
        self.admitted.setChecked(bool(values.get("admitted_today", False)))
        self.services.set_values(values.get("service_types", ()))
        self.sexes.set_values(values.get("sexes", ()))
        self.blockSignals(False)

    def fill(self, menu: QMenu) -> None:
        """Every filter in one menu."""
        menu.clear()
        for chip in (self.present, self.near, self.admitted):
            action = menu.addAction(chip.accessibleName())
            action.setCheckable(True)
            action.setChecked(chip.isChecked())
            action.triggered.connect(chip.setChecked)
        for choice in (self.services, self.sexes):
            choice.fill(menu.addMenu(choice.accessibleName()))
        menu.addSeparator()
        menu.addAction(_("Clear all filters"), self._clear)

    def _clear(self) -> None:
        self.show_all()
        self.changed.emit()
