"""The data key and the slots that give it out: one per user password, one for the printed recovery key.

The database is encrypted with a random key. That key lies in ``keys.json``, wrapped once for every
person who may open the program, so that a password can change without rewriting the database.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import re
import secrets
import tempfile
import unicodedata
from dataclasses import asdict, astuple, dataclass, replace
from pathlib import Path
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from panpun_desktop.common.errors import RuleBroken, StorageGone

KEY_BYTES = 32
FORMAT = 1
_RECOVERY_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_READ_WRONGLY = str.maketrans("018", "OIB")
"""Digits that base32 does not have, as someone reads them off paper."""


@dataclass(frozen=True)
class KdfCost:
    """How dear one guess of a password is: argon2id passes, memory in KiB, lanes."""

    time: int = 3
    memory_kib: int = 64 * 1024
    lanes: int = 4


_MOST_COST = KdfCost(time=10, memory_kib=512 * 1024, lanes=16)


@dataclass(frozen=True)
class Slot:
    """One wrapped copy of the data key; ``login`` is empty for the recovery key."""

    kind: str
    login: str
    cost: KdfCost
    salt: bytes
    nonce: bytes
    wrapped: bytes

    def unwrap(self, secret: str) -> bytes | None:
        """Give the data key, or None when the secret is not this slot's."""
        key = _stretch(secret, self.salt, self.cost)
        try:
            return AESGCM(key).decrypt(self.nonce, self.wrapped, _bound_to(self.kind, self.login))
        except InvalidTag:
            return None


@dataclass(frozen=True)
class _Content:
    cost: KdfCost
    check: str = ""
    slots: tuple[Slot, ...] = ()


class KeyFile:
    """The key file beside the database. Every change is on the disk, whole, when the call returns."""

    def __init__(self, path: Path, content: _Content) -> None:
        self.path = path
        self._content = content

    @classmethod
    def create(cls, path: Path, cost: KdfCost | None = None) -> KeyFile:
        """Make an empty key file; an existing one is never overwritten (StorageGone)."""
        if path.exists():
            raise StorageGone("storage.exists", path=path.name)
        made = cls(path, _Content(cost or KdfCost()))
        made._write(made._content)
        return made

    @classmethod
    def load(cls, path: Path) -> KeyFile:
        """Read a key file; StorageGone when it is missing or unreadable."""
        return cls(path, _read(path))

    @property
    def logins(self) -> tuple[str, ...]:
        """The logins that have a slot, as they were written."""
        return tuple(slot.login for slot in self._content.slots if slot.kind == "password")

    @property
    def has_recovery(self) -> bool:
        """Whether a recovery key was ever made."""
        return any(slot.kind == "recovery" for slot in self._content.slots)

    @property
    def fingerprint(self) -> str:
        """Tells one data key from another and says nothing about either."""
        return self._content.check

    def is_for(self, data_key: bytes) -> bool:
        """Whether the slots give out this key and no other."""
        return hmac.compare_digest(self._content.check, _fingerprint(data_key))

    def add_password_slot(self, login: str, password: str, data_key: bytes) -> None:
        """Let a new login open the data; refused when the login has a slot already."""
        self._refresh()
        if self._slot("password", login) is not None:
            raise RuleBroken("user.login_taken", field="login", login=login)
        self._put("password", login, password, data_key)

    def replace_password(self, login: str, password: str, data_key: bytes) -> None:
        """Give the login a new password; the old one opens nothing from now on."""
        self._refresh()
        self._put("password", login, password, data_key)

    def remove_slot(self, login: str) -> None:
        """Take the login's slot away; refused when no password slot would be left."""
        self._refresh()
        gone = self._slot("password", login)
        if gone is None:
            return
        if len(self.logins) == 1:
            raise RuleBroken("user.last_key", field="login", login=login)
        self._write(replace(self._content, slots=tuple(s for s in self._content.slots if s is not gone)))

    def open_with_password(self, login: str, password: str) -> bytes:
        """Give the data key; an unknown login and a wrong password look and last the same."""
        slot = self._slot("password", login) or self._decoy()
        data_key = slot.unwrap(_typed(password))
        if data_key is None:
            raise RuleBroken("session.wrong_password", field="password")
        return data_key

    def add_recovery_slot(self, recovery_key: str, data_key: bytes) -> None:
        """Let the printed key open the data; an earlier printed key opens nothing from now on."""
        self._refresh()
        self._put("recovery", "", read_recovery_key(recovery_key), data_key)

    def open_with_recovery(self, text: str) -> bytes:
        """Give the data key for a recovery key as someone typed it off paper."""
        slot = self._slot("recovery", "") or self._decoy()
        data_key = slot.unwrap(read_recovery_key(text))
        if data_key is None:
            raise RuleBroken("session.wrong_recovery_key", field="recovery_key")
        return data_key

    def _slot(self, kind: str, login: str) -> Slot | None:
        wanted = _folded(login)
        found = (s for s in self._content.slots if s.kind == kind and _folded(s.login) == wanted)
        return next(found, None)

    def _decoy(self) -> Slot:
        """A slot that nothing opens and that takes the same time as a true one."""
        cost = next((slot.cost for slot in self._content.slots), self._content.cost)
        return Slot("password", "", cost, secrets.token_bytes(16), bytes(12), bytes(KEY_BYTES + 16))

    def _put(self, kind: str, login: str, secret: str, data_key: bytes) -> None:
        check = _fingerprint(data_key)
        if self._content.check not in ("", check):
            raise ValueError("the data key is not the one of this key file")
        old = self._slot(kind, login)
        kept = tuple(slot for slot in self._content.slots if slot is not old)
        slot = _wrap(
            kind, login, secret if kind == "recovery" else _typed(secret), self._content.cost, data_key
        )
        self._write(replace(self._content, check=check, slots=(*kept, slot)))

    def _refresh(self) -> None:
        """Another window may have added a slot: start every change from what is on the disk."""
        self._content = _read(self.path)

    def _write(self, content: _Content) -> None:
        write_whole(self.path, json.dumps(_as_json(content), indent=1, ensure_ascii=False).encode())
        self._content = content


