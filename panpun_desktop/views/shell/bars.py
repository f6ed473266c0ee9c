"""The bars above and below the pages."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.rules.roles import Actor
from panpun_desktop.views.role_words import short_role_words
from panpun_desktop.widgets.banners import UndoBar
from panpun_desktop.widgets.buttons import QuietButton, SignButton
from panpun_desktop.widgets.fields import long_words
from panpun_desktop.widgets.labels import IconLabel, ThaiLabel
from panpun_desktop.widgets.search_box import SearchBox
from panpun_desktop.widgets.theme import Colour, Tone


class TopBar(QFrame):
    """Search, today's date, the person signed in, the lock."""

    search_asked = Signal(str)
    lock_asked = Signal()
    sign_out_asked = Signal()
    password_asked = Signal()
    history_asked = Signal()
    help_asked = Signal()
    backup_asked = Signal()

    def __init__(
        self, actor: Actor, today: date, parent: QWidget | None = None, *, may_see_history: bool = False
    ) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self.setFixedHeight(52)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 0, 18, 0)
        row.setSpacing(14)
        self.search = SearchBox(_("Name, nickname, ID number, register number, bed"), key="Ctrl K")
        self.search.setObjectName("searchBox")
        self.search.setMaximumWidth(430)
        self.search.textEdited.connect(self._ask_search)
        self.search.returnPressed.connect(lambda: self._ask_search(""))
        self.search.pressed.connect(lambda: self._ask_search(""))
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row.addWidget(self.search, 3)
        row.addStretch(1)
        self.sign = SignButton(clicked=self.backup_asked.emit)
        self.sign.setObjectName("backupSign")
        row.addWidget(self.sign)
        self._date = ThaiLabel("", role="muted")
        row.addWidget(self._date)
        if may_see_history:
            row.addWidget(self._history_button())
        row.addWidget(self._help_button())
        row.addWidget(self._user_button(actor))
        lock = QuietButton("", "lock", clicked=self.lock_asked.emit)
        lock.setObjectName("lockButton")
        lock.setAccessibleName(_("Lock the screen"))
        lock.setToolTip(_("Lock the screen") + " (Ctrl+L)")
        row.addWidget(lock)
        self.show_day(today)

    def _history_button(self) -> QuietButton:
        button = QuietButton("", "history", clicked=self.history_asked.emit)
        button.setObjectName("historyButton")
        button.setAccessibleName(_("History of acts"))
        button.setToolTip(_("History of acts") + " (Ctrl+H)")
        return button

    def _help_button(self) -> QuietButton:
        button = QuietButton("", "help", clicked=self.help_asked.emit)
        button.setObjectName("helpButton")
        button.setAccessibleName(_("Help"))
        button.setToolTip(_("Help") + " (F1)")
        return button

    def _user_button(self, actor: Actor) -> QuietButton:
        words = f"{actor.name} · {short_role_words(actor.role)}"
        button = QuietButton(words, "user-circle")
        button.setObjectName("userButton")
        menu = QMenu(button)
        menu.addAction(_("Change password…"), self.password_asked.emit)
        menu.addAction(_("Sign out"), self.sign_out_asked.emit)
        button.setMenu(menu)
        return button

    def _ask_search(self, text: str) -> None:
        """The search itself lies over the window: what was typed here goes on there."""
        self.search.clear()
        self.search_asked.emit(text)

    def show_sign(self, text: str, tone: Tone, tip: str) -> None:
        """Show what is wrong with the backups; without words there is nothing."""
        self.sign.show_state(text, tone, tip)

    def show_day(self, today: date) -> None:
        """Show the day, in full, in the Buddhist era."""
        self._date.setText(long_words(today))

    def set_narrow(self, *, narrow: bool) -> None:
        """Leave out the date where there is little room."""
        self._date.setVisible(not narrow)


class BottomBar(QFrame):
    """Left: where the data are, or for a while what was just done. Right: the open page's own text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bottomBar")
        self.setFixedHeight(32)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 0, 18, 0)
        row.setSpacing(14)
        self._lasting = self._lasting_words()
        row.addWidget(self._lasting, 1)
        self.undo_bar = UndoBar()
        self.undo_bar.setFixedHeight(28)
        self.undo_bar.spoke.connect(lambda is_speaking: self._lasting.setVisible(not is_speaking))
        row.addWidget(self.undo_bar, 1)
        self._status = ThaiLabel("")
        row.addWidget(self._status)

    def _lasting_words(self) -> QWidget:
        lasting = QWidget()
        row = QHBoxLayout(lasting)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        row.addWidget(IconLabel("database", Colour.MUTED, 14))
        row.addWidget(ThaiLabel(_("On this computer · encrypted")))
        row.addSpacing(10)
        self._state = ThaiLabel("")
        row.addWidget(self._state)
        row.addStretch(1)
        return lasting

    def show_state(self, text: str) -> None:
        """Show something about the data at the left (last backup)."""
        self._state.setText(text)

    def show_status(self, text: str) -> None:
        """Show the open page's own text at the right."""
        self._status.setText(text)

    def status(self) -> str:
        """The text at the right."""
        return self._status.plain_text()
