"""Saving the page: check, ask for reasons, admit, then issue and show the papers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt

from panpun_desktop.common.errors import Concern, NeedsConfirmation, PanpunError
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.rules.override import ConcernLevel, GivenReason
from panpun_desktop.views.admission import asking
from panpun_desktop.views.admission.deciding import Deciding
from panpun_desktop.views.admission.papers import Paper, issue_papers, papers_of
from panpun_desktop.views.admission.papers_dialog import PapersDialog
from panpun_desktop.views.admission.reasons_dialog import ReasonsDialog
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.admission_requests import AdmitPeople
    from panpun_desktop.services.admissions import Admitted
    from panpun_desktop.views.admission.page import AdmissionPage


class Saving(QObject):
    """One saving at a time; whatever is refused is said beside its field, and nothing typed is lost."""

    def __init__(self, page: AdmissionPage) -> None:
        super().__init__(page)
        self._page = page
        self._context = page.context
        self._is_saving = False
        self._deciding = Deciding(page.context, page.people, self)

    def save(self) -> None:
        """Check the page; go on when nothing must be confirmed."""
        page = self._page
        if self._is_saving or not page.people.filled():
            self._say_nobody()
            return
        page.banner.say("")
        for box in page.arrival.boxes():
            box.clear_problem()
        page.people.drop_empty_rows()
        page.people.settle()
        if self._stop_at_unreadable():
            return
        self._busy(True)
        self._deciding.settle(
            lambda: page.planning.settle(lambda: self._check({})), lambda: self._busy(False)
        )

    def _say_nobody(self) -> None:
        if not self._is_saving:
            row = self._page.people.rows[0]
            row.show_problem("person", _("Type a name, or F8 when it is not known."))

    def _stop_at_unreadable(self) -> bool:
        for row in self._page.people.rows:
            found = row.unreadable()
            if found is not None:
                row.show_problem("birth", found[1])
                found[0].setFocus()
                return True
        wrong = self._page.arrival.unreadable() or self._page.details.unreadable()
        if wrong is not None:
            wrong[0].show_problem(wrong[1])
            return True
        return False

    def _busy(self, on: bool) -> None:
        self._is_saving = on
        self._page.save_button.setEnabled(not on)

    # check and admit ------------------------------------------------------------------------------

    def request(self, reasons: dict[str, GivenReason]) -> AdmitPeople:
        """What the page asks for."""
        from panpun_desktop.services.admission_requests import AdmitPeople

        page = self._page
        service, arrival = page.service, page.arrival
        agency_id, agency_name = arrival.agency_asked()
        is_transit = service.chosen() == "TRANSIT"
        rows = page.people.filled()
        return AdmitPeople(
            members=asking.members_of(rows, page.planning.places.places, page.consent.consents()),
            service_type=service.chosen(),
            arrived_on=arrival.day.value() or self._context.today,
            arrived_time=arrival.time.value(),
            channel=arrival.channel.value() or "",
            agency_id=agency_id,
            agency_name=agency_name,
            brought_by=arrival.brought_by.text(),
            client_of=service.client_of.value() if is_transit else None,
            awaiting=service.awaiting.value() if is_transit else None,
            cohort_id=service.cohort_id(),
            waiting_id=page.waiting_id,
            household_id=page.household_id,
            expected_leave_on=page.details.expected.value(),
            note=page.details.note.text(),
            reasons=reasons,
        )

    def _check(self, reasons: dict[str, GivenReason]) -> None:
        request, context = self.request(reasons), self._context

        def query() -> tuple[Concern, ...]:
            from panpun_desktop.services.admissions import check_admission

            return check_admission(context.work, context.actor, request)

        context.operations.read(self, query, self._checked, self._refuse, key="check")

    def _checked(self, concerns: tuple[Concern, ...]) -> None:
        if any(one.level != ConcernLevel.INFO for one in concerns):
            self._ask_reasons(concerns)
        else:
            self._admit({})

    def _ask_reasons(self, concerns: tuple[Concern, ...]) -> None:
        page, centre = self._page, self._context.centre
        names = {str(index): row.shown_name() for index, row in enumerate(page.people.filled())}
        dialog = ReasonsDialog(concerns, names, centre.codes["override_reason"], centre.limits, page.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._admit(dict(dialog.reasons)))
        dialog.rejected.connect(lambda: self._busy(False))
        dialog.open()
        dialog.code.setFocus()

    def _admit(self, reasons: dict[str, GivenReason]) -> None:
        request, context = self.request(reasons), self._context
        places = self._page.planning.places.places
        rooms = {
            index: place.extra_in_room
            for index, row in enumerate(self._page.people.filled())
            if (place := places.get(row.key)) is not None and place.extra_in_room is not None
        }
        admitted: list[Admitted] = []

        def act() -> Changes:
            admitted.append(asking.admit_all(context.work, context.actor, request, rooms))
            return admitted[0].changes

        context.operations.change(self, act, lambda _changes: self._admitted(admitted[0]), self._refuse)

    # afterwards -----------------------------------------------------------------------------------

    def _admitted(self, admitted: Admitted) -> None:
        page, context = self._page, self._context
        kinds = page.consent.papers_wanted()
        names = [row.shown_name() for row in page.people.filled() for _kind in kinds]
        self._busy(False)
        page.drafts.drop()
        page.start_anew()
        if not kinds:
            return
        asked = papers_of(kinds, admitted.person_ids, admitted.stay_ids)
        issued: list[Any] = []

        def act() -> Changes:
            from panpun_desktop.services.changes import Changes as Touched

            issued.extend(issue_papers(context.work, context.actor, asked))
            ids = frozenset(one.document_id for one in issued)
            return Touched(documents=ids, people=frozenset(admitted.person_ids))

        context.operations.change(self, act, lambda _changes: self._show(issued, names), self._no_papers)

    def _show(self, issued: list[Any], names: list[str]) -> None:
        papers = [Paper(f"{one.title} · {name}", one.pdf) for one, name in zip(issued, names, strict=True)]
        dialog = PapersDialog(papers, self._context.operations, self._page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(lambda _result: self._page.focus_first())
        dialog.open()
        dialog.print_button.setFocus()

    def _no_papers(self, error: PanpunError) -> None:
        words = _("The admission is saved, but the papers could not be made: {why}")
        self._page.banner.say(words.format(why=message_of(error)), Tone.WARN)

    # refusals -------------------------------------------------------------------------------------

    def _refuse(self, error: PanpunError) -> None:
        self._busy(False)
        if isinstance(error, NeedsConfirmation):
            self._ask_reasons(error.concerns)
            return
        page = self._page
        row = asking.row_of(error, page.people.filled())
        if row is not None:
            row.show_problem(error.field, message_of(error))
            return
        boxes = {
            "channel": page.arrival.channel_box,
            "agency": page.arrival.agency_box,
            "arrived_on": page.arrival.day_box,
            "bed": page.arrival.bed_box,
            "client_of": page.service.client_of_box,
            "awaiting": page.service.awaiting_box,
            "cohort": page.service.cohort_box,
        }
        box = boxes.get(error.field or "")
        if box is not None:
            box.show_problem(message_of(error))
        else:
            page.banner.say(message_of(error), Tone.BAD)
        if error.id.startswith("bed."):
            page.planning.ask()
