"""Blank forms to fill by hand, for the days without power (R-DOC-3)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox

from panpun_desktop.common.i18n import _
from panpun_desktop.views.documents.paper_form import Paper, PaperForm
from panpun_desktop.widgets.cards import Card
from panpun_desktop.widgets.labels import help_text


class BlankPapersForm(PaperForm):
    """แบบฟอร์มเปล่า."""

    key = "blank"

    def build(self) -> None:
        """A tick for each blank form there is."""
        from panpun_desktop.reports.registry import reports

        self.label = _("Blank forms")
        self.add_heading(_("Forms"))
        self.forms: dict[str, QCheckBox] = {}
        for paper in reports().values():
            if paper.key.endswith("_blank"):
                self._offer(paper.key, paper.label.removesuffix(" (แบบว่าง)"))
        note = Card(_("When the power is out"))
        note.body.addWidget(help_text(_("Print some in advance and keep them at the desk.")))
        note.body.addWidget(help_text(_("Dotted lines stand where the program would write.")))
        self.remarks.addWidget(note)

    def _offer(self, key: str, label: str) -> None:
        box = QCheckBox(label)
        box.setChecked(True)
        box.setObjectName(f"{key.title().replace('_', '')}Box")
        box.toggled.connect(lambda _on: self.draw_now())
        self.forms[key] = box
        self.fields.addWidget(box)

    def focus_first(self) -> None:
        """On the first form."""
        next(iter(self.forms.values())).setFocus()

    def papers(self) -> Sequence[Paper]:
        """The forms ticked, behind each other."""
        return tuple((key, {}) for key, box in self.forms.items() if box.isChecked())

    def lacking(self) -> str:
        """A form is needed."""
        return _("Tick a form to print.")

    def file_name(self) -> str:
        """No person is in them."""
        return self.label
