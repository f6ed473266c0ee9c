"""Which facts of a person there are, what they are called, and where each stands in the form."""

from __future__ import annotations

from panpun_desktop.common.i18n import _

Rows = tuple[tuple[tuple[str, int], ...], ...]
"""Lines of (name of the fact, twelfths of the width)."""

WHO: Rows = (
    (("title", 2), ("first_name", 4), ("middle_name", 2), ("last_name", 4)),
    (("nickname", 3), ("called_name", 3), ("label", 3), ("name_en", 3)),
    (("sex", 2), ("gender", 3), ("birth", 3), ("birth_place", 4)),
    (("national_id", 4), ("civil_status", 4), ("nationality", 4)),
    (("card_held", 4), ("card_issued_on", 3), ("card_expires_on", 5)),
)
FAMILY: Rows = (
    (("father_name", 4), ("mother_name", 4), ("marital", 4)),
    (("religion", 4), ("occupation", 8)),
    (("education", 4), ("education_done", 4), ("education_system", 4)),
)
PLACE: Rows = (
    (("home_province", 4), ("home_address", 8)),
    (("phone", 4), ("phone_unsafe", 4), ("emergency_contact", 4)),
)
CARE: Rows = (
    (("health_scheme", 4), ("disability_card", 4), ("diet", 4)),
    (("medication", 6), ("allergy", 6)),
    (("caution", 6), ("note", 6)),
)
CODES = {
    "civil_status": "UNKNOWN",
    "card_held": "UNKNOWN",
    "home_province": "ไม่ทราบ",
    "nationality": "UNKNOWN",
    "religion": "UNKNOWN",
    "education": "UNK",
    "education_system": "",
    "marital": "UNKNOWN",
    "disability_card": "UNKNOWN",
    "health_scheme": "UNKNOWN",
    "diet": "",
}
"""Facts that are a nullable code, each with the code that means asked and not known."""
DECLINED = "DECLINED"
WORDS = frozenset(
    {"gender", "occupation", "medication", "allergy", "birth_place", "father_name", "mother_name"}
)
"""Facts in words that may be asked and not known, or not told."""


def list_of(name: str) -> str:
    """The code list of a fact."""
    return "province" if name == "home_province" else name


def field_labels() -> dict[str, str]:
    """The words of every field by its name."""
    return {
        "title": _("Title of address"),
        "first_name": _("First name"),
        "middle_name": _("Middle name"),
        "last_name": _("Last name"),
        "nickname": _("Nickname"),
        "called_name": _("Name to be called by"),
        "name_en": _("Name in English"),
        "label": _("What tells the person apart"),
        "sex": _("Sex"),
        "gender": _("Gender"),
        "birth": _("Birth date, year or age"),
        "birth_place": _("Place of birth"),
        "national_id": _("National ID number"),
        "civil_status": _("Civil status"),
        "nationality": _("Nationality"),
        "card_held": _("Card held"),
        "card_issued_on": _("Card issued on"),
        "card_expires_on": _("Card valid until"),
        "father_name": _("Father's name"),
        "mother_name": _("Mother's name"),
        "marital": _("Marital status"),
        "religion": _("Religion (sensitive)"),
        "occupation": _("Occupation"),
        "education": _("Education"),
        "education_done": _("Education completed"),
        "education_system": _("Kind of schooling"),
        "home_province": _("Home province"),
        "home_address": _("Address"),
        "phone": _("Telephone"),
        "phone_unsafe": _("Not safe to call this number"),
        "emergency_contact": _("In an emergency, tell"),
        "health_scheme": _("Health scheme"),
        "disability_card": _("Disability card"),
        "diet": _("Food"),
        "medication": _("Medicine taken"),
        "allergy": _("Allergies"),
        "caution": _("Caution"),
        "note": _("Note"),
    }


def several_labels() -> dict[str, str]:
    """The words of the lists of which several codes hold."""
    return {"target_group": _("Target groups"), "disability": _("Disabilities")}
