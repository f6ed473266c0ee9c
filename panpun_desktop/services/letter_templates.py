"""The centre's own words of letters: every edition is kept, the newest holds, papers already issued stay."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from panpun_desktop.common.errors import EditConflict
from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_text import normalise
from panpun_desktop.models import AppUser, LetterTemplate
from panpun_desktop.services.changes import Changes

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork

TOUCHED = "letter_template"
"""What ``Changes.settings`` names when words were changed."""


@dataclass(frozen=True)
class SaveTemplate:
    """A new edition; ``content`` "" goes back to the words as delivered.

    ``require_sound`` refuses words that cannot be filled, before anything is written.
    """

    kind: str
    content: str
    seen_edition: int
    require_sound: Callable[[str], object]
    note: str = ""


@dataclass(frozen=True)
class Edition:
    """One edition of the words of a kind of paper."""

    edition: int
    content: str
    note: str
    saved_at: datetime
    saved_by: str


def own_words(session: Session) -> Mapping[str, str]:
    """The newest edition by kind, of kinds whose words are not as delivered."""
    newest = select(LetterTemplate.kind, func.max(LetterTemplate.edition).label("edition"))
    chosen = newest.group_by(LetterTemplate.kind).subquery()
    rows = session.execute(
        select(LetterTemplate.kind, LetterTemplate.content).join(
            chosen,
            (chosen.c.kind == LetterTemplate.kind) & (chosen.c.edition == LetterTemplate.edition),
        )
    )
    return {kind: content for kind, content in rows if content}


def list_editions(work: UnitsOfWork, by: Actor, kind: str) -> tuple[Edition, ...]:
    """The editions of a kind, the newest first."""
    with work.reading(by, "setting.read") as session:
        rows = session.execute(
            select(
                LetterTemplate.edition,
                LetterTemplate.content,
                LetterTemplate.note,
                LetterTemplate.saved_at,
                AppUser.name,
            )
            .join(AppUser, AppUser.id == LetterTemplate.saved_by_id)
            .where(LetterTemplate.kind == kind)
            .order_by(LetterTemplate.edition.desc())
        )
        return tuple(Edition(*row) for row in rows)


def save_template(work: UnitsOfWork, by: Actor, request: SaveTemplate) -> Changes:
    """Keep a new edition; EditConflict when somebody saved another one meanwhile."""
    with work.writing(by, "letter_template.edit") as session:
        if request.content:
            request.require_sound(request.content)
        newest = session.scalar(
            select(func.max(LetterTemplate.edition)).where(LetterTemplate.kind == request.kind)
        )
        if (newest or 0) != request.seen_edition:
            raise EditConflict("record.changed_by_someone_else", kind="LetterTemplate")
        session.add(
            LetterTemplate(
                kind=request.kind,
                edition=(newest or 0) + 1,
                content=request.content,
                note=normalise(request.note).strip(),
                saved_at=work.clock.now(),
                saved_by_id=by.user_id,
            )
        )
    words = _("Words of the letter saved") if request.content else _("The words are as delivered again")
    return Changes(settings=frozenset({TOUCHED}), summary=words)
