"""The intake form on paper: fields to read or to write, the list of belongings, signatures."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from panpun_desktop.common.thai_date import format_date, format_time
from panpun_desktop.reports import kit
from panpun_desktop.reports.intake_form.data import IntakeForm
from panpun_desktop.reports.letter_texts import LetterKind, LetterWords
from panpun_desktop.reports.report import Finish

KIND = LetterKind(
    "intake_form",
    texts=(
        "title", "regno", "date", "time", "time_unit", "name", "nickname", "sex", "age", "channel",
        "brought_by", "agency", "service", "condition", "medication", "emergency_contact", "belongings",
        "belongings_number", "belongings_item", "belongings_count", "belongings_note",
        "belongings_statement", "signed_by_person", "signed_by_staff", "signed_by_bringer",
        "signed_by_witness",
    ),
)  # fmt: skip
_ROWS_TO_WRITE = 7
"""Rows of the list of belongings, filled or not."""


def pdf(form: IntakeForm, finish: Finish) -> bytes:
    """Draw the form; the same values give the same bytes."""
    words = LetterWords(KIND, finish.thai_digits, own=finish.own)
    page = kit.report_page(words.plain("title"), form.sender.name, footer=_foot(form, words))
    page = replace(page, thai_digits=finish.thai_digits)
    return kit.build(_Paper(form, words, page.text_width).flowables(), page)


def _foot(form: IntakeForm, words: LetterWords) -> str:
    return " ".join(part for part in (words.plain("title"), form.person.regno) if part)


class _Paper:
    """Makes the parts of one form in their order."""

    def __init__(self, form: IntakeForm, words: LetterWords, width: float) -> None:
        self.form, self.words, self.width = form, words, width

    def flowables(self) -> list[Any]:
        """Head, who and how, what was seen, belongings, signatures."""
        sender = self.form.sender
        head = kit.Centre(sender.name, tuple(map(self.words.digits, sender.address)), sender.logo)
        return [
            *kit.centred_head(head),
            kit.gap(0.2),
            kit.para(self.words.plain("title"), "title"),
            *self._arrival(),
            *self._seen(),
            *self._belongings(),
            kit.keep([self._statement(), *self._signatures()]),
        ]

    def _arrival(self) -> list[Any]:
        form, person = self.form, self.form.person
        day = format_date(form.arrived_on) if form.arrived_on else ""
        clock = format_time(form.arrived_time, paper=True) if form.arrived_time else ""
        time = kit.Field(
            self.words.plain("time"),
            self.words.digits(clock.removesuffix(" น.")),
            0.7,
            self.words.plain("time_unit"),
        )
        return [
            kit.FieldRow(self._field("regno", person.regno, 1.1), self._field("date", day, 1.4), time),
            kit.FieldRow(self._field("name", person.name, 3), self._field("nickname", person.nickname)),
            kit.FieldRow(
                self._field("sex", person.sex, 0.8),
                self._field("age", person.age),
                self._field("channel", form.channel, 2.2),
            ),
            kit.FieldRow(self._field("brought_by", form.brought_by), self._field("agency", form.agency)),
            kit.FieldRow(self._field("service", form.service)),
        ]

    def _seen(self) -> list[Any]:
        form = self.form
        return [
            *self._told("condition", form.condition),
            *self._told("medication", form.medication),
            *self._told("emergency_contact", form.emergency_contact),
        ]

    def _told(self, label: str, text: str) -> list[Any]:
        """A field of at least two lines; what is empty leaves both to write on."""
        return [kit.FieldRow(self._field(label, text)), *kit.blank_lines(0 if text else 1)]

    def _field(self, label: str, value: str, share: float = 1.0) -> kit.Field:
        return kit.Field(self.words.plain(label), self.words.digits(value), share)

    def _belongings(self) -> list[Any]:
        columns = [
            kit.Column(self.words.plain("belongings_number"), width=1.6, align="centre"),
            kit.Column(self.words.plain("belongings_item"), share=3),
            kit.Column(self.words.plain("belongings_count"), width=2.2, align="centre"),
            kit.Column(self.words.plain("belongings_note"), share=1.4),
        ]
        things = [*self.form.belongings, *[""] * (_ROWS_TO_WRITE - len(self.form.belongings))]
        rows = [
            [self.words.digits(str(number)), self.words.digits(thing), "", ""]
            for number, thing in enumerate(things, 1)
        ]
        title = kit.para(self.words.plain("belongings"), "subheading")
        return [title, kit.table(columns, rows, width=self.width, points=16)]

    def _statement(self) -> Any:
        return kit.para(self.words.plain("belongings_statement"), "flush")

    def _signatures(self) -> list[Any]:
        form, words = self.form, self.words
        known = form.person.name
        upper = (
            kit.Signer(words.plain("signed_by_person"), known, has_position=False, has_date=False),
            kit.Signer(words.plain("signed_by_staff"), form.received_by, has_position=False, has_date=False),
        )
        lower = (
            kit.Signer(words.plain("signed_by_bringer"), form.brought_by, has_position=False, has_date=False),
            kit.Signer(words.plain("signed_by_witness"), has_position=False, has_date=False),
        )
        return [kit.SignatureBlock(*upper), kit.SignatureBlock(*lower)]
