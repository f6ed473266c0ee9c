"""Certificates and transcripts of one person or of a whole class: drafts, or issued in one act; one PDF."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.reports import kit
from panpun_desktop.reports.runner import render, request_of
from panpun_desktop.services.certificates import issue_class_papers, papers_for, require_of_class
from panpun_desktop.services.changes import Changes

if TYPE_CHECKING:
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.certificates import ClassPapers
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class Bundle:
    """Papers behind each other; ``numbers`` "" for drafts."""

    pdf: bytes
    numbers: tuple[str, ...]
    summary: str
    changes: Changes | None = None
    document_ids: tuple[int, ...] = ()
    doubt: str = ""
    """What the papers lack that were issued, for whom; empty when nothing."""


def draft_class(
    work: UnitsOfWork,
    by: Actor,
    key: str,
    cohort_id: int,
    person_id: int | None = None,
    given: Mapping[str, Any] | None = None,
) -> Bundle:
    """Drafts for all whose result is confirmed, or, as a sample, for the class; or for one person."""
    found = papers_for(work, by, key, cohort_id)
    ready = [one for one in found.people if one.may_issue]
    wanted = ready if ready and person_id is None else found.people
    chosen = [one.enrolment_id for one in wanted if person_id in {None, one.person_id}]
    if not chosen:
        if person_id is not None:
            require_of_class(work, by, cohort_id, person_id)
        raise RuleBroken("certificate.nobody", cohort=found.cohort)
    drawn = [render(work, by, key, {**(given or {}), "enrolment_id": one}) for one in chosen]
    said = _("{n} drafts without a number").format(n=len(drawn))
    if person_id is None:  # the others have no confirmed result yet, or have their number
        said = " · ".join((said, _("{n} can be issued now: the result is confirmed").format(n=len(ready))))
    return Bundle(
        kit.joined([one.pdf for one in drawn]), ("",) * len(drawn), _left_out(said, found, person_id)
    )


def issue_class(
    work: UnitsOfWork,
    by: Actor,
    key: str,
    cohort_id: int,
    person_id: int | None = None,
    given: Mapping[str, Any] | None = None,
    only: frozenset[int] | None = None,
) -> Bundle:
    """Issue the paper to everybody whose result is confirmed and who has none yet, or to one person.

    ``only``: to none but these enrolments, those that were named before. Numbers in a row, one act;
    RuleBroken ``certificate.nobody``, and for one person what stands in the way.
    """
    found = papers_for(work, by, key, cohort_id)
    chosen = [
        one.enrolment_id
        for one in found.people
        if (one.may_issue if person_id is None else one.person_id == person_id)
        and (only is None or one.enrolment_id in only)
    ]
    if not chosen:
        if person_id is not None:
            require_of_class(work, by, cohort_id, person_id)
        raise RuleBroken("certificate.nobody", cohort=found.cohort)
    requests = tuple(request_of(work, by, key, {**(given or {}), "enrolment_id": one}) for one in chosen)
    done = issue_class_papers(work, by, requests, found.cohort)
    return Bundle(
        kit.joined([one.pdf for one in done.papers]),
        tuple(one.number for one in done.papers),
        _left_out(done.changes.summary, found, person_id),
        done.changes,
        tuple(one.document_id for one in done.papers),
        _doubt(found, chosen),
    )


def _doubt(found: ClassPapers, chosen: list[int]) -> str:
    names = [one.name for one in found.people if one.lacks_scores and one.enrolment_id in chosen]
    return _("No score yet: {names}").format(names=", ".join(names)) if names else ""


def _left_out(said: str, found: ClassPapers, person_id: int | None) -> str:
    if person_id is not None or not found.covered:
        return said
    more = _("Left out, protected: {n}").format(n=found.covered)
    return f"{said} · {more}"
