"""The words of the program: English in the code, Thai from the catalogue, one message per error id.

The catalogue is compiled from ``resources/locale/th/*.po`` when it is missing or older than they are;
reading it needs only the standard library, so starting stays cheap.
"""

from __future__ import annotations

import gettext as _gettext
import os
import struct
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from panpun_desktop.common.resources import resource

Language = Literal["th", "en"]


@dataclass
class _Choice:
    language: Language = "th"


_choice = _Choice()


def set_language(language: Language) -> None:
    """Choose the language of everything shown from now on; "th" when never called."""
    _choice.language = language


def language() -> Language:
    """The language in use."""
    return _choice.language


def _(message: str) -> str:
    """The message in the language in use; itself when it has no translation."""
    return _translations(_choice.language).gettext(message) if message else ""


def N_(message: str) -> str:  # noqa: N802 - the name that extractors know
    """Mark a message for the catalogue without translating it yet."""
    return message


def ngettext(singular: str, plural: str, number: int) -> str:
    """The message for this number of things; Thai has one form for all."""
    return _translations(_choice.language).ngettext(singular, plural, number)


def own_words() -> frozenset[str]:
    """Every message of the program in the language in use, with its {fields} as they are written."""
    known = getattr(_translations("th"), "_catalog", {})
    if _choice.language == "en":
        return frozenset(key for key in known if isinstance(key, str))
    return frozenset(text for text in known.values() if isinstance(text, str))


@cache
def _translations(language: Language) -> _gettext.NullTranslations:
    if language == "en":
        return _gettext.NullTranslations()
    return load_catalogue(resource("locale") / language)


def load_catalogue(folder: Path) -> _gettext.NullTranslations:
    """Read the compiled catalogue of a language folder, compiling it first when a source is newer.

    Where the folder cannot be written, or what is there cannot be read, it is compiled in memory.
    """
    compiled = folder / "LC_MESSAGES" / "panpun.mo"
    if _is_fresh(compiled, folder):
        with suppress(OSError, ValueError, struct.error), compiled.open("rb") as file:
            return _gettext.GNUTranslations(file)
    from panpun_desktop.common import catalogue

    return catalogue.compile_folder(folder, compiled)


def _is_fresh(compiled: Path, folder: Path) -> bool:
    """Newer than every source and than the folder itself (which changes when a source is removed).

    An installed program carries no sources: there the compiled catalogue is all there is, of any age.
    """
    if not compiled.is_file():
        return False
    with os.scandir(folder) as inside:  # at every start: this asks the disk least
        sources = [one.stat().st_mtime_ns for one in inside if one.name.endswith(".po")]
    return not sources or compiled.stat().st_mtime_ns > max(*sources, folder.stat().st_mtime_ns)
