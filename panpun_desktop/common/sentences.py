"""The sentence a person reads for an error or a finding: the message of its id, with days written out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from panpun_desktop.common.errors import PanpunError
from panpun_desktop.common.i18n import language
from panpun_desktop.common.messages import filled
from panpun_desktop.common.thai_date import format_date


def message_of(error: PanpunError) -> str:
    """The sentence for an error, filled with its facts; a general one for an unknown id. Never raises."""
    return sentence(error.id, error.facts)


def sentence(id: str, facts: Mapping[str, Any]) -> str:
    """The sentence of a message id filled with facts; a general sentence when that cannot be done."""
    return filled(id, {name: _shown(value) for name, value in facts.items()})


def _shown(value: Any) -> Any:
    if not isinstance(value, date):
        return value
    return value.isoformat() if language() == "en" else format_date(value)
