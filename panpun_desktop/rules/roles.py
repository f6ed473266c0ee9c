"""Who may do what: one table of roles and acts (domain.md §2.1 roles, §7.2, R-SAF-1)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from panpun_desktop.common.errors import NotAllowed


class Role(StrEnum):
    """The roles of domain.md §2.1; the code is what is stored."""

    ADMIN = "ADMIN"
    MANAGER = "MANAGER"
    SW = "SW"
    CM = "CM"
    NURSE = "NURSE"
    HOUSE = "HOUSE"
    FIELD = "FIELD"
    TRAINER = "TRAINER"
    REG = "REG"
    VOL = "VOL"
    AUDIT = "AUDIT"


@dataclass(frozen=True)
class Actor:
    """Who is acting: the signed-in user. ``user_id`` 0 is the program itself (set-up, upgrade)."""

    user_id: int
    login: str
    name: str
    role: Role


_ALL = frozenset(Role)
_DESK = frozenset({Role.MANAGER, Role.REG, Role.SW, Role.CM})
_HOUSE = _DESK | {Role.HOUSE, Role.NURSE}
_SEES_PEOPLE = _HOUSE | {Role.AUDIT, Role.FIELD, Role.TRAINER}
_MANAGER = frozenset({Role.MANAGER})
_CASE = frozenset({Role.MANAGER, Role.SW, Role.CM})
_SETTINGS = frozenset({Role.MANAGER, Role.ADMIN})
_CLASS = frozenset({Role.MANAGER, Role.TRAINER})
_SEES_CLASSES = _HOUSE | {Role.AUDIT, Role.TRAINER}

ACTS: dict[str, frozenset[Role]] = {
    # reading
    "person.read": _SEES_PEOPLE,
    "person.search": _SEES_PEOPLE,
    "person.read_id_number": _DESK | {Role.NURSE},
    "person.read_sensitive": _CASE | {Role.NURSE},
    "bed.read": _SEES_PEOPLE,
    "today.read": _SEES_PEOPLE,
    "report.read": _DESK | {Role.AUDIT},
    "document.read": _DESK | {Role.AUDIT},
    "audit.read": _MANAGER | {Role.AUDIT},
    "setting.read": _ALL,
    "check.run": _ALL,
    "undo.read": _HOUSE | {Role.AUDIT, Role.ADMIN, Role.TRAINER},
    "access.note": _SEES_PEOPLE,
    "access.read": _MANAGER | {Role.AUDIT},
    "incident.read": _HOUSE | {Role.AUDIT},
    "meal.read": _HOUSE | {Role.AUDIT, Role.VOL},
    "waiting.read": _HOUSE | {Role.AUDIT},
    "census.read": _HOUSE | {Role.AUDIT},
    "course.read": _SEES_CLASSES,
    # people and stays
    "person.create": _DESK,
    "person.edit": _DESK,
    "person.merge": _DESK,
    "person.export": _DESK | {Role.AUDIT},
    "person.file": _DESK | {Role.NURSE},
    "person.read_file": _DESK | {Role.NURSE},
    "person.restrict": _CASE,
    "person.break_glass": frozenset({Role.HOUSE, Role.REG, Role.AUDIT}),
    "break_glass.acknowledge": _MANAGER,
    "keep_apart.read": _CASE,
    "keep_apart.edit": _CASE,
    "stay.admit": _DESK,
    "stay.change_service": _DESK,
    "stay.end": _DESK,
    "stay.reopen": _DESK,
    "stay.correct_arrival": _DESK,
    "stay.correct_leaving": _DESK,
    "stay.void": _DESK,
    "stay.absence": _HOUSE,
    "bed.move": _HOUSE,
    "bed.block": _HOUSE,
    "bed.reserve": _HOUSE,
    "bed.add_extra": _HOUSE,
    "waiting.edit": _HOUSE,
    "turn_away.record": _HOUSE,
    "census.count": _HOUSE,
    "census.confirm": _HOUSE,
    "belonging.edit": _HOUSE,
    "incident.write": _HOUSE,
    "follow_up.edit": _DESK,
    "handover.issue": _HOUSE,
    "override.give": _DESK,
    "override.acknowledge": _MANAGER,
    "consent.record": _DESK | {Role.NURSE},
    # training
    "course.edit": _CLASS,
    "cohort.edit": _CLASS,
    "enrolment.edit": _DESK | {Role.TRAINER},
    "attendance.mark": _CLASS,  # a trainer only in the own cohorts
    "result.edit": _CLASS,
    "completion.confirm": _MANAGER,
    "continuity.decide": _MANAGER,
    "certificate.issue": _DESK | {Role.TRAINER},
    # กศน./สกร.
    "education.read": _DESK | {Role.TRAINER, Role.AUDIT, Role.HOUSE},
    "education.edit": _DESK | {Role.TRAINER},
    "curriculum.edit": _DESK | {Role.TRAINER},
    "draft.write": _HOUSE | _SETTINGS | {Role.TRAINER},
    "undo.take_back": _HOUSE | {Role.ADMIN, Role.TRAINER},  # and the right to the act that is taken back
    # papers
    "document.issue": _DESK,
    "document.cancel": _MANAGER,
    "document.reprint": _DESK | {Role.AUDIT},
    "month.close": _MANAGER,
    "month.reopen": _MANAGER,
    "closed_month.change": _MANAGER,
    "earlier_figure.edit": _MANAGER | {Role.REG},
    "statement_text.edit": _DESK,
    "letter_template.edit": _SETTINGS,
    "incoming.edit": _DESK,
    "paper_file.edit": _DESK,
    "finding.accept": _MANAGER,
    "report.run": _HOUSE | _SEES_CLASSES,
    # what the office owes the people in its records
    "data_request.read": _CASE | {Role.REG, Role.AUDIT},
    "data_request.edit": _CASE | {Role.REG},
    "breach.read": _MANAGER | {Role.AUDIT, Role.ADMIN},
    "breach.edit": _MANAGER,
    "retention.read": _MANAGER | {Role.AUDIT},
    "retention.approve": _MANAGER,
    # copies of the data
    "backup.read": _SETTINGS | {Role.AUDIT},
    "backup.make": _ALL,  # also by itself, whoever is signed in
    "backup.export": _MANAGER,  # a copy that leaves the house
    "backup.restore": _SETTINGS,
    "lost_acts.settle": _SETTINGS,
    # the centre
    "setting.edit": _SETTINGS,
    "building.edit": _SETTINGS,
    "holiday.edit": _SETTINGS,
    "agency.edit": _DESK,
    "user.read": _SETTINGS,
    "user.edit": _SETTINGS,
    "user.change_own_password": _ALL,
    "user.renew_recovery_key": _MANAGER,
    "import.stays": _MANAGER,
    "import.register": frozenset({Role.MANAGER, Role.REG}),
    "import.attendance": _CLASS,
    # the program itself
    "centre.set_up": frozenset(),
    "centre.upgrade": frozenset(),
    "user.recover": frozenset(),  # with the printed recovery key, before anybody is signed in
    "session.sign_in": _ALL,
}

SYSTEM = Actor(0, "system", "โปรแกรม", Role.ADMIN)
"""The program acting by itself: setting up a centre. It may do the acts that no role may do."""


def may(actor: Actor, act: str) -> bool:
    """Say whether the actor may do the act; an unknown act is a programming error (KeyError)."""
    roles = ACTS[act]
    return actor is SYSTEM or actor.role in roles


def require(actor: Actor, act: str) -> None:
    """Refuse with NotAllowed unless the actor may do the act."""
    if not may(actor, act):
        raise NotAllowed("act.not_allowed", act=act, role=actor.role)
