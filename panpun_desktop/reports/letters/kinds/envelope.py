"""ซองจดหมาย: the sender at the upper left, the agency from the middle on; no name of a service user."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from panpun_desktop.reports import kit
from panpun_desktop.reports.letter_texts import LetterKind, LetterWords
from panpun_desktop.reports.letters import model
from panpun_desktop.reports.letters.filled import Filled
from panpun_desktop.reports.letters.model import Part
from panpun_desktop.reports.letters.told import Told
from panpun_desktop.reports.letters.words import on_paper
from panpun_desktop.reports.report import Asked, Finish

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

WORDS = LetterKind("envelope", texts=("sent_by", "salutation"), places={})
SIZES = {"DL": (22.0, 11.0), "C5": (22.9, 16.2), "C4": (32.4, 22.9)}
"""Width and height in cm."""
_MARGINS = (1.2, 1.5, 1.0, 1.5)
_USUAL = "DL"


def read(session: Session, asked: Asked) -> Filled:
    """The envelope to an agency of the directory. Parameters: agency_id, size (DL, C5, C4)."""
    told = Told(session, asked)
    agency = told.agency
    address = agency.address if agency else ""
    size = told.text("size") if told.text("size") in SIZES else _USUAL
    lacking = () if address.strip() else ("address",) if agency else ("to",)
    values = {"address": address, "size": size}
    return told.filled("envelope", "ซองจดหมาย", WORDS, values, lacking=lacking)


def sheet(letter: Filled) -> dict[str, Any]:
    """The envelope is the sheet."""
    size = SIZES[str(letter.values.get("size") or _USUAL)]
    return {"size": size, "margins": _MARGINS, "is_numbered": False}


def parts(letter: Filled, words: LetterWords, _finish: Finish) -> Iterator[Part]:
    """Sender, room, and the address."""
    sender = on_paper(letter, words)
    height = SIZES[str(letter.values.get("size") or _USUAL)][1]
    lines = (f"{words.plain('sent_by')} {sender.name}", *sender.address)
    yield model.Columns((tuple(model.Line(line) for line in lines), ()), (1.2, 1))
    yield model.Gap(max(0.5, height * 0.42 - 0.65 * len(lines)))
    address = str(letter.values.get("address") or "")
    to = addressed(words, letter.addressee, letter.agency, address)
    dots = () if address.strip() else (model.Line(kit.blank(7)),)
    yield model.Columns(((), (*(model.Line(line) for line in to), *dots)), (1, 1.4))


def addressed(words: LetterWords, addressee: str, agency: str, address: str) -> Iterator[str]:
    """The lines of the address: whom, where."""
    yield f"{words.plain('salutation')} {words.digits(addressee) or kit.blank(7)}"
    if agency and agency != addressee:
        yield words.digits(agency)
    for line in address.splitlines():
        yield words.digits(line)
