"""Files that leave the program: names that every file system takes, and writing whole or not at all."""

from __future__ import annotations

import errno
import os
import re
import stat
import unicodedata
from contextlib import suppress
from pathlib import Path

from panpun_desktop.common.errors import RuleBroken

MOST_BYTES = 240
"""A file name's length in UTF-8: file systems take 255, and "(1)" or ".part" may come after it."""
_REFUSED = '/\\:*?"<>|'
_PORTS = (f"{one}{number}" for one in ("COM", "LPT") for number in range(1, 10))
_DEVICES = {"CON", "PRN", "AUX", "NUL", *_PORTS}
"""Names that Windows keeps for itself, with any ending."""
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NAME = {errno.EINVAL, errno.EILSEQ}


def file_name(*words: str, ending: str = "pdf") -> str:
    """A name for a file out of words, without what file systems refuse, cut to the length they take.

    Empty words are left out; nothing is cut inside a Thai syllable.
    """
    text = "-".join(one for one in words if one)
    kept = "".join("-" if one in _REFUSED or one == "·" or one.isspace() else one for one in text)
    kept = "".join(one for one in kept if one.isprintable()).replace(".-", "-")
    kept = re.sub("-{2,}", "-", kept).strip(".-") or "file"
    if kept.split(".")[0].upper() in _DEVICES:
        kept = f"_{kept}"
    return f"{_cut(kept, MOST_BYTES - len(ending) - 1)}.{ending}"


def _cut(text: str, most: int) -> str:
    """The beginning of a text that takes ``most`` bytes, without a mark torn from its letter."""
    end, size = 0, 0
    for place, one in enumerate(text):
        size += len(one.encode())
        if size > most:
            break
        if not _hangs_on(text[place + 1 : place + 2]):
            end = place + 1
    return text if size <= most else text[:end].rstrip(".-")


def _hangs_on(one: str) -> bool:
    """Say whether a letter stands on, under or right after the one before it (ำ too)."""
    return bool(one) and (one in "ำะาๅ" or unicodedata.category(one) == "Mn")


def write_whole(place: Path, content: bytes) -> None:
    """Write a file so that it is there whole or stays what it was: beside it first, then put in its place.

    RuleBroken ``save.…`` says what stands in the way.
    """
    import secrets  # brings all hashes with it, and this module is there before the first page

    target = Path(os.path.realpath(place))  # what a link leads to is replaced, not the link
    unfinished = target.with_name(f".panpun-{secrets.token_hex(6)}.part")
    try:
        try:
            _write(unfinished, content)
        except OSError as problem:
            raise refusal(problem, target) from problem
        try:
            _put(unfinished, target)
        except OSError as problem:
            raise refusal(problem, target, is_there=True) from problem
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def own_file(path: str, flags: int) -> int:
    """An opener for ``open``: what it makes is for this user of the machine alone."""
    return os.open(path, flags, 0o600)


def _write(place: Path, content: bytes) -> None:
    with place.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _put(unfinished: Path, target: Path) -> None:
    """Put the finished file in its place; one that is protected against writing is left alone."""
    if target.exists():
        if not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        with suppress(OSError):
            unfinished.chmod(stat.S_IMODE(target.stat().st_mode))
    unfinished.replace(target)


def refusal(problem: OSError, place: Path, *, is_there: bool = False) -> RuleBroken:
    """What stands in the way of writing; ``is_there``: the folder took the file, the old one cannot go."""
    if problem.errno in _FULL:
        return RuleBroken("save.disk_full", name=place.name)
    if problem.errno == errno.ENAMETOOLONG:
        return RuleBroken("save.name_too_long")
    if problem.errno in _NAME or isinstance(problem, IsADirectoryError):
        return RuleBroken("save.name_refused", name=place.name)
    if isinstance(problem, FileNotFoundError | NotADirectoryError):
        return RuleBroken("save.folder_gone", folder=str(place.parent))
    if isinstance(problem, PermissionError) or problem.errno == errno.EROFS:
        return _protected(place, is_there=is_there)
    return RuleBroken("save.failed", name=place.name)


def _protected(place: Path, *, is_there: bool) -> RuleBroken:
    if is_there:
        return RuleBroken("save.in_use", name=place.name)
    return RuleBroken("save.read_only", folder=str(place.parent))
