"""The words of a transfer letter: its texts, its places, and what fills them."""

from __future__ import annotations

from datetime import date

from panpun_desktop.common.thai_date import format_date, format_time
from panpun_desktop.reports import kit
from panpun_desktop.reports.letter_texts import FALLS_AWAY, LetterKind, LetterWords
from panpun_desktop.reports.person_facts import province_words
from panpun_desktop.reports.report import Finish
from panpun_desktop.reports.transfer_letter.data import REPLY, TransferLetter
from panpun_desktop.rules.consents import Agreement

_CLAUSES = (
    "id_clause", "left_clause", "consent_clause", "reply_clause", "minor_clause", "disclosed_id_clause",
    "agreed_for_clause",
)  # fmt: skip

_ADDED = (
    "agreed", "agreed_on", "agreed_by", "agreed_told", "agreed_until", "agreed_how", "agreed_witness",
    "agreed_any",
)  # fmt: skip
"""Texts that quote a consent that was given."""

KIND = LetterKind(
    "transfer_letter",
    texts=(
        *_CLAUSES, *_ADDED, "subject",
        "body_reason", "body_purpose", "body_conclusion", "section", "phone", "email",
        "history", "history_amount", "consent", "consent_amount", "id_copies", "id_copies_amount", "reply",
        "reply_amount", "enclosure", "history_name", "history_sex", "history_age", "history_national_id",
        "history_home", "history_arrived_on", "history_left_on", "history_service", "history_wanted",
        "history_needs", "history_note", "history_signed", "consent_written_at", "consent_date",
        "consent_statement", "consent_withdrawal", "consent_person", "consent_guardian", "consent_staff",
        "consent_witness", "consent_thumb", "reply_number", "reply_date", "reply_statement",
        "reply_received", "reply_refused", "reply_received_on", "reply_received_at", "reply_time_unit",
        "reply_signed", "reply_position", "reply_agency", "reply_phone", "reply_back",
    ),
    places={
        "centre": 6.0, "client_word": 2.0, "agency": 6.0, "number": 3.0, "dated_on": 3.5, "person": 5.0,
        "national_id": 4.0, "age": 1.5, "home": 3.0, "arrived_on": 3.5, "left_on": 3.5,
        "wanted_service": 4.5, "escort": 5.0, "escort_position": 4.0, "escort_phone": 3.0,
        "escort_on": 3.5, "escort_time": 2.0, "guardian": 5.0, "reply_days": 1.0,
        "agreed_to": 5.0, "agreed_for": 4.5,
        **dict.fromkeys(_CLAUSES, FALLS_AWAY),
    },
    added=(*_ADDED, "agreed_for_clause"),
)  # fmt: skip


def letter_words(letter: TransferLetter, finish: Finish) -> LetterWords:
    """The letter's texts with its values; clauses that do not apply have fallen away."""
    words = LetterWords(KIND, finish.thai_digits, marks_missing=finish.is_draft, own=finish.own)
    words.fill(_values(letter, finish, words))
    words.clause("id_clause", bool(letter.national_id))
    words.clause("disclosed_id_clause", bool(letter.national_id))
    words.clause("left_clause", letter.left_on is not None)
    words.clause("consent_clause", letter.consent is not None)
    words.clause("agreed_for_clause", bool(letter.consent and letter.consent.disclosed_for))
    words.clause("reply_clause", REPLY in letter.enclosures)
    words.clause("minor_clause", letter.person.is_minor)
    return words


def _values(letter: TransferLetter, finish: Finish, words: LetterWords) -> dict[str, str]:
    person, escort = letter.person, letter.escort
    consent = letter.consent or Agreement(letter.dated_on)
    return {
        "agreed_to": words.prose(consent.recipient) or words("agreed_any"),
        "agreed_for": words.prose(consent.disclosed_for),
        "centre": letter.sender.name,
        "client_word": words.prose(letter.client_word),
        "agency": words.prose(letter.agency),
        "number": words.whole(finish.number) or kit.Markup(kit.blank(KIND.places["number"])),
        "dated_on": day(letter.dated_on, words),
        "person": person.name,
        "national_id": letter.national_id,
        "age": person.age or words.with_unit(1.2, "ปี"),
        "home": province_words(person.home_province) or kit.Markup("จังหวัด" + words.missing(2.5)),
        "arrived_on": day(letter.arrived_on, words),
        "left_on": day(letter.left_on, words),
        "wanted_service": words.prose(letter.wanted_service),
        "escort": escort.name,
        "escort_position": words.prose(escort.position),
        "escort_phone": words.whole(escort.phone),
        "escort_on": day(escort.on, words),
        "escort_time": words.whole(format_time(escort.at, paper=True))
        if escort.at
        else words.with_unit(1.5, "น."),
        "reply_days": str(letter.reply_days),
    }


def day(value: date | None, words: LetterWords) -> str:
    """A day in words, kept on one line; empty without one."""
    return words.whole(format_date(value)) if value else ""
