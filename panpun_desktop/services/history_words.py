"""The fields of a person and the parts of the page in words, and their values as screens show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from panpun_desktop.common import national_id
from panpun_desktop.common.i18n import N_, _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.services.field_words import FIELD_LISTS, FIELD_WORDS
from panpun_desktop.services.people_rows import LIFELONG
from panpun_desktop.services.person_codes import sensitive_codes

if TYPE_CHECKING:
    from panpun_desktop.services.centre import Centre

FIELDS: dict[str, str] = {
    **FIELD_WORDS,
    "regno": N_("Register number"),
    "name_en": N_("Name in English"),
    "label": N_("What tells the person apart"),
    "gender": N_("Gender"),
    "birth_precision": N_("Birth, how exact"),
    "birth_first_on": N_("Birth date, year or age"),
    "birth_estimated_on": N_("Age estimated on"),
    "birth_place": N_("Place of birth"),
    "card_held": N_("Card held"),
    "card_issued_on": N_("Card issued on"),
    "card_expires_on": N_("Card valid until"),
    "father_name": N_("Father's name"),
    "mother_name": N_("Mother's name"),
    "marital": N_("Marital status"),
    "religion": N_("Religion (sensitive)"),
    "education_done": N_("Education completed"),
    "education_system": N_("Kind of schooling"),
    "phone_unsafe": N_("Not safe to call this number"),
    "health_scheme": N_("Health scheme"),
    "disability_card": N_("Disability card"),
    "merged_into_id": N_("Joined with another record"),
    "voided_at": N_("Taken away"),
    "void_reason": N_("Reason"),
    "kind": N_("Kind"),
    "text": N_("As written"),
    "since_on": N_("Since"),
    "number": N_("Telephone number"),
    "whose": N_("Whose"),
    "is_unsafe": N_("Not safe to call this number"),
    "latitude": N_("Latitude"),
    "longitude": N_("Longitude"),
    "other_name": N_("Name"),
    "is_guardian": N_("Guardian"),
    "name": N_("File name"),
    "dated_on": N_("Date"),
    "state": N_("Answer"),
    "given_on": N_("Given on"),
    "how": N_("How"),
    "witness": N_("Witness"),
    "recipient": N_("May be told to"),
    "disclosed_for": N_("To get the service of"),
    "told": N_("What may be told"),
    "code": N_("Group"),
}
"""Column -> what the screen calls it; a column that is not here is machinery and not shown."""
PARTS: dict[str, str] = {
    "person": N_("Record"),
    "person_name": N_("Other name"),
    "person_phone": N_("Telephone"),
    "person_address": N_("Address"),
    "person_relation": N_("Relation"),
    "person_file": N_("File"),
    "person_code": N_("Groups"),
    "consent": N_("Consent"),
    "household_member": N_("Family"),
}
_LISTS = {
    **FIELD_LISTS,
    "nationality": "nationality",
    "card_held": "card_held",
    "marital": "marital",
    "religion": "religion",
    "education_system": "education_system",
    "home_province": "province",
    "health_scheme": "health_scheme",
    "disability_card": "disability_card",
}
_KINDS = {"person_name": "name_kind", "person_address": "address_kind", "person_file": "file_kind"}
_PRECISIONS = {
    "DAY": N_("the day"),
    "MONTH": N_("the month only"),
    "YEAR": N_("the year only"),
    "EST_AGE": N_("an estimated age"),
    "UNKNOWN": N_("unknown"),
}
_STATES = {
    "given": N_("Agreed"),
    "refused": N_("Did not agree"),
    "withdrawn": N_("Withdrawn"),
    "not_asked": N_("Not asked"),
}


def is_shown(entity: str, name: str) -> bool:
    """Say whether a column means something to people."""
    return name in FIELDS and not (entity == "person_code" and name == "list")


def part_label(entity: str, values: Mapping[str, Any], centre: Centre) -> str:
    """Of what the row is: the record, or the part of the page with its kind."""
    label = _(PARTS[entity])
    kind = centre.label(_KINDS.get(entity, ""), values.get("kind")) if entity in _KINDS else ""
    return f"{label} ({kind})" if kind else label


@dataclass(frozen=True)
class Wording:
    """How values are said to one reader."""

    centre: Centre
    may_read_numbers: bool
    may_read_sensitive: bool

    def may_show(self, entity: str, values: Mapping[str, Any]) -> bool:
        """Sensitive groups and kinds of files are told to case staff only."""
        if self.may_read_sensitive:
            return True
        if entity == "person_code":
            return values.get("code") not in sensitive_codes("target_group")
        return not (entity == "person_file" and values.get("kind") in sensitive_codes("file_kind"))

    def label(self, entity: str, name: str) -> str:
        """What a column is called."""
        if entity == "person_file" and name == "title":
            return _("Title")
        return _(FIELDS[name])

    def value(self, name: str, values: Mapping[str, Any], entity: str) -> str:
        """A value as the screen shows it; nothing for none."""
        found = values.get(name)
        if found is None or found == "":
            return ""
        if isinstance(found, bool):
            return self._yes_no(name, said=found)
        if name == "national_id":
            return national_id.format_id(found) if self.may_read_numbers else national_id.mask(found)
        list_name = self._list(name, values, entity)
        if list_name:
            return self.centre.label(list_name, found)
        words = {"birth_precision": _PRECISIONS, "state": _STATES}.get(name, {})
        return _(words[found]) if found in words else _day(name, found)

    @staticmethod
    def _list(name: str, values: Mapping[str, Any], entity: str) -> str:
        """The code list a column takes its values from, or nothing."""
        if name == "code":
            return str(values.get("list", ""))
        return _KINDS.get(entity, "") if name == "kind" else _LISTS.get(name, "")

    @staticmethod
    def _yes_no(name: str, *, said: bool) -> str:
        if name == "education_done":
            return _("Completed") if said else _("Not completed")
        return _("Yes") if said else _("No")


def _day(name: str, found: Any) -> str:
    if not name.endswith(("_on", "_at")):
        return str(found)
    day = date.fromisoformat(str(found)[:10])
    return _("For life") if day == LIFELONG else format_date(day, "short")
