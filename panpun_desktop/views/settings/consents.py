"""ทะเบียนความยินยอม: every answer of everybody, newest first; the register of disclosure is one button away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout

from panpun_desktop.common.i18n import N_, _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.views.acts.consent_words import agreed_parts
from panpun_desktop.views.settings.register import RegisterSection
from panpun_desktop.widgets.columns import Column
from panpun_desktop.widgets.fields import ChoiceBox
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.consent_register import ConsentRow

_ANY = "any"
_STATES = {
    "given": (N_("Given"), Tone.OK),
    "refused": (N_("Refused"), Tone.WARN),
    "withdrawn": (N_("Withdrawn"), Tone.WARN),
    "not_asked": (N_("Not asked"), Tone.NEUTRAL),
}


@dataclass(frozen=True)
class Answers:
    """The answers that a filter finds, read page by page."""

    keys: tuple[int, ...]
    work: Any
    by: Any

    def page(self, offset: int, limit: int) -> Sequence[ConsentRow]:
        """Rows from ``offset`` on; runs in a worker."""
        from panpun_desktop.services.consent_register import consent_rows

        return consent_rows(self.work, self.by, self.keys[offset : offset + limit])


class ConsentsSection(RegisterSection["ConsentRow"]):
    """Filtered by person, purpose, answer and period; Enter opens the person."""

    name = "consentRegister"
    paper = "consents"
    begins_this_month = False

    def title(self) -> str:
        return _("Register of consent")

    def columns(self) -> Sequence[Column[ConsentRow]]:
        return (
            Column("given_on", _("Date"), lambda row: format_date(row.given_on, "short"), width=110),
            Column("person", _("Service user"), _who, strong=True, width=230),
            Column("purpose", _("Purpose"), lambda row: row.purpose, width=230, tip=_told),
            Column("state", _("Answer"), lambda row: _(_STATES[row.state][0]), chip=_tone, width=130),
            Column("holds", _("Holds"), _holds, width=96),
            Column("recipient", _("Recipient"), lambda row: row.recipient, width=160, tip=_told),
            Column("how", _("How"), _how, width=120, tip=_how),
        )

    def add_filters(self, row: QHBoxLayout) -> None:
        purposes = self.context.centre.codes.get("consent_purpose", {})
        self.purpose = ChoiceBox([(_ANY, _("everything")), *_labels(self.context.centre, purposes)])
        states = [(code, _(words)) for code, (words, _tone) in _STATES.items()]
        self.state = ChoiceBox([(_ANY, _("every answer")), *states])
        for box in (self.purpose, self.state):
            box.set_value(_ANY)
            box.currentIndexChanged.connect(lambda _index: self.load())
        self.add_filter(row, "Purpose", _("Purpose"), self.purpose, share=2)
        self.add_filter(row, "State", _("Answer"), self.state)

    def add_acts(self) -> None:
        if self.context.may("document.read"):
            button = self.add_button(_("Register of disclosure"), self._open_disclosures)
            button.setObjectName("openDisclosuresButton")

    def _open_disclosures(self) -> None:
        self.context.navigate("documents", kind="disclosures")

    def touched_by(self, changes: Changes) -> bool:
        return bool(changes.people)

    def own_parameters(self) -> dict[str, Any]:
        found = {"purpose": self.purpose.value(), "state": self.state.value()}
        return {name: value for name, value in found.items() if value not in (None, _ANY)}

    def load(self) -> None:
        from panpun_desktop.services.consent_register import ConsentFilter, consent_ids

        chosen: ConsentFilter = ConsentFilter(**self.given())
        self.banner.say("")
        self.read(lambda work, by: consent_ids(work, by, chosen), self._show_ids)

    def _show_ids(self, ids: tuple[int, ...]) -> None:
        self.table.set_source(Answers(ids, self.context.work, self.context.actor), self.context.operations)
        self.show_empty(is_empty=not ids)
        self.count.setText(_("{n} entries").format(n=f"{len(ids):,}"))
        if self.table.current_key() is None:
            self.table.select_first()

    def edit(self, row: ConsentRow) -> None:
        self.context.navigate("residents", person_id=row.person_id)


def _labels(centre: Any, codes: Any) -> list[tuple[str, str]]:
    return [(code, centre.label("consent_purpose", code)) for code in codes]


def _who(row: ConsentRow) -> str:
    return " · ".join(part for part in (row.name, row.regno) if part)


def _how(row: ConsentRow) -> str:
    return " · ".join(part for part in (row.how, row.witness) if part)


def _tone(row: ConsentRow) -> Tone:
    return _STATES[row.state][1]


def _holds(row: ConsentRow) -> str:
    if row.holds:
        return _("Yes")
    return _("Run out") if row.has_ended else _("Replaced")


def _told(row: ConsentRow) -> str:
    """Everything that was agreed to: to whom, what for, what, until when."""
    return "\n".join([row.purpose, *agreed_parts(row)])
