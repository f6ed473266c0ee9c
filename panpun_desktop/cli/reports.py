"""Commands that write reports: one for each paper of the registry, and the list of them."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from panpun_desktop.cli.asking import outputs, signed_in, verb, write_json
from panpun_desktop.cli.report_options import add_options, parameters
from panpun_desktop.common.clock import Clock
from panpun_desktop.common.i18n import _

if TYPE_CHECKING:
    from panpun_desktop.reports.report import Report
    from panpun_desktop.services.session import Session

SHORT = {"attendance_summary": "attendance"}
"""Papers known on the command line by a shorter name; the whole one holds too."""
_OFFICE = ("xlsx", "docx")


def add_verbs(verbs: Any) -> None:
    """report KEY, report list."""
    from panpun_desktop.reports.registry import reports

    reporting = verbs.add_parser("report", help=_("a report as PDF or JSON")).add_subparsers(
        required=True, metavar="KEY"
    )
    listing = verb(reporting, "list", _list_reports, _("every report with what it needs"))
    listing.add_argument("--json", nargs="?", const="-", metavar="F")
    for paper in reports().values():
        _add_report(reporting, paper.key, paper)
        if paper.key in SHORT:
            _add_report(reporting, SHORT[paper.key], paper)


def _add_report(reporting: Any, name: str, paper: Report) -> None:
    parser = verb(reporting, name, _report, paper.label)
    parser.set_defaults(key=paper.key)
    add_options(parser, paper)
    outputs(parser)
    for form in _OFFICE:
        if getattr(paper, form) is not None:
            parser.add_argument(f"--{form}", type=Path, metavar="F")


def _report(asked: argparse.Namespace, clock: Clock) -> None:
    from panpun_desktop.reports.registry import report

    paper = report(asked.key)
    session = signed_in(asked, clock)
    try:
        _write_report(asked, session, paper, parameters(asked, session, paper))
    finally:
        session.work.close()
    for path in (asked.json, asked.pdf, *(getattr(asked, form, None) for form in _OFFICE)):
        if path is not None:
            print(_("Written: {path}").format(path=path))


def _write_report(
    asked: argparse.Namespace, session: Session, paper: Report, given: Mapping[str, Any]
) -> None:
    """The forms asked for; without any the report is read all the same, and refused when it cannot be."""
    from panpun_desktop.reports import runner

    work, by = session.work, session.actor
    office = {form: path for form in _OFFICE if (path := getattr(asked, form, None)) is not None}
    if asked.json is not None or (asked.pdf is None and not office):
        write_json(asked.json, runner.facts(work, by, paper.key, given))
    if asked.pdf is not None:
        asked.pdf.write_bytes(runner.pdf_file(work, by, paper.key, given))
    for form, path in office.items():
        path.write_bytes(runner.office(work, by, paper.key, given, form))


def _list_reports(asked: argparse.Namespace, _clock: Clock) -> None:
    import json

    from panpun_desktop.reports.registry import reports

    told = [_told(paper) for paper in reports().values()]
    if asked.json == "-":
        print(json.dumps({"reports": told}, ensure_ascii=False, indent=2))
        return
    if asked.json is not None:
        write_json(Path(asked.json), {"reports": told})
    for one in told:
        print(f"{one['key']:<20} {one['title']}: {one['answers']}".rstrip(": "))


def _told(paper: Report) -> dict[str, Any]:
    forms = ["pdf", "json", *(form for form in _OFFICE if getattr(paper, form) is not None)]
    return {
        "key": paper.key,
        "title": paper.label,
        "answers": paper.answers,
        "needs": list(paper.needs),
        "takes": list(paper.takes),
        "forms": forms,
    }
