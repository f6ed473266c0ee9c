"""Choosing a cohort: its name, and below it when it runs, where, and how many places are left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.widgets import theme
from panpun_desktop.widgets.fields import ChoiceBox
from panpun_desktop.widgets.theme import Colour

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from panpun_desktop.services.course_rows import CohortChoice

_FACTS = Qt.ItemDataRole.UserRole + 1
_LINE, _TWO_LINES, _EDGE = 32, 50, 10
AnyIndex = QModelIndex | QPersistentModelIndex


def places_words(one: CohortChoice) -> str:
    """ว่าง 3 จาก 20 ที่, เต็มแล้ว (20 ที่), or how many there are where no number is set."""
    if one.free is None:
        return _("{n} people").format(n=one.people)
    if one.free == 0:
        return _("full ({places} places)").format(places=one.capacity)
    return _("{free} of {places} places free").format(free=one.free, places=one.capacity)


def cohort_facts(one: CohortChoice) -> str:
    """2 พ.ย. 2569 – 31 ธ.ค. 2569 · ห้องเย็บผ้า · ว่าง 3 จาก 20 ที่."""
    span = f"{format_date(one.starts_on, 'short')} – {format_date(one.ends_on, 'short')}"
    return " · ".join(part for part in (span, one.room, places_words(one)) if part)


def only_applies_words(starts_on: date) -> str:
    """Why a cohort that has not begun takes applicants only, and when they are taken in."""
    text = _("The class begins on {day}: until then people apply; from that day on they are taken in.")
    return text.format(day=format_date(starts_on, "short"))


class CohortBox(ChoiceBox):
    """A choice of cohorts; ``unknown`` are the words of the first choice, for a cohort not known yet."""

    def __init__(self, unknown: str = "", parent: QWidget | None = None) -> None:
        super().__init__([("", unknown)] if unknown else [], parent, placeholder=_("Choose the cohort"))
        self._unknown_words = unknown
        self._offered: dict[str, CohortChoice] = {}
        self.setItemDelegate(_CohortLines(self))
        if unknown:
            self.set_value("")

    def offer(self, cohorts: Iterable[CohortChoice]) -> None:
        """Offer these; the one chosen stays when it is among them."""
        self._offered = {str(one.id): one for one in cohorts}
        first = [("", self._unknown_words)] if self._unknown_words else []
        self.set_options([*first, *((code, one.name) for code, one in self._offered.items())])
        for place in range(self.count()):
            one = self._offered.get(str(self.itemData(place) or ""))
            if one is not None:
                self.setItemData(place, cohort_facts(one), _FACTS)
                words = f"{one.name} {cohort_facts(one)}"
                self.setItemData(place, words, Qt.ItemDataRole.AccessibleTextRole)
        if self.value() is None and first:
            self.set_value("")
        self.view().setMinimumWidth(self._needed_width())

    def _needed_width(self) -> int:
        """The list may be wider than the field, so that nothing of it is cut."""
        small = QFontMetrics(theme.font(theme.HELP_PX))
        large = QFontMetrics(theme.font(theme.BASE_PX))
        widths = [small.horizontalAdvance(cohort_facts(one)) for one in self._offered.values()]
        widths += [large.horizontalAdvance(one.name) for one in self._offered.values()]
        return max(widths, default=0) + 3 * _EDGE

    def cohort(self) -> CohortChoice | None:
        """The cohort chosen, or nothing."""
        return self._offered.get(self.value() or "")

    def cohort_id(self) -> int | None:
        """Its id, or nothing."""
        chosen = self.cohort()
        return None if chosen is None else chosen.id

    def facts(self) -> str:
        """What is to be known of the cohort chosen."""
        chosen = self.cohort()
        return "" if chosen is None else cohort_facts(chosen)


class _CohortLines(QStyledItemDelegate):
    """A name, and its facts below in small letters."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(100, _TWO_LINES if index.data(_FACTS) else _LINE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        box, facts = QRectF(option.rect), str(index.data(_FACTS) or "")
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, Colour.CLAY_LIGHT.q)
        inner = box.adjusted(_EDGE, 4, -_EDGE, -4)
        upper = inner.adjusted(0, 0, 0, -inner.height() / 2) if facts else inner
        painter.setFont(theme.font(theme.BASE_PX))
        painter.setPen(Colour.INK.q)
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter, str(index.data() or ""))
        if facts:
            painter.setFont(theme.font(theme.HELP_PX))
            painter.setPen(Colour.MUTED.q)
            lower = inner.adjusted(0, inner.height() / 2, 0, 0)
            painter.drawText(lower, Qt.AlignmentFlag.AlignVCenter, facts)
        painter.restore()
