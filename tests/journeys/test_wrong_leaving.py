"""Somebody was checked out by mistake in the evening; the next morning it is taken back."""

from __future__ import annotations

from datetime import time, timedelta

from sqlalchemy import select

from panpun_desktop.models import BedUse, Stay
from panpun_desktop.services.admission_requests import AdmitPeople, Member
from panpun_desktop.services.admissions import admit
from panpun_desktop.services.follow_ups import follow_ups
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.services.stays import EndStay, end_stay
from tests.builders import TODAY


def admitted(centre, name, bed):
    facts = PersonFacts(title="นาย", first_name=name, last_name="ทดสอบใจ", sex="M")
    request = AdmitPeople((Member(facts=facts, bed_id=centre.bed(bed)),), "TRIAL", TODAY - timedelta(days=2))
    return admit(centre.work, centre.desk, request)


def check_out(desk, person_id):
    desk.window.workbench.navigate("residents", person_id=person_id)
    desk.hand.wait()
    desk.hand.wait()
    desk.hand.click("endStayButton")
    desk.hand.click("endStayUnsaidButton")
    desk.hand.press("Ctrl+Return")
    desk.hand.wait()


def take_back(desk, person_id, reason):
    from panpun_desktop.views.acts import open_act

    open_act(desk.window.workbench.context, "reopen", person_id, desk.page)
    desk.hand.wait()
    dialog = desk.hand.front()
    said = desk.texts(dialog)
    desk.hand.write("reopenReasonField", reason)
    desk.hand.press("Ctrl+Return")
    desk.hand.wait()
    return said


def stay_now(centre, stay_id):
    with centre.work.reading(centre.manager, "person.read") as session:
        stay = session.get_one(Stay, stay_id)
        uses = session.scalars(select(BedUse).where(BedUse.stay_id == stay_id, BedUse.end_on.is_(None)))
        return stay.left_on, stay.note, len(uses.all())


def test_a_wrong_check_out_is_taken_back_next_morning(desk):
    centre = desk.centre
    made = admitted(centre, "สมหมาย", "ชาย 1-02")
    desk.sign_in("desk")
    check_out(desk, made.person_ids[0])
    assert stay_now(centre, made.stay_ids[0])[0] == TODAY
    assert len(follow_ups(centre.work, centre.desk, made.person_ids[0])) == 3
    desk.program.clock.instant += timedelta(hours=20)
    said = take_back(desk, made.person_ids[0], "ลงชื่อผิดคน")
    assert any("กลับเตียง ชาย 1-02" in text for text in said)
    left_on, note, beds = stay_now(centre, made.stay_ids[0])
    assert left_on is None
    assert "ลงชื่อผิดคน" in note
    assert beds == 1
    assert follow_ups(centre.work, centre.desk, made.person_ids[0]) == ()


def test_when_the_bed_is_taken_by_then_it_is_said_and_another_is_asked_for(desk):
    centre = desk.centre
    made = admitted(centre, "สมหมาย", "ชาย 1-02")
    desk.sign_in("desk")
    check_out(desk, made.person_ids[0])
    facts = PersonFacts(title="นาย", first_name="มาใหม่", last_name="ทดสอบใจ", sex="M")
    admit(
        centre.work,
        centre.desk,
        AdmitPeople((Member(facts=facts, bed_id=centre.bed("ชาย 1-02")),), "TRIAL", TODAY),
    )
    said = take_back(desk, made.person_ids[0], "ลงชื่อผิดคน")
    assert any("จะรับกลับโดยยังไม่มีเตียง" in text for text in said)
    assert stay_now(centre, made.stay_ids[0])[::2] == (None, 0)
    desk.open("today")
    desk.hand.wait()
    assert any(task.key == f"bed:{made.stay_ids[0]}" for task in desk.page.shown.tasks)


