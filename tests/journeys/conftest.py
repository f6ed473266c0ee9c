"""The real window over a real data folder, and a hand that works in it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication

from panpun_desktop.app import Program, make_application
from panpun_desktop.common.clock import FixedClock
from panpun_desktop.services.agencies import SaveAgency, save_agency
from panpun_desktop.tour.hand import Hand
from tests.builders import NOW
from tests.centres import PASSWORD, OpenCentre, open_centre

AGENCY = "ศูนย์คุ้มครองคนไร้ที่พึ่งจังหวัดตัวอย่าง"


@dataclass
class Desk:
    """Somebody in front of the window; ``centre`` is what stands behind it."""

    program: Program
    hand: Hand
    centre: OpenCentre | None = None

    @property
    def window(self):
        return self.program.window

    @property
    def page(self):
        return self.window.workbench.open_page()

    def sign_in(self, login, password=PASSWORD):
        self.hand.write("loginField", login)
        self.hand.write("passwordField", password)
        self.hand.press("Return")
        self.hand.wait()
        assert self.window.workbench is not None

    def open(self, key):
        self.hand.click(f"{key}Navigation")

    def texts(self, root=None):
        from PySide6.QtWidgets import QLabel

        shown = [one for one in (root or self.window).findChildren(QLabel) if one.isVisible()]
        return [one.text().replace("\u200b", "") for one in shown]


@pytest.fixture
def sit_down(qtbot):
    """Opens the window over a folder; closes every one at the end."""
    desks = []

    def made(folder):
        make_application()
        program = Program(QApplication.instance(), folder, FixedClock(NOW))
        qtbot.addWidget(program.window)
        program.window.resize(1366, 768)
        with qtbot.waitActive(program.window):
            program.start()
        desk = Desk(program, Hand(program.window, program.operations))
        desk.hand.wait()
        desks.append(desk)
        return desk

    yield made
    for desk in desks:
        desk.program.close()
        if desk.centre is not None:
            desk.centre.work.close()


@pytest.fixture
def desk(sit_down, centre_template, tmp_path):
    """The window over a set-up centre of this test's own, with an agency in its directory."""
    folder = tmp_path / "centre"
    shutil.copytree(centre_template, folder)
    behind = open_centre(folder, FixedClock(NOW))
    save_agency(behind.work, behind.manager, SaveAgency(None, AGENCY, "GOV", AGENCY))
    made = sit_down(folder)
    made.centre = behind
    return made


def let_stay(desk, first_name, bed, *, days=3, service="TRIAL", **facts):
    """Somebody who has been here for some days, admitted through the service; gives the person's id."""

    from panpun_desktop.services.admission_requests import AdmitPeople, Member
    from panpun_desktop.services.admissions import admit
    from panpun_desktop.services.people_rows import PersonFacts

    known = {"title": "นาย", "last_name": "ทดสอบระบบ", "sex": "M"} | facts
    member = Member(facts=PersonFacts(first_name=first_name, **known), bed_id=desk.centre.bed(bed))
    request = AdmitPeople((member,), service, NOW.date() - timedelta(days=days))
    return next(iter(admit(desk.centre.work, desk.centre.desk, request).changes.people))
