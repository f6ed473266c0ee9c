"""What a kind of paper is: what it needs, how it is read and drawn, and what it is asked with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from panpun_desktop.common.clock import BANGKOK

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.reports.kit.figures import FigurePlace
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.centre import Centre


@dataclass(frozen=True)
class Asked:
    """Who asks for a paper at what instant, and the parameters the paper needs."""

    by: Actor
    at: datetime
    centre: Centre
    parameters: Mapping[str, Any] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The calendar day in Bangkok (R-CLK-1)."""
        return self.at.astimezone(BANGKOK).date()


@dataclass(frozen=True)
class Finish:
    """How the finished values are put on paper, decided when it is drawn.

    ``number`` is the paper's number as printed, "" where it takes none or is not yet issued;
    ``is_draft`` lays ร่าง across the pages; drawing adds to ``figures`` where its figures came to stand.
    """

    number: str = ""
    is_draft: bool = False
    thai_digits: bool = False
    own: Mapping[str, str] = field(default_factory=dict)
    """The centre's own words, TOML by kind of paper; a kind that is not in it is as delivered."""
    figures: list[FigurePlace] = field(default_factory=list, compare=False)


@dataclass(frozen=True)
class Disclosed:
    """What a paper that leaves the house tells to whom, on what ground (R-PD-9)."""

    items: tuple[str, ...] = ()
    recipient: str = ""
    basis: str = ""


@dataclass(frozen=True)
class Report:
    """One kind of paper.

    ``needs`` names the parameters without which it cannot be read: month (date of its first day), day,
    person_id, stay_id, agency_id, cohort_id, enrolment_id, term, first_on and last_on; ``takes`` those that
    may be given besides. ``read`` runs inside a unit of
    work and gives frozen finished values, ``facts`` their JSON form, ``title`` the title of this very
    paper, ``draw`` the PDF. ``register`` "" takes no number.
    """

    key: str
    label: str
    needs: tuple[str, ...]
    read: Callable[[Session, Asked], Any]
    facts: Callable[[Any], dict[str, Any]]
    draw: Callable[[Any, Finish], bytes]
    title: Callable[[Any], str]
    register: str = ""
    read_act: str = "report.read"
    issue_act: str = "document.issue"
    is_letter: bool = False
    disclosed: Callable[[Any], Disclosed] = lambda data: Disclosed()
    reply_due: Callable[[Any], date | None] = lambda data: None
    require_issuable: Callable[[Any], None] = lambda data: None
    """Refuses what may be looked at as a draft only."""
    xlsx: Callable[[Any, Finish], bytes] | None = None
    """The figures as a workbook, where the paper has figures."""
    docx: Callable[[Any, Finish], bytes] | None = None
    """The paper as a text that an office program opens, where it has one."""
    kept: Callable[[Session, Asked], bytes | None] | None = None
    """The bytes that were frozen for just what is asked; None where it is to be drawn."""
    answers: str = ""
    """What it tells, in one sentence, for the list of all papers."""
    takes: tuple[str, ...] = ()
