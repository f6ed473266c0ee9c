"""F4 as the desk meets it: our card in the reader, the real window, a real database (R-CARD-1)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QLabel
from sqlalchemy import select

from panpun_desktop.app import Program, make_application
from panpun_desktop.models import Consent, Person, PersonAddress, PersonFile, Stay
from panpun_desktop.rules.roles import SYSTEM
from panpun_desktop.services.people import create_person
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.tour.hand import Hand
from panpun_desktop.views.acts.card_compare import CardCompareDialog
from panpun_desktop.views.acts.card_reading import CardReadingDialog
from tests.builders import TODAY
from tests.card_emulator import OneReader, VirtualCard, memory
from tests.conformance.walk import clipped, too_low, unnamed, unreached
from tests.conformance.words import english

NUMBER = "1999900000013"
CHILD = {"number": "1999900000111", "name": "ด.ช.#สมมุติ#กลาง#ตัวอย่าง", "birth": "25600000", "sex": "1"}


def picture() -> bytes:
    """An invented portrait: a grey field."""
    image = QImage(60, 72, QImage.Format.Format_RGB32)
    image.fill(QColor("#8d9aa3"))
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPEG", 60)
    return bytes(content.data())


class Counter:
    """The front desk of a set-up centre with a card reader."""

    def __init__(self, program: Program, reader: OneReader) -> None:
        self.program, self.reader = program, reader
        self.hand = Hand(program.window, program.operations)

    def put_in(self, **fields: str | bytes) -> VirtualCard:
        card = VirtualCard(memory(**{"photo": picture(), **fields}))
        self.reader.cards_in = [card]
        self.reader.trouble = ""
        return card

    def read(self) -> None:
        self.hand.press("F4")
        self.hand.wait()

    def tick(self, name: str) -> None:
        self.hand.go_to(name)
        self.hand.press("Space")

    def front(self, kind):
        found = QApplication.activeModalWidget()
        assert isinstance(found, kind), found
        return found

    @property
    def page(self):
        return self.program.window.workbench.open_page()

    def rows(self, *columns):
        with self.program.context.work.reading(SYSTEM, "setting.read") as session:
            return [tuple(row) for row in session.execute(select(*columns))]

    def register(self, **facts):
        changes = create_person(self.program.context.work, self.program.context.actor, PersonFacts(**facts))
        return next(iter(changes.people))

    def says(self) -> str:
        return self.program.window.workbench.undo_bar.text()


@pytest.fixture
def counter(qtbot, centre_session, clock, tmp_path):
    centre_session.work.close()
    make_application()
    program = Program(QApplication.instance(), tmp_path / "open-centre", clock)
    reader = OneReader()
    program.terminal = reader
    qtbot.addWidget(program.window)
    program.window.resize(1366, 768)
    with qtbot.waitActive(program.window):
        program.start()
    program.enter(program.open_as("manager", "a long password"))
    made = Counter(program, reader)
    made.hand.wait()
    yield made
    program.close()


def chips(dialog: CardCompareDialog) -> dict[str, str]:
    return {row.line: row.chip.text() for row in dialog.grid.rows if row.tick.isVisible()}


# --- anywhere --------------------------------------------------------------------------------------


def test_f4_anywhere_makes_a_new_person_of_what_is_ticked(counter):
    counter.put_in()
    counter.read()
    dialog = counter.front(CardCompareDialog)
    assert dialog.save_button.text() == "เพิ่มเป็นคนใหม่"
    assert set(chips(dialog).values()) == {"ข้อมูลใหม่"}
    assert "photo" not in dialog.grid.ticked(), "no consent is recorded yet"
    counter.tick("cardTake_name_en")
    counter.hand.press("Ctrl+Return")
    counter.hand.wait()
    assert counter.rows(Person.first_name, Person.national_id, Person.name_en) == [("ทดสอบ", NUMBER, "")]
    assert counter.rows(PersonAddress.kind, PersonAddress.province) == [("REGISTERED", "สงขลา")]
    assert counter.rows(PersonFile.id) == []
    assert counter.program.window.workbench.open_key() == "residents"


def test_r_card_1_a_known_person_is_compared_and_what_differs_is_never_overwritten_by_itself(counter):
    counter.register(first_name="ทดสอบ", last_name="ชื่อสกุลเก่า", title="นางสาว", sex="F", national_id=NUMBER)
    counter.put_in()
    counter.read()
    dialog = counter.front(CardCompareDialog)
    stands = chips(dialog)
    assert (stands["name"], stands["national_id"], stands["birth"]) == ("ต่างกัน", "ตรงกัน", "ข้อมูลใหม่")
    assert "name" not in dialog.grid.ticked()
    counter.hand.press("Ctrl+Return")
    counter.hand.wait()
    assert counter.rows(Person.last_name, Person.birth_precision) == [("ชื่อสกุลเก่า", "DAY")]


def test_someone_alike_is_offered_before_a_new_person(counter):
    other = counter.register(first_name="ทดสอบ", last_name="ตัวอย่าง", sex="F")
    counter.put_in()
    counter.read()
    words = [one.text() for one in counter.front(CardCompareDialog).whose.buttons()]
    assert "ชื่อเดียวกัน" in words[0]
    assert words[-1] == "คนใหม่"
    counter.hand.press("Ctrl+Return")
    counter.hand.wait()
    assert counter.rows(Person.id, Person.national_id) == [(other, NUMBER)]


def test_r_pd_1_the_photo_is_kept_once_the_consent_is_ticked(counter):
    counter.put_in()
    counter.read()
    dialog = counter.front(CardCompareDialog)
    counter.tick("cardTake_photo")
    counter.hand.press("Ctrl+Return")
    counter.hand.wait()
    assert "ยินยอม" in dialog.banner.text()
    counter.tick("cardPhotoConsent")
    counter.hand.press("Ctrl+Return")
    counter.hand.wait()
    assert counter.rows(PersonFile.kind) == [("PHOTO",)]
    assert counter.rows(Consent.purpose, Consent.state, Consent.given_on) == [("PHOTO", "given", TODAY)]


def test_doubts_about_a_card_are_said(counter):
    counter.put_in(birth="24820210", expires_on="25600101", number="1999900000014")
    counter.read()
    said = counter.front(CardCompareDialog).remarks.text()
    assert "โปรดตรวจทานปีเกิด บัตรระบุ 10/2/2482" in said
    assert "หมดอายุเมื่อ 1 ม.ค. 2560" in said
    assert "เลขบนบัตรไม่ผ่านการตรวจสอบ" in said


# --- troubles --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        ("card.no_pyscard", "ยังไม่ได้ติดตั้งส่วนอ่านบัตร"),
        ("card.no_service", "บริการอ่านบัตร"),
        ("card.no_reader", "ไม่พบเครื่องอ่านบัตร"),
        ("card.in_use", "โปรแกรมอื่นกำลังใช้บัตร"),
    ],
)
def test_a_trouble_is_one_sentence_and_typing_is_offered(counter, trouble, words):
    counter.reader.trouble = trouble
    counter.read()
    assert words in counter.front(CardReadingDialog).banner.text()
    counter.hand.click("typeInsteadButton")
    assert counter.page.form is not None, "the form of a new person"


def test_a_card_pulled_out_is_said_and_read_again_by_the_same_key(counter):
    card = counter.put_in()
    card.gone_after = 9
    counter.read()
    assert "ถูกดึงออก" in counter.front(CardReadingDialog).banner.text()
    counter.put_in()
    counter.read()
    counter.front(CardCompareDialog)


def test_an_empty_reader_waits_for_the_card(counter, qtbot):
    counter.reader.cards_in = []
    counter.read()
    dialog = counter.front(CardReadingDialog)
    assert "ยังไม่มีบัตร" in dialog.banner.text()
    counter.put_in()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), CardCompareDialog))


def test_a_role_that_may_not_edit_people_is_told_so(counter, monkeypatch):
    monkeypatch.setattr(type(counter.program.context), "may", lambda _self, act: act != "person.edit")
    counter.put_in()
    counter.read()
    assert QApplication.activeModalWidget() is None
    assert "บทบาท" in counter.says()


# --- admission -------------------------------------------------------------------------------------


def test_cards_of_a_family_are_read_one_after_another_and_saved_in_one_act(counter):
    hand = counter.hand
    hand.press("F2")
    hand.wait()
    counter.put_in()
    counter.read()
    counter.put_in(**CHILD)
    counter.read()
    rows = counter.page.people.rows
    assert [row.name.text() for row in rows] == ["นางสาวทดสอบ ตัวอย่าง", "เด็กชายสมมุติ กลาง ตัวอย่าง"]
    assert [row.relation.value() for row in rows] == ["HEAD", "CHILD"]
    counter.read()
    assert "อ่านแล้ว อยู่ที่คนที่ 2" in counter.says()
    assert len(rows) == 2
    hand.click_on(_button(counter, "สมมุติ ยินยอม"))
    hand.press("Ctrl+Return")
    hand.wait()
    found = counter.rows(Person.first_name, Person.middle_name, Person.birth_precision, Person.card_held)
    assert found == [("ทดสอบ", "", "DAY", "THAI"), ("สมมุติ", "กลาง", "YEAR", "THAI")]
    assert len(counter.rows(Stay.id)) == 2
    assert [kind for (kind,) in counter.rows(PersonAddress.kind)] == ["REGISTERED", "REGISTERED"]
    holder = counter.rows(PersonFile.person_id)
    assert holder == counter.rows(Consent.person_id) == [(2,)], "only the one who agreed"


def _button(counter, words):
    from panpun_desktop.widgets.buttons import QuietButton

    found = [one for one in counter.page.findChildren(QuietButton) if one.text() == words and one.isVisible()]
    return found[0]


def test_a_card_finds_the_person_of_the_register_for_the_row(counter):
    known = counter.register(first_name="ทดสอบ", last_name="ตัวอย่าง", title="นางสาว", national_id=NUMBER)
    counter.hand.press("F2")
    counter.hand.wait()
    counter.put_in()
    counter.read()
    row = counter.page.people.rows[0]
    assert row.known is not None
    assert row.known.person_id == known
    assert row.facts().birth_precision == "DAY"
    counter.hand.press("Ctrl+Return")
    counter.hand.wait()
    assert counter.rows(Person.id, Person.sex, Person.name_en) == [(known, "F", "Miss Todsob Tuayang")]


def test_a_row_with_something_else_typed_is_compared_first(counter):
    counter.hand.press("F2")
    counter.hand.wait()
    counter.hand.type_text("นายสมชาย ใจดี")
    counter.put_in()
    counter.read()
    dialog = counter.front(CardCompareDialog)
    assert "name" not in dialog.grid.ticked()
    counter.hand.press("Ctrl+Return")
    counter.hand.wait()
    row = counter.page.people.rows[0]
    assert row.name.text() == "นายสมชาย ใจดี"
    assert row.document.number() == NUMBER


# --- the person's page and form --------------------------------------------------------------------


def test_f4_in_the_form_of_a_person_fills_it_and_saves_nothing(counter):
    counter.program.window.workbench.navigate("residents", add=True)
    counter.hand.wait()
    counter.put_in()
    counter.read()
    counter.hand.press("Ctrl+Return")
    counter.hand.wait()
    assert counter.page.form.fields.facts().national_id == NUMBER
    assert counter.rows(Person.id) == []


# --- looks -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(1366, 768), (911, 512)])
def test_the_comparison_is_whole_thai_and_reached_by_tab(counter, size):
    counter.register(first_name="ทดสอบ", last_name="ตัวอย่าง", sex="F")
    counter.program.window.resize(*size)
    counter.put_in(birth="24820210")
    counter.read()
    dialog = counter.front(CardCompareDialog)
    counter.tick("cardTake_photo")
    assert (clipped(dialog), too_low(dialog), unnamed(dialog), unreached(dialog)) == ([], [], [], [])
    shown = dialog.findChild(QLabel, "photoPlace")
    assert shown is not None
    assert not shown.pixmap().isNull()
    assert [one for one in english(dialog, frozenset()) if "Miss Todsob Tuayang" not in one] == []


def test_the_reading_says_its_trouble_whole(counter):
    counter.reader.trouble = "card.no_service"
    counter.read()
    dialog = counter.front(CardReadingDialog)
    assert (clipped(dialog), too_low(dialog), unnamed(dialog), unreached(dialog)) == ([], [], [], [])
