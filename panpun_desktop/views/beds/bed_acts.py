"""What is done with a bed itself: closing, opening, extra mattresses; and the menu of a bed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget
from shiboken6 import isValid

from panpun_desktop.common.errors import PanpunError
from panpun_desktop.common.i18n import _
from panpun_desktop.views.acts.form_dialog import FormDialog, Reasons
from panpun_desktop.views.beds import words
from panpun_desktop.views.beds.chosen import ActButton
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.fields import SuggestField, ThaiDateEdit
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.parts import help_text

if TYPE_CHECKING:
    from panpun_desktop.services.bed_rows import BedTile


class BlockBedDialog(FormDialog):
    """Closes a bed for a time, with the reason that stands on its tile."""

    name = "blockBed"
    WIDTH = 440

    def __init__(self, context: Context, tile: BedTile, night: date, parent: QWidget | None = None) -> None:
        self._tile, self._night = tile, night
        super().__init__(context, parent)

    def title(self) -> str:
        return _("Close bed {bed}").format(bed=self._tile.full_label)

    def save_text(self) -> str:
        return _("Close the bed")

    def add_head(self, column: QVBoxLayout) -> None:
        column.addWidget(help_text(_("A closed bed is not given to anybody and not counted as free")))

    def build(self) -> None:
        self.reason = SuggestField((_("under repair"), _("being cleaned"), _("kept apart (illness)")))
        self.add_field("reason", _("Reason"), self.reason)
        row = self.pair_row()
        self.start_on = ThaiDateEdit(lambda: self.context.today, required=True)
        self.start_on.set_value(self._night)
        self.end_on = ThaiDateEdit(lambda: self.context.today)
        self.add_field("start_on", _("From the night of"), self.start_on, to=row)
        self.add_field("end_on", _("Open again on (if known)"), self.end_on, to=row)

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.beds import BlockBed, block_bed

        start_on = self.start_on.value() or self._night
        request = BlockBed(self._tile.bed_id, start_on, self.end_on.value(), self.reason.text())
        return self.run(block_bed, request)


class BedActs:
    """Runs the acts on beds for a page.

    ``refused`` hears what could not be done, ``closed`` that a dialog is gone.
    """

    def __init__(
        self,
        context: Context,
        asker: QWidget,
        refused: Callable[[PanpunError], object],
        closed: Callable[[], object],
    ) -> None:
        self._context, self._asker = context, asker
        self._refused, self._closed = refused, closed

    def may_change(self) -> bool:
        """Say whether the signed-in person may close beds and add mattresses."""
        return self._context.may("bed.block")

    def close(self, tile: BedTile, night: date) -> None:
        """Ask why and how long, and close the bed."""
        dialog = BlockBedDialog(self._context, tile, night, self._asker.window())
        dialog.finished.connect(lambda _result: self._closed() if isValid(self._asker) else None)
        dialog.open()

    def open(self, tile: BedTile, night: date) -> None:
        """Open a closed bed from the night on."""
        from panpun_desktop.services.beds import OpenBed, open_bed

        self._run(open_bed, OpenBed(tile.bed_id, night))

    def add_extra(self, room_id: int, night: date) -> None:
        """Put an extra mattress into a room (decision 5)."""
        from panpun_desktop.services.beds import AddExtraBed, add_extra_bed

        self._run(add_extra_bed, AddExtraBed(room_id, night))

    def remove_extra(self, tile: BedTile, night: date) -> None:
        """Take an extra mattress away."""
        from panpun_desktop.services.beds import RemoveExtraBed, remove_extra_bed

        self._run(remove_extra_bed, RemoveExtraBed(tile.bed_id, night))

    def _run(self, service: Callable[[Any, Any, Any], Changes], request: object) -> None:
        work, actor = self._context.work, self._context.actor
        self._context.operations.change(
            self._asker, lambda: service(work, actor, request), None, self._refused
        )

    def offered(self, tile: BedTile, room_id: int, night: date) -> list[ActButton]:
        """Name, words and act of everything that may be done with this bed and its room."""
        if not self.may_change():
            return []
        found: list[ActButton] = []
        if tile.state == words.FREE:
            found.append(("closeBedButton", _("Close the bed…"), lambda: self.close(tile, night)))
            if tile.is_extra:
                text = _("Take the mattress away")
                found.append(("removeExtraButton", text, lambda: self.remove_extra(tile, night)))
        elif tile.state == words.CLOSED:
            found.append(("openBedButton", _("Open the bed"), lambda: self.open(tile, night)))
        text = _("Add an extra mattress")
        found.append(("addExtraButton", text, lambda: self.add_extra(room_id, night)))
        return found


def menu_of(parent: QWidget, groups: Sequence[Sequence[ActButton]]) -> QMenu:
    """A menu of acts, group by group."""
    menu = QMenu(parent)
    menu.setObjectName("bedMenu")
    for acts in groups:
        if acts and menu.actions():
            menu.addSeparator()
        for name, text, act in acts:
            menu.addAction(text, act).setObjectName(name)
    return menu
