"""หนังสือให้ความยินยอม (domain.md §4.3): each purpose has its own tick boxes; also blank, for any day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from panpun_desktop.common.phone import format_phone
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.reports import kit
from panpun_desktop.reports.letter_texts import FALLS_AWAY, LetterKind, LetterWords
from panpun_desktop.reports.letters import model
from panpun_desktop.reports.letters.filled import Filled, Prose
from panpun_desktop.reports.letters.model import Part
from panpun_desktop.reports.letters.told import Told
from panpun_desktop.reports.report import Asked, Finish

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_PURPOSES = ("for_shelter", "for_sensitive", "for_disclosure", "for_photo", "for_publicity")
WORDS = LetterKind(
    "consent_form",
    texts=(
        "minor_clause", *_PURPOSES, "title", "controller", "contact", "date", "regno", "statement", "yes",
        "no", "kept", "withdrawal", "how_told", "read_alone", "read_aloud", "interpreted", "thumb",
        "signed_by_person", "signed_by_guardian", "signed_by_staff", "signed_by_witness",
    ),
    places={
        "person": 7.0, "agency": 5.0, "purpose": 5.0, "guardian": 5.0,
        "minor_clause": FALLS_AWAY,
    },
)  # fmt: skip


def read(session: Session, asked: Asked) -> Filled:
    """The form of a person, or a blank one; nothing is ticked before it is read to them (R-PD-2).

    Parameters: person_id, agency_id, dated_on, purpose.
    """
    told = Told(session, asked)
    is_blank = told.person is None
    letter = told.filled(
        "consent_form" if not is_blank else "consent_form_blank",
        "หนังสือให้ความยินยอมเกี่ยวกับข้อมูลส่วนบุคคล",
        WORDS,
        {"purpose": Prose(told.text("purpose")), "guardian": ""},
        is_blank=is_blank,
        lacking=(),
    )
    return letter if not letter.person.is_minor else _of_a_minor(letter)


def _of_a_minor(letter: Filled) -> Filled:
    return replace(letter, clauses=frozenset({"minor_clause"}))


def parts(letter: Filled, words: LetterWords, finish: Finish) -> Iterator[Part]:
    """Who asks, the purposes with their boxes, rights, how it was told, and who signs."""
    yield model.Line(words.plain("title"), "title")
    yield from _head(letter, words)
    yield model.Body(words("statement"))
    boxes = f"{kit.tick(words.plain('yes'))}   {kit.tick(words.plain('no'))}"
    for name in _PURPOSES:
        answers = (model.Line(boxes, "left"),)
        yield model.Gap(0.1)
        yield model.Columns((answers, (model.Line(words(name), "flush"),)), (1.0, 2.1))
    yield model.Body(words.plain("kept"))
    yield model.Body(words.plain("withdrawal"))
    told = "     ".join(kit.tick(words.plain(one)) for one in ("read_alone", "read_aloud", "interpreted"))
    yield model.Gap(0.2)
    yield model.Line(f"{words.plain('how_told')}   {told} {kit.blank(2.5)}", "left")
    yield model.Keep((*_signatures(letter, words),))


def _head(letter: Filled, words: LetterWords) -> Iterator[Part]:
    sender = letter.sender
    contact = "   ".join(one for one in (words.digits(format_phone(sender.phone)), sender.email) if one)
    day = "" if letter.is_blank else words.digits(format_date(letter.dated_on))
    yield model.Fields((model.Field(words.plain("controller"), sender.name),))
    yield model.Fields((model.Field(words.plain("contact"), contact),))
    regno = model.Field(words.plain("regno"), words.digits(letter.person.regno))
    yield model.Fields((model.Field(words.plain("date"), day), regno))


def _signatures(letter: Filled, words: LetterWords) -> Iterator[Part]:
    staff = "" if letter.is_blank else letter.written_by
    thumb = (model.Frame(2.6, 3.0), model.Line(words.plain("thumb"), "cell_centre"))
    signers = [model.Signature(words.plain("signed_by_person"), letter.person.name)]
    if letter.is_blank or letter.person.is_minor:
        signers.append(model.Signature(words.plain("signed_by_guardian")))
    yield model.Columns((thumb, tuple(signers)), (1, 1.8))
    staff_signs = (model.Signature(words.plain("signed_by_staff"), staff),)
    yield model.Columns((staff_signs, (model.Signature(words.plain("signed_by_witness")),)))
