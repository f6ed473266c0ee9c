"""The people behind tables 7 and 8, opened from the paper on the screen."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from panpun_desktop.models import CurriculumLevel, Learner, LearnerTerm, SchoolTerm
from panpun_desktop.views.documents.behind_dialog import BehindDialog
from tests.views.sheets import a_class
from tests.views.test_documents import open_page

__all__ = ["open_page"]


def names_behind(page, open_centre, label):
    """What a click on a figure of the paper lists."""
    figures = page.form.behind.figures
    place = next(one for one in page.form._places if figures[one.key].label == label)
    page.form.clicked_at(place.page, (place.left + place.right) / 2, (place.top + place.bottom) / 2)
    open_centre.wait()
    dialog = page.window().findChildren(BehindDialog)[-1]
    rows = dialog.table.rows
    return dialog.windowTitle(), [rows.row_at(row).name for row in range(rows.rowCount())]


def test_a_cohort_and_a_level_on_the_paper_open_their_people(open_page, open_centre):
    room = a_class(open_centre)
    room.resident("กนกวรรณ")
    room.resident("ชูใจ")
    learner = open_centre.house.person("อารีย์")
    with open_centre.house.writing() as session:
        level = session.scalars(select(CurriculumLevel).where(CurriculumLevel.code == "M1")).one()
        term = SchoolTerm(year=2569, half=2, starts_on=date(2026, 11, 1), ends_on=date(2027, 3, 31))
        row = Learner(person_id=learner.id, level_id=level.id)
        session.add_all((term, row))
        session.flush()
        session.add(LearnerTerm(learner_id=row.id, term_id=term.id, registered_on=date(2026, 11, 3)))
    page = open_page()
    open_centre.wait()
    title, names = names_behind(page, open_centre, "ตัดเย็บเสื้อผ้า รุ่นที่ 57 ปี 2569 · กำลังอบรม")
    assert ("รุ่นที่ 57" in title, sorted(names)) == (True, ["กนกวรรณ", "ชูใจ"])
    dialog = page.window().findChildren(BehindDialog)[-1]
    assert [one.title for one in dialog.table.rows.columns][-2:] == ["วันแรกที่เข้าอบรม", "วันสุดท้ายในรุ่น"]
    assert dialog.table.rows.row_at(0).arrived_on is not None
    assert "เลื่อนหลักสูตร" in dialog.rule.plain_text()
    _title, names = names_behind(page, open_centre, "ม.ต้น · ลงทะเบียน")
    assert names == ["อารีย์"]
    dialog = page.window().findChildren(BehindDialog)[-1]
    assert [one.title for one in dialog.table.rows.columns][-2:] == ["รับเข้าครั้งล่าสุด", "ออกครั้งล่าสุด"]
    assert "domain" not in dialog.sources.plain_text()


def test_names_behind_a_figure_stand_by_first_name_whatever_their_titles(open_page, open_centre):
    room = a_class(open_centre)
    for title, first, last in (
        ("นาง", "ขวัญ", "ใจดี"),
        ("นาย", "แก้ว", "ใจดี"),
        ("นาย", "กนก", "เอกชัย"),
        ("นางสาว", "กนก", "วงศ์ดี"),
        ("นางสาว", "เกษม", "ใจดี"),
    ):
        room.enrol(open_centre.house.person(first, last_name=last, title=title))
    page = open_page()
    open_centre.wait()
    label = "ตัดเย็บเสื้อผ้า รุ่นที่ 57 ปี 2569 · กำลังอบรม"
    in_order = ["นางสาวกนก วงศ์ดี", "นายกนก เอกชัย", "นางสาวเกษม ใจดี", "นายแก้ว ใจดี", "นางขวัญ ใจดี"]
    assert names_behind(page, open_centre, label)[1] == in_order
    table = page.window().findChildren(BehindDialog)[-1].table
    at = next(place for place, one in enumerate(table.rows.columns) if one.key == "name")
    for wanted in (in_order, in_order[::-1]):
        table.horizontalHeader().sectionClicked.emit(at)
        assert [table.rows.row_at(row).name for row in range(5)] == wanted
