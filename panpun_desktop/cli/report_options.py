"""The options of a report on the command line, derived from the parameters that the report knows."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from panpun_desktop.cli.asking import day, month, positive
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _

if TYPE_CHECKING:
    from panpun_desktop.reports.report import Report
    from panpun_desktop.services.session import Session

POSITIONAL = {"month": month, "day": day}
"""Days that stand right behind the report's key where it cannot do without them."""


def add_options(parser: argparse.ArgumentParser, paper: Report) -> None:
    """Give the parser what the report needs and takes."""
    for name in paper.needs:
        if name in POSITIONAL:
            parser.add_argument(name, type=POSITIONAL[name], metavar=name.upper())
    for name in _named(one for one in paper.needs if one not in POSITIONAL):
        _OPTIONS[name](parser, required=True)
    for name in _named(paper.takes):
        _OPTIONS[name](parser, required=False)
    parser.add_argument("--thai-digits", action="store_true", help=_("figures as Thai digits"))


def parameters(asked: argparse.Namespace, session: Session, paper: Report) -> dict[str, Any]:
    """What was given, as the report wants it: people, agencies and classes looked up by their names."""
    given = {name: getattr(asked, name) for name in (*paper.needs, *paper.takes) if hasattr(asked, name)}
    for name, find in _FOUND.items():
        is_said = name in paper.takes and getattr(asked, _SAID.get(name, name), None) is not None
        if name in paper.needs or is_said:
            given[name] = find(asked, session, paper)
    if {"first_on", "last_on"} <= set(paper.needs):
        given |= _period(asked)
    if asked.thai_digits:
        given["thai_digits"] = True
    return {name: value for name, value in given.items() if value is not None}


def _period(asked: argparse.Namespace) -> Mapping[str, Any]:
    """The days asked for, or those of the month."""
    from panpun_desktop.reports.months import Month

    first, last = asked.first_on, asked.last_on
    if asked.month is not None:
        whole = Month.of(asked.month)
        first, last = first or whole.first, last or whole.last
    if first is None or last is None:
        raise RuleBroken("cli.period_missing")
    return {"first_on": first, "last_on": last}


def _named(names: Iterable[str]) -> list[str]:
    """Those of the parameters that are options of their own, each once."""
    found: list[str] = []
    for name in names:
        group = _GROUPS.get(name, name)
        if group in _OPTIONS and group not in found:
            found.append(group)
    return found


# --- the options -------------------------------------------------------------------------------


def _of_period(parser: argparse.ArgumentParser, *, required: bool) -> None:
    parser.add_argument("--from", dest="first_on", type=day, metavar="DAY", help=_("first day"))
    parser.add_argument("--until", dest="last_on", type=day, metavar="DAY", help=_("last day"))
    parser.add_argument("--month", type=month, metavar="MONTH", help=_("the whole month"))


def _of_month(parser: argparse.ArgumentParser, *, required: bool) -> None:
    parser.add_argument("--month", type=month, required=required, metavar="MONTH")


def _of_week(parser: argparse.ArgumentParser, *, required: bool) -> None:
    parser.add_argument("--week", type=day, required=required, metavar="DAY", help=_("a day of the week"))


def _of_blank(parser: argparse.ArgumentParser, *, required: bool) -> None:
    parser.add_argument("--blank", action="store_true", default=None, help=_("with empty cells"))


def _of_kind(parser: argparse.ArgumentParser, *, required: bool) -> None:
    parser.add_argument("--period", choices=("month", "quarter", "fiscal_year"), default="month")


def _of_tables(parser: argparse.ArgumentParser, *, required: bool) -> None:
    parser.add_argument("--tables", type=_names, metavar="ID,ID", help=_("tables to print"))


def _of_external(parser: argparse.ArgumentParser, *, required: bool) -> None:
    parser.add_argument(
        "--external", action="store_true", default=None, help=_("the edition that leaves the house")
    )


