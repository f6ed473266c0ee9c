"""The window with every screen, for whoever sits down in it."""

from __future__ import annotations

import pytest

from panpun_desktop.views.main_window import MainWindow
from panpun_desktop.views.screens import screens
from panpun_desktop.views.shell.workbench import Workbench
from panpun_desktop.views.taking_back import TakingBack
from panpun_desktop.widgets.undo import UndoStack
from tests.views.test_admission import Desk


@pytest.fixture
def sit_down(qtbot, open_centre, operations, local):
    """Opens the window of the set-up centre for somebody; without an actor for the front desk."""

    def sit(actor=None):
        context = open_centre.context
        if actor is not None:
            context.actor = actor
            context.undo.close()
            context.undo = UndoStack(operations, TakingBack(open_centre.work, actor), operations)
        window = MainWindow(operations, local)
        qtbot.addWidget(window)
        window.resize(1366, 768)
        with qtbot.waitActive(window):
            window.show()

        def in_shell(shell):
            context.shell = shell
            return context

        window.open_workbench(Workbench(screens(), in_shell), lambda _l, _p: True, lambda: None, 10)
        made = Desk(window, context)
        made.wait()
        return made

    return sit
