"""A strip that says of an admission that was typed and not saved, with the ways to go on or throw it away."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from panpun_desktop.common.clock import BANGKOK
from panpun_desktop.common.i18n import _, ngettext
from panpun_desktop.views.draft_keeper import kept_moment
from panpun_desktop.widgets.banners import Banner
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.drafts import KeptDraft
    from panpun_desktop.views.context import Context

FORM = "admission"
"""What the page of admission keeps its draft under."""


class DraftStrip(Banner):
    """Nothing, until a draft of an admission is found."""

    def __init__(self, context: Context) -> None:
        super().__init__("", Tone.INFO)
        self.setObjectName("draftStrip")
        self._context = context

    def look(self) -> None:
        """Look for the draft of whoever is signed in."""
        context = self._context
        if not (context.may("draft.write") and context.may("stay.admit")):
            return

        def query() -> KeptDraft | None:
            from panpun_desktop.services.drafts import load_draft

            return load_draft(context.work, context.actor, FORM)

        context.operations.read(self, query, self._tell, lambda _error: None, key="draft")

    def _tell(self, draft: KeptDraft | None) -> None:
        if draft is None:
            self.say("")
            return
        people = len(json.loads(draft.content).get("people", []))
        words = ngettext(
            "An admission of {n} person is typed and not saved ({time}).",
            "An admission of {n} people is typed and not saved ({time}).",
            people,
        )
        moment = kept_moment(draft.saved_at.astimezone(BANGKOK), self._context.today)
        acts = [(_("Go on with it"), self._go_on), (_("Throw it away"), lambda: self._drop(draft.content))]
        self.say(words.format(n=people, time=moment), Tone.INFO, acts)

    def _go_on(self) -> None:
        self._context.navigate("admission")

    def _drop(self, content: str) -> None:
        from panpun_desktop.services.drafts import SaveDraft, throw_away

        work, actor = self._context.work, self._context.actor
        request = SaveDraft(FORM, content)
        self._context.operations.change(self, lambda: throw_away(work, actor, request))
