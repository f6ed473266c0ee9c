"""Intake form and statement of free will: for one person, or for the whole family in one go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QVBoxLayout

from panpun_desktop.common.i18n import _
from panpun_desktop.views.acts.person_field import PersonField
from panpun_desktop.views.documents.findings import OK, WARN, Finding, FindingsCard
from panpun_desktop.views.documents.paper_form import Paper, PaperForm
from panpun_desktop.widgets.labels import help_text
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.documents import Issued
    from panpun_desktop.services.people_rows import PersonHit, PersonPanel


class PersonPapersForm(PaperForm):
    """A form that each person signs."""

    prints_issued = True

    def build(self) -> None:
        """The person, and ticks for the family."""
        self.issue_text = _("Issue and print")
        self.panel: PersonPanel | None = None
        self.person = PersonField(self.context)
        self.person.chosen.connect(self._choose)
        self.add_field("person_id", _("Service user"), self.person)
        self.family_heading = self.add_heading(_("For the family, too"))
        self._family = QVBoxLayout()
        self._family.setSpacing(2)
        self.members: dict[int, QCheckBox] = {}
        self.fields.addLayout(self._family)
        self.fields.addWidget(help_text(_("Each person gets a paper of their own; all print in one go.")))
        self.family_heading.hide()
        self.before = FindingsCard(_("Before printing"))
        self.remarks.addWidget(self.before)
        self._say()

    def open_with(self, **arguments: Any) -> None:
        """Begin with a person when one comes along."""
        if arguments.get("person_id") is not None:
            self._choose(int(arguments["person_id"]))

    def _choose(self, person_id: int | None) -> None:
        if person_id is None:
            self._take(None)
            return
        work, actor = self.context.work, self.context.actor

        def read() -> PersonPanel:
            from panpun_desktop.services.people import person_panel

            return person_panel(work, actor, person_id)

        self.context.operations.read(self, read, self._take, key="person")

    def _take(self, panel: PersonPanel | None) -> None:
        self.panel = panel
        if panel is not None:
            self.person.show_person(panel.row.id, panel.row.name)
        self._offer_family([one for one in panel.family_members if one.present] if panel else [])
        self._say()
        self.draw_now()

    def _offer_family(self, members: Sequence[PersonHit]) -> None:
        for box in self.members.values():
            box.hide()
            box.deleteLater()
        self.members = {}
        for member in members:
            box = QCheckBox(member.name)
            box.setChecked(True)
            box.toggled.connect(lambda _on: self.draw_soon())
            self.members[member.id] = box
            self._family.addWidget(box)
        self.family_heading.setVisible(bool(members))

    def _say(self) -> None:
        if self.panel is None:
            self.before.show_findings([Finding(WARN, Tone.WARN, _("No person is chosen yet"))])
            return
        row = self.panel.row
        words = " · ".join(one for one in (row.regno, row.bed, self.panel.service_label) if one)
        self.before.show_findings(
            [
                Finding(OK, Tone.OK, row.name, words),
                Finding(OK, Tone.OK, _("What is not known prints as dots to write on")),
                Finding(OK, Tone.OK, _("A copy is kept with the person's papers")),
            ]
        )

    def papers(self) -> Sequence[Paper]:
        """One paper for each person ticked, the one chosen first."""
        if self.panel is None:
            return ()
        ticked = [id for id, box in self.members.items() if box.isChecked()]
        return tuple((self.key, {"person_id": id}) for id in (self.panel.row.id, *ticked))

    def whose(self) -> Sequence[str]:
        """The person of each paper."""
        ticked = [box.text() for box in self.members.values() if box.isChecked()]
        return () if self.panel is None else (self.panel.row.name, *ticked)

    def lacking(self) -> str:
        """A person is needed."""
        return _("Choose a person; the paper appears here.")

    def file_name(self) -> str:
        """With the register number, never a name."""
        return f"{self.label}-{self.panel.row.regno}" if self.panel else self.label

    def show_issued(self, issued: Sequence[Issued]) -> None:
        """Say how many copies are kept."""


class IntakeForm(PersonPapersForm):
    """ใบรับตัว."""

    key = "intake_form"

    def build(self) -> None:
        """As every form of a person."""
        self.label = _("Intake form")
        super().build()


class VoluntaryForm(PersonPapersForm):
    """หนังสือแสดงความสมัครใจ."""

    key = "voluntary"

    def build(self) -> None:
        """As every form of a person."""
        self.label = _("Statement of free will")
        super().build()
