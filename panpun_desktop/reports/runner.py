"""From a key and parameters to a paper: read, draw, and on request freeze it under its number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from panpun_desktop.common.clock import today
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.models import Person
from panpun_desktop.reports.noting import papers_of
from panpun_desktop.reports.registry import report
from panpun_desktop.reports.report import Asked, Finish, Report
from panpun_desktop.rules import roles
from panpun_desktop.rules.roles import SYSTEM
from panpun_desktop.services.access import EXPORT, VIEW, note_access, write_access
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.documents import Drawn, Issued, IssueDocument
from panpun_desktop.services.documents import issue as freeze
from panpun_desktop.services.letter_templates import own_words

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.reports.kit.figures import FigurePlace
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class Rendered:
    """A paper as drawn now: the bytes, the JSON form of what it says, its title, its finished values."""

    pdf: bytes
    data: Mapping[str, Any]
    title: str
    values: Any = None
    """What the layout was given: a screen shows its checks and what it tells beside the paper."""
    figures: tuple[FigurePlace, ...] = ()
    """Where the figures of its tables stand; of kept bytes only where that was asked for."""

    @property
    def people(self) -> tuple[int, ...]:
        """Whom the paper is about, as far as its values say."""
        return _people_in(self.values)


def read(work: UnitsOfWork, by: Actor, key: str, parameters: Mapping[str, Any]) -> Any:
    """The finished values of a paper without drawing it; parameters as the paper's ``needs`` say."""
    paper = _complete(key, parameters)
    with work.reading(by, paper.read_act) as session:
        return paper.read(session, _asked(session, work, by, parameters))


