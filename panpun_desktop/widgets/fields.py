"""The fields in one place to import from."""

from __future__ import annotations

from panpun_desktop.widgets.choice_box import ChoiceBox
from panpun_desktop.widgets.date_edit import ThaiDateEdit, exactly, in_words, long_words
from panpun_desktop.widgets.field_box import FieldBox
from panpun_desktop.widgets.identity_edit import NationalIdEdit
from panpun_desktop.widgets.line_field import LineField, LongField, SuggestField
from panpun_desktop.widgets.month_edit import MonthEdit
from panpun_desktop.widgets.number_edit import NumberEdit, TimeEdit
from panpun_desktop.widgets.password_edit import PasswordEdit
from panpun_desktop.widgets.phone_field import PhoneField

__all__ = [
    "ChoiceBox",
    "FieldBox",
    "LineField",
    "LongField",
    "MonthEdit",
    "NationalIdEdit",
    "NumberEdit",
    "PasswordEdit",
    "PhoneField",
    "SuggestField",
    "ThaiDateEdit",
    "TimeEdit",
    "exactly",
    "in_words",
    "long_words",
]
