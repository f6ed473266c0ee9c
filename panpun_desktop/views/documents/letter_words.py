"""What letters tell, and on what ground, in words of the screen."""

from __future__ import annotations

from panpun_desktop.common.i18n import N_

TOLD = {
    "name": N_("Name"),
    "national_id": N_("National ID number"),
    "stay_dates": N_("Days of the stay"),
    "symptoms": N_("Symptoms as told"),
    "health_scheme": N_("Right to treatment"),
    "birth": N_("Birth"),
    "parents": N_("Names of the parents"),
    "civil_status": N_("Civil status"),
    "destination": N_("Where to"),
    "contact": N_("Who receives there"),
    "amount": N_("Amount of money"),
    "family": N_("How many come along"),
    "age": N_("Age"),
    "home_province": N_("Home province"),
    "sex": N_("Sex"),
    "service_type": N_("Type of service"),
    "sensitive_words": N_("The text has words that may be about health"),
}
"""Code of what is disclosed → words (R-PD-9)."""
GROUNDS = {
    "consent": N_("the service user agreed to it"),
    "own_request": N_("the service user asked for it"),
    "vital_interest": N_("needed for treatment; care does not wait for consent"),
    "social_protection": N_("a state agency is asked to help"),
    "legitimate_interest": N_("an agency is asked to help; consent is not recorded"),
}
