"""Commands that write letters and certificates."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from panpun_desktop.cli.asking import baht, clock_time, day, positive, signed_in, verb
from panpun_desktop.common.clock import Clock
from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.reports.letters.catalogue import KINDS
from panpun_desktop.reports.letters.fields import TRANSFER_LETTER

if TYPE_CHECKING:
    from panpun_desktop.reports.letters.catalogue import Kind
    from panpun_desktop.reports.letters.fields import LetterField


def add_verbs(verbs: Any) -> None:
    """letter KEY."""
    writing = verbs.add_parser("letter", help=_("a letter as PDF")).add_subparsers(
        required=True, metavar="KEY"
    )
    _letter_options(verb(writing, "transfer", _letter_transfer, _("a transfer letter")))
    for kind in KINDS.values():
        made = verb(writing, kind.key, partial(_letter_of_kind, kind), _(kind.name))
        _kind_options(made, kind)
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
    for field in TRANSFER_LETTER:
        _field_option(parser, field)
    _files(parser)


def _kind_options(parser: argparse.ArgumentParser, kind: Kind) -> None:
    """Whom it is about, to whom it goes, and an option for each field of the kind."""
    if kind.has_person:
        parser.add_argument("--person", required=True, metavar="REGNO")
    if kind.has_several:
        parser.add_argument("--to", metavar="AGENCY", action="append")
    elif kind.has_agency:
        parser.add_argument("--to", metavar="AGENCY")
    for field in kind.fields:
        _field_option(parser, field)
    _files(parser)


def _field_option(parser: argparse.ArgumentParser, field: LetterField) -> None:
    name, words = f"--{field.name.replace('_', '-')}", _(field.label)
    if field.kind == "tick":
        parser.add_argument(name, action=argparse.BooleanOptionalAction, default=None, help=words)
        return
    reads: dict[str, Callable[[str], Any]] = {
        "day": day,
        "number": positive,
        "time": clock_time,
        "amount": baht,
    }
    choices = [code for code, _label in field.choices] or None
    read = reads.get(field.kind, str)
    parser.add_argument(name, type=read, choices=choices, metavar=field.kind.upper(), help=words)


def _files(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--issue", action="store_true")
    parser.add_argument("--pdf", type=Path, metavar="F")
    parser.add_argument("--docx", type=Path, metavar="F")


def _letter_transfer(asked: argparse.Namespace, clock: Clock) -> None:
    _write(asked, clock, "transfer_letter", _given(asked, TRANSFER_LETTER))


def _letter_of_kind(kind: Kind, asked: argparse.Namespace, clock: Clock) -> None:
    _write(asked, clock, kind.key, _given(asked, kind.fields))


def _given(asked: argparse.Namespace, fields: Iterable[LetterField]) -> dict[str, Any]:
    given = {field.name: getattr(asked, field.name) for field in fields}
    return {name: value for name, value in given.items() if value is not None}


def _write(asked: argparse.Namespace, clock: Clock, key: str, given: dict[str, Any]) -> None:
    """Issue a letter or draw its draft; its files are those that were asked for."""
    from panpun_desktop.reports import runner
    from panpun_desktop.services.agencies import find_agency
    from panpun_desktop.services.regnos import person_of_regno

    session = signed_in(asked, clock)
    work, by = session.work, session.actor
    if getattr(asked, "person", None):
        given["person_id"] = person_of_regno(work, by, asked.person)
    if isinstance(getattr(asked, "to", None), list):
        given["agency_ids"] = tuple(find_agency(work, by, one).id for one in asked.to)
    elif getattr(asked, "to", None):
        given["agency_id"] = find_agency(work, by, asked.to).id
    _remark(session, key, given)
    pdf, number, said = b"", "", _("Draft without a number")
    if asked.issue:
        issued = runner.issue(work, by, key, given)
        pdf, number = issued.pdf, issued.number
        said = _("Issued number {number}").format(number=number) if number else issued.title
    elif asked.pdf is not None or asked.docx is None:
        pdf = runner.pdf_file(work, by, key, given)
    word = runner.office(work, by, key, given, "docx", number) if asked.docx is not None else b""
    work.close()
    if asked.pdf is not None:
        asked.pdf.write_bytes(pdf)
    if asked.docx is not None:
        asked.docx.write_bytes(word)
    print(said)


def _remark(session: Any, key: str, given: dict[str, Any]) -> None:
    """Name what the window names before it issues, on stderr: blanks, and words the letter may not need."""
    from panpun_desktop.reports import runner
    from panpun_desktop.reports.letters.remarks import doubts, gaps
    from panpun_desktop.services.centre import read_centre

    letter = runner.render(session.work, session.actor, key, given).values
    with session.work.reading(session.actor, "document.read") as reading:
        words = read_centre(reading).offered("sensitive_word")
    names = [_(one.words) for one in gaps(key, letter)]
    if names:
        print(_("Not given, prints as dots: {names}").format(names=", ".join(names)), file=sys.stderr)
    left_on = getattr(letter, "left_on", None)
    if left_on is not None:
        print(_("The person left on {day}").format(day=format_date(left_on, "short")), file=sys.stderr)
    for one in doubts(key, given, words):
        text = _("{field}: “{words}” may be sensitive").format(field=_(one.label), words=one.word)
        print(text, file=sys.stderr)


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
    if made.doubt:
        print(made.doubt, file=sys.stderr)
