"""The message catalogue: compiling its files to one, and checking that nothing is missing.

``python -m panpun_desktop.common.catalogue check`` prints every fault and ends with 1 when there is one.
Only this module knows Babel; it is imported when something must be compiled or checked.
"""

from __future__ import annotations

import contextlib
import gettext
import io
import os
import string
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from panpun_desktop.common.resources import resource

_KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
_PACKAGE = Path(__file__).resolve().parents[1]

Key = str | tuple[str, ...]


@dataclass(frozen=True)
class Fault:
    """One fault of the catalogue: what, which message, where."""

    kind: str
    message: str
    where: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.message!r} ({self.where})"


def compile_folder(folder: Path, compiled: Path) -> gettext.GNUTranslations:
    """Compile all .po files of a folder as one catalogue, keep it at ``compiled`` if it can be written."""
    with contextlib.suppress(OSError):
        compiled.parent.mkdir(exist_ok=True)  # before reading: a new folder makes its parent look changed
    merged = Catalog(locale=folder.name, fuzzy=False)
    for path in sorted(folder.glob("*.po")):
        for message in _messages(path):
            merged.add(message.id, message.string, flags=message.flags)
    buffer = io.BytesIO()
    write_mo(buffer, merged)
    _keep(buffer.getvalue(), compiled)
    buffer.seek(0)
    return gettext.GNUTranslations(buffer)


def _keep(content: bytes, path: Path) -> None:
    """Write beside and rename, so that another program start never reads half a file."""
    with contextlib.suppress(OSError):  # a read-only installation compiles in memory at each start
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".new")
        beside = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            beside.chmod(0o644)  # other users of this machine read it too
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)


def _messages(path: Path) -> Iterator[Message]:
    """The translated entries of one file, without its header."""
    with path.open("rb") as file:
        entries = read_po(file, locale=path.parent.name, charset="utf-8", abort_invalid=True)
    return (message for message in entries if message.id)


def faults(folder: Path | None = None, package: Path = _PACKAGE) -> list[Fault]:
    """Every fault: missing, unused, doubled, fuzzy or empty messages, placeholders that differ."""
    used = _used(package)
    written: dict[Key, Message] = {}
    found: list[Fault] = []
    for path in sorted((folder or resource("locale/th")).glob("*.po")):
        for message in _messages(path):
            earlier = written.setdefault(_key(message.id), message)
            found += _entry_faults(message, path.name, earlier)
            if _key(message.id) not in used:
                found.append(Fault("unused", _text(message.id), path.name))
    found += [Fault("missing", _text(id), where) for id, where in used.items() if id not in written]
    return found


def _used(package: Path) -> dict[Key, str]:
    """The messages of the source code and where each is used first."""
    found: dict[Key, str] = {}
    for file, line, message, *_ in extract_from_dir(package, keywords=_KEYWORDS):
        if message:
            found.setdefault(_key(message), f"{file}:{line}")
    return found


def _entry_faults(message: Message, where: str, earlier: Message) -> Iterator[Fault]:
    shown = _text(message.id)
    strings = _strings(message.string)
    if message.fuzzy:
        yield Fault("fuzzy", shown, where)
    if not strings or not all(strings):
        yield Fault("empty", shown, where)
    elif any(_placeholders(text) != _placeholders(*_strings(message.id)) for text in strings):
        yield Fault("placeholders", shown, where)
    if _strings(earlier.string) != strings:
        yield Fault("translated twice", shown, where)


def _key(id: object) -> Key:
    """A message by its singular, as gettext finds it."""
    return _strings(id)[0]


def _strings(text: object) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text) if isinstance(text, (tuple, list)) else ()


def _text(id: object) -> str:
    return _strings(id)[0]


def _placeholders(*texts: str) -> set[str]:
    """The names in braces; a text that is no format string has none."""
    try:
        return {
            name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name is not None
        }
    except ValueError:
        return set()


def main(arguments: list[str]) -> int:
    """Print the faults; 0 when there are none, 1 when there are, 2 for wrong usage."""
    if arguments != ["check"]:
        sys.stderr.write("usage: python -m panpun_desktop.common.catalogue check\n")
        return 2
    found = faults()
    for fault in found:
        sys.stdout.write(f"{fault}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
