"""เหตุละเมิด: what happened to people's data, and the clock that runs until the Office is told (R-PD-6)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent

from panpun_desktop.common.i18n import _
from panpun_desktop.common.moments import moment
from panpun_desktop.views.paper_window import PaperWindow
from panpun_desktop.views.settings.privacy_breach_dialogs import BreachDialog, VoidBreachDialog, risk_words
from panpun_desktop.views.settings.section import ListSection
from panpun_desktop.widgets.banners import Banner
from panpun_desktop.widgets.columns import Column
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.breach_rows import BreachRow

_TICK_MS = 1000
_NEAR = timedelta(hours=24)
_TONES = {
    "void": Tone.NEUTRAL,
    "closed": Tone.OK,
    "overdue": Tone.BAD,
    "tell_people": Tone.BAD,
    "open": Tone.INFO,
}
_RISK_TONES = {"none": Tone.OK, "some": Tone.WARN, "high": Tone.BAD}


class BreachesSection(ListSection["BreachRow"]):
    """The register with the running clock above it; ``open_with`` takes breach_id."""

    name = "breaches"
    act = "breach.edit"
    wanted: int | None = None

    def title(self) -> str:
        return _("Breaches of personal data")

    def build(self) -> None:
        super().build()
        self.table.current_changed.connect(self._show_current)

    def columns(self) -> Sequence[Column[BreachRow]]:
        return (
            Column("number", _("No."), lambda row: row.number, strong=True, width=120),
            Column("known", _("Known since"), lambda row: moment(row.known_at), width=156),
            Column("what", _("What happened"), lambda row: row.description, width=168),
            Column("people", _("People"), _people, right=True, width=84, hidden=True),
            Column("risk", _("Risk"), lambda row: risk_words(row.risk), chip=_risk_tone, width=118),
            Column("told", _("Office told"), _told, width=156),
            Column("state", _("State"), self._state, chip=_tone, width=172),
        )

    def add_buttons(self) -> None:
        self.close_button = self.add_button(_("Close the matter"), self._close)
        self.close_button.setObjectName("closeBreachButton")
        self.void_button = self.add_button(_("Strike out"), self.remove_current)
        self.void_button.setObjectName("voidBreachButton")
        self.notice_button = self.add_button(_("Notice to the Office"), self.show_notice)
        self.notice_button.setObjectName("breachNoticeButton")
        self.add_row_button = self.add_button(_("Record a breach"), lambda: self._open(None), main=True)
        self.add_row_button.setObjectName("recordBreachButton")

    def add_above(self) -> None:
        self.clock = Banner("", Tone.WARN)
        self.clock.setObjectName("breachClock")
        self.body.addWidget(self.clock)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.tick)

    def empty_words(self) -> tuple[str, str]:
        hint = _("Record one as soon as it is known: the 72 hours to tell the Office run from then.")
        return _("No breach is recorded"), hint

    def hint(self) -> str:
        return _("Enter opens the line: risk, who was told when, what was done.")

    def touched_by(self, changes: Changes) -> bool:
        return bool(changes.breaches or changes.settings)

    def open_with(self, **arguments: Any) -> None:
        self.wanted = arguments.get("breach_id")
        self.load()

    def load(self) -> None:
        def query(work: Any, by: Any) -> tuple[BreachRow, ...]:
            from panpun_desktop.services.breaches import list_breaches

            return list_breaches(work, by)

        self.read(query, self._take)

    def _take(self, rows: Sequence[BreachRow]) -> None:
        self.rows = rows
        self.show_rows(rows)
        if self.wanted is not None and self.table.select_key(self.wanted):
            self.wanted = None
        self._show_current(self.table.current())
        self.tick()

    rows: Sequence[BreachRow] = ()

    def _show_current(self, row: BreachRow | None) -> None:
        if not self.may_edit:
            return
        stands = row is not None and not row.is_void
        for button in (self.close_button, self.void_button, self.notice_button):
            button.setEnabled(stands)
        is_closed = stands and row is not None and row.closed_on is not None
        self.close_button.setText(_("Take up again") if is_closed else _("Close the matter"))

    # the clock -------------------------------------------------------------------------------------

    def tick(self) -> None:
        """Show what is left of the time for the breach whose time is over first."""
        waiting = [row for row in self.rows if row.awaits_office]
        if not waiting:
            self.clock.say("")
            return
        row = min(waiting, key=lambda one: one.due_at)
        left = row.left(self.context.clock.now())
        words = _("{number}: {left} to tell the Office, until {moment}")
        if left < timedelta(0):
            words = _("{number}: the Office should have been told until {moment}, {left} ago")
        tone = Tone.BAD if left < _NEAR else Tone.WARN
        self.clock.say(words.format(number=row.number, left=counted(left), moment=moment(row.due_at)), tone)
        self.table.viewport().update()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def _state(self, row: BreachRow) -> str:
        match row.state:
            case "void":
                return _("Struck out")
            case "closed":
                return _("Closed")
            case "tell_people":
                return _("Tell the people")
            case "open":
                return _("To be closed")
            case _:
                return _hours(row.left(self.context.clock.now()))

    # acts ------------------------------------------------------------------------------------------

    def edit(self, row: BreachRow) -> None:
        if self.may_edit and not row.is_void:
            self._open(row)

    def _open(self, row: BreachRow | None) -> None:
        dialog = BreachDialog(self.context, row, self)
        dialog.settled.connect(self._made)
        self.open_dialog(dialog)

    def _made(self, changes: Changes) -> None:
        if len(changes.breaches) == 1:
            (self.wanted,) = changes.breaches

    def _close(self) -> None:
        from panpun_desktop.services.breach_rows import CloseBreach
        from panpun_desktop.services.breaches import close_breach

        row = self.table.current()
        if row is not None:
            self.change(close_breach, CloseBreach(row.id, row.version, row.closed_on is None))

    def remove_current(self) -> None:
        row = self.table.current()
        if row is not None and not row.is_void:
            self.open_dialog(VoidBreachDialog(self.context, row, self))

    def show_notice(self) -> None:
        """Draw the notice to the Office as far as it is known, to be looked at and printed."""
        row = self.table.current()
        if row is None:
            return
        breach_id = row.id

        def draw(work: Any, by: Any) -> tuple[str, bytes]:
            from panpun_desktop.reports.breach_notice import notice

            return notice(work, by, breach_id)

        self.read(draw, self._show_paper, key="notice")

    def _show_paper(self, drawn: tuple[str, bytes]) -> None:
        PaperWindow(self.context.operations, drawn[0], drawn[1], self.window()).open()


def counted(left: timedelta) -> str:
    """41 ชั่วโมง 12 นาที 09 วินาที; of a time that is over, how long ago."""
    seconds = abs(int(left.total_seconds()))
    words = _("{hours} hours {minutes} minutes {seconds} seconds")
    return words.format(
        hours=seconds // 3600, minutes=f"{seconds // 60 % 60:02}", seconds=f"{seconds % 60:02}"
    )


def _hours(left: timedelta) -> str:
    hours = abs(int(left.total_seconds())) // 3600
    words = _("{hours} hours late") if left < timedelta(0) else _("{hours} hours left")
    return words.format(hours=hours)


def _people(row: BreachRow) -> str:
    return "" if row.people is None else f"{row.people:,}"


def _told(row: BreachRow) -> str:
    return moment(row.office_told_at) if row.office_told_at is not None else ""


def _tone(row: BreachRow) -> Tone:
    return _TONES.get(row.state, Tone.WARN)


def _risk_tone(row: BreachRow) -> Tone:
    return _RISK_TONES.get(row.risk, Tone.NEUTRAL)
