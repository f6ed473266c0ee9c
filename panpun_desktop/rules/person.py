"""A person as the rules see one: birth and age, names and titles, likeness. One door to three rooms."""

from __future__ import annotations

from panpun_desktop.rules.birth import (
    UNKNOWN_BAND,
    UNKNOWN_BIRTH,
    Birth,
    BirthPrecision,
    age_band,
    age_on,
    age_text,
    birth_text,
    is_infant_on,
    is_minor_on,
    needs_confirming,
)
from panpun_desktop.rules.likeness import Likeness, Sureness, Traits, could_be_same
from panpun_desktop.rules.names import (
    display_name,
    plain_name,
    register_number,
    short_name,
    split_title,
    title_suggestions,
    title_to_review,
)

__all__ = [
    "UNKNOWN_BAND",
    "UNKNOWN_BIRTH",
    "Birth",
    "BirthPrecision",
    "Likeness",
    "Sureness",
    "Traits",
    "age_band",
    "age_on",
    "age_text",
    "birth_text",
    "could_be_same",
    "display_name",
    "is_infant_on",
    "is_minor_on",
    "needs_confirming",
    "plain_name",
    "register_number",
    "short_name",
    "split_title",
    "title_suggestions",
    "title_to_review",
]
