"""Files kept with a person or a paper: a list of them, and one chosen on this machine read whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from panpun_desktop.common.i18n import _


class Kept(Protocol):
    """What a line of the list is found by."""

    @property
    def id(self) -> int:
        """The file."""
        ...


R = TypeVar("R", bound=Kept)


class FileList(QListWidget, Generic[R]):
    """Lines with a picture and words; the first is chosen. ``rows`` are by their ids."""

    def __init__(self, name: str, words: str) -> None:
        super().__init__()
        self.rows: dict[int, R] = {}
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setWordWrap(True)

    def show_rows(self, rows: Sequence[R], said: Callable[[R], tuple[QIcon, str, str]]) -> None:
        """Show these files; ``said`` gives the picture, the words and the tip of each."""
        self.rows = {row.id: row for row in rows}
        self.clear()
        for row in rows:
            picture, words, tip = said(row)
            item = QListWidgetItem(picture, words)
            item.setData(Qt.ItemDataRole.UserRole, row.id)
            item.setToolTip(tip)
            self.addItem(item)
        self.setVisible(bool(rows))
        if rows:
            self.setCurrentRow(0)

    def chosen(self) -> R | None:
        """The file chosen."""
        item = self.currentItem()
        return None if item is None else self.rows.get(item.data(Qt.ItemDataRole.UserRole))


def read_whole(path: Path, say: Callable[[str], None]) -> bytes | None:
    """The bytes of a file on this machine; None, and it is said, where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError:
        say(_("The file {name} cannot be read.").format(name=path.name))
        return None
