"""ผู้รับบริการ: the register as a list with one person beside it, and the form of a person."""

from __future__ import annotations

from panpun_desktop.views.context import Context
from panpun_desktop.views.page import Page


def build(context: Context) -> Page:
    """The page; who may see no person is told so instead."""
    if not context.may("person.read"):
        from panpun_desktop.views.residents.closed import ClosedPage

        return ClosedPage(context)
    from panpun_desktop.views.residents.page import ResidentsPage

    return ResidentsPage(context)
