"""Saving a file: where to, whole or not at all, and the quiet bar that opens its folder.

Every screen saves through ``save_file``; ``ask_place`` alone is for a file that is written bit by bit.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.files import write_whole
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.widgets.asking import wants
from panpun_desktop.widgets.banners import UndoBar
from panpun_desktop.widgets.remembered import remember, remembered

_LAST_FOLDER = "saving/folder"
_last_folder: list[Path] = []
"""Where a file was saved last, while the program runs."""


def save_file(content: bytes, name: str, parent: QWidget) -> Path | None:
    """Let the person choose where a file goes, save it there and say so; nothing when it was given up.

    What stands in the way is said, and another place is asked for. ``name`` with its ending, as
    ``common.files.file_name`` makes it.
    """
    while (place := ask_place(name, parent)) is not None:
        try:
            write_whole(place, content)
        except RuleBroken as refusal:
            if wants(_("Not saved"), message_of(refusal), _("Choose another place"), parent.window()):
                continue
            return None
        tell_saved(place, parent)
        return place
    return None


def ask_place(name: str, parent: QWidget | None = None) -> Path | None:
    """Let the person choose where a file goes, beginning with a name; nothing when it was cancelled."""
    ending = Path(name).suffix
    window = parent.window() if parent is not None else None
    begin = str(_folder() / name)
    while True:
        chosen, _kind = QFileDialog.getSaveFileName(window, _("Save as"), begin, kinds_of(ending))
        if not chosen:
            return None
        place = Path(chosen)
        if place.suffix.lower() == ending.lower():
            return place
        place = place.with_name(place.name + ending)
        if not _is_there(place) or _may_replace(place, window):  # the dialog asked about the other name
            return place
        begin = str(place)


def kinds_of(ending: str) -> str:
    """What the file dialog says of a kind of file."""
    known = {
        ".pdf": _("PDF files (*.pdf)"),
        ".xlsx": _("Excel files (*.xlsx)"),
        ".docx": _("Word files (*.docx)"),
    }
    return known.get(ending) or _("Files (*{ending})").format(ending=ending)


def tell_saved(place: Path, parent: QWidget, text: str = "") -> None:
    """Say at the bottom of the window that a file was saved, with the button that opens its folder."""
    _last_folder[:] = [place.parent]
    remember(_LAST_FOLDER, str(place.parent))
    bar = quiet_bar(parent)
    bar.say(
        text or _("Saved as {name}").format(name=place.name),
        act=(_("Open the folder"), lambda: _open_folder(place.parent, bar)),
    )


def quiet_bar(parent: QWidget) -> UndoBar:
    """The quiet bar of the window a widget stands in; a dialog that has none gets one at its bottom."""
    window = parent.window()
    bar = window.findChild(UndoBar)
    if bar is None:
        bar = UndoBar(window)
        columns = [one for one in (window.layout(), parent.layout()) if isinstance(one, QVBoxLayout)]
        if columns:
            columns[0].addWidget(bar)
        else:
            bar.setGeometry(12, window.height() - 44, window.width() - 24, 32)
    return bar


def _open_folder(folder: Path, bar: UndoBar) -> None:
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
        bar.say(_("The folder cannot be opened here: {folder}").format(folder=folder))


def _may_replace(place: Path, window: QWidget | None) -> bool:
    sentence = _("There is a file {name} already.").format(name=place.name)
    return wants(_("Save as"), sentence, _("Replace it"), window)


def _is_there(place: Path) -> bool:
    try:
        return place.exists()
    except OSError:  # a name that is too long: writing says so
        return False


def _folder() -> Path:
    """Where saving begins: the folder used last, else the documents of whoever is signed in."""
    for last in (*_last_folder, *(Path(one) for one in [remembered(_LAST_FOLDER)] if one)):
        if last.is_dir():
            return last
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents) if documents and Path(documents).is_dir() else Path.home()
