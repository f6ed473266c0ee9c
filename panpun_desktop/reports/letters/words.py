"""The words of a letter with its values, as its parts take them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from panpun_desktop.common.phone import format_phone
from panpun_desktop.common.thai_date import format_date, format_time
from panpun_desktop.reports import kit
from panpun_desktop.reports.letter_texts import LetterKind, LetterWords
from panpun_desktop.reports.letters.filled import CLAUSE, Filled, Prose, Value, Whole
from panpun_desktop.reports.letters.model import Enclosure, Letter
from panpun_desktop.reports.report import Finish
from panpun_desktop.reports.sender import Sender


def letter_words(kind: LetterKind, letter: Filled, finish: Finish) -> LetterWords:
    """The texts of the kind, its places filled; clauses that do not hold have fallen away."""
    words = LetterWords(kind, finish.thai_digits, marks_missing=finish.is_draft, own=finish.own)
    words.fill({name: shown(words, letter.values.get(name)) for name in kind.places if not _is_clause(name)})
    if "number" in kind.places:
        words.fill({"number": words.whole(finish.number) or kit.Markup(kit.blank(kind.places["number"]))})
    for name in kind.texts:
        if _is_clause(name):
            words.clause(name, name in letter.clauses)
    return words


def _is_clause(name: str) -> bool:
    return name.endswith(CLAUSE)


def shown(words: LetterWords, value: Value) -> str:
    """A value as the letter writes it; nothing stays empty."""
    if isinstance(value, time):
        return words.whole(format_time(value, paper=True))
    if isinstance(value, date):
        return words.whole(format_date(value))
    if isinstance(value, Prose):
        return words.prose(value)
    return words.whole(value) if isinstance(value, Whole) else value or ""


def official(
    letter: Filled,
    words: LetterWords,
    finish: Finish,
    paragraphs: tuple[str, ...] = ("body_reason", "body_purpose", "body_conclusion"),
) -> Letter:
    """An official letter whose paragraphs are these texts of its kind."""
    enclosures = tuple(Enclosure(words(one), words.plain(f"{one}_amount")) for one in letter.enclosures)
    return Letter(
        sender=on_paper(letter, words),
        number=words.digits(finish.number) or kit.blank(2.5),
        dated=words.digits(format_date(letter.dated_on)),
        subject=words("subject"),
        addressee=words.digits(letter.addressee) or words("addressee"),
        paragraphs=tuple(words(name) for name in paragraphs),
        signer=letter.signer,
        signer_position=words.digits(letter.signer_position),
        section=contact_line(letter, words),
        enclosures=enclosures,
        enclosure_numbers=tuple(words.digits(f"{n}.") for n in range(1, len(enclosures) + 1)),
    )


def on_paper(letter: Filled, words: LetterWords) -> Sender:
    """The sender with figures as this paper writes them."""
    return replace(letter.sender, address=tuple(map(words.digits, letter.sender.address)))


def contact_line(letter: Filled, words: LetterWords) -> str:
    """The section that wrote the letter, its telephone and its e-mail."""
    sender = letter.sender
    phone = words.digits(format_phone(sender.phone)) or kit.blank(3.5)
    parts = [words.plain("section"), f"{words.plain('phone')} {phone}"]
    parts += [f"{words.plain('email')} {kit.nobr(sender.email)}"] if sender.email else []
    return "   ".join(parts)
