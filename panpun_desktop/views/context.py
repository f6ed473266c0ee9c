"""What every screen is given: who acts, the open centre, the clock, and ways to speak to the shell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QSettings

from panpun_desktop.common import clock as clocks
from panpun_desktop.common.clock import Clock
from panpun_desktop.rules import roles
from panpun_desktop.rules.roles import Actor
from panpun_desktop.widgets.operations import Operations
from panpun_desktop.widgets.undo import UndoStack

if TYPE_CHECKING:
    from panpun_desktop.services.card_terminal import Terminal
    from panpun_desktop.services.centre import Centre


def _pcsc() -> Terminal:
    """The card readers of this machine; nothing is asked of them before a card is to be read."""
    from panpun_desktop.services.card_terminal import PcscTerminal

    return PcscTerminal()


class Shell(Protocol):
    """What a screen may ask of the window around it."""

    def navigate(self, key: str, **arguments: Any) -> None:
        """Open the screen ``key`` and hand the arguments to its ``open_with``."""
        ...

    def say(self, text: str) -> None:
        """Say something passing at the bottom."""
        ...

    def show_status(self, text: str) -> None:
        """Show the open page's own text at the right of the bottom bar."""
        ...

    def show_badge(self, key: str, count: int) -> None:
        """Show a count beside a navigation entry; 0 hides it."""
        ...


@dataclass
class Context:
    """Handed to each screen when it is built; ``work`` goes to the services as it is."""

    work: Any  # services' units of work: views must not know its type (import contracts)
    actor: Actor
    operations: Operations
    undo: UndoStack
    clock: Clock
    shell: Shell
    local: QSettings
    folder: Path
    centre: Centre
    """Read anew by the shell whenever settings change."""
    terminal: Terminal = field(default_factory=_pcsc)
    """Where ID cards are put in."""
    restore: Callable[[Path | None], object] | None = None
    """Asks which backup is put back (one may be given); None: nothing around here can let the data go."""
    copied: Callable[[], object] = lambda: None
    """Says that a backup was made, for the sign in the shell."""

    @property
    def centre_name(self) -> str:
        """The centre's name as the window shows it."""
        return self.centre.short_name or self.centre.name

    @property
    def today(self) -> date:
        """The calendar day in Bangkok (R-CLK-1)."""
        return clocks.today(self.clock)

    def may(self, act: str) -> bool:
        """Say whether the signed-in person may do the act; buttons are enabled by it."""
        return roles.may(self.actor, act)

    def navigate(self, key: str, **arguments: Any) -> None:
        """Open another screen."""
        self.shell.navigate(key, **arguments)

    def say(self, text: str) -> None:
        """Say something passing at the bottom."""
        self.shell.say(text)
