"""Thai for Qt's own texts, which Qt itself does not bring: buttons, menus, file and print dialogs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from PySide6.QtCore import QCoreApplication, QTranslator

from panpun_desktop.common.resources import resource

_NOT_WORDS: Final = ("QPageSize", "QShortcut", "QKeySequence", "QGuiApplication", "QProgressBar")
"""Contexts whose texts are names of keys, paper sizes and figures."""
_ASKED_AT_START: Final = "QT_LAYOUT_DIRECTION"
"""Thai runs as English does; the words are read when the first of them is needed."""
_KEY_NAMES: Final = frozenset({"Alt+Left", "Alt+Right", "Alt+Up", "...", "%p%"})


@cache
def texts() -> Mapping[str, str]:
    """Qt's English text -> Thai."""
    import json

    found: dict[str, str] = json.loads(resource("locale/qt_th.json").read_text(encoding="utf-8"))
    return found


class QtInThai(QTranslator):
    """Answers Qt's questions for words; ``unknown`` collects what it could not answer, for tests."""

    def __init__(self) -> None:
        super().__init__()
        self.unknown: set[tuple[str, str]] = set()

    def isEmpty(self) -> bool:
        return False

    def translate(
        self, context: str, text: str, disambiguation: str | None = None, number: int = -1
    ) -> str | None:
        if not text or text == _ASKED_AT_START:  # Qt asks about an empty text where no file kinds are known
            return None
        found = texts().get(text)
        if found is None and context not in _NOT_WORDS and text not in _KEY_NAMES:
            self.unknown.add((context, text))
        return found


def install(app: QCoreApplication) -> QtInThai:
    """Make Qt speak Thai; gives the translator, which the application keeps."""
    translator = QtInThai()
    translator.setParent(app)
    app.installTranslator(translator)
    return translator
