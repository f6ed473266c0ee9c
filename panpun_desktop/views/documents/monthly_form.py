"""The month's statement: month, headings to print, figures, the manager's words, and the checks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QRectF
from PySide6.QtWidgets import QApplication, QCheckBox, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import N_, _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.common.thai_date import in_file_name
from panpun_desktop.views.documents.behind import BehindCard
from panpun_desktop.views.documents.behind_dialog import Behind, BehindDialog
from panpun_desktop.views.documents.checks_card import ChecksCard
from panpun_desktop.views.documents.figures_dialog import FiguresDialog
from panpun_desktop.views.documents.month_desk import MonthDesk
from panpun_desktop.views.documents.month_words import MonthWords
from panpun_desktop.views.documents.paper_form import Paper, PaperForm
from panpun_desktop.widgets.choice_box import ChoiceBox
from panpun_desktop.widgets.fields import LongField, MonthEdit
from panpun_desktop.widgets.preview import Spot

if TYPE_CHECKING:
    from panpun_desktop.reports.kit.figures import FigurePlace
    from panpun_desktop.reports.monthly.closing_data import StayLine
    from panpun_desktop.reports.monthly.figures import ShownFigure
    from panpun_desktop.reports.runner import Rendered
    from panpun_desktop.widgets.operations import Changes

_THAI_DIGITS = "documents/monthlyThaiDigits"
_TOLD = (
    ("problems", N_("Problems and obstacles")),
    ("proposals", N_("Proposals")),
    ("plan", N_("Plan for the next month")),
)
_PERIODS = (
    ("month", N_("One month")),
    ("quarter", N_("Quarter of the fiscal year")),
    ("fiscal_year", N_("Fiscal year")),
)
_COUNTED_FROM = (
    "stays",
    "people",
    "nights",
    "months",
    "cohorts",
    "enrolments",
    "learners",
    "settings",
    "beds",
)
"""What a statement is made of: a change of these draws it anew."""


class MonthlyForm(PaperForm):
    """รายงานประจำเดือน."""

    key = "monthly"
    issue_icon = "rubber-stamp"

    def build(self) -> None:
        """Month, headings, figures, texts; state of the month and checks at the right."""
        self.label, self.issue_text = _("Monthly report"), _("Issue the report")
        self.word_lacks = _("without the charts")
        self._is_stale = False
        self._places: tuple[FigurePlace, ...] = ()
        self._adjusted: tuple[StayLine, ...] = ()
        self.month = MonthEdit(lambda: self.context.today)
        self.month.set_value(self._last_whole_month())
        self.month.changed.connect(lambda _month: self._month_chosen())
        self.add_field("month", _("Month"), self.month)
        self.boxes["day"] = self.boxes["month"]  # reports refuse a day; here it is the month's
        self._add_period()
        self._add_tables()
        self._add_digits()
        self._add_texts()
        self.checks = ChecksCard(self._show_checked)
        self.behind = BehindCard(self.show_figure, self._show_figures)
        self.month_desk = MonthDesk(self)
        for card in (self.month_desk.card, self.month_desk.earlier, self.checks, self.behind):
            self.remarks.addWidget(card)
        self.left.installEventFilter(self)
        self._month_chosen()

    def _last_whole_month(self) -> date:
        """The month before, or this one when the centre began in it."""
        today, began = self.context.today, self.context.centre.go_live_on
        before = today.replace(day=1) - timedelta(days=1)
        return today if began is not None and before < began.replace(day=1) else before

    def _add_period(self) -> None:
        self.period = ChoiceBox([(key, _(label)) for key, label in _PERIODS])
        self.period.set_value("month")
        self.period.chosen.connect(lambda _value: self._month_chosen())
        self.add_field("period", _("Period up to this month"), self.period)
        self.external = QCheckBox(_("For outside: no names, no small counts"))
        self.external.setObjectName("monthlyExternalBox")
        self.external.toggled.connect(lambda _on: self.draw_now())
        self.fields.addWidget(self.external)

    def _add_tables(self) -> None:
        from panpun_desktop.reports.monthly.heads import PRINTED
        from panpun_desktop.rules.counted import words_of

        self.add_heading(_("Headings"))
        self.tables: dict[str, QCheckBox] = {}
        column = QVBoxLayout()
        column.setSpacing(1)
        self.fields.addLayout(column)
        for printed in PRINTED:
            box = _tick(short_title(printed.id, words_of(printed.id).title))
            box.setToolTip(words_of(printed.id).title)
            box.setObjectName(f"monthly{printed.id.title().replace('_', '')}Box")
            box.toggled.connect(lambda _on: self.draw_soon())
            self.tables[printed.id] = box
            column.addWidget(box)

    def _add_digits(self) -> None:
        self.add_heading(_("Figures on paper"))
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(2)
        self.thai = QRadioButton(_("๐๑๒๓ Thai figures"))
        self.arabic = QRadioButton("0123")
        self.arabic.setAccessibleName(_("Arabic figures"))
        chosen = self.context.local.value(_THAI_DIGITS, False, type=bool)
        (self.thai if chosen else self.arabic).setChecked(True)
        self.thai.toggled.connect(self._keep_digits)
        for button in (self.thai, self.arabic):
            line.addWidget(button)
        line.addStretch(1)
        self.fields.addWidget(row)
        self.digits_row = row

    def _keep_digits(self, thai: bool) -> None:
        self.context.local.setValue(_THAI_DIGITS, thai)
        self.draw_now()

    def _add_texts(self) -> None:
        self.add_heading(_("Words of the report"))
        boxes = {name: self.add_field(name, _(label), LongField(lines=3)) for name, label in _TOLD}
        self.words = MonthWords(self.context, boxes, self.draw_soon, self)

    # what is drawn ---------------------------------------------------------------------------------

    def _month_chosen(self) -> None:
        self.read_month()
        self.draw_now()

    def read_month(self) -> None:
        """Read where the month stands, and its words."""
        month = self.month.value()
        self.month_desk.read(month if self.period.value() == "month" else None)
        if month is not None:
            self.words.open_month(month, is_open=not self.month_desk.is_closed(month))

    def parameters(self) -> dict[str, Any]:
        """How the statement is asked for; a closed month is shown as it was sent."""
        month = self.month.value()
        given: dict[str, Any] = {"month": month}
        if self.period.value() not in (None, "month"):
            given["period"] = self.period.value()
        if self.external.isChecked():
            given["external"] = True
        chosen = tuple(id for id, box in self.tables.items() if box.isChecked())
        if len(chosen) < len(self.tables):
            given["tables"] = chosen
        if month is not None and self.month_desk.is_closed(month) and "period" not in given:
            is_as_sent = given.keys() == {"month"}
            return given if is_as_sent else {**given, "thai_digits": self.thai.isChecked()}
        typed = self.words.typed() if self.words.month == month else {}
        return {**given, "thai_digits": self.thai.isChecked(), **typed}

    def papers(self) -> Sequence[Paper]:
        """The statement of the month as chosen."""
        return () if self.hindrance() else (("monthly", self.parameters()),)

    def lacking(self) -> str:
        """Only the month is needed, and one that the program counts."""
        return self.hindrance()

    def hindrance(self) -> str:
        """No month, or one before the program's first: said once, in the place of the paper."""
        month, began = self.month.value(), self.context.centre.go_live_on
        if month is None:
            return _("Enter a month, for example 10/2569")
        if began is None or month.replace(day=1) >= began.replace(day=1):
            return ""
        return message_of(RuleBroken("report.before_go_live", field="day", go_live=began))

    def file_name(self) -> str:
        """With the month as people name it."""
        month = self.month.value()
        return f"{self.label}-{in_file_name(month, is_month=True)}" if month else self.label

    def show_drawn(self, drawn: Sequence[Rendered]) -> None:
        """Show the checks of the figures on the paper."""
        self._places = drawn[0].figures if drawn else ()
        self._adjusted = drawn[0].values.adjusted if drawn else ()
        self.checks.show_drawn(drawn)
        self.checks.setVisible(bool(drawn))
        self.behind.show_report(drawn[0].values if drawn else None)
        self.month_desk.take_checks(drawn[0].values.checks if drawn else ())

    def open_with(self, **arguments: Any) -> None:
        """The screen was opened again: what changed meanwhile is read."""
        month = arguments.get("month")
        if isinstance(month, date):
            self.month.set_value(month)
            self._is_stale = True
        if self._is_stale:
            self._is_stale = False
            self._month_chosen()

    def reload(self, changes: Changes) -> None:
        """Something that is counted was changed."""
        if not any(changes.touches(kind) for kind in _COUNTED_FROM):
            return
        if self.left.isVisible():
            self.read_month()
            self.words.read()
            self.draw_soon()
        else:
            self._is_stale = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.left and event.type() == QEvent.Type.Hide:
            self.words.keep()
        return super().eventFilter(watched, event)

    # figures ---------------------------------------------------------------------------------------

    def spots(self) -> Sequence[Spot]:
        """The figures of the tables."""
        return tuple((one.page, _rectangle(one)) for one in self._places)

    def clicked_at(self, page: int, x: float, y: float) -> None:
        """A figure on the paper was clicked: show who stands behind it."""
        for one in self._places:
            figure = self.behind.figures.get(one.key)
            if figure is not None and one.holds(page, x, y):
                self.show_figure(figure)
                return

    def show_figure(self, figure: ShownFigure) -> None:
        """Open what is behind a figure; of one adjusted after closing, what changed."""
        if is_adjusted(figure.place):
            wanted = [one for one in self._adjusted if one.stay_id in figure.stay_ids]
            self.month_desk.show_changes(wanted or self._adjusted)
            return
        asker = QApplication.activeModalWidget() or self.left.window()
        BehindDialog(self.context, self._behind_of(figure), asker).open()

    def show_stays(self, title: str, stay_ids: tuple[int, ...], section: str = "") -> None:
        """Open a list of stays, each at a section of its person's page."""
        behind = Behind(
            title,
            str(len(stay_ids)),
            report=self._about(),
            stay_ids=stay_ids,
            section=section,
            period=self._period(),
        )
        BehindDialog(self.context, behind, self.left.window()).open()

    def _show_checked(self, title: str, stay_ids: tuple[int, ...], person_ids: tuple[int, ...]) -> None:
        """Open whom a check is about."""
        count = str(len(stay_ids) + len(person_ids))
        behind = Behind(
            title,
            count,
            report=self._about(),
            stay_ids=stay_ids,
            person_ids=person_ids,
            period=self._period(),
        )
        BehindDialog(self.context, behind, self.left.window()).open()

    def _about(self) -> str:
        return f"{self.label} {self.month.text()}"

    def _period(self) -> str:
        month = self.month.value()
        return in_file_name(month, is_month=True) if month is not None else ""

    def _behind_of(self, figure: ShownFigure) -> Behind:
        from panpun_desktop.rules.explaining import explain
        from panpun_desktop.rules.training_counts import TRAINING, cohort_of

        told = explain(*figure.place)
        return Behind(
            figure.label,
            figure.text,
            "\n".join(filter(None, (told.sentence if told is not None else "", figure.reckoned))),
            _("Source: {source}").format(source=told.source) if told is not None else "",
            report=f"{self._about()} · {figure.table}",
            period=self._period(),
            stay_ids=figure.stay_ids,
            person_ids=tuple(dict.fromkeys(figure.person_ids)),  # in two classes: one line
            is_of_class=figure.place[0] == TRAINING,
            cohort_id=cohort_of(figure.place[1]),
        )

    def _show_figures(self) -> None:
        FiguresDialog(tuple(self.behind.figures.values()), self.show_figure, self.left.window()).open()


def _rectangle(place: FigurePlace) -> QRectF:
    return QRectF(place.left, place.top, place.right - place.left, place.bottom - place.top)


def is_adjusted(place: tuple[str, str, str]) -> bool:
    """Say whether a figure tells of adjustments after closing, by its row or its column."""
    return any(key.startswith("adjusted") for key in place[1:])


def short_title(id: str, title: str) -> str:
    """The words of a heading's tick: the table's title, shorter where it would not fit."""
    return _("Compared and year to date") if id == "comparison" else title


def _tick(text: str) -> QCheckBox:
    box = QCheckBox(text)
    box.setChecked(True)
    return box
