"""The transfer letter in the order of domain.md §4.1, and what is sent along behind it."""

from __future__ import annotations

from dataclasses import replace

from panpun_desktop.common.phone import format_phone
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.reports import kit
from panpun_desktop.reports.letter_texts import LetterWords
from panpun_desktop.reports.letters import pdf as sheet
from panpun_desktop.reports.letters.model import Enclosure, Letter, Paper
from panpun_desktop.reports.report import Finish
from panpun_desktop.reports.transfer_letter.data import TransferLetter
from panpun_desktop.reports.transfer_letter.enclosures import enclosed
from panpun_desktop.reports.transfer_letter.words import letter_words

_TITLE = "หนังสือส่งตัว"


def pdf(letter: TransferLetter, finish: Finish) -> bytes:
    """Draw the letter; the same values give the same bytes."""
    return sheet.drawn(paper(letter, finish))


def paper(letter: TransferLetter, finish: Finish) -> Paper:
    """The letter with what is sent along, as PDF and Word lay it out."""
    words = letter_words(letter, finish)
    parts = (*_letter(letter, finish, words).parts(), *enclosed(letter, words))
    return Paper(_TITLE, letter.sender.name, parts, finish.is_draft, finish.thai_digits)


def _letter(letter: TransferLetter, finish: Finish, words: LetterWords) -> Letter:
    sender = letter.sender
    return Letter(
        sender=replace(sender, address=tuple(map(words.digits, sender.address))),
        number=words.digits(finish.number) or kit.blank(2.5),
        dated=words.digits(format_date(letter.dated_on)),
        subject=words("subject"),
        addressee=words.digits(letter.addressee) or f"{kit.blank(4)} {letter.agency}",
        reference=words.digits(letter.reference),
        enclosures=tuple(Enclosure(words(one), words.plain(f"{one}_amount")) for one in letter.listed),
        enclosure_numbers=tuple(words.digits(f"{n}.") for n in range(1, len(letter.listed) + 1)),
        paragraphs=(words("body_reason"), words("body_purpose"), words("body_conclusion")),
        signer=letter.signer,
        signer_position=words.digits(letter.signer_position),
        section=contact_line(letter, words),
    )


def contact_line(letter: TransferLetter, words: LetterWords) -> str:
    """The section that wrote the letter, its telephone and its e-mail."""
    sender = letter.sender
    phone = words.digits(format_phone(sender.phone)) or kit.blank(3.5)
    parts = [words.plain("section"), f"{words.plain('phone')} {phone}"]
    parts += [f"{words.plain('email')} {kit.nobr(sender.email)}"] if sender.email else []
    return "   ".join(parts)