def new_data_key() -> bytes:
    """32 random bytes: the key of a new database."""
    return secrets.token_bytes(KEY_BYTES)


def new_recovery_key() -> str:
    """160 random bits as 32 base32 characters in groups of four: ``ABCD-EFGH-…``."""
    letters = base64.b32encode(secrets.token_bytes(20)).decode()
    return "-".join(letters[i : i + 4] for i in range(0, len(letters), 4))


def read_recovery_key(text: str) -> str:
    """The 32 characters meant: case, spaces, dashes and 0/1/8 for O/I/B do not matter."""
    letters = re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text)).upper()
    return letters.translate(_READ_WRONGLY)


def audit_key(data_key: bytes) -> bytes:
    """The key of the audit chain: follows from the data key, and says nothing about it."""
    return _derive(data_key, b"panpun audit chain 1")


def write_whole(path: Path, content: bytes) -> None:
    """Replace a file so that a crash leaves the old one or the new one, never half of it."""
    number, name = tempfile.mkstemp(prefix=path.name, suffix=".new", dir=path.parent)
    fresh = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Bring what was renamed in a folder onto the disk."""
    if os.name == "nt":  # Windows has no handle on a folder; the rename is durable with the file
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _derive(data_key: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose).derive(data_key)


def _fingerprint(data_key: bytes) -> str:
    """Tells two data keys apart: a slot for the wrong key would lock its owner out."""
    return hmac.new(_derive(data_key, b"panpun key check 1"), b"", hashlib.sha256).hexdigest()[:32]


def _stretch(secret: str, salt: bytes, cost: KdfCost) -> bytes:
    return hash_secret_raw(
        secret.encode(), salt, cost.time, cost.memory_kib, cost.lanes, KEY_BYTES, Type.ID, version=19
    )


def _wrap(kind: str, login: str, secret: str, cost: KdfCost, data_key: bytes) -> Slot:
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    wrapped = AESGCM(_stretch(secret, salt, cost)).encrypt(nonce, data_key, _bound_to(kind, login))
    return Slot(kind, login, cost, salt, nonce, wrapped)


def _bound_to(kind: str, login: str) -> bytes:
    """Ties a slot to its owner: a slot copied under another login opens nothing."""
    return json.dumps(["panpun", FORMAT, kind, _folded(login)]).encode()


def _typed(password: str) -> str:
    """The same Thai password, however the keyboard composed it."""
    return unicodedata.normalize("NFC", password)


def _folded(login: str) -> str:
    return unicodedata.normalize("NFKC", login).strip().casefold()


def _as_json(content: _Content) -> dict[str, Any]:
    slots = [
        {
            "kind": slot.kind,
            "login": slot.login,
            "kdf": {"name": "argon2id", **asdict(slot.cost)},
            **{name: base64.b64encode(getattr(slot, name)).decode() for name in ("salt", "nonce", "wrapped")},
        }
        for slot in content.slots
    ]
    return {"format": FORMAT, "cost": asdict(content.cost), "check": content.check, "slots": slots}


def _read(path: Path) -> _Content:
    try:
        found = json.loads(path.read_bytes())
    except FileNotFoundError as error:
        raise StorageGone("storage.missing", path=path.name) from error
    except (OSError, ValueError) as error:
        raise StorageGone("storage.keys_unreadable", path=path.name) from error
    try:
        return _from_json(found)
    except (KeyError, TypeError, ValueError) as error:
        raise StorageGone("storage.keys_unreadable", path=path.name) from error


def _from_json(found: dict[str, Any]) -> _Content:
    if found["format"] > FORMAT:
        raise StorageGone("storage.newer")
    slots = tuple(_slot_from_json(slot) for slot in found["slots"])
    return _Content(KdfCost(**found["cost"]), found["check"], slots)


def _slot_from_json(slot: dict[str, Any]) -> Slot:
    cost = {name: value for name, value in slot["kdf"].items() if name != "name"}
    raw = (base64.b64decode(slot[name], validate=True) for name in ("salt", "nonce", "wrapped"))
    return Slot(slot["kind"], slot["login"], _bearable(KdfCost(**cost)), *raw)


def _bearable(cost: KdfCost) -> KdfCost:
    """A key file that somebody hands over must not eat the machine."""
    if any(given > most for given, most in zip(astuple(cost), astuple(_MOST_COST), strict=True)):
        raise ValueError("too dear a key")
    return cost
