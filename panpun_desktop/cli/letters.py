"""Commands that write letters and certificates."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from panpun_desktop.cli.asking import signed_in, verb
from panpun_desktop.common.clock import Clock
from panpun_desktop.common.i18n import _


def add_verbs(verbs: Any) -> None:
    """letter KEY."""
    writing = verbs.add_parser("letter", help=_("a letter as PDF")).add_subparsers(
        required=True, metavar="KEY"
    )
    _letter_options(verb(writing, "transfer", _letter_transfer, _("a transfer letter")))
    _class_options(verb(writing, "certificate", _letter_certificate, _("certificates of a class")))
    _class_options(verb(writing, "transcript", _letter_transcript, _("transcripts of a class")))


def _class_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--cohort", required=True, metavar="COHORT", help=_("course and number"))
    parser.add_argument("--person", metavar="REGNO")
    parser.add_argument("--issue", action="store_true")
    parser.add_argument("--pdf", type=Path, metavar="F")


def _letter_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--person", required=True, metavar="REGNO")
    parser.add_argument("--to", required=True, metavar="AGENCY")
    parser.add_argument("--issue", action="store_true")
    parser.add_argument("--pdf", type=Path, metavar="F")


def _letter_transfer(asked: argparse.Namespace, clock: Clock) -> None:
    from panpun_desktop.reports import runner
    from panpun_desktop.services.agencies import find_agency
    from panpun_desktop.services.regnos import person_of_regno

    session = signed_in(asked, clock)
    work, by = session.work, session.actor
    agency = find_agency(work, by, asked.to)
    parameters = {"person_id": person_of_regno(work, by, asked.person), "agency_id": agency.id}
    if asked.issue:
        issued = runner.issue(work, by, "transfer_letter", parameters)
        pdf, said = issued.pdf, _("Issued number {number}").format(number=issued.number)
    else:
        pdf = runner.render(work, by, "transfer_letter", parameters).pdf
        said = _("Draft without a number")
    work.close()
    if asked.pdf is not None:
        asked.pdf.write_bytes(pdf)
    print(said)


def _letter_certificate(asked: argparse.Namespace, clock: Clock) -> None:
    _letters_of_class(asked, clock, "certificate")


def _letter_transcript(asked: argparse.Namespace, clock: Clock) -> None:
    _letters_of_class(asked, clock, "transcript")


def _letters_of_class(asked: argparse.Namespace, clock: Clock, key: str) -> None:
    from panpun_desktop.reports.class_papers import draft_class, issue_class
    from panpun_desktop.services.cohort_finding import cohort_named
    from panpun_desktop.services.regnos import person_of_regno

    session = signed_in(asked, clock)
    work, by = session.work, session.actor
    chosen = cohort_named(work, by, asked.cohort)
    person = person_of_regno(work, by, asked.person) if asked.person else None
    made = (issue_class if asked.issue else draft_class)(work, by, key, chosen.id, person)
    work.close()
    if asked.pdf is not None:
        asked.pdf.write_bytes(made.pdf)
    print(made.summary)
