"""What a role sees that may see no personal data."""

from __future__ import annotations

from panpun_desktop.common.i18n import _
from panpun_desktop.views.context import Context
from panpun_desktop.views.page import Page
from panpun_desktop.views.role_words import role_words
from panpun_desktop.widgets.cards import Card, EmptyState


class ClosedPage(Page):
    """Says in one sentence why nothing is here."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Service users"))
        role = role_words(context.actor.role)
        words = _("The role {role} sees no personal data of service users.").format(role=role)
        card = Card()
        card.body.addWidget(EmptyState("shield-lock", words))
        self.body.addWidget(card, 1)
