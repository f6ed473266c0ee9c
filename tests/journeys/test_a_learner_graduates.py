"""A learner of กศน. over four terms to graduation, by keyboard, and the paper at the end."""

from __future__ import annotations

from panpun_desktop.services.education_lists import list_learners
from panpun_desktop.services.education_page import learner_page
from tests.journeys.conftest import let_stay
from tests.services.learners import an_elective

TERMS = {
    "2/2567": ("ทร21001", "พท21001", "อช21001", "อช02001"),
    "1/2568": ("พค21001", "พว21001", "อช21002", "อช02002"),
    "2/2568": ("พต21001", "อช21003", "ทช21001", "ทช21002", "ทช21003", "อช02003"),
    "1/2569": ("สค21001", "สค21002", "สค21003", "อช02004"),
}


def enrol(desk):
    hand = desk.hand
    hand.press("Ins")
    hand.wait()
    hand.type_text("อารีย์")
    hand.wait()
    hand.press("Return")
    hand.wait()
    hand.go_to("learnerLevelIdField")
    hand.type_text("มัธยมศึกษาตอนต้น")
    hand.write("learnerStudentNoField", "6812-00123-4")
    hand.press("Ctrl+Return")
    hand.wait()


def register(desk, term, codes):
    hand = desk.hand
    hand.press("Ins")
    hand.wait()
    hand.write("registerTermTermField", term)
    picker = hand.go_to("registerTermSubjectsField")
    hand.press("Home")
    for row in range(picker.topLevelItemCount()):
        hand.press("Return" if picker.topLevelItem(row).text(1) in codes else "Down")
    hand.press("Ctrl+Return")
    hand.wait()


def score(desk, count):
    hand = desk.hand
    hand.press("Ctrl+E")
    hand.wait()
    for figure in ("50", "25"):  # Enter on the last line of a column leads to the top of the next
        for _row in range(count):
            hand.type_text(figure)
            hand.press("Return")
        hand.wait()
    hand.press("Esc")
    hand.wait()


def choose(desk, key):
    view = desk.page.learner
    desk.hand.choose_words("learnerMoreButton", dict(view.acts())[key])
    desk.hand.wait()


def test_four_terms_to_graduation_by_keyboard(desk):
    let_stay(desk, "อารีย์", "หญิง 1-01", sex="F", title="นางสาว")
    for code in ("อช02001", "อช02002", "อช02003", "อช02004"):
        an_elective(desk.centre, code, 4)
    desk.sign_in("trainer")
    desk.open("education")
    enrol(desk)
    for term, codes in TERMS.items():
        register(desk, term, codes)
        score(desk, len(codes))
    choose(desk, "activity")
    desk.hand.write("activityNameField", "จิตอาสาพัฒนาชุมชน")
    desk.hand.write("activityHoursField", "200")
    desk.hand.press("Ctrl+Return")
    desk.hand.wait()
    choose(desk, "assess")
    desk.hand.go_to("assessmentsMoralField")
    desk.hand.type_text("ผ่าน")
    desk.hand.go_to("assessmentsNnetField")
    desk.hand.type_text("เข้าสอบ")
    desk.hand.press("Ctrl+Return")
    desk.hand.wait()
    assert "ครบทุกรายการแล้ว" in desk.page.learner.progress.forecast.plain_text()
    choose(desk, "status")
    desk.hand.press("Ctrl+Return")
    desk.hand.wait()
    (row,) = list_learners(desk.centre.work, desk.centre.trainer).rows
    found = learner_page(desk.centre.work, desk.centre.trainer, row.id)
    assert (found.progress.credits, found.status) == (56, "GRADUATED")
    assert {line.grade for line in found.lines} == {found.grades[1]}
    assert desk.page.learner.state.text() == "จบหลักสูตร"
