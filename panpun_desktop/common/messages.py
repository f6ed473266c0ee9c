"""The sentence of every error id, in English; the Thai stands in ``resources/locale/th``.

An id is ``topic.what``; a sentence may name the error's facts in braces. Days among the facts are
written out, so a sentence says just ``{day}``.
"""

from __future__ import annotations

from panpun_desktop.common.i18n import N_

GENERAL = N_("This could not be done. Please try again or tell the administrator.")
"""What is said when an id has no sentence or its facts do not fit."""

MESSAGES: dict[str, str] = {
    # act
    "act.needs_confirmation": N_("Please confirm or give a reason for the points listed."),
    "act.not_allowed": N_("Your role may not do this."),
    # print
    "print.no_shaping": N_(
        "Papers cannot be printed: the part that sets Thai letters (uharfbuzz) is missing. "
        "Run the installer again."
    ),
    "print.font_unusable": N_(
        "The font file {file} cannot be used for Thai papers. Choose a TrueType font with Thai letters."
    ),
}
