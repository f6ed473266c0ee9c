"""Families: a head, those who follow, and children who must not be left alone (R-FAM-1..4, R-MIN-1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import N_, _
from panpun_desktop.rules.birth import UNKNOWN_BIRTH, Birth, age_on, is_infant_on, is_minor_on
from panpun_desktop.rules.codes import Relation, ServiceType
from panpun_desktop.rules.limits import Limits

NO_GUARDIANS = frozenset({Relation.FRIEND})
"""Relations to the head that make nobody responsible for a child."""


@dataclass(frozen=True)
class FamilyMember:
    """One member as the rules see them; ``subject`` is the caller's key (row index, stay or person id)."""

    subject: str
    name: str
    relation: Relation = Relation.HEAD
    birth: Birth = UNKNOWN_BIRTH
    service_type: ServiceType | None = None
    accompanying: bool = False


class TaskKind(StrEnum):
    """What must be seen to about a child; red on the home screen, never a block."""

    CHILD_WITHOUT_GUARDIAN = "CHILD_WITHOUT_GUARDIAN"
    UNACCOMPANIED_MINOR = "UNACCOMPANIED_MINOR"


_SENTENCES = {
    TaskKind.CHILD_WITHOUT_GUARDIAN: N_("{name} has no guardian in the centre any more"),
    TaskKind.UNACCOMPANIED_MINOR: N_(
        "{name} is under {age} and came alone: notify the competent official, "
        "the children's home, or call 1300"
    ),
}
_RULES = {TaskKind.CHILD_WITHOUT_GUARDIAN: "R-FAM-3", TaskKind.UNACCOMPANIED_MINOR: "R-MIN-1"}


@dataclass(frozen=True)
class Task:
    """A red task: which rule, about whom, and the Thai sentence."""

    kind: TaskKind
    rule_id: str
    subject: str
    text: str


def head_of(members: Sequence[FamilyMember]) -> FamilyMember:
    """The head of the family; the only member is the head whatever the form says.

    RuleBroken ``family.no_head`` or ``family.two_heads`` otherwise.
    """
    heads = [one for one in members if one.relation is Relation.HEAD]
    if len(members) == 1:
        return members[0]
    if not heads:
        raise RuleBroken("family.no_head", field="relation")
    if len(heads) > 1:
        raise RuleBroken("family.two_heads", field="relation", name=heads[1].name)
    return heads[0]


def service_of(member: FamilyMember, head: FamilyMember, chosen: ServiceType) -> ServiceType:
    """The service a member is admitted under: those who accompany carry the head's (R-FAM-4)."""
    if member.accompanying:
        return head.service_type or chosen
    return member.service_type or chosen


def suggests_accompanying(member: FamilyMember, on: date, limits: Limits) -> bool:
    """Say whether a new row of the family table starts as ตามครอบครัว: a child who is not the head."""
    return member.relation is not Relation.HEAD and is_minor_on(member.birth, on, limits)


def may_share_bed(member: FamilyMember, on: date, limits: Limits) -> bool:
    """Say whether to propose that the member sleeps with a parent (R-FAM-2)."""
    return member.relation is not Relation.HEAD and is_infant_on(member.birth, on, limits)


def has_floor(service_type: ServiceType, accompanying: bool) -> bool:
    """Say whether a floor of days and an enrolment concern the member (R-FAM-4)."""
    return service_type.is_course and not accompanying


def is_guardian(member: FamilyMember, on: date, limits: Limits) -> bool:
    """Say whether the member can answer for a child: of age, or of unknown age, and no mere friend."""
    age = age_on(member.birth, on)
    is_adult = age is None or age >= limits.adult_age
    return is_adult and member.relation not in NO_GUARDIANS


def minors_without_guardian(
    present: Iterable[FamilyMember], on: date, limits: Limits
) -> tuple[FamilyMember, ...]:
    """The minors among the people of one family who are there while nobody answers for them."""
    members = tuple(present)
    if any(is_guardian(one, on, limits) for one in members):
        return ()
    return tuple(one for one in members if is_minor_on(one.birth, on, limits))


def unaccompanied(members: Iterable[FamilyMember], on: date, limits: Limits) -> tuple[Task, ...]:
    """Tasks for minors who arrive with nobody to answer for them (R-MIN-1)."""
    alone = minors_without_guardian(members, on, limits)
    return tuple(_task(TaskKind.UNACCOMPANIED_MINOR, one, limits) for one in alone)


def left_behind(
    still_here: Iterable[FamilyMember], leaving: Iterable[FamilyMember], on: date, limits: Limits
) -> tuple[Task, ...]:
    """Tasks for children whose last guardian leaves (R-FAM-3); none if they were alone before."""
    staying, going = tuple(still_here), tuple(leaving)
    if not any(is_guardian(one, on, limits) for one in going):
        return ()
    children = minors_without_guardian(staying, on, limits)
    return tuple(_task(TaskKind.CHILD_WITHOUT_GUARDIAN, one, limits) for one in children)


def _task(kind: TaskKind, member: FamilyMember, limits: Limits) -> Task:
    text = _(_SENTENCES[kind]).format(name=member.name, age=limits.adult_age)
    return Task(kind, _RULES[kind], member.subject, text)
