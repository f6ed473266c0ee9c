"""Sealing a backup for one reader outside the house: encrypted to a public key (age, age-encryption.org)."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.files import own_file, refusal

ENDING = ".age"


def require_recipient(text: str) -> Any:
    """The public key that a text means, ``age1…``.

    RuleBroken "backup.no_recipient", "backup.recipient_wrong", "backup.secret_key" for the other of the pair.
    """
    import pyrage

    if not text:
        raise RuleBroken("backup.no_recipient", field="backup.outside_recipient")
    if text.upper().startswith("AGE-SECRET-KEY"):
        raise RuleBroken("backup.secret_key", field="backup.outside_recipient")
    try:
        return pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError as problem:
        raise RuleBroken("backup.recipient_wrong", field="backup.outside_recipient") from problem


def seal(source: Path, fresh: Path, recipient: Any) -> None:
    """Encrypt a file into a new one, on the disk when the call returns; only the key's holder reads it."""
    import pyrage

    try:
        with source.open("rb") as given, open(fresh, "xb", opener=own_file) as sealed:
            pyrage.encrypt_io(given, sealed, [recipient])
            sealed.flush()
            os.fsync(sealed.fileno())
    except OSError as problem:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise refusal(problem, fresh) from problem