def test_a_wrong_day_is_set_right_in_one_dialog_also_where_the_bed_is_taken(desk):
    centre = desk.centre
    made = admitted(centre, "สมหมาย", "ชาย 1-02")
    (person_id,), (stay_id,) = made.person_ids, made.stay_ids
    end_stay(
        centre.work,
        centre.desk,
        EndStay(((stay_id, stay_version(centre, stay_id)),), TODAY - timedelta(days=1), "SELF", time(8, 0)),
    )
    facts = PersonFacts(title="นาย", first_name="มาใหม่", last_name="ทดสอบใจ", sex="M")
    member = Member(facts=facts, bed_id=centre.bed("ชาย 1-02"))
    admit(centre.work, centre.desk, AdmitPeople((member,), "TRIAL", TODAY - timedelta(days=1)))
    desk.sign_in("desk")
    desk.window.workbench.navigate("residents", person_id=person_id)
    desk.hand.wait()
    desk.hand.wait()
    desk.hand.click(f"correctLeaving{stay_id}")
    desk.hand.wait()
    dialog = desk.hand.front()
    assert any("20 พ.ย. 2569 08:00" in text for text in desk.texts(dialog))
    desk.hand.write("correctLeavingLeftOnField", "21/11/2569")
    desk.hand.press("Tab")
    desk.hand.wait()
    assert any("นายมาใหม่ ทดสอบใจ" in text and "ชาย 1-02" in text for text in desk.texts(dialog))
    desk.hand.write("correctLeavingReasonField", "ลงวันผิด")
    desk.hand.press("Ctrl+Return")
    desk.hand.wait()
    assert dialog.isVisible(), "where the person slept is asked first"
    assert any("โปรดเลือกว่าคืนเหล่านี้นอนที่ใด" in text for text in desk.texts(dialog))
    dialog.boxes["bed"].field.set_value("none")
    desk.hand.press("Ctrl+Return")
    desk.hand.wait()
    left_on, note, _beds = stay_now(centre, stay_id)
    assert left_on == TODAY
    assert "ลงวันผิด" in note
    desk.hand.press("Ctrl+Z")
    desk.hand.wait()
    assert stay_now(centre, stay_id)[0] == TODAY - timedelta(days=1)


def test_a_wrong_day_of_coming_is_set_right_beside_the_admission(desk):
    centre = desk.centre
    made = admitted(centre, "สมหมาย", "ชาย 1-02")
    (person_id,), (stay_id,) = made.person_ids, made.stay_ids
    desk.sign_in("desk")
    desk.window.workbench.navigate("residents", person_id=person_id)
    desk.hand.wait()
    desk.hand.wait()
    desk.hand.click(f"correctArrival{stay_id}")
    desk.hand.wait()
    dialog = desk.hand.front()
    desk.hand.write("correctArrivalArrivedOnField", "17/11/2569")
    desk.hand.press("Tab")
    desk.hand.wait()
    said = desk.texts(dialog)
    assert any("ชาย 1-02 ว่างคืนวันที่ 17 พ.ย. 2569 ถึง 18 พ.ย. 2569" in text for text in said)
    assert any("วันที่ 3 จาก 10" in text and "วันที่ 5 จาก 10" in text for text in said)
    desk.hand.press("Ctrl+Return")
    desk.hand.wait()
    assert dialog.isVisible(), "why it was wrong is asked first"
    desk.hand.write("correctArrivalReasonField", "ลงวันผิด")
    desk.hand.press("Ctrl+Return")
    desk.hand.wait()
    assert first_day(centre, stay_id) == TODAY - timedelta(days=4)
    desk.hand.press("Ctrl+Z")
    desk.hand.wait()
    assert first_day(centre, stay_id) == TODAY - timedelta(days=2)


def first_day(centre, stay_id):
    with centre.work.reading(centre.manager, "person.read") as session:
        return session.get_one(Stay, stay_id).arrived_on


def stay_version(centre, stay_id):
    with centre.work.reading(centre.manager, "person.read") as session:
        return session.get_one(Stay, stay_id).version
