"""The building plan: rooms, what they are for, how many beds they have."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.rules.codes import RoomUse
from panpun_desktop.rules.rooms import many_beds
from panpun_desktop.views.acts.form_dialog import Reasons
from panpun_desktop.views.context import Context
from panpun_desktop.views.settings.edit_dialog import EditDialog
from panpun_desktop.views.settings.section import ListSection
from panpun_desktop.widgets.buttons import QuietButton
from panpun_desktop.widgets.columns import Column
from panpun_desktop.widgets.fields import ChoiceBox, LineField, NumberEdit, ThaiDateEdit
from panpun_desktop.widgets.flow import FlowRow
from panpun_desktop.widgets.operations import Changes

if TYPE_CHECKING:
    from panpun_desktop.services.buildings import BuildingRow, RoomRow

MOST_BEDS = 200
"""In one room; more is a slip of the finger."""


@dataclass(frozen=True)
class PlanRow:
    """A line of the list: a room in its building, or a building that has no room yet."""

    building: BuildingRow
    room: RoomRow | None

    @property
    def key(self) -> tuple[int, int]:
        """By what the line is found again."""
        return self.building.id, self.room.id if self.room else 0

    @property
    def id(self) -> tuple[int, int]:
        """The table's name for the key."""
        return self.key

    @property
    def beds(self) -> int:
        """Ordinary beds."""
        return sum(not bed.is_extra for bed in self.room.beds) if self.room else 0

    @property
    def extra(self) -> int:
        """Extra mattresses."""
        return sum(bed.is_extra for bed in self.room.beds) if self.room else 0


class BuildingsSection(ListSection[PlanRow]):
    """Rooms in the order of the plan."""

    name = "buildings"
    act = "building.edit"

    def title(self) -> str:
        return _("Buildings and beds")

    def columns(self) -> Sequence[Column[PlanRow]]:
        return (
            Column("building", _("Building"), lambda row: row.building.name, width=200),
            Column(
                "room",
                _("Room"),
                lambda row: row.room.name if row.room else _("No rooms yet"),
                strong=True,
                width=180,
            ),
            Column("beds", _("Beds"), lambda row: str(row.beds), right=True, sort="beds"),
            Column("extra", _("Extra mattresses"), lambda row: str(row.extra or ""), right=True, muted=True),
            Column("use", _("Use"), self._use),
        )

    def _use(self, row: PlanRow) -> str:
        return self.context.centre.label("room_use", row.room.use) if row.room else ""

    def add_buttons(self) -> None:
        add = self.add_button(_("Add a building"), lambda: self._open_building(None))
        add.setObjectName("addBuildingButton")
        self.add_row_button = self.add_button(_("Add a room"), self._add_room, main=True)
        self.add_row_button.setObjectName("addRoomButton")

    def add_above(self) -> None:
        if not self.may_edit:
            return
        row = FlowRow(gap=8)
        rename = QuietButton(_("Rename the building"), small=True, clicked=self._rename)
        rename.setObjectName("renameBuildingButton")
        close = QuietButton(_("Close the room"), small=True, clicked=self.remove_current)
        close.setObjectName("closeRoomButton")
        close.setToolTip(_("From tonight on, for good; a building without rooms is closed itself"))
        for button in (rename, close):
            row.add(button)
        self.body.addWidget(row)

    def hint(self) -> str:
        return _(
            "Beds are numbered 01, 02 … in their room. A bed is closed here for good; for a time, close it "
            "on the bed board."
        )

    def touched_by(self, changes: Changes) -> bool:
        return "building" in changes.settings or bool(changes.beds)

    def load(self) -> None:
        from panpun_desktop.services.buildings import list_buildings

        self.read(list_buildings, self._show)

    def _show(self, buildings: Sequence[BuildingRow]) -> None:
        self.buildings = tuple(buildings)
        rows = [PlanRow(building, room) for building in buildings for room in (building.rooms or (None,))]
        self.show_rows(rows)
        rooms = sum(row.room is not None for row in rows)
        words = _("{rooms} rooms {beds} beds")
        self.count.setText(words.format(rooms=rooms, beds=sum(row.beds for row in rows)))

    def edit(self, row: PlanRow) -> None:
        if row.room is None:
            self._add_room()
        elif self.may_edit:
            self.open_dialog(RoomDialog(self.context, row.room, self, self.buildings, row.building))

    def _add_room(self) -> None:
        if not self.buildings:
            self._open_building(None)
            return
        row = self.table.current()
        building = row.building if row is not None else self.buildings[0]
        self.open_dialog(RoomDialog(self.context, None, self, self.buildings, building))

    def _rename(self) -> None:
        row = self.table.current()
        if row is not None:
            self._open_building(row.building)

    def remove_current(self) -> None:
        """Close the room of the line from tonight on, or the building that has none left."""
        from panpun_desktop.services.closing import CloseBuilding, CloseRoom, close_building, close_room

        row, today = self.table.current(), self.context.today
        if row is not None and row.room is not None:
            self.change(close_room, CloseRoom(row.room.id, row.room.version, today))
        elif row is not None:
            self.change(close_building, CloseBuilding(row.building.id, row.building.version, today))

    def _open_building(self, building: BuildingRow | None) -> None:
        self.open_dialog(BuildingDialog(self.context, building, self))


