"""The keys of the register and of a person's page, for the list of F1."""

from __future__ import annotations

from panpun_desktop.common.i18n import N_

KEYS = (
    ("Ins", N_("Add a service user")),
    ("Enter", N_("Open the person's page")),
    ("Ctrl+C", N_("Copy the lines for a spreadsheet")),
    ("Ctrl+PgDn · Ctrl+PgUp", N_("Next part of the person's page, or back")),
    ("Esc", N_("Clear the filter; back to the list")),
)
