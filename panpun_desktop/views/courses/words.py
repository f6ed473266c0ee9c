"""Words and colours that the screens of training share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panpun_desktop.common.i18n import N_, _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.rules.course_floor import reached_words, short_days
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
    """กำลังฝึก วันที่ 24/45, กำลังฝึก วันที่ 64, เริ่ม 4 ม.ค. 2570, จบแผนแล้ว."""
    if row.stage == "coming":
        return _("Begins {day}").format(day=format_date(row.starts_on, "short")), Tone.INFO
    if row.stage == "past":
        return (_("Results settled") if row.closed_on else _("Plan over")), Tone.NEUTRAL
    day = short_days(row.course_day, row.floor)
    return _("Training, day {day}").format(day=day), Tone.OK


def stage_story(row: CohortRow) -> str:
    """The same with its day: กำลังฝึก วันที่ 64 (ครบ 45 วันแล้วเมื่อ 2 พ.ย. 2569), จบแผนแล้วเมื่อ …."""
    words = stage_words(row)[0]
    if row.stage == "past":
        text = _("Results settled on {day}") if row.closed_on else _("Plan over on {day}")
        return text.format(day=format_date(row.closed_on or row.ends_on, "short"))
    if row.stage == "running" and row.floor is not None and row.is_floor_reached:
        return f"{words} ({reached_words(row.floor, row.floor_on)})"
    return words


def day_words(day: date) -> str:
    """จ. 2 พ.ย. 2569."""
    return f"{_(WEEKDAYS[day.weekday()])} {format_date(day, 'short')}"


def short_span(first: date, last: date) -> str:
    """2 พ.ย. – 31 ธ.ค. 2569: the year once, where it is one."""
    words = format_date(first, "short")
    begins = words.rsplit(" ", 1)[0] if first.year == last.year else words
    return f"{begins} – {format_date(last, 'short')}"


def span_words(first: date, last: date) -> str:
    """2 พ.ย. 2569 – 31 ธ.ค. 2569."""
    return f"{format_date(first, 'short')} – {format_date(last, 'short')}"


def people_words(row: CohortRow) -> str:
    """14/20, or 14 without a number of places."""
    return str(row.people) if row.capacity is None else f"{row.people}/{row.capacity}"


def heads_words(row: CohortRow, *, says_still: bool = True) -> str:
    """กำลังอบรม 14 จาก 20 ที่ · สมัคร 2 คน · รอยืนยันผล 1 คน; of a cohort that is over everybody who was in it.

    ``says_still``: also who of those still comes to the lessons.
    """
    if row.stage == "past":
        text = _("{n} people took part")
    else:
        text = _("{n} people in class") if row.capacity is None else _("{n} of {places} places in class")
    people = text.format(n=row.people, places=row.capacity)
    results = _results_words(row) if says_still else awaiting_words(row)
    return " · ".join(one for one in (people, applied_words(row), results) if one)


def applied_words(row: CohortRow) -> str:
    """สมัคร 4 คน, or nothing."""
    return _("{n} applied").format(n=row.applied) if row.applied else ""


def awaiting_words(row: CohortRow) -> str:
    """รอยืนยันผล 1 คน, or nothing."""
    return _("{n} await a result").format(n=row.waits.results) if row.waits.results else ""


def _results_words(row: CohortRow) -> str:
    """รอยืนยันผล 3 คน (ยังเรียนอยู่ 2 คน): who comes to the lessons still is counted with the class too."""
    words, still = awaiting_words(row), row.waits.results_in_class
    return words + " " + _("({n} still in class)").format(n=still) if still else words


def waits_words(row: CohortRow) -> str:
    """ตัดสินใจ 1 · ยืนยันผล 3 · เช็กชื่อ 2 คาบ · ผู้สมัคร 4, or nothing."""
    waits = row.waits
    parts = (
        _("{n} to be decided").format(n=waits.breaks) if waits.breaks else "",
        _("{n} results").format(n=waits.results) if waits.results else "",
        _("{n} lessons to mark").format(n=waits.lessons) if waits.lessons else "",
        _("{n} applicants").format(n=row.applied) if row.applied else "",
    )
    return " · ".join(one for one in parts if one)


def times_words(begins_at: time | None, ends_at: time | None) -> str:
    """09:00–16:00, or nothing."""
    if begins_at is None or ends_at is None:
        return f"{begins_at:%H:%M}" if begins_at else ""
    return f"{begins_at:%H:%M}–{ends_at:%H:%M}"
