"""เหตุละเมิด (R-PD-6): seventy-two hours to tell the Office, high risk tells the people, late says why."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest

from panpun_desktop.common.errors import NotAllowed, RuleBroken
from panpun_desktop.services.breach_rows import (
    BreachFacts,
    BreachRow,
    ChangeBreach,
    CloseBreach,
    VoidBreach,
)
from panpun_desktop.services.breaches import (
    change_breach,
    close_breach,
    list_breaches,
    record_breach,
    void_breach,
)
from panpun_desktop.services.centre import EditSettings, edit_settings
from panpun_desktop.services.today import today
from tests.builders import NOW, TODAY
from tests.centres import OpenCentre

KNOWN = NOW - timedelta(hours=1)
LOST = BreachFacts(KNOWN, "โน้ตบุ๊กของสำนักงานหาย", groups="ชื่อและเลขบัตร", people=12)


def line(centre: OpenCentre) -> BreachRow:
    return list_breaches(centre.work, centre.manager)[0]


def change(centre: OpenCentre, **given: object) -> BreachRow:
    row = line(centre)
    known = {name: getattr(row, name) for name in BreachFacts.__dataclass_fields__}
    facts = BreachFacts(**{**known, **given})
    change_breach(centre.work, centre.manager, ChangeBreach(row.id, row.version, facts))
    return line(centre)


def tasks(centre: OpenCentre) -> list[tuple[str, str, str]]:
    found = today(centre.work, centre.manager).tasks
    return [(one.key, one.chip, one.tone) for one in found if one.act == "breach"]


def close(centre: OpenCentre) -> BreachRow:
    row = line(centre)
    close_breach(centre.work, centre.manager, CloseBreach(row.id, row.version))
    return line(centre)


def later(centre: OpenCentre, hours: int) -> datetime:
    centre.clock.instant = KNOWN + timedelta(hours=hours)
    return centre.clock.instant


def test_r_pd_6_the_clock_of_seventy_two_hours_is_a_task_until_the_office_is_told(
    centre_session: OpenCentre,
) -> None:
    made = record_breach(centre_session.work, centre_session.manager, LOST)
    key = f"breach:{made.breach_id}"
    assert (made.number, made.due_at) == ("ลม. 001/2569", KNOWN + timedelta(hours=72))
    assert tasks(centre_session) == [(key, "เหลือ 71 ชั่วโมง", "warn")]
    assert [one for one in today(centre_session.work, centre_session.desk).tasks if one.act == "breach"] == []
    later(centre_session, 49)
    assert tasks(centre_session) == [(key, "เหลือ 23 ชั่วโมง", "bad")]
    later(centre_session, 75)
    assert tasks(centre_session) == [(key, "เกินกำหนด 3 ชั่วโมง", "bad")]
    assert line(centre_session).state == "overdue"


def test_r_pd_6_telling_the_office_late_asks_for_the_reason(centre_session: OpenCentre) -> None:
    record_breach(centre_session.work, centre_session.manager, LOST)
    now = later(centre_session, 80)
    with pytest.raises(RuleBroken, match=r"breach\.late_reason_missing"):
        change(centre_session, office_told_at=now)
    told = change(centre_session, office_told_at=now, late_reason="ไฟฟ้าดับทั้งอำเภอ")
    assert (told.state, tasks(centre_session)) == ("open", [])
    with pytest.raises(RuleBroken, match=r"breach\.told_before"):
        change(centre_session, office_told_at=KNOWN - timedelta(hours=1))
    with pytest.raises(RuleBroken, match=r"breach\.in_future"):
        change(centre_session, office_told_at=now + timedelta(hours=1))


def test_r_pd_6_high_risk_tells_the_people_and_no_risk_says_why(centre_session: OpenCentre) -> None:
    manager = centre_session.manager
    record_breach(centre_session.work, manager, LOST)
    for given, told in (
        ({}, "breach.not_judged"),
        ({"risk": "some"}, "breach.office_not_told"),
        ({"risk": "high", "office_told_at": NOW}, "breach.people_not_told"),
    ):
        change(centre_session, **given)
        with pytest.raises(RuleBroken, match=re.escape(told)):
            close(centre_session)
    ((key, _chip, tone),) = tasks(centre_session)
    assert (key.partition(":")[0], tone) == ("breach-people", "bad")
    change(centre_session, people_told_on=TODAY, remedy="เปลี่ยนรหัสผ่านทุกคน")
    assert (close(centre_session).state, tasks(centre_session)) == ("closed", [])
    with pytest.raises(RuleBroken, match=r"breach\.no_risk_reason_missing"):
        change(centre_session, risk="none")


def test_the_hours_are_set_and_a_line_struck_out_keeps_its_number(centre_session: OpenCentre) -> None:
    manager = centre_session.manager
    edit_settings(centre_session.work, manager, EditSettings({"privacy.breach_hours": 48}))
    made = record_breach(centre_session.work, manager, LOST)
    assert made.due_at == KNOWN + timedelta(hours=48)
    with pytest.raises(RuleBroken, match=r"breach\.void_reason_missing"):
        void_breach(centre_session.work, manager, VoidBreach(made.breach_id, 1, ""))
    void_breach(centre_session.work, manager, VoidBreach(made.breach_id, 1, "ลงซ้ำ"))
    assert (line(centre_session).state, tasks(centre_session)) == ("void", [])
    assert record_breach(centre_session.work, manager, LOST).number == "ลม. 002/2569"
    with pytest.raises(NotAllowed):
        list_breaches(centre_session.work, centre_session.desk)
