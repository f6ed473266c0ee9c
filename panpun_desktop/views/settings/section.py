"""A section of the settings: a title row with its acts, a body that reads itself, one place for a message."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from panpun_desktop.common.errors import PanpunError
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.columns import Column
from panpun_desktop.widgets.labels import ThaiLabel, help_text
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.parts import Banner, Card, EmptyState, MainButton, QuietButton
from panpun_desktop.widgets.tables import RowsTableView
from panpun_desktop.widgets.theme import Tone

T = TypeVar("T")
R = TypeVar("R")


class Section(QWidget):
    """Built when it is first opened. ``act`` is the right to change what it holds.

    A section says what it shows (``title``), reads it in ``load`` and saves in ``save`` (Ctrl+S).
    """

    name = ""
    act = ""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.setObjectName(f"{self.name}Section")
        self.may_edit = not self.act or context.may(self.act)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.acts = QHBoxLayout()
        self.acts.setSpacing(8)
        self.acts.addWidget(ThaiLabel(self.title(), role="heading"))
        self.acts.addStretch(1)
        column.addLayout(self.acts)
        self.notice = Banner("", Tone.INFO)
        self.banner = Banner("", Tone.BAD)
        column.addWidget(self.notice)
        inner = QWidget()
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(10)
        self._scroll = _scroll_around(inner)
        column.addWidget(self._scroll, 1)
        column.addWidget(self.banner)  # below: what a message says moves no button
        if not self.may_edit:
            self.notice.say(_("Your role may look at this, but not change it."), Tone.INFO)
        self.build()

    def title(self) -> str:
        """The section in the list at the left, and its heading."""
        raise NotImplementedError

    def build(self) -> None:
        """Make what stands in the body."""
        raise NotImplementedError

    def load(self) -> None:
        """Read what is shown; called when the section opens and after it was touched."""

    def open_with(self, **arguments: Any) -> None:
        """Go to what another screen asked for."""

    def touched_by(self, changes: Changes) -> bool:
        """Say whether a change concerns what is shown here."""
        return False

    def save(self) -> None:
        """Save what was typed (Ctrl+S)."""

    def focus_first(self) -> None:
        """Put the focus where typing starts."""

    def read(self, query: Callable[[Any, Any], T], done: Callable[[T], object], key: str = "rows") -> None:
        """Ask a service in the background: ``query(work, actor)``."""
        work, actor = self.context.work, self.context.actor
        self.context.operations.read(self, lambda: query(work, actor), done, self.refuse, key=key)

    def change(
        self,
        service: Callable[[Any, Any, Any], Changes],
        request: object,
        done: Callable[[Changes], object] | None = None,
    ) -> None:
        """Run an act; a refusal is said at the top."""
        self.banner.say("")
        work, actor = self.context.work, self.context.actor
        self.context.operations.change(self, lambda: service(work, actor, request), done, self.refuse)

    def refuse(self, error: PanpunError) -> None:
        """Say why it was not done."""
        self.banner.say(message_of(error), Tone.BAD)

    def hideEvent(self, event: QHideEvent) -> None:
        """A message belongs to what one was doing: who comes back does not find an old one."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.banner.say("")

    def add_over_body(self, widget: QWidget) -> None:
        """Something between the title row and the body that does not scroll away."""
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(column.indexOf(self._scroll), widget)

    def scrolled(self, inner: QWidget) -> QScrollArea:
        """A body that may be longer than the window."""
        area = _scroll_around(inner)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(area, 1)
        return area


def _scroll_around(inner: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setObjectName("pageScroll")
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    return area


class ListSection(Section, Generic[R]):
    """A section that is a list: Enter opens a row, Insert adds one, Delete takes one away."""

    def build(self) -> None:
        """The buttons, what stands above the list, the list."""
        self.count = ThaiLabel("", role="muted")
        self.acts.addWidget(self.count)
        if self.may_edit:
            self.add_buttons()
        self.add_above()
        card = Card(padding=0)
        self.table: RowsTableView[R] = RowsTableView(self.columns(), self.title())
        self.table.setObjectName(f"{self.name}Table")
        self.table.setMinimumHeight(120)
        self.table.keeps_to_width = True
        self.table.remember(self.context.local, f"settings-{self.name}")
        self.table.opened.connect(self.edit)
        self.empty = EmptyState("file-text", "")
        self.empty.setObjectName(f"{self.name}Empty")
        card.body.addWidget(self.table)
        card.body.addWidget(self.empty, 1)
        self.empty.hide()
        self.body.addWidget(card, 1)
        if self.may_edit and self.hint():
            self.body.addWidget(help_text(self.hint()))

    def columns(self) -> Sequence[Column[R]]:
        """The columns of the list."""
        raise NotImplementedError

    def add_buttons(self) -> None:
        """Add the buttons of who may change the list."""

    def add_above(self) -> None:
        """Add what stands between the title and the list."""

    def hint(self) -> str:
        """A sentence under the list."""
        return _("Enter or a double click opens a row.")

    def empty_words(self) -> tuple[str, str]:
        """What is said where the list has no row, and what would stand there."""
        return _("Nothing here yet"), ""

    def show_empty(self, *, is_empty: bool) -> None:
        """Show the list, or that there is nothing in it."""
        if is_empty:
            self.empty.show_text(*self.empty_words())
        self.table.setVisible(not is_empty)
        self.empty.setVisible(is_empty)

    def edit(self, row: R) -> None:
        """Open a row."""
        raise NotImplementedError

    def add_button(
        self, text: str, clicked: Callable[[], object], *, main: bool = False
    ) -> QuietButton | MainButton:
        """A button of the title row."""
        kind = MainButton if main else QuietButton
        button = kind(text, "plus" if main else "", clicked=clicked)
        self.acts.addWidget(button)
        return button

    def show_rows(self, rows: Sequence[R]) -> None:
        """Show what was read; the row with the cursor stays."""
        self.table.set_rows(rows)
        self.show_empty(is_empty=not rows)
        self.count.setText(self.table.count_text())
        if self.table.current() is None:
            self.table.select_first()

    def open_dialog(self, dialog: QDialog) -> None:
        """Open a dialog over the window; the list has the focus afterwards."""
        dialog.finished.connect(lambda _result: self.table.setFocus())
        dialog.open()

    def remove_current(self) -> None:
        """Take the current row away, where a list allows it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.may_edit and self.table.hasFocus():
            self.remove_current()
        else:
            super().keyPressEvent(event)

    def focus_first(self) -> None:
        self.table.setFocus()
