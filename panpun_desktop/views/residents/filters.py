"""The filters above the list of people: the usual ones always, others once they are chosen."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QMenu, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.rules.birth import UNKNOWN_BAND
from panpun_desktop.views.context import Context
from panpun_desktop.views.residents.filter_chips import ChoiceChip, MenuChip, PeriodChip, ToggleChip
from panpun_desktop.widgets.buttons import FilterChip, PlainButton
from panpun_desktop.widgets.flow import FlowRow

if TYPE_CHECKING:
    from panpun_desktop.services.buildings import BuildingRow
    from panpun_desktop.services.people_rows import PeopleFilter

_USUAL = ("present", "services", "sexes", "groups", "near")
"""Chips that are always there; the others stand in the menu until they are chosen."""
_ONE_OF = ("present", "left", "never")
"""Nobody is two of these."""


class Filters(FlowRow):
    """The chips; ``changed`` says that the list is to be asked again."""

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=8)
        self._local: tuple[QSettings, str] | None = None
        self._add_usual(context)
        self._add_others(context)
        self.chips = {name: chip for name, chip in vars(self).items() if isinstance(chip, FilterChip)}
        for name, chip in self.chips.items():
            chip.setObjectName(f"{name}Chip")
            self.add(chip)
            signal = chip.chosen if isinstance(chip, MenuChip) else chip.toggled
            signal.connect(lambda *_on, name=name: self._follow(name))
        self.clear_button = PlainButton(_("Clear all filters"), small=True, clicked=self._clear)
        self.clear_button.setObjectName("clearFiltersButton")
        self.add(self.clear_button)
        self._show_chosen()

    def _add_usual(self, context: Context) -> None:
        centre = context.centre
        active = centre.active_codes["service_type"]
        services = [(code, centre.short("service_type", code)) for code in active]
        self.present = ToggleChip(_("Staying"), on=True)
        self.services = ChoiceChip(_("All types of service"), services)
        self.sexes = ChoiceChip(_("Any sex"), list(centre.codes["sex"].items()))
        self.groups = ChoiceChip(_("Any target group"), _groups(context))
        self.near = ToggleChip(_("Near the limit"))

    def _add_others(self, context: Context) -> None:
        centre = context.centre
        bands = [(one.code, _age_words(one.code)) for one in centre.limits.age_bands]
        statuses = [
            (code, centre.label("civil_status", code)) for code in centre.active_codes["civil_status"]
        ]
        self.admitted = ToggleChip(_("Admitted today"))
        self.left = ToggleChip(_("Has left"))
        self.never = ToggleChip(_("Never stayed"))
        self.minors = ToggleChip(_("Minors"))
        self.tasks = ToggleChip(_("With a task open"))
        self.no_number = ToggleChip(_("Without an ID number"))
        self.no_birth = ToggleChip(_("Without a birth date"))
        self.buildings = ChoiceChip(_("Any building"))
        self.ages = ChoiceChip(_("Any age"), [*bands, (UNKNOWN_BAND, _("Age not known"))])
        self.statuses = ChoiceChip(_("Any civil status"), statuses)
        self.left_in = PeriodChip(_("Left at any time"), _("Left in a period"), lambda: context.today)

    def show_buildings(self, rows: Sequence[BuildingRow]) -> None:
        """The buildings that may be chosen."""
        self.buildings.set_options([(str(one.id), one.name) for one in rows])

    # what is chosen --------------------------------------------------------------------------------

    def chosen(self, text: str) -> PeopleFilter:
        """What the list is to show."""
        from panpun_desktop.services.people_rows import PeopleFilter

        first, last = self.left_in.days()
        return PeopleFilter(
            text=text,
            present_only=self.present.isChecked(),
            service_types=self.services.values(),
            sexes=self.sexes.values(),
            near_limit_only=self.near.isChecked(),
            admitted_today=self.admitted.isChecked(),
            left_only=self.left.isChecked(),
            never_stayed=self.never.isChecked(),
            buildings=tuple(int(one) for one in self.buildings.values()),
            age_bands=self.ages.values(),
            minors_only=self.minors.isChecked(),
            civil_statuses=self.statuses.values(),
            target_groups=self.groups.values(),
            left_from_on=first,
            left_until_on=last,
            without_number=self.no_number.isChecked(),
            without_birth=self.no_birth.isChecked(),
            with_tasks=self.tasks.isChecked(),
        )

    def words(self) -> list[str]:
        """What is chosen, in the words of the chips."""
        return [self._words_of(chip) for chip in self.chips.values() if chip.isChecked()]

    def _words_of(self, chip: FilterChip) -> str:
        return chip.words() if isinstance(chip, MenuChip) else chip.accessibleName()

    def show_all(self, *, present: bool = False, **values: Any) -> None:
        """Put every filter back, without telling anyone; ``values`` set some of them."""
        self._set(
            {
                "present": present,
                "near": bool(values.get("near", False)),
                "admitted": bool(values.get("admitted_today", False)),
                "services": values.get("service_types", ()),
                "sexes": values.get("sexes", ()),
            }
        )

    def _set(self, state: dict[str, Any]) -> None:
        """Set every chip: on or off, values, or two days."""
        self.blockSignals(True)
        for name, chip in self.chips.items():
            value = state.get(name)
            if isinstance(chip, ChoiceChip):
                chip.set_values(tuple(str(one) for one in value or ()))
            elif isinstance(chip, PeriodChip):
                chip.set_days(_days_of(value))
            else:
                chip.setChecked(bool(value))
        self.blockSignals(False)
        self._show_chosen()

    def _follow(self, name: str) -> None:
        """Somebody chose: what cannot be together goes, and the choice is kept for the next time."""
        if name in _ONE_OF and self.chips[name].isChecked():
            for other in _ONE_OF:
                if other != name and self.chips[other].isChecked():
                    self.chips[other].blockSignals(True)
                    self.chips[other].setChecked(False)
                    self.chips[other].blockSignals(False)
                    self.chips[other].setText(self.chips[other].accessibleName())
        self._show_chosen()
        self._keep()
        self.changed.emit()

    def _show_chosen(self) -> None:
        for name, chip in self.chips.items():
            chip.setVisible(name in _USUAL or chip.isChecked())
        others = [name for name, chip in self.chips.items() if name != "present" and chip.isChecked()]
        self.clear_button.setVisible(bool(others))

    def _clear(self) -> None:
        self.show_all()
        self._keep()
        self.changed.emit()

    # kept for this person on this machine ----------------------------------------------------------

    def remember(self, local: QSettings, key: str) -> None:
        """Choose what was chosen last, and keep what is chosen from now on: codes and days, no text."""
        try:
            state = json.loads(str(local.value(key) or ""))
        except ValueError:
            state = None
        if isinstance(state, dict):
            self._set(state)
        self._local = (local, key)

    def _keep(self) -> None:
        if self._local is not None:
            local, key = self._local
            local.setValue(key, json.dumps(dict(self._state())))

    def _state(self) -> Iterator[tuple[str, Any]]:
        for name, chip in self.chips.items():
            if isinstance(chip, ChoiceChip):
                yield name, list(chip.values())
            elif isinstance(chip, PeriodChip):
                yield name, [day.isoformat() if day else "" for day in chip.days()]
            else:
                yield name, chip.isChecked()

    # the menu --------------------------------------------------------------------------------------

    def fill(self, menu: QMenu) -> None:
        """Every filter in one menu."""
        menu.clear()
        for chip in self.chips.values():
            if isinstance(chip, MenuChip):
                chip.fill(menu.addMenu(chip.accessibleName()))
                continue
            action = menu.addAction(chip.accessibleName())
            action.setCheckable(True)
            action.setChecked(chip.isChecked())
            action.toggled.connect(chip.setChecked)
        menu.addSeparator()
        menu.addAction(_("Clear all filters"), self._clear)


def _groups(context: Context) -> list[tuple[str, str]]:
    """The target groups; a sensitive one only for those who may see it."""
    from panpun_desktop.services.person_codes import sensitive_codes

    hidden = frozenset() if context.may("person.read_sensitive") else sensitive_codes("target_group")
    codes = context.centre.active_codes["target_group"]
    return [(code, context.centre.label("target_group", code)) for code in codes if code not in hidden]


def _days_of(value: Any) -> tuple[date | None, date | None]:
    try:
        first, last = (date.fromisoformat(text) if text else None for text in value or ("", ""))
    except (TypeError, ValueError):
        return None, None
    return first, last


def _age_words(code: str) -> str:
    return _("{ages} years").format(ages=code.replace("-", "–"))
