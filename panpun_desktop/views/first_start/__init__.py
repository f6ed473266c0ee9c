"""First start: one page sets the centre up, or makes a demonstration to try the program with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from panpun_desktop.common.clock import Clock
from panpun_desktop.views.first_start.page import FirstStartPage
from panpun_desktop.widgets.operations import Operations

if TYPE_CHECKING:
    from panpun_desktop.services.session import Session


def build(
    folder: Path, clock: Clock, operations: Operations, done: Callable[[Session], object]
) -> FirstStartPage:
    """The page for a data folder without a centre; ``done`` gets the session of its first manager."""
    page = FirstStartPage(folder, clock, operations)
    page.finished.connect(done)
    return page
