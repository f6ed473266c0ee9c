"""ออกจากศูนย์: how and when a stay ends, alone or with the family (R-FAM-3, R-OVR-4)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QCheckBox

from panpun_desktop.common.clock import local
from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_text import search_key, sort_key
from panpun_desktop.rules.codes import Outcome
from panpun_desktop.rules.intake import outcome_needs_agency, outcome_needs_province
from panpun_desktop.rules.seed import code_lists
from panpun_desktop.views.acts.act_dialog import ActDialog, Reasons
from panpun_desktop.views.acts.facts import stay_of
from panpun_desktop.views.acts.leaving_classes import ClassesLeft
from panpun_desktop.views.acts.leaving_more import AroundLeaving, LeavingMore, around_leaving
from panpun_desktop.widgets.fields import ChoiceBox, LongField, SuggestField, ThaiDateEdit, TimeEdit
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.parts import Banner, QuietButton, ThaiLabel
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.agencies import AgencyRow


_UNSAID = Outcome.LEFT.value


class EndStayDialog(ActDialog):
    """Asks for the outcome and what it needs; the family of a head is ticked to leave together."""

    name = "endStay"

    def title(self) -> str:
        return _("Leave the centre")

    def save_text(self) -> str:
        if not self.leaving:
            return _("Record the leaving")
        number = 1 + sum(tick.isChecked() for tick in self.leaving)
        return _("Record the leaving of {number} people").format(number=number)

    def build(self) -> None:
        self._agencies: dict[str, int] = {}
        self.outcome = ChoiceBox(self._offered())
        self.outcome.chosen.connect(lambda _code: self._follow_outcome())
        self.add_field("outcome", _("Outcome"), self.outcome)
        self.unsaid = QuietButton(
            self.context.centre.label("outcome", _UNSAID), "walk", small=True, clicked=self._choose_unsaid
        )
        self.unsaid.setObjectName("endStayUnsaidButton")
        self.form.addWidget(self.unsaid, 0, Qt.AlignmentFlag.AlignLeft)
        self._add_outcome_fields()
        self._add_when()
        self.note = LongField(lines=2)
        self.add_field("note", _("Note"), self.note)
        self._add_family()
        self.classes = ClassesLeft(self.context)
        self.classes.told.connect(self.fit)
        self.alone = Banner("", Tone.BAD)
        for banner in (self.classes, self.alone):
            self.form.addWidget(banner)
        self.more = LeavingMore(several=bool(self.facts.family))
        self.form.addWidget(self.more)
        self.letter = QCheckBox(_("Write the transfer letter next"))
        self.letter.setObjectName("endStayLetter")
        self.form.addWidget(self.letter)
        self.settled.connect(lambda _changes: self._go_on())
        self._follow_outcome()
        self._read_around()

    def _read_around(self) -> None:
        work, actor = self.context.work, self.context.actor
        people = [self.facts.person_id, *(one.row.id for one in self.facts.family)]
        self.context.operations.read(
            self, lambda: around_leaving(work, actor, people), self._show_around, key="around"
        )
        self._ask_alone()
        self._ask_classes()
        self.context.operations.read(
            self, lambda: _agencies(work, actor), self._show_agencies, key="agencies"
        )

    def _choose_unsaid(self) -> None:
        self.choose_outcome(_UNSAID)
        self.left_on.setFocus()

    def choose_outcome(self, code: str) -> None:
        """Begin with an outcome that is known from elsewhere."""
        self.outcome.set_value(code)
        self._follow_outcome()

    def _show_around(self, found: AroundLeaving) -> None:
        self.more.show_found(found, self.context.may("belonging.edit"))
        self.fit()
        QTimer.singleShot(0, self, self.fit)
        QTimer.singleShot(0, self, self.keep_in_view)

    def _ask_alone(self) -> None:
        """Children whom nobody would answer for are named before it is saved (R-FAM-3)."""
        if not self.facts.family:
            return
        work, actor = self.context.work, self.context.actor
        stays = [stay_id for stay_id, _seen in self._leaving_stays()]

        def read() -> tuple[str, ...]:
            from panpun_desktop.services.last_leaving import children_left_alone

            return children_left_alone(work, actor, stays)

        self.context.operations.read(self, read, self._show_alone, key="alone")

    def _ask_classes(self) -> None:
        self.classes.look([stay_id for stay_id, _seen in self._leaving_stays()], self.left_on.value())

    def _show_alone(self, names: tuple[str, ...]) -> None:
        text = _("Children would stay without an adult: {names}. It becomes an urgent task on Today.")
        self.alone.say(text.format(names=", ".join(names)) if names else "", Tone.BAD)
        self.fit()

    def _leaving_stays(self) -> list[tuple[int, int]]:
        ticked = zip(self.leaving, self.facts.family, strict=True)
        together = [stay_of(panel) for tick, panel in ticked if tick.isChecked()]
        return [(self.facts.stay_id, self.facts.stay_version), *together]

    def _leaving_people(self) -> set[int]:
        ticked = zip(self.leaving, self.facts.family, strict=True)
        return {self.facts.person_id, *(panel.row.id for tick, panel in ticked if tick.isChecked())}

    def _go_on(self) -> None:
        if self.letter.isVisibleTo(self) and self.letter.isChecked():
            self.context.navigate("documents", kind="transfer_letter", person_id=self.facts.person_id)

    def _offered(self) -> list[tuple[str, str]]:
        """The outcomes people may choose; what only an import knows is left out."""
        centre = self.context.centre
        imported = {one.code for one in code_lists()["outcome"].codes if one.extra.get("imported")}
        codes = centre.active_codes.get("outcome", ())
        return [(one, centre.label("outcome", one)) for one in codes if one not in imported]

    def _add_outcome_fields(self) -> None:
        centre = self.context.centre
        codes = centre.active_codes.get("province", ())
        provinces = sorted(codes, key=lambda one: sort_key(centre.label("province", one)))
        self.province = ChoiceBox([(one, centre.label("province", one)) for one in provinces])
        home = self.facts.panel.facts.home_province
        if home:
            self.province.set_value(home)
        self.add_field("province", _("Goes home to the province"), self.province)
        self.agency = SuggestField()
        self.agency.edited.connect(self._follow_agency)
        self.add_field("agency", _("Agency that receives the person"), self.agency)
        self.new_agency = QCheckBox(_("Add it to the directory as a new agency"))
        self.new_agency.setObjectName("endStayNewAgency")
        self.form.addWidget(self.new_agency)

    def _add_when(self) -> None:
        row = self.pair_row()
        self.left_on = ThaiDateEdit(lambda: self.context.today, required=True)
        self.left_on.set_value(self.context.today)
        self.left_time = TimeEdit()
        self.left_time.set_value(local(self.context.clock).time().replace(second=0, microsecond=0))
        self.left_on.changed.connect(lambda _day: self._ask_classes())
        self.add_field("left_on", _("Leaving day"), self.left_on, to=row)
        self.add_field("left_time", _("Time"), self.left_time, to=row)

    def _add_family(self) -> None:
        self.leaving: list[QCheckBox] = []
        if not self.facts.family:
            return
        self.form.addWidget(ThaiLabel(_("The family leaves together"), role="field"))
        for number, one in enumerate(self.facts.family, 1):
            words = " · ".join(part for part in (one.row.name, one.row.bed) if part)
            tick = QCheckBox(words)
            tick.setObjectName(f"endStayFamily{number}")
            tick.setChecked(self.facts.panel.heads_family)
            tick.toggled.connect(lambda _on: self._follow_family())
            self.form.addWidget(tick)
            self.leaving.append(tick)

    def _follow_family(self) -> None:
        self.save_button.setText(self.save_text())
        self._ask_alone()
        self._ask_classes()

    def _follow_outcome(self) -> None:
        code = self.outcome.value() or ""
        self.letter.setVisible(outcome_needs_agency(code) and self.context.may("document.issue"))
        self.boxes["province"].setVisible(outcome_needs_province(code))
        self.boxes["agency"].setVisible(outcome_needs_agency(code))
        self._follow_agency()
        self.fit()

    def _follow_agency(self) -> None:
        typed = self.agency.text().strip()
        is_new = bool(typed) and search_key(typed) not in self._agencies
        self.new_agency.setVisible(is_new and outcome_needs_agency(self.outcome.value() or ""))

    def _show_agencies(self, rows: tuple[AgencyRow, ...]) -> None:
        self._agencies = {search_key(one.name): one.id for one in rows}
        self.agency.set_suggestions(tuple(one.name for one in rows))

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.stays import EndStay

        code = self.outcome.value() or ""
        needs_agency = outcome_needs_agency(code)
        request = EndStay(
            tuple(self._leaving_stays()),
            self.left_on.value() or self.context.today,
            code,
            self.left_time.value(),
            self.province.value() if outcome_needs_province(code) else None,
            None,
            self.note.text(),
            self.more.returned(self._leaving_people()),
            self.more.chosen_days(),
        )
        name = self.agency.text().strip() if needs_agency else ""
        adds = self.new_agency.isChecked() and self.new_agency.isVisibleTo(self)
        work, actor = self.context.work, self.context.actor
        return lambda: _end(work, actor, request, name, adds)


def _agencies(work: Any, by: Actor) -> tuple[AgencyRow, ...]:
    from panpun_desktop.services.agencies import list_agencies

    return list_agencies(work, by)


def _end(work: Any, by: Actor, request: Any, agency: str, adds: bool) -> Changes:
    """End the stays; an agency is found by its name, or added first when that was asked for."""
    from dataclasses import replace

    from panpun_desktop.services.agencies import SaveAgency, find_agency, save_agency
    from panpun_desktop.services.stays import end_stay

    if agency and adds:
        kind = "NGO" if request.outcome == "REF_NGO" else "GOV"
        (agency_id,) = save_agency(work, by, SaveAgency(None, agency, kind)).agencies
        request = replace(request, agency_id=agency_id)
    elif agency:
        request = replace(request, agency_id=find_agency(work, by, agency).id)
    return end_stay(work, by, request)
