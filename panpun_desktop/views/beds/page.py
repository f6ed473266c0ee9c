"""The page of the bed board."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.views.acts import act_text, may_act, open_act
from panpun_desktop.views.beds import words
from panpun_desktop.views.beds.bed_acts import BedActs, menu_of
from panpun_desktop.views.beds.board import BedBoard
from panpun_desktop.views.beds.chosen import ActButton, ChosenCard
from panpun_desktop.views.beds.legend import Legend
from panpun_desktop.views.beds.moving import Moving
from panpun_desktop.views.beds.table import BedLine, bed_table, lines_of
from panpun_desktop.views.beds.waiting import WaitingCard, waiting_carried
from panpun_desktop.views.context import Context
from panpun_desktop.views.page import Page
from panpun_desktop.widgets.calendar_popup import CalendarPopup
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.parts import Banner, EmptyState, QuietButton, Segmented
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.bed_rows import BedTile, Board, WithoutBed
    from panpun_desktop.services.people_rows import PersonPanel

SIDE_WIDTH = 280
LEGEND_NEEDS, STATUS_LEAVES = 1000, 240


class BedsPage(Page):
    """Beds of a night: looked at for any, changed for tonight and the coming ones."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Bed board"))
        self.shown: Board | None = None
        self._today = context.today
        self._popup: CalendarPopup | None = None
        self._focus_wanted = False
        self._add_title_row()
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addLayout(self._left(), 1)
        row.addWidget(self._side())
        self.body.addLayout(row, 1)
        self.moving = Moving(
            context, self.board, self.banner, self.beside, lambda: self.show_night(context.today)
        )
        self.bed_acts = BedActs(context, self, self.moving.refuse, self.focus_first)
        self._connect()
        self.read()

    # laying out ------------------------------------------------------------------------------------

    def _add_title_row(self) -> None:
        options = [("board", _("Plan")), ("table", _("Table"))]
        self.shape = Segmented(options, _("Show beds as"))
        self.shape.chosen.connect(self._choose_shape)
        self.legend = Legend(self.context.centre)
        self.night_button = QuietButton("", "calendar", clicked=self.open_calendar)
        self.night_button.setObjectName("nightButton")
        self.manage_button = QuietButton(_("Manage beds"), "bed", clicked=self._manage)
        self.manage_button.setObjectName("manageBedsButton")
        self.acts.insertSpacing(1, 6)
        self.acts.insertWidget(2, self.shape)
        self.acts.insertSpacing(3, 6)
        self.acts.insertWidget(4, self.legend)
        self.acts.addWidget(self.night_button)
        self.acts.addWidget(self.manage_button)

    def _left(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        self.banner = Banner("", Tone.INFO)
        column.addWidget(self.banner)
        self.stack = QStackedWidget()
        self.board = BedBoard(self.context.centre.short_codes.get("service_type", {}))
        self.table = bed_table(self.context.centre)
        settings = (lambda: self.context.navigate("settings")) if self.context.may("building.edit") else None
        self.empty = EmptyState(
            "bed",
            _("There are no beds on this night"),
            _("The building plan is kept in the settings"),
            _("Open the settings"),
            settings,
        )
        for one in (self.board, self.table, self.empty):
            self.stack.addWidget(one)
        column.addWidget(self.stack, 1)
        return column

    def _side(self) -> QWidget:
        inner = QWidget()
        inner.setObjectName("bedSide")
        inner.setMinimumHeight(1)  # its wrapped words would ask for the height of the narrowest width
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.waiting, self.chosen = WaitingCard(), ChosenCard()
        self.beside = Banner("", Tone.INFO)
        column.addWidget(self.beside)
        column.addWidget(self.waiting)
        column.addWidget(self.chosen)
        column.addStretch(1)
        side = QScrollArea()
        side.setObjectName("bedSideScroll")
        side.setWidgetResizable(True)
        side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side.setFixedWidth(SIDE_WIDTH)
        side.setWidget(inner)
        return side

    def _connect(self) -> None:
        board = self.board
        board.current_changed.connect(self._follow)
        board.opened.connect(self._open)
        board.menu_asked.connect(self._show_menu)
        self.moving.began.connect(self._show_plan)
        self.moving.outdated.connect(self.read)
        self.waiting.taken_up.connect(lambda one: self.moving.carry(waiting_carried(one)))
        self.waiting.chosen.connect(self._look_at_waiting)
        self.table.current_changed.connect(self._follow_line)
        self.table.opened.connect(lambda line: self._open(line.tile))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.legend.setVisible(self.width() >= LEGEND_NEEDS)
        self._tell_status()

    def _tell_status(self) -> None:
        if self.shown is not None:
            self.status.emit(words.status_text(self.shown, room=self.width() - STATUS_LEAVES))

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
        if changes.touches("stays", "beds", "people", "settings"):
            self.read()

    def read(self) -> None:
        """Ask for the board of the night."""
        from panpun_desktop.services import beds

        context, night = self.context, self.moving.night
        self.night_button.setText(_("Night of {day}").format(day=format_date(night, "short")))
        self.night_button.setAccessibleName(self.night_button.text())
        context.operations.read(
            self,
            lambda: beds.board(context.work, context.actor, night),
            self._show,
            self.moving.refuse,
            key="board",
        )

    def show_night(self, night: date) -> None:
        """Show another night, past or coming."""
        self.moving.put_back()
        self.moving.night = night
        self.read()

    def _show(self, board: Board) -> None:
        self.shown = board
        may_move = self.moving.may_move()
        self.board.show_board(board, may_move=may_move)
        self.table.set_rows(lines_of(board))
        self.waiting.show_people(board.without_bed, may_move=may_move)
        self.manage_button.setEnabled(self.bed_acts.may_change() and not self.moving.is_past())
        self._tell_status()
        self._choose_shape(self.shape.value())
        self.moving.say_state()
        if self._focus_wanted:
            self.focus_first()
        self._follow(self.board.current())

    def _show_plan(self) -> None:
        self.shape.set_value("board")
        self._choose_shape("board")

    def _choose_shape(self, shape: object) -> None:
        current = self.board.current()
        if shape == "table" and current is not None:
            self.table.select_key(current.bed_id)
        if self.shown is not None and not self.shown.rooms:
            self.stack.setCurrentWidget(self.empty)
        else:
            self.stack.setCurrentWidget(self.table if shape == "table" else self.board)

    def focus_first(self) -> None:
        """The current bed; before the first board is there, as soon as it comes."""
        self._focus_wanted = self.shown is None
        if self.stack.currentWidget() is self.table:
            self.table.setFocus()
        else:
            self.board.focus_current()

    def open_calendar(self) -> None:
        """Choose another night."""
        if self._popup is None:
            self._popup = CalendarPopup(self.context.today, self)
            self._popup.chosen.connect(self.show_night)
        below = self.night_button.mapToGlobal(QPoint(0, self.night_button.height() + 2))
        self._popup.open_at(self.moving.night, below)

    # what is chosen --------------------------------------------------------------------------------

    def _follow_line(self, line: BedLine | None) -> None:
        if line is not None and self.stack.currentWidget() is self.table:
            self.board.select(line.id)

    def _follow(self, tile: BedTile | None) -> None:
        if self.moving.carried is not None:
            self.moving.consider(self.moving.carried, tile)
        if tile is None:
            self.chosen.hide()
        elif tile.person_id is not None and self.moving.is_past():
            service = self.context.centre.short("service_type", tile.service_type)
            acts = [self._opens(tile.person_id)]
            self.chosen.show_sleeper(tile, service, self.night_button.text(), acts)
        elif tile.person_id is not None:
            self._read_person(tile.person_id)
        else:
            self.chosen.show_bed(tile, self._bed_buttons(tile))

    def _look_at_waiting(self, one: WithoutBed | None) -> None:
        if one is not None:
            self._read_person(one.person_id)

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
        is_free = tile is not None and tile.person_id is None
        if is_free and not self.waiting.list.hasFocus():
            return
        self.chosen.show_person(panel, self._person_buttons(panel))

    def _person_buttons(self, panel: PersonPanel) -> list[ActButton]:
        person_id = panel.row.id
        if self.moving.is_past() or panel.row.stay_id is None:
            return [self._opens(person_id)]
        courses = panel.row.service_type == "TRIAL"
        texts = {"change_service": _("Take up a course")} if courses else {}
        texts["absence"] = _("Back again") if panel.absent else _("Leave / hospital")
        acts = ["change_service", "move_bed", "end_stay", "absence"]
        if panel.row.level in ("amber", "red"):
            acts.append("extend")
        return [
            (f"{act}Button", texts.get(act, act_text(act)), self._opener(act, person_id))
            for act in acts
            if may_act(self.context, act)
        ] + [self._opens(person_id)]

    def _opens(self, person_id: int) -> ActButton:
        return ("openPersonButton", _("Open the person"), lambda: self._open_person(person_id))

    def _opener(self, act: str, person_id: int) -> Callable[[], None]:
        return lambda: open_act(self.context, act, person_id, self, self.focus_first)

    def _open_person(self, person_id: int) -> None:
        self.context.navigate("residents", person_id=person_id)

    def _bed_buttons(self, tile: BedTile) -> list[ActButton]:
        room_id = self.board.current_room_id()
        if self.moving.is_past() or room_id is None:
            return []
        return self.bed_acts.offered(tile, room_id, self.moving.night)

    # the menu of a bed -----------------------------------------------------------------------------

    def _manage(self) -> None:
        tile = self.board.current()
        if tile is not None:
            below = self.manage_button.mapToGlobal(QPoint(0, self.manage_button.height() + 2))
            self._show_menu(tile, below)

    def _show_menu(self, tile: BedTile, where: QPoint) -> None:
        if self.moving.is_past():
            return
        menu = menu_of(self, [self._people_acts(tile), self._bed_buttons(tile)])
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if menu.actions():
            menu.popup(where)

    def _people_acts(self, tile: BedTile) -> list[ActButton]:
        if tile.person_id is not None:
            person_id = tile.person_id
            acts = [
                (f"{act}Button", act_text(act), self._opener(act, person_id))
                for act in ("change_service", "move_bed", "end_stay", "absence")
                if may_act(self.context, act)
            ]
            return [*acts, self._opens(person_id)]
        if tile.state != words.FREE or not self.moving.may_move():
            return []
        people = self.waiting.list.people.people
        return [
            (f"place{one.stay_id}Act", _("Give it to {name}").format(name=one.name), self._placer(one, tile))
            for one in people
        ]

    def _placer(self, one: WithoutBed, tile: BedTile) -> Callable[[], None]:
        return lambda: self.moving.place(waiting_carried(one), tile)

    # opening ----------------------------------------------------------------------------------------

    def _open(self, tile: BedTile) -> None:
        """Enter: put down who is carried, open who sleeps here, or go to those who wait."""
        if self.moving.carried is not None:
            self.moving.place(self.moving.carried, tile)
        elif tile.person_id is not None:
            self._open_person(tile.person_id)
        elif tile.state == words.FREE and self.waiting.list.people.people:
            self.waiting.list.setFocus(Qt.FocusReason.OtherFocusReason)


def build(context: Context) -> Page:
    """The page, for the window's list of screens."""
    return BedsPage(context)
