"""What the parts of a screen share: reading, refusing, and a list that says when it is empty."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from panpun_desktop.common.errors import PanpunError
from panpun_desktop.common.sentences import message_of
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.buttons import QuietButton
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.parts import Banner, Card, EmptyState
from panpun_desktop.widgets.theme import Tone


class Part(QWidget):
    """One part of the screen; ``read`` asks for its rows, ``show_rows`` shows them."""

    key = ""
    kinds: tuple[str, ...] = ("people", "stays", "settings")
    """What must be touched for the part to read anew."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)
        self.banner = Banner("", Tone.BAD)
        self.column.addWidget(self.banner)
        self.build()

    def build(self) -> None:
        """Lay the part out."""
        raise NotImplementedError

    def question(self) -> Callable[[], Any]:
        """What to ask in a worker."""
        raise NotImplementedError

    def show_rows(self, rows: Any) -> None:
        """Show what was answered."""
        raise NotImplementedError

    def print_open(self) -> None:
        """Print what is open, where there is something."""

    def open_with(self, **arguments: Any) -> None:
        """The arguments of ``navigate``."""

    def focus_first(self) -> None:
        """Put the focus where work starts."""
        self.setFocus()

    def read(self) -> None:
        """Ask for the rows as they stand."""
        self.context.operations.read(self, self.question(), self._take, self.refuse, key=self.key)

    def reload(self, changes: Changes) -> None:
        """Read anew when something that is shown was touched."""
        if changes.touches(*self.kinds):
            self.read()

    def _take(self, rows: Any) -> None:
        self.banner.say("")
        self.show_rows(rows)

    def refuse(self, error: PanpunError) -> None:
        """Say above the list what could not be done."""
        self.banner.say(message_of(error), Tone.BAD)

    def change(self, service: Callable[[Any, Any, Any], Changes], request: object) -> None:
        """Do an act that asks for nothing more."""
        work, actor = self.context.work, self.context.actor
        self.context.operations.change(self, lambda: service(work, actor, request), None, self.refuse)

    def button(
        self, text: str, icon: str, name: str, clicked: Callable[[], object], right: str
    ) -> QuietButton:
        """A button of the part; off where the role may not."""
        made = QuietButton(text, icon, small=True, clicked=clicked)
        made.setObjectName(name)
        made.setProperty("right", right)
        made.setEnabled(self.context.may(right))
        return made


class ListCard(Card):
    """A table in a card, or what would be in it."""

    def __init__(self, table: QWidget, empty: EmptyState) -> None:
        super().__init__(padding=0)
        self.table, self.empty = table, empty
        self.body.addWidget(table)
        self.body.addWidget(empty)
        self.show_filled(filled=False)

    def show_filled(self, *, filled: bool) -> None:
        """Show the table, or that it is empty."""
        self.table.setVisible(filled)
        self.empty.setVisible(not filled)
