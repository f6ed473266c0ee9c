"""What is sent along with a transfer letter: short history, consent, and the form for the reply."""

from __future__ import annotations

from typing import Any

from panpun_desktop.common.phone import format_phone
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.reports import kit
from panpun_desktop.reports.letter_texts import LetterWords
from panpun_desktop.reports.person_facts import province_words
from panpun_desktop.reports.transfer_letter.data import CONSENT, HISTORY, REPLY, TransferLetter

_NEEDS_LINES = 4
_REASON_LINES = 2


def enclosed(letter: TransferLetter, words: LetterWords, width: float) -> list[Any]:
    """The enclosures that the program prints, each from a new page with its number in the list."""
    drawn = {HISTORY: _history, CONSENT: _consent, REPLY: _reply}
    parts: list[Any] = []
    for number, kind in enumerate(letter.enclosures, 1):
        if kind in drawn:
            parts += [*kit.new_part(), _place(number, letter, words), *drawn[kind](letter, words)]
    return parts


def _place(number: int, letter: TransferLetter, words: LetterWords) -> Any:
    """Its place in the list, at the upper right; no number when it is the only one."""
    mark = f" {number}" if len(letter.enclosures) > 1 else ""
    return kit.para(words.plain("enclosure") + words.digits(mark), "right")


def _history(letter: TransferLetter, words: LetterWords) -> list[Any]:
    person = letter.person
    number = [_row(words, ("history_national_id", letter.national_id))] if letter.national_id else []
    return [
        kit.para(words("history"), "title"),
        kit.gap(0.3),
        _row(words, ("history_name", person.name)),
        _row(words, ("history_sex", person.sex), ("history_age", person.age)),
        *number,
        _row(words, ("history_home", province_words(person.home_province))),
        _row(words, ("history_arrived_on", _day(letter.arrived_on)), *_left(letter)),
        _row(words, ("history_service", letter.service)),
        _row(words, ("history_wanted", letter.wanted_service)),
        _row(words, ("history_needs", "")),
        *kit.blank_lines(_NEEDS_LINES),
        kit.gap(0.2),
        kit.para(words.plain("history_note"), "note"),
        kit.gap(0.6),
        kit.SideBySide([[], [_signer(words, "history_signed", letter.written_by)]]),
    ]


def _left(letter: TransferLetter) -> list[tuple[str, str]]:
    return [("history_left_on", _day(letter.left_on))] if letter.left_on else []


def _consent(letter: TransferLetter, words: LetterWords) -> list[Any]:
    written = [
        _row(words, ("consent_written_at", letter.sender.name)),
        _row(words, ("consent_date", _day(letter.consent_on))),
    ]
    return [
        kit.para(words.plain("consent"), "title"),
        kit.gap(0.3),
        kit.SideBySide([[], written], shares=(0.9, 1.2)),
        kit.gap(0.3),
        *kit.body(words("consent_statement"), words("consent_withdrawal")),
        *_consenting(letter, words),
    ]


def _consenting(letter: TransferLetter, words: LetterWords) -> list[Any]:
    """Signature or thumb, staff and witnesses; a minor's guardian signs too (R-PD-8)."""
    person = _signer(words, "consent_person", letter.person.name)
    guardian = [_signer(words, "consent_guardian")] if letter.person.is_minor else []
    thumb = [kit.empty_box(3.0, 3.6), kit.para(words.plain("consent_thumb"), "cell_centre")]
    signers = [*guardian, _signer(words, "consent_staff", letter.written_by)]
    signers += [_signer(words, "consent_witness"), _signer(words, "consent_witness")]
    spaced = [part for signer in signers for part in (kit.gap(0.5), signer)]
    return [kit.gap(0.8), kit.SideBySide([thumb, [person, *spaced]], (1, 1.4))]


def _reply(letter: TransferLetter, words: LetterWords) -> list[Any]:
    received = kit.tick(words("reply_received"))
    return [
        kit.para(words("reply"), "title"),
        kit.gap(0.3),
        _row(words, ("reply_number", ""), ("reply_date", "")),
        kit.salutation(words.digits(letter.signer_position) or letter.sender.name),
        *kit.body(words("reply_statement")),
        kit.gap(0.2),
        kit.para(kit.Markup(received), "left"),
        kit.gap(0.1),
        kit.para(kit.Markup(kit.tick(words("reply_refused"))), "left"),
        *kit.blank_lines(_REASON_LINES),
        _when(words),
        kit.gap(0.8),
        kit.SideBySide([[], _receiver(letter, words)], shares=(0.8, 1.4)),
        kit.gap(0.8),
        *_back(letter, words),
    ]


def _when(words: LetterWords) -> Any:
    time = kit.Field(words.plain("reply_received_at"), "", 0.6, words.plain("reply_time_unit"))
    return kit.FieldRow(kit.Field(words.plain("reply_received_on")), time)


def _receiver(letter: TransferLetter, words: LetterWords) -> list[Any]:
    return [
        _signer(words, "reply_signed"),
        _row(words, ("reply_position", "")),
        _row(words, ("reply_agency", letter.agency)),
        _row(words, ("reply_phone", "")),
    ]


def _back(letter: TransferLetter, words: LetterWords) -> list[Any]:
    """Where the filled form goes."""
    sender = letter.sender
    address = " ".join((sender.name, *map(words.digits, sender.address)))
    reached = [f"{words.plain('phone')} {words.digits(format_phone(sender.phone))}"] if sender.phone else []
    reached += [f"{words.plain('email')} {kit.nobr(sender.email)}"] if sender.email else []
    lines = [kit.para(words("reply_back"), "left"), kit.para(kit.name(address), "left")]
    return [kit.Rule(), *lines, *([kit.para("   ".join(reached), "left")] if reached else [])]


def _row(words: LetterWords, *fields: tuple[str, str]) -> Any:
    return kit.FieldRow(*(kit.Field(words.plain(label), words.digits(value)) for label, value in fields))


def _day(value: Any) -> str:
    return format_date(value) if value else ""


def _signer(words: LetterWords, label: str, name: str = "") -> Any:
    return kit.SignatureBlock(kit.Signer(words.plain(label), name, has_position=False, has_date=False))
