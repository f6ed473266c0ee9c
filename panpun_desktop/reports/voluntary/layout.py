"""The statement of free will on paper: the words, how they were told, signature or thumb, witnesses."""

from __future__ import annotations

from typing import Any

from panpun_desktop.common.thai_date import format_date
from panpun_desktop.reports import kit
from panpun_desktop.reports.letter_texts import FALLS_AWAY, LetterKind, LetterWords
from panpun_desktop.reports.report import Finish
from panpun_desktop.reports.voluntary.data import Voluntary

KIND = LetterKind(
    "voluntary",
    texts=(
        "title", "written_at", "date", "regno", "statement", "minor_clause", "conclusion", "how_told",
        "read_alone", "read_aloud", "interpreted", "thumb", "thumb_note", "signed_by_person",
        "signed_by_guardian", "signed_by_staff", "signed_by_witness",
    ),
    places={"person": 8.4, "service": 7.0, "guardian": 6.0, "minor_clause": FALLS_AWAY},
)  # fmt: skip


def pdf(statement: Voluntary, finish: Finish) -> bytes:
    """Draw the statement; the same values give the same bytes."""
    values = {"person": statement.person.name, "service": statement.service}
    values |= {"guardian": statement.guardian} if statement.guardian else {}
    words = LetterWords(KIND, finish.thai_digits, values, own=finish.own)
    words.clause("minor_clause", statement.person.is_minor)
    page = kit.letter_page(
        words.plain("title"),
        statement.sender.name,
        is_draft=finish.is_draft,
        thai_digits=finish.thai_digits,
    )
    return kit.build([*_head(statement, words), *_words(words), *_signatures(statement, words)], page)


def _head(statement: Voluntary, words: LetterWords) -> list[Any]:
    sender, day = statement.sender, statement.dated_on
    parts: list[Any] = [kit.logo(sender.logo, 2.0)] if sender.logo else []
    written = [kit.FieldRow(kit.Field(words.plain("written_at"), sender.name))]
    written += [kit.FieldRow(kit.Field(words.plain("date"), words.digits(format_date(day) if day else "")))]
    written += [kit.FieldRow(kit.Field(words.plain("regno"), words.digits(statement.person.regno)))]
    return [
        *parts,
        kit.para(words.plain("title"), "title"),
        kit.gap(0.3),
        kit.SideBySide([[], written], shares=(0.9, 1.2)),
        kit.gap(0.3),
    ]


def _words(words: LetterWords) -> list[Any]:
    told = "     ".join(kit.tick(words.plain(one)) for one in ("read_alone", "read_aloud", "interpreted"))
    return [
        *kit.body(words("statement"), words("conclusion")),
        kit.gap(0.3),
        kit.para(f"{words.plain('how_told')}   {told} {kit.blank(3)}", "left"),
        kit.gap(0.2),
    ]


def _signatures(statement: Voluntary, words: LetterWords) -> list[Any]:
    person, staff = statement.person, _signer(words, "staff", statement.received_by)
    signers = [_signer(words, "person", person.name), staff]
    if person.is_minor or not person.regno:
        signers.insert(1, _signer(words, "guardian", statement.guardian))
    rows = [part for at in range(0, len(signers), 2) for part in _row_of_two(signers[at : at + 2])]
    thumb = [kit.empty_box(3.0, 3.6), kit.para(words.plain("thumb"), "cell_centre")]
    witnesses = [kit.SignatureBlock(_signer(words, "witness")) for _ in range(2)]
    below = kit.SideBySide([thumb, [kit.para(words.plain("thumb_note"), "note"), *witnesses]], (1, 1.6))
    return [kit.keep([*rows, kit.gap(0.8), below])]


def _row_of_two(signers: list[kit.Signer]) -> list[Any]:
    """Two signatures beside each other, with room to sign; one alone keeps to the left half."""
    columns: list[list[Any]] = [[kit.SignatureBlock(one)] for one in signers]
    return [kit.gap(0.6), kit.SideBySide([*columns, []][:2], space=0.6)]


def _signer(words: LetterWords, who: str, name: str = "") -> kit.Signer:
    return kit.Signer(words.plain(f"signed_by_{who}"), name, has_position=False, has_date=False)
