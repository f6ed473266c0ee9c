"""Moving people on the board: who is carried, what speaks against a bed, and putting them down."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from panpun_desktop.common.errors import EditConflict, PanpunError
from panpun_desktop.common.i18n import _, message_of
from panpun_desktop.views.beds.board import BedBoard, carries
from panpun_desktop.views.beds.room import Carried, carried_from
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
        self._over: tuple[Carried | None, int | None] = (None, None)
        self._warned: tuple[str, ...] = ()
        self._said: tuple[str, Tone] = ("", Tone.WARN)
        board.move_asked.connect(self._take_up)
        board.cancelled.connect(self.put_back)
        board.dropped.connect(self.place)
        board.hovered.connect(self.consider)

    def is_past(self) -> bool:
        """A night that was is looked at, never changed."""
        return self.night < self.context.today

    def may_move(self) -> bool:
        """Say whether people may be moved on the night shown."""
        return not self.is_past() and self.context.may("bed.move")

    def _take_up(self, tile: BedTile) -> None:
        carried = carried_from(tile)
        if carried is not None and self.may_move():
            self.carry(carried)

    def carry(self, carried: Carried) -> None:
        """Begin a move by keys: arrows go to a bed, Enter puts down, Esc puts back."""
        self.carried, self._said = carried, ("", Tone.WARN)
        self.began.emit()
        self.board.go_to_free(carried.from_bed_id)
        self.consider(carried, self.board.current())

    def put_back(self) -> None:
        """Stop moving; the cursor goes back to where the person is."""
        carried, self.carried = self.carried, None
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
        if not fits or tile is None:
            return
        context, bed_id = self.context, tile.bed_id
        context.operations.read(
            self,
            lambda: beds.fit_warnings(context.work, context.actor, carried.stay_id, bed_id),
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
        if carries(carried, tile) and tile is not None:
            text = _("{name} to {bed}: Enter puts down, Esc cancels").format(
                name=carried.name, bed=tile.full_label
            )
        tone = Tone.WARN if self._warned else Tone.INFO
        self.banner.say(" · ".join((text, *self._warned)), tone)

    def _say_dragging(self, carried: Carried, tile: BedTile | None) -> None:
        text = f"{carried.name} → {tile.full_label}" if tile is not None else carried.name
        self.beside.say(" · ".join((text, *self._warned)), Tone.WARN if self._warned else Tone.INFO)

    def place(self, carried: Carried, tile: BedTile) -> None:
        """Put someone into a free bed from the night shown on."""
        if not carries(carried, tile) or not self.may_move():
            return
        from panpun_desktop.services import beds

        context, night = self.context, self.night
        request = beds.MoveBed(carried.stay_id, carried.stay_version, tile.bed_id, night)
        found: list[str] = []

        def move() -> Changes:
            found.extend(beds.fit_warnings(context.work, context.actor, carried.stay_id, tile.bed_id))
            return beds.move_bed(context.work, context.actor, request)

        self.carried, self._over = None, (None, None)
        self.beside.say("")
        self.board.mark_target(None)
        self.board.select(tile.bed_id)
        context.operations.change(self, move, lambda _done: self._placed(tuple(found)), self.refuse)

    def _placed(self, found: tuple[str, ...]) -> None:
        noted = _("Please note: {reasons}").format(reasons=" · ".join(found)) if found else ""
        self._said = (noted, Tone.WARN)
        self.say_state()
        self.board.focus_current()

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
        self.carried, self._over = None, (None, None)
        self._said = (message_of(error), Tone.BAD)
        self.banner.say(*self._said)
        if isinstance(error, EditConflict):
            self.outdated.emit()
