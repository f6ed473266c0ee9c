"""What the attendance sheet says: cells, reasons for grey ones, how somebody stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from panpun_desktop.common.i18n import N_, _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.rules.attendance import shown_percent
from panpun_desktop.rules.class_presence import Grey, Reason
from panpun_desktop.rules.codes import AttendanceCode, EnrolmentState
from panpun_desktop.rules.continuity import BreakCause
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from datetime import date

    from panpun_desktop.rules.continuity import Break
    from panpun_desktop.services.attendance_sheet import SheetRow

TONES: Final = {
    AttendanceCode.P: (Tone.OK, False),
    AttendanceCode.L: (Tone.WARN, True),
    AttendanceCode.S: (Tone.VIOLET, True),
    AttendanceCode.B: (Tone.INFO, True),
    AttendanceCode.A: (Tone.BAD, True),
    AttendanceCode.O: (Tone.OK, True),
}
"""Code -> its tone, and whether the cell has its ground too: มา is what is usual and stays white."""

SHORT: Final = {
    Reason.NOT_HELD: N_("off"),
    Reason.NOT_YET: "–",
    Reason.ENDED: "–",
    Reason.PAUSED: N_("paused"),
    Reason.HOSPITAL: N_("hosp."),
    Reason.LEAVE: N_("leave"),
    Reason.LEFT: N_("left"),
}
"""What stands in a grey cell."""

_WHY: Final = {
    Reason.NOT_HELD: N_("No class is held on this day"),
    Reason.NOT_YET: N_("not in the class yet"),
    Reason.ENDED: N_("no longer in the class"),
    Reason.PAUSED: N_("the training is suspended"),
    Reason.HOSPITAL: N_("in hospital"),
    Reason.LEAVE: N_("on overnight leave"),
    Reason.LEFT: N_("left the centre"),
}
_UNTIL: Final = {
    Reason.NOT_YET: N_("{why}, joins on {day}"),
    Reason.PAUSED: N_("{why} until {day}"),
    Reason.HOSPITAL: N_("{why} until {day}"),
    Reason.LEAVE: N_("{why} until {day}"),
    Reason.LEFT: N_("{why}, came back on {day}"),
}


def short_of(grey: Grey) -> str:
    """The letters in a grey cell."""
    text = SHORT[grey.reason]
    return text if text == "–" else _(text)


def why_grey(grey: Grey) -> str:
    """Why somebody is not expected, and until when."""
    why = _(_WHY[grey.reason])
    if grey.until_on is None or grey.reason not in _UNTIL:
        return why
    if grey.is_overdue:
        text = _("{why}, was due back on {day}, not back yet")
        return text.format(why=why, day=short_day(grey.until_on))
    return _(_UNTIL[grey.reason]).format(why=why, day=short_day(grey.until_on))


def short_day(day: date) -> str:
    """20 พ.ย. 2569."""
    return format_date(day, "short")


def day_month(day: date) -> str:
    """20 พ.ย."""
    return short_day(day).rsplit(" ", 1)[0]


def percent_of(row: SheetRow) -> str:
    """Attendance in per cent with one decimal, a dash without lessons."""
    return shown_percent(row.standing.standing.tally.percent)


def leave_beside(row: SheetRow) -> str:
    """In the bottom bar: ร้อยละ 82.4 นับลา 3 คาบเป็นไม่มา; nothing of who had no leave (R-CRS-7)."""
    leave = row.standing.standing.tally.leave
    text = _("{name}: {percent} %, {n} lessons of leave counted as not attended")
    return text.format(name=row.name, percent=percent_of(row), n=leave) if leave else ""


def chip_of(row: SheetRow, states: dict[str, str]) -> tuple[str, Tone]:
    """How somebody stands in a word: what waits for a decision before what is reached."""
    found = row.standing.standing
    if row.state != EnrolmentState.ACTIVE.value:
        return states.get(row.state, row.state), Tone.NEUTRAL
    if found.continuity.breaks:
        return break_words(found.continuity.breaks[0]), Tone.BAD
    return (_("Result to be confirmed"), Tone.WARN) if row.awaits_result else _days_chip(row)


def _days_chip(row: SheetRow) -> tuple[str, Tone]:
    """How far somebody is who comes to the lessons."""
    found = row.standing.standing
    if found.continuity.is_near and found.continuity.current is not None:
        return _("Absent {n} days in a row").format(n=found.continuity.current.length), Tone.WARN
    if found.progress.floor is not None and found.progress.is_reached:
        return _("The least days are reached"), Tone.OK
    if row.late:
        return _("{days}, beyond the plan").format(days=found.progress.short), Tone.BAD
    return found.progress.short, Tone.OK


def break_words(one: Break) -> str:
    """What broke the course, for a chip."""
    if one.cause is BreakCause.AWAY:
        return _("Away without leave")
    return _("Absent {n} days in a row").format(n=one.length)


def standing_lines(row: SheetRow, may_decide: bool) -> list[str]:
    """All that is known of how somebody stands, a line each."""
    found = row.standing.standing
    lines = [found.progress.text]
    if row.late and row.state == EnrolmentState.ACTIVE.value:
        lines.append(row.late)
    if found.progress.floor is not None and not found.progress.is_reached:
        lines.insert(
            0,
            _("Day {day}, at least {floor} days").format(day=found.progress.days, floor=found.progress.floor),
        )
    counts, tally = found.tally.counts, found.tally
    lines.append(_("Attended {n} of {all} lessons").format(n=tally.attended, all=tally.scheduled))
    leave = counts[AttendanceCode.S] + counts[AttendanceCode.B]
    lines.append(_("Leave {leave}, absent {absent}").format(leave=leave, absent=counts[AttendanceCode.A]))
    lines += [tally.leave_words] if leave else []
    if tally.unmarked:
        lines.append(_("{n} lessons are not marked yet").format(n=len(tally.unmarked)))
    if found.continuity.breaks:
        since = short_day(found.continuity.breaks[0].first_on)
        lines.append(_("{what} since {day}").format(what=break_words(found.continuity.breaks[0]), day=since))
        lines.append(_("Click to decide (Ctrl+D)") if may_decide else _("Waits for the manager's decision"))
    return lines
