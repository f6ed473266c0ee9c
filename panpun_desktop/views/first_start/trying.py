"""Opening the demonstration from the sign-in page: the real folder is only named, never opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from panpun_desktop.common.clock import Clock
from panpun_desktop.widgets.operations import Operations

if TYPE_CHECKING:
    from panpun_desktop.services.session import Session


def try_out(
    parent: QWidget, real: Path, clock: Clock, operations: Operations, enter: Callable[[Session], object]
) -> None:
    """Ask where the demonstration is to be, make or open it, and enter it as its manager."""
    from panpun_desktop.views.first_start.demo_dialog import DemoDialog

    dialog = DemoDialog(real, clock, operations, parent)
    dialog.made.connect(enter)
    dialog.open()
