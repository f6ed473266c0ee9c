"""Whether a letter of ours was answered, where no incoming paper says so: by telephone, by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from panpun_desktop.common.clock import today
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.models import Document
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.documents import require_readable
from panpun_desktop.services.records import load

if TYPE_CHECKING:
    from datetime import date

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class MarkReplied:
    """The day on which the answer came; None: it is waited for again."""

    document_id: int
    seen_version: int
    replied_on: date | None


def mark_replied(work: UnitsOfWork, by: Actor, request: MarkReplied) -> Changes:
    """Say that an answer came, or that it did not come after all.

    RuleBroken ``reply.in_future``, ``reply.before_letter``, ``document.cancelled_already``.
    """
    with work.writing(by, "incoming.edit") as session:
        paper = load(session, Document, request.document_id, request.seen_version)
        require_readable(session, paper)
        if paper.cancelled_at is not None:
            raise RuleBroken("document.cancelled_already")
        if request.replied_on is not None and request.replied_on > today(work.clock):
            raise RuleBroken("reply.in_future", field="replied_on")
        if request.replied_on is not None and request.replied_on < paper.dated_on:
            raise RuleBroken("reply.before_letter", field="replied_on")
        paper.replied_on = request.replied_on
        people = frozenset({paper.person_id} if paper.person_id is not None else ())
    words = _("{number} was answered") if request.replied_on else _("{number} waits for its answer again")
    return Changes(
        documents=frozenset({paper.id}),
        people=people,
        summary=words.format(number=paper.number or paper.title),
    )
