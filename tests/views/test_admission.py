"""Admitting as the front desk does: real keys in the real window over a real database."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from sqlalchemy import select

from panpun_desktop.models import (
    BedUse,
    Consent,
    Document,
    Draft,
    Episode,
    NotSamePerson,
    Override,
    Person,
    Stay,
)
from panpun_desktop.rules.roles import SYSTEM
from panpun_desktop.services.people import create_person
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.views.acts.card_reading import CardReadingDialog
from panpun_desktop.views.acts.undecided import UndecidedDialog
from panpun_desktop.views.admission.bed_dialog import BedDialog
from panpun_desktop.views.admission.compare_dialog import CompareDialog
from panpun_desktop.views.admission.page import AdmissionPage
from panpun_desktop.views.admission.papers_dialog import PapersDialog
from panpun_desktop.views.admission.reasons_dialog import ReasonsDialog
from panpun_desktop.views.main_window import MainWindow
from panpun_desktop.views.page import Screen
from panpun_desktop.views.shell.workbench import Workbench
from tests.card_emulator import OneReader
from tests.conformance.walk import clipped, too_low, unnamed, unreached
from tests.typing import focused, press, type_text

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
Key = Qt.Key


class Desk:
    """A person at the keyboard of the admission page; counts every key."""

    def __init__(self, window, context):
        self.window, self.context, self.keys = window, context, 0

    @property
    def page(self) -> AdmissionPage:
        return self.window.workbench.open_page()

    def type(self, text):
        self.keys += len(text)
        type_text(focused(), text)

    def press(self, key, held=Qt.KeyboardModifier.NoModifier, times=1):
        for _ in range(times):
            self.keys += 1
            press(focused(), key, held)

    def enter(self, times=1):
        self.press(Key.Key_Return, times=times)

    def save(self):
        self.press(Key.Key_Return, CTRL)
        self.wait()

    def wait(self):
        """Let the program answer, as it does while a person looks up from the keys."""
        for _ in range(4):
            QApplication.processEvents()
            self.context.operations.wait()
        QApplication.processEvents()
        if QApplication.activeModalWidget() is None:
            self.window.activateWindow()  # a window manager does this when a dialog closes
            QApplication.processEvents()

    def look(self):
        """Pause long enough for the register to be searched."""
        focused().look()
        self.wait()

    def pause(self):
        """Pause long enough for the beds to be proposed and the draft to be kept."""
        self.page.planning.settle(lambda: None)
        self.page.drafts.keep()
        self.wait()

    def rows(self, *columns):
        with self.context.work.reading(SYSTEM, "setting.read") as session:
            return session.execute(select(*columns)).all()

    def dialog(self, kind):
        found = QApplication.activeModalWidget()
        assert isinstance(found, kind), found
        return found


@pytest.fixture
def make_desk(qtbot, open_centre, operations, local):
    """Opens the window on the admission page for the person at the desk of the set-up centre."""

    def make():
        from panpun_desktop.views.admission import build

        window = MainWindow(operations, local)
        qtbot.addWidget(window)
        window.resize(1366, 768)
        with qtbot.waitActive(window):
            window.show()
        screens = [Screen("admission", "รับเข้า", "door-enter", build, "stay.admit")]

        def context(shell):
            open_centre.context.shell = shell
            return open_centre.context

        window.open_workbench(Workbench(screens, context), lambda _l, _p: True, lambda: None, 10)
        made = Desk(window, open_centre.context)
        made.wait()
        return made

    return make


@pytest.fixture
def desk(make_desk):
    return make_desk()


def register(desk, **facts):
    changes = create_person(desk.context.work, desk.context.actor, PersonFacts(**facts))
    return next(iter(changes.people))


def type_family(desk):
    """Four people with full names and births, the last name typed once."""
    desk.type("นางพวงทอง พูนสุข")
    desk.enter(2)
    desk.type("4/3/33")
    for name, birth in (("นายมานะ", "12/9/30"), ("ด.ช.ต้นไม้", "2561"), ("ด.ญ.ใบบัว", "~3")):
        desk.press(Key.Key_Insert)
        desk.type(name)
        desk.enter(2)
        desk.type(birth)


def close_papers(desk):
    desk.dialog(PapersDialog)
    desk.press(Key.Key_Escape)
    desk.wait()


def test_one_person_comes_in_with_a_name_alone(desk):
    assert focused() is desk.page.people.rows[0].name
    desk.type("นายสมมติ")
    desk.save()
    close_papers(desk)
    (person,) = desk.rows(Person.title, Person.first_name, Person.sex, Person.regno)
    assert person[:3] == ("นาย", "สมมติ", "M")
    (stay,) = desk.rows(Stay.channel, Stay.arrived_on, Stay.family_admission_id)
    assert stay == ("SELF", date(2026, 11, 21), None)
    assert desk.rows(Episode.service_type) == [("TRIAL",)]
    assert len(desk.rows(BedUse.bed_id)) == 1
    assert desk.page.people.rows[0].is_empty()
    assert focused() is desk.page.people.rows[0].name


def test_a_title_beside_the_other_sex_is_warned_about_and_not_refused(desk):
    desk.type("นางสาวชวน ใจดี")
    desk.press(Key.Key_Tab)
    desk.wait()
    row = desk.page.people.rows[0]
    assert (row.sex.value(), row.warning.isVisible()) == ("F", False)
    row.sex.set_value("M")
    row.sex.edited.emit()
    row.sex.chosen.emit("M")
    assert "คำนำหน้า นางสาว ไม่ตรงกับเพศชาย" in row.warning.plain_text()
    assert row.facts().sex == "M"


def test_the_time_of_coming_is_now_until_somebody_types_another(desk):
    desk.context.clock.instant += timedelta(minutes=40)
    desk.page.open_with()
    assert desk.page.arrival.time.text() == "10:40"
    desk.page.arrival.time.setFocus()
    desk.page.arrival.time.selectAll()
    desk.type("0915")
    desk.context.clock.instant += timedelta(minutes=5)
    desk.page.open_with()
    assert desk.page.arrival.time.text() == "0915"


def test_a_family_of_four_comes_in_and_its_papers_lie_ready_by_keyboard_alone(desk, capsys):
    type_family(desk)
    desk.press(Key.Key_F6)
    desk.press(Key.Key_Down, times=2)
    desk.press(Key.Key_F6, times=2)
    desk.press(Key.Key_Space)
    desk.press(Key.Key_Tab)
    desk.press(Key.Key_Space)
    desk.save()
    shown = desk.dialog(PapersDialog)
    assert focused() is shown.print_button
    assert len(shown.papers) == 8
    assert shown.papers[0].pdf.startswith(b"%PDF")
    with capsys.disabled():
        print(f"\nfamily of four, empty screen to papers ready to print: {desk.keys} key presses")
    assert desk.keys < 190
    people = desk.rows(Person.title, Person.first_name, Person.last_name, Person.sex, Person.birth_precision)
    assert people == [
        ("นาง", "พวงทอง", "พูนสุข", "F", "DAY"),
        ("นาย", "มานะ", "พูนสุข", "M", "DAY"),
        ("เด็กชาย", "ต้นไม้", "พูนสุข", "M", "YEAR"),
        ("เด็กหญิง", "ใบบัว", "พูนสุข", "F", "EST_AGE"),
    ]
    parts = desk.rows(Episode.service_type, Episode.accompanying)
    assert parts == [("COURSE_M", False)] * 2 + [("COURSE_M", True)] * 2
    assert len({one.family_admission_id for one in desk.rows(Stay.family_admission_id)}) == 1
    said = desk.rows(Consent.purpose, Consent.state)
    assert sorted(said) == [("RULES_TOLD", "given")] * 4 + [("VOLUNTARY", "given")] * 4
    assert [one.kind for one in desk.rows(Document.kind)].count("intake_form") == 4
    beds = [one.bed_id for one in desk.rows(BedUse.bed_id) if one.bed_id is not None]
    assert len(beds) == len(set(beds)) >= 3


def test_the_family_is_proposed_one_room_and_the_rules_of_their_service(desk):
    type_family(desk)
    desk.pause()
    page = desk.page
    assert page.arrival.bed.words.startswith("ครอบครัว 1")
    assert page.arrival.bed.verdict_text() == "เหมาะ"
    assert page.service.radios["COURSE_M"].rule == "อย่างน้อย 45 วันต่อเนื่อง · ครบ 4 ม.ค. 2570"
    assert page.service.radios["TRIAL"].rule == "ไม่เกิน 10 วันติดต่อกัน · ใช้แล้ว 0/6 ครั้ง"
    assert [row.relation.value() for row in page.people.rows] == ["HEAD", "SPOUSE", "CHILD", "CHILD"]
    assert page.people.rows[2].service.currentText() == "ตามครอบครัว"
    page.service.choose("COURSE_M")
    desk.wait()
    assert {radio.height() for radio in page.service.radios.values()} == {44}, "name and rule both in sight"
    assert page._family.text() == "ครอบครัว 4 คน"
    assert desk.window.workbench.bottom.status() == "บันทึกแล้วพิมพ์ 8 ฉบับ · ย้อนกลับได้ด้วย Ctrl Z"


def test_a_returning_person_is_taken_from_the_register(desk):
    known = register(
        desk,
        title="นาง",
        first_name="พวงทอง",
        last_name="พูนสุข",
        sex="F",
        birth_precision="DAY",
        birth_first_on=date(1990, 3, 4),
        national_id="1999900000013",
    )
    desk.type("พวงท")
    desk.look()
    desk.press(Key.Key_Down)
    desk.enter()
    desk.wait()
    row = desk.page.people.rows[0]
    assert row.name.text() == "นางพวงทอง พูนสุข"
    assert row.birth.text() == "4 มี.ค. 2533"
    assert row.document.chip_text() == "✓ เลขถูกต้อง"
    assert focused() is row.relation
    desk.save()
    close_papers(desk)
    assert desk.rows(Person.id, Person.version) == [(known, 1)]
    assert desk.rows(Stay.person_id) == [(known,)]


def test_another_page_sends_a_person_to_be_admitted(desk):
    known = register(desk, title="นาง", first_name="พวงทอง", last_name="พูนสุข", sex="F")
    desk.window.workbench.navigate("admission", person_id=known)
    desk.wait()
    assert desk.page.people.rows[0].known.person_id == known
    assert len(desk.page.people.rows) == 1


def test_consent_is_given_purpose_by_purpose(desk):
    desk.type("นายสมมติ")
    card = desk.page.consent
    card.consent.setFocus()
    desk.press(Key.Key_Space)
    assert [code for code, tick in card.purposes.items() if tick.isChecked()] == ["SHELTER"]
    card.purposes["PHOTO"].setFocus()
    desk.press(Key.Key_Space)
    desk.save()
    close_papers(desk)
    assert sorted(desk.rows(Consent.purpose, Consent.state)) == [("PHOTO", "given"), ("SHELTER", "given")]


def test_enter_without_choosing_keeps_typing_a_new_person(desk):
    register(desk, title="นาง", first_name="พวงทอง", last_name="พูนสุข", sex="F")
    desk.type("พวงท")
    desk.look()
    assert focused().popup_is_open()
    desk.press(Key.Key_Escape)
    assert not focused().popup_is_open()
    desk.enter()
    assert desk.page.people.rows[0].known is None
    assert desk.page.people.rows[0].name.text() == "พวงท"


def test_a_number_typed_in_the_name_field_finds_its_person(desk):
    known = register(desk, first_name="พวงทอง", sex="F", national_id="1999900000013")
    desk.type("1999900000013")
    desk.look()
    desk.enter()
    desk.wait()
    assert desk.page.people.rows[0].known.person_id == known


def similar(desk):
    known = register(
        desk,
        title="นาย",
        first_name="มานะ",
        last_name="พูลสุข",
        sex="M",
        birth_precision="YEAR",
        birth_first_on=date(1987, 1, 1),
    )
    desk.type("นายมานะ พูนสุข")
    desk.enter(2)
    desk.type("12/9/30")
    desk.enter()
    desk.wait()
    return known


def test_a_possible_duplicate_is_warned_of_and_said_to_be_another(desk):
    known = similar(desk)
    row = desk.page.people.rows[0]
    assert row.strip.isVisible()
    assert row.strip.text().startswith("พบบุคคลคล้ายกัน: นายมานะ พูลสุข")
    assert "เกิดปีเดียวกัน" in row.strip.text()
    while focused() is not row.strip.other:
        desk.press(Key.Key_Tab)
    desk.press(Key.Key_Space)
    assert not row.strip.isVisible()
    desk.save()
    close_papers(desk)
    (new,) = [one.id for one in desk.rows(Person.id) if one.id != known]
    assert desk.rows(NotSamePerson.lower_id, NotSamePerson.higher_id) == [(known, new)]


def test_a_possible_duplicate_is_compared_and_used(desk):
    known = similar(desk)
    row = desk.page.people.rows[0]
    row.strip.compare.setFocus()
    desk.press(Key.Key_Space)
    desk.wait()
    assert focused() is desk.dialog(CompareDialog).use
    desk.enter()
    desk.wait()
    assert row.known.person_id == known
    assert row.name.text() == "นายมานะ พูลสุข"
    assert not row.strip.isVisible()


def test_somebody_very_likely_known_is_asked_about_once_when_saving_and_nothing_is_lost(desk):
    known = register(
        desk,
        title="นาย",
        first_name="มานะ",
        last_name="พูลสุข",
        sex="M",
        birth_precision="DAY",
        birth_first_on=date(1987, 9, 12),
    )
    before = desk.page.service.mapTo(desk.page, desk.page.service.rect().topLeft())
    desk.type("นายมานะ พูลสุข")
    desk.enter(2)
    desk.type("12/9/30")
    desk.enter()
    desk.wait()
    row = desk.page.people.rows[0]
    assert row.strip.found().strong
    assert row.strip.isVisible()
    assert desk.page.service.mapTo(desk.page, desk.page.service.rect().topLeft()) == before, "nothing moved"
    desk.save()
    asked = desk.dialog(UndecidedDialog)
    told = [one.text().replace("\u200b", "") for one in asked.findChildren(QLabel)]
    assert any("ในทะเบียน: นายมานะ พูลสุข" in one for one in told)
    asked.reject()
    desk.wait()
    assert row.name.text() == "นายมานะ พูลสุข"
    assert desk.page.save_button.isEnabled()
    assert len(desk.rows(Person.id)) == 1
    desk.save()
    desk.dialog(UndecidedDialog).findChild(QPushButton, "undecidedLaterButton").click()
    desk.wait()
    close_papers(desk)
    assert len(desk.rows(Person.id)) == 2
    assert desk.rows(NotSamePerson.lower_id) == [], (
        "left open: the pair stays in the list of perhaps the same"
    )
    assert known


def stayed_often(desk, times):
    """Someone whose trial entries are used up, told through the services."""
    from panpun_desktop.services.admission_requests import AdmitPeople, Member
    from panpun_desktop.services.admissions import admit
    from panpun_desktop.services.stays import EndStay, end_stay

    context = desk.context
    known = register(desk, title="นาย", first_name="เวียน", last_name="ซ้ำ", sex="M")
    now = context.clock.instant
    for month in range(1, times + 1):
        context.clock.instant = now.replace(month=month, day=3)
        request = AdmitPeople((Member(person_id=known),), "TRIAL", date(2026, month, 1))
        made = admit(context.work, context.actor, request)
        ((version,),) = desk.rows(Stay.version)[-1:]
        leaving = EndStay(((made.stay_ids[0], version),), date(2026, month, 3), "SELF")
        end_stay(context.work, context.actor, leaving)
    context.clock.instant = now
    return known


def test_passing_a_limit_asks_once_with_the_facts_and_records_the_reason(desk):
    stayed_often(desk, 6)
    desk.type("เวียน ซ้ำ")
    desk.look()
    desk.enter()
    desk.wait()
    desk.save()
    asked = desk.dialog(ReasonsDialog)
    assert "เข้าทดลองอยู่แล้ว 6 ครั้ง" in "".join(tick.accessibleName() for _c, tick in asked._asked.values())
    assert focused() is asked.code
    desk.press(Key.Key_Return, CTRL)
    assert asked.code_box.problem()
    desk.type("เจ็บ")
    desk.enter()
    desk.type("สั้นไป")
    desk.press(Key.Key_Return, CTRL)
    assert asked.text_box.problem()
    desk.type(" ต้องพักฟื้นต่อ")
    desk.save()
    close_papers(desk)
    (override,) = desk.rows(Override.rule_id, Override.reason_code, Override.reason)
    assert override == ("R-TRI-5", "ILL", "สั้นไป ต้องพักฟื้นต่อ")


def test_going_back_from_the_question_keeps_the_form(desk):
    stayed_often(desk, 6)
    desk.type("เวียน ซ้ำ")
    desk.look()
    desk.enter()
    desk.wait()
    desk.save()
    desk.press(Key.Key_Escape)
    desk.wait()
    assert desk.page.people.rows[0].name.text() == "นายเวียน ซ้ำ"
    assert desk.page.save_button.isEnabled()
    assert len(desk.rows(Stay.id)) == 6


def test_what_is_impossible_is_said_beside_its_field_with_the_focus_there(desk):
    desk.type("สมมติ")
    desk.enter(2)
    desk.type("31/2/30")
    desk.enter()  # saved from another field
    desk.save()
    row = desk.page.people.rows[0]
    assert focused() is row.birth
    assert row.problem()
    assert (bool(row.birth.property("problem")), bool(row.name.property("problem"))) == (True, False)
    desk.press(Key.Key_A, CTRL)
    desk.type("2530")
    desk.save()
    assert focused() is row.sex
    assert row.problem()
    desk.type("ช")
    assert not row.problem()
    desk.page.arrival.day.setFocus()
    desk.press(Key.Key_A, CTRL)
    desk.type("25/12/69")
    desk.save()
    assert focused() is desk.page.arrival.day
    assert desk.page.arrival.day_box.problem()
    assert desk.rows(Stay.id) == []


def test_a_referral_asks_for_its_agency_and_a_new_one_is_added(desk):
    from panpun_desktop.models import Agency

    desk.type("นายสมมติ")
    desk.page.arrival.focus_first()
    desk.type("ส่งต่อ")
    desk.save()
    assert focused() is desk.page.arrival.agency
    desk.type("สนง. พมจ.สงขลา")
    desk.save()
    close_papers(desk)
    assert desk.rows(Agency.name) == [("สนง. พมจ.สงขลา",)]


def test_transit_asks_whose_client_and_what_is_awaited(desk):
    desk.type("นายสมมติ")
    desk.press(Key.Key_F6)
    desk.press(Key.Key_5)
    assert desk.page.service.chosen() == "TRANSIT"
    desk.save()
    assert focused() is desk.page.service.client_of
    desk.type("ของ")
    desk.enter()
    desk.type("รอกลับ")
    desk.save()
    close_papers(desk)
    assert desk.rows(Episode.client_of, Episode.awaiting) == [("OWN", "HOME")]


def test_someone_staying_already_is_not_admitted_again(desk):
    desk.type("นายสมมติ")
    desk.save()
    close_papers(desk)
    desk.type("สมมติ")
    desk.look()
    desk.enter()
    desk.wait()
    assert "พักอยู่ในศูนย์แล้ว" in desk.page.people.rows[0].problem()
    desk.save()
    assert desk.page.people.rows[0].problem()
    assert len(desk.rows(Stay.id)) == 1


def test_a_number_that_another_person_has_is_said_beside_it(desk):
    register(desk, title="นาย", first_name="คนเดิม", sex="M", national_id="1999900000013")
    desk.type("นายสมมติ")
    desk.enter(4)
    desk.type("1999900000013")
    desk.save()
    row = desk.page.people.rows[0]
    assert focused() is row.document
    assert row.problem()


def test_the_draft_comes_back_after_a_restart_and_goes_with_saving(make_desk):
    desk = make_desk()
    type_family(desk)
    desk.press(Key.Key_F6)
    desk.press(Key.Key_Down)
    desk.pause()
    assert "บันทึกอัตโนมัติเป็นร่าง 10:00 น." in desk.page._kept.plain_text()
    again = make_desk()
    page = again.page
    assert [row.name.text() for row in page.people.rows][1:3] == ["นายมานะ พูนสุข", "เด็กชายต้นไม้ พูนสุข"]
    assert page.people.rows[3].birth.text() == "ประมาณ 3 ปี"
    assert page.service.chosen() == "COURSE_S"
    assert "10:00" in page.banner.text()
    assert focused() is page.people.rows[-1].name
    assert not any(row.name.hasSelectedText() for row in page.people.rows), "one key would erase it"
    again.save()
    close_papers(again)
    assert again.rows(Draft.form) == []
    assert len(again.rows(Stay.id)) == 4


def test_cancelling_empties_the_form_and_ctrl_z_brings_it_back(desk):
    desk.type("นายสมมติ ตัวอย่าง")
    desk.enter()
    desk.page.cancel_button.setFocus()
    desk.press(Key.Key_Space)
    desk.wait()
    assert desk.page.people.rows[0].is_empty()
    assert desk.rows(Draft.form) == []
    desk.press(Key.Key_Z, CTRL)
    desk.wait()
    assert desk.page.people.rows[0].name.text() == "นายสมมติ ตัวอย่าง"


def test_ctrl_z_takes_the_whole_admission_back(desk):
    desk.page.consent.papers["intake_form"].setChecked(False)
    desk.page.consent.papers["voluntary"].setChecked(False)
    type_family(desk)
    desk.save()
    assert len(desk.rows(Stay.id)) == 4
    assert "ครอบครัว 4 คน" in desk.window.workbench.undo_bar.text()
    desk.press(Key.Key_Z, CTRL)
    desk.wait()
    assert all(one.voided_at for one in desk.rows(Stay.voided_at))
    assert all(one.voided_at for one in desk.rows(Person.voided_at))


def test_beds_are_chosen_by_hand_and_two_in_one_bed_are_refused(desk):
    type_family(desk)
    desk.pause()
    desk.page.arrival.bed.beds_asked.emit()
    desk.wait()
    chosen = desk.dialog(BedDialog)
    boxes = [box.field for box in chosen._boxes.values()]
    boxes[1].set_value(boxes[0].value())
    QTest.mouseClick(chosen.take_button, Qt.MouseButton.LeftButton)
    assert [box.problem() for box in chosen._boxes.values()][1]
    boxes[1].set_value("none")
    QTest.mouseClick(chosen.take_button, Qt.MouseButton.LeftButton)
    desk.wait()
    assert desk.page.arrival.bed.verdict_text() == "เลือกเอง"
    desk.save()
    close_papers(desk)
    with_bed = desk.rows(BedUse.bed_id)
    assert len(with_bed) == 3


def test_alt_down_offers_the_other_plans_and_no_bed(desk):
    desk.type("นายสมมติ")
    desk.enter()
    desk.pause()
    desk.page.arrival.bed.setFocus()
    texts = [one.text() for one in desk.page.arrival.bed.menu_of_plans().actions()]
    assert texts[0].startswith("ชาย 1 · ว่าง 6/6 เตียง")
    assert texts[-1] == "ไม่ระบุเตียง"
    desk.page.arrival.bed.none_chosen.emit()
    desk.save()
    close_papers(desk)
    assert desk.rows(BedUse.bed_id) == []


def test_delete_in_an_empty_row_takes_it_out_and_insert_never_makes_two(desk):
    desk.type("นายสมมติ")
    desk.press(Key.Key_Insert, times=2)
    assert len(desk.page.people.rows) == 2
    desk.press(Key.Key_Delete)
    assert len(desk.page.people.rows) == 1
    assert focused() is desk.page.people.rows[0].name


def test_someone_without_a_name_comes_in_with_what_is_seen(desk):
    desk.press(Key.Key_F8)
    desk.enter(3)
    desk.type("ญ")
    desk.enter()
    desk.press(Key.Key_F8)
    assert desk.page.people.rows[0].document.chip_text() == "ไม่มีเอกสาร → เปิดงานสถานะบุคคล"
    desk.save()
    close_papers(desk)
    (person,) = desk.rows(Person.first_name, Person.sex, Person.card_held, Person.civil_status)
    assert person == ("", "F", "NONE", "UNKNOWN")


def test_without_a_card_reader_the_button_says_how_to_go_on(desk):
    desk.context.terminal = OneReader(trouble="card.no_reader")
    desk.page.arrival.channel.setFocus()
    desk.press(Key.Key_F4)
    desk.wait()
    assert not desk.page.arrival.channel.view().isVisible()
    dialog = desk.dialog(CardReadingDialog)
    assert "ไม่พบเครื่องอ่านบัตร" in dialog.banner.text()
    dialog.type_button.click()
    desk.wait()
    assert focused() is desk.page.people.rows[0].document


def test_a_full_house_puts_up_extra_mattresses(desk):
    from panpun_desktop.models import Bed
    from panpun_desktop.services.beds import BlockBed, block_bed

    for bed_id, _label in desk.rows(Bed.id, Bed.label):
        block_bed(desk.context.work, desk.context.actor, BlockBed(bed_id, date(2026, 11, 1)))
    desk.type("นายสมมติ")
    desk.enter()
    desk.pause()
    assert desk.page.arrival.bed.verdict_text() == "ที่นอนเสริม"
    desk.save()
    close_papers(desk)
    ((is_extra,),) = desk.rows(Bed.is_extra)[-1:]
    assert is_extra
    assert len(desk.rows(BedUse.bed_id)) == 1


@pytest.mark.parametrize(("full", "left"), [(("ชาย",), "หญิง"), (("ชาย", "หญิง"), "ครอบครัว")])
def test_with_the_mens_beds_full_a_man_is_proposed_no_room_for_women_or_families(desk, full, left):
    from panpun_desktop.services.beds import BlockBed, block_bed, free_beds

    work, actor = desk.context.work, desk.context.actor
    for bed in free_beds(work, actor, desk.context.today):
        if bed.label.startswith(full):
            block_bed(work, actor, BlockBed(bed.bed_id, date(2026, 11, 1)))
    desk.type("นายสมมติ")
    desk.enter()
    desk.pause()
    bed = desk.page.arrival.bed
    assert (bed.words, bed.verdict_text()) == ("ยังไม่ระบุเตียง", "ไม่ระบุเตียง")
    assert "อีกเพศ" in desk.page.arrival.bed_box.label.text()
    assert any(one.text().startswith(left) for one in bed.menu_of_plans().actions()), "still to be chosen"
    desk.save()
    close_papers(desk)
    assert len(desk.rows(Stay.id)) == 1
    assert desk.rows(BedUse.bed_id) == []


@pytest.mark.parametrize("size", [(1366, 768), (1093, 614), (911, 512)])
def test_every_control_is_named_reached_and_whole_at_100_125_and_150_percent(desk, size):
    similar(desk)
    desk.press(Key.Key_Insert)
    desk.type("ด.ช.ต้นไม้")
    desk.enter()
    desk.page.arrival.channel.setFocus()
    desk.type("ส่งต่อ")
    desk.window.resize(*size)
    desk.wait()
    assert unnamed(desk.page) == []
    assert unreached(desk.page) == []
    assert clipped(desk.page) == []
    assert too_low(desk.page) == []