class BuildingDialog(EditDialog["BuildingRow"]):
    """The name of a building."""

    name = "building"

    def title(self) -> str:
        return _("Rename the building") if self.row is not None else _("Add a building")

    def build(self) -> None:
        self.name_field = LineField(self.row.name if self.row else "")
        self.add_field("name", _("Name of the building"), self.name_field)

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.buildings import SaveBuilding, save_building

        return self.run(save_building, SaveBuilding(self.row_id, self.name_field.text(), self.seen))

    def found_again(self) -> BuildingRow | None:
        rows = _plan(self.context.work, self.context.actor)
        return next((row for row in rows if row.id == self.row_id), None)

    def told(self, row: BuildingRow) -> Mapping[str, str]:
        return {_("Name of the building"): row.name}


class RoomDialog(EditDialog["RoomRow"]):
    """A room and how many beds it has from a night on."""

    name = "room"

    def __init__(
        self,
        context: Context,
        row: RoomRow | None,
        parent: QWidget,
        buildings: Sequence[BuildingRow],
        building: BuildingRow,
    ) -> None:
        self._buildings, self._building = buildings, building
        super().__init__(context, row, parent)

    def title(self) -> str:
        return _("Change the room") if self.row is not None else _("Add a room")

    def build(self) -> None:
        row, centre = self.row, self.context.centre
        self.name_field = LineField(row.name if row else "")
        self.building = ChoiceBox([(str(one.id), one.name) for one in self._buildings])
        self.building.set_value(str(self._building.id))
        self.building.setEnabled(row is None)
        self.use = ChoiceBox([(use.value, centre.label("room_use", use.value)) for use in RoomUse])
        self.use.set_value(row.use if row else RoomUse.ANY.value)
        self.beds = NumberEdit(least=0, most=MOST_BEDS)
        self.beds.set_number(sum(not bed.is_extra for bed in row.beds) if row else 4)
        self.from_on = ThaiDateEdit(lambda: self.context.today, required=True)
        self.from_on.set_value(self.context.today)
        self.add_field("name", _("Name of the room"), self.name_field)
        pair = self.pair_row()
        self.add_field("building", _("Building"), self.building, to=pair)
        self.add_field("use", _("Use"), self.use, to=pair)
        pair = self.pair_row()
        self.add_field("beds", _("Number of beds"), self.beds, to=pair)
        self.beds.edited.connect(self._ask_many)
        self.add_field("from_on", _("From the night of"), self.from_on, to=pair)

    def _ask_many(self) -> None:
        most = int(self.context.centre.settings["building.room_beds_asked"])
        self.boxes["beds"].set_hint(many_beds(self.beds.number() or 0, most))
        self.fit()

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.buildings import SaveRoom, save_room

        request = SaveRoom(
            self.row_id,
            int(self.building.value() or self._building.id),
            self.name_field.text(),
            self.use.value() or RoomUse.ANY.value,
            self.beds.number() or 0,
            self.from_on.value() or self.context.today,
            self.seen,
        )
        return self.run(save_room, request)

    def found_again(self) -> RoomRow | None:
        rooms = (room for one in _plan(self.context.work, self.context.actor) for room in one.rooms)
        return next((room for room in rooms if room.id == self.row_id), None)

    def told(self, row: RoomRow) -> Mapping[str, str]:
        return {
            _("Name of the room"): row.name,
            _("Use"): self.context.centre.label("room_use", row.use),
            _("Number of beds"): str(sum(not bed.is_extra for bed in row.beds)),
        }


def _plan(work: Any, actor: Any) -> tuple[BuildingRow, ...]:
    from panpun_desktop.services.buildings import list_buildings

    return list_buildings(work, actor)
