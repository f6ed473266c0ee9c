"""What is counted otherwise since a month was closed, in words of the screen."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from panpun_desktop.common.i18n import _
from panpun_desktop.common.moments import moment

if TYPE_CHECKING:
    from panpun_desktop.reports.monthly.closing_data import StayLine
    from panpun_desktop.rules.closed_month import Difference


def named_to(who: str, at: datetime | None) -> str:
    """Who recorded it, and when; – where nobody is told of."""
    return " · ".join(part for part in (who, moment(at) if at else "") if part) or "–"


def words_of_change(one: StayLine) -> str:
    """1 → 0 (−1): what the stay was of the stock, what it is."""
    from panpun_desktop.reports.monthly.closing_parts import stock_words

    return stock_words(one)


def difference_line(one: Difference) -> str:
    """Table, row and column of a figure, what it was, what it is, and by how much."""
    from panpun_desktop.reports.monthly.closing_parts import was_and_is

    was, now, by = was_and_is(one)
    place = f"{one.table_title} · {one.row_label} · {one.column_title}"
    return f"{place}: {was} → {now} ({by})" if by else f"{place}: {was} → {now}"


def change_line(one: StayLine) -> str:
    """Whose stay it is, what changed, what that does to the stock, why, by whom and when."""
    whose = " ".join(part for part in (one.regno, one.name) if part)
    stock = _("remaining {figures}").format(figures=words_of_change(one))
    why = _("reason: {reason}").format(reason=one.why) if one.why else ""
    told = named_to(one.who, one.at) if one.who else ""
    return " · ".join(part for part in (f"{whose} {one.what}".strip(), stock, why, told) if part)
