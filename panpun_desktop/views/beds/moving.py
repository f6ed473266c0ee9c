"""Moving people on the board: who is carried, what speaks against a bed, and putting them down."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from panpun_desktop.common.errors import EditConflict, PanpunError
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.views.beds.board import BedBoard, carries
from panpun_desktop.views.beds.room import Carried, carried_from, may_swap
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.parts import Banner
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.bed_rows import BedTile


class Moving(QObject):
    """Carries one person at a time; the banner above the board says what happens.

    While the mouse drags, ``beside`` speaks instead: a banner that comes and goes above the board would
    push the beds away from under the mouse.

    ``began`` asks for the board to be shown, ``outdated`` for it to be read anew.
    """

    began = Signal()
    entry_dropped = Signal(object, object)
    """Someone of the waiting list was put on a bed: Carried, tile."""
    outdated = Signal()

    def __init__(
        self,
        context: Context,
        board: BedBoard,
        banner: Banner,
        beside: Banner,
        go_to_tonight: Callable[[], None],
    ) -> None:
        super().__init__(board)
        self.context, self.board, self.banner, self.beside = context, board, banner, beside
        self._go_to_tonight = go_to_tonight
        self.night = context.today
        self.carried: Carried | None = None
        self.swaps = False
        """The move by keys is meant as a swap."""
        self._over: tuple[Carried | None, int | None] = (None, None)
        self._warned: tuple[str, ...] = ()
        self._said: tuple[str, Tone] = ("", Tone.WARN)
        self._own: Changes | None = None
        board.cancelled.connect(self.put_back)
        board.dropped.connect(self.place)
        board.hovered.connect(self.consider)

    def is_past(self) -> bool:
        """A night that was is looked at, never changed."""
        return self.night < self.context.today

    def may_move(self) -> bool:
        """Say whether people may be moved on the night shown."""
        return not self.is_past() and self.context.may("bed.move")

    def take_up(self, bed_id: int, swaps: bool = False) -> None:
        """Begin to move who sleeps in a bed of the board."""
        tile = self.board.tile_of(bed_id)
        carried = carried_from(tile) if tile is not None else None
        if carried is not None and self.may_move():
            self.carry(carried, swaps=swaps)

    def carry(self, carried: Carried, *, swaps: bool = False) -> None:
        """Begin a move by keys: arrows go to a bed, Enter puts down, Esc puts back."""
        self.carried, self.swaps, self._said = carried, swaps, ("", Tone.WARN)
        self.began.emit()
        if swaps:
            self.board.focus_current()
        else:
            self.board.go_to_free(carried.from_bed_id)
        self.consider(carried, self.board.current())

    def put_back(self) -> None:
        """Stop moving; the cursor goes back to where the person is."""
        carried, self.carried, self.swaps = self.carried, None, False
        self._warned, self._said, self._over = (), ("", Tone.WARN), (None, None)
        self.board.mark_target(None)
        if carried is not None and carried.from_bed_id is not None:
            self.board.select(carried.from_bed_id)
            self.board.focus_current()
        self.say_state()

    def consider(self, carried: Carried | None, tile: BedTile | None) -> None:
        """Say what speaks against a bed before anyone is put there (a warning, decision 5)."""
        from panpun_desktop.services import beds

        over = (carried, tile.bed_id if tile is not None else None)
        if carried is None or over == self._over:
            self._over = over
            self.say_state()
            return
        self._over, self._warned = over, ()
        fits = carries(carried, tile)
        self.board.mark_target(tile.bed_id if fits and tile is not None else None)
        self._say_carrying(carried, tile)
        if not fits or tile is None or carried.waiting_id is not None:
            return
        context, bed_id, night = self.context, tile.bed_id, self.night
        context.operations.read(
            self,
            lambda: beds.fit_warnings(context.work, context.actor, carried.stay_id, bed_id, night),
            lambda found: self._warn(carried, tile, found),
            lambda _error: None,
            key="fit",
        )

    def _warn(self, carried: Carried, tile: BedTile, found: tuple[str, ...]) -> None:
        if found and self._over == (carried, tile.bed_id):
            self._warned = found
            self._say_carrying(carried, tile)

    def _say_carrying(self, carried: Carried, tile: BedTile | None) -> None:
        if self.carried is None:
            self._say_dragging(carried, tile)
            return
        text = _("Moving {name}: arrows choose a bed, Enter puts down, Esc cancels").format(name=carried.name)
        if self.swaps:
            text = _("{name} swaps with whom? Arrows choose, Enter swaps, Esc cancels").format(
                name=carried.name
            )
        elif carries(carried, tile) and tile is not None:
            text = _("{name} to {bed}: Enter puts down, Esc cancels").format(
                name=carried.name, bed=tile.full_label
            )
        tone = Tone.WARN if self._warned else Tone.INFO
        self.banner.say(" · ".join((text, *self._warned)), tone)

    def _say_dragging(self, carried: Carried, tile: BedTile | None) -> None:
        text = f"{carried.name} → {tile.full_label}" if tile is not None else carried.name
        self.beside.say(" · ".join((text, *self._warned)), Tone.WARN if self._warned else Tone.INFO)

    def place(self, carried: Carried, tile: BedTile) -> None:
        """Put someone into a bed from the night shown on; where somebody sleeps a swap is offered."""
        if not self.may_move():
            return
        if may_swap(carried, tile):
            self._offer_swap(carried, tile)
            return
        if not carries(carried, tile):
            return
        if carried.waiting_id is not None:
            self._lay_down(tile)
            self.entry_dropped.emit(carried, tile)
            return
        from panpun_desktop.services import beds

        context, night = self.context, self.night
        request = beds.MoveBed(carried.stay_id, carried.stay_version, tile.bed_id, night)
        found: list[str] = []

        def move() -> Changes:
            found.extend(beds.fit_warnings(context.work, context.actor, carried.stay_id, tile.bed_id, night))
            return beds.move_bed(context.work, context.actor, request)

        self._lay_down(tile)
        context.operations.change(self, move, lambda done: self._placed(done, tuple(found)), self.refuse)

    def _lay_down(self, tile: BedTile | None) -> None:
        """Nobody is carried any longer; the cursor goes to the bed."""
        self.carried, self._over = None, (None, None)
        self.beside.say("")
        self.board.mark_target(None)
        if tile is not None:
            self.board.select(tile.bed_id)

    def _offer_swap(self, carried: Carried, tile: BedTile) -> None:
        """Somebody sleeps there: a swap begun as one is done, else it is offered."""
        if self.swaps:
            self.swap(carried, tile)
            return
        self._lay_down(tile)
        text = _("{other} sleeps in bed {bed}. Should {name} and {other} swap beds?").format(
            other=tile.name, bed=tile.full_label, name=carried.name
        )
        swap = (_("Swap beds"), lambda: self.swap(carried, tile))
        self.banner.say(text, Tone.WARN, [swap, (_("Cancel"), self.put_back)])
        self.banner.focus_act()

    def swap(self, carried: Carried, tile: BedTile) -> None:
        """Two people change beds from the night shown on."""
        from panpun_desktop.services import beds
        from panpun_desktop.services.swapping import SwapBeds, swap_beds

        work, actor = self.context.work, self.context.actor
        request = SwapBeds(
            carried.stay_id, carried.stay_version, tile.stay_id or 0, tile.stay_version or 0, self.night
        )
        pairs = [(request.stay_id, tile.bed_id), (request.other_stay_id, carried.from_bed_id or 0)]
        found: list[str] = []

        def act() -> Changes:
            for stay_id, bed_id in pairs:
                found.extend(beds.fit_warnings(work, actor, stay_id, bed_id, request.from_on))
            return swap_beds(work, actor, request)

        self.swaps = False
        self._lay_down(tile)
        self.banner.say("")
        self.context.operations.change(self, act, lambda done: self._placed(done, tuple(found)), self.refuse)

    def let_go(self, carried: Carried) -> None:
        """Someone was dragged to those who wait: no bed for now."""
        from panpun_desktop.services import beds

        if carried.from_bed_id is None or not self.may_move():
            return
        work, actor = self.context.work, self.context.actor
        request = beds.MoveBed(carried.stay_id, carried.stay_version, None, self.night)
        self._lay_down(None)
        self.context.operations.change(
            self,
            lambda: beds.move_bed(work, actor, request),
            lambda done: self._placed(done, ()),
            self.refuse,
        )

    def _placed(self, done: Changes, found: tuple[str, ...]) -> None:
        self._own = done
        noted = _("Please note: {reasons}").format(reasons=" · ".join(found)) if found else ""
        self._said = (noted, Tone.WARN)
        self.say_state()
        self.board.focus_current()

    def forget_said(self, changes: Changes) -> None:
        """What was said of a move does not hold any longer when something else has changed."""
        if changes is not self._own:
            self._said = ("", Tone.WARN)

    def say_state(self) -> None:
        """What the banner says while nobody is being moved."""
        if self._over[0] is None:
            self.beside.say("")
        if self.carried is not None:
            return
        if self.is_past():
            back = (_("Back to tonight"), self._go_to_tonight)
            self.banner.say(_("This night is over: it can be looked at only"), Tone.INFO, [back])
        else:
            self.banner.say(*self._said)

    def refuse(self, error: PanpunError) -> None:
        """Say what could not be done; what someone else changed is read anew."""
        self.carried, self.swaps, self._over = None, False, (None, None)
        self._said = (message_of(error), Tone.BAD)
        self.banner.say(*self._said)
        if isinstance(error, EditConflict):
            self.outdated.emit()
