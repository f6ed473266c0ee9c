"""Runs one command of the command line."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from panpun_desktop import __version__
from panpun_desktop.cli.asking import DONE, FolderAtFault, folder_of, refuse
from panpun_desktop.cli.usage_words import explain, speak_with_the_catalogue
from panpun_desktop.common.clock import Clock, SystemClock
from panpun_desktop.common.errors import PanpunError, RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of


def run(arguments: Sequence[str]) -> int:
    """Run one command; 0 done, 1 refused or failed (one sentence on stderr), 2 wrong usage."""
    _speak_utf8()
    speak_with_the_catalogue()
    parser = _parser(arguments)
    try:
        asked = parser.parse_args(arguments)
    except SystemExit as stop:
        return int(stop.code or 0)
    try:
        return int(asked.verb(asked, SystemClock()) or DONE)
    except FolderAtFault as fault:
        from panpun_desktop.views.faults.words import strip_text

        return refuse(strip_text(fault.finding))
    except PanpunError as refusal:
        return refuse(message_of(refusal))
    except OSError as problem:
        return refuse(
            _("The file {path} cannot be used: {why}").format(
                path=problem.filename or "", why=problem.strerror or type(problem).__name__
            )
        )
    except KeyboardInterrupt:
        return refuse(_("Stopped."))


def _speak_utf8() -> None:
    """Thai on a console with another code page must not end the program."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="panpun", description=_("Runs the day of a shelter."))
    version = f"panpun {__version__}"
    parser.add_argument(
        "--version", action="version", version=version, help=_("show program's version number and exit")
    )
    parser.add_argument("--data", type=Path, default=None, metavar="DIR", help=_("folder of the centre"))
    parser.add_argument("--user", metavar="NAME", help=_("sign-in name"))
    parser.add_argument("--password-file", type=Path, metavar="FILE", help=_("file with the password"))
    parser.set_defaults(verb=_open_window)
    if not _asks_for_the_window(arguments):
        _add_verbs(parser)
    return parser


def _asks_for_the_window(arguments: Sequence[str]) -> bool:
    """Nothing is asked, or only with which folder: then the first page need not wait for all the verbs."""
    return not arguments or (len(arguments) == 2 and arguments[0] == "--data")


def _add_verbs(parser: argparse.ArgumentParser) -> None:
    from panpun_desktop.cli import backups, guide, letters, lists, months, of_the_centre, persons, reports

    verbs = parser.add_subparsers(metavar="VERB")
    for part in (of_the_centre, backups, lists, reports, letters, months, guide, persons):
        part.add_verbs(verbs)
    explain(parser)


def _open_window(asked: argparse.Namespace, clock: Clock) -> int:
    if not _has_screen():
        raise RuleBroken("cli.no_screen")
    from panpun_desktop import app

    return app.open_window(folder_of(asked), clock)


def _has_screen() -> bool:
    """Qt itself would end the program without a word that people understand."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform != "linux" or any(os.environ.get(name) for name in named)
