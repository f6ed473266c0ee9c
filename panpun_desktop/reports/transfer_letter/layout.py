"""The transfer letter on paper, in the order of domain.md §4.1, and what is sent along behind it."""

from __future__ import annotations

from typing import Any

from panpun_desktop.common.phone import format_phone
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.reports import kit
from panpun_desktop.reports.letter_texts import LetterWords
from panpun_desktop.reports.registry import Finish
from panpun_desktop.reports.transfer_letter.data import TransferLetter
from panpun_desktop.reports.transfer_letter.enclosures import enclosed
from panpun_desktop.reports.transfer_letter.words import letter_words

_TITLE = "หนังสือส่งตัว"


def pdf(letter: TransferLetter, finish: Finish) -> bytes:
    """Draw the letter; the same values give the same bytes."""
    words = letter_words(letter, finish)
    page = kit.letter_page(
        _TITLE, letter.sender.name, is_draft=finish.is_draft, thai_digits=finish.thai_digits
    )
    parts = [*_head(letter, finish, words), *_body(words), *_end(letter, words)]
    return kit.build([*parts, *enclosed(letter, words, page.text_width)], page)


def _head(letter: TransferLetter, finish: Finish, words: LetterWords) -> list[Any]:
    sender = letter.sender
    head = kit.Centre(sender.name, tuple(map(words.digits, sender.address)), sender.logo)
    number = words.digits(finish.number) or kit.blank(2.5)
    return [
        *kit.letterhead(head, number),
        kit.letter_date(words.digits(format_date(letter.dated_on))),
        kit.subject(words("subject")),
        kit.salutation(words.digits(letter.addressee) or f"{kit.blank(4)} {letter.agency}"),
        *([kit.reference(words.digits(letter.reference))] if letter.reference else []),
        *_list_of_enclosures(letter, words),
    ]


def _list_of_enclosures(letter: TransferLetter, words: LetterWords) -> list[Any]:
    if not letter.enclosures:
        return []
    items = [kit.Attachment(words(one), words.plain(f"{one}_amount")) for one in letter.enclosures]
    return [kit.Attachments(items, [words.digits(f"{n}.") for n in range(1, len(items) + 1)])]


def _body(words: LetterWords) -> list[Any]:
    return kit.body(words("body_reason"), words("body_purpose"))


def _end(letter: TransferLetter, words: LetterWords) -> list[Any]:
    """The last paragraph stays with the signature: nobody signs a page without words."""
    conclusion = kit.body(words("body_conclusion"))
    closing = kit.Closing(letter.signer, [words.digits(letter.signer_position)])
    return [kit.keep([*conclusion, closing, *kit.issuing_section(contact_line(letter, words))])]


def contact_line(letter: TransferLetter, words: LetterWords) -> str:
    """The section that wrote the letter, its telephone and its e-mail."""
    sender = letter.sender
    phone = words.digits(format_phone(sender.phone)) or kit.blank(3.5)
    parts = [words.plain("section"), f"{words.plain('phone')} {phone}"]
    parts += [f"{words.plain('email')} {kit.nobr(sender.email)}"] if sender.email else []
    return "   ".join(parts)
