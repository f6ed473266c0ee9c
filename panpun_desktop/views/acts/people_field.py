"""Several people of the register, each with the part they had in what happened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.views.acts.person_field import PersonField
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.buttons import IconButton
from panpun_desktop.widgets.fields import ChoiceBox
from panpun_desktop.widgets.labels import ThaiLabel
from panpun_desktop.widgets.typed_values import ListField

_PART = "INVOLVED"
PersonPart = tuple[int, str, str]
"""Person id, name as it may be shown, code of the part."""


class PeopleField(ListField):
    """A search line adds people; below it one line for each, with the part and a way to take them out."""

    def __init__(self, context: Context, people: Sequence[PersonPart] = ()) -> None:
        super().__init__()
        self._context = context
        self._people: dict[int, tuple[str, ChoiceBox, QWidget]] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.search = PersonField(context)
        self.search.setObjectName("peopleSearch")
        self.search.stays_after_choice = True
        self.search.setAccessibleName(_("Add a person"))
        self.search.chosen.connect(self._take)
        self.setFocusProxy(self.search)
        column.addWidget(self.search)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        column.addLayout(self._lines)
        for one in people:
            self.add(*one)

    def value(self) -> tuple[tuple[int, str], ...]:
        """The people: id and part."""
        return tuple((id, box.value() or _PART) for id, (_name, box, _line) in self._people.items())

    def names(self) -> list[str]:
        """Who stands in the field."""
        return [name for name, _box, _line in self._people.values()]

    def kept(self) -> Any:
        """Everybody in the list: id, name and part."""
        return [[id, name, box.value() or _PART] for id, (name, box, _line) in self._people.items()]

    def take_back(self, kept: Any) -> None:
        """The list as it was kept."""
        for person_id in list(self._people):
            self._drop(person_id)
        for person_id, name, part in kept:
            self.add(person_id, name, part)
        self.edited.emit()

    def problem(self) -> str:
        """Text that names nobody is not passed over."""
        is_open = bool(self.search.text().strip()) and self.search.person_id is None
        return self.search.problem() if is_open else ""

    def add(self, person_id: int, name: str, part: str = _PART) -> None:
        """Put somebody into the list; who stands there already stays once."""
        if person_id in self._people:
            return
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(ThaiLabel(name, wrap=True), 1)
        centre = self._context.centre
        codes = centre.active_codes.get("incident_part", ())
        box = ChoiceBox([(one, centre.label("incident_part", one)) for one in codes])
        box.setObjectName(f"part{person_id}Field")
        box.setAccessibleName(_("Part of {name}").format(name=name))
        box.set_value(part or _PART)
        box.setFixedWidth(160)
        row.addWidget(box)
        away = IconButton("x", _("Take {name} out").format(name=name), clicked=self._remover(person_id))
        away.setObjectName(f"part{person_id}Remove")
        row.addWidget(away)
        self._lines.addWidget(line)
        self._people[person_id] = (name, box, line)

    def _take(self, person_id: int | None) -> None:
        if person_id is None:
            return
        self.add(person_id, self.search.text())
        self.search.clear()
        self.search.person_id = None
        self.edited.emit()

    def _remover(self, person_id: int) -> Callable[[], None]:
        def remove() -> None:
            self._drop(person_id)
            self.edited.emit()

        return remove

    def _drop(self, person_id: int) -> None:
        _name, _box, line = self._people.pop(person_id)
        line.hide()
        line.deleteLater()
