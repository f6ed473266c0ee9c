"""The least an admission needs, and which ways in name an agency (R-PER-2, R-INT-1, R-TRA-4)."""

from __future__ import annotations

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.rules.codes import Channel, Outcome, ServiceType, Sex, TransitAwaiting, TransitClientOf
from panpun_desktop.rules.seed import code_lists


def needs_agency(channel: str) -> bool:
    """Say whether the channel is a referral, so that the sending agency is asked for (R-INT-1)."""
    return _marked("channel", channel, "needs_agency")


def outcome_needs_province(outcome: str) -> bool:
    """Say whether the outcome needs a destination province: going home does (domain.md §2.2)."""
    return _marked("outcome", outcome, "needs_province")


def outcome_needs_agency(outcome: str) -> bool:
    """Say whether the outcome names a receiving agency."""
    return _marked("outcome", outcome, "needs_agency")


def require_channel(channel: str, agency: object) -> None:
    """Refuse an unknown channel, or a referral without its agency (``agency``: id, name, or nothing)."""
    if channel not in set(Channel):
        raise RuleBroken("admission.channel_missing", field="channel")
    if needs_agency(channel) and not agency:
        raise RuleBroken("admission.agency_missing", field="agency")


def require_least_facts(*names: str, sex: str) -> None:
    """Refuse a person with nothing to call them by and no sex as observed, "ไม่ระบุ" being an answer (R-PER-2).

    ``names``: title, first, middle, last, nickname, label. Nothing else is ever required. Someone whose
    sex is seen is called ชายไม่ทราบชื่อ or หญิงไม่ทราบชื่อ, and "U" ไม่ทราบชื่อ.
    """
    if sex not in set(Sex):
        field = "sex" if any(names) else "first_name"
        raise RuleBroken("person.sex_missing", field=field)


def require_transit(client_of: str | None, awaiting: str | None) -> None:
    """Refuse a transit stay that does not say whose client it is and what is awaited (R-TRA-4)."""
    if client_of not in set(TransitClientOf):
        raise RuleBroken("admission.client_of_missing", field="client_of")
    if awaiting not in set(TransitAwaiting):
        raise RuleBroken("admission.awaiting_missing", field="awaiting")


def require_service(
    service_type: str, client_of: str | None = None, awaiting: str | None = None
) -> ServiceType:
    """The service type of the code, with the facts that transit needs; refused otherwise."""
    if service_type not in set(ServiceType):
        raise RuleBroken("admission.service_missing", field="service_type")
    chosen = ServiceType(service_type)
    if chosen is ServiceType.TRANSIT:
        require_transit(client_of, awaiting)
    return chosen


def require_outcome(outcome: str, province: str | None, agency: object) -> Outcome:
    """The outcome of the code with what it asks for: going home a province, a referral an agency."""
    if outcome not in set(Outcome):
        raise RuleBroken("stay.outcome_missing", field="outcome")
    if outcome_needs_province(outcome) and not province:
        raise RuleBroken("stay.province_missing", field="province")
    if outcome_needs_agency(outcome) and not agency:
        raise RuleBroken("stay.agency_missing", field="agency")
    return Outcome(outcome)


def _marked(list_key: str, code: str, mark: str) -> bool:
    return any(one.extra.get(mark, False) for one in code_lists()[list_key].codes if one.code == code)
