"""เส้นทางสู่การจบ: bars of credits and hours, what is missing, and the earliest term (picture 14)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.views.education.words import days_text, number
from panpun_desktop.widgets.cards import Card
from panpun_desktop.widgets.flow import FlowRow
from panpun_desktop.widgets.labels import Chip, ThaiLabel, help_text
from panpun_desktop.widgets.theme import Colour, Tone

if TYPE_CHECKING:
    from panpun_desktop.services.centre import Centre
    from panpun_desktop.services.education_rows import LearnerPage, Together


class Bar(QWidget):
    """A thin bar that is filled as far as something got."""

    def __init__(self, colour: Colour) -> None:
        super().__init__()
        self._colour, self._share = colour, 0.0
        self.setFixedHeight(7)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, done: Decimal | int, of: Decimal | int) -> None:
        """Fill the bar; more than all fills it whole."""
        self._share = min(1.0, float(done) / float(of)) if of else 1.0
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, 7)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Colour.NEUTRAL_LIGHT.q)
        painter.drawRoundedRect(QRectF(self.rect()), 3, 3)
        if self._share:
            painter.setBrush(self._colour.q)
            painter.drawRoundedRect(QRectF(0, 0, self.width() * self._share, self.height()), 3, 3)
        painter.end()


class Measure(QWidget):
    """A name, how far it got (38/56 หน่วยกิต), and the bar under both."""

    def __init__(self, words: str, unit: str, colour: Colour) -> None:
        super().__init__()
        self._words, self._unit = words, unit
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(ThaiLabel(words))
        row.addStretch(1)
        self.done = ThaiLabel("", role="strong")
        self.of = ThaiLabel("")
        row.addWidget(self.done)
        row.addWidget(self.of)
        column.addLayout(row)
        self.bar = Bar(colour)
        column.addWidget(self.bar)

    def show_figures(self, done: Decimal | int, of: Decimal | int) -> None:
        """Show how far it got."""
        self.done.setText(number(done))
        self.of.setText(f"/{number(of)} {self._unit}")
        self.bar.show_share(done, of)
        self.setAccessibleName(f"{self._words} {number(done)}/{number(of)} {self._unit}")


class ProgressCard(Card):
    """The way to graduation of one learner."""

    def __init__(self, centre: Centre) -> None:
        super().__init__(_("The way to graduation"), padding=14)
        self._centre = centre
        credit, hour = _("cr."), _("hrs")
        self.credits = Measure(_("All credits"), credit, Colour.CLAY)
        self.compulsory = Measure(_("Compulsory"), credit, Colour.CLAY)
        self.elective = Measure(_("Elective"), credit, Colour.CLAY)
        self.hours = Measure(_("กพช."), hour, Colour.INFO)
        for one in (self.credits, self.compulsory, self.elective, self.hours):
            self.body.addWidget(one)
        self.studying = help_text("")
        self.states = FlowRow(gap=5)
        self.forecast = help_text("")
        self.lacking = help_text("")
        for label in (self.studying, self.states, self.forecast, self.lacking):
            self.body.addWidget(label)

    def show_page(self, page: LearnerPage) -> None:
        """Show how far a learner is."""
        found = page.progress
        self.credits.show_figures(found.credits, found.needed.credits)
        self.compulsory.show_figures(found.compulsory, found.needed.compulsory)
        self.elective.show_figures(found.elective, found.needed.elective)
        self.hours.show_figures(found.activity_hours, found.needed.activity_hours)
        words = _("{credits} credits are being studied now").format(credits=found.studying)
        self.studying.setText(words if found.studying and page.is_open else "")
        self.studying.setVisible(bool(self.studying.plain_text()))
        self.states.clear()
        for chip, words in self._chips(page):
            self.states.add(chip)
            self.states.add(ThaiLabel(words, role="help"))
        self.forecast.setText(forecast_text(page))
        names = page.missing_names
        self.lacking.setText(
            _("Compulsory subjects still missing: {subjects}").format(subjects=", ".join(names))
            if names and page.is_open
            else ""
        )
        self.lacking.setVisible(bool(self.lacking.plain_text()))

    def _chips(self, page: LearnerPage) -> list[tuple[Chip, str]]:
        nnet = self._centre.label("nnet_status", page.nnet) if page.nnet else _("Not sat yet")
        moral = self._centre.label("moral_result", page.moral) if page.moral else _("Not assessed yet")
        tones = {True: Tone.OK, False: Tone.NEUTRAL}
        return [
            (Chip(nnet, tones[page.nnet in ("SAT", "EXEMPT")]), _("N-NET")),
            (Chip(moral, Tone.BAD if page.moral == "FAILED" else tones[page.moral == "PASSED"]), _("Morals")),
        ]


def forecast_text(page: LearnerPage) -> str:
    """เหลือ 18 หน่วยกิต · ที่ไม่เกิน 16 หน่วยกิต/ภาค จะจบเร็วสุด ภาคเรียน 1/2570."""
    if page.graduated_on is not None:
        return _("Graduated on {day}").format(day=format_date(page.graduated_on))
    if not page.is_open:
        return ""
    if page.finish is None:
        if page.progress.may_graduate:
            return _("Nothing is missing: graduation can be recorded")
        return _("All credits are earned")
    return _("{left} credits left · at most {most} a term, finished in term {term} at the earliest").format(
        left=page.progress.credits_missing, most=page.cap.per_term, term=page.finish.label
    )


class TogetherCard(Card):
    """เรียนพร้อมอาชีพ: the craft learnt beside the school, and whether lessons meet."""

    def __init__(self) -> None:
        super().__init__(_("Learning a craft as well"), padding=14)

    def show_page(self, page: LearnerPage) -> None:
        """Show the cohorts of a learner; nothing when there is none."""
        while self.body.count():
            item = self.body.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        for one in page.together:
            self.body.addWidget(_together(one, page))
        self.setVisible(bool(page.together))


def _together(one: Together, page: LearnerPage) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(5)
    days = f" ({days_text(one.weekdays)})" if one.weekdays else ""
    school = (
        _("school on {days}").format(days=days_text(page.facts.meets_on))
        if page.facts.meets_on
        else _("school days not stated")
    )
    column.addWidget(ThaiLabel(f"{one.cohort}{days} · {school}", role="help", wrap=True))
    if one.clashes is not None:
        words = _("They meet at the same hour") if one.clashes else _("No clash")
        column.addWidget(Chip(words, Tone.BAD if one.clashes else Tone.OK), 0, Qt.AlignmentFlag.AlignLeft)
    return box
