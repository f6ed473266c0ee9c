"""What is missing or cannot be right in the records of people who stayed: three severities, pure checks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256

from panpun_desktop.common.i18n import N_
from panpun_desktop.rules.birth import Birth, BirthPrecision, age_on, needs_confirming
from panpun_desktop.rules.codes import Channel, Outcome, Sex
from panpun_desktop.rules.intake import needs_agency, outcome_needs_agency, outcome_needs_province
from panpun_desktop.rules.limits import Limits
from panpun_desktop.rules.names import title_to_review


class Severity(StrEnum):
    """How much a finding matters: figures are wrong, a paper will have a gap, or good to know."""

    MUST = "must"
    SHOULD = "should"
    KNOW = "know"


@dataclass(frozen=True)
class Looked:
    """One stay and its person, as far as the checks ask; ``consents`` counts what was asked."""

    person_id: int
    stay_id: int
    arrived_on: date
    left_on: date | None
    channel: str
    agency_id: int | None
    outcome: str | None
    outcome_province: str | None
    outcome_agency_id: int | None
    has_name: bool
    title: str
    sex: str
    birth: Birth
    national_id: str
    id_is_valid: bool
    civil_status: str | None
    home_province: str | None
    card_expires_on: date | None
    has_contact: bool
    consents: int
    is_last: bool
    """The person's newest stay of those looked at: what is the person's own is said once."""


@dataclass(frozen=True)
class Finding:
    """Something found: the check, on what, and the fact as it stands (another fact is another finding)."""

    check: Check
    looked: Looked
    fact: str

    @property
    def record(self) -> str:
        """On what it was found, with the fact: what was accepted comes back when the fact changes."""
        of_stay = self.check.is_of_stay
        about = f"stay:{self.looked.stay_id}" if of_stay else f"person:{self.looked.person_id}"
        return f"{about}:{sha256(self.fact.encode()).hexdigest()[:12]}"


@dataclass(frozen=True)
class Check:
    """One check; ``fact`` gives what is wrong as text ("-" for nothing there), None when all is well."""

    key: str
    severity: Severity
    sentence: str
    fact: Callable[[Looked, date, Limits], str | None]
    is_of_stay: bool = False


def findings(looked: Iterable[Looked], today: date, limits: Limits) -> Iterator[Finding]:
    """Everything found, the gravest first, check by check, in the order given."""
    stays = list(looked)
    for check in sorted(CHECKS, key=lambda one: list(Severity).index(one.severity)):
        for one in stays:
            fact = check.fact(one, today, limits) if check.is_of_stay or one.is_last else None
            if fact is not None:
                yield Finding(check, one, fact)


def _when(wrong: bool, fact: object = "-") -> str | None:
    return str(fact) if wrong else None


def _id_wrong(one: Looked, _today: date, _limits: Limits) -> str | None:
    return _when(bool(one.national_id) and not one.id_is_valid, one.national_id)


def _birth_late(one: Looked, _today: date, _limits: Limits) -> str | None:
    first = one.birth.first_on
    is_late = one.birth.precision is BirthPrecision.DAY and first is not None and first > one.arrived_on
    return _when(is_late, first)


def _outcome_missing(one: Looked, _today: date, _limits: Limits) -> str | None:
    return _when(one.left_on is not None and one.outcome in {None, "", Outcome.UNKNOWN}, one.left_on)


def _province_missing(one: Looked, _today: date, _limits: Limits) -> str | None:
    wanted = one.left_on is not None and outcome_needs_province(one.outcome or "")
    return _when(wanted and not one.outcome_province, one.outcome)


def _agency_missing(one: Looked, _today: date, _limits: Limits) -> str | None:
    wanted = one.left_on is not None and outcome_needs_agency(one.outcome or "")
    return _when(wanted and one.outcome_agency_id is None, one.outcome)


def _sender_missing(one: Looked, _today: date, _limits: Limits) -> str | None:
    return _when(needs_agency(one.channel) and one.agency_id is None, one.channel)


def _channel_unknown(one: Looked, _today: date, _limits: Limits) -> str | None:
    return _when(one.channel == Channel.UNKNOWN)


def _sex_unknown(one: Looked, _today: date, _limits: Limits) -> str | None:
    return _when(one.sex == Sex.U)


def _birth_unknown(one: Looked, _today: date, _limits: Limits) -> str | None:
    return _when(not one.birth.is_known)


def _name_unknown(one: Looked, _today: date, _limits: Limits) -> str | None:
    return _when(not one.has_name)


def _id_missing(one: Looked, _today: date, _limits: Limits) -> str | None:
    return _when(not one.national_id and one.civil_status is None)


def _consent_missing(one: Looked, _today: date, _limits: Limits) -> str | None:
    return _when(one.left_on is None and one.consents == 0)


def _child_title(one: Looked, today: date, limits: Limits) -> str | None:
    return _when(title_to_review(one.title, age_on(one.birth, today), limits.title_adult_age), one.title)


def _age_to_confirm(one: Looked, today: date, limits: Limits) -> str | None:
    return _when(needs_confirming(one.birth, today, limits), one.birth.first_on)


def _home_missing(one: Looked, _today: date, _limits: Limits) -> str | None:
    return _when(not one.home_province)


def _card_over(one: Looked, today: date, _limits: Limits) -> str | None:
    ended = one.card_expires_on is not None and one.card_expires_on < today
    return _when(one.left_on is None and ended, one.card_expires_on)


def _contact_missing(one: Looked, _today: date, _limits: Limits) -> str | None:
    return _when(one.left_on is None and not one.has_contact)


_MUST, _SHOULD, _KNOW = Severity.MUST, Severity.SHOULD, Severity.KNOW
CHECKS: tuple[Check, ...] = (
    Check("id_wrong", _MUST, N_("The ID number fails the test of its last digit"), _id_wrong),
    Check("birth_late", _MUST, N_("The birthday lies after the arrival"), _birth_late, is_of_stay=True),
    Check(
        "outcome_missing", _MUST, N_("Left without a result of leaving"), _outcome_missing, is_of_stay=True
    ),
    Check(
        "province_missing",
        _MUST,
        N_("Went home, but no province is given"),
        _province_missing,
        is_of_stay=True,
    ),
    Check("agency_missing", _MUST, N_("Sent on, but no agency is given"), _agency_missing, is_of_stay=True),
    Check(
        "sender_missing", _SHOULD, N_("Sent by an agency that is not named"), _sender_missing, is_of_stay=True
    ),
    Check(
        "channel_unknown",
        _SHOULD,
        N_("It is not known how the person came"),
        _channel_unknown,
        is_of_stay=True,
    ),
    Check("sex_unknown", _SHOULD, N_("The sex is not stated"), _sex_unknown),
    Check("birth_unknown", _SHOULD, N_("The age is not known"), _birth_unknown),
    Check("name_unknown", _SHOULD, N_("The name is not known"), _name_unknown),
    Check("id_missing", _SHOULD, N_("No ID number, and the civil status was not asked"), _id_missing),
    Check("consent_missing", _SHOULD, N_("Stays here, and no consent was asked"), _consent_missing),
    Check("child_title", _KNOW, N_("Still has the title of a child"), _child_title),
    Check("age_to_confirm", _KNOW, N_("An estimated age near a limit should be confirmed"), _age_to_confirm),
    Check("home_missing", _KNOW, N_("The home province is not known"), _home_missing),
    Check("card_over", _KNOW, N_("The ID card has ended"), _card_over),
    Check("contact_missing", _KNOW, N_("Neither a telephone nor an emergency contact"), _contact_missing),
)
SEVERITIES = {
    Severity.MUST: N_("Must be mended"),
    Severity.SHOULD: N_("Should be mended"),
    Severity.KNOW: N_("Good to know"),
}
