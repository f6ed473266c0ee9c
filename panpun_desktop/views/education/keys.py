"""The keys of the learners' screen, for the list of F1."""

from __future__ import annotations

from panpun_desktop.common.i18n import N_

KEYS = (
    ("Ins", N_("Take a learner in, or register the open one for a term")),
    ("Ctrl+E", N_("Enter scores")),
    ("Ctrl+PgUp · PgDn", N_("The learner's tables, one after the other")),
    ("Esc", N_("Back to the list of learners")),
)
