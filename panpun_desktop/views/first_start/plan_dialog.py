"""The building plan at first start: buildings, their rooms, what each is for and how many beds it has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.rules.codes import RoomUse
from panpun_desktop.rules.rooms import many_beds
from panpun_desktop.rules.seed import code_lists, setting_defaults
from panpun_desktop.widgets.cards import Card
from panpun_desktop.widgets.fields import ChoiceBox, FieldBox, LineField, NumberEdit
from panpun_desktop.widgets.labels import help_text
from panpun_desktop.widgets.parts import Banner, IconButton, MainButton, QuietButton, ThaiLabel
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.setting_up import PlannedBuilding, PlannedRoom

Plan = tuple["PlannedBuilding", ...]
MOST_BEDS = 200
"""In one room; more is a slip of the finger."""


def plan_text(plan: Plan) -> str:
    """How large a plan is, in words."""
    rooms = sum(len(one.rooms) for one in plan)
    beds = sum(room.beds for one in plan for room in one.rooms)
    return _("{rooms} rooms {beds} beds").format(rooms=rooms, beds=beds)


class _RoomLine(QWidget):
    """One room: its name, its use, its beds."""

    changed = Signal()
    removed = Signal(object)

    def __init__(self, room: PlannedRoom | None = None, *, heads: bool = False) -> None:
        super().__init__()
        self.name = LineField(room.name if room else "")
        self.use = ChoiceBox([(code.code, code.label) for code in code_lists()["room_use"].codes])
        self.use.set_value(room.use if room else RoomUse.ANY.value)
        self.beds = NumberEdit(least=0, most=MOST_BEDS)
        self.beds.set_number(room.beds if room else 4)
        self.name_box = FieldBox(_("Room"), self.name)
        self.beds_box = FieldBox(_("Beds"), self.beds)
        use_box = FieldBox(_("Use"), self.use)
        for box in (self.name_box, use_box, self.beds_box):
            box.label.setVisible(heads)
        self.use.setFixedWidth(150)
        self.beds_box.setFixedWidth(96)
        self.last = IconButton("x", _("Take the room away"), clicked=lambda: self.removed.emit(self))
        self.warning = Banner("", Tone.WARN)
        self._lay_out(use_box)
        self.beds.edited.connect(self._warn)
        self._warn()
        self.name.edited.connect(self.changed)
        self.beds.edited.connect(self.changed)

    def _lay_out(self, use_box: FieldBox) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.warning)
        row.addWidget(self.name_box, 1)
        row.addWidget(use_box)
        row.addWidget(self.beds_box)
        row.addWidget(self.last, 0, Qt.AlignmentFlag.AlignBottom)

    def _warn(self) -> None:
        """Ask about a room with more beds than one has; the plan is taken all the same."""
        most = int(setting_defaults()["building.room_beds_asked"].default)
        self.warning.say(many_beds(self.number_of_beds(), most), Tone.WARN)

    def number_of_beds(self) -> int:
        """The beds typed; nothing readable counts as none."""
        return self.beds.number() or 0


class _BuildingCard(Card):
    """One building with its rooms."""

    changed = Signal()
    removed = Signal(object)

    def __init__(self, building: PlannedBuilding | None = None) -> None:
        super().__init__(padding=12)
        self.name = LineField(building.name if building else "")
        self.remove_button = QuietButton(
            _("Take the building away"), small=True, clicked=lambda: self.removed.emit(self)
        )
        self.name_box = FieldBox(_("Building"), self.name, beside=(self.remove_button,))
        self.body.addWidget(self.name_box)
        self._rooms = QVBoxLayout()
        self._rooms.setSpacing(6)
        self.body.addLayout(self._rooms)
        self.add_button = QuietButton(_("Add a room"), "plus", small=True, clicked=self.add_room)
        self.body.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        for room in building.rooms if building else ():
            self._add(room)

    def rooms(self) -> list[_RoomLine]:
        """The rooms from top to bottom."""
        items = (self._rooms.itemAt(at) for at in range(self._rooms.count()))
        widgets = (item.widget() if item is not None else None for item in items)
        return [one for one in widgets if isinstance(one, _RoomLine)]

    def add_room(self) -> None:
        """Add an empty room and go there."""
        line = self._add(None)
        line.name.setFocus()
        self.changed.emit()

    def _add(self, room: PlannedRoom | None) -> _RoomLine:
        line = _RoomLine(room, heads=not self.rooms())
        line.changed.connect(self.changed)
        line.removed.connect(self._take_away)
        after: QWidget = self.rooms()[-1].last if self.rooms() else self.remove_button
        self._rooms.addWidget(line)
        line.show()
        for one in (line.name, line.use, line.beds, line.last):
            QWidget.setTabOrder(after, one)
            after = one
        return line

    def _take_away(self, line: _RoomLine) -> None:
        rooms = self.rooms()
        after = rooms[max(0, rooms.index(line) - 1)] if len(rooms) > 1 else None
        self._rooms.removeWidget(line)
        line.hide()
        line.deleteLater()
        for at, one in enumerate(self.rooms()):
            for box in one.findChildren(FieldBox):
                box.label.setVisible(at == 0)
        (after.name if after is not None and after is not line else self.add_button).setFocus()
        self.changed.emit()


class PlanDialog(QDialog):
    """Edits a plan as a whole; ``chosen`` carries the new one."""

    chosen = Signal(object)

    def __init__(self, plan: Plan, sample: Plan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sample = sample
        self.setObjectName("planDialog")
        self.setWindowTitle(_("Buildings and beds"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(640, 420)
        self.resize(680, 560)
        self._lay_out()
        self._show(plan)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(ThaiLabel(_("Buildings and beds"), role="title"))
        column.addWidget(
            help_text(_("Each bed is numbered 01, 02 … in its room. All this can be changed later."))
        )
        scroll = QScrollArea()
        scroll.setObjectName("pageScroll")
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(10)
        self._column.addStretch(1)
        scroll.setWidget(inner)
        self._scroll = scroll
        column.addWidget(scroll, 1)
        column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self._add_button = QuietButton(_("Add a building"), "plus", clicked=self._add_building)
        self._sample_button = QuietButton(_("Back to the sample"), clicked=lambda: self._show(self._sample))
        self.total = ThaiLabel("", role="strong")
        self.save_button = MainButton(_("Use this plan"), clicked=self._save)
        self.save_button.setObjectName("planSaveButton")
        row.addWidget(self._add_button)
        row.addWidget(self._sample_button)
        row.addStretch(1)
        row.addWidget(self.total)
        row.addWidget(QuietButton(_("Cancel"), clicked=self.reject))
        row.addWidget(self.save_button)
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"):
            QShortcut(QKeySequence(keys), self, self._save)
        return row

    def buildings(self) -> list[_BuildingCard]:
        """The buildings from top to bottom."""
        items = (self._column.itemAt(at) for at in range(self._column.count()))
        widgets = (item.widget() if item is not None else None for item in items)
        return [one for one in widgets if isinstance(one, _BuildingCard)]

    def _show(self, plan: Plan) -> None:
        for card in self.buildings():
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        for building in plan:
            self._add(_BuildingCard(building))
        if self.buildings():
            self.buildings()[0].name.setFocus()
        self._count()

    def _add(self, card: _BuildingCard) -> None:
        card.changed.connect(self._count)
        card.removed.connect(self._take_away)
        self._column.insertWidget(self._column.count() - 1, card)
        card.show()

    def _add_building(self) -> None:
        card = _BuildingCard()
        self._add(card)
        card.add_room()
        card.name.setFocus()
        QTimer.singleShot(0, card, lambda: self._scroll.ensureWidgetVisible(card))

    def _take_away(self, card: _BuildingCard) -> None:
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()
        self._add_button.setFocus()
        self._count()

    def _count(self) -> None:
        rooms = [room for card in self.buildings() for room in card.rooms()]
        beds = sum(room.number_of_beds() for room in rooms)
        self.total.setText(_("{rooms} rooms {beds} beds").format(rooms=len(rooms), beds=beds))

    def _save(self) -> None:
        found = next(self._problems(), None)
        if found is not None:
            box, text = found
            box.show_problem(text)
            self._scroll.ensureWidgetVisible(box)
            return
        self.chosen.emit(self._plan())
        self.accept()

    def _problems(self) -> Iterator[tuple[FieldBox, str]]:
        buildings = self.buildings()
        yield from _unnamed_or_twice([card.name_box for card in buildings])
        for card in buildings:
            yield from _unnamed_or_twice([room.name_box for room in card.rooms()])
            for room in card.rooms():
                if room.beds.problem():
                    yield room.beds_box, room.beds.problem()

    def _plan(self) -> Plan:
        from panpun_desktop.services.setting_up import PlannedBuilding, PlannedRoom

        return tuple(
            PlannedBuilding(
                card.name.text().strip(),
                tuple(
                    PlannedRoom(
                        room.name.text().strip(), room.use.value() or RoomUse.ANY.value, room.number_of_beds()
                    )
                    for room in card.rooms()
                ),
            )
            for card in self.buildings()
        )


def _unnamed_or_twice(boxes: list[FieldBox]) -> Iterator[tuple[FieldBox, str]]:
    seen: set[str] = set()
    for box in boxes:
        assert isinstance(box.field, LineField)
        name = box.field.text().strip()
        if not name:
            yield box, _("Type a name.")
        elif name in seen:
            yield box, _("The name {name} is used already.").format(name=name)
        seen.add(name)
