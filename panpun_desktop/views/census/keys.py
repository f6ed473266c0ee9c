"""The keys of the walk, on the card beside it and in the list of F1."""

from __future__ import annotations

from panpun_desktop.common.i18n import N_

MARKS = {
    "ข": ("not_here", N_("not here")),
    "ล": ("leave", N_("overnight leave")),
    "ร": ("hospital", N_("hospital")),
    "ต": ("other_bed", N_("in another bed")),
    "ก": ("late", N_("coming late")),
}
"""Key -> how somebody was found, and its words; the same keys under the Latin layout do the same."""
KEYS = (("Space", N_("here")), *((key, words) for key, (_state, words) in MARKS.items()))
