"""Short words and tones that several screens show of a person and a stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panpun_desktop.common.i18n import _, ngettext
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.rules.names import title_contradicts
from panpun_desktop.widgets.theme import Tone, service_tone

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from panpun_desktop.services.centre import Centre
    from panpun_desktop.services.people_rows import PersonRow

_LEVEL_TONES = {"blue": Tone.INFO, "amber": Tone.WARN, "red": Tone.BAD}


def day_tone(level: str) -> Tone:
    """The tone of a stay's clock by its level (R-TRI-2); the word or figure stands with it."""
    return _LEVEL_TONES.get(level, Tone.OK)


def day_words(row: PersonRow) -> str:
    """Where a stay stands: 9/10, 5/5 with its unit for working days, 12 without a limit."""
    if row.day is None:
        return "–"
    if row.limit is None:
        return str(row.day)
    over = over_words(row.day, row.limit, row.days_over, row.level)
    if over:
        return over
    short = f"{row.day}/{row.limit}"
    return _("{days} days").format(days=short) if row.limit_unit == "working_days" else short


def over_words(day: int, limit: int, days_over: int, level: str) -> str:
    """That the limit is passed, where the figure alone would not say it: 5/5 working days, then a weekend."""
    if days_over > max(0, day - limit):
        return _("over by {days}").format(days=days_over)
    return _("limit passed") if level == "red" and day <= limit else ""


def service_chip(row: PersonRow, centre: Centre) -> tuple[str, Tone]:
    """The word and tone of a person's service; who follows the family says so. Empty without a stay."""
    if row.service_type is None:
        return "", Tone.NEUTRAL
    if row.accompanying:
        return _("With the family"), Tone.INFO
    return centre.short("service_type", row.service_type), service_tone(row.service_type)


def age_words(age: int | None, *, estimated: bool = False) -> str:
    """An age for a list: 36, ~60 when estimated, – when nobody knows (R-AGE-1)."""
    if age is None:
        return "–"
    return f"~{age}" if estimated else str(age)


def applied_words(applied_on: date) -> str:
    """สมัครเมื่อ 10 พ.ย. 2569: of who has no first day in class yet."""
    return _("Applied on {day}").format(day=format_date(applied_on, "short"))


def no_first_day() -> str:
    """ยังไม่กำหนด: an applicant's first day comes with being taken in."""
    return _("Not set yet")


def title_warning(sexes: Mapping[str, str], title: str, sex: str) -> str:
    """คำนำหน้า นางสาว ไม่ตรงกับเพศ ชาย: a warning beside the field, nothing more; empty where they agree."""
    if not title_contradicts(title, sex):
        return ""
    words = _("The title {title} does not go with the sex {sex}")
    return words.format(title=title, sex=sexes.get(sex, sex))


def hidden_words(count: int) -> str:
    """That so many more are counted, whom the role does not see by name."""
    return ngettext(
        "{count} more is counted, whose name your role does not see.",
        "{count} more are counted, whose names your role does not see.",
        count,
    ).format(count=count)
