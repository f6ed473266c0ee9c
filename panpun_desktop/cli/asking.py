"""What every command asks for: days and months, the centre's folder, who signs in, where to write."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from panpun_desktop.common.amounts import BAHT_PLACES, MOST_BAHT, amount_problem, plain_number
from panpun_desktop.common.clock import Clock
from panpun_desktop.common.errors import RuleBroken, StorageGone
from panpun_desktop.common.i18n import _
from panpun_desktop.common.resources import default_data_folder

if TYPE_CHECKING:
    from panpun_desktop.rules.faults import Finding
    from panpun_desktop.services.session import Session

DONE, REFUSED, WRONG_USAGE = 0, 1, 2
BUDDHIST_ABOVE = 2400
"""A year above this is พ.ศ."""


def verb(verbs: Any, name: str, act: Callable[..., int | None], help: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = verbs.add_parser(name, help=help, description=help)
    parser.set_defaults(verb=act)  # a report may have an option --act
    return parser


def outputs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--pdf", type=Path, metavar="F")
    parser.add_argument("--json", type=Path, metavar="F")


def positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(_("a number from 1 on"))
    return number


def baht(text: str) -> str:
    """A sum as the window takes it: not below nothing, at most two decimals."""
    problem = amount_problem(text, BAHT_PLACES, 0, MOST_BAHT)
    if problem:
        raise argparse.ArgumentTypeError(problem)
    return plain_number(text)


def day(text: str) -> date:
    """``2569-10-31`` or ``2026-10-31``: a year over 2400 is พ.ศ."""
    try:
        year, month, day = (int(part) for part in text.split("-"))
        return _gregorian(year, month, day)
    except ValueError as error:
        raise argparse.ArgumentTypeError(_("a day such as 2569-10-31")) from error


def clock_time(text: str) -> time:
    """``10.00`` or ``10:00``."""
    try:
        hour, minute = (int(part) for part in text.replace(":", ".").split("."))
        return time(hour, minute)
    except ValueError as error:
        raise argparse.ArgumentTypeError(_("a time such as 10.00")) from error


def month(text: str) -> date:
    """``2569-10`` or ``2026-10``: the first day of the month."""
    try:
        year, month = (int(part) for part in text.split("-"))
        return _gregorian(year, month, 1)
    except ValueError as error:
        raise argparse.ArgumentTypeError(_("a month such as 2569-10")) from error


def _gregorian(year: int, month: int, day: int) -> date:
    from panpun_desktop.common.thai_date import from_be

    return from_be(year, month, day) if year > BUDDHIST_ABOVE else date(year, month, day)


def folder_of(asked: argparse.Namespace) -> Path:
    return asked.data if asked.data is not None else default_data_folder()


def password_of(asked: argparse.Namespace) -> str:
    if asked.password_file is not None:
        return first_line(asked.password_file)
    try:
        return getpass.getpass(_("Password: "))
    except EOFError as nobody:
        raise RuleBroken("cli.password_missing") from nobody


def first_line(path: Path) -> str:
    """A secret out of a file; RuleBroken "cli.password_unreadable"."""
    try:
        first, *_rest = path.read_text(encoding="utf-8-sig").splitlines() or [""]
    except UnicodeDecodeError as error:
        raise RuleBroken("cli.password_unreadable", path=path.name) from error
    return first


def login_of(asked: argparse.Namespace) -> str:
    if not asked.user:
        raise RuleBroken("cli.user_missing")
    return str(asked.user)


class FolderAtFault(Exception):
    """The data folder cannot be worked in; the window would show the page of this fault."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.fault.value)
        self.finding = finding


def require_sound(folder: Path, clock: Clock) -> bool:
    """Look at a folder as the window does and say whether a centre is there; FolderAtFault."""
    from panpun_desktop.store import swap
    from panpun_desktop.store.look import look

    with suppress(StorageGone):  # then the look says what is wrong
        swap.finish(folder)
    found = look(folder, clock.now())
    if found.fault is not None:
        raise FolderAtFault(found.fault)
    return not found.is_new


def require_centre(folder: Path, clock: Clock) -> None:
    """Refuse to work where no centre is; FolderAtFault, RuleBroken "cli.not_set_up"."""
    if not require_sound(folder, clock):
        raise RuleBroken("cli.not_set_up", folder=str(folder))


def signed_in(asked: argparse.Namespace, clock: Clock) -> Session:
    from panpun_desktop.services.session import sign_in

    require_centre(folder_of(asked), clock)
    return sign_in(folder_of(asked), clock, login_of(asked), password_of(asked))


def write_json(path: Path | None, content: Mapping[str, Any]) -> None:
    if path is not None:
        path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def refuse(sentence: str) -> int:
    print(" ".join(sentence.split()), file=sys.stderr)
    return REFUSED
