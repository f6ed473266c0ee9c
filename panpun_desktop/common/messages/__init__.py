"""The sentence of every error id, in English; the Thai stands in ``resources/locale/th``.

An id is ``topic.what``; a sentence may name the error's facts in braces. Days among the facts are
written out, so a sentence says just ``{day}``.
"""

from __future__ import annotations

from panpun_desktop.common.i18n import N_
from panpun_desktop.common.messages import office, papers, people, stays, training

GENERAL = N_("This could not be done. Please try again or tell the administrator.")
"""What is said when an id has no sentence or its facts do not fit."""

MESSAGES: dict[str, str] = {
    id: sentence
    for area in (people, stays, training, papers, office)
    for id, sentence in area.SENTENCES.items()
}
