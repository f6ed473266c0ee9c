"""Commands about copies of the centre: make a backup, prove one, put one back."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from panpun_desktop.cli.asking import DONE, WRONG_USAGE, refuse, signed_in, verb
from panpun_desktop.common.clock import Clock
from panpun_desktop.common.i18n import _, sentence


def add_verbs(verbs: Any) -> None:
    """backup."""
    backing = verb(verbs, "backup", _back_up, _("make a backup, or read one again"))
    backing.add_argument("words", nargs="+", metavar="[verify] FILE", help=_("the file, or a folder for it"))


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

    session = signed_in(asked, clock)
    try:
        made = back_up(session.work, session.actor, BackUp("chosen", file=file))
    finally:
        session.work.close()
    print(_("{name}: {size} bytes, read back and sound.").format(name=made.file.name, size=made.size))
    return DONE


def _verify(asked: argparse.Namespace, clock: Clock, file: Path) -> int:
    from panpun_desktop.services.backups import VerifyBackup, verify_backup

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
