"""The centre and its letterhead: name, address, who signs, the logo, with the letter beside them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.views.settings.settings_form import Columns, SettingsForm
from panpun_desktop.widgets.labels import help_text
from panpun_desktop.widgets.parts import Card, QuietButton
from panpun_desktop.widgets.preview import PdfPreview
from panpun_desktop.widgets.sheet import Sheet

if TYPE_CHECKING:
    from panpun_desktop.services.centre import Centre, SettingRow

SIDE_BY_SIDE_FROM = 820
LOGO_SIDE = 84


class LogoBox(QWidget):
    """The logo as it is kept, with the acts that change it."""

    def __init__(self) -> None:
        super().__init__()
        self.picture = QLabel()
        self.picture.setFixedSize(LOGO_SIDE, LOGO_SIDE)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setProperty("logoPicture", True)
        self.choose_button = QuietButton(_("Choose a picture…"))
        self.choose_button.setObjectName("chooseLogoButton")
        self.remove_button = QuietButton(_("No logo"))
        self.remove_button.setObjectName("removeLogoButton")
        buttons = QHBoxLayout()
        buttons.addWidget(self.choose_button)
        buttons.addWidget(self.remove_button)
        buttons.addStretch(1)
        words = QVBoxLayout()
        words.addLayout(buttons)
        words.addWidget(help_text(_("PNG or JPEG. Printed at most 3 cm high in the middle of letters.")))
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self.picture)
        row.addLayout(words, 1)
        self.show_logo(None)

    def show_logo(self, content: bytes | None) -> None:
        """Show the picture, or that there is none."""
        picture = QPixmap()
        if content:
            picture.loadFromData(content)
        if picture.isNull():
            self.picture.setText(_("No logo"))
            self.picture.setAccessibleName(_("No logo"))
        else:
            keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            self.picture.setPixmap(picture.scaled(LOGO_SIDE - 8, LOGO_SIDE - 8, keep, smooth))
            self.picture.setAccessibleName(_("Logo"))
        self.remove_button.setEnabled(bool(content))


class CentreSection(SettingsForm):
    """The letter at the right follows what is typed, before it is saved."""

    name = "centre"

    def title(self) -> str:
        return _("Centre and letterhead")

    def shows(self, row: SettingRow) -> bool:
        return row.group == "centre" or row.key in {"document.letter_prefix", "document.thai_digits"}

    def build(self) -> None:
        self._looks = False
        self.look_button = QuietButton(_("See the letter"), clicked=self.look)
        self.look_button.setObjectName("seeLetterButton")
        self.acts.addWidget(self.look_button)
        super().build()
        self._logo: bytes | None = None
        self._pattern = ""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(350)
        self._soon.timeout.connect(self.draw_sample)

    def lay_out(self, rows: Sequence[SettingRow]) -> None:
        fields = Card(_("On letters and screens"), padding=14)
        fields.body.addWidget(Columns([self.make_box(row) for row in rows]))
        for box in self.boxes.values():
            box.edited.connect(self._soon.start)
        self.logo_box = LogoBox()
        self.logo_box.choose_button.clicked.connect(lambda _checked=False: self.choose_logo())
        self.logo_box.remove_button.clicked.connect(lambda _checked=False: self._keep_logo(None))
        logo = Card(_("Logo"), padding=14)
        logo.body.addWidget(self.logo_box)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(fields)
        left.addWidget(logo)
        left.addStretch(1)
        inner = Sheet()
        inner.setLayout(left)
        left.setContentsMargins(0, 0, 6, 0)
        self.preview = PdfPreview(self.context.operations)
        self.form = self.scrolled(inner)
        sides = QHBoxLayout()
        sides.setSpacing(12)
        sides.addWidget(self.form, 10)
        sides.addWidget(self.preview, 9)
        self.body.addLayout(sides, 1)
        self._turn()

    def load(self) -> None:
        super().load()
        from panpun_desktop.services.centre import centre

        self.read(centre, self._take_centre, key="centre")

    def _take_centre(self, centre: Centre) -> None:
        self._logo = centre.logo
        self._pattern = str(centre.settings["document.letter_pattern"])
        if self.boxes:
            self.logo_box.show_logo(self._logo)
        self._soon.start()

    def _show(self, rows: Sequence[SettingRow]) -> None:
        super()._show(rows)
        self.logo_box.show_logo(self._logo)
        self._soon.start()

    # the logo --------------------------------------------------------------------------------------

    def choose_logo(self) -> None:
        """Let the person choose a picture and keep it."""
        kinds = _("Pictures (*.png *.jpg *.jpeg)")
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Choose the logo"), "", kinds)
        if chosen:
            place = Path(chosen)
            self._keep_logo((place.name, place.read_bytes()))

    def _keep_logo(self, picture: tuple[str, bytes] | None) -> None:
        from panpun_desktop.services.centre_logo import set_logo

        self.change(set_logo, picture)

    # the letter ------------------------------------------------------------------------------------

    def draw_sample(self) -> None:
        """Draw the letter from what stands in the fields now."""
        if not self.boxes:
            return
        from panpun_desktop.reports.letterhead_sample import SampleLetter
        from panpun_desktop.reports.sender import Sender

        values = {key: box.value() for key, box in self.boxes.items()}
        address = tuple(line.strip() for line in values["centre.address"].splitlines() if line.strip())
        sender = Sender(
            values["centre.name"], address, values["centre.phone"], values["centre.email"], self._logo
        )
        letter = SampleLetter(
            sender,
            self._number(values["document.letter_prefix"]),
            values["centre.signer_name"],
            values["centre.signer_position"],
            self.context.today,
            values["document.thai_digits"],
        )
        self.context.operations.read(
            self, lambda: _sample(letter), self.preview.show_pdf, self.refuse, key="sample"
        )

    def _number(self, prefix: str) -> str:
        from panpun_desktop.common.be_calendar import be_year
        from panpun_desktop.rules.names import register_number

        if not self._pattern:
            return ""
        return register_number(self._pattern, be_year(self.context.today), 1, prefix).strip()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        """Form and letter beside each other, or one of them where there is no room for both."""
        beside = self.width() >= SIDE_BY_SIDE_FROM
        self.look_button.setVisible(not beside)
        if self.boxes:
            self.preview.setVisible(beside or self._looks)
            self.form.setVisible(beside or not self._looks)

    def look(self) -> None:
        """Show the letter instead of the form, or the form again."""
        self._looks = not self._looks
        self.look_button.setText(_("Back to the form") if self._looks else _("See the letter"))
        self._turn()


def _sample(letter: object) -> bytes:
    from panpun_desktop.reports.letterhead_sample import SampleLetter, letterhead_sample

    assert isinstance(letter, SampleLetter)
    return letterhead_sample(letter)
