"""The first day: a machine without a centre, and in the afternoon a family with its papers."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLabel

from panpun_desktop.common.clock import FixedClock
from panpun_desktop.models import BedUse, Document, HouseholdMember, Stay
from panpun_desktop.rules.roles import SYSTEM
from panpun_desktop.services.session import sign_in
from tests.builders import NOW
from tests.reports.kit.reading import poppler

PASSWORD = "ปั้นปูน-2569-ตัวอย่าง"
MOST_KEYS = 200
MOST_KEYS_PASTED = 20
COPIED = (
    "ชื่อ-สกุล\tความสัมพันธ์\tวันเกิด\tเพศ\n"
    "นางมาลัย จำลองกิจ\tหัวหน้าครอบครัว\t4/3/2533\tหญิง\n"
    "นายสมาน จำลองกิจ\tสามี\t12/9/2530\tชาย\n"
    "ด.ช.ดิน จำลองกิจ\tลูก\t2561\tชาย\n"
    "ด.ญ.น้ำ จำลองกิจ\tลูก\t2566\tหญิง\n"
)
PEOPLE = (("นายมานะ", "12/9/30"), ("ด.ช.ต้นไม้", "2561"), ("ด.ญ.ใบบัว", "~3"))


def tab_to(desk, name):
    """Press Tab until a field has the focus, as a person does who has no mouse."""
    for _ in range(30):
        if desk.hand.focused().objectName() == name:
            return
        desk.hand.press("Tab")
    raise AssertionError(f"Tab does not reach {name}")


def set_up(desk):
    """The first start by keys: the province, the manager, and the end of the recovery key typed back."""
    for name, text in (
        ("provinceField", "สงข"),
        ("managerNameField", "จำลอง ข้อมูลทดสอบ"),
        ("managerLoginField", "jamlong"),
        ("managerPasswordField", PASSWORD),
    ):
        tab_to(desk, name)
        desk.hand.type_text(text)
    key = desk.hand.find(QLabel, "recoveryKeyLabel").text()  # written down: it is hidden while it is proved
    tab_to(desk, "recoveryProofField")
    desk.hand.type_text(key.replace("-", "")[-4:])
    desk.hand.press("Ctrl+Return")
    desk.hand.wait()


def admit_family(hand):
    """A family of four, in a course, with what they said and signed; ends at the papers."""
    hand.press("F2")
    hand.wait()
    hand.type_text("นางพวงทอง พูนสุข")
    hand.press("Return", "Return")
    hand.type_text("4/3/33")
    for name, birth in PEOPLE:
        hand.press("Ins")
        hand.type_text(name)
        hand.press("Return", "Return")
        hand.type_text(birth)
    hand.press("F6", "Down", "Down", "F6", "F6", "Space", "Tab", "Space")
    hand.press("Ctrl+Return")
    hand.wait()


def rows(folder, column):
    session = sign_in(folder, FixedClock(NOW), "jamlong", PASSWORD)
    with session.work.reading(SYSTEM, "setting.read") as reading:
        found = [row[0] for row in reading.query(column).all()]
    session.work.close()
    return found


def test_from_an_empty_machine_to_a_family_with_its_papers(sit_down, tmp_path, capsys):
    folder = tmp_path / "new"
    first = sit_down(folder)
    set_up(first)
    assert first.window.workbench.context.actor.name == "จำลอง ข้อมูลทดสอบ"
    assert first.hand.clicks == 0
    first.program.close()
    first.window.close()

    desk = sit_down(folder)
    desk.hand.type_text("jamlong")
    desk.hand.press("Return")
    desk.hand.type_text(PASSWORD)
    desk.hand.press("Return")
    desk.hand.wait()
    desk.hand.keys = 0
    admit_family(desk.hand)
    papers = desk.hand.front()
    assert papers.objectName() == "papersDialog"
    with capsys.disabled():
        print(f"\nfamily of four, from the open window to eight papers: {desk.hand.keys} key presses")
    assert desk.hand.keys < MOST_KEYS
    assert desk.hand.clicks == 0

    assert len(papers.papers) == 8
    texts = [poppler(one.pdf) for one in papers.papers]
    assert sum("ใบรับตัว" in text for text in texts) == 4
    assert all("พูนสุข" in text for text in texts)
    desk.hand.press("Tab")
    desk.hand.press("Esc")
    desk.hand.wait()
    beds = [one for one in rows(folder, BedUse.bed_id) if one is not None]
    assert len(beds) == len(set(beds)) >= 3
    assert len(rows(folder, Document.id)) == 8

    desk.hand.press("Ctrl+Z")
    desk.hand.wait()
    assert all(one is not None for one in rows(folder, Stay.voided_at))
    assert len(rows(folder, Document.id)) == 8, "papers that were issued stay in their register"

    paste_family(desk.hand, capsys)
    assert sum(one is None for one in rows(folder, Stay.voided_at)) == 4
    assert rows(folder, HouseholdMember.relation)[-4:] == ["HEAD", "SPOUSE", "CHILD", "CHILD"]


def paste_family(hand, capsys):
    """Another family, copied from the list of the office that sends them; ends at the papers."""
    QApplication.clipboard().setText(COPIED)
    hand.keys = 0
    hand.press("F2")
    hand.wait()
    hand.press("Ctrl+V")
    hand.wait()
    assert hand.front().objectName() == "pasteDialog"
    hand.press("Ctrl+Return")
    hand.wait()
    hand.press("Ctrl+Return")
    hand.wait()
    assert hand.front().objectName() == "papersDialog"
    with capsys.disabled():
        print(f"\nfamily of four pasted, from the open window to eight papers: {hand.keys} key presses")
    assert hand.keys < MOST_KEYS_PASTED
    assert hand.clicks == 0
    assert len(hand.front().papers) == 8
