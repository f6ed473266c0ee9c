"""What may be done at a bed: one list for the plan, the timeline, the menus and the keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QMenu, QWidget
from shiboken6 import isValid

from panpun_desktop.common.errors import PanpunError
from panpun_desktop.common.i18n import _
from panpun_desktop.views.acts import act_text, may_act, open_act
from panpun_desktop.views.arriving import HandOver
from panpun_desktop.views.beds import words
from panpun_desktop.views.beds.chosen import ActButton
from panpun_desktop.views.beds.dialogs import BlockBedDialog, ExpectDialog, ForEntry, ReserveDialog
from panpun_desktop.views.beds.keys import LETTERS
from panpun_desktop.views.beds.spot import BedSpot
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.operations import Changes

if TYPE_CHECKING:
    from panpun_desktop.views.acts.form_dialog import FormDialog

HINTS = {
    "move_bedButton": "M",
    "swapButton": "S",
    "reserveButton": "R",
    "closeBedButton": "B",
    "cleanBedButton": "C",
    "openBedButton": "O",
    "admitButton": "A",
    "expectButton": "D",
    "noBedButton": "Del",
    "cancelReservationButton": "Del",
}


def act_of_letter(text: str) -> str:
    """The act that a typed letter stands for, or nothing."""
    return next((act for act, (letters, _words) in LETTERS.items() if text and text in letters), "")


class BedActs:
    """Runs the acts at a bed for a page.

    ``refused`` hears what could not be done, ``closed`` that a dialog is gone; ``carry`` begins a move
    by keys (with True: a swap).
    """

    def __init__(
        self,
        context: Context,
        asker: QWidget,
        refused: Callable[[PanpunError], object],
        closed: Callable[[], object],
        carry: Callable[[BedSpot, bool], object],
    ) -> None:
        self._context, self._asker = context, asker
        self._refused, self._closed, self._carry = refused, closed, carry

    def may_change(self) -> bool:
        """Say whether the signed-in person may close beds and add mattresses."""
        return self._context.may("bed.block")

    def is_past(self, spot: BedSpot) -> bool:
        """A night that was is looked at, never changed."""
        return spot.night < self._context.today

    # dialogs and acts ------------------------------------------------------------------------------

    def close(self, spot: BedSpot) -> None:
        """Ask why and how long, and close the bed."""
        self._open(BlockBedDialog(self._context, spot, self._asker.window()))

    def reserve(self, spot: BedSpot, waiting: ForEntry | None = None) -> None:
        """Ask for whom and how long, and hold the bed."""
        self._open(ReserveDialog(self._context, spot, self._asker.window(), waiting=waiting))

    def expect(self, spot: BedSpot) -> None:
        """Ask for the day on which someone is to leave."""
        self._open(ExpectDialog(self._context, spot, self._asker.window()))

    def _open(self, dialog: FormDialog) -> None:
        dialog.finished.connect(lambda _result: self._closed() if isValid(self._asker) else None)
        dialog.open()

    def clean(self, spot: BedSpot) -> None:
        """Close a bed for cleaning until somebody says that it is done."""
        from panpun_desktop.services.beds import BlockBed, block_bed

        night = max(spot.night, self._context.today)
        self.run(block_bed, BlockBed(spot.bed_id, night, spot.until, kind=words.CLEAN))

    def open(self, spot: BedSpot) -> None:
        """Open a closed bed from the night on: repaired, or clean again."""
        from panpun_desktop.services.beds import OpenBed, open_bed

        self.run(open_bed, OpenBed(spot.bed_id, max(spot.night, self._context.today)))

    def add_extra(self, spot: BedSpot) -> None:
        """Put an extra mattress into the room (decision 5)."""
        from panpun_desktop.services.beds import AddExtraBed, add_extra_bed

        self.run(add_extra_bed, AddExtraBed(spot.room_id, spot.night))

    def remove_extra(self, spot: BedSpot) -> None:
        """Take an extra mattress away."""
        from panpun_desktop.services.beds import RemoveExtraBed, remove_extra_bed

        self.run(remove_extra_bed, RemoveExtraBed(spot.bed_id, spot.night))

    def cancel_reservation(self, spot: BedSpot) -> None:
        """The bed is held no longer."""
        from panpun_desktop.services.reserving import CancelReservation, cancel_reservation

        now = (spot.reservation_id, spot.reservation_version) if spot.reservation_id is not None else None
        self.run(cancel_reservation, CancelReservation(*(now or spot.next_reservation or (0, 0))))

    def let_go(self, spot: BedSpot) -> None:
        """No bed for now: the person waits in the strip at the side."""
        self.move(spot, None)

    def move(self, spot: BedSpot, bed_id: int | None) -> None:
        """Put who sleeps here, or who is proposed, into a bed from the night on."""
        from panpun_desktop.services.beds import MoveBed, move_bed

        self.run(move_bed, MoveBed(spot.stay_id or 0, spot.stay_version, bed_id, spot.night))

    def admit(self, spot: BedSpot) -> None:
        """Open the admission with the bed, and with who it is held for."""
        is_entry = spot.waiting_id is not None
        if is_entry:
            self.admit_waiting(spot.waiting_id or 0, spot.bed_id)
            return
        ids = (spot.person_id,) if spot.person_id is not None and spot.state == words.FREE else ()
        names = (spot.reserved_for,) if spot.reserved_for and not ids else ()
        self._context.navigate(
            "admission", hand_over=HandOver(person_ids=ids, names=names, bed_ids=(spot.bed_id,))
        )

    def admit_waiting(self, waiting_id: int, *bed_ids: int) -> None:
        """Read the entry anew and open the admission with it."""
        from panpun_desktop.services.waiting import WaitingRow, waiting_list

        work, actor = self._context.work, self._context.actor

        def hand_over(rows: tuple[WaitingRow, ...]) -> None:
            row = next((one for one in rows if one.id == waiting_id), None)
            if row is not None:
                self._context.navigate(
                    "admission",
                    hand_over=HandOver(
                        person_ids=(row.person_id,) if row.person_id is not None else (),
                        names=(row.name,) if row.person_id is None else (),
                        people=row.people,
                        bed_ids=bed_ids or row.reserved_bed_ids,
                        waiting_id=row.id,
                        channel=row.channel,
                        agency_id=row.agency_id,
                    ),
                )

        self._context.operations.read(
            self._asker, lambda: waiting_list(work, actor), hand_over, self._refused, key="entry"
        )

    def run(self, service: Callable[[Any, Any, Any], Changes], request: object) -> None:
        """Do an act; what is refused is said by the page."""
        work, actor = self._context.work, self._context.actor
        self._context.operations.change(
            self._asker, lambda: service(work, actor, request), None, self._refused
        )

    # what is offered -------------------------------------------------------------------------------

    def by_letter(self, act: str, spot: BedSpot) -> bool:
        """Do the act of a key, if it is offered here; says whether it was."""
        button = {
            "move": "move_bedButton",
            "swap": "swapButton",
            "reserve": "reserveButton",
            "block": "closeBedButton",
            "clean": "cleanBedButton",
            "open": "openBedButton",
            "admit": "admitButton",
            "expect": "expectButton",
        }.get(act, act)
        if act == "move" and spot.is_taken and self._context.may("bed.move") and not self.is_past(spot):
            self._carry(spot, False)
            return True
        for name, _text, run in (*self.people(spot), *self.offered(spot)):
            if name == button:
                run()
                return True
        return False

    def delete(self, spot: BedSpot) -> bool:
        """Del: no bed for now, or no reservation any longer."""
        if spot.is_taken:
            return self.by_letter("noBedButton", spot)
        return self.by_letter("cancelReservationButton", spot)

    def people(self, spot: BedSpot) -> list[ActButton]:
        """Name, words and act of everything that may be done with who sleeps here."""
        if not spot.is_taken or spot.person_id is None:
            return []
        person_id = spot.person_id
        opens: ActButton = ("openPersonButton", _("Open the person"), lambda: self.open_person(person_id))
        if self.is_past(spot):
            return [opens]
        found = [
            (f"{act}Button", act_text(act), self._opener(act, person_id))
            for act in ("change_service", "move_bed", "end_stay", "absence")
            if may_act(self._context, act)
        ]
        return [*found, *self._moves(spot), opens]

    def _moves(self, spot: BedSpot) -> list[ActButton]:
        if not self._context.may("bed.move"):
            return []
        return [
            ("swapButton", _("Swap beds…"), lambda: self._carry(spot, True)),
            ("expectButton", _("Expected day of leaving…"), lambda: self.expect(spot)),
            ("noBedButton", _("No bed for now"), lambda: self.let_go(spot)),
        ]

    def _opener(self, act: str, person_id: int) -> Callable[[], None]:
        return lambda: open_act(self._context, act, person_id, self._asker, self._closed)

    def open_person(self, person_id: int) -> None:
        """Open the page of the person."""
        self._context.navigate("residents", person_id=person_id)

    def offered(self, spot: BedSpot) -> list[ActButton]:
        """The same for the bed itself and its room."""
        if self.is_past(spot):
            return []
        found: list[ActButton] = []
        if spot.state == words.FREE:
            found += self._of_free(spot)
        elif spot.state == words.TAKEN and self._context.may("bed.reserve"):
            found += self._cancelling(spot)
        elif spot.state == words.CLOSED and self.may_change():
            is_cleaning = spot.block_kind == words.CLEAN
            text = _("Clean again") if is_cleaning else _("Open the bed")
            found.append(("openBedButton", text, lambda: self.open(spot)))
        if self._context.may("bed.add_extra"):
            text = _("Add an extra mattress")
            found.append(("addExtraButton", text, lambda: self.add_extra(spot)))
        return found

    def _of_free(self, spot: BedSpot) -> list[ActButton]:
        found: list[ActButton] = []
        if spot.is_offer and spot.stay_id is not None and self._context.may("bed.move"):
            give = _("Give it to {name}").format(name=spot.name)
            found.append(("takeOfferButton", give, lambda: self.move(spot, spot.bed_id)))
        if self._context.may("stay.admit") and spot.night == self._context.today:
            found.append(("admitButton", _("Admit into this bed"), lambda: self.admit(spot)))
        if self._context.may("bed.reserve"):
            found += self._reserving(spot)
        if self.may_change():
            found.append(("closeBedButton", _("Close the bed…"), lambda: self.close(spot)))
            found.append(("cleanBedButton", _("To be cleaned"), lambda: self.clean(spot)))
        if spot.is_extra and self._context.may("bed.add_extra"):
            text = _("Take the mattress away")
            found.append(("removeExtraButton", text, lambda: self.remove_extra(spot)))
        return found

    def _reserving(self, spot: BedSpot) -> list[ActButton]:
        if spot.reservation_id is not None:
            return self._cancelling(spot)
        entry = (spot.waiting_id, spot.name, ()) if spot.waiting_id is not None else None
        return [("reserveButton", _("Reserve…"), lambda: self.reserve(spot, entry)), *self._cancelling(spot)]

    def _cancelling(self, spot: BedSpot) -> list[ActButton]:
        """For the promise of the night, or else the next one."""
        if spot.reservation_id is None and spot.next_reservation is None:
            return []
        text = _("Cancel the reservation")
        return [("cancelReservationButton", text, lambda: self.cancel_reservation(spot))]


def menu_of(parent: QWidget, groups: Sequence[Sequence[ActButton]]) -> QMenu:
    """A menu of acts, group by group, each with its key."""
    menu = QMenu(parent)
    menu.setObjectName("bedMenu")
    for acts in groups:
        if acts and menu.actions():
            menu.addSeparator()
        for name, text, act in acts:
            key = HINTS.get(name, "")
            menu.addAction(f"{text}\t{key}" if key else text, act).setObjectName(name)
    return menu