def facts(work: UnitsOfWork, by: Actor, key: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON form of a paper (interfaces.md §2); noted in the access register."""
    data = read(work, by, key, parameters)
    note_taken(work, by, key, EXPORT, _people_of(data, parameters))
    return report(key).facts(data)


def note_taken(work: UnitsOfWork, by: Actor, key: str, how: str, people: Iterable[int] = ()) -> None:
    """Note that a paper left the program, printed or as a file (R-PD-4): who, when, and whom it names.

    One line says the paper, and one more each person that is known to stand in it.
    """
    if by is SYSTEM or not roles.may(by, "access.note"):
        return
    with work.writing(by, "access.note") as session:
        known = session.scalars(select(Person.id).where(Person.id.in_(set(people))).order_by(Person.id))
        write_access(session, how, key, (None, *known))


def _people_of(data: Any, parameters: Mapping[str, Any]) -> tuple[int, ...]:
    named = parameters.get("person_id")
    return tuple({*_people_in(data), *(() if named is None else (named,))})


def _people_in(data: Any) -> tuple[int, ...]:
    """The person of a paper, or those of the lines of a list."""
    person = getattr(data, "person_id", None)
    lines = (row for table in getattr(data, "tables", ()) for row in getattr(table, "rows", ()))
    found = {person, *(getattr(row, "person_id", None) for row in lines)}
    return tuple(one for one in found if isinstance(one, int))


def render(
    work: UnitsOfWork, by: Actor, key: str, parameters: Mapping[str, Any], *, finds_figures: bool = False
) -> Rendered:
    """Draw a paper for looking at; a letter carries no number and is marked as a draft.

    ``thai_digits`` among the parameters decides over the centre's setting. A paper whose bytes are kept is
    drawn only to find where its figures stand (``finds_figures``), for a screen that opens them.
    """
    paper = _complete(key, parameters)
    with work.reading(by, paper.read_act) as session:
        asked = _asked(session, work, by, parameters)
        data = paper.read(session, asked)
        kept, own = _kept(paper, session, asked), own_words(session)
    person = parameters.get("person_id") or getattr(data, "person_id", None)
    if person is not None:
        note_access(work, by, VIEW, paper.key, [person])
    finish = Finish("", _is_draft(paper), _thai_digits(paper, asked), own)
    with papers_of(work):
        drawn = paper.draw(data, finish) if kept is None or finds_figures else b""
    return Rendered(kept or drawn, paper.facts(data), paper.title(data), data, tuple(finish.figures))


def pdf_file(work: UnitsOfWork, by: Actor, key: str, parameters: Mapping[str, Any]) -> bytes:
    """A paper drawn to be written into a file: noted as taken out."""
    drawn = render(work, by, key, parameters)
    note_taken(work, by, key, EXPORT, _people_of(drawn.values, parameters))
    return drawn.pdf


def office(
    work: UnitsOfWork, by: Actor, key: str, parameters: Mapping[str, Any], form: str, number: str = ""
) -> bytes:
    """A paper for an office program: ``form`` is xlsx or docx.

    A letter is a draft unless it carries the ``number`` that it was given at issuing.

    RuleBroken ``report.no_office_form`` where the paper has none.
    """
    paper = _complete(key, parameters)
    write: Callable[[Any, Finish], bytes] | None = getattr(paper, form)
    if write is None:
        raise RuleBroken("report.no_office_form", field="report", report=paper.label, form=form)
    with work.reading(by, paper.read_act) as session:
        asked = _asked(session, work, by, parameters)
        data, own = paper.read(session, asked), own_words(session)
    note_taken(work, by, paper.key, EXPORT, _people_of(data, parameters))
    with papers_of(work):
        return write(data, Finish(number, _is_draft(paper) and not number, _thai_digits(paper, asked), own))


def issue(work: UnitsOfWork, by: Actor, key: str, parameters: Mapping[str, Any]) -> Issued:
    """Issue a paper: number, facts, bytes and audit in one unit of work; reprints are the same bytes."""
    paper = _complete(key, parameters)
    return freeze(work, by, (_request(work, by, paper, parameters),), paper.issue_act)[0]


def issue_together(
    work: UnitsOfWork, by: Actor, papers: Iterable[tuple[str, Mapping[str, Any]]]
) -> tuple[Issued, ...]:
    """Issue several papers at once, all or none."""
    return freeze(work, by, tuple(request_of(work, by, key, given) for key, given in papers))


def request_of(work: UnitsOfWork, by: Actor, key: str, given: Mapping[str, Any]) -> IssueDocument:
    """What issuing a paper asks for, to be issued with others."""
    return _request(work, by, _complete(key, given), given)


def _request(work: UnitsOfWork, by: Actor, paper: Report, given: Mapping[str, Any]) -> IssueDocument:
    def draw(session: Session, number: str) -> Drawn:
        asked = _asked(session, work, by, given)
        data = paper.read(session, asked)
        paper.require_issuable(data)
        finish = Finish(number, False, _thai_digits(paper, asked), own_words(session))
        with papers_of(work):
            pdf = _kept(paper, session, asked) or paper.draw(data, finish)
        told = paper.disclosed(data)
        return Drawn(
            paper.title(data),
            paper.facts(data),
            pdf,
            told.items,
            told.recipient,
            told.basis,
            paper.reply_due(data),
        )

    return IssueDocument(
        kind=paper.key,
        draw=draw,
        dated_on=given.get("dated_on") or today(work.clock),
        register=paper.register,
        person_id=given.get("person_id"),
        stay_id=given.get("stay_id"),
        agency_id=given.get("agency_id"),
        enrolment_id=given.get("enrolment_id"),
        reply_due_on=given.get("reply_due_on"),
        parameters={name: _plain(value) for name, value in given.items()},
    )


def _complete(key: str, parameters: Mapping[str, Any]) -> Report:
    paper = report(key)
    for name in paper.needs:
        if parameters.get(name) is None:
            raise RuleBroken("report.parameter_missing", field=name, name=name, report=paper.label)
    return paper


def _asked(session: Session, work: UnitsOfWork, by: Actor, parameters: Mapping[str, Any]) -> Asked:
    return Asked(by, work.clock.now(), read_centre(session), parameters)


def _kept(paper: Report, session: Session, asked: Asked) -> bytes | None:
    """The bytes that were frozen for what is asked, where the paper freezes what it says."""
    return None if paper.kept is None else paper.kept(session, asked)


def _is_draft(paper: Report) -> bool:
    """A letter without its number is one; a form that takes none never is."""
    return paper.is_letter and bool(paper.register)


def _thai_digits(paper: Report, asked: Asked) -> bool:
    """Letters follow the centre's setting; tables are in Arabic digits unless asked for (domain.md §3.4)."""
    if "thai_digits" in asked.parameters:
        return bool(asked.parameters["thai_digits"])
    return paper.is_letter and bool(asked.centre.settings["document.thai_digits"])


def _plain(value: Any) -> Any:
    """A parameter as JSON can hold it: days and instants in ISO form."""
    if isinstance(value, date):  # an instant is a day too
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
