"""หนังสือรับรองการพักอาศัย (domain.md §4.3): handed to the person, and no proof of house registration."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.thai_date import MONTHS, be_year
from panpun_desktop.reports import kit
from panpun_desktop.reports.letter_texts import FALLS_AWAY, LetterKind, LetterWords
from panpun_desktop.reports.letters import model
from panpun_desktop.reports.letters.filled import Filled, Prose, Whole
from panpun_desktop.reports.letters.model import Part
from panpun_desktop.reports.letters.told import Told
from panpun_desktop.reports.letters.words import on_paper
from panpun_desktop.reports.person_facts import written_id
from panpun_desktop.reports.report import Asked, Finish
from panpun_desktop.rules.roles import Role

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_CLAUSES = ("id_clause", "no_id_clause", "now_clause", "to_clause")
_UNSETTLED = frozenset({"NOBIRTH", "UNPROVEN", "STAT0", "NOID", "UNKNOWN"})
"""Statuses that are still being looked into; a lost card is none of them (domain.md §4.4)."""
WORDS = LetterKind(
    "stay_certificate",
    texts=(*_CLAUSES, "title", "body_reason", "body_purpose", "given", "photo"),
    places={
        "centre": 6.0, "client_word": 2.0, "person": 6.0, "national_id": 4.0, "from_date": 3.5,
        "to_date": 3.5, "purpose": 6.0, "valid_days": 1.0, "day": 1.0, "month": 2.5, "year": 1.5,
        **dict.fromkeys(_CLAUSES, FALLS_AWAY),
    },
)  # fmt: skip


def read(session: Session, asked: Asked) -> Filled:
    """The certificate of a stay; of a protected person only the manager gives one, without an address.

    Parameters: stay_id, dated_on, purpose, leaves_out_id, signer, signer_position.
    """
    told = Told(session, asked)
    person, stay, day = told.someone, told.stay, told.dated_on
    if told.restriction is not None and asked.by.role is not Role.MANAGER:
        raise RuleBroken("letter.needs_manager", field="person_id")
    if stay is None:
        raise RuleBroken("letter.no_stay", field="person_id")
    number = "" if told.typed.get("leaves_out_id") else written_id(person)
    clauses = {"to_clause" if stay.left_on else "now_clause"}
    clauses |= {"id_clause"} if number else set()
    clauses |= {"no_id_clause"} if told.has_no_id and person.civil_status in _UNSETTLED else set()
    letter = told.filled(
        "stay_certificate",
        "หนังสือรับรองการพักอาศัย",
        WORDS,
        {
            "national_id": Whole(number),
            "from_date": stay.arrived_on,
            "to_date": stay.left_on,
            "purpose": Prose(told.text("purpose")),
            "valid_days": str(asked.centre.settings["document.stay_certificate_days"]),
            "day": str(day.day),
            "month": MONTHS[day.month - 1],
            "year": str(be_year(day)),
        },
        clauses,
        disclosed=("name", "stay_dates", *(("national_id",) if number else ())),
        recipient=told.usual()["person"],
        basis="own_request",
    )
    hides = told.restriction is not None and told.restriction.hides_place
    return replace(letter, sender=replace(letter.sender, address=())) if hides else letter


def parts(letter: Filled, words: LetterWords, finish: Finish) -> Iterator[Part]:
    """Number and sender, what is certified, the day, and who signs beside the photo."""
    yield model.Head(on_paper(letter, words), words.digits(finish.number) or kit.blank(2.5), "เลขที่")
    yield model.Gap(0.6)
    yield model.Line(words("title"), "title")
    yield model.Gap(0.4)
    yield model.Body(words("body_reason"))
    yield model.Body(words("body_purpose"))
    yield model.Gap(0.6)
    given = (model.Line(words("given"), "centre"), model.Gap(1.6))
    signed = (
        model.Signature("", letter.signer),
        model.Line(words.digits(letter.signer_position), "cell_centre"),
    )
    photo = (model.Frame(4.0, 6.0), model.Line(words.plain("photo"), "cell_centre"))
    yield model.Keep((model.Columns((photo, (*given, *signed)), (1, 1.6)),))
