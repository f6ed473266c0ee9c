"""Reports and letters as a person makes them: chosen, looked at, settled, numbered, printed, found again."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QScrollArea
from python_calamine import CalamineWorkbook

from panpun_desktop.models import AuditEntry, Consent
from panpun_desktop.reports import runner
from panpun_desktop.rules.roles import SYSTEM, Role
from panpun_desktop.services import agencies, documents, people
from panpun_desktop.services.access import AccessFilter, list_access
from panpun_desktop.services.agencies import SaveAgency
from panpun_desktop.services.consents import RecordConsent, record_consent
from panpun_desktop.views.acts.consent import ConsentDialog
from panpun_desktop.views.documents import build
from panpun_desktop.views.documents.agency_dialog import AgencyDialog
from panpun_desktop.views.documents.behind_dialog import BehindDialog
from panpun_desktop.views.documents.cancel_dialog import CancelDialog
from panpun_desktop.views.documents.figures_dialog import FiguresDialog
from panpun_desktop.widgets import printing
from panpun_desktop.widgets.buttons import QuietButton
from panpun_desktop.widgets.saving import quiet_bar
from tests import training
from tests.builders import MANAGER
from tests.conformance.walk import clipped, too_low, unnamed, unreached
from tests.reports.kit.reading import poppler
from tests.typing import focused, press, type_here, type_text

CTRL = Qt.KeyboardModifier.ControlModifier
SHELTER = "ศูนย์คุ้มครองคนไร้ที่พึ่งจังหวัดตัวอย่าง"
DIRECTOR = "ผู้อำนวยการศูนย์คุ้มครองคนไร้ที่พึ่งจังหวัดตัวอย่าง"
ID_NUMBER = "5999900000039"


@pytest.fixture
def printed(monkeypatch):
    """What was sent to the printer: lists of papers."""
    sent: list[list[bytes]] = []

    def take(pdfs, _title, _parent=None, **_more):
        sent.append(list(pdfs))
        return True

    monkeypatch.setattr(printing, "ask_and_print", take)
    return sent


@pytest.fixture
def open_page(qtbot, open_centre):
    """Opens the screen in a window of the usual size; arguments as from ``navigate``."""
    windows = []

    def open_it(width=1160, height=690, **arguments):
        page = build(open_centre.context)
        window = QScrollArea()  # as the workbench has it
        window.setWidgetResizable(True)
        window.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        window.setWidget(page)
        window.resize(width, height)
        qtbot.addWidget(window)
        windows.append(window)
        open_centre.context.operations.changed.connect(lambda changes, _asker: page.reload(changes))
        with qtbot.waitActive(window):
            window.show()
        page.open_with(**arguments)
        page.focus_first()
        drawn(page, open_centre, qtbot)
        return page

    yield open_it
    open_centre.wait()


def drawn(page, open_centre, qtbot):
    """Let typing settle and the paper be drawn and shown."""
    if page.form is not None:
        qtbot.waitUntil(lambda: not page.form._pause.isActive())
    for _ in range(3):
        open_centre.wait()


def shown(page) -> str:
    return poppler(page.desk_page.preview.pdf)


def issued_papers(open_centre):
    return documents.list_documents(open_centre.work, MANAGER)


@pytest.fixture
def shelter(open_centre):
    """A state agency in the directory."""
    changes = agencies.save_agency(
        open_centre.work, open_centre.actor, SaveAgency(None, SHELTER, "GOV", DIRECTOR)
    )
    return next(iter(changes.agencies))


@pytest.fixture
def boonmee(open_centre):
    """Someone in the sixth night of a stay, with a number on his card."""
    return open_centre.house.staying(
        "บุญมี",
        "ชาย 1-01",
        days=6,
        title="นาย",
        last_name="ศรีทอง",
        sex="M",
        national_id=ID_NUMBER,
        home_province="สงขลา",
    ).person_id


# the monthly report ---------------------------------------------------------------------------------


def test_the_report_of_the_month_is_shown_with_its_checks(open_page, open_centre, boonmee):
    page = open_page()
    assert "พฤศจิกายน" in page.form.month.text()
    assert "รายงานผลการดำเนินงานประจำเดือน พฤศจิกายน" in shown(page)
    marks = {one.text: (one.mark, one.remark) for one in page.form.checks.findings}
    assert marks["ยกมา + รับเข้า − จำหน่าย = คงเหลือ"] == ("✓", "0 + 1 − 0 = 1")
    assert marks["ข้อมูลไม่ครบ"] == ("!", "ไม่ทราบอายุ 1 ครั้ง")
    assert page.desk_page.preview.page_count() >= 2


BEGUN = "ศูนย์เริ่มใช้โปรแกรม"


def test_a_month_before_the_beginning_is_explained_once_in_the_place_of_the_paper(
    open_page, open_centre, qtbot
):
    page = open_page()
    page.form.month.setFocus()
    page.form.month.selectAll()
    type_here("8/2569")
    press(focused(), Qt.Key.Key_Return)
    drawn(page, open_centre, qtbot)
    told = [
        one
        for one in page.findChildren(QLabel)
        if one.isVisible() and BEGUN in one.text().replace("\u200b", "")
    ]
    assert len(told) == 1
    assert page.desk_page.preview.empty.isAncestorOf(told[0])
    assert page.desk_page.banner.text() == page.form.boxes["month"].problem() == ""
    assert page.desk_page.preview.page_count() == 0
    assert not page.desk_page.print_button.isEnabled()


def test_a_month_that_cannot_be_read_stays_and_is_explained(open_page, open_centre, qtbot):
    page = open_page()
    page.form.month.selectAll()
    type_text(page.form.month, "หน้าฝน")
    press(page.form.month, Qt.Key.Key_Return)
    assert page.form.month.text() == "หน้าฝน"
    assert "โปรดระบุเดือน" in page.form.boxes["month"].problem()


def test_a_heading_without_its_tick_is_not_printed(open_page, open_centre, qtbot):
    page = open_page()
    assert "ตามช่องทางรับเข้า" in shown(page)
    page.form.tables["intake_channel"].setFocus()
    press(focused(), Qt.Key.Key_Space)
    drawn(page, open_centre, qtbot)
    assert "ตามช่องทางรับเข้า" not in shown(page)
    assert "ตามผลการจำหน่าย" in shown(page)


def test_figures_are_thai_when_asked_for_and_stay_so(open_page, open_centre, qtbot):
    page = open_page()
    assert "๒๕๖๙" not in shown(page)
    page.form.thai.click()
    drawn(page, open_centre, qtbot)
    assert "๒๕๖๙" in shown(page)
    assert build(open_centre.context)._form("monthly").thai.isChecked()


def test_words_typed_under_the_tables_stand_on_the_paper(open_page, open_centre, qtbot):
    page = open_page()
    page.form.boxes["problems"].field.setFocus()
    type_here("เตียงไม่พอ")
    drawn(page, open_centre, qtbot)
    assert "เตียงไม่พอ" in shown(page)


def test_ctrl_p_prints_what_is_open_and_issues_nothing(open_page, open_centre, printed):
    page = open_page()
    page.print_open()
    assert printed == [[page.desk_page.preview.pdf]]
    assert issued_papers(open_centre) == ()


def test_an_issued_report_is_kept_as_it_was(open_page, open_centre, qtbot):
    page = open_page()
    page.desk_page.issue_aside.click()
    drawn(page, open_centre, qtbot)
    (row,) = issued_papers(open_centre)
    assert (row.kind, row.number) == ("monthly", "")
    assert documents.reprint(open_centre.work, MANAGER, row.id) == page.desk_page.preview.pdf
    assert not page.desk_page.issue_aside.isEnabled()


def test_a_saved_file_is_named_after_the_month(open_page, open_centre, monkeypatch, tmp_path):
    asked = []

    def choose(_parent, _title, name, _kinds):
        asked.append(Path(name).name)
        return str(tmp_path / asked[0]), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    page = open_page()
    page.desk_page.save_button.click()
    assert asked == ["รายงานประจำเดือน-2026-11.pdf"]
    assert (tmp_path / asked[0]).read_bytes() == page.desk_page.preview.pdf


def test_a_figure_opens_the_names_behind_it_by_button_and_on_the_paper(
    open_page, open_centre, boonmee, qtbot
):
    page = open_page()
    page.form.behind.buttons["admitted"].click()
    open_centre.wait()
    (dialog,) = page.window().findChildren(BehindDialog)
    assert [row.name for row in (dialog.table.rows.row_at(0),)] == ["นายบุญมี ศรีทอง"]
    press(dialog.table, Qt.Key.Key_Return)
    assert open_centre.navigated == [("residents", {"person_id": boonmee})]
    page.desk_page.preview.clicked.emit(*place_of(("movement", "admitted", "male"), page))
    open_centre.wait()
    assert [one.windowTitle() for one in page.window().findChildren(BehindDialog)][-1] == "รับเข้า · ชาย"


def test_the_figures_are_walked_by_keys_and_their_names_saved(
    open_page, open_centre, boonmee, qtbot, monkeypatch, tmp_path
):
    page = open_page()
    page.form.behind.all_button.click()
    (walk,) = page.window().findChildren(FiguresDialog)
    titles = [walk.tables.item(row).text() for row in range(walk.tables.count())]
    assert titles[:3] == ["ความเคลื่อนไหวผู้พัก", "ตามช่วงอายุ", "ตามประเภทบริการ"]
    press(walk.tables, Qt.Key.Key_Return)
    press(walk.table, Qt.Key.Key_Down)
    for _ in range(3):
        press(walk.table, Qt.Key.Key_Down)
    assert (walk.table.current().row, walk.table.current().text) == ("รับเข้า", "0")
    press(walk.table, Qt.Key.Key_Up)
    assert walk.table.current().label == "รับเข้า · ชาย"
    press(walk.table, Qt.Key.Key_Return)
    open_centre.wait()
    (dialog,) = page.window().findChildren(BehindDialog)
    assert "1" in dialog.heading.plain_text()
    target = tmp_path / "names.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(target), ""))
    dialog.save_button.click()
    open_centre.wait()
    rows = CalamineWorkbook.from_path(target).get_sheet_by_name("รายชื่อ").to_python()
    assert rows[1][2] == "นายบุญมี ศรีทอง"
    kept = {
        (one.kind, one.place, one.person_id) for one in list_access(open_centre.work, MANAGER, AccessFilter())
    }
    assert ("export", "monthly", boonmee) in kept
    assert quiet_bar(dialog).text() == "เขียนข้อมูล 1 คนลงไฟล์ names.xlsx แล้ว"


def place_of(place, page):
    """The middle of a figure on the paper, in points from the top left of its page."""
    (one,) = [one for one in page.form._places if one.key == place]
    return one.page, (one.left + one.right) / 2, (one.top + one.bottom) / 2


# the daily list -------------------------------------------------------------------------------------


def test_the_daily_list_follows_the_night_chosen(open_page, open_centre, boonmee, qtbot):
    page = open_page(kind="census")
    assert "บุญมี" in shown(page)
    page.form.day.selectAll()
    type_text(page.form.day, "-10")
    press(page.form.day, Qt.Key.Key_Return)
    drawn(page, open_centre, qtbot)
    assert "11 พฤศจิกายน 2569" in shown(page)
    assert "บุญมี" not in shown(page)


def test_a_night_to_come_is_refused_on_the_page(open_page, open_centre, qtbot):
    page = open_page(kind="census")
    page.form.day.selectAll()
    type_text(page.form.day, "+1")
    press(page.form.day, Qt.Key.Key_Return)
    drawn(page, open_centre, qtbot)
    assert "ยังไม่ถึงวันที่" in page.desk_page.banner.text()


# the transfer letter --------------------------------------------------------------------------------


def letter_page(open_page, boonmee, **more):
    return open_page(person_id=boonmee, kind="transfer_letter", **more)


def choose_agency(page, open_centre, qtbot):
    page.form.agency.box.setFocus()
    type_here("ศูนย์คุ้ม")
    drawn(page, open_centre, qtbot)


def give_wanted(page, open_centre, qtbot, text="ที่พักระยะยาว"):
    type_text(page.form.wanted, text)
    drawn(page, open_centre, qtbot)


def test_a_letter_from_a_persons_page_needs_at_most_five_actions(
    open_page, open_centre, shelter, boonmee, printed, qtbot
):
    work, actor = open_centre.work, open_centre.context.actor
    record_consent(work, actor, RecordConsent(boonmee, "DISCLOSE", open_centre.context.today, "given"))
    page = letter_page(open_page, boonmee)
    assert focused() is page.form.agency.box
    actions = 2  # ออกหนังสือ on the person's page, and the kind in the choice
    type_here("ศูนย์คุ้ม")
    actions += 1
    page.form.wanted.setFocus()
    type_here("ที่พักระยะยาว")
    actions += 1
    drawn(page, open_centre, qtbot)
    named = {name for name, _words in page.form.missing()}
    assert named == page.form.left_to_the_pen, "named beside the paper, written in by hand"
    page.save()  # Ctrl+Enter
    actions += 1
    drawn(page, open_centre, qtbot)
    assert actions <= 5
    (row,) = issued_papers(open_centre)
    assert row.number.endswith("001/2569")
    assert len(printed) == 1


def test_what_was_typed_into_a_letter_is_offered_for_the_same_person(
    open_page, open_centre, shelter, boonmee, qtbot
):
    page = letter_page(open_page, boonmee)
    give_wanted(page, open_centre, qtbot)
    wanted = page.form.wanted.text()
    page.form.draft.keep()
    open_centre.wait()
    again = letter_page(open_page, boonmee)
    assert again.form.wanted.text() == ""
    (go_on, *_others) = again.form.draft.banner.findChildren(QuietButton)
    go_on.click()
    drawn(again, open_centre, qtbot)
    assert again.form.wanted.text() == wanted


def issue_twice(page, open_centre, qtbot):
    """The first press names what is missing, the second issues; without a consent a reason is given."""
    page.desk_page.issue_main.click()
    drawn(page, open_centre, qtbot)
    type_text(page.form.before.why, "ผู้รับบริการขอไปวันนี้")
    page.desk_page.issue_main.click()


def test_a_draft_carries_no_number_and_issuing_takes_the_next(
    open_page, open_centre, shelter, boonmee, printed, qtbot
):
    page = letter_page(open_page, boonmee)
    choose_agency(page, open_centre, qtbot)
    give_wanted(page, open_centre, qtbot)
    assert "๐๐๑/๒๕๖๙" not in shown(page)
    assert "001/2569" in page.form.status_text
    issue_twice(page, open_centre, qtbot)
    drawn(page, open_centre, qtbot)
    assert "๐๐๑/๒๕๖๙" in shown(page)
    assert DIRECTOR in shown(page).replace("\n", "")
    page.desk_page.again_button.click()
    drawn(page, open_centre, qtbot)
    assert "๐๐๑/๒๕๖๙" not in shown(page)
    issue_twice(page, open_centre, qtbot)
    drawn(page, open_centre, qtbot)
    assert [row.number[-8:] for row in issued_papers(open_centre)] == ["002/2569", "001/2569"]


def test_what_is_missing_is_named_before_the_number_is_given(
    open_page, open_centre, shelter, boonmee, printed, qtbot
):
    page = letter_page(open_page, boonmee)
    choose_agency(page, open_centre, qtbot)
    assert any("ด้านที่ขอรับบริการ" in one.text for one in page.form.before.findings)
    page.desk_page.issue_main.click()
    drawn(page, open_centre, qtbot)
    assert issued_papers(open_centre) == ()
    assert "เขียนด้วยมือ" in page.form.boxes["wanted_service"].problem()
    assert focused() is page.form.wanted
    type_text(page.form.before.why, "ผู้รับบริการขอไปวันนี้")
    page.desk_page.issue_main.click()
    drawn(page, open_centre, qtbot)
    assert len(issued_papers(open_centre)) == 1, "the blank is left to be written by hand"


def test_missing_consent_is_named_before_the_number_is_given(
    open_page, open_centre, shelter, boonmee, printed, qtbot
):
    page = letter_page(open_page, boonmee)
    choose_agency(page, open_centre, qtbot)
    give_wanted(page, open_centre, qtbot)
    type_text(page.form.escort_time, "10.00")
    type_text(page.form.boxes["escort_phone"].field, "02-000-0000")
    drawn(page, open_centre, qtbot)
    assert page.form.missing() == []
    page.desk_page.issue_main.click()
    drawn(page, open_centre, qtbot)
    assert issued_papers(open_centre) == ()
    assert open_centre.said[-1].startswith("ยังไม่มี ความยินยอมให้เปิดเผยข้อมูลส่วนบุคคล โปรด")
    page.desk_page.issue_main.click()
    drawn(page, open_centre, qtbot)
    assert issued_papers(open_centre) == ()
    assert page.form.before.why_box.problem() == "โปรดระบุเหตุผลสั้น ๆ"
    assert focused() is page.form.before.why
    type_text(page.form.before.why, "ต้องรักษาด่วน ยังพูดไม่ได้")
    page.desk_page.issue_main.click()
    drawn(page, open_centre, qtbot)
    assert len(issued_papers(open_centre)) == 1
    today = open_centre.context.today
    told = runner.facts(open_centre.work, MANAGER, "disclosures", {"first_on": today, "last_on": today})
    assert "· ต้องรักษาด่วน ยังพูดไม่ได้" in str(told)
    assert not page.form.before.why_box.isVisible()


def test_the_number_of_the_card_is_told_only_with_consent(open_page, open_centre, shelter, boonmee, qtbot):
    page = letter_page(open_page, boonmee)
    choose_agency(page, open_centre, qtbot)
    assert ("ไม่ใส่", "เลขประจำตัวประชาชน") in told(page)
    assert "เลขประจำตัวประชาชน" not in shown(page)
    page.form.before.consent_button.setFocus()
    page.form.before.consent_button.click()
    (dialog,) = page.window().findChildren(ConsentDialog)
    assert (dialog.purpose.value(), "ศูนย์คุ้ม" in dialog.recipient.text()) == ("DISCLOSE", True)
    assert "เลขประจำตัวประชาชน" in dialog.told.text()
    open_centre.wait()
    with open_centre.work.reading(SYSTEM, "setting.read") as session:
        assert session.query(Consent).count() == 0, "one click records nothing"
    dialog.state.set_value("given")
    type_text(dialog.how, "อ่านให้ฟัง")
    dialog.save()
    drawn(page, open_centre, qtbot)
    assert page.window().focusWidget() is page.form.wanted
    assert page.form.letter.consent.how == "อ่านให้ฟัง"
    assert ("ใส่", "เลขประจำตัวประชาชน") in told(page)
    assert "เลขประจำตัวประชาชน" in shown(page)
    assert not page.form.before.consent_button.isVisible()
    with open_centre.work.reading(SYSTEM, "setting.read") as session:
        assert "ศูนย์คุ้ม" in session.query(Consent).one().recipient
    open_centre.context.undo.undo()
    open_centre.wait()
    with open_centre.work.reading(SYSTEM, "setting.read") as session:
        assert session.query(Consent).count() == 0


def told(page):
    return [(one.mark, one.text) for one in page.form.disclosed.findings]


def test_health_is_never_among_what_is_told(open_page, open_centre, shelter, boonmee, qtbot):
    page = letter_page(open_page, boonmee)
    choose_agency(page, open_centre, qtbot)
    assert ("ไม่ใส่", "ข้อมูลสุขภาพ") in told(page)


def test_a_person_is_found_by_typing_and_an_agency_is_added_on_the_way(
    open_page, open_centre, boonmee, qtbot
):
    page = open_page(kind="transfer_letter")
    assert focused() is page.form.person
    type_here("บุญ")
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    assert page.form.person.text() == "บุญ", "what is typed stays while the list is open"
    press(QApplication.activePopupWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.form.person.person_id is not None)
    drawn(page, open_centre, qtbot)
    assert page.form.person.text() == "นายบุญมี ศรีทอง"
    page.form.agency.add_button.click()
    (dialog,) = page.window().findChildren(AgencyDialog)
    type_text(dialog.agency_name, SHELTER)
    type_text(dialog.addressee, DIRECTOR)
    dialog.save()
    for _ in range(3):
        drawn(page, open_centre, qtbot)
    assert page.form.agency.box.currentText() == SHELTER
    assert "นายบุญมี ศรีทอง" in shown(page)


def test_an_agency_without_a_name_is_refused_beside_the_name(open_page, open_centre, boonmee, qtbot):
    page = letter_page(open_page, boonmee)
    page.form.agency.add_button.click()
    (dialog,) = page.window().findChildren(AgencyDialog)
    dialog.save()
    open_centre.wait()
    assert dialog.isVisible()
    assert dialog.boxes["name"].problem()


def test_the_file_of_a_letter_carries_the_register_number_and_no_name(
    open_page, open_centre, shelter, boonmee, monkeypatch, qtbot
):
    asked = []
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *given: (asked.append(Path(given[2]).name), ("", ""))[1]
    )
    page = letter_page(open_page, boonmee)
    choose_agency(page, open_centre, qtbot)
    page.desk_page.save_button.click()
    regno = people.person_panel(open_centre.work, open_centre.actor, boonmee).row.regno
    assert asked == [f"หนังสือส่งตัว-{regno}.pdf"]


# forms of a family, blank forms ---------------------------------------------------------------------


def test_a_family_gets_a_paper_each_and_all_print_in_one_go(open_page, open_centre, printed, qtbot):
    mother = open_centre.house.staying("สายใจ", "ครอบครัว 1-01", sex="F").person_id
    child = open_centre.house.staying("น้อย", "ครอบครัว 1-02", sex="M").person_id
    with open_centre.house.writing() as session:
        from panpun_desktop.models import Person

        both = (session.get(Person, mother), "HEAD"), (session.get(Person, child), "CHILD")
    open_centre.house.family(*both)
    page = open_page(kind="intake_form", person_id=mother)
    assert [box.text() for box in page.form.members.values()] == ["น้อย"]
    page.desk_page.issue_main.click()
    drawn(page, open_centre, qtbot)
    assert [row.person_id for row in issued_papers(open_centre)] == [child, mother]
    (papers,) = printed
    assert ["สายใจ" in poppler(papers[0]), "น้อย" in poppler(papers[1])] == [True, True]


def test_blank_forms_are_printed_without_being_issued(open_page, open_centre, printed, qtbot):
    page = open_page(kind="blank")
    assert "ใบรับตัว" in shown(page)
    page.desk_page.print_button.click()
    drawn(page, open_centre, qtbot)
    ticked = [box for box in page.form.forms.values() if box.isChecked()]
    assert len(printed[0]) == len(ticked)
    assert issued_papers(open_centre) == ()
    page.form.forms["walk_sheet"].click()
    drawn(page, open_centre, qtbot)
    page.desk_page.print_button.click()
    assert len(printed[1]) == len(ticked) + 1


def test_a_running_class_has_a_blank_sheet_among_the_forms(open_page, open_centre, printed, qtbot):
    centre = SimpleNamespace(work=open_centre.work, manager=MANAGER, desk=MANAGER)
    cohort = training.a_cohort(centre, training.a_course(centre, "งานช่าง", service_type=None))
    page = open_page(kind="blank")
    open_centre.wait()
    box = page.form.forms[f"timesheet_{cohort}"]
    assert "งานช่าง" in box.accessibleName()
    for one in page.form.forms.values():
        one.setChecked(one is box)
    drawn(page, open_centre, qtbot)
    page.desk_page.print_button.click()
    assert "งานช่าง" in poppler(printed[0][0])


# issued papers --------------------------------------------------------------------------------------


@pytest.fixture
def issued(open_page, open_centre, shelter, boonmee, printed, qtbot):
    """The screen with one letter issued from it, its list open."""
    page = letter_page(open_page, boonmee)
    choose_agency(page, open_centre, qtbot)
    give_wanted(page, open_centre, qtbot)
    issue_twice(page, open_centre, qtbot)
    drawn(page, open_centre, qtbot)
    page.rail.buttons["issued"].click()
    drawn(page, open_centre, qtbot)
    return page


def test_an_issued_paper_is_reprinted_byte_for_byte_and_each_print_is_noted(issued, open_centre, printed):
    first = printed[0]
    issued.print_open()
    open_centre.wait()
    assert printed[1] == first
    with open_centre.work.reading(SYSTEM, "setting.read") as session:
        acts = [row.act for row in session.query(AuditEntry)]
    assert acts.count("document.reprint") == 1


def test_the_list_is_searched_by_number_name_and_subject(issued, open_centre, qtbot):
    for text, found in {"๐๐๑": 1, "ศรีทอง": 1, "ส่งตัว 001": 1, "ใบเสร็จ": 0}.items():
        issued.register("issued").search.setText(text)
        qtbot.waitUntil(lambda: not issued.register("issued").search._pause.isActive())
        open_centre.wait()
        assert issued.register("issued").table.rows.rowCount() == found, text


def test_a_paper_found_elsewhere_opens_in_the_list(issued, open_centre, open_page, qtbot):
    (row,) = issued_papers(open_centre)
    page = open_page(document_id=row.id, number=row.number)
    drawn(page, open_centre, qtbot)
    assert page.kind == "issued"
    assert page.register("issued").table.current().id == row.id


def test_only_the_manager_cancels_and_says_why(issued, open_centre, open_page, printed, qtbot):
    assert not issued.register("issued").cancel_button.isVisible()
    open_centre.context.actor = MANAGER
    page = open_page(kind="issued")
    page.register("issued").cancel_button.click()
    (dialog,) = page.window().findChildren(CancelDialog)
    dialog.save()
    open_centre.wait()
    assert "เหตุ" in dialog.boxes["reason"].problem()
    type_text(dialog.reason, "ส่งผิดหน่วยงาน")
    dialog.save()
    open_centre.wait()
    (row,) = issued_papers(open_centre)
    assert row.is_cancelled
    assert row.cancel_reason == "ส่งผิดหน่วยงาน"
    drawn(page, open_centre, qtbot)
    assert "ส่งผิดหน่วยงาน" in page.register("issued").banner.text()
    assert page.register("issued").banner.text().startswith("เอกสารนี้ยกเลิกแล้ว")
    assert not page.register("issued").cancel_button.isEnabled()
    assert page.window().focusWidget() is page.register("issued").table, "not on the next button"
    printed.clear()
    page.register("issued").print_button.click()
    open_centre.wait()
    ((pdf,),) = printed
    assert "ยกเลิก" in poppler(pdf), "the copy says so itself"
    assert documents.reprint(open_centre.work, MANAGER, row.id) != pdf, "the kept bytes stay"


def test_an_auditor_reads_and_makes_no_letters(open_page, open_centre):
    open_centre.context.actor = MANAGER.__class__(9, "audit", "ผู้ตรวจ", Role.AUDIT)
    page = open_page()
    assert list(page.rail.buttons) == ["monthly", "census", "all", "findings", "issued", "incoming"]
    assert not page.desk_page.issue_aside.isVisible()


# the screen -----------------------------------------------------------------------------------------

KINDS = ("monthly", "census", "transfer_letter", "intake_form", "voluntary", "blank", "issued")


@pytest.mark.parametrize("kind", KINDS)
def test_every_control_is_named_reached_and_whole(open_page, boonmee, shelter, kind):
    page = open_page(kind=kind)
    assert unnamed(page) == []
    assert clipped(page) == []
    assert too_low(page) == []
    assert unreached(page) == []


@pytest.mark.parametrize(("width", "height"), [(1033, 536), (851, 434)])
def test_it_holds_where_the_screen_is_enlarged(
    open_page, open_centre, shelter, boonmee, width, height, qtbot
):
    page = letter_page(open_page, boonmee, width=width, height=height)
    choose_agency(page, open_centre, qtbot)
    assert not page.rail.isVisible()
    assert page.desk_page.title.box.isVisible()
    assert clipped(page) == []
    assert page.desk_page.preview.width() >= 250
    assert page.width() <= width
    assert page.layout().minimumSize().width() <= width


def test_the_kind_is_chosen_by_keys_where_there_is_no_rail(open_page, open_centre, qtbot):
    page = open_page(width=851, height=434)
    page.desk_page.title.box.setFocus()
    type_here("แบบฟอร์ม")
    drawn(page, open_centre, qtbot)
    assert page.kind == "blank"
