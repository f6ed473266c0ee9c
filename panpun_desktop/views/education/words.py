"""How figures and states of learners are written on the screen."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from panpun_desktop.common.i18n import N_, _
from panpun_desktop.common.thai_date import SHORT_WEEKDAYS
from panpun_desktop.rules.education_progress import two_places
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.rules.education_terms import Term
    from panpun_desktop.services.centre import Centre
    from panpun_desktop.services.education_rows import SubjectLine

STATUS_TONES = {
    "STUDYING": Tone.OK,
    "NOT_REGISTERED": Tone.WARN,
    "GRADUATED": Tone.INFO,
    "RESIGNED": Tone.NEUTRAL,
    "MOVED": Tone.NEUTRAL,
}
MISSING = {
    "credits": N_("Credits"),
    "subjects": N_("Compulsory subjects"),
    "activity": N_("กพช."),
    "moral": N_("Morals"),
    "nnet": N_("N-NET"),
}
"""What graduation may still want, in few words."""


def number(value: Decimal | int | None) -> str:
    """A figure without needless zeros; nothing for None."""
    if value is None:
        return ""
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


def average(value: Decimal | None) -> str:
    """เกรดเฉลี่ย with two places; a dash when nothing is graded."""
    return "–" if value is None else str(two_places(value))


def term_text(term: Term | None) -> str:
    """1/2569; a dash for a transfer."""
    return "—" if term is None else term.label


def missing_text(missing: tuple[str, ...]) -> str:
    """What is missing, in few words."""
    shown = [one for one in missing if one != "subjects" or "credits" not in missing]
    return " · ".join(_(MISSING[one]) for one in shown)


def result_text(line: SubjectLine, centre: Centre) -> str:
    """The grade, or what stands instead of it."""
    if line.study_state == "WITHDRAWN":
        return centre.label("subject_state", "WITHDRAWN")
    if line.grade is not None:
        return number(line.grade)
    if line.term is None:
        return _("Transferred")
    return centre.label("subject_state", line.study_state)


def days_text(days: tuple[int, ...]) -> str:
    """Weekdays (0 Monday): จ.–ศ., or one by one where they do not follow each other."""
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return f"{SHORT_WEEKDAYS[days[0]]}–{SHORT_WEEKDAYS[days[-1]]}"
    return " ".join(SHORT_WEEKDAYS[day] for day in days)
