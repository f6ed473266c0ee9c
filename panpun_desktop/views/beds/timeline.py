"""ไทม์ไลน์: the beds over several weeks, changed by mouse or keys (design 11)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from panpun_desktop.common.errors import EditConflict, PanpunError
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.views.beds.bed_acts import BedActs, act_of_letter
from panpun_desktop.views.beds.spot import BedSpot
from panpun_desktop.views.beds.timeline_view import TimelineView
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.flow import FlowRow
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.parts import Banner, Card, ThaiLabel, muted
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.bed_timeline_rows import BedTimeline, TimelineBar

ZOOMS = (14, 31, 42, 60)
_BEFORE = 8
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TimelinePanel(QWidget):
    """Shows the timeline and turns what is done on it into acts; ``banner`` says what happens."""

    range_changed = Signal(object, object)
    told = Signal(str)
    menu_asked = Signal(QPoint)

    def __init__(self, context: Context, banner: Banner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self.banner = context, banner
        self.nights = ZOOMS[1]
        self.first = context.today - timedelta(days=_BEFORE)
        self.acts: BedActs | None = None
        self._own: Changes | None = None
        self.carried: tuple[BedSpot, bool] | None = None
        """Who is being moved by keys, and whether a swap is meant."""
        self.setObjectName("timelinePanel")
        self.view = TimelineView(context.centre.short_codes.get("service_type", {}))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        card = Card(padding=0)
        card.body.addWidget(self.view)
        column.addWidget(card, 1)
        self.cell = ThaiLabel("", wrap=True)
        self.cell.setObjectName("timelineCell")
        column.addWidget(self.cell)
        row = FlowRow(gap=18)
        row.add(muted(_("Solid: stays, expected in dashes · dashed frame: reserved, proposed")))
        keys = _("Enter: what may be done · M move · S swap · R reserve · D day of leaving")
        row.add(muted(keys))
        column.addWidget(row)

    def _connect(self) -> None:
        view = self.view
        view.key_asked.connect(self._press)
        view.opened.connect(self._open)
        view.menu_asked.connect(self.menu_asked)
        view.cells_chosen.connect(lambda: self.menu_asked.emit(view.menu_place()))
        view.moved.connect(self._dropped)
        view.ended.connect(self._draw_end)
        view.cell_changed.connect(self._follow)
        view.zoomed.connect(self.zoom)

    # reading ---------------------------------------------------------------------------------------

    def may_move(self) -> bool:
        """Say whether people may be moved here at all."""
        return self.context.may("bed.move")

    def read(self) -> None:
        """Ask for the nights shown."""
        from panpun_desktop.services.bed_timeline import bed_timeline

        context, first, nights = self.context, self.first, self.nights
        self.range_changed.emit(first, first + timedelta(days=nights - 1))
        context.operations.read(
            self,
            lambda: bed_timeline(context.work, context.actor, first, nights),
            self._show,
            self.refuse,
            key="timeline",
        )

    def _show(self, shown: BedTimeline) -> None:
        self.view.show_timeline(shown, may_change=self.may_move())
        free = shown.free_together
        if free is not None:
            day = format_date(free[1], "short")
            self.told.emit(_("{n} beds free together from {day} on").format(n=free[0], day=day))
        self._follow()

    def show_from(self, first: date) -> None:
        """Show nights from another one on; today shows a few nights before it too."""
        self.first = first - timedelta(days=_BEFORE) if first == self.context.today else first
        self.read()

    def go_to(self, bed_id: int | None, night: date) -> None:
        """Bring a bed and a night into view."""
        if not self.first <= night < self.first + timedelta(days=self.nights):
            self.first = night - timedelta(days=_BEFORE)
            self.read()
        self.view.go_to(bed_id, night)

    def zoom(self, by: int) -> None:
        """Fewer nights, or more of them."""
        place = min(max(0, ZOOMS.index(self.nights) - by), len(ZOOMS) - 1)
        self.set_nights(ZOOMS[place])

    def set_nights(self, nights: int) -> None:
        """Show so many nights; tonight stays in view."""
        if nights != self.nights:
            self.nights = nights
            self.read()

    def spot(self) -> BedSpot | None:
        """What the acts are about."""
        return self.view.spot()

    # the cursor ------------------------------------------------------------------------------------

    def _follow(self) -> None:
        index = self.view.currentIndex()
        if not index.isValid() or index.row() >= self.view.cells.rowCount():
            self.cell.setText("")
            return
        words = self.view.cells.spoken(index.row(), index.column())
        self.cell.setText(words)
        self.view.setAccessibleDescription(words)
        QAccessible.updateAccessibility(QAccessibleEvent(self.view, QAccessible.Event.DescriptionChanged))
        if self.carried is not None:
            self._aim()

    def _aim(self) -> None:
        spot, carried = self.view.spot(), self.carried
        if spot is None or carried is None:
            return
        night = max(spot.night, self.context.today)
        self.view.target = (spot.bed_id, night)
        self.view.viewport().update()
        text = _("{name} to {bed} from the night of {day}: Enter puts down, Esc cancels")
        if carried[1]:
            text = _("{name} swaps with whom? Arrows choose, Enter swaps, Esc cancels")
        day = format_date(night, "short")
        self.banner.say(text.format(name=carried[0].name, bed=spot.full_label, day=day), Tone.INFO)

    # keys ------------------------------------------------------------------------------------------

    def _press(self, event: QKeyEvent) -> None:
        spot = self.view.spot()
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if spot is None or self.acts is None or held & ~Qt.KeyboardModifier.ShiftModifier:
            return
        key = event.key()
        if key in _ENTER:
            self._enter(spot)
        elif key == Qt.Key.Key_Escape:
            self.put_back()
        elif key == Qt.Key.Key_Delete:
            self.acts.delete(spot)
        elif event.text() in ("+", "-"):
            self.zoom(1 if event.text() == "+" else -1)
        elif act_of_letter(event.text()):
            self.acts.by_letter(act_of_letter(event.text()), spot)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown) and held:
            self.show_from(self.first + timedelta(days=-7 if key == Qt.Key.Key_PageUp else 7))
        else:
            return
        event.accept()

    def _enter(self, spot: BedSpot) -> None:
        if self.carried is None:
            self.menu_asked.emit(self.view.menu_place())
            return
        carried, is_swap = self.carried
        night = max(spot.night, self.context.today)
        if is_swap or (spot.is_taken and spot.stay_id != carried.stay_id):
            self._swap(carried, spot, night)
        else:
            self._move(carried, spot.bed_id, night)

    def _open(self) -> None:
        """A double click: the person, or what may be done with the empty bed."""
        spot = self.view.spot()
        if spot is not None and spot.is_taken and self.acts is not None and spot.person_id is not None:
            self.acts.open_person(spot.person_id)
        else:
            self.menu_asked.emit(self.view.menu_place())

    def carry(self, spot: BedSpot, is_swap: bool) -> None:
        """Begin a move or a swap by keys."""
        self.carried = (spot, is_swap)
        self.view.setFocus()
        self._aim()

    def put_back(self) -> None:
        """Stop moving."""
        if self.carried is not None:
            carried, self.carried = self.carried, None
            self.view.go_to(carried[0].bed_id, carried[0].night)
        self._done()
        self.banner.say("")

    def _done(self) -> None:
        self.carried, self.view.target = None, None
        self.view.viewport().update()

    # acts ------------------------------------------------------------------------------------------

    def _dropped(self, bar: TimelineBar, bed_id: int, night: date) -> None:
        """A bar was dragged to another bed: a move, or a swap where somebody sleeps there."""
        row = self.view.cells.row_of(bed_id)
        there = self.view.cells.beds[row].bar_on(night)
        spot = _spot_of(bar, night)
        if there is None or there.kind != "stay" or there.stay_id is None:
            self._move(spot, bed_id, night)
            return
        other = _spot_of(there, night)
        text = _("{name} sleeps in this bed on that night").format(name=there.name)
        swap = (_("Swap beds"), lambda: self._swap(spot, other, night))
        self.banner.say(text, Tone.WARN, [swap, (_("Cancel"), self.put_back)])

    def _move(self, spot: BedSpot, bed_id: int, night: date) -> None:
        from panpun_desktop.services import beds

        work, actor = self.context.work, self.context.actor
        request = beds.MoveBed(spot.stay_id or 0, spot.stay_version, bed_id, night)
        found: list[str] = []

        def act() -> Changes:
            found.extend(beds.fit_warnings(work, actor, request.stay_id, bed_id, night))
            return beds.move_bed(work, actor, request)

        self._change(act, found)

    def _swap(self, spot: BedSpot, other: BedSpot, night: date) -> None:
        from panpun_desktop.services import beds
        from panpun_desktop.services.swapping import SwapBeds, swap_beds

        work, actor = self.context.work, self.context.actor
        request = SwapBeds(
            spot.stay_id or 0, spot.stay_version, other.stay_id or 0, other.stay_version, night
        )
        pairs = [(request.stay_id, other.bed_id), (request.other_stay_id, spot.bed_id)]
        found: list[str] = []

        def act() -> Changes:
            for stay_id, bed_id in pairs:
                found.extend(beds.fit_warnings(work, actor, stay_id, bed_id, night))
            return swap_beds(work, actor, request)

        self._change(act, found)

    def _draw_end(self, bar: TimelineBar, day: date) -> None:
        """The end of a bar was drawn: the expected day of leaving, nothing else."""
        from panpun_desktop.services.expecting import ExpectLeaving, expect_leaving

        work, actor = self.context.work, self.context.actor
        request = ExpectLeaving(bar.stay_id or 0, bar.stay_version, day)
        self._change(lambda: expect_leaving(work, actor, request), [])

    def _change(self, act: Any, found: list[str]) -> None:
        self._done()
        self.banner.say("")
        self.context.operations.change(self, act, lambda done: self._placed(done, found), self.refuse)

    def forget_said(self, changes: Changes) -> None:
        """What was said of a move does not hold any longer when something else has changed."""
        if changes is not self._own and self.carried is None:
            self.banner.say("")

    def _placed(self, done: Changes, found: list[str]) -> None:
        self._own = done
        if found:
            self.banner.say(_("Please note: {reasons}").format(reasons=" · ".join(found)), Tone.WARN)
        self.view.setFocus()

    def refuse(self, error: PanpunError) -> None:
        """Say what could not be done; what someone else changed is read anew."""
        self._done()
        self.banner.say(message_of(error), Tone.BAD)
        if isinstance(error, EditConflict):
            self.read()


def _spot_of(bar: TimelineBar, night: date) -> BedSpot:
    """Who lies in a bar, on a night."""
    return BedSpot(
        bar.bed_id,
        "",
        0,
        night,
        None,
        "taken",
        stay_id=bar.stay_id,
        stay_version=bar.stay_version,
        person_id=bar.person_id,
        name=bar.name,
    )
