"""Blank forms to fill by hand, for the days without power (R-DOC-3)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout

from panpun_desktop.common.i18n import _
from panpun_desktop.views.documents.paper_form import Paper, PaperForm
from panpun_desktop.widgets.cards import Card
from panpun_desktop.widgets.labels import ThaiLabel, heading, help_text

if TYPE_CHECKING:
    from panpun_desktop.services.course_rows import CohortRow


class _Words(ThaiLabel):
    """What a tick is about, on as many lines as it needs; a click ticks."""

    def __init__(self, text: str, box: QCheckBox) -> None:
        super().__init__(text, wrap=True)
        self._box = box

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._box.click()


class BlankPapersForm(PaperForm):
    """แบบฟอร์มเปล่า."""

    key = "blank"

    def build(self) -> None:
        """A tick for each blank form there is."""
        from panpun_desktop.reports.registry import reports

        self.label = _("Blank forms")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self.fields.addLayout(self._lines)  # classes join it later
        self._heading(_("Forms"))
        self.forms: dict[str, QCheckBox] = {}
        self._papers: dict[str, Paper] = {}
        for paper in reports().values():
            if paper.key.endswith("_blank"):
                self._offer(paper.key, paper.label.removesuffix(" (แบบว่าง)"), (paper.key, {}))
        self._heading(_("To fill in by hand today"))
        sheet = ("walk_sheet", {"day": self.context.today})
        self._offer("walk_sheet", reports()["walk_sheet"].label, sheet, ticked=False)
        if self.context.may("course.read"):
            self._ask_for_classes()
        note = Card(_("When the power is out"))
        note.body.addWidget(help_text(_("Print some in advance and keep them at the desk.")))
        note.body.addWidget(help_text(_("Dotted lines stand where the program would write.")))
        self.remarks.addWidget(note)

    def _ask_for_classes(self) -> None:
        """A blank sheet of the month for each class that runs."""
        work, actor = self.context.work, self.context.actor

        def ask() -> tuple[CohortRow, ...]:
            from panpun_desktop.services.cohort_lists import list_cohorts
            from panpun_desktop.services.course_rows import NOW

            return list_cohorts(work, actor, (NOW,))

        self.context.operations.read(self, ask, self._offer_classes, key="classes")

    def _offer_classes(self, rows: tuple[CohortRow, ...]) -> None:
        for row in rows:
            given = {"cohort_id": row.id, "month": self.context.today.replace(day=1), "blank": True}
            label = _("Blank sheet to sign, {cohort}").format(cohort=row.name)
            self._offer(f"timesheet_{row.id}", label, ("timesheet", given), ticked=False)

    def _offer(self, key: str, label: str, paper: Paper, *, ticked: bool = True) -> None:
        self._papers[key] = paper
        box = QCheckBox()
        box.setAccessibleName(label)
        box.setChecked(ticked)
        box.setObjectName(f"{key.title().replace('_', '')}Box")
        box.toggled.connect(lambda _on: self.draw_now())
        self.forms[key] = box
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(_Words(label, box), 1)
        self._lines.addLayout(row)

    def _heading(self, text: str) -> None:
        if self._lines.count():
            self._lines.addSpacing(4)
        self._lines.addWidget(heading(text))

    def focus_first(self) -> None:
        """On the first form."""
        next(iter(self.forms.values())).setFocus()

    def papers(self) -> Sequence[Paper]:
        """The forms ticked, behind each other."""
        return tuple(self._papers[key] for key, box in self.forms.items() if box.isChecked())

    def lacking(self) -> str:
        """A form is needed."""
        return _("Tick a form to print.")

    def file_name(self) -> str:
        """No person is in them."""
        return self.label
