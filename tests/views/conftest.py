"""A shell around pages that only remember what was asked of them."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from panpun_desktop.app import make_application
from panpun_desktop.common.clock import FixedClock
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.models import Bed, Room
from panpun_desktop.rules.roles import SYSTEM, Actor, Role
from panpun_desktop.services.centre import centre
from panpun_desktop.services.session import sign_in
from panpun_desktop.services.setting_up import SetUpCentre, set_up_centre
from panpun_desktop.services.stay_rows import bed_label
from panpun_desktop.services.users import SaveUser, save_user
from panpun_desktop.views.context import Context
from panpun_desktop.views.taking_back import TakingBack
from panpun_desktop.widgets.operations import Operations
from panpun_desktop.widgets.undo import UndoStack
from tests.builders import CHEAP, NOW
from tests.services.house import House


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


class Inverses:
    """Nothing is in the audit of an empty centre: only inverses that changes brought along."""

    def stamp(self, changes):
        return changes

    def take_back(self, _entry):
        raise RuleBroken("undo.nothing")

    def redo(self, _entry):
        raise RuleBroken("undo.nothing_to_redo")

    def run(self, inverse):
        return inverse()


@pytest.fixture
def make_context(operations, local, tmp_path):
    """Makes the context of a person at the front desk of an empty centre, for a shell."""

    def make(shell, role=Role.REG):
        return Context(
            work=None,
            actor=Actor(1, "desk", "สมหญิง", role),
            operations=operations,
            undo=UndoStack(operations, Inverses(), operations),
            clock=FixedClock.at(date(2026, 11, 21)),
            shell=shell,
            local=local,
            folder=tmp_path,
            centre=SimpleNamespace(name="ศูนย์พัฒนา", short_name="บ้านปั้นปูน", settings={}),
        )

    return make


@dataclass
class OpenCentre:
    """A set-up centre of this test's own, a person at its desk, and what screens ask of the window."""

    context: Context
    house: House
    navigated: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    statuses: list[str] = field(default_factory=list)
    badges: dict[str, int] = field(default_factory=dict)

    def navigate(self, key: str, **arguments: Any) -> None:
        self.navigated.append((key, arguments))

    def say(self, text: str) -> None:
        self.said.append(text)

    def show_status(self, text: str) -> None:
        self.statuses.append(text)

    def show_badge(self, key: str, count: int) -> None:
        self.badges[key] = count

    @property
    def work(self) -> Any:
        return self.context.work

    @property
    def actor(self) -> Actor:
        return self.context.actor

    def wait(self) -> None:
        """Let what was asked be answered, and the window follow."""
        self.context.operations.wait()
        QApplication.processEvents()

    def shows(self, qtbot: Any, page: Any) -> Any:
        """The page in a window of its own, as large as beside the navigation; it reads what acts change."""
        qtbot.addWidget(page)
        page.resize(1160, 716)
        self.context.operations.changed.connect(lambda changes, _asker: page.reload(changes))
        with qtbot.waitActive(page):
            page.show()
        return page


@pytest.fixture(scope="session")
def centre_template(tmp_path_factory):
    """A centre set up once with the sample plan, for tests to copy; beds from 1 October 2569."""
    folder = tmp_path_factory.mktemp("centre-template")
    request = SetUpCentre(
        name="ศูนย์พัฒนาและฟื้นฟูคุณภาพชีวิต (บ้านปั้นปูน)",
        province="สงขลา",
        manager_name="สมศรี ผู้จัดการ",
        login="manager",
        password="a long password",
        beds_from_on=date(2026, 10, 1),
    )
    made = set_up_centre(folder, FixedClock(NOW), request, cost=CHEAP)
    desk = SaveUser(None, "desk", "สมหญิง", "REG", password="another long one")
    save_user(made.session.work, made.session.actor, desk)
    made.session.work.close()
    return folder


@pytest.fixture
def centre_session(centre_template, tmp_path, clock):
    """The manager signed in to a copy of the set-up centre: ``work`` and ``actor``."""
    folder = Path(shutil.copytree(centre_template, tmp_path / "open-centre"))
    session = sign_in(folder, clock, "manager", "a long password")
    yield session
    session.work.close()


@pytest.fixture
def open_centre(centre_session, operations, local, clock, tmp_path):
    """The front desk working in the set-up centre; ``house`` lets people stay there."""
    work = centre_session.work
    desk = Actor(2, "desk", "สมหญิง", Role.REG)
    undo = UndoStack(operations, TakingBack(work, desk), operations)
    made = OpenCentre(
        Context(
            work=work,
            actor=desk,
            operations=operations,
            undo=undo,
            clock=clock,
            shell=None,
            local=local,
            folder=tmp_path / "open-centre",
            centre=centre(work, desk),
        ),
        house_of(work),
    )
    made.context.shell = made
    yield made
    operations.wait()


def house_of(work):
    """The beds of a set-up centre by their labels, with the builders of people who stay."""
    with work.reading(SYSTEM, "setting.read") as session:
        rooms = {row.name: row.id for row in session.execute(select(Room.name, Room.id))}
        beds = {
            bed_label(row.name, row.label): row.id
            for row in session.execute(
                select(Room.name, Bed.label, Bed.id).join(Room, Room.id == Bed.room_id)
            )
        }
    return House(work, rooms, beds)
