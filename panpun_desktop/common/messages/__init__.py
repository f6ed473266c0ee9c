"""The sentence of every error id, in English; the Thai stands in ``resources/locale/th``.

An id is ``topic.what``; a sentence may name the error's facts in braces. ``common.sentences`` fills it
and writes days among the facts out, so a sentence says just ``{day}``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from panpun_desktop.common.i18n import N_, _
from panpun_desktop.common.messages import office, papers, people, stays, training

GENERAL = N_("This could not be done. Please try again or tell the administrator.")
"""What is said when an id has no sentence or its facts do not fit."""

MESSAGES: dict[str, str] = {
    id: sentence
    for area in (people, stays, training, papers, office)
    for id, sentence in area.SENTENCES.items()
}


def filled(id: str, facts: Mapping[str, Any]) -> str:
    """The sentence of an id with its facts as they are; a general sentence when that cannot be done."""
    try:
        return _(MESSAGES[id]).format_map(_Facts(facts))
    except (LookupError, ValueError, TypeError, AttributeError):
        return _(GENERAL)


class _Facts(dict[str, Any]):
    """Facts by name; one that was not given shows as a dash rather than losing the sentence."""

    def __missing__(self, name: str) -> str:
        return "–"
