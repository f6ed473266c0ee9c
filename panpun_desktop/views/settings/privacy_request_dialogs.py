"""A request about personal data: recorded or corrected, answered, struck out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import N_, _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.views.acts.form_dialog import Reasons
from panpun_desktop.views.acts.person_field import PersonField
from panpun_desktop.views.settings.edit_dialog import EditDialog
from panpun_desktop.views.settings.striking_out import StrikeOut
from panpun_desktop.widgets.fields import ChoiceBox, LineField, LongField, ThaiDateEdit
from panpun_desktop.widgets.labels import ThaiLabel, help_text
from panpun_desktop.widgets.operations import Changes

if TYPE_CHECKING:
    from panpun_desktop.services.data_request_rows import DataRequestRow, RequestFacts

_KINDS = "data_request_kind"
_RESULTS = {"done": N_("Done"), "partly": N_("Partly done"), "refused": N_("Refused by us")}


def result_words(result: str) -> str:
    """ดำเนินการแล้ว, ปฏิเสธ."""
    return _(_RESULTS[result]) if result in _RESULTS else result


class _OfRequest(EditDialog["DataRequestRow"]):
    """What is done with a line of the register."""

    def found_again(self) -> DataRequestRow | None:
        from panpun_desktop.services.data_request_rows import RequestFilter
        from panpun_desktop.services.data_requests import list_requests

        rows = list_requests(self.context.work, self.context.actor, RequestFilter())
        return next((row for row in rows if row.id == self.row_id), None)

    def told(self, row: DataRequestRow) -> Mapping[str, str]:
        return {
            _("What they ask"): row.kind_words,
            _("Service user"): row.person,
            _("Who asks"): row.asked_by,
            _("The wish in words"): row.wish,
            _("Who asks is shown by"): row.identity_checked_by,
            _("Result"): result_words(row.result),
            _("What was done, or why not"): row.result_note,
        }

    def add_head(self, column: QVBoxLayout) -> None:
        row = self.row
        if row is not None:
            words = (row.number, row.kind_words, row.person or row.asked_by)
            column.addWidget(ThaiLabel(" · ".join(one for one in words if one), role="strong", wrap=True))
            due = format_date(row.due_on, "short")
            column.addWidget(help_text(_("answer due {day}").format(day=due)))


class RequestDialog(_OfRequest):
    """Records a request, or corrects its line."""

    name = "dataRequest"
    WIDTH = 600

    def title(self) -> str:
        return _("Correct the request") if self.row is not None else _("Record a request")

    def add_head(self, column: QVBoxLayout) -> None:
        super().add_head(column)
        if self.row is None:
            days = self.context.centre.settings["privacy.request_days"]
            words = _("It gets the next number of the register; the answer is owed within {days} days.")
            column.addWidget(help_text(words.format(days=days)))

    def build(self) -> None:
        row, centre = self.row, self.context.centre
        line = self.pair_row()
        self.kind = ChoiceBox(
            [(one, centre.label(_KINDS, one)) for one in centre.active_codes.get(_KINDS, ())]
        )
        self.kind.set_value(row.kind if row else None)
        self.received = ThaiDateEdit(lambda: self.context.today, required=True)
        self.received.set_value(row.received_on if row else self.context.today)
        self.add_field("kind", _("What they ask"), self.kind, to=line)
        self.add_field("received_on", _("Came on"), self.received, to=line)
        line = self.pair_row()
        self.person = PersonField(self.context, required=False)
        if row is not None and row.person_id is not None:
            self.person.show_person(row.person_id, row.person)
        self.asked_by = LineField(row.asked_by if row else "")
        self.add_field("person_id", _("Whose data"), self.person, to=line)
        self.add_field("asked_by", _("Asked by (if somebody else)"), self.asked_by, to=line)
        line = self.pair_row()
        self.channel = LineField(row.channel if row else "")
        self.shown_by = LineField(row.identity_checked_by if row else "")
        self.add_field("channel", _("How it came"), self.channel, to=line)
        hint = _("ID card, known to staff …; may follow before the answer")
        self.add_field("identity_checked_by", _("Who asks is shown by"), self.shown_by, to=line, hint=hint)
        self.wish = LongField(row.wish if row else "", lines=3)
        self.add_field("wish", _("The wish in words"), self.wish)

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.data_request_rows import ChangeRequest
        from panpun_desktop.services.data_requests import change_request, record_request

        facts, work, actor = self._facts(), self.context.work, self.context.actor
        if self.row is not None:
            return self.run(change_request, ChangeRequest(self.row.id, self.row.version, facts))
        return lambda: record_request(work, actor, facts).changes

    def _facts(self) -> RequestFacts:
        from panpun_desktop.services.data_request_rows import RequestFacts

        received = self.received.value()
        if received is None:
            raise RuleBroken("data_request.day_missing", field="received_on")
        return RequestFacts(
            kind=self.kind.value() or "",
            received_on=received,
            person_id=self.person.person_id,
            asked_by=self.asked_by.text(),
            channel=self.channel.text(),
            wish=self.wish.text(),
            identity_checked_by=self.shown_by.text(),
        )


class AnswerRequestDialog(_OfRequest):
    """How a request was settled; an answered one may be opened again."""

    name = "answerRequest"
    WIDTH = 520

    def title(self) -> str:
        return _("Answer of the request")

    def build(self) -> None:
        row = self.row
        line = self.pair_row()
        options = [(code, _(words)) for code, words in _RESULTS.items()]
        if row is not None and row.result:
            options.append(("", _("Open again")))
        self.outcome = ChoiceBox(options)
        self.outcome.set_value(row.result if row and row.result else None)
        self.closed = ThaiDateEdit(lambda: self.context.today, required=True)
        self.closed.set_value(row.closed_on if row and row.closed_on else self.context.today)
        self.add_field("result", _("Result"), self.outcome, to=line)
        self.add_field("closed_on", _("Day of the answer"), self.closed, to=line)
        self.shown_by = LineField(row.identity_checked_by if row else "")
        hint = _("ID card, known to staff …")
        self.add_field("identity_checked_by", _("Who asks is shown by"), self.shown_by, hint=hint)
        self.note = LongField(row.result_note if row else "", lines=3)
        self.add_field("note", _("What was done, or why not"), self.note)

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.data_request_rows import AnswerRequest
        from panpun_desktop.services.data_requests import answer_request

        result, row = self.outcome.value(), self.row
        if result is None or row is None:
            raise RuleBroken("data_request.result_unknown", field="result")
        shown, note, day = self.shown_by.text(), self.note.text(), self.closed.value()
        return self.run(answer_request, AnswerRequest(row.id, row.version, result, note, shown, day))


class RefuseRequestDialog(_OfRequest):
    """Why a request is refused; the reason is told to who asked, and stays in the register."""

    name = "refuseRequest"
    WIDTH = 520

    def title(self) -> str:
        return _("Refuse the request")

    def save_text(self) -> str:
        return _("Refuse")

    def add_head(self, column: QVBoxLayout) -> None:
        super().add_head(column)
        if self.row is not None:
            days = self.context.centre.settings["privacy.request_days"]
            words = _(
                "Tell who asked the reason by {day}: the law allows {days} days (section 30). The reason "
                "stays in the register; who asked may complain to the Office (section 73)."
            )
            day = format_date(self.row.due_on, "short")
            column.addWidget(help_text(words.format(day=day, days=days)))

    def build(self) -> None:
        self.note = LongField("", lines=3)
        self.add_field("note", _("Why it is refused"), self.note)
        self.closed = ThaiDateEdit(lambda: self.context.today, required=True)
        self.closed.set_value(self.context.today)
        self.add_field("closed_on", _("Day of the answer"), self.closed)

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.data_request_rows import REFUSED, AnswerRequest
        from panpun_desktop.services.data_requests import answer_request

        row = self.row
        if row is None:
            raise RuleBroken("data_request.result_unknown")
        answer = AnswerRequest(row.id, row.version, REFUSED, self.note.text(), "", self.closed.value())
        return self.run(answer_request, answer)


class VoidRequestDialog(_OfRequest, StrikeOut["DataRequestRow"]):
    """Why a line is struck out; it keeps its number."""

    name = "voidRequest"

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.data_request_rows import VoidRequest
        from panpun_desktop.services.data_requests import void_request

        return self.run(void_request, VoidRequest(self.row_id or 0, self.seen or 0, self.reason.text()))
