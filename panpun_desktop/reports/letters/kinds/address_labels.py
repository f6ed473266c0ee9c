"""ป้ายที่อยู่: a sheet of labels with the same address, for envelopes and parcels."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from panpun_desktop.reports.letter_texts import LetterKind, LetterWords
from panpun_desktop.reports.letters import model
from panpun_desktop.reports.letters.filled import Filled
from panpun_desktop.reports.letters.kinds.envelope import addressed
from panpun_desktop.reports.letters.model import Part
from panpun_desktop.reports.letters.told import Told
from panpun_desktop.reports.registry import Asked, Finish

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

WORDS = LetterKind("address_labels", texts=("salutation",), places={})
MOST = 16
_ROW_HEIGHT, _LINE = 3.3, 0.64
_MARGINS = (1.5, 1.5, 1.0, 1.5)


def read(session: Session, asked: Asked) -> Filled:
    """Labels of an agency. Parameters: agency_id, count (1 to 16)."""
    told = Told(session, asked)
    count = max(1, min(MOST, int(told.typed.get("count") or MOST)))
    address = told.agency.address if told.agency else ""
    return told.filled("address_labels", "ป้ายที่อยู่", WORDS, {"address": address, "count": str(count)})


def sheet(_letter: Filled) -> dict[str, Any]:
    """Small margins, no numbers."""
    return {"margins": _MARGINS, "is_numbered": False}


def parts(letter: Filled, words: LetterWords, _finish: Finish) -> Iterator[Part]:
    """Two labels beside each other in each row."""
    lines = list(addressed(letter, words))
    label = tuple(model.Line(line) for line in lines)
    count = int(str(letter.values.get("count") or MOST))
    for at in range(0, count, 2):
        yield model.Columns((label, label if at + 1 < count else ()), (1, 1), 1.0)
        yield model.Gap(max(0.4, _ROW_HEIGHT - _LINE * len(lines)))
