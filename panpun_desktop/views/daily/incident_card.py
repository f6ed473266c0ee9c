"""The incident that is chosen in the log: all its words, and what may be done with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.widgets.flow import FlowRow
from panpun_desktop.widgets.labels import Chip, ThaiLabel, muted
from panpun_desktop.widgets.parts import Card, EmptyState, PlainButton
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.incidents import IncidentRow
    from panpun_desktop.views.daily.incidents import IncidentsPart


class IncidentCard(Card):
    """Shows one incident."""

    def __init__(self, part: IncidentsPart) -> None:
        super().__init__(_("Incident"), padding=12)
        self._part = part
        self.empty = EmptyState("notes", _("No incident is chosen"))
        self.chips = FlowRow()
        self.when = ThaiLabel("", role="strong", wrap=True)
        self.body.addWidget(self.empty)
        self.body.addWidget(self.chips)
        self.body.addWidget(self.when)
        self._texts: dict[str, tuple[ThaiLabel, ThaiLabel]] = {}
        for key, words in (
            ("what", _("What happened")),
            ("told", _("Who was told, and when")),
            ("done", _("What was done")),
        ):
            pair = (ThaiLabel(words, role="field"), ThaiLabel("", wrap=True))
            self._texts[key] = pair
            for one in pair:
                self.body.addWidget(one)
        self.people_title = ThaiLabel(_("People it is about"), role="field")
        self.people = FlowRow()
        self.by = muted("", wrap=True)
        for widget in (self.people_title, self.people, self.by, self._buttons()):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.show_row(None)

    def _buttons(self) -> QWidget:
        row, part = FlowRow(gap=8), self._part
        self.edit = part.button(_("Correct"), "edit", "editIncidentButton", part.edit, "incident.write")
        self.settle = part.button(
            _("Settled"), "check", "settleIncidentButton", part.settle, "incident.write"
        )
        self.void = part.button(_("Take out"), "x", "voidIncidentButton", part.void, "incident.write")
        self.acts = (self.edit, self.settle, self.void)
        for button in self.acts:
            row.add(button)
        return row

    def show_row(self, row: IncidentRow | None) -> None:
        """Show an incident; without one the card says so."""
        self.empty.setVisible(row is None)
        for widget in (self.when, self.by, self.chips, self.people, self.people_title):
            widget.setVisible(row is not None)
        for button in self.acts:
            button.setVisible(row is not None)
        for pair in self._texts.values():
            for one in pair:
                one.setVisible(False)
        if row is None:
            return
        self._show_head(row)
        for key, (label, text) in self._texts.items():
            words = _("Kept from your role") if row.is_masked and key == "what" else getattr(row, key)
            label.setVisible(bool(words))
            text.setVisible(bool(words))
            text.setText(words)
        self._show_people(row)
        self.by.setText(_("Written by {name}").format(name=row.written_by))
        may = self._part.may_change(row)
        self.edit.setEnabled(may)
        self.void.setEnabled(may)
        self.settle.setEnabled(may and is_open(row))

    def _show_head(self, row: IncidentRow) -> None:
        centre = self._part.context.centre
        self.chips.clear()
        self.chips.add(Chip(centre.label("incident_kind", row.kind)))
        if row.severity == "SERIOUS":
            self.chips.add(Chip(centre.label("incident_severity", row.severity), Tone.BAD))
        if is_open(row):
            self.chips.add(Chip(_("Not settled"), Tone.WARN))
        self.when.setText(" · ".join(one for one in (when_words(row), row.place) if one))

    def _show_people(self, row: IncidentRow) -> None:
        self.people_title.setVisible(bool(row.people))
        self.people.clear()
        context = self._part.context
        for person_id, name, part in row.people:
            label = context.centre.label("incident_part", part)
            words = f"{name} ({label})" if part and label else name
            button = PlainButton(words, small=True, clicked=_opener(self._part, person_id))
            button.setObjectName(f"incidentPerson{person_id}")
            self.people.add(button)


def _opener(part: IncidentsPart, person_id: int) -> Callable[[], None]:
    return lambda: part.context.navigate("residents", person_id=person_id)


def is_open(row: IncidentRow) -> bool:
    """Something is still to be done: it says so itself, or it was serious."""
    return row.settled_on is None and (row.needs_follow_up or row.severity == "SERIOUS")


def when_words(row: IncidentRow) -> str:
    """21 พ.ย. 2569 08:30 น."""
    day = format_date(row.on_day, "short")
    return f"{day} {row.at_time:%H:%M}" if row.at_time is not None else day
