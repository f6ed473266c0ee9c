"""Failed sign-ins, in ``sign-in.json`` beside the key file: before the door opens there is no database.

Logins stand there as salted hashes. The file slows down who tries passwords at this machine; who carried
the data off can take it away, and then meets the cost of every single guess (``store.keys.KdfCost``).
A file that cannot be read or written never keeps anybody out.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import unicodedata
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from panpun_desktop.rules.sign_in_wait import LONGEST, wait_after
from panpun_desktop.store.keys import write_whole

FORMAT = 1
_KEPT = 200
"""Logins that are remembered; those with the fewest failures go first."""


@dataclass(frozen=True)
class Failures:
    """Failures in a row of one login, and when it may be tried again."""

    count: int = 0
    not_before: str = ""

    def seconds_left(self, now: datetime) -> int:
        """Whole seconds to wait; a clock that was set back costs a minute at most."""
        if not self.not_before:
            return 0
        left = (datetime.fromisoformat(self.not_before) - now) / timedelta(seconds=1)
        return min(LONGEST, max(0, -int(-left // 1)))


@dataclass(frozen=True)
class _Content:
    salt: str
    who: dict[str, Failures] = field(default_factory=dict)


class SignInFile:
    """The failures of everybody who tries to open one data folder."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "sign-in.json"

    def failures(self, login: str) -> Failures:
        """What is known of a login; nothing for one that never failed."""
        content = self._read()
        return content.who.get(_hashed(content.salt, login), Failures())

    def add(self, login: str, now: datetime) -> Failures:
        """One more failure; gives the count and the new wait."""
        content = self._read()
        key = _hashed(content.salt, login)
        count = content.who.get(key, Failures()).count + 1
        until = now + timedelta(seconds=wait_after(count))
        known = Failures(count, until.isoformat())
        self._write(replace(content, who={**content.who, key: known}))
        return known

    def clear(self, login: str) -> int:
        """The right password was given: how many failures there were before it."""
        content = self._read()
        known = content.who.get(_hashed(content.salt, login))
        if known is None:
            return 0
        gone = _hashed(content.salt, login)
        self._write(replace(content, who={key: one for key, one in content.who.items() if key != gone}))
        return known.count

    def _read(self) -> _Content:
        try:
            found: dict[str, Any] = json.loads(self.path.read_bytes())
            who = {str(key): _known(one) for key, one in found["who"].items()}
            return _Content(str(found["salt"]), who)
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return _Content(secrets.token_hex(16))

    def _write(self, content: _Content) -> None:
        kept = sorted(content.who.items(), key=lambda one: one[1].count)[-_KEPT:]
        told = {"format": FORMAT, "salt": content.salt, "who": {key: asdict(one) for key, one in kept}}
        with suppress(OSError):
            write_whole(self.path, json.dumps(told, indent=1).encode())


def _known(found: dict[str, Any]) -> Failures:
    known = Failures(int(found["count"]), str(found["not_before"]))
    if known.not_before and datetime.fromisoformat(known.not_before).tzinfo is None:
        raise ValueError("an instant without its zone")
    return known


def _hashed(salt: str, login: str) -> str:
    folded = unicodedata.normalize("NFKC", login).strip().casefold()
    return hashlib.sha256(f"{salt} {folded}".encode()).hexdigest()[:32]
