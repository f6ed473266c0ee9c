"""The window after signing in: navigation, bars, and the pages built when first visited."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from panpun_desktop.common.help_book import KEYS_PAGE
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.views.context import Context, Shell
from panpun_desktop.views.page import Page, Screen
from panpun_desktop.views.search.found import Command
from panpun_desktop.views.search.panel import SearchPanel
from panpun_desktop.views.shell.bars import BottomBar, TopBar
from panpun_desktop.views.shell.navigation import Navigation
from panpun_desktop.widgets import masking
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.privacy import KNOWN_TO_ALL, Privacy, PrivacyMask, PrivacyStrip

NARROW_BELOW = 1000
_STEPS_BY_ALT = "courses"
"""The page on which Alt+Left steps from one cohort to the next."""


class Workbench(QWidget):
    """Implements ``Shell`` for the screens. The first screen of the list opens first."""

    lock_asked = Signal()
    sign_out_asked = Signal()
    password_asked = Signal()
    help_asked = Signal(str)
    """The page of the help; empty: that of the open screen."""
    opened = Signal(str)

    def __init__(
        self,
        screens: Sequence[Screen],
        make_context: Callable[[Shell], Context],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.context = make_context(self)
        masking.allow(_labels_of(self.context.centre))
        self._offered = [one for one in screens if not one.act or self.context.may(one.act)]
        self.screens = self._named()
        self._pages: dict[str, Page] = {}
        self._scrolls: dict[str, QScrollArea] = {}
        self._stale: dict[str, Changes] = {}
        self._open = self._came_from = ""
        self._statuses: dict[str, str] = {}
        self._lay_out()
        self._connect()
        self._add_keys()

    def _lay_out(self) -> None:
        self.navigation = Navigation(list(self.screens.values()), self.context.centre_name)
        self.top = TopBar(
            self.context.actor, self.context.today, may_see_history=self.context.may("undo.read")
        )
        self.bottom = BottomBar()
        self._middle = QWidget()
        self._middle.setObjectName("pageStack")
        inner = QVBoxLayout(self._middle)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        self.strip = PrivacyStrip()
        inner.addWidget(self.strip)
        self.stack = QStackedWidget()
        inner.addWidget(self.stack)
        self.undo_bar = self.bottom.undo_bar
        self.cover = PrivacyMask(self._middle)
        self.privacy = Privacy(self)
        self.navigation.setProperty(KNOWN_TO_ALL, True)
        self.top.setProperty(KNOWN_TO_ALL, True)
        self.search = SearchPanel(self.context, list(self.screens.values()), self, self._commands())
        right = QVBoxLayout()
        right.setSpacing(0)
        for one, stretch in ((self.top, 0), (self._middle, 1), (self.bottom, 0)):
            right.addWidget(one, stretch)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigation)
        row.addLayout(right, 1)

    def _named(self) -> dict[str, Screen]:
        """The screens under the names the centre gave them."""
        settings = self.context.centre.settings
        return {one.key: one.named(settings) for one in self._offered}

    def _connect(self) -> None:
        context = self.context
        self.navigation.asked.connect(self.navigate)
        self.top.lock_asked.connect(self.lock_asked)
        self.top.sign_out_asked.connect(self.sign_out_asked)
        self.top.password_asked.connect(self.password_asked)
        self.top.search_asked.connect(self._start_search)
        self.top.history_asked.connect(self.show_history)
        self.top.backup_asked.connect(self._show_backups)
        self.top.help_asked.connect(lambda: self.help_asked.emit(""))
        context.operations.changed.connect(self._reload)
        context.undo.told.connect(self._say)
        context.undo.refused.connect(lambda error: self.say(message_of(error)))
        self.cover.covered.connect(lambda is_covered: self.undo_bar.cover(is_covered=is_covered))
        self.privacy.changed.connect(self._follow_privacy)
        self.strip.button.clicked.connect(self.toggle_privacy)
        self.undo_bar.undo_asked.connect(self._undo)
        self.undo_bar.redo_asked.connect(self._redo)

    def _add_keys(self) -> None:
        for keys, act in {
            "Ctrl+K": self._start_search,
            "F2": lambda: self.navigate("admission"),
            "F4": lambda: self._on_page("read_card"),
            "F12": self.privacy.toggle,
            "Ctrl+L": self.lock_asked.emit,
            "Ctrl+P": lambda: self._on_page("print_open"),
            "Ctrl+S": lambda: self._on_page("save"),
            "Ctrl+Return": lambda: self._on_page("save"),
            "Ctrl+Enter": lambda: self._on_page("save"),
            "Ctrl+Z": self._undo,
            "Ctrl+Shift+Z": self._redo,
            "Ctrl+Y": self._redo,
            "Ctrl+H": self.show_history,
        }.items():
            self._key(keys, act)
        self._back_key = self._key("Alt+Left", self.go_back)
        for number, key in enumerate((one.key for one in self.screens.values() if not one.under), start=1):
            self._key(f"Ctrl+{number}", partial(self.navigate, key))

    def _key(self, keys: str, act: Callable[[], object]) -> QShortcut:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(act)
        return shortcut

    # what screens may ask -------------------------------------------------------------------------

    def navigate(self, key: str, **arguments: Any) -> None:
        """Open a page, building it on the first visit; an unknown or forbidden key does nothing."""
        if key not in self.screens:
            return
        now = self._pages.get(self._open)
        if now is not None and key != self._open and not now.may_leave():
            self.navigation.show_open(self._open)
            return
        page, is_again = self._page(key), key == self._open and not arguments
        if key != self._open:
            self._came_from = self._open
        self._back_key.setEnabled(key != _STEPS_BY_ALT)
        self._open = key
        self.navigation.show_open(key)
        self.stack.setCurrentWidget(self._scrolls[key])
        self.bottom.show_status(self._statuses.get(key, ""))
        self._freshen(key, page)
        self.search.hide()
        if is_again:
            page.open_again()
        else:
            page.open_with(**arguments)
        page.focus_first()
        self.opened.emit(key)

    def go_back(self) -> None:
        """Open the page from which one came to this one, as it was left (Alt+←)."""
        if self._came_from:
            self.navigate(self._came_from)

    def say(self, text: str) -> None:
        """Say something passing at the bottom."""
        self._say(text)

    def show_status(self, text: str) -> None:
        """Show the open page's own text at the right of the bottom bar."""
        self._statuses[self._open] = text
        self.bottom.show_status(text)

    def toggle_privacy(self) -> None:
        """Mask names and photos from visitors, on the page and in what lies over it, or show them (F12)."""
        self.privacy.toggle()

    def _follow_privacy(self, is_on: bool) -> None:
        self.search.hide()  # its list is all names
        self.strip.setVisible(is_on)
        self.undo_bar.cover(is_covered=is_on)

    def _is_private(self) -> bool:
        return self.privacy.is_on() or self.cover.isVisible()

    def show_badge(self, key: str, count: int) -> None:
        """Show a count beside a navigation entry."""
        self.navigation.show_badge(key, count)

    # pages ----------------------------------------------------------------------------------------

    def open_key(self) -> str:
        """The key of the open page."""
        return self._open

    def topic(self) -> tuple[str, str]:
        """The open page and the part of it that is shown, for the help."""
        page = self.open_page()
        return self._open, page.topic_part() if page is not None else ""

    def open_page(self) -> Page | None:
        """The open page."""
        return self._pages.get(self._open)

    def _page(self, key: str) -> Page:
        if key not in self._pages:
            page = self.screens[key].build(self.context)
            page.status.connect(lambda text: self._keep_status(key, text))
            scroll = QScrollArea()
            scroll.setObjectName("pageScroll")
            scroll.setWidgetResizable(True)
            scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            scroll.setWidget(page)
            self.stack.addWidget(scroll)
            self._pages[key], self._scrolls[key] = page, scroll
        return self._pages[key]

    def _keep_status(self, key: str, text: str) -> None:
        self._statuses[key] = text
        if key == self._open:
            self.bottom.show_status(text)

    def _reload(self, changes: Changes, _asker: object) -> None:
        for key, page in self._pages.items():
            if key == self._open:
                page.reload(changes)
            else:
                self._stale[key] = merged(self._stale.get(key), changes)
                page.reload_unseen(changes)

    def _freshen(self, key: str, page: Page) -> None:
        changes = self._stale.pop(key, None)
        if changes is not None:
            page.reload(changes)

    def build_anew(self) -> None:
        """The centre's words or limits changed: pages that took them when they were built are dropped."""
        self.screens = self._named()
        for screen in self.screens.values():
            self.navigation.show_title(screen.key, screen.title)
        self.search.show_screens(list(self.screens.values()))
        dated = [key for key, page in self._pages.items() if key != self._open and page.may_be_dropped()]
        for key in dated:
            self._stale.pop(key, None)
            del self._pages[key]
            scroll = self._scrolls.pop(key)
            self.stack.removeWidget(scroll)
            scroll.deleteLater()

    def _on_page(self, act: str) -> None:
        page = self.open_page()
        shows_paper = act == "print_open" and self.privacy.is_on()
        if page is not None and not shows_paper and not self.cover.isVisible():
            getattr(page, act)()

    # keys and bars --------------------------------------------------------------------------------

    def _start_search(self, text: str = "") -> None:
        if not self._is_private():  # the list would show the names that the mask hides
            self.search.start(text)

    def _commands(self) -> list[Command]:
        """What the window itself can do, for the search."""
        add = partial(self.navigate, "residents", add=True)
        same = partial(self.navigate, "residents", same_people=True)
        return [
            Command("user-plus", _("Add a service user"), add, "person.create"),
            Command("users", _("Perhaps twice in the register"), same, "person.merge"),
            Command(
                "id-badge-2", _("Read an ID card"), partial(self._on_page, "read_card"), "person.edit", "F4"
            ),
            Command("arrow-back-up", _("Take the last act back"), self._undo, "undo.take_back", "Ctrl+Z"),
            Command("arrow-forward-up", _("Do the last act again"), self._redo, "undo.take_back", "Ctrl+Y"),
            Command("history", _("History of acts"), self.show_history, "undo.read", "Ctrl+H"),
            Command("lock", _("Lock the screen"), self.lock_asked.emit, "", "Ctrl+L"),
            Command("eye-off", _("Hide names and photos from visitors"), self.toggle_privacy, "", "F12"),
            Command("help", _("Help"), partial(self.help_asked.emit, ""), "", "F1"),
            Command("help", _("Keys"), partial(self.help_asked.emit, KEYS_PAGE)),
            Command("key", _("Change password…"), self.password_asked.emit),
            Command("logout", _("Sign out"), self.sign_out_asked.emit),
        ]

    def show_history(self) -> None:
        """Show the list of acts (Ctrl+H)."""
        if not self.context.may("undo.read") or self._is_private():
            return
        from panpun_desktop.views.shell.history import HistoryDialog

        dialog = HistoryDialog(self.context, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _show_backups(self) -> None:
        """Open the section of backups; who has none is told whom to tell."""
        if self.context.may("backup.read"):
            self.navigate("settings", section="backup")
        else:
            self.say(_("Tell the manager that there is no fresh backup of the data."))

    def _undo(self) -> None:
        self.context.undo.undo()

    def _redo(self) -> None:
        self.context.undo.redo()

    def _say(self, text: str, offer: str = "") -> None:
        self.undo_bar.say(text, offer)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Z and Ctrl+Shift+Z that a field had no use for."""
        if event.matches(QKeySequence.StandardKey.Undo):
            self._undo()
            return
        if event.matches(QKeySequence.StandardKey.Redo):
            self._redo()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW_BELOW
        self.navigation.set_narrow(narrow=narrow)
        self.top.set_narrow(narrow=narrow)
        self.cover.fit()
        self.search.fit()


def _labels_of(centre: Any) -> list[str]:
    """The words of the centre's code lists name nobody."""
    lists = (*getattr(centre, "codes", {}).values(), *getattr(centre, "short_codes", {}).values())
    return [label for one in lists for label in one.values()]


def merged(older: Changes | None, newer: Changes) -> Changes:
    """Two changes as one, for a page that saw neither."""
    if older is None:
        return newer
    both = {name: value | getattr(newer, name) for name, value in vars(older).items() if _is_set(value)}
    return type(newer)(**both)


def _is_set(value: object) -> bool:
    return isinstance(value, frozenset)
