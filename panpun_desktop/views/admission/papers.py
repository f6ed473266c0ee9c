"""Issuing the papers of an admission: one of each kind for each member, all or none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.documents import Issued


@dataclass(frozen=True)
class Paper:
    """An issued paper to look at and print."""

    title: str
    pdf: bytes


def papers_of(
    kinds: tuple[str, ...], person_ids: tuple[int, ...], stay_ids: tuple[int, ...]
) -> tuple[tuple[str, dict[str, Any]], ...]:
    """What to ask ``reports.runner`` for: a person's papers lie together, person after person."""
    people = zip(person_ids, stay_ids, strict=True)
    return tuple((kind, {"person_id": who, "stay_id": stay}) for who, stay in people for kind in kinds)


def issue_papers(work: Any, by: Actor, asked: tuple[tuple[str, dict[str, Any]], ...]) -> tuple[Issued, ...]:
    """Issue them together through the reports; RuleBroken when one of them cannot be made."""
    from panpun_desktop.reports.runner import issue_together

    return issue_together(work, by, asked)
