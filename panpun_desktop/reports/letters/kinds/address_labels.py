"""ป้ายที่อยู่: sheets of labels, each agency once or as often as asked, on what is left of the first sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from panpun_desktop.models import Agency
from panpun_desktop.reports.letter_texts import LetterKind, LetterWords
from panpun_desktop.reports.letters import model
from panpun_desktop.reports.letters.filled import Filled
from panpun_desktop.reports.letters.kinds.envelope import addressed
from panpun_desktop.reports.letters.model import Part
from panpun_desktop.reports.letters.told import Told
from panpun_desktop.reports.report import Asked, Finish

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

WORDS = LetterKind("address_labels", texts=("salutation",), places={})
A_SHEET = 16
_BESIDE = 2
_LABEL_HEIGHT, _BETWEEN = 2.9, 0.4
_MARGINS = (1.5, 1.5, 1.0, 1.5)
_Label = tuple[str, ...]
"""Addressee, agency, address."""


def read(session: Session, asked: Asked) -> Filled:
    """Labels of agencies. Parameters: agency_ids or agency_id, count of each (1), skip (0 to 15).

    ``skip`` labels of the first sheet are used up and stay empty.
    """
    told = Told(session, asked)
    count = max(1, min(A_SHEET, int(told.typed.get("count") or 1)))
    skip = max(0, min(A_SHEET - 1, int(told.typed.get("skip") or 0)))
    labels = tuple(label for label in _labels(session, _chosen(told.typed)) for _time in range(count))
    return told.filled("address_labels", "ป้ายที่อยู่", WORDS, {"skip": str(skip)}, rows=labels)


def _chosen(typed: Mapping[str, Any]) -> list[int]:
    """The agencies asked for, each once, in the order in which they were chosen."""
    given = [*(typed.get("agency_ids") or ()), typed.get("agency_id")]
    return list(dict.fromkeys(int(one) for one in given if one is not None))


def _labels(session: Session, ids: Sequence[int]) -> list[_Label]:
    found = {one.id: one for one in session.scalars(select(Agency).where(Agency.id.in_(ids)))}
    rows = (found[id] for id in ids if id in found)
    return [(one.addressee or one.name, one.name, one.address) for one in rows] or [("", "", "")]


def sheet(_letter: Filled) -> dict[str, Any]:
    """Small margins, no numbers."""
    return {"margins": _MARGINS, "is_numbered": False}


def parts(letter: Filled, words: LetterWords, _finish: Finish) -> Iterator[Part]:
    """Two labels beside each other in each row, eight rows on a sheet; a label keeps its place."""
    skip = int(str(letter.values.get("skip") or 0))
    labels: list[tuple[Part, ...]] = [()] * skip
    labels += [tuple(model.Line(line) for line in addressed(words, *label)) for label in letter.rows]
    for at in range(0, len(labels), _BESIDE):
        if at and at % A_SHEET == 0:
            yield model.NewPart()
        elif at:
            yield model.Gap(_BETWEEN)
        row = [*labels[at : at + _BESIDE], ()][:_BESIDE]
        yield model.Columns(tuple(row), (1, 1), 1.0, _LABEL_HEIGHT)
