"""The columns of the register as it leaves the program: their Thai heads, and true days and numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from panpun_desktop.common.i18n import N_, _
from panpun_desktop.services.people_rows import PersonRow

if TYPE_CHECKING:
    from panpun_desktop.services.centre import Centre

Value = str | int | date | None


@dataclass(frozen=True)
class RegisterColumn:
    """One column: ``key`` is that of the list, ``title`` a msgid."""

    key: str
    title: str
    value: Callable[[PersonRow, Centre], Value]


def register_columns(keys: Sequence[str] = ()) -> tuple[RegisterColumn, ...]:
    """The columns of these keys in their order, all of them without keys; the name never lacks."""
    if not keys:
        return _COLUMNS
    known = {column.key: column for column in _COLUMNS}
    asked = [key for key in keys if key in known]
    if "name" not in asked:
        asked.insert(0, "name")
    asked.insert(asked.index("name") + 1, "nickname")
    return tuple(known[key] for key in asked)


def _label(list_name: str, key: str) -> Callable[[PersonRow, Centre], Value]:
    return lambda row, centre: centre.label(list_name, getattr(row, key))


def _plain(key: str) -> Callable[[PersonRow, Centre], Value]:
    return lambda row, _centre: getattr(row, key)


def _service(row: PersonRow, centre: Centre) -> Value:
    if row.accompanying:
        return _("With the family")
    return centre.label("service_type", row.service_type)


def _age(row: PersonRow, _centre: Centre) -> Value:
    return f"~{row.age}" if row.age_is_estimated and row.age is not None else row.age


def _day(row: PersonRow, _centre: Centre) -> Value:
    if row.day is None:
        return ""
    return f"{row.day}/{row.limit}" if row.limit is not None else str(row.day)


def _birth(row: PersonRow, _centre: Centre) -> Value:
    return row.birth_on or row.birth_text


def _phone(row: PersonRow, _centre: Centre) -> Value:
    return _("{phone} (do not call)").format(phone=row.phone) if row.phone_unsafe else row.phone


_COLUMNS = (
    RegisterColumn("regno", N_("Register"), _plain("regno")),
    RegisterColumn("name", N_("Name"), _plain("name")),
    RegisterColumn("nickname", N_("Nickname"), _plain("nickname")),
    RegisterColumn("sex", N_("Sex"), _label("sex", "sex")),
    RegisterColumn("age", N_("Age"), _age),
    RegisterColumn("service", N_("Type of service"), _service),
    RegisterColumn("day", N_("Day of the stay"), _day),
    RegisterColumn("bed", N_("Bed"), _plain("bed")),
    RegisterColumn("building", N_("Building"), _plain("building")),
    RegisterColumn("birth", N_("Born"), _birth),
    RegisterColumn("number", N_("ID number"), _plain("national_id")),
    RegisterColumn("civil_status", N_("Civil status"), _label("civil_status", "civil_status")),
    RegisterColumn("province", N_("Home province"), _label("province", "home_province")),
    RegisterColumn("phone", N_("Telephone"), _phone),
    RegisterColumn("arrived", N_("Arrived"), _plain("arrived_on")),
    RegisterColumn("limit", N_("Limit day"), _plain("limit_on")),
    RegisterColumn("expected", N_("Expected to leave"), _plain("expected_leave_on")),
    RegisterColumn("left", N_("Leaving day"), _plain("left_on")),
    RegisterColumn("outcome", N_("Outcome"), _label("outcome", "outcome")),
    RegisterColumn("registered", N_("Registered"), _plain("registered_on")),
)
