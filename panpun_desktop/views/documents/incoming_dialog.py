"""A line of the register of incoming papers: what came from whom about whom, and what is to be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import N_, _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.views.acts.form_dialog import FormDialog, Reasons
from panpun_desktop.views.acts.person_field import PersonField
from panpun_desktop.views.context import Context
from panpun_desktop.views.documents.agency_field import AgencyField
from panpun_desktop.widgets.fields import ChoiceBox, FieldBox, LineField, LongField, ThaiDateEdit
from panpun_desktop.widgets.labels import ThaiLabel, help_text
from panpun_desktop.widgets.operations import Changes

if TYPE_CHECKING:
    from panpun_desktop.services.document_lines import DocumentRow
    from panpun_desktop.services.incoming_rows import IncomingFacts, IncomingRow

_TRANSFER = "transfer_letter"
_NONE = ""
"""The choice that the paper answers no letter of ours."""
_RESULTS = (("RECEIVED", N_("They take the person in")), ("REFUSED", N_("They refuse")))


class LetterBox(ChoiceBox):
    """The issued letters, those that wait for an answer first; ``optional`` begins with none of them."""

    def __init__(self, context: Context, wanted: int | None = None, *, optional: bool = False) -> None:
        super().__init__(placeholder=_("No letter of ours") if optional else _("Choose our letter"))
        self.context, self._wanted, self._optional = context, wanted, optional
        self.letters: dict[str, DocumentRow] = {}

    def read(self, then: Callable[[], None] = lambda: None) -> None:
        """Ask for the letters; the one wanted is chosen when they are there."""
        work, actor = self.context.work, self.context.actor

        def ask() -> Sequence[DocumentRow]:
            from panpun_desktop.services.documents import OUTGOING, list_documents

            return list_documents(work, actor, register=OUTGOING)

        def take(rows: Sequence[DocumentRow]) -> None:
            ordered = sorted(rows, key=lambda row: (row.id != self._wanted, not row.awaits_reply))
            self.letters = {str(row.id): row for row in ordered if not row.is_cancelled}
            none = [(_NONE, _("No letter of ours"))] if self._optional else []
            self.set_options([*none, *((key, letter_words(row)) for key, row in self.letters.items())])
            if self._wanted is not None:
                self.set_value(str(self._wanted))
            then()

        self.context.operations.read(self, ask, take, key="letters")

    def letter(self) -> DocumentRow | None:
        """The letter chosen."""
        return self.letters.get(self.value() or "")


def letter_words(row: DocumentRow) -> str:
    """ปป. 012/2569 · หนังสือส่งตัว … · name."""
    return " · ".join(one for one in (row.number, row.title, row.person) if one)


class IncomingDialog(FormDialog):
    """Records a paper that came, or corrects its line."""

    name = "incoming"
    WIDTH = 640

    def __init__(
        self,
        context: Context,
        row: IncomingRow | None = None,
        parent: QWidget | None = None,
        *,
        answers_id: int | None = None,
    ) -> None:
        self.row = row
        self._answers_id = row.answers_id if row is not None else answers_id
        super().__init__(context, parent)
        self._show_result()
        self.letter.read(self._letters_came)

    def title(self) -> str:
        return _("Incoming paper") if self.row is None else _("Correct the line")

    def save_text(self) -> str:
        return _("Record and number") if self.row is None else _("Save")

    def draft_key(self) -> str:
        return f"{self.name}:{self.row.id if self.row else ''}"

    def add_head(self, column: QVBoxLayout) -> None:
        if self.row is not None:
            column.addWidget(ThaiLabel(self.row.number, role="strong"))
        else:
            column.addWidget(help_text(_("It gets the next number of the register when it is saved.")))

    def build(self) -> None:
        row = self.row
        self._build_paper(row)
        self._build_about(row)
        line = self.pair_row()
        self.due = self._day(row.reply_due_on if row else None)
        self.note = LineField(row.note if row else "")
        self.add_field("reply_due_on", _("We answer by (if asked)"), self.due, to=line)
        for day in (self.due, self.received):
            day.changed.connect(lambda _day: self._look_at_due())
        self._look_at_due()
        self.add_field("note", _("Note"), self.note, to=line)

    def _build_paper(self, row: IncomingRow | None) -> None:
        line = self.pair_row()
        self.received = ThaiDateEdit(lambda: self.context.today, required=True)
        self.received.set_value(row.received_on if row else self.context.today)
        self.their_number = LineField(row.their_number if row else "")
        self.their_date = self._day(row.their_date if row else None)
        self.add_field("received_on", _("Came on"), self.received, to=line)
        self.add_field("their_number", _("Their number"), self.their_number, to=line)
        self.add_field("their_date", _("Their date"), self.their_date, to=line)
        line = self.pair_row()
        self.agency = AgencyField(self.context, self)
        self.agency.box.setObjectName("incomingAgencyField")
        if row is not None and row.agency_id is not None:
            self.agency.want(row.agency_id)
        self.boxes["agency_id"] = FieldBox(
            _("From the agency"), self.agency.box, beside=(self.agency.add_button,)
        )
        self.agency.named.connect(self.boxes["agency_id"].set_hint)
        line.addWidget(self.boxes["agency_id"], 3)
        self.wrote = LineField(row.sender if row and row.agency_id is None else "")
        self.add_field("sender", _("or who wrote"), self.wrote, to=line)
        line.setStretch(1, 2)
        self.agency.reload()
        self.subject = LongField(row.subject if row else "", lines=2)
        self.add_field("subject", _("Subject"), self.subject)

    def _build_about(self, row: IncomingRow | None) -> None:
        line = self.pair_row()
        self.person = PersonField(self.context, required=False)
        if row is not None and row.person_id is not None:
            self.person.show_person(row.person_id, row.person)
        self.add_field("person_id", _("About the person"), self.person, to=line)
        self.letter = LetterBox(self.context, self._answers_id, optional=True)
        self.letter.chosen.connect(lambda _key: self._letter_chosen())
        self.add_field("answers_id", _("Answers our letter"), self.letter, to=line)
        self.outcome = ChoiceBox([(code, _(words)) for code, words in _RESULTS], placeholder=_("Not said"))
        self.outcome.set_value(row.result or None if row else None)
        self.result_box = self.add_field("result", _("What they say to the transfer"), self.outcome)

    def _day(self, value: object) -> ThaiDateEdit:
        made = ThaiDateEdit(lambda: self.context.today)
        made.set_value(value)  # type: ignore[arg-type]
        return made

    def _look_at_due(self) -> None:
        """Late post is warned about, never refused."""
        due, received = self.due.value(), self.received.value()
        is_late = due is not None and received is not None and due < received
        words = _("This day was past already when the paper came") if is_late else ""
        self.boxes["reply_due_on"].set_hint(words)
        self.fit() if self.isVisible() else None

    def _letters_came(self) -> None:
        self._show_result()
        if self.row is None and self._answers_id is not None:
            self._letter_chosen()

    def _letter_chosen(self) -> None:
        """Take what the letter says already: whom it was about and who was asked."""
        letter = self.letter.letter()
        if letter is not None:
            if letter.person_id is not None and self.person.person_id is None:
                self.person.show_person(letter.person_id, letter.person)
            if self.agency.value() is None and not self.wrote.text().strip() and letter.agency_id:
                self.agency.want(letter.agency_id)
        self._show_result()
        self.fit()

    def _show_result(self) -> None:
        letter = self.letter.letter()
        self.result_box.setVisible(letter is not None and letter.kind == _TRANSFER)

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.incoming_papers import change_incoming, record_incoming
        from panpun_desktop.services.incoming_rows import ChangeIncoming

        facts, work, actor = self._facts(), self.context.work, self.context.actor
        if self.row is not None:
            return self.run(change_incoming, ChangeIncoming(self.row.id, self.row.version, facts))
        return lambda: record_incoming(work, actor, facts).changes

    def _facts(self) -> IncomingFacts:
        from panpun_desktop.services.incoming_rows import IncomingFacts

        letter = self.letter.value()
        says = self.outcome.value() if self.result_box.isVisibleTo(self) else None
        received = self.received.value()
        if received is None:
            raise RuleBroken("incoming.day_missing", field="received_on")
        return IncomingFacts(
            received_on=received,
            subject=self.subject.text(),
            their_number=self.their_number.text(),
            their_date=self.their_date.value(),
            agency_id=self.agency.value(),
            sender="" if self.agency.value() is not None else self.wrote.text(),
            person_id=self.person.person_id,
            answers_id=int(letter) if letter else None,
            result=says or "",
            reply_due_on=self.due.value(),
            note=self.note.text(),
        )


class AnswerIncomingDialog(FormDialog):
    """With which issued letter of ours a paper was answered."""

    name = "answerIncoming"
    WIDTH = 520

    def __init__(self, context: Context, row: IncomingRow, parent: QWidget | None = None) -> None:
        self.row = row
        super().__init__(context, parent)
        self.letter.read()

    def title(self) -> str:
        return _("Answered with our letter")

    def draft_key(self) -> str:
        return f"{self.name}:{self.row.id}"

    def add_head(self, column: QVBoxLayout) -> None:
        column.addWidget(ThaiLabel(f"{self.row.number} {self.row.subject}", role="strong", wrap=True))
        if self.row.reply_due_on is not None:
            due = format_date(self.row.reply_due_on, "short")
            column.addWidget(help_text(_("answer due {day}").format(day=due)))

    def build(self) -> None:
        self.letter = LetterBox(self.context)
        self.add_field("document_id", _("Our letter"), self.letter)

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.incoming_papers import answer_incoming
        from panpun_desktop.services.incoming_rows import AnswerIncoming

        chosen = self.letter.value()
        if not chosen:
            raise RuleBroken("incoming.answer_missing", field="document_id")
        return self.run(answer_incoming, AnswerIncoming(self.row.id, self.row.version, int(chosen)))


class VoidIncomingDialog(FormDialog):
    """Why a line is struck out; it keeps its number."""

    name = "voidIncoming"
    WIDTH = 440

    def __init__(self, context: Context, row: IncomingRow, parent: QWidget | None = None) -> None:
        self.row = row
        super().__init__(context, parent)

    def title(self) -> str:
        return _("Strike the line out")

    def save_text(self) -> str:
        return _("Strike out")

    def draft_key(self) -> str:
        return f"{self.name}:{self.row.id}"

    def add_head(self, column: QVBoxLayout) -> None:
        column.addWidget(ThaiLabel(f"{self.row.number} {self.row.subject}", role="strong", wrap=True))
        column.addWidget(help_text(_("The line stays in the register with its number and the reason.")))

    def build(self) -> None:
        self.reason = LineField()
        self.add_field("reason", _("Reason"), self.reason)

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.incoming_papers import void_incoming
        from panpun_desktop.services.incoming_rows import VoidIncoming

        return self.run(void_incoming, VoidIncoming(self.row.id, self.row.version, self.reason.text()))
