"""What someone is typing, kept so that a lock, a crash or a power cut loses nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from panpun_desktop.common.i18n import _
from panpun_desktop.models import Draft
from panpun_desktop.services.changes import Changes, Undo

if TYPE_CHECKING:
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class SaveDraft:
    """Keep the content of a form (its own JSON) for the person who types it; one draft a form."""

    form: str
    content: str


@dataclass(frozen=True)
class KeptDraft:
    """A draft as it was kept."""

    content: str
    saved_at: datetime


def save_draft(work: UnitsOfWork, by: Actor, request: SaveDraft) -> Changes:
    """Keep a draft in place of an earlier one; drafts are not audited."""
    with work.writing(by, "draft.write") as session:
        row = session.get(Draft, (by.user_id, request.form))
        if row is None:
            row = Draft(user_id=by.user_id, form=request.form)
            session.add(row)
        row.content, row.saved_at = request.content, work.clock.now()
    return Changes()


def load_draft(work: UnitsOfWork, by: Actor, form: str) -> KeptDraft | None:
    """The person's draft of a form, or nothing."""
    with work.reading(by, "draft.write") as session:
        row = session.get(Draft, (by.user_id, form))
        return None if row is None else KeptDraft(row.content, row.saved_at)


def drop_draft(work: UnitsOfWork, by: Actor, form: str) -> Changes:
    """Forget a draft, because the form was saved."""
    _forget(work, by, form)
    return Changes()


def clear_form(work: UnitsOfWork, by: Actor, request: SaveDraft) -> Changes:
    """Forget what was typed on the person's wish; undoing brings the content of the request back."""
    _forget(work, by, request.form)
    return Changes(summary=_("The form was cleared"), undo=Undo(restore_form, request))


def throw_away(work: UnitsOfWork, by: Actor, request: SaveDraft) -> Changes:
    """Forget a draft on another screen than its form: a form that still shows it begins anew."""
    _forget(work, by, request.form)
    undo = Undo(restore_form, request)
    return Changes(drafts=frozenset({request.form}), summary=_("The form was cleared"), undo=undo)


def restore_form(work: UnitsOfWork, by: Actor, request: SaveDraft) -> Changes:
    """Bring a cleared form back; the screen that owns the form reads its draft again."""
    save_draft(work, by, request)
    return Changes(drafts=frozenset({request.form}), summary=_("The form is back"))


def _forget(work: UnitsOfWork, by: Actor, form: str) -> None:
    with work.writing(by, "draft.write") as session:
        row = session.get(Draft, (by.user_id, form))
        if row is not None:
            session.delete(row)
