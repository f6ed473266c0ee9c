"""F4: the card is read while a bar moves; every trouble is said in one sentence, and typing is offered."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.common.errors import PanpunError
from panpun_desktop.common.i18n import N_, _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.parts import Banner, MainButton, Progress, QuietButton, ThaiLabel
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.rules.id_card import IdCard
    from panpun_desktop.services.card_reading import Reading

LINE_NAMES = {
    "number": N_("National ID number"),
    "name": N_("Full name"),
    "name_en": N_("Name in English"),
    "birth": N_("Birth"),
    "sex": N_("Sex"),
    "issuer": N_("Issued at"),
    "issued_on": N_("Issued on"),
    "expires_on": N_("Expires on"),
    "address": N_("Registered address"),
    "request_number": N_("Number below the photo"),
    "photo": N_("Photo"),
}
"""What is read, by the name of the field of the card."""
_WAITS_FOR_CARD = "card.no_card"
_LOOK_AGAIN_MS = 1200


class CardReadingDialog(QDialog):
    """``was_read`` carries the card; ``typing_asked`` says that the person types it instead."""

    was_read = Signal(object)
    typing_asked = Signal()
    _told = Signal(str, int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._reading: Reading | None = None
        self.setObjectName("cardReadingDialog")
        self.setWindowTitle(_("Read an ID card"))
        self.setMinimumWidth(480)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(ThaiLabel(_("Read an ID card"), role="title"))
        self.step = ThaiLabel("", role="muted")
        self.progress = Progress(may_cancel=False)
        self.banner = Banner("")
        for one in (self.step, self.progress, self.banner):
            column.addWidget(one)
        column.addLayout(self._buttons())
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_LOOK_AGAIN_MS)
        self._again.timeout.connect(self.start)
        self._told.connect(self._show_step)
        QShortcut(QKeySequence("F4"), self, self.start)
        self.finished.connect(lambda _result: self._stop())

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.type_button = QuietButton(_("Type it instead"), clicked=self._type)
        self.type_button.setObjectName("typeInsteadButton")
        cancel = QuietButton(_("Cancel"), key="Esc", clicked=self.reject)
        cancel.setObjectName("cardReadingCancelButton")
        self.again_button = MainButton(_("Read again"), key="F4", clicked=self.start)
        self.again_button.setObjectName("readAgainButton")
        row.addWidget(self.type_button)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.again_button)
        return row

    def start(self) -> None:
        """Read the card that is in the reader; a reading under way goes on."""
        if self._reading is not None:
            return
        from panpun_desktop.services.card_reading import Reading, read_id_card

        self._again.stop()
        self.again_button.setEnabled(False)
        self._reading = reading = Reading(self._tell)
        terminal = self._context.terminal
        self._context.operations.read(
            self, lambda: read_id_card(terminal, reading), self._take, self._refuse, key="card"
        )

    def _tell(self, name: str, done: int) -> None:
        """Called on the thread that reads."""
        with suppress(RuntimeError):  # the dialog is gone meanwhile
            self._told.emit(name, done)

    def _show_step(self, name: str, done: int) -> None:
        from panpun_desktop.services.card_reading import STEPS

        if self._reading is None:
            return
        words = _("Reading: {what}").format(what=_(LINE_NAMES[name]))
        self.banner.say("")
        self.step.setText(words)
        self.step.show()
        self.progress.show_step(done, STEPS)
        self.progress.show()

    def _take(self, card: IdCard) -> None:
        self._reading = None
        self.accept()
        self.was_read.emit(card)

    def _refuse(self, error: PanpunError) -> None:
        """Say what is in the way; a card that is not in yet is waited for."""
        self._reading = None
        self.progress.done()
        self.step.hide()
        self.again_button.setEnabled(True)
        waits = error.id == _WAITS_FOR_CARD
        self.banner.say(message_of(error), Tone.INFO if waits else Tone.WARN)
        if waits:
            self._again.start()
        self.again_button.setFocus()
        self.adjustSize()

    def _type(self) -> None:
        self.reject()
        self.typing_asked.emit()

    def _stop(self) -> None:
        self._again.stop()
        if self._reading is not None:
            self._reading.stop()


def read_card(
    context: Context,
    parent: QWidget,
    done: Callable[[IdCard], object],
    typed: Callable[[], object] = lambda: None,
) -> CardReadingDialog:
    """Read a card over the parent's window; ``typed`` hears that the person types it instead."""
    dialog = CardReadingDialog(context, parent.window())
    dialog.was_read.connect(done)
    dialog.typing_asked.connect(typed)
    dialog.open()
    dialog.start()
    return dialog
