"""A shell around pages that only remember what was asked of them."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QSettings

from panpun_desktop.app import make_application
from panpun_desktop.common.clock import FixedClock
from panpun_desktop.rules.roles import Actor, Role
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.operations import Operations
from panpun_desktop.widgets.undo import UndoStack


@pytest.fixture(autouse=True)
def look(qapp):
    """The application as the program makes it."""
    if not qapp.styleSheet():
        make_application()


@pytest.fixture
def operations(qapp):
    made = Operations()
    yield made
    made.wait()


@pytest.fixture
def local(tmp_path):
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def make_context(operations, local, tmp_path):
    """Makes the context of a person at the front desk of an empty centre, for a shell."""

    def make(shell, role=Role.REG):
        return Context(
            work=None,
            actor=Actor(1, "desk", "สมหญิง", role),
            operations=operations,
            undo=UndoStack(operations, parent=operations),
            clock=FixedClock.at(date(2026, 11, 21)),
            shell=shell,
            local=local,
            folder=tmp_path,
            centre=SimpleNamespace(name="ศูนย์พัฒนา", short_name="บ้านปั้นปูน", settings={}),
        )

    return make