def _names(text: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in text.split(",") if one.strip())


def _of_nights(parser: argparse.ArgumentParser, *, required: bool) -> None:
    parser.add_argument("--nights", type=positive, required=required, metavar="N")


def _of_term(parser: argparse.ArgumentParser, *, required: bool) -> None:
    parser.add_argument("--term", required=required, help=_("the term, for example 1/2569"))


def _of_cohort(parser: argparse.ArgumentParser, *, required: bool) -> None:
    parser.add_argument("--cohort", required=required, metavar="COHORT", help=_("course and number"))


def _of_person(parser: argparse.ArgumentParser, *, required: bool) -> None:
    parser.add_argument("--person", required=required, metavar="REGNO")


def _of_agency(parser: argparse.ArgumentParser, *, required: bool) -> None:
    parser.add_argument("--to", required=required, metavar="AGENCY")


def _of_code(name: str) -> Callable[..., None]:
    def add(parser: argparse.ArgumentParser, *, required: bool) -> None:
        parser.add_argument(
            f"--{name}", required=required, metavar="CODE", help=_("only lines with this code")
        )

    return add


def _of_user(parser: argparse.ArgumentParser, *, required: bool) -> None:
    parser.add_argument("--by", required=required, metavar="NAME", help=_("sign-in name of who did it"))


def _of_enrolment(parser: argparse.ArgumentParser, *, required: bool) -> None:
    _of_cohort(parser, required=required)
    _of_person(parser, required=required)


_OPTIONS: dict[str, Callable[..., None]] = {
    "first_on": _of_period,
    "month": _of_month,
    "week": _of_week,
    "blank": _of_blank,
    "nights": _of_nights,
    "period": _of_kind,
    "tables": _of_tables,
    "external": _of_external,
    "term": _of_term,
    "cohort_id": _of_cohort,
    "person_id": _of_person,
    "agency_id": _of_agency,
    "enrolment_id": _of_enrolment,
    "purpose": _of_code("purpose"),
    "state": _of_code("state"),
    "kind": _of_code("kind"),
    "act": _of_code("act"),
    "user_id": _of_user,
}
_GROUPS = {"last_on": "first_on"}
"""Parameters that come with the options of another."""


# --- who and what is meant ---------------------------------------------------------------------


def _person(asked: argparse.Namespace, session: Session, _paper: Report) -> int:
    from panpun_desktop.services.regnos import person_of_regno

    return person_of_regno(session.work, session.actor, asked.person)


def _agency(asked: argparse.Namespace, session: Session, _paper: Report) -> int:
    from panpun_desktop.services.agencies import find_agency

    return find_agency(session.work, session.actor, asked.to).id


def _cohort(asked: argparse.Namespace, session: Session, _paper: Report) -> int:
    from panpun_desktop.services.cohort_finding import cohort_named

    return cohort_named(session.work, session.actor, asked.cohort).id


def _enrolment(asked: argparse.Namespace, session: Session, paper: Report) -> int:
    from panpun_desktop.services.certificates import papers_for

    person_id, cohort_id = _person(asked, session, paper), _cohort(asked, session, paper)
    found = papers_for(session.work, session.actor, paper.key, cohort_id)
    for one in found.people:
        if one.person_id == person_id:
            return one.enrolment_id
    raise RuleBroken("certificate.nobody", cohort=found.cohort)


def _user(asked: argparse.Namespace, session: Session, _paper: Report) -> int:
    from panpun_desktop.services.users import user_named

    return user_named(session.work, session.actor, asked.by)


_FOUND: dict[str, Callable[[argparse.Namespace, Session, Report], int]] = {
    "person_id": _person,
    "agency_id": _agency,
    "cohort_id": _cohort,
    "enrolment_id": _enrolment,
    "user_id": _user,
}
_SAID = {"person_id": "person", "agency_id": "to", "cohort_id": "cohort", "user_id": "by"}
"""Parameter -> the option that says it, where a paper only takes it."""
