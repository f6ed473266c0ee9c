"""The fields in one place to import from."""

from __future__ import annotations

from panpun_desktop.widgets.choice_box import ChoiceBox
from panpun_desktop.widgets.date_edit import KnownDate, ThaiDateEdit, in_words, long_words
from panpun_desktop.widgets.field_box import FieldBox
from panpun_desktop.widgets.identity_edit import NationalIdEdit, PasswordEdit, in_groups
from panpun_desktop.widgets.line_field import LineField, LongField, SuggestField
from panpun_desktop.widgets.number_edit import NumberEdit, TimeEdit

__all__ = [
    "ChoiceBox",
    "FieldBox",
    "KnownDate",
    "LineField",
    "LongField",
    "NationalIdEdit",
    "NumberEdit",
    "PasswordEdit",
    "SuggestField",
    "ThaiDateEdit",
    "TimeEdit",
    "in_groups",
    "in_words",
    "long_words",
]
