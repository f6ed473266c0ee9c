"""หนังสือขอความอนุเคราะห์ตรวจสอบสถานะบุคคล/ทำบัตร (domain.md §4.3): the facts known, and what is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panpun_desktop.common.thai_date import MONTHS, be_year, format_date
from panpun_desktop.reports.letter_texts import FALLS_AWAY, LetterKind, LetterWords
from panpun_desktop.reports.letters.filled import Filled, Prose, Whole
from panpun_desktop.reports.letters.model import Part
from panpun_desktop.reports.letters.told import Told
from panpun_desktop.reports.letters.words import official
from panpun_desktop.reports.person_facts import birth_of
from panpun_desktop.reports.report import Asked, Finish
from panpun_desktop.rules.birth import Birth, BirthPrecision

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_CLAUSES = ("thai_clause", "proving_clause", "witness_clause")
WORDS = LetterKind(
    "request_id",
    texts=(
        *_CLAUSES, "subject", "addressee", "body_reason", "body_purpose", "body_conclusion", "photo",
        "photo_amount", "section", "phone", "email",
    ),
    places={
        "centre": 6.0, "client_word": 2.0, "person": 6.0, "to": 5.0, "birth": 3.5, "birthplace": 5.0,
        "father": 5.0, "mother": 5.0, "problem": 6.0, "request": 5.0, "witness": 5.0, "escort": 5.0,
        "escort_position": 4.0, "escort_phone": 3.0, **dict.fromkeys(_CLAUSES, FALLS_AWAY),
    },
)  # fmt: skip
_THAI = frozenset({"OK", "LOST", "EXPIRED", "NEVER", "NOHOUSE", "CENTRAL", "STRUCK"})
_PROVING = frozenset({"NOBIRTH", "UNPROVEN", "STAT0"})


def read(session: Session, asked: Asked) -> Filled:
    """The request to a district; what is typed counts before what the register has.

    Parameters: agency_id, dated_on, birthplace, father, mother, problem, request, witness, with_photo,
    escort, escort_position, escort_phone, signer.
    """
    told = Told(session, asked)
    person = told.someone
    status = person.civil_status or ""
    has_problem = status not in {"", "OK"}
    problem = told.text("problem") or (asked.centre.label("civil_status", status) if has_problem else "")
    clauses = {"thai_clause"} if status in _THAI else {"proving_clause"} if status in _PROVING else set()
    clauses |= {"witness_clause"} if told.text("witness") else set()
    return told.filled(
        "request_id",
        "หนังสือขอความอนุเคราะห์ตรวจสอบสถานะบุคคลและทำบัตร",
        WORDS,
        {
            "to": told.agency.name if told.agency else "",
            "birth": Whole(birth_words(birth_of(person))),
            "birthplace": Prose(told.text("birthplace") or person.birth_place),
            "father": told.text("father") or person.father_name,
            "mother": told.text("mother") or person.mother_name,
            "problem": Prose(problem),
            "request": Prose(told.text("request")),
            "witness": Prose(told.text("witness")),
        },
        clauses,
        enclosures=("photo",) if told.typed.get("with_photo", True) else (),
        disclosed=("name", "birth", "parents", "civil_status"),
        recipient=told.agency.name if told.agency else "",
        basis=told.basis,
    )


def birth_words(birth: Birth) -> str:
    """A birth as far as it is known: 4 มีนาคม 2563, มีนาคม 2563, ประมาณ พ.ศ. 2511; empty when not."""
    first = birth.first_on
    if first is None:
        return ""
    if birth.precision is BirthPrecision.DAY:
        return format_date(first)
    if birth.precision is BirthPrecision.MONTH:
        return f"{MONTHS[first.month - 1]} {be_year(first)}"
    return f"{'ประมาณ ' if birth.is_estimated else ''}พ.ศ. {be_year(first)}"


def parts(letter: Filled, words: LetterWords, finish: Finish) -> tuple[Part, ...]:
    """An official letter of three paragraphs."""
    return official(letter, words, finish).parts()
