"""The papers of a class from its page: sheets, lists, and certificates issued with their numbers."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from panpun_desktop.models import Document
from panpun_desktop.rules.override import ALL, GivenReason
from panpun_desktop.rules.roles import Actor, Role
from panpun_desktop.services.enrolment_lists import roster
from panpun_desktop.services.enrolment_rows import Candidate, Enrol
from panpun_desktop.services.enrolments import enrol
from panpun_desktop.services.result_rows import ConfirmResults, Settle
from panpun_desktop.services.results import confirm_results
from panpun_desktop.views.courses import build
from panpun_desktop.views.courses.names_question import NamesQuestion
from panpun_desktop.views.paper_window import PaperWindow
from tests.views.test_courses import cohort, manager, people, settle  # noqa: F401 - fixtures


@pytest.fixture
def page(qtbot, open_centre, cohort, people):  # noqa: F811
    context = open_centre.context
    context.actor = Actor(1, "manager", "สมศรี", Role.MANAGER)
    everybody = tuple(Candidate(stay.person_id) for stay in people.values())
    late = date(2026, 11, 21)
    enrol(
        context.work,
        context.actor,
        Enrol(cohort, everybody, late, reasons={ALL: GivenReason("OTHER", "เข้าช้า")}),
    )
    made = open_centre.shows(qtbot, build(context))
    made.open_with(cohort_id=cohort)
    settle(open_centre)
    return made


def choose(page, open_centre, name):
    """Pick an entry of the menu; gives the window that opens."""
    button = page.findChild(object, "classPapersButton")
    menu = button.menu_of(button._row())
    next(one for one in menu.actions() if one.objectName() == name).trigger()
    settle(open_centre)
    return next(
        one for one in QApplication.topLevelWidgets() if isinstance(one, PaperWindow) and one.isVisible()
    )


@pytest.mark.parametrize(
    "name", ["filledSheetAction", "blankSheetAction", "blankWeekAction", "classListAction", "summaryAction"]
)
def test_each_paper_of_the_class_opens_to_be_looked_at(page, open_centre, name):
    window = choose(page, open_centre, name)
    assert window._pdf.startswith(b"%PDF")
    window.accept()


def words(window):
    """What the labels of a window say."""
    return [one.text().replace("\u200b", "").replace("\u2060", "") for one in window.findChildren(QLabel)]


def main_acts(window):
    """The main buttons in sight."""
    buttons = window.findChildren(QAbstractButton)
    return [one for one in buttons if one.property("kind") == "main" and one.isVisible()]


def test_certificates_are_looked_at_as_drafts_and_issued_with_numbers(page, open_centre, cohort):  # noqa: F811
    context = open_centre.context
    first = roster(context.work, context.actor, cohort)[0]
    why = {ALL: GivenReason("OTHER", "ฝึกงานนอกสถานที่แทนวันที่ขาด")}
    wanted = ConfirmResults((Settle(first.id, first.version, "DONE"),), why)
    confirm_results(context.work, context.actor, wanted)
    window = choose(page, open_centre, "certificateAction")
    drafts = window._pdf
    assert main_acts(window) == [window.issue_button], "one main button: what comes next"
    assert "ออกเลขได้ 1 ฉบับ (ยืนยันผลแล้ว)" in " ".join(words(window)), "before anything is issued"
    window.issue_button.click()
    settle(open_centre)
    question = window.findChild(NamesQuestion)
    rows = question.table.rows
    named = [(one.name, one.word) for one in map(rows.row_at, range(rows.rowCount()))]
    assert named[0] == (first.name, "ออกเลข")
    assert {word for _name, word in named[1:]} <= {"ยังไม่ออกเลข"}
    assert question.no_button.isDefault()
    with context.work.reading(context.actor, "document.read") as session:
        assert session.query(Document.id).count() == 0, "nothing has a number before the names are agreed to"
    question.yes_button.click()
    settle(open_centre)
    with context.work.reading(context.actor, "document.read") as session:
        (number,) = session.query(Document.number).filter(Document.kind == "certificate").one()
    assert number
    assert window._pdf != drafts
    assert main_acts(window) == [window.print_button]
    window.accept()
    window = choose(page, open_centre, "transcriptAction")
    window.issue_button.click()
    settle(open_centre)
    question = window.findChild(NamesQuestion)
    assert question.table.rows.row_at(0).why.startswith("ยังไม่มีคะแนน"), "noted before a number is given"
    question.reject()
    window.accept()
