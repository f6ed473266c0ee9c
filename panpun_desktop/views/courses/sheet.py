"""เช็กชื่อ: the attendance sheet of a cohort, faster than the one on paper (design 05).

Every key is kept at once. While somebody types nothing is read again; when the hand rests, per cent and
continuity beside the marks follow.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollBar, QStackedWidget, QVBoxLayout, QWidget

from panpun_desktop.common.clock import local
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.common.thai_date import format_time
from panpun_desktop.rules.codes import AttendanceCode, Half
from panpun_desktop.rules.marks import SIGNS
from panpun_desktop.views.courses import sheet_days
from panpun_desktop.views.courses import sheet_words as words
from panpun_desktop.views.courses.attendance_import import ask_attendance_file
from panpun_desktop.views.courses.decision import open_decision
from panpun_desktop.views.courses.sheet_acts import SheetActs, why_read_only
from panpun_desktop.views.courses.sheet_clip import copied, read_block
from panpun_desktop.views.courses.sheet_days import Span
from panpun_desktop.views.courses.sheet_gaps import SheetGaps
from panpun_desktop.views.courses.sheet_note import CellNote
from panpun_desktop.views.courses.sheet_paper import show_timesheet
from panpun_desktop.views.courses.sheet_side import StandingSide
from panpun_desktop.views.courses.sheet_tools import KeyLegend, SheetTools
from panpun_desktop.views.courses.sheet_view import SheetView
from panpun_desktop.views.courses.sheet_writing import SheetWriter
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.parts import Banner, EmptyState
from panpun_desktop.widgets.table_copy import put_on_clipboard
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.attendance_sheet import Sheet
    from panpun_desktop.views.context import Context

RESTS_MS = 350
"""How long the hand rests before what stands beside the marks is read again."""
_NOON = 12


class SheetTab(QWidget):
    """The sheet of one cohort. ``status`` is what the bottom bar says; ``tools`` may be laid elsewhere."""

    status = Signal(str)

    def __init__(self, context: Context, cohort_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self.cohort_id = context, cohort_id
        self.setObjectName("sheetTab")
        self._focus_wanted, self._read_at, self._goes_back = False, -1, False
        self._span: Span | None = None
        self._half = Half.DAY
        self._lesson_wanted: int | None = None
        labels = context.centre.codes.get("attendance", {})
        self.view = SheetView(labels)
        self.note = CellNote(self)
        self.writer = SheetWriter(context, self.view.cells, cohort_id, self)
        self.acts = SheetActs(self.view, self.note, self.writer)
        self.gaps = SheetGaps(context, cohort_id, self.view, self._show_day)
        self.tools = SheetTools(self.acts.mark_all, self.acts.ask_name, self.print_open)
        self.legend = KeyLegend(labels)
        self._rests = QTimer(self)
        self._rests.setSingleShot(True)
        self._rests.setInterval(RESTS_MS)
        self._lay_out()
        self._connect()
        self.read()

    # laying out ------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.banner = Banner("", Tone.INFO)
        self.stack = QStackedWidget()
        self.empty = EmptyState("school", "", "")
        self.stack.addWidget(self._card())
        self.stack.addWidget(self.empty)
        for one, stretch in ((self.tools, 0), (self.banner, 0), (self.stack, 1), (self.legend, 0)):
            column.addWidget(one, stretch)

    def _card(self) -> QFrame:
        card = QFrame()
        card.setObjectName("sheetCard")
        states = dict(self.context.centre.codes.get("enrolment_state", {}))
        may_decide = self.context.may("continuity.decide")
        self.side = StandingSide(self.view, states, may_decide=may_decide)
        self.bar = QScrollBar(Qt.Orientation.Vertical)
        row = QHBoxLayout(card)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        row.addWidget(self.view, 1)
        row.addWidget(self.side)
        row.addWidget(self.bar)
        inner = self.view.verticalScrollBar()
        inner.rangeChanged.connect(self._follow_range)
        inner.valueChanged.connect(self.bar.setValue)
        self.bar.valueChanged.connect(inner.setValue)
        self.bar.hide()
        return card

    def _follow_range(self, least: int, most: int) -> None:
        inner = self.view.verticalScrollBar()
        self.bar.setRange(least, most)
        self.bar.setPageStep(inner.pageStep())
        self.bar.setSingleStep(self.view.names.defaultSectionSize())
        self.bar.setVisible(most > least)

    def _connect(self) -> None:
        self.view.moved.connect(self._tell_status)
        self.view.copy_asked.connect(self._copy)
        self.view.paste_asked.connect(self._paste)
        self.view.menu_asked.connect(self._show_menu)
        self.tools.span_asked.connect(self._show_span)
        self.tools.half_asked.connect(self._show_half)
        self.tools.import_asked.connect(lambda: ask_attendance_file(self.context, self.cohort_id, self))
        self.writer.saved.connect(self._saved)
        self.writer.refused.connect(lambda *_what: self._tell_status())
        self._rests.timeout.connect(self.read)
        self._add_key("Ctrl+M", self.acts.mark_all)
        self._add_key("Ctrl+F", self.acts.ask_name)
        self._add_key("Ctrl+D", lambda: self._decide(self._row()))
        self._add_key("F6", self.gaps.add_lesson)
        self._add_key("F7", self.gaps.go_to_lesson)
        self.acts.ways = self.gaps.ways
        self.side.decide_asked.connect(self._decide)

    def _add_key(self, keys: str, act: object) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    # reading ---------------------------------------------------------------------------------------

    def read(self) -> None:
        """Ask for the sheet; not between two marks that are being written."""
        from panpun_desktop.services.attendance_sheet import read_sheet

        if self.writer.open:
            self._rests.start()
            return
        context, cohort_id, begun = self.context, self.cohort_id, self.writer.count
        context.operations.read(
            self,
            lambda: read_sheet(context.work, context.actor, cohort_id),
            lambda sheet: self._take(sheet, begun),
            lambda error: self.banner.say(message_of(error), Tone.BAD),
            key="sheet",
        )

    def reload(self, changes: Changes) -> None:
        """Records were changed: read anew, after the sheet's own marks once the hand rests."""
        if changes is self.writer.own:
            self._rests.start()
        elif changes.touches("cohorts", "enrolments", "courses", "stays", "people", "settings"):
            self._goes_back = True
            self.read()

    def _take(self, sheet: Sheet, begun: int) -> None:
        if self.writer.count != begun and self.view.cells.sheet is not None:
            self._rests.start()  # marks were typed meanwhile: what was read is older than they are
            return
        goes_back, self._goes_back = self._goes_back, False
        if self.view.cells.is_like(sheet):
            place = self.view.cells.changed_place(sheet) if goes_back else None
            self.view.cells.take_rows(sheet)
            if place is not None:  # what was taken back or done again: the cursor goes where it is seen
                self.view.go_to(*place)
            self.view.viewport().update()
            self.side.update()
        else:
            self._show(sheet)
        self._say_state(sheet)
        self._tell_status()

    def _show(self, sheet: Sheet) -> None:
        """Show a sheet for the first time, or with other people or days than before."""
        kept = self._here()
        if self._span is None or kept is None:
            self._open_at(sheet)
        else:
            self._span = (
                sheet_days.whole(sheet) if self._span.is_whole else sheet_days.month_of(sheet, kept[1])
            )
            self._lay_days(sheet, kept)

    def show_lesson(self, session_id: int) -> None:
        """Go to a session, in its month, at the first one who is not marked; at once, or when it was read."""
        self._lesson_wanted, sheet = session_id, self.view.cells.sheet
        if sheet is not None:
            self._open_at(sheet)

    def _open_at(self, sheet: Sheet) -> None:
        """The session asked for, else the lesson of this hour, at the first one who is not marked."""
        wanted, self._lesson_wanted = self._lesson_wanted, None
        lesson = next((one for one in sheet.lessons if one.session.key == wanted), None)
        if lesson is None:
            lesson = sheet_days.current_lesson(sheet, local(self.context.clock).hour >= _NOON)
        day = lesson.session.day if lesson is not None else sheet.today
        half = lesson.session.half if lesson is not None else Half.DAY
        self._half = half if half is not Half.DAY or not sheet_days.has_halves(sheet) else Half.AM
        self._span = sheet_days.month_of(sheet, day)
        self._lay_days(sheet, (None, day))

    def _lay_days(self, sheet: Sheet, here: tuple[int | None, date]) -> None:
        assert self._span is not None
        cells, span = self.view.cells, self._span
        cells.show_sheet(sheet, span, self._half)
        over_months = (span.first.year, span.first.month) != (span.last.year, span.last.month)
        self.view.show_days(over_months=over_months)
        self.tools.show_span(span, (sheet.starts_on, sheet.ends_on), here[1])
        self.tools.show_half(self._half, has_halves=sheet_days.has_halves(sheet))
        self._put_cursor(here)
        self.stack.setCurrentIndex(0 if cells.rows and sheet.lessons else 1)
        if self._focus_wanted:
            self.focus_first()

    def _put_cursor(self, here: tuple[int | None, date]) -> None:
        cells = self.view.cells
        if not cells.rows or not cells.columns:
            return
        day = min(max(here[1], cells.columns[0].day), cells.columns[-1].day)
        column = (day - cells.columns[0].day).days
        row = cells.row_of_id.get(here[0]) if here[0] is not None else None
        if row is None:
            row = next((one for one in range(len(cells.rows)) if cells.is_empty(one, column)), 0)
        self.view.go_to(row, column)

    def _here(self) -> tuple[int | None, date] | None:
        """Who and which day the cursor stands at."""
        place, cells = self.view.place(), self.view.cells
        return (cells.rows[place[0]].enrolment_id, cells.columns[place[1]].day) if place is not None else None

    # what is shown ---------------------------------------------------------------------------------

    def _show_span(self, day: date | None) -> None:
        sheet, here = self.view.cells.sheet, self._here()
        if sheet is None:
            return
        self._span = sheet_days.whole(sheet) if day is None else sheet_days.month_of(sheet, day)
        who = here[0] if here is not None else None
        now = here[1] if here is not None and day is None else day
        self._lay_days(sheet, (who, now or sheet.today))
        self.view.setFocus()

    def _show_half(self, half: Half) -> None:
        sheet, here = self.view.cells.sheet, self._here()
        if sheet is not None:
            self._half = half
            self._lay_days(sheet, (None, here[1] if here is not None else sheet.today))
            self.view.setFocus()

    def focus_first(self) -> None:
        """Put the focus where typing starts."""
        self._focus_wanted = self.view.cells.sheet is None
        self.view.setFocus()
        self._tell_status()

    def _say_state(self, sheet: Sheet) -> None:
        parts = []
        if not sheet.may_mark:
            parts.append(why_read_only(sheet.closed_on is not None))
        if sheet.hidden:
            parts.append(_("{n} more people of the class are protected and not shown").format(n=sheet.hidden))
        self.banner.say(" · ".join(parts), Tone.INFO)
        self.tools.allow(may_mark=sheet.may_mark)
        nobody = _("Nobody is in this class yet")
        self.empty.show_text(nobody if not sheet.rows else _("No lessons are planned yet"))
        self._tell_saved()

    def _saved(self) -> None:
        self._tell_saved(format_time(local(self.context.clock)))
        self._tell_status()

    def _tell_saved(self, at: str = "") -> None:
        if at:
            self.legend.saved.setText(_("Saved by itself at {time} · take back Ctrl Z").format(time=at))
        elif not self.legend.saved.plain_text():
            self.legend.saved.setText(_("Saved by itself · take back Ctrl Z"))

    def _tell_status(self) -> None:
        place, cells = self.view.place(), self.view.cells
        if place is None or cells.key_at(place[1]) is None:
            self.status.emit("")
            return
        done, all_of = cells.checked(place[1])
        day = words.day_month(cells.columns[place[1]].day)
        text = _("{day} · marked {done}/{all}").format(day=day, done=done, all=all_of)
        leave = words.leave_beside(cells.rows[place[0]])
        self.view.setAccessibleDescription(cells.spoken(*place))
        self.status.emit(" · ".join(one for one in (leave, text) if one))

    # acts ------------------------------------------------------------------------------------------

    def print_open(self) -> None:
        """ใบลงเวลา of the month shown, or of the month of the cursor (Ctrl+P)."""
        here = self._here()
        if here is not None:
            show_timesheet(
                self.context, self, self.cohort_id, here[1], lambda error: self.acts.say(message_of(error))
            )

    def _show_day(self, who: int | None, day: date) -> None:
        """Put the cursor on a day, in its month where it is not among those shown."""
        sheet = self.view.cells.sheet
        if sheet is None:
            return
        if self._span is not None and not self._span.first <= day <= self._span.last:
            self._span = sheet_days.month_of(sheet, day)
        self._lay_days(sheet, (who, day))
        self.view.setFocus()

    def _copy(self) -> None:
        places = self.view.block()
        if places:
            put_on_clipboard(copied(self.view.cells, places))

    def _paste(self) -> None:
        text, places = QGuiApplication.clipboard().text(), self.view.block()
        if text.strip() and places:
            self.acts.paste(read_block(self.view.cells, text, places[0]))

    def _show_menu(self, at: QPoint) -> None:
        place, sheet = self.view.place(), self.view.cells.sheet
        if place is None or sheet is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if sheet.may_mark:
            self._add_marks(menu)
        row = self.view.cells.rows[place[0]]
        if row.standing.standing.continuity.breaks and self.context.may("continuity.decide"):
            deciding = menu.addAction(_("Decide about the break…") + "\tCtrl+D")
            deciding.setObjectName("decideAction")
            deciding.triggered.connect(lambda: self._decide(place[0]))
        opening = menu.addAction(_("Open the person"))
        opening.setObjectName("openPersonAction")
        opening.triggered.connect(lambda: self.context.navigate("residents", person_id=row.person_id))
        menu.popup(at)

    def _row(self) -> int:
        place = self.view.place()
        return -1 if place is None else place[0]

    def _decide(self, row: int) -> None:
        """Ask the manager about a break; others are told who decides (R-CRS-6)."""
        if not 0 <= row < len(self.view.cells.rows):
            return
        found = self.view.cells.rows[row]
        spot = (row, max(self.view.currentIndex().column(), 0))
        if not found.standing.standing.continuity.breaks:
            self.acts.say(_("{name}: the course is unbroken").format(name=found.name), spot)
        elif not self.context.may("continuity.decide"):
            self.acts.say(_("{name}: waits for the manager's decision").format(name=found.name), spot)
        else:
            open_decision(
                self.context, self, found.enrolment_id, lambda error: self.acts.say(message_of(error), spot)
            )

    def _add_marks(self, menu: QMenu) -> None:
        labels = self.view.cells.labels
        for sign in SIGNS:
            text = labels.get(sign.code.value, sign.letter)
            action = QAction(f"{text}\t{sign.letter}", menu)
            action.setObjectName(f"mark{sign.code.value}Action")
            action.triggered.connect(self._typer(sign.code))
            menu.addAction(action)
        clear = menu.addAction(_("Clear") + "\tDel")
        clear.triggered.connect(self._typer(None))
        remark = menu.addAction(_("Remark…") + "\tF2")
        remark.triggered.connect(self.acts.ask_remark)
        menu.addSeparator()

    def _typer(self, code: AttendanceCode | None) -> object:
        return lambda _checked=False: self.acts.type(code)
