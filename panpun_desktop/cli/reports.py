"""Commands that write reports."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from panpun_desktop.cli.asking import day, month, outputs, signed_in, verb, write_json
from panpun_desktop.common.clock import Clock
from panpun_desktop.common.i18n import _

if TYPE_CHECKING:
    from panpun_desktop.services.session import Session


def add_verbs(verbs: Any) -> None:
    """report KEY."""
    reporting = verbs.add_parser("report", help=_("a report as PDF or JSON")).add_subparsers(
        required=True, metavar="KEY"
    )
    statement = verb(reporting, "monthly", _report_monthly, _("the month's statement"))
    _report_options(statement, "month", month)
    statement.add_argument("--period", choices=("month", "quarter", "fiscal_year"), default="month")
    attended = verb(reporting, "attendance", _report_attendance, _("attendance of a class"))
    attended.add_argument("--cohort", required=True, metavar="COHORT", help=_("course and number"))
    attended.add_argument("--month", type=month, default=None, metavar="MONTH")
    outputs(attended)
    _report_options(verb(reporting, "census", _report_census, _("who slept here")), "day", day)
    nfe = verb(reporting, "nfe", _report_nfe, _("the learners of a school term"))
    nfe.add_argument("--term", required=True, help=_("the term, for example 1/2569"))
    outputs(nfe)


def _report_options(parser: argparse.ArgumentParser, what: str, read: Callable[[str], date]) -> None:
    parser.add_argument(what, type=read, metavar=what.upper())
    outputs(parser)


def _report_monthly(asked: argparse.Namespace, clock: Clock) -> None:
    _report(asked, clock, "monthly", {"month": asked.month, "period": asked.period})


def _report_census(asked: argparse.Namespace, clock: Clock) -> None:
    _report(asked, clock, "census", {"day": asked.day})


def _report_nfe(asked: argparse.Namespace, clock: Clock) -> None:
    _report(asked, clock, "nfe", {"term": asked.term})


def _report_attendance(asked: argparse.Namespace, clock: Clock) -> None:
    from panpun_desktop.services.cohort_finding import cohort_named

    session = signed_in(asked, clock)
    chosen = cohort_named(session.work, session.actor, asked.cohort)
    _write_report(asked, session, "attendance_summary", {"cohort_id": chosen.id, "month": asked.month})


def _report(asked: argparse.Namespace, clock: Clock, key: str, parameters: Mapping[str, Any]) -> None:
    _write_report(asked, signed_in(asked, clock), key, parameters)


def _write_report(
    asked: argparse.Namespace, session: Session, key: str, parameters: Mapping[str, Any]
) -> None:
    from panpun_desktop.reports import runner

    if asked.json is not None or asked.pdf is None:
        write_json(asked.json, runner.facts(session.work, session.actor, key, parameters))
    if asked.pdf is not None:
        asked.pdf.write_bytes(runner.render(session.work, session.actor, key, parameters).pdf)
    session.work.close()
    for path in (asked.json, asked.pdf):
        if path is not None:
            print(_("Written: {path}").format(path=path))
