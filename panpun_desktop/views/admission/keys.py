"""The keys of the admission page, for the list of F1."""

from __future__ import annotations

from panpun_desktop.common.i18n import N_

KEYS = (
    ("Ins", N_("Add a member")),
    ("Ctrl+Del", N_("Take the row away")),
    ("Ctrl+V", N_("Paste rows from Excel")),
    ("F6 · Shift+F6", N_("Next part of the page, or back")),
    ("Ctrl+Enter", N_("Save and print")),
)
