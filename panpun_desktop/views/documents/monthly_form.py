"""The month's statement: month, headings to print, figures, the manager's words, and the checks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QApplication, QCheckBox, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import N_, _
from panpun_desktop.views.documents.behind import BehindCard
from panpun_desktop.views.documents.behind_dialog import Behind, BehindDialog
from panpun_desktop.views.documents.checks_card import ChecksCard
from panpun_desktop.views.documents.figures_dialog import FiguresDialog
from panpun_desktop.views.documents.paper_form import Paper, PaperForm
from panpun_desktop.widgets.fields import LongField, MonthEdit
from panpun_desktop.widgets.preview import Spot

if TYPE_CHECKING:
    from panpun_desktop.reports.kit.figures import FigurePlace
    from panpun_desktop.reports.monthly.figures import ShownFigure
    from panpun_desktop.reports.runner import Rendered

_THAI_DIGITS = "documents/monthlyThaiDigits"
_TOLD = (
    ("problems", N_("Problems and obstacles")),
    ("proposals", N_("Proposals")),
    ("plan", N_("Plan for the next month")),
)


class MonthlyForm(PaperForm):
    """รายงานประจำเดือน."""

    key = "monthly"
    issue_icon = "rubber-stamp"

    def build(self) -> None:
        """Month, headings, figures, texts; the checks at the right."""
        self.label, self.issue_text = _("Monthly report"), _("Issue the report")
        self.month = MonthEdit(lambda: self.context.today)
        self.month.set_value(self._last_whole_month())
        self.month.changed.connect(lambda _month: self.draw_now())
        self.add_field("month", _("Month"), self.month)
        self.boxes["day"] = self.boxes["month"]  # reports refuse a day; here it is the month's
        self._add_tables()
        self._add_digits()
        self._add_texts()
        self.checks = ChecksCard()
        self.behind = BehindCard(self.show_figure, self._show_figures)
        self._places: tuple[FigurePlace, ...] = ()
        self.remarks.addWidget(self.checks)
        self.remarks.addWidget(self.behind)

    def _last_whole_month(self) -> date:
        """The month before, or this one when the centre began in it."""
        today, began = self.context.today, self.context.centre.go_live_on
        before = today.replace(day=1) - timedelta(days=1)
        return today if began is not None and before < began.replace(day=1) else before

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

    def _keep_digits(self, thai: bool) -> None:
        self.context.local.setValue(_THAI_DIGITS, thai)
        self.draw_now()

    def _add_texts(self) -> None:
        self.add_heading(_("Words of the report"))
        for name, label in _TOLD:
            self.add_field(name, _(label), LongField(lines=3))

    def papers(self) -> Sequence[Paper]:
        """The statement of the month as chosen."""
        month = self.month.value()
        if month is None:
            return ()
        chosen = tuple(id for id, box in self.tables.items() if box.isChecked())
        told = {name: self.boxes[name].field.text() for name, _label in _TOLD}  # type: ignore[attr-defined]
        parameters: dict[str, Any] = {"month": month, "thai_digits": self.thai.isChecked(), **told}
        if len(chosen) < len(self.tables):
            parameters["tables"] = chosen
        return (("monthly", parameters),)

    def lacking(self) -> str:
        """Only the month is needed."""
        return _("Enter a month, for example 10/2569")

    def file_name(self) -> str:
        """As the month is written in files: Gregorian (R-BE-1)."""
        month = self.month.value()
        return f"{self.label}-{month:%Y-%m}" if month else self.label

    def show_drawn(self, drawn: Sequence[Rendered]) -> None:
        """Show the checks of the figures on the paper."""
        self._places = drawn[0].figures if drawn else ()
        self.checks.show_drawn(drawn)
        self.behind.show_report(drawn[0].values if drawn else None)

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
        """Open what is behind a figure."""
        asker = QApplication.activeModalWidget() or self.left.window()
        BehindDialog(self.context, self._behind_of(figure), asker).open()

    def _behind_of(self, figure: ShownFigure) -> Behind:
        return Behind(
            figure.label,
            figure.text,
            report=f"{self.label} {self.month.text()} · {figure.table}",
            stay_ids=figure.stay_ids,
            person_ids=figure.person_ids,
        )

    def _show_figures(self) -> None:
        FiguresDialog(tuple(self.behind.figures.values()), self.show_figure, self.left.window()).open()


def _rectangle(place: FigurePlace) -> QRectF:
    return QRectF(place.left, place.top, place.right - place.left, place.bottom - place.top)


def short_title(id: str, title: str) -> str:
    """The words of a heading's tick: the table's title, shorter where it would not fit."""
    return _("Compared and year to date") if id == "comparison" else title


def _tick(text: str) -> QCheckBox:
    box = QCheckBox(text)
    box.setChecked(True)
    return box
