"""หนังสือขอความอนุเคราะห์ตรวจรักษา (domain.md §4.3): symptoms as told, who comes along, whom to call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panpun_desktop.reports.letter_texts import FALLS_AWAY, LetterKind, LetterWords
from panpun_desktop.reports.letters.filled import Filled, Prose, Whole
from panpun_desktop.reports.letters.model import Part
from panpun_desktop.reports.letters.told import Told
from panpun_desktop.reports.letters.words import official
from panpun_desktop.reports.person_facts import consent_given_on
from panpun_desktop.reports.report import Asked, Finish

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_CLAUSES = ("id_clause", "no_id_clause", "right_clause", "no_right_clause")
WORDS = LetterKind(
    "request_hospital",
    texts=(*_CLAUSES, "subject", "addressee", "body_reason", "body_conclusion", "section", "phone", "email"),
    places={
        "centre": 6.0, "client_word": 2.0, "person": 6.0, "national_id": 4.0, "to": 5.0, "symptoms": 8.0,
        "since": 3.5, "scheme": 3.0, "escort": 5.0, "escort_phone": 3.0,
        **dict.fromkeys(_CLAUSES, FALLS_AWAY),
    },
)  # fmt: skip
_NO_RIGHT = frozenset({None, "NONE", "UNKNOWN", "DECLINED"})


def read(session: Session, asked: Asked) -> Filled:
    """The request to a hospital; care is never delayed for a consent (R-PD-1).

    Parameters: agency_id, dated_on, symptoms, since, escort, escort_phone, signer.
    """
    told = Told(session, asked)
    person = told.someone
    has_right = person.health_scheme not in _NO_RIGHT
    number = told.disclosed_id
    clauses = {"right_clause" if has_right else "no_right_clause"}
    clauses |= {"id_clause"} if number else {"no_id_clause"} if told.has_no_id else set()
    agreed = consent_given_on(session, person.id, "SENSITIVE") is not None
    return told.filled(
        "request_hospital",
        "หนังสือขอความอนุเคราะห์ตรวจรักษา",
        WORDS,
        {
            "national_id": Whole(number),
            "to": told.agency.name if told.agency else "",
            "symptoms": Prose(told.text("symptoms")),
            "since": told.typed.get("since"),
            "scheme": asked.centre.label("health_scheme", person.health_scheme) if has_right else "",
        },
        clauses,
        disclosed=("name", *(("national_id",) if number else ()), "symptoms", "health_scheme"),
        recipient=told.agency.name if told.agency else "",
        basis="consent" if agreed else "vital_interest",
    )


def parts(letter: Filled, words: LetterWords, finish: Finish) -> tuple[Part, ...]:
    """An official letter of two paragraphs."""
    return official(letter, words, finish, ("body_reason", "body_conclusion")).parts()
