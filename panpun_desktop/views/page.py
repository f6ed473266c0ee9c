"""A page of the window and its entry in the navigation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.views.context import Context
from panpun_desktop.widgets.labels import ThaiLabel, title
from panpun_desktop.widgets.operations import Changes


class Page(QWidget):
    """A screen in the page stack: a title row (``title``, then ``acts``) and ``body`` below it.

    A screen overrides ``open_with`` (shown, with the arguments of ``navigate``), ``reload`` (records
    were touched), ``print_open`` (Ctrl+P), ``save`` (Ctrl+S, Ctrl+Enter) and ``read_card`` (F4). Writing
    ``status`` shows text at the right of the bottom bar while the page is open.
    """

    status = Signal(str)

    def __init__(self, context: Context, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.context = context
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(12)
        self.title: ThaiLabel = title(text)
        self.acts = QHBoxLayout()
        self.acts.setSpacing(8)
        self.acts.addWidget(self.title)
        self.acts.addStretch(1)
        if text:
            column.addLayout(self.acts)
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        column.addLayout(self.body, 1)

    def may_be_dropped(self) -> bool:
        """Say whether the page may be built anew when the centre's words or limits change.

        A page that takes them when it is built says yes while nothing typed would be lost.
        """
        return False

    def open_with(self, **arguments: Any) -> None:
        """The page was opened; the arguments of ``navigate`` come along."""

    def open_again(self) -> None:
        """Its entry in the navigation was pressed while it is open: back to the list."""
        self.open_with()

    def reload(self, changes: Changes) -> None:
        """Records were changed; a page that shows one of them asks for its rows again."""

    def reload_unseen(self, changes: Changes) -> None:
        """Records were changed while another page is open; only a count in the navigation follows."""

    def print_open(self) -> None:
        """Print what is open (Ctrl+P)."""

    def save(self) -> None:
        """Save what is open (Ctrl+S, Ctrl+Enter)."""

    def topic_part(self) -> str:
        """The name of the part that is shown, for the help; empty where a screen is one thing."""
        return ""

    def read_card(self) -> None:
        """Read an ID card (F4) and compare it with the register; a screen with a form fills that."""
        from panpun_desktop.views.acts.card import open_card

        open_card(self.context, self)

    def focus_first(self) -> None:
        """Put the focus where typing starts."""
        self.setFocus()

    def may_leave(self) -> bool:
        """Say whether another page may open; a form with unsaved work keeps its draft and says yes."""
        return True


Keys = tuple[tuple[str, str], ...]
"""Keys as they are pressed, and what they do (a msgid)."""


@dataclass(frozen=True)
class Screen:
    """One entry of the navigation; ``build`` runs on the first visit. ``act``: the right to see it.

    ``keys`` are those the screen has besides the window's.

    A screen ``under`` another has no entry: it is reached from there and by Ctrl+K.
    """

    key: str
    title: str
    icon: str
    build: Callable[[Context], Page]
    act: str = ""
    shortcut: str = ""
    at_bottom: bool = False
    under: str = ""
    keys: Callable[[], Keys] = tuple
    named_by: str = ""
    """The setting that holds the centre's own name of the screen; empty: ``title`` is its name."""

    def named(self, settings: Mapping[str, object]) -> Screen:
        """The screen under the name the centre gave it."""
        name = str(settings.get(self.named_by, "")).strip() if self.named_by else ""
        return replace(self, title=name) if name else self
