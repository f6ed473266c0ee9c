"""The keys of the daily work, for the list of F1."""

from __future__ import annotations

from panpun_desktop.common.i18n import N_

KEYS = (("Ins", N_("Write a new entry")),)
