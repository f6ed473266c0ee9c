"""``panpun month``: closing a month, amending it, opening it again, and the paper that was sent."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from panpun_desktop.cli.asking import month, signed_in, verb, write_json
from panpun_desktop.common.clock import Clock
from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import month_label

if TYPE_CHECKING:
    from panpun_desktop.services.month_closing import Closed
    from panpun_desktop.services.session import Session

_Act = Callable[[argparse.Namespace, "Session"], None]


def add_verbs(verbs: Any) -> None:
    """month close, amend, reopen, reprint."""
    kinds = verbs.add_parser("month", help=_("close a month, amend it, open it again")).add_subparsers(
        required=True, metavar="ACT"
    )
    closing = verb(kinds, "close", _signed(_close), _("freeze the statement of a month that is over"))
    amending = verb(kinds, "amend", _signed(_amend), _("an amended edition that lists its differences"))
    reopening = verb(kinds, "reopen", _signed(_reopen), _("open a closed month again"))
    reprinting = verb(kinds, "reprint", _signed(_reprint), _("the paper as it was sent"))
    for parser in (closing, amending, reopening, reprinting):
        parser.add_argument("month", type=month, metavar="MONTH")
    for parser in (closing, amending, reopening):
        parser.add_argument("--reason", default="", metavar="R", help=_("why"))
    for parser in (closing, amending, reprinting):
        parser.add_argument("--pdf", type=Path, metavar="F")
    for parser in (closing, amending):
        parser.add_argument("--json", type=Path, metavar="F")
        parser.add_argument("--thai-digits", action="store_true", help=_("figures as ๑๒๓"))
    reprinting.add_argument("--edition", type=int, default=None, metavar="N")


def _signed(act: _Act) -> Callable[[argparse.Namespace, Clock], None]:
    """The act on the centre that is asked for, which is closed again whatever comes of it."""

    def run(asked: argparse.Namespace, clock: Clock) -> None:
        session = signed_in(asked, clock)
        try:
            act(asked, session)
        finally:
            session.work.close()

    return run


def _close(asked: argparse.Namespace, session: Session) -> None:
    from panpun_desktop.reports.monthly.closing import close

    closed = close(session.work, session.actor, asked.month, asked.reason, _parameters(asked))
    _say(asked, session, closed)
    if closed.is_before_open:
        print(_("The month before is not closed: what changes there will change this month's opening."))


def _amend(asked: argparse.Namespace, session: Session) -> None:
    from panpun_desktop.reports.monthly.closing import amend

    _say(asked, session, amend(session.work, session.actor, asked.month, asked.reason, _parameters(asked)))


def _reopen(asked: argparse.Namespace, session: Session) -> None:
    from panpun_desktop.services.month_closing import ReopenMonth, reopen_month

    request = ReopenMonth(asked.month, asked.reason)
    print(reopen_month(session.work, session.actor, request).summary)


def _reprint(asked: argparse.Namespace, session: Session) -> None:
    from panpun_desktop.services.month_closing import reprint_month

    pdf = reprint_month(session.work, session.actor, asked.month, asked.edition)
    if asked.pdf is not None:
        asked.pdf.write_bytes(pdf)
        print(_("Written: {path}").format(path=asked.pdf))
    else:
        print(_("{month}: {count} bytes").format(month=month_label(asked.month), count=len(pdf)))


def _parameters(asked: argparse.Namespace) -> dict[str, Any]:
    return {"thai_digits": True} if asked.thai_digits else {}


def _say(asked: argparse.Namespace, session: Session, closed: Closed) -> None:
    from panpun_desktop.reports import runner

    print(closed.changes.summary)
    if asked.pdf is not None:
        asked.pdf.write_bytes(closed.pdf)
    if asked.json is not None:
        write_json(asked.json, runner.facts(session.work, session.actor, "monthly", {"month": asked.month}))
    for path in (asked.json, asked.pdf):
        if path is not None:
            print(_("Written: {path}").format(path=path))
