"""What columns of a person and of an address are called where changes are told, and their code lists."""

from __future__ import annotations

from panpun_desktop.common.i18n import N_

FIELD_WORDS: dict[str, str] = {
    "title": N_("Title of address"),
    "first_name": N_("First name"),
    "middle_name": N_("Middle name"),
    "last_name": N_("Last name"),
    "nickname": N_("Nickname"),
    "called_name": N_("Name to be called by"),
    "sex": N_("Sex"),
    "national_id": N_("National ID number"),
    "civil_status": N_("Civil status"),
    "nationality": N_("Nationality"),
    "home_province": N_("Home province"),
    "home_address": N_("Address"),
    "phone": N_("Telephone"),
    "emergency_contact": N_("In an emergency, tell"),
    "medication": N_("Medicine taken"),
    "allergy": N_("Allergies"),
    "caution": N_("Caution"),
    "diet": N_("Food"),
    "occupation": N_("Occupation"),
    "education": N_("Education"),
    "note": N_("Note"),
    "until_on": N_("Until"),
    "relation": N_("Relation"),
    "purpose": N_("Purpose"),
    "registered_on": N_("Registered on"),
    "house_no": N_("House number"),
    "moo": N_("Moo"),
    "place": N_("Place or village"),
    "trok": N_("Trok"),
    "soi": N_("Soi"),
    "road": N_("Road"),
    "subdistrict": N_("Sub-district"),
    "district": N_("District"),
    "province": N_("Province"),
    "postcode": N_("Postcode"),
}
"""Column -> what it is called in the history of a person and in that of all acts."""
FIELD_LISTS: dict[str, str] = {
    "sex": "sex",
    "relation": "relation",
    "civil_status": "civil_status",
    "purpose": "consent_purpose",
    "diet": "diet",
    "education": "education",
}
"""Column -> the code list that its codes are words of."""
