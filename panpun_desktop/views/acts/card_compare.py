"""The card at the left, the register at the right: what is ticked is taken over, nothing else (R-CARD-1)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QLabel, QRadioButton, QVBoxLayout, QWidget

from panpun_desktop.common.errors import PanpunError
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.services.card_sides import LINES, CardSide, side_of
from panpun_desktop.views.acts.card_grid import CardGrid
from panpun_desktop.views.acts.card_words import remarks, words_of
from panpun_desktop.views.acts.form_dialog import FormDialog, Reasons
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.parts import Banner, Card, IconLabel, ThaiLabel
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.rules.id_card import IdCard
    from panpun_desktop.services.id_cards import CardRecord, TakeOverCard

_PHOTO = (96, 116)
"""The photo beside the name, in pixels."""


@dataclass(frozen=True)
class Choice:
    """Whose card it may be: someone of the register, what is typed in a form, or a new person."""

    words: str
    person_id: int | None = None
    side: CardSide = field(default_factory=CardSide)
    is_typed: bool = False
    lines: tuple[str, ...] = LINES
    """What can be taken over."""


class CardCompareDialog(FormDialog):
    """Saves the ticked lines; when the card fills a form, ``taken`` carries them (TakeOverCard) instead."""

    name = "cardCompare"
    WIDTH = 880
    taken = Signal(object)

    def __init__(
        self, context: Context, card: IdCard, choices: Sequence[Choice], parent: QWidget | None = None
    ) -> None:
        self._card, self._choices, self.side = card, list(choices), side_of(card)
        self._chosen = self._choices[0]
        self._record: CardRecord | None = None
        super().__init__(context, parent)
        self.choose(0)

    def title(self) -> str:
        return _("Compare the card with the register")

    def save_text(self) -> str:
        if self._chosen.person_id is None and not self._chosen.is_typed:
            return _("Add as a new person")
        words = _("Use {number} lines") if self._chosen.is_typed else _("Take over {number} lines")
        return words.format(number=len(self.grid.ticked()))

    # building --------------------------------------------------------------------------------------

    def build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._card_panel(), 1)
        row.addWidget(self._whose_panel(), 1)
        self.form.addLayout(row)
        self.remarks = Banner("\n".join(remarks(self._card, self.context.today)), Tone.WARN)
        self.form.addWidget(self.remarks)
        self.grid = CardGrid(self.side, self.context.centre.codes, self._chosen.lines)
        self.grid.changed.connect(self._follow_ticks)
        self.form.addWidget(self.grid)
        self.consent = QCheckBox(_("The holder agrees today that the photo is kept (consent is recorded)"))
        self.consent.setObjectName("cardPhotoConsent")
        self.form.addWidget(self.consent)

    def _card_panel(self) -> Card:
        panel = Card(_("On the card"))
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(photo_of(self._card.photo), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        codes = self.context.centre.codes
        column.addWidget(ThaiLabel(words_of("name", self.side, codes) or "–", role="strong", wrap=True))
        for line in ("name_en", "national_id"):
            column.addWidget(ThaiLabel(words_of(line, self.side, codes), role="muted", wrap=True))
        if self._card.issuer:
            issued = _("Issued at {place}").format(place=self._card.issuer)
            column.addWidget(ThaiLabel(issued, role="muted", wrap=True))
        column.addStretch(1)
        row.addLayout(column, 1)
        panel.body.addLayout(row)
        return panel

    def _whose_panel(self) -> Card:
        panel = Card(_("Take it over for"))
        self.whose = QButtonGroup(self)
        for place, choice in enumerate(self._choices):
            button = QRadioButton(choice.words)
            button.setObjectName(f"cardChoice{place + 1}")
            self.whose.addButton(button, place)
            panel.body.addWidget(button)
        self.whose.idClicked.connect(self.choose)
        panel.body.addStretch(1)
        return panel

    def focus_first(self) -> None:
        self.whose.buttons()[0].setFocus()

    # whose card it is ------------------------------------------------------------------------------

    def choose(self, place: int) -> None:
        """Compare with another of the choices; someone of the register is read first."""
        self._chosen = choice = self._choices[place]
        self.whose.buttons()[place].setChecked(True)
        self._record = None
        if choice.person_id is None:
            self._show(choice.side)
            return
        self.save_button.setEnabled(False)
        person_id, work, actor = choice.person_id, self.context.work, self.context.actor

        def read() -> CardRecord:
            from panpun_desktop.services.id_cards import card_record

            return card_record(work, actor, person_id)

        self.context.operations.read(self, read, self._show_record, self._say, key="record")

    def _show_record(self, record: CardRecord) -> None:
        self._record = record
        typed = self._chosen.side.facts if self._chosen.is_typed else record.side.facts
        self._show(replace(record.side, facts=typed))

    def _show(self, known: CardSide) -> None:
        is_new = self._chosen.person_id is None
        self.grid.show_known(known, ticks_photo=self._has_consent(), is_new=is_new)
        self.save_button.setEnabled(True)
        self._follow_ticks()
        self.fit()

    def _has_consent(self) -> bool:
        return self._record is not None and self._record.photo_consent == "given"

    def _follow_ticks(self) -> None:
        self.consent.setVisible("photo" in self.grid.ticked() and not self._has_consent())
        self.save_button.setText(self.save_text())
        self.fit()

    def _say(self, error: PanpunError) -> None:
        self.banner.say(message_of(error), Tone.BAD)

    # taking over -----------------------------------------------------------------------------------

    def request(self) -> TakeOverCard:
        """What is ticked, for whom."""
        from panpun_desktop.services.id_cards import TakeOverCard

        record = self._record
        others = tuple(one.person_id for one in self._choices if one.person_id is not None)
        return TakeOverCard(
            self.side,
            self.grid.ticked(),
            self._chosen.person_id,
            record.version if record else None,
            record.address_version if record else None,
            self._has_consent() or (self.consent.isChecked() and not self.consent.isHidden()),
            () if self._chosen.person_id is not None else others,
        )

    def save(self) -> None:
        """Save the ticked lines, or hand them to the form that asked."""
        if not self._chosen.is_typed:
            super().save()
        elif self.save_button.isEnabled():
            request = self.request()
            self.accept()
            self.taken.emit(request)

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.id_cards import take_over_card

        return self.run(take_over_card, self.request())


def photo_of(photo: bytes) -> QLabel:
    """The photo at its size, or its place when there is none."""
    picture, shown = QPixmap(), QLabel()
    shown.setObjectName("photoPlace")
    shown.setFixedSize(*_PHOTO)
    shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
    shown.setAccessibleName(_("Photo"))
    if photo and picture.loadFromData(QByteArray(photo)):
        shown.setPixmap(
            picture.scaled(
                *_PHOTO,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        )
    else:
        inner = QVBoxLayout(shown)
        inner.addWidget(IconLabel("user", "#A08F82", 36), 0, Qt.AlignmentFlag.AlignCenter)
    return shown
