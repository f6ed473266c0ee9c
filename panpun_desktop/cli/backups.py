"""Commands about copies of the centre: make a backup, prove one, put one back."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from panpun_desktop.cli.asking import (
    DONE,
    WRONG_USAGE,
    first_line,
    folder_of,
    login_of,
    password_of,
    refuse,
    signed_in,
    verb,
)
from panpun_desktop.cli.check_words import check_line
from panpun_desktop.common.clock import BANGKOK, Clock
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import sentence
from panpun_desktop.common.thai_date import format_date

if TYPE_CHECKING:
    from datetime import datetime

    from panpun_desktop.services.restoring import Contents, Secret


def add_verbs(verbs: Any) -> None:
    """backup, restore."""
    backing = verb(verbs, "backup", _back_up, _("make a backup, or read one again"))
    backing.add_argument("words", nargs="+", metavar="[verify] FILE", help=_("the file, or a folder for it"))
    backing.add_argument(
        "--outside",
        action="store_true",
        help=_("sealed to the public key of the settings, to leave the house"),
    )
    backing.add_argument(
        "--recovery-key-file",
        type=Path,
        metavar="F",
        help=_("verify, where there is no centre: file with the recovery key, instead of a user"),
    )
    restoring = verb(verbs, "restore", _restore, _("put a backup in the place of the data"))
    restoring.add_argument("file", type=Path, metavar="FILE")
    restoring.add_argument(
        "--yes", action="store_true", help=_("do not ask before the present data are put aside")
    )
    restoring.add_argument("--rehearse", action="store_true", help=_("only try it, in a copy"))
    restoring.add_argument(
        "--recovery-key-file", type=Path, metavar="F", help=_("file with the recovery key, instead of a user")
    )


def _back_up(asked: argparse.Namespace, clock: Clock) -> int:
    match asked.words:
        case ["verify", file]:
            return _verify(asked, clock, Path(file))
        case [file]:
            return _make(asked, clock, Path(file))
    refuse(_("Name one file: backup FILE, or backup verify FILE."))
    return WRONG_USAGE


def _make(asked: argparse.Namespace, clock: Clock, file: Path) -> int:
    from panpun_desktop.services.backups import BackUp, back_up

    place = "outside" if asked.outside else "chosen"
    session = signed_in(asked, clock)
    try:
        made = back_up(session.work, session.actor, BackUp(place, file=file))
    finally:
        session.work.close()
    said = (
        _("{name}: {size} bytes, sealed.")
        if asked.outside
        else _("{name}: {size} bytes, read back and sound.")
    )
    print(said.format(name=made.file.name, size=made.size))
    return DONE


def _verify(asked: argparse.Namespace, clock: Clock, file: Path) -> int:
    from panpun_desktop.services.backups import VerifyBackup, verify_backup
    from panpun_desktop.store.home import DataHome

    if not DataHome(folder_of(asked)).exists():  # a stick on another computer: its own users open it
        return _rehearse(folder_of(asked), clock, file, _secret(asked))
    session = signed_in(asked, clock)
    try:
        verdict = verify_backup(session.work, session.actor, VerifyBackup(file.absolute()))
    finally:
        session.work.close()
    if not verdict.is_sound or verdict.manifest is None:
        return refuse(sentence(verdict.problem, {"path": file.name}))
    counts = verdict.manifest.facts.counts
    print(
        _("{name} is sound: {people} people, {stays} stays, {documents} papers.").format(
            name=file.name, people=counts.people, stays=counts.stays, documents=counts.documents
        )
    )
    return DONE


def _restore(asked: argparse.Namespace, clock: Clock) -> int:
    from panpun_desktop.services.restoring import Restore, restore

    folder = folder_of(asked)
    if asked.rehearse:
        return _rehearse(folder, clock, asked.file, _secret(asked))
    if not asked.yes:
        _require_meant(folder)
    secret = _secret(asked)
    restored = restore(folder, clock, Restore(asked.file, secret))
    _tell(restored.contents)
    print(_("The backup is in place."))
    if restored.aside is not None:
        print(_("The data that were there before lie in {folder}.").format(folder=restored.aside))
    return DONE


def _require_meant(folder: Path) -> None:
    """Ask before data that are there go aside; RuleBroken "cli.restore_unasked" where nobody can answer."""
    from panpun_desktop.store.look import is_new

    if is_new(folder):
        return
    word = _("restore")
    if not sys.stdin.isatty():
        raise RuleBroken("cli.restore_unasked", folder=str(folder))
    print(_("There are data in {folder}. They are put aside, not deleted.").format(folder=folder))
    try:
        typed = input(_("Type {word} to go on: ").format(word=word))
    except EOFError:
        typed = ""
    if typed.strip() != word:
        raise RuleBroken("cli.restore_not_meant")


def _rehearse(folder: Path, clock: Clock, file: Path, secret: Secret) -> int:
    from panpun_desktop.services.restoring import rehearse

    rehearsal = rehearse(folder, clock, file, secret)
    _tell(rehearsal.contents)
    for check in rehearsal.checks:
        print(check_line(check))
    if not rehearsal.ok:
        return refuse(_("The check found faults. Choose another backup."))
    print(_("It can be restored. Nothing was changed."))
    return DONE


def _secret(asked: argparse.Namespace) -> Secret:
    from panpun_desktop.services.restoring import Secret

    if asked.recovery_key_file is not None:
        return Secret(recovery_key=first_line(asked.recovery_key_file))
    return Secret(login_of(asked), password_of(asked))


def _tell(contents: Contents) -> None:
    """What is in the backup, without anybody's name."""
    print(
        _("Backup of {day}, program {program}: {people} people present.").format(
            day=_moment(contents.made_at), program=contents.program, people=contents.people_present
        )
    )
    if contents.last_act_at is not None:
        print(_("Last act: {act}, {day}.").format(act=contents.last_act, day=_moment(contents.last_act_at)))


def _moment(at: datetime) -> str:
    there = at.astimezone(BANGKOK)
    return f"{format_date(there.date())} {there:%H:%M}"
