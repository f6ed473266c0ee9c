"""Columns and words of the results of a cohort."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QFontMetrics

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import N_, _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.rules.attendance import leave_words, shown_percent
from panpun_desktop.rules.codes import LEAVE, EnrolmentState
from panpun_desktop.rules.course_floor import short_days
from panpun_desktop.rules.course_progress import Criterion, CriterionKind
from panpun_desktop.views.courses.names_question import NamedLine
from panpun_desktop.views.courses.results_frozen import NARROWER, ROOMY, HeadStyle, head_of
from panpun_desktop.widgets import theme
from panpun_desktop.widgets.columns import Column
from panpun_desktop.widgets.keyboard import latin_digits
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.centre import Centre
    from panpun_desktop.services.module_scores import ModuleRow
    from panpun_desktop.services.result_rows import ResultRow, ResultSheet

SCORE: Final = "score:"
"""Keys of the columns that scores are typed in begin with it."""
ASSESSED: Final = "assessment"
_NUMBER, _NEXT = 36, 100


@dataclass(frozen=True)
class _Widths:
    """Pixels of the columns beside names and modules."""

    sum: int = 88
    assessed: int = 88
    days: int = 64
    percent: int = 64
    conditions: int = 88
    result: int = 160

    def others(self, *, has_assessment: bool) -> int:
        """All that stands beside the names and the modules, up to the result."""
        others = _NUMBER + self.days + self.percent + self.conditions + self.result
        return others + (self.sum + self.assessed if has_assessment else 0)


_ROOMY: Final = _Widths()
_TIGHT: Final = _Widths(sum=72, days=60, result=116)
_NAMES: Final = (130, 240)
"""Pixels that names have at least and at most."""
_NAME_PADS: Final = 26
_IN_SIGHT: Final = 4
"""So many modules leave the result in sight at 1366 pixels; of more it stands beside the names."""
_TONES: Final = {
    EnrolmentState.ACTIVE: Tone.INFO,
    EnrolmentState.SUSPENDED: Tone.WARN,
    EnrolmentState.DONE: Tone.OK,
    EnrolmentState.UPGRADED: Tone.VIOLET,
}
_CRITERIA: Final = {
    CriterionKind.DAYS: N_("Days {found}, at least {wanted}: {word}"),
    CriterionKind.ATTENDANCE: N_("Attendance {found} %, at least {wanted} %: {word}"),
    CriterionKind.ASSESSMENT: N_("Assessment: {word}"),
}


def read_score(text: str) -> Decimal | None:
    """A score as it was typed, Thai digits and a decimal comma too; empty is none.

    RuleBroken ``score.unreadable``.
    """
    plain = latin_digits(text).replace(",", ".").strip()
    if not plain:
        return None
    try:
        found = Decimal(plain)
    except InvalidOperation as error:
        raise RuleBroken("score.unreadable", field="score") from error
    if not found.is_finite():
        raise RuleBroken("score.unreadable", field="score")
    return found


def number_words(value: Decimal | None) -> str:
    """A score without needless noughts; nothing for none."""
    return "" if value is None else f"{value.normalize():f}"


def columns_of(sheet: ResultSheet, centre: Centre, room: int = 0) -> list[Column[ResultRow]]:
    """What is shown of each trainee in ``room`` pixels: the modules, then what they add up to."""
    place = {row.id: number for number, row in enumerate(sheet.rows, 1)}
    modules = [one for one in sheet.modules if one.max_score]
    style = head_style(sheet, room)
    wide = _ROOMY if style == ROOMY else _TIGHT
    marked = [_module_column(one, style) for one in modules]
    free = room - wide.others(has_assessment=sheet.has_assessment) - sum(one.width for one in marked)
    least, most = names_wide(row.name for row in sheet.rows), _NAMES[1]
    names = max(least, min(most, free))
    result = Column("state", _("Result"), _state_words(centre), chip=_state_tone, width=wide.result)
    is_wide = len(modules) > _IN_SIGHT or (room > 0 and free < least)
    found: list[Column[ResultRow]] = [
        Column(
            "number",
            _("List no."),
            lambda row: str(place.get(row.id, "")),
            right=True,
            muted=True,
            width=_NUMBER,
        ),
        Column("name", _("Name"), lambda row: row.name, strong=True, width=names),
        *([result] if is_wide else []),
        *marked,
    ]
    if sheet.has_assessment:
        found += _assessment_columns(modules, wide)
    found += _standing_columns(wide)
    found += [] if is_wide else [result]
    if wide is _ROOMY or _has_next(sheet):
        found.append(
            Column(
                "next", _("After the course"), _next_words(centre), tip=lambda row: row.next_note, muted=True
            )
        )
    return found


def head_style(sheet: ResultSheet, room: int) -> HeadStyle:
    """The gentlest style in which all columns stand in ``room`` pixels side by side (0: whatever is needed).

    Where none does, three lines: the modules and their sum are in sight, the rest scrolls.
    """
    modules = [one for one in sheet.modules if one.max_score]
    names = names_wide(row.name for row in sheet.rows)
    next_wide = _NEXT if _has_next(sheet) else 0

    def needs(style: HeadStyle, wide: _Widths) -> int:
        marked = sum(head_of(one.name, _full(one), style=style)[1] for one in modules)
        return names + marked + next_wide + wide.others(has_assessment=sheet.has_assessment)

    if not room or needs(ROOMY, _ROOMY) <= room:
        return ROOMY
    return next((one for one in NARROWER if needs(one, _TIGHT) <= room), NARROWER[0])


def heads_of(sheet: ResultSheet) -> tuple[object, ...]:
    """What the columns depend on: another of it makes another table."""
    return sheet.modules, sheet.has_assessment, _has_next(sheet)


def _has_next(sheet: ResultSheet) -> bool:
    return any(row.next_step or row.employer or row.next_note for row in sheet.rows)


def names_wide(names: Iterable[str]) -> int:
    """The pixels in which every one of the names stands whole, within reason."""
    metrics = QFontMetrics(theme.font(theme.BASE_PX, 600))
    widest = max((metrics.horizontalAdvance(one) for one in names), default=0)
    return max(_NAMES[0], min(_NAMES[1], widest + _NAME_PADS))


def frozen_of(columns: Sequence[Column[ResultRow]]) -> int:
    """How many columns stay in sight: number and name, and the result where it stands beside them."""
    return 3 if columns[2].key == "state" else 2


def _full(module: ModuleRow) -> str:
    return f"/{number_words(module.max_score)}"


def _module_column(module: ModuleRow, style: HeadStyle) -> Column[ResultRow]:
    full = _full(module)
    head, wide = head_of(module.name, full, style=style)
    return Column(
        f"{SCORE}{module.id}",
        f"{module.name} {full}",
        lambda row: number_words(row.scores[module.id].score) if module.id in row.scores else "",
        right=True,
        width=wide,
        head=head,
    )


def _assessment_columns(marked: Sequence[ModuleRow], wide: _Widths) -> list[Column[ResultRow]]:
    return [
        Column(
            "sum",
            _("Sum %"),
            lambda row: sum_words(row, marked),
            right=True,
            tip=lambda row: missing_words(row, marked),
            width=wide.sum,
        ),
        Column(
            ASSESSED,
            _("Assessment"),
            lambda row: assessed_words(row.assessment.passed),
            chip=lambda row: _met_tone(row.assessment.passed),
            width=wide.assessed,
        ),
    ]


def _standing_columns(wide: _Widths) -> list[Column[ResultRow]]:
    return [
        Column("days", _("Days"), days_words, right=True, width=wide.days),
        Column(
            "percent",
            _("Attendance % so far"),
            attended_words,
            right=True,
            tip=attended_why,
            width=wide.percent,
            head=head_of(_("Attendance % so far"), "", wide.percent)[0],
        ),
        Column(
            "conditions",
            _("Conditions"),
            lambda row: _("complete") if is_complete(row) else _("not complete"),
            chip=lambda row: Tone.OK if is_complete(row) else Tone.WARN,
            tip=lambda row: "\n".join(criterion_words(one) for one in row.standing.completion.criteria),
            width=wide.conditions,
        ),
    ]


def _state_words(centre: Centre) -> Callable[[ResultRow], str]:
    """How the enrolment stands, or what is proposed as its result."""

    def words(row: ResultRow) -> str:
        if not row.waits:
            return centre.label("enrolment_state", row.state)
        return _("Proposed: {result}").format(result=centre.label("enrolment_state", row.waits))

    return words


def _state_tone(row: ResultRow) -> Tone:
    return _TONES.get(EnrolmentState(row.waits or row.state), Tone.BAD)


def _missing(row: ResultRow, marked: Sequence[ModuleRow]) -> list[str]:
    """The marked modules without a score."""
    scored = {id for id, one in row.scores.items() if one.score is not None}
    return [one.name for one in marked if one.id not in scored]


def is_partial(row: ResultRow, marked: Sequence[ModuleRow]) -> bool:
    """Say whether the sum is that of some modules only, and will change."""
    return row.assessment.percent is not None and 0 < len(_missing(row, marked)) < len(marked)


def sum_words(row: ResultRow, marked: Sequence[ModuleRow]) -> str:
    """The sum in per cent; while scores are missing it says that it is not final."""
    percent = percent_words(row.assessment.percent)
    if not is_partial(row, marked):
        return percent
    done = len(marked) - len(_missing(row, marked))
    return _("{percent} ({n}/{all})").format(percent=percent, n=done, all=len(marked))


def missing_words(row: ResultRow, marked: Sequence[ModuleRow]) -> str:
    """Which scores are missing, where the sum is not final."""
    if not is_partial(row, marked):
        return ""
    names = ", ".join(_missing(row, marked))
    return _("Not final: of the scores so far. Missing: {names}").format(names=names)


def percent_words(value: Decimal | None) -> str:
    """Per cent to one place, a dash for none."""
    return "–" if value is None else f"{value:.1f}"


def assessed_words(passed: bool | None) -> str:
    """ผ่าน, ไม่ผ่าน, ยังไม่ครบ."""
    if passed is None:
        return _("not yet")
    return _("Passed") if passed else _("Not passed")


def _met_tone(is_met: bool | None) -> Tone:
    if is_met is None:
        return Tone.NEUTRAL
    return Tone.OK if is_met else Tone.BAD


def days_words(row: ResultRow) -> str:
    """24/45; of a confirmed result as it stood then."""
    figures = row.settled_figures
    if "days" in figures:
        floor = figures.get("floor")
        return short_days(int(str(figures["days"])), None if floor is None else int(str(floor)))
    return row.standing.standing.progress.short


def attended_words(row: ResultRow) -> str:
    """81.8; of a confirmed result as it stood then."""
    kept = row.settled_figures.get("percent")
    if kept is not None:
        return percent_words(Decimal(str(kept)))
    return shown_percent(row.standing.standing.tally.percent)


def attended_why(row: ResultRow) -> str:
    """That leave lowers the per cent, if there was any; of a confirmed result as it stood then (R-CRS-7)."""
    kept = row.settled_figures
    counts = kept.get("counts")
    if not isinstance(counts, dict):
        return row.standing.standing.tally.leave_words
    leave = sum(int(counts.get(code.value, 0)) for code in LEAVE)
    return leave_words(leave, int(str(kept["attended"])), int(str(kept["scheduled"])))


def is_complete(row: ResultRow) -> bool:
    """Every condition of the course is met; of a confirmed result as it stood then."""
    kept = row.settled_figures.get("criteria")
    if isinstance(kept, dict):
        return all(one is True for one in kept.values())
    return all(one.is_met is True for one in row.standing.completion.criteria)


def criterion_words(one: Criterion) -> str:
    """วันอบรม 24 วัน ขั้นต่ำ 45 วัน: ยังไม่ครบ."""
    word = _("not known yet") if one.is_met is None else (_("complete") if one.is_met else _("not complete"))
    found = "–" if one.found is None else shown_percent(one.found, _places(one))
    wanted = "–" if one.wanted is None else shown_percent(one.wanted, _places(one))
    return _(_CRITERIA[one.kind]).format(found=found, wanted=wanted.removesuffix(".0"), word=word)


def _places(one: Criterion) -> int:
    return 0 if one.kind is CriterionKind.DAYS else 1


def _next_words(centre: Centre) -> Callable[[ResultRow], str]:
    def words(row: ResultRow) -> str:
        label = centre.label("course_next", row.next_step) if row.next_step else ""
        return " · ".join(one for one in (label, row.employer) if one)

    return words


def named_line(
    row: ResultRow, centre: Centre, marked: Sequence[ModuleRow] = (), *, tells_day: bool = False
) -> NamedLine:
    """Someone as the question before confirming all names them: the result, or why there is none."""
    if row.waits:
        word = centre.label("enrolment_state", row.waits)
        why = _("{days} days · attendance {percent} %").format(
            days=days_words(row), percent=attended_words(row)
        )
        lacks = _("No score yet") if marked and len(_missing(row, marked)) == len(marked) else ""
        last = (
            _("last day {day}").format(day=format_date(row.last_on, "short"))
            if row.last_on and tells_day
            else ""
        )
        return NamedLine(row.id, row.name, word, " · ".join(filter(None, (lacks, last, why))))
    if not EnrolmentState(row.state).is_running:
        done = _("Settled on {day}, stays") if row.is_settled else _("Left the class on {day}")
        why = done.format(day=format_date(row.ended_on, "short")) if row.ended_on else ""
        return NamedLine(row.id, row.name, centre.label("enrolment_state", row.state), why, is_chosen=False)
    missing = [criterion_words(one) for one in row.standing.completion.criteria if one.is_met is not True]
    more = _(" and {n} more").format(n=len(missing) - 1) if len(missing) > 1 else ""
    why = f"{missing[0]}{more}" if missing else _("The plan is not over yet")
    return NamedLine(row.id, row.name, _("Not confirmed"), why, is_chosen=False, tip="\n".join(missing))


def counts_words(rows: Sequence[ResultRow]) -> str:
    """รอยืนยัน 3 · ผ่าน 10 · ไม่ผ่าน 1."""
    states = [row.state for row in rows]
    waiting = sum(row.waits is not None for row in rows)
    text = _("{n} people · {waiting} wait for confirmation · {done} passed · {failed} not passed")
    done, failed = states.count(EnrolmentState.DONE), states.count(EnrolmentState.FAILED)
    return text.format(n=len(rows), waiting=waiting, done=done, failed=failed)
