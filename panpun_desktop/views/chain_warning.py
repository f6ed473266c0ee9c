"""The record of acts does not hold: said at once after signing in, with the way on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.widgets.banners import Banner
from panpun_desktop.widgets.buttons import MainButton, QuietButton
from panpun_desktop.widgets.labels import ThaiLabel, help_text
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.chain import ChainState
    from panpun_desktop.views.context import Context


def chain_words(state: ChainState) -> tuple[str, Tone]:
    """What a look at the chain found, as a sentence with its tone."""
    if state.is_whole:
        text = _("Whole: {n} entries, none was changed or taken out. Code of the last one: {code}")
        return text.format(n=f"{state.entries:,}", code=state.code), Tone.OK
    text = _(
        "The record of acts does not hold from entry {number} on: something was changed or taken out "
        "outside the program."
    )
    return text.format(number=f"{state.first_bad:,}"), Tone.BAD


def _what_to_do(context: Context) -> str:
    if context.may("user.edit"):
        return _(
            "The data can be used. Keep a copy of the data folder as it is today, look at the record, and "
            "compare it with the last backup and with the code on the last monthly report."
        )
    return _(
        "The data can be used. Tell the manager today: keep a copy of the data folder as it is, "
        "and compare it with the last backup and with the code on the last monthly report."
    )


def look_at_chain(context: Context, window: QWidget) -> None:
    """Look at the end of the chain in a worker; only what is wrong is said.

    A tail that is gone is told by the faults of the folder, which know the way back.
    """
    work, actor = context.work, context.actor

    def look() -> ChainState:
        from panpun_desktop.services.chain import chain_at_start

        return chain_at_start(work, actor)

    def tell(state: ChainState) -> None:
        if not state.is_whole and not state.is_cut_off:
            warn_of_chain(context, state, window)

    context.operations.read(window, look, tell, key="chain")


def warn_of_chain(context: Context, state: ChainState, parent: QWidget) -> QDialog:
    """Open the warning; who may read the audit gets there from it."""
    dialog = ChainWarning(context, state, parent)
    dialog.open()
    return dialog


class ChainWarning(QDialog):
    """What was found and what to do; closing it lets the person work."""

    def __init__(self, context: Context, state: ChainState, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.setObjectName("chainWarning")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("The record of acts"))
        self.setMinimumWidth(540)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(ThaiLabel(_("The record of acts is not whole"), role="title"))
        column.addWidget(Banner(*chain_words(state)))
        column.addWidget(help_text(_what_to_do(context)))
        row = QHBoxLayout()
        row.addStretch(1)
        if context.may("audit.read"):
            look = QuietButton(_("Look at the record"), clicked=self._look)
            look.setObjectName("lookAtAuditButton")
            row.addWidget(look)
        close = MainButton(_("Close"), clicked=self.accept)
        close.setObjectName("closeChainWarningButton")
        row.addWidget(close)
        column.addLayout(row)

    def _look(self) -> None:
        self.accept()
        self.context.navigate("settings", section="audit")
