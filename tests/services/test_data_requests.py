"""คำขอใช้สิทธิ (R-PD-3): numbered, due, nothing handed out to strangers, refusals with their reason."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from panpun_desktop.common.clock import FixedClock
from panpun_desktop.common.errors import NotAllowed, RuleBroken
from panpun_desktop.services import undoing
from panpun_desktop.services.centre import EditSettings, edit_settings
from panpun_desktop.services.data_request_rows import (
    AnswerRequest,
    ChangeRequest,
    DataRequestRow,
    RequestFacts,
    RequestFilter,
    VoidRequest,
)
from panpun_desktop.services.data_requests import (
    answer_request,
    change_request,
    list_requests,
    record_request,
    void_request,
)
from panpun_desktop.services.people import create_person
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.services.restrictions import RestrictPeople, restrict_people
from panpun_desktop.services.today import today
from tests.builders import TODAY
from tests.centres import OpenCentre

NAME = "มะลิซ่อนรัก"


def lines(centre: OpenCentre, state: str = "", text: str = "") -> tuple[DataRequestRow, ...]:
    return list_requests(centre.work, centre.manager, RequestFilter(text, state))


def record(centre: OpenCentre, **facts: object) -> DataRequestRow:
    given = {"kind": "COPY", "received_on": TODAY, "asked_by": "นางสมใจ มารดา", **facts}
    made = record_request(centre.work, centre.desk, RequestFacts(**given))  # type: ignore[arg-type]
    return next(row for row in lines(centre) if row.id == made.request_id)


def at(centre: OpenCentre, day: date) -> None:
    centre.clock.instant = FixedClock.at(day, 9).instant


def tasks(centre: OpenCentre) -> list[tuple[str, str]]:
    found = today(centre.work, centre.desk).tasks
    return [(one.key, one.tone) for one in found if one.act == "data_request"]


def test_r_pd_3_a_request_is_numbered_and_due_after_the_days_that_are_set(centre_session: OpenCentre) -> None:
    first, second = record(centre_session), record(centre_session, received_on=TODAY - timedelta(days=2))
    assert (first.number, second.number) == ("สท. 001/2569", "สท. 002/2569")
    assert (first.due_on, first.days_left) == (TODAY + timedelta(days=30), 30)
    edit_settings(centre_session.work, centre_session.manager, EditSettings({"privacy.request_days": 15}))
    assert record(centre_session).due_on == TODAY + timedelta(days=15)
    with pytest.raises(RuleBroken, match=r"data_request\.asker_missing"):
        record(centre_session, asked_by=" ")
    with pytest.raises(RuleBroken, match=r"data_request\.kind_missing"):
        record(centre_session, kind="NOTHING")
    with pytest.raises(NotAllowed):
        record_request(centre_session.work, centre_session.trainer, RequestFacts("COPY", TODAY))


def test_r_pd_3_nothing_is_handed_out_before_it_is_known_who_asks_and_a_refusal_says_why(
    centre_session: OpenCentre,
) -> None:
    row = record(centre_session)

    def answer(**given: object) -> None:
        asked = AnswerRequest(row.id, row.version, **given)  # type: ignore[arg-type]
        answer_request(centre_session.work, centre_session.desk, asked)

    for given, told in (
        ({"result": "done"}, "data_request.identity_missing"),
        ({"result": "refused"}, "data_request.reason_missing"),
        ({"result": "partly", "identity_checked_by": "บัตร"}, "data_request.reason_missing"),
        ({"result": "gone"}, "data_request.result_unknown"),
    ):
        with pytest.raises(RuleBroken, match=re.escape(told)):
            answer(**given)
    answer(result="refused", note="ผู้ขอไม่มีอำนาจทำการแทน")
    (closed,) = lines(centre_session, "closed")
    assert (closed.result, closed.closed_on, closed.state) == ("refused", TODAY, "closed")
    entry = undoing.newest_of(centre_session.work, centre_session.desk)
    assert entry is not None
    undoing.take_back(centre_session.work, centre_session.desk, undoing.TakeBack(entry))
    assert [one.state for one in lines(centre_session)] == ["open"]


def test_a_request_due_soon_is_a_task_until_it_is_answered(centre_session: OpenCentre) -> None:
    row = record(centre_session)
    assert tasks(centre_session) == []
    at(centre_session, row.due_on - timedelta(days=7))
    assert tasks(centre_session) == [(f"data_request:{row.id}", "warn")]
    at(centre_session, row.due_on + timedelta(days=1))
    assert tasks(centre_session) == [(f"data_request:{row.id}", "bad")]
    assert [one.state for one in lines(centre_session, "late")] == ["late"]
    answer = AnswerRequest(row.id, row.version, "done", identity_checked_by="บัตรประชาชน")
    answer_request(centre_session.work, centre_session.desk, answer)
    assert tasks(centre_session) == []


def test_a_line_struck_out_keeps_its_number(centre_session: OpenCentre) -> None:
    row = record(centre_session)
    change = ChangeRequest(row.id, row.version, RequestFacts("ERASE", TODAY, asked_by="ผู้อื่น"))
    change_request(centre_session.work, centre_session.desk, change)
    (row,) = lines(centre_session, text="ขอลบ")
    void_request(centre_session.work, centre_session.desk, VoidRequest(row.id, row.version, "ลงซ้ำ"))
    assert [(one.number, one.state) for one in lines(centre_session)] == [("สท. 001/2569", "void")]
    assert record(centre_session).number == "สท. 002/2569"


def test_r_saf_1_a_request_about_someone_hidden_names_nobody(centre_session: OpenCentre) -> None:
    facts = PersonFacts(first_name=NAME, last_name="ใจดี", sex="F")
    made = create_person(centre_session.work, centre_session.manager, facts)
    (person_id,) = made.people
    manager, desk = centre_session.manager, centre_session.desk
    asked = RequestFacts("COPY", TODAY, person_id, wish=f"ขอสำเนาแฟ้มของ {NAME}")
    record_request(centre_session.work, manager, asked)
    protect = RestrictPeople((person_id,), "THREAT", "ถูกติดตาม")
    restrict_people(centre_session.work, manager, protect)
    assert NAME in str(list_requests(centre_session.work, manager, RequestFilter()))
    assert NAME not in str(list_requests(centre_session.work, desk, RequestFilter()))
    assert list_requests(centre_session.work, desk, RequestFilter(NAME)) == ()
