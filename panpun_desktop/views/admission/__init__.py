"""The screen รับเข้า: one person or a family admitted on one page, in one act."""

from __future__ import annotations

from panpun_desktop.views.admission.page import AdmissionPage
from panpun_desktop.views.context import Context


def build(context: Context) -> AdmissionPage:
    """Make the page for the person who signed in."""
    return AdmissionPage(context)
