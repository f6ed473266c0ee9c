"""Issued papers in the search: found by their number, opened in the list of what was issued."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.common.thai_text import from_thai_digits
from panpun_desktop.views.context import Context
from panpun_desktop.views.search.found import Found

if TYPE_CHECKING:
    from panpun_desktop.services.document_lines import DocumentRow

LIMIT = 5
_LOOKED_THROUGH = 50
_FEWEST_DIGITS = 2


def papers(context: Context, text: str) -> tuple[DocumentRow, ...]:
    """The newest papers whose number holds the text, with or without its prefix; runs in a worker."""
    words = number_words(text)
    if not words or not context.may("document.read"):
        return ()
    from panpun_desktop.services.documents import list_documents

    rows = list_documents(context.work, context.actor, text=" ".join(words), limit=_LOOKED_THROUGH)
    return tuple(row for row in rows if all(word in row.number for word in words))[:LIMIT]


def number_words(text: str) -> list[str]:
    """The text from its first figure on, in Arabic digits; nothing for fewer than two figures."""
    plain = from_thai_digits(text)
    start = next((place for place, one in enumerate(plain) if one.isdecimal()), len(plain))
    enough = sum(map(str.isdecimal, plain)) >= _FEWEST_DIGITS
    return plain[start:].split() if enough else []


def paper_found(context: Context, row: DocumentRow) -> Found:
    """A paper as a line of the list."""
    state = _("Cancelled") if row.is_cancelled else ""
    facts = (row.title, row.person, format_date(row.dated_on, "short"), state)
    return Found(
        "file-text",
        row.number,
        " · ".join(one for one in facts if one),
        _("Paper"),
        lambda: context.navigate("documents", document_id=row.id, number=row.number),
    )
