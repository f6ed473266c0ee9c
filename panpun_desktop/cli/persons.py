"""Commands about one person: everything the centre holds of them, for themselves (R-PD-3)."""

from __future__ import annotations

import argparse
from typing import Any

from panpun_desktop.cli.asking import outputs, signed_in, verb
from panpun_desktop.common.clock import Clock
from panpun_desktop.common.files import write_whole
from panpun_desktop.common.i18n import _


def add_verbs(verbs: Any) -> None:
    """person export REGNO."""
    about = verbs.add_parser("person", help=_("what is held of one person")).add_subparsers(
        required=True, metavar="KIND"
    )
    writing = verb(about, "export", _export, _("what is held of one person"))
    writing.add_argument("regno", metavar="REGNO")
    outputs(writing)


def _export(asked: argparse.Namespace, clock: Clock) -> None:
    from panpun_desktop.reports.person_data import export_person
    from panpun_desktop.services.regnos import person_of_regno

    session = signed_in(asked, clock)
    person_id = person_of_regno(session.work, session.actor, asked.regno)
    made = export_person(session.work, session.actor, person_id)
    for place, content in ((asked.pdf, made.pdf), (asked.json, made.json)):
        if place is not None:
            write_whole(place, content)
    session.work.close()
    print(made.title)
