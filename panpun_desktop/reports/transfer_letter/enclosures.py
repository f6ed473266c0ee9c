"""What is sent along with a transfer letter: short history, consent, and the form for the reply."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from panpun_desktop.common.phone import format_phone
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.reports import kit
from panpun_desktop.reports.letter_texts import LetterWords
from panpun_desktop.reports.letters import model
from panpun_desktop.reports.letters.model import Part
from panpun_desktop.reports.person_facts import province_words
from panpun_desktop.reports.transfer_letter.data import CONSENT, HISTORY, REPLY, TransferLetter
from panpun_desktop.rules.consents import Agreement

_NEEDS_LINES = 4
_REASON_LINES = 2


def enclosed(letter: TransferLetter, words: LetterWords) -> list[Part]:
    """The enclosures that the program prints, each from a new page with its number in the list."""
    drawn: dict[str, Callable[[TransferLetter, LetterWords], list[Part]]] = {
        HISTORY: _history,
        CONSENT: _agreed,
        REPLY: _reply,
    }
    parts: list[Part] = []
    for number, kind in enumerate(letter.listed, 1):
        if kind in drawn:
            parts += [model.NewPart(), _place(number, letter, words), *drawn[kind](letter, words)]
    return [*parts, model.NewPart(), *_form(letter, words)] if letter.has_form else parts


def _place(number: int, letter: TransferLetter, words: LetterWords) -> Part:
    """Its place in the list, at the upper right; no number when it is the only one."""
    mark = f" {number}" if len(letter.listed) > 1 else ""
    return model.Line(words.plain("enclosure") + words.digits(mark), "right")


def _history(letter: TransferLetter, words: LetterWords) -> list[Part]:
    person = letter.person
    number = [_row(words, ("history_national_id", letter.national_id))] if letter.national_id else []
    note = [] if letter.sensitive else [model.Line(words.plain("history_note"), "note")]
    return [
        model.Line(words("history"), "title"),
        model.Gap(0.3),
        _row(words, ("history_name", person.name)),
        _row(words, ("history_sex", person.sex), ("history_age", person.age)),
        *number,
        _row(words, ("history_home", province_words(person.home_province))),
        _row(words, ("history_arrived_on", _day(letter.arrived_on)), *_left(letter)),
        _row(words, ("history_service", letter.service)),
        _row(words, ("history_wanted", letter.wanted_service)),
        _row(words, ("history_needs", "")),
        model.BlankLines(_NEEDS_LINES),
        model.Gap(0.2),
        *note,
        model.Gap(0.6),
        model.Columns(((), (_signer(words, "history_signed", letter.written_by),))),
    ]


def _left(letter: TransferLetter) -> list[tuple[str, str]]:
    return [("history_left_on", _day(letter.left_on))] if letter.left_on else []


def _agreed(letter: TransferLetter, words: LetterWords) -> list[Part]:
    """The words of the register: its own day, recipient and purpose, and nothing of this letter."""
    consent = letter.consent or Agreement(letter.dated_on)
    facts = [("agreed_on", _day(consent.given_on)), ("agreed_by", letter.person.name)]
    facts += [("agreed_told", consent.told)] if consent.told else []
    facts += [("agreed_until", _day(consent.until_on))] if consent.until_on else []
    facts += [("agreed_how", consent.how)] if consent.how else []
    facts += [("agreed_witness", consent.witness)] if consent.witness else []
    return [
        model.Line(words.plain("consent"), "title"),
        model.Gap(0.3),
        *(_row(words, fact) for fact in facts),
        model.Gap(0.3),
        model.Body(words("agreed")),
        model.Gap(0.8),
        model.Columns(((), (_signer(words, "consent_staff", letter.written_by),))),
    ]


def _form(letter: TransferLetter, words: LetterWords) -> list[Part]:
    """Where nothing covers this letter: to be signed, not listed as sent along."""
    written = [
        _row(words, ("consent_written_at", letter.sender.name)),
        _row(words, ("consent_date", "")),
    ]
    return [
        model.Line(words.plain("consent"), "title"),
        model.Gap(0.3),
        model.Columns(((), tuple(written)), (0.9, 1.2)),
        model.Gap(0.3),
        model.Body(words("consent_statement")),
        model.Body(words("consent_withdrawal")),
        *_consenting(letter, words),
    ]


def _consenting(letter: TransferLetter, words: LetterWords) -> list[Part]:
    """Signature or thumb, staff and witnesses; a minor's guardian signs too (R-PD-8)."""
    person = _signer(words, "consent_person", letter.person.name)
    guardian = [_signer(words, "consent_guardian")] if letter.person.is_minor else []
    thumb = (model.Frame(3.0, 3.6), model.Line(words.plain("consent_thumb"), "cell_centre"))
    signers = [*guardian, _signer(words, "consent_staff", letter.written_by)]
    signers += [_signer(words, "consent_witness"), _signer(words, "consent_witness")]
    spaced = [part for signer in signers for part in (model.Gap(0.5), signer)]
    return [model.Gap(0.8), model.Columns((thumb, (person, *spaced)), (1, 1.4))]


def _reply(letter: TransferLetter, words: LetterWords) -> list[Part]:
    received = kit.tick(words("reply_received"))
    return [
        model.Line(words("reply"), "title"),
        model.Gap(0.3),
        _row(words, ("reply_number", ""), ("reply_date", "")),
        model.Labelled("เรียน", words.digits(letter.signer_position) or letter.sender.name),
        model.Body(words("reply_statement")),
        model.Gap(0.2),
        model.Line(kit.Markup(received), "left"),
        model.Gap(0.1),
        model.Line(kit.Markup(kit.tick(words("reply_refused"))), "left"),
        model.BlankLines(_REASON_LINES),
        _when(words),
        model.Gap(0.8),
        model.Columns(((), tuple(_receiver(letter, words))), (0.8, 1.4)),
        model.Gap(0.8),
        *_back(letter, words),
    ]


def _when(words: LetterWords) -> Part:
    time = model.Field(words.plain("reply_received_at"), "", 0.6, words.plain("reply_time_unit"))
    return model.Fields((model.Field(words.plain("reply_received_on")), time))


def _receiver(letter: TransferLetter, words: LetterWords) -> list[Part]:
    return [
        _signer(words, "reply_signed"),
        _row(words, ("reply_position", "")),
        _row(words, ("reply_agency", letter.agency)),
        _row(words, ("reply_phone", "")),
    ]


def _back(letter: TransferLetter, words: LetterWords) -> list[Part]:
    """Where the filled form goes."""
    sender = letter.sender
    address = " ".join((sender.name, *map(words.digits, sender.address)))
    reached = [f"{words.plain('phone')} {words.digits(format_phone(sender.phone))}"] if sender.phone else []
    reached += [f"{words.plain('email')} {kit.nobr(sender.email)}"] if sender.email else []
    lines = [model.Line(words("reply_back"), "left"), model.Line(kit.name(address), "left")]
    return [model.Rule(), *lines, *([model.Line("   ".join(reached), "left")] if reached else [])]


def _row(words: LetterWords, *fields: tuple[str, str]) -> Part:
    return model.Fields(
        tuple(model.Field(words.plain(label), words.digits(value)) for label, value in fields)
    )


def _day(value: Any) -> str:
    return format_date(value) if value else ""


def _signer(words: LetterWords, label: str, name: str = "") -> Part:
    return model.Signature(words.plain(label), name)
