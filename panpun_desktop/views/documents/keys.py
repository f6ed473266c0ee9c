"""The keys of reports and letters, for the list of F1."""

from __future__ import annotations

from panpun_desktop.common.i18n import N_

KEYS = (
    ("Ins", N_("In the register of incoming papers: record a paper")),
    ("↑ ↓ Enter", N_("In the choice of letters: go to a kind and open it")),
)
