"""Words and colours that the screens of training share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panpun_desktop.common.i18n import N_, _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from datetime import date, time

    from panpun_desktop.services.course_rows import CohortRow

STAGES = (
    ("running", N_("Running")),
    ("coming", N_("Coming")),
    ("past", N_("Past")),
    ("", N_("All")),
)
WEEKDAYS = (N_("Mon."), N_("Tue."), N_("Wed."), N_("Thu."), N_("Fri."), N_("Sat."), N_("Sun."))
_STATES = {
    "APPLIED": Tone.INFO,
    "ACTIVE": Tone.OK,
    "SUSPENDED": Tone.WARN,
    "UPGRADED": Tone.VIOLET,
    "DONE": Tone.OK,
    "FAILED": Tone.BAD,
    "DROPPED": Tone.BAD,
}


def state_tone(state: str) -> Tone:
    """The colour of the state of an enrolment."""
    return _STATES.get(state, Tone.NEUTRAL)


def stage_words(row: CohortRow) -> tuple[str, Tone]:
    """กำลังฝึก วันที่ 24/45, เริ่ม 4 ม.ค. 2570, จบแล้ว."""
    if row.stage == "coming":
        return _("Begins {day}").format(day=format_date(row.starts_on, "short")), Tone.INFO
    if row.stage == "past":
        return (_("Settled") if row.closed_on else _("Over")), Tone.NEUTRAL
    day = str(row.course_day) if row.floor is None else f"{row.course_day}/{row.floor}"
    return _("Training, day {day}").format(day=day), Tone.OK


def day_words(day: date) -> str:
    """จ. 2 พ.ย. 2569."""
    return f"{_(WEEKDAYS[day.weekday()])} {format_date(day, 'short')}"


def span_words(first: date, last: date) -> str:
    """2 พ.ย. 2569 – 31 ธ.ค. 2569."""
    return f"{format_date(first, 'short')} – {format_date(last, 'short')}"


def people_words(row: CohortRow) -> str:
    """14/20, or 14 without a number of places."""
    return str(row.people) if row.capacity is None else f"{row.people}/{row.capacity}"


def heads_words(row: CohortRow) -> str:
    """กำลังอบรม 14/20 คน; of a cohort that is over everybody who was in it."""
    words = _("{n} people took part") if row.stage == "past" else _("{n} people in class")
    return words.format(n=people_words(row))


def times_words(begins_at: time | None, ends_at: time | None) -> str:
    """09:00–16:00, or nothing."""
    if begins_at is None or ends_at is None:
        return f"{begins_at:%H:%M}" if begins_at else ""
    return f"{begins_at:%H:%M}–{ends_at:%H:%M}"
