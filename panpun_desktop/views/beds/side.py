"""The column beside the plan: those who wait, and what is known of the bed or person chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.views.acts import act_text, may_act, open_act
from panpun_desktop.views.beds.bed_acts import BedActs, menu_of
from panpun_desktop.views.beds.chosen import ActButton, ChosenCard
from panpun_desktop.views.beds.spot import BedSpot
from panpun_desktop.views.beds.waiting import Waiter, WaitingCard, waiters
from panpun_desktop.views.beds.waiting_book import WaitingBook
from panpun_desktop.views.beds.waiting_dialogs import TurnAwayDialog, WaitingDialog, WithdrawDialog
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.parts import Banner
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.bed_offers import BedOffer
    from panpun_desktop.services.bed_rows import BedTile, WithoutBed
    from panpun_desktop.services.people_rows import PersonPanel
    from panpun_desktop.services.waiting_rows import WaitingRow

WIDTH = 280


class BedSide(QScrollArea):
    """Shows and acts; the page tells it what is chosen."""

    def __init__(self, context: Context, closed: Callable[[], object]) -> None:
        super().__init__()
        self.context, self._closed = context, closed
        self.acts: BedActs | None = None
        self.offers: tuple[BedOffer, ...] = ()
        self.is_past = False
        inner = QWidget()
        inner.setObjectName("bedSide")
        inner.setMinimumHeight(1)  # its wrapped words would ask for the height of the narrowest width
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.waiting, self.chosen = WaitingCard(), ChosenCard()
        self.beside = Banner("", Tone.INFO)
        for one in (self.beside, self.waiting, self.chosen):
            column.addWidget(one)
        column.addStretch(1)
        self.setObjectName("bedSideScroll")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(WIDTH)
        self.setWidget(inner)
        self.waiting.chosen.connect(self.look_at)
        self.waiting.list.menu_asked.connect(self._show_menu)
        self.waiting.offer(self._list_acts())

    # showing ---------------------------------------------------------------------------------------

    def show_waiting(
        self,
        people: Sequence[WithoutBed],
        entries: Sequence[WaitingRow],
        *,
        may_move: bool,
        unseen: int = 0,
    ) -> None:
        """Those without a bed on the night, and the waiting list."""
        lines = waiters(people, entries, self.context.centre)
        self.waiting.show_people(lines, may_move=may_move, unseen=unseen)

    def _list_acts(self) -> list[ActButton]:
        found: list[ActButton] = []
        if self.context.may("waiting.edit"):
            found.append(("addWaitingButton", _("Add"), lambda: self._edit(None)))
        if self.context.may("turn_away.record"):
            found.append(("turnAwayButton", _("Not taken in"), lambda: self._turn_away(None)))
        if self.context.may("waiting.read"):
            found.append(("waitingBookButton", _("Whole list"), self.open_book))
        return found

    def look_at(self, one: Waiter | None) -> None:
        """Someone who waits was chosen."""
        if one is not None and one.stay is not None:
            self.read_person(one.stay.person_id)
        elif one is not None and one.entry is not None:
            self.chosen.show_entry(one.entry, self.context.centre, self._entry_acts(one.entry))
            self._say_offer(waiting_id=one.entry.id)

    def _say_offer(self, stay_id: int | None = None, waiting_id: int | None = None) -> None:
        mine = [one for one in self.offers if _is_for(one, stay_id, waiting_id)]
        labels = dict.fromkeys(one.label for one in mine if one.label)
        reasons = dict.fromkeys(reason for one in mine for reason in one.reasons)
        self.chosen.say_offer(", ".join(labels), tuple(reasons))

    def _offer_of(self, stay_id: int | None = None, waiting_id: int | None = None) -> BedOffer | None:
        mine = (one for one in self.offers if _is_for(one, stay_id, waiting_id) and one.bed_id is not None)
        return next(mine, None)

    # people ----------------------------------------------------------------------------------------

    def read_person(self, person_id: int) -> None:
        """Read where a stay stands and show it."""
        from panpun_desktop.services.people import person_panel

        context = self.context
        context.operations.read(
            self,
            lambda: person_panel(context.work, context.actor, person_id),
            self.show_person,
            lambda _error: self.chosen.hide(),
            key="person",
        )

    def show_person(self, panel: PersonPanel, tile: BedTile | None = None, night: str = "") -> None:
        """The card of somebody who stays, with the bed that is proposed if they have none.

        ``tile``: their bed on a coming ``night``, with the day that it will be.
        """
        self.chosen.show_person(panel, self._person_acts(panel), tile, night)
        if not panel.row.bed:
            self._say_offer(stay_id=panel.row.stay_id)

    def _person_acts(self, panel: PersonPanel) -> list[ActButton]:
        person_id = panel.row.id
        opens: ActButton = ("openPersonButton", _("Open the person"), lambda: self._open_person(person_id))
        if self.is_past or panel.row.stay_id is None:
            return [opens]
        courses = panel.row.service_type == "TRIAL"
        texts = {"change_service": _("Take up a course")} if courses else {}
        texts["absence"] = _("Back again") if panel.absent else _("Leave / hospital")
        acts = ["change_service", "move_bed", "end_stay", "absence"]
        if panel.row.level in ("amber", "red"):
            acts.append("extend")
        found = [
            (f"{act}Button", texts.get(act, act_text(act)), self._opener(act, person_id))
            for act in acts
            if may_act(self.context, act)
        ]
        return [*self._offer_act(panel), *found, opens]

    def _offer_act(self, panel: PersonPanel) -> list[ActButton]:
        offer = self._offer_of(stay_id=panel.row.stay_id) if not panel.row.bed else None
        acts = self.acts
        if offer is None or acts is None or not self.context.may("bed.move"):
            return []
        spot = self._offered_spot(offer)
        text = _("Give bed {bed}").format(bed=offer.label)
        return [("takeOfferButton", text, lambda: acts.move(spot, offer.bed_id))]

    def _offered_spot(self, offer: BedOffer) -> BedSpot:
        return BedSpot(
            offer.bed_id or 0,
            offer.label,
            offer.room_id or 0,
            self.context.today,
            None,
            "free",
            stay_id=offer.stay_id,
            stay_version=offer.stay_version,
            person_id=offer.person_id,
            name=offer.name,
            waiting_id=offer.waiting_id,
            is_offer=True,
        )

    def _opener(self, act: str, person_id: int) -> Callable[[], None]:
        return lambda: open_act(self.context, act, person_id, self, self._closed)

    def _open_person(self, person_id: int) -> None:
        self.context.navigate("residents", person_id=person_id)

    # entries of the waiting list -------------------------------------------------------------------

    def _entry_acts(self, row: WaitingRow) -> list[ActButton]:
        acts, found = self.acts, list[ActButton]()
        offer = self._offer_of(waiting_id=row.id)
        beds = [one for one in self.offers if one.waiting_id == row.id and one.bed_id is not None]
        bed_ids = tuple(one.bed_id for one in beds if one.bed_id is not None)
        if acts is not None and self.context.may("stay.admit"):
            admits = acts.admit_waiting
            found.append(("admitWaitingButton", _("Admit"), lambda: admits(row.id, *bed_ids)))
        if acts is not None and offer is not None and self.context.may("bed.reserve"):
            reserves, spot = acts.reserve, self._offered_spot(offer)
            text = _("Reserve {bed}").format(bed=offer.label)
            if len(beds) > 1:
                text = _("Reserve {n} beds").format(n=len(beds))
            asked = (row.id, row.name, bed_ids[1:])
            found.append(("reserveWaitingButton", text, lambda: reserves(spot, asked)))
        if self.context.may("waiting.edit"):
            found.append(("editWaitingButton", _("Change"), lambda: self._edit(row)))
            found.append(("withdrawButton", _("Withdraws"), lambda: self._withdraw(row)))
        if self.context.may("turn_away.record"):
            found.append(("turnAwayEntryButton", _("Not taken in"), lambda: self._turn_away(row)))
        if row.person_id is not None:
            person_id = row.person_id
            found.append(("openPersonButton", _("Open the person"), lambda: self._open_person(person_id)))
        return found

    def _show_menu(self, one: Waiter, where: QPoint) -> None:
        if one.entry is None:
            return
        menu = menu_of(self, [self._entry_acts(one.entry)])
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if menu.actions():
            menu.popup(where)

    def entry_on_bed(self, waiting_id: int, spot: BedSpot, where: QPoint) -> None:
        """An entry was put on a bed: admit them into it now, or hold it."""
        one = next((one for one in self.waiting.list.people.people if one.key == ("entry", waiting_id)), None)
        acts = self.acts
        if one is None or one.entry is None or acts is None:
            return
        row, offered = one.entry, list[ActButton]()
        if self.context.may("stay.admit") and spot.night == self.context.today:
            text = _("Admit into this bed")
            offered.append(("admitHereAct", text, lambda: acts.admit_waiting(row.id, spot.bed_id)))
        if self.context.may("bed.reserve"):
            text = _("Reserve {bed}").format(bed=spot.full_label)
            offered.append(("reserveHereAct", text, lambda: acts.reserve(spot, (row.id, row.name, ()))))
        menu = menu_of(self, [offered])
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if menu.actions():
            menu.popup(where)
            menu.setActiveAction(menu.actions()[0])

    def _edit(self, row: WaitingRow | None) -> None:
        self._open(WaitingDialog(self.context, row, self.window()))

    def _withdraw(self, row: WaitingRow) -> None:
        self._open(WithdrawDialog(self.context, row, self.window()))

    def _turn_away(self, row: WaitingRow | None) -> None:
        self._open(TurnAwayDialog(self.context, row, self.window()))

    def _open(self, dialog: WaitingDialog | WithdrawDialog | TurnAwayDialog) -> None:
        dialog.finished.connect(lambda _result: self._closed())
        dialog.open()

    def open_book(self) -> None:
        """The whole list with those whose waiting has ended, and the turn-away log."""
        book = WaitingBook(self.context, self.window())
        book.finished.connect(lambda _result: self._closed())
        book.open()

    def show_bed(self, tile: BedTile, acts: Sequence[ActButton]) -> None:
        """A bed nobody has."""
        self.chosen.show_bed(tile, acts)


def _is_for(offer: BedOffer, stay_id: int | None, waiting_id: int | None) -> bool:
    if waiting_id is not None:
        return offer.waiting_id == waiting_id
    return stay_id is not None and offer.stay_id == stay_id
