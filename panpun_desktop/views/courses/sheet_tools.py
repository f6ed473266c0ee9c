"""What stands around the attendance sheet: months and halves above, the keys and what is saved below."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.rules.codes import Half
from panpun_desktop.rules.marks import SIGNS
from panpun_desktop.views.courses.sheet_days import Span
from panpun_desktop.widgets.parts import IconButton, QuietButton, Segmented, ThaiLabel

MONTH, WHOLE = "month", "whole"
_DAY: Final = timedelta(days=1)
_SHOWS_ALL: Final = 1340
"""The width from which the legend has room for every key."""


class SheetTools(QWidget):
    """Month or whole cohort, morning or afternoon, all present, jumping to a name.

    ``span_asked`` carries a day of the month wanted, None for the whole cohort; ``half_asked`` a Half.
    """

    span_asked = Signal(object)
    half_asked = Signal(object)
    import_asked = Signal()

    def __init__(
        self,
        all_present: Callable[[], object],
        jump: Callable[[], object],
        print_sheet: Callable[[], object],
    ) -> None:
        super().__init__()
        self.setObjectName("sheetTools")
        self._span: Span | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.shape = Segmented(((MONTH, _("Month")), (WHOLE, _("Whole cohort"))), _("Days shown"))
        self.shape.chosen.connect(self._choose_shape)
        self.half = Segmented(((Half.AM, _("Morning")), (Half.PM, _("Afternoon"))), _("Half of the day"))
        self.half.chosen.connect(self.half_asked)
        self.half.hide()
        self.all_button = QuietButton(_("All present"), "check", key="Ctrl M", clicked=all_present)
        self.all_button.setObjectName("allPresentButton")
        self.jump_button = QuietButton(_("To a name"), "search", key="Ctrl F", clicked=jump)
        self.jump_button.setObjectName("jumpToNameButton")
        self.import_button = QuietButton(
            _("Bring in a sheet…"), "file-spreadsheet", clicked=self.import_asked.emit
        )
        self.import_button.setObjectName("importSheetButton")
        row.addWidget(self.shape)
        row.addWidget(self._stepper())
        row.addWidget(self.half)
        row.addStretch(1)
        row.addWidget(self.import_button)
        row.addWidget(self.jump_button)
        row.addWidget(self.all_button)
        self.print_button = QuietButton(_("Time sheet"), "printer", clicked=print_sheet)
        self.print_button.setObjectName("timesheetButton")
        row.addWidget(self.print_button)

    def _stepper(self) -> QWidget:
        self.stepper = QWidget()
        row = QHBoxLayout(self.stepper)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self.before = IconButton("chevron-left", _("The month before"), clicked=lambda: self._step(-1))
        self.before.setObjectName("monthBeforeButton")
        self.after = IconButton("chevron-right", _("The next month"), clicked=lambda: self._step(1))
        self.after.setObjectName("monthAfterButton")
        self.month = ThaiLabel("", role="strong")
        self.month.setMinimumWidth(78)
        self.month.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for one in (self.before, self.month, self.after):
            row.addWidget(one)
        return self.stepper

    def _choose_shape(self, shape: object) -> None:
        self.span_asked.emit(None if shape == WHOLE or self._span is None else self._kept)

    def _step(self, by: int) -> None:
        if self._span is not None:
            self.span_asked.emit(self._span.first - _DAY if by < 0 else self._span.last + _DAY)

    def show_span(self, span: Span, ends: tuple[date, date], here: date) -> None:
        """Say which days are shown, and whether there are others before and after."""
        self._span, self._kept = span, here
        self.shape.set_value(WHOLE if span.is_whole else MONTH)
        self.stepper.setVisible(not span.is_whole)
        self.month.setText(format_date(span.first, "short").split(" ", 1)[1])
        self.before.setEnabled(span.first > ends[0])
        self.after.setEnabled(span.last < ends[1])

    def show_half(self, half: Half, *, has_halves: bool) -> None:
        """Say which half is shown."""
        self.half.setVisible(has_halves)
        if half is not Half.DAY:
            self.half.set_value(half)

    def allow(self, *, may_mark: bool) -> None:
        """Offer marking, or not."""
        self.all_button.setEnabled(may_mark)
        self.import_button.setVisible(may_mark)


class KeyLegend(QWidget):
    """The keys, always in sight, and when the last mark was kept."""

    def __init__(self, labels: Mapping[str, str]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        row.addWidget(ThaiLabel(_("Just type:"), role="strong"))
        for sign in SIGNS:
            self._add(row, f"{sign.letter} / {sign.number}", labels.get(sign.code.value, sign.letter))
        self._add(row, "Del", _("clear"))
        self._add(row, "F2", _("remark"))
        self._more = [*self._add(row, "↓", _("next person")), *self._add(row, "Ctrl C / V", _("a block"))]
        for one in self._more:  # until there is room: else the page has a bar for a moment
            one.hide()
        row.addStretch(1)
        self.saved = ThaiLabel("", role="muted")
        self.saved.setObjectName("savedLabel")
        self.saved.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.saved.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.saved, 10)

    def _add(self, row: QHBoxLayout, key: str, words: str) -> tuple[QWidget, QWidget]:
        both = ThaiLabel(key, role="key"), ThaiLabel(words, role="small")
        for one in both:
            row.addWidget(one)
        row.addSpacing(3)
        return both

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for one in self._more:
            one.setVisible(self.width() >= _SHOWS_ALL)
