"""What the program is, where the data lie, and whose work it carries."""

from __future__ import annotations

import platform
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, qVersion
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPlainTextEdit

from panpun_desktop import __version__
from panpun_desktop.common.i18n import _
from panpun_desktop.common.resources import RESOURCES
from panpun_desktop.views.settings.section import Section
from panpun_desktop.widgets.labels import help_text
from panpun_desktop.widgets.parts import Card, QuietButton, pair

_TEXTS = ("LICENSE", "NOTICES.md")


class AboutSection(Section):
    """Version, data folder, licences."""

    name = "about"

    def title(self) -> str:
        return _("About the program")

    def build(self) -> None:
        card = Card(padding=14)
        card.body.addWidget(pair(_("Program"), f"{_('Ban Pan Pun')} {__version__}"))
        card.body.addWidget(pair(_("Works with"), f"Python {platform.python_version()} · Qt {qVersion()}"))
        card.body.addWidget(pair(_("Data folder"), str(self.context.folder)))
        card.body.addWidget(
            help_text(
                _(
                    "The data file is encrypted. To move to another computer make a backup here and restore "
                    "it there. The folder itself is copied only while the program is closed."
                )
            )
        )
        self.open_button = QuietButton(_("Open the folder"), clicked=self._open_folder)
        self.open_button.setObjectName("openDataFolderButton")
        card.body.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(card)
        licences = Card(_("Licences"), padding=0)
        self.licences = QPlainTextEdit(licence_text())
        self.licences.setObjectName("licenceText")
        self.licences.setReadOnly(True)
        self.licences.setTabChangesFocus(True)
        self.licences.setMinimumHeight(160)
        self.licences.setAccessibleName(_("Licences"))
        licences.body.addWidget(self.licences)
        self.body.addWidget(licences, 1)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.context.folder)))

    def focus_first(self) -> None:
        self.open_button.setFocus()


def licence_text(folder: Path = RESOURCES.parent) -> str:
    """The licence of the program and the notices of what it carries, as they came with it."""
    found = []
    for name in _TEXTS:
        with suppress(OSError):
            found.append((folder / name).read_text(encoding="utf-8").strip())
    return "\n\n".join(found)
