"""Keeps a form as a draft while it is typed, and brings it back after a lock, a crash or a restart."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from panpun_desktop.common.clock import BANGKOK, local
from panpun_desktop.common.errors import PanpunError
from panpun_desktop.common.thai_date import format_date, format_time
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.operations import Changes

if TYPE_CHECKING:
    from panpun_desktop.services.drafts import KeptDraft

PAUSE_MS = 800


class DraftKeeper(QObject):
    """``kept`` carries the time of day at which the draft was written, as shown."""

    kept = Signal(str)

    def __init__(
        self,
        context: Context,
        form: str,
        content: Callable[[], dict[str, Any] | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.form = form
        """Which form of which record: one draft each for everybody."""
        self._context, self._content = context, content
        self._written: str | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.keep)

    def touch(self) -> None:
        """Something was typed: keep it once typing pauses."""
        self._pause.start()

    def stop(self) -> None:
        """Keep nothing until something is typed again."""
        self._pause.stop()
        self._written = None

    @property
    def was_written(self) -> bool:
        """Say whether a draft of the form is kept, as far as it is known here."""
        return self._written is not None

    def text(self) -> str | None:
        """The form as it would be kept, or nothing when it is empty."""
        content = self._content()
        return None if content is None else json.dumps(content, ensure_ascii=False)

    def keep(self) -> None:
        """Write the draft now, if it differs from what was written last."""
        self._pause.stop()
        text = self.text()
        if text is None or text == self._written or not self._context.may("draft.write"):
            return
        self._written = text
        context, form = self._context, self.form

        def act() -> Changes:
            from panpun_desktop.services.drafts import SaveDraft, save_draft

            return save_draft(context.work, context.actor, SaveDraft(form, text))

        moment = format_time(local(context.clock))
        context.operations.change(self, act, lambda _changes: self.kept.emit(moment), self._not_kept)

    def _not_kept(self, error: PanpunError) -> None:
        """The form still holds what was typed: say why, and try again at the next pause."""
        self._written = None
        self._context.operations.broken.emit(error)

    def load(self, done: Callable[[dict[str, Any] | None, str], None]) -> None:
        """Look for a draft; ``done`` gets its content, or None, and the time of day at which it was kept."""
        context, form = self._context, self.form
        if not context.may("draft.write"):
            done(None, "")
            return

        def query() -> KeptDraft | None:
            from panpun_desktop.services.drafts import load_draft

            return load_draft(context.work, context.actor, form)

        def found(draft: KeptDraft | None) -> None:
            if draft is None or form != self.form:
                done(None, "")
                return
            self._written = draft.content
            done(json.loads(draft.content), kept_moment(draft.saved_at.astimezone(BANGKOK), context.today))

        context.operations.read(self, query, found, key="draft")

    def drop(self) -> None:
        """Forget the draft: the form was saved."""
        self.stop()
        context, form = self._context, self.form
        if not context.may("draft.write"):
            return

        def act() -> Changes:
            from panpun_desktop.services.drafts import drop_draft

            return drop_draft(context.work, context.actor, form)

        context.operations.change(self, act)

    def clear(self) -> None:
        """Forget the draft on the person's wish; Ctrl+Z brings it back."""
        text = self.text()
        self.stop()
        if text is None:
            self.drop()
            return
        context, form = self._context, self.form

        def act() -> Changes:
            from panpun_desktop.services.drafts import SaveDraft, clear_form

            return clear_form(context.work, context.actor, SaveDraft(form, text))

        context.operations.change(self, act)


def kept_moment(at: datetime, today: date) -> str:
    """The time of day, with the day when it was another one."""
    time = format_time(at)
    return time if at.date() == today else f"{format_date(at.date(), 'short')} {time}"
