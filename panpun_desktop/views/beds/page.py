"""The page of the beds: plan, timeline and table of any night, with those who wait beside them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from panpun_desktop.common.i18n import _
from panpun_desktop.views.beds import words
from panpun_desktop.views.beds.bed_acts import BedActs, menu_of
from panpun_desktop.views.beds.board import BedBoard
from panpun_desktop.views.beds.chosen import ActButton
from panpun_desktop.views.beds.exporting import export_beds
from panpun_desktop.views.beds.head import PLAN, TABLE, TIMELINE, BedsHead
from panpun_desktop.views.beds.moving import Moving
from panpun_desktop.views.beds.side import BedSide
from panpun_desktop.views.beds.spot import BedSpot, spot_of_tile
from panpun_desktop.views.beds.table import BedLine, BedTablePanel, lines_of
from panpun_desktop.views.beds.timeline import TimelinePanel
from panpun_desktop.views.beds.waiting import Waiter
from panpun_desktop.views.context import Context
from panpun_desktop.views.page import Page
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.parts import Banner, EmptyState
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.bed_offers import BedOffer
    from panpun_desktop.services.bed_rows import BedTile, Board
    from panpun_desktop.services.people_rows import PersonPanel
    from panpun_desktop.services.waiting_rows import WaitingRow
    from panpun_desktop.views.beds.room import Carried

STATUS_LEAVES = 240
_Found = tuple["Board", "tuple[WaitingRow, ...]", "tuple[BedOffer, ...]"]


class BedsPage(Page):
    """Beds of a night: looked at for any, changed for tonight and the coming ones."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Bed board"))
        self.shown: Board | None = None
        self._today = context.today
        self._focus_wanted = False
        self._timeline_old = True
        self._add_title_row()
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addLayout(self._left(), 1)
        self.side = BedSide(context, self.focus_first)
        self.waiting, self.chosen, self.beside = self.side.waiting, self.side.chosen, self.side.beside
        row.addWidget(self.side)
        self.body.addLayout(row, 1)
        self.moving = Moving(
            context, self.board, self.banner, self.side.beside, lambda: self.show_night(context.today)
        )
        self.bed_acts = BedActs(context, self, self.moving.refuse, self.focus_first, self._carry)
        self.side.acts = self.timeline.acts = self.bed_acts
        self._connect()
        self.read()

    # laying out ------------------------------------------------------------------------------------

    def _add_title_row(self) -> None:
        self.head = BedsHead(self.context, self.acts, self._manage)
        self.shape, self.night, self.range = self.head.shape, self.head.night, self.head.range
        self.night_button, self.manage_button = self.night.button, self.head.manage_button
        self.shape.chosen.connect(self._choose_shape)

    def _left(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        self.banner = Banner("", Tone.INFO)
        column.addWidget(self.banner)
        self.stack = QStackedWidget()
        self.board = BedBoard(self.context.centre.short_codes.get("service_type", {}))
        self.table_panel = BedTablePanel(self.context.centre, may_export=self.context.may("person.export"))
        self.table_panel.export_asked.connect(self._export)
        self.table = self.table_panel.table
        self.timeline = TimelinePanel(self.context, self.banner)
        settings = (lambda: self.context.navigate("settings")) if self.context.may("building.edit") else None
        self.empty = EmptyState(
            "bed",
            _("There are no beds on this night"),
            _("The building plan is kept in the settings"),
            _("Open the settings"),
            settings,
        )
        for one in (self.board, self.timeline, self.table_panel, self.empty):
            self.stack.addWidget(one)
        column.addWidget(self.stack, 1)
        return column

    def _connect(self) -> None:
        board = self.board
        board.current_changed.connect(self._follow)
        board.opened.connect(self._open)
        board.menu_asked.connect(self._show_menu)
        board.act_asked.connect(self._act)
        self.moving.began.connect(self._show_plan)
        self.moving.outdated.connect(self.read)
        self.moving.entry_dropped.connect(self._entry_dropped)
        self.waiting.taken_up.connect(self._take_up)
        self.waiting.list.given_back.connect(self.moving.let_go)
        self.table.current_changed.connect(self._follow_line)
        self.table.opened.connect(lambda line: self._open(line.tile))
        self.night.chosen.connect(self.show_night)
        self.head.day_field.changed.connect(self._go_to_day)
        self.range.chosen.connect(self.timeline.show_from)
        self.head.zoom.chosen.connect(self.timeline.set_nights)
        self.timeline.range_changed.connect(self.range.show_range)
        self.timeline.range_changed.connect(lambda *_ends: self.head.zoom.set_value(self.timeline.nights))
        self.timeline.told.connect(self._tell_timeline)
        self.timeline.menu_asked.connect(self._show_cell_menu)
        keys = QShortcut(QKeySequence("Ctrl+G"), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.head.type_day)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.head.show_what_fits(self.width())
        self._tell_status()

    def _tell_status(self) -> None:
        if self.shown is not None and self.shape.value() != TIMELINE:
            self.status.emit(words.status_text(self.shown, room=self.width() - STATUS_LEAVES))

    def _tell_timeline(self, text: str) -> None:
        if self.shape.value() == TIMELINE:
            self.status.emit(text)

    # reading ---------------------------------------------------------------------------------------

    def may_be_dropped(self) -> bool:
        return True

    def open_with(self, **arguments: Any) -> None:
        if self.moving.night == self._today != self.context.today:
            self.show_night(self.context.today)  # opened again after midnight
        self._today = self.context.today
        night = arguments.get("night")
        if isinstance(night, date):
            self.show_night(night)
        bed_id = arguments.get("bed_id")
        if bed_id is not None:
            self.board.select(bed_id)

    def reload(self, changes: Changes) -> None:
        if changes.touches("stays", "beds", "people", "settings", "waiting"):
            self.moving.forget_said(changes)
            if self.shape.value() == TIMELINE:
                self.timeline.forget_said(changes)
            self.read()

    def read(self) -> None:
        """Ask for the board of the night; the timeline is read when it is looked at."""
        context, night = self.context, self.moving.night
        self.night.show_night(night)
        self._timeline_old = True
        if self.shape.value() == TIMELINE:
            self._read_timeline()
        context.operations.read(
            self, lambda: _read(context, night), self._show, self.moving.refuse, key="board"
        )

    def _read_timeline(self) -> None:
        self._timeline_old = False
        self.timeline.read()

    def show_night(self, night: date) -> None:
        """Show another night, past or coming."""
        self.moving.put_back()
        self.moving.night = night
        self.read()

    def _go_to_day(self, _known: object) -> None:
        day = self.head.typed_day(self.width())
        if day is None:
            return
        if self.shape.value() == TIMELINE:
            self.timeline.go_to(None, day)
        else:
            self.show_night(day)

    def _show(self, found: _Found) -> None:
        board, entries, self.side.offers = found
        self.shown = board
        may_move = self.moving.may_move()
        self.side.is_past = self.moving.is_past()
        self.board.show_board(board, may_move=may_move)
        self.table_panel.show_lines(lines_of(board))
        waiting = entries if not self.moving.is_past() else ()
        unseen = board.hidden_without_bed
        self.side.show_waiting(board.without_bed, waiting, may_move=may_move, unseen=unseen)
        self.manage_button.setEnabled(self.bed_acts.may_change() and not self.moving.is_past())
        self._tell_status()
        self._choose_shape(self.shape.value())
        if self.shape.value() != TIMELINE:
            self.moving.say_state()
        if self._focus_wanted:
            self.focus_first()
        self._follow(self.board.current())

    # shapes ----------------------------------------------------------------------------------------

    def _show_plan(self) -> None:
        self.shape.set_value(PLAN)
        self._choose_shape(PLAN)

    def _choose_shape(self, shape: object) -> None:
        current = self.board.current()
        if shape == TABLE and current is not None:
            self.table.select_key(current.bed_id)
        if self.shown is not None and not self.shown.rooms and shape != TIMELINE:
            self.stack.setCurrentWidget(self.empty)
        else:
            pages = {TABLE: self.table_panel, TIMELINE: self.timeline}
            self.stack.setCurrentWidget(pages.get(str(shape), self.board))
        if shape == TIMELINE and self._timeline_old:
            self._read_timeline()
            self.timeline.go_to(current.bed_id if current is not None else None, self.moving.night)
        self.head.show_what_fits(self.width())
        self.side.setVisible(shape != TIMELINE)
        self._tell_status()

    def focus_first(self) -> None:
        """The current bed; before the first board is there, as soon as it comes."""
        self._focus_wanted = self.shown is None
        if self.stack.currentWidget() is self.table_panel:
            self.table.setFocus()
        elif self.stack.currentWidget() is self.timeline:
            self.timeline.view.setFocus()
        else:
            self.board.focus_current()

    def open_calendar(self) -> None:
        """Choose another night."""
        self.night.open_calendar()

    def _export(self) -> None:
        panel, night = self.table_panel, self.moving.night
        export_beds(self.context, panel.shown_lines(), night, panel.filter_words(), self)

    # what is chosen --------------------------------------------------------------------------------

    def _follow_line(self, line: BedLine | None) -> None:
        if line is not None and self.stack.currentWidget() is self.table_panel:
            self.board.select(line.id)

    def _follow(self, tile: BedTile | None) -> None:
        if self.moving.carried is not None:
            self.moving.consider(self.moving.carried, tile)
        if tile is None:
            self.chosen.hide()
        elif tile.state == words.TAKEN and tile.person_id is not None and self.moving.is_past():
            service = self.context.centre.short("service_type", tile.service_type)
            acts = self.bed_acts.people(self._spot(tile))
            self.chosen.show_sleeper(tile, service, self.night_button.text(), acts)
        elif tile.state == words.TAKEN and tile.person_id is not None:
            self._read_person(tile.person_id)
        else:
            self.chosen.show_bed(tile, self._bed_buttons(tile))

    def _read_person(self, person_id: int) -> None:
        from panpun_desktop.services.people import person_panel

        context = self.context
        context.operations.read(
            self,
            lambda: person_panel(context.work, context.actor, person_id),
            self._show_person,
            lambda _error: self.chosen.hide(),
            key="person",
        )

    def _show_person(self, panel: PersonPanel) -> None:
        tile = self.board.current()
        if tile is not None and tile.person_id == panel.row.id and not self.waiting.list.hasFocus():
            is_coming = self.moving.night != self.context.today
            self.side.show_person(panel, tile if is_coming else None, self.night_button.text())
            self.chosen.say_promise(tile)

    def _spot(self, tile: BedTile) -> BedSpot:
        return spot_of_tile(tile, self.board.room_of(tile.bed_id), self.moving.night)

    def _bed_buttons(self, tile: BedTile) -> list[ActButton]:
        return self.bed_acts.offered(self._spot(tile))

    # acts ------------------------------------------------------------------------------------------

    def _carry(self, spot: BedSpot, is_swap: bool) -> None:
        """A move by keys begins where the person was chosen."""
        if self.shape.value() == TIMELINE:
            self.timeline.carry(spot, is_swap)
        else:
            self.moving.take_up(spot.bed_id, is_swap)

    def _act(self, act: str, tile: BedTile) -> None:
        spot = self._spot(tile)
        if act == "delete":
            self.bed_acts.delete(spot)
        else:
            self.bed_acts.by_letter(act, spot)

    def _take_up(self, one: Waiter) -> None:
        """Enter on someone who waits: the arrows choose a bed."""
        self.moving.carry(one.carried())

    def _entry_dropped(self, carried: Carried, tile: BedTile) -> None:
        where = self.board.mapToGlobal(self.board.rect().center())
        self.side.entry_on_bed(carried.waiting_id or 0, self._spot(tile), where)

    # menus -----------------------------------------------------------------------------------------

    def _manage(self) -> None:
        tile = self.board.current()
        if tile is not None:
            below = self.manage_button.mapToGlobal(QPoint(0, self.manage_button.height() + 2))
            self._show_menu(tile, below)

    def _show_menu(self, tile: BedTile, where: QPoint) -> None:
        if not self.moving.is_past():
            spot = self._spot(tile)
            self._pop_up(
                [self.bed_acts.people(spot), self._placing(tile), self.bed_acts.offered(spot)], where
            )

    def _show_cell_menu(self, where: QPoint) -> None:
        spot = self.timeline.spot()
        if spot is not None:
            self._pop_up([self.bed_acts.people(spot), self.bed_acts.offered(spot)], where)

    def _pop_up(self, groups: list[list[ActButton]], where: QPoint) -> None:
        menu = menu_of(self, groups)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if menu.actions():
            menu.popup(where)
            menu.setActiveAction(menu.actions()[0])

    def _placing(self, tile: BedTile) -> list[ActButton]:
        """Giving a free bed to those who stay without one."""
        if tile.state != words.FREE or not self.moving.may_move():
            return []
        text = _("Give it to {name}")
        return [
            (f"place{one.key[1]}Act", text.format(name=one.name), self._placer(one, tile))
            for one in self.waiting.list.people.people
            if one.stay is not None
        ]

    def _placer(self, one: Waiter, tile: BedTile) -> Any:
        return lambda: self.moving.place(one.carried(), tile)

    def _open(self, tile: BedTile) -> None:
        """Enter: put down who is carried, open who sleeps here, or go to those who wait."""
        if self.moving.carried is not None:
            self.moving.place(self.moving.carried, tile)
        elif tile.state == words.TAKEN and tile.person_id is not None:
            self.bed_acts.open_person(tile.person_id)
        elif tile.state == words.FREE and self.waiting.list.people.people:
            self.waiting.list.setFocus(Qt.FocusReason.OtherFocusReason)


def _read(context: Context, night: date) -> _Found:
    """The board of a night, who waits, and which beds are proposed."""
    from panpun_desktop.services import beds
    from panpun_desktop.services.bed_offers import offers
    from panpun_desktop.services.waiting import waiting_list

    work, actor = context.work, context.actor
    board = beds.board(work, actor, night)
    if night < context.today:
        return board, (), ()
    entries = waiting_list(work, actor) if context.may("waiting.read") else ()
    proposed = offers(work, actor, night) if board.without_bed or entries else ()
    return board, entries, proposed


def build(context: Context) -> Page:
    """The page, for the window's list of screens."""
    return BedsPage(context)


__all__ = ["BedsPage", "build"]
