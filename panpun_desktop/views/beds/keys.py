"""The keys of the bed board and its timeline, for its acts and for the list of F1."""

from __future__ import annotations

from panpun_desktop.common.i18n import N_

LETTERS = {
    "move": ("mMยท", N_("Move: arrows to the bed, then Enter")),
    "swap": ("sSสห", N_("Swap with another bed")),
    "reserve": ("rRจพ", N_("Reserve the bed")),
    "block": ("bBปิ", N_("Close the bed")),
    "clean": ("cCลแ", N_("The bed is to be cleaned")),
    "open": ("oOน", N_("Open the bed again")),
    "admit": ("aAรฟ", N_("Admit to this bed")),
    "expect": ("dDคก", N_("Day of leaving")),
}
"""Act -> its keys (an English letter, a Thai one of the word, what the key types in Thai), its words."""
KEYS = (
    ("← → ↑ ↓", N_("From bed to bed")),
    ("Enter", N_("What may be done here")),
    *((f"{letters[1]} / {letters[2]}", words) for letters, words in LETTERS.values()),
    ("Del", N_("Take the bed or the reservation away")),
    ("Ctrl+G", N_("Go to a day")),
    ("Shift+PgUp · PgDn", N_("Timeline: a week back or on")),
    ("+ · -", N_("Timeline: more or fewer days")),
    ("Esc", N_("Put back who is being moved")),
)
