"""Papers by key: drawn for looking at, or issued and kept as they were."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from panpun_desktop.common.errors import NotAllowed, RuleBroken
from panpun_desktop.common.sentences import message_of
from panpun_desktop.models import AppUser, Document
from panpun_desktop.reports import runner
from panpun_desktop.reports.registry import report, reports
from panpun_desktop.services.documents import reprint
from panpun_desktop.store.unit_of_work import UnitsOfWork
from tests.builders import MANAGER, TODAY, TRAINER
from tests.reports.histories import writing
from tests.reports.kit.reading import poppler

NOVEMBER = {"month": date(2026, 11, 1)}


@pytest.fixture
def users(work: UnitsOfWork) -> None:
    """The people who sign in: an issued paper says who issued it."""
    with work.writing(MANAGER, "user.edit") as session:
        session.add(AppUser(id=1, login="manager", name="สมศรี ผู้จัดการ", role="MANAGER"))


def test_unknown_paper_is_refused_with_those_there_are() -> None:
    with pytest.raises(RuleBroken) as refused:
        report("tea")
    assert "monthly" in message_of(refused.value)


def test_missing_parameter_is_refused_by_name(work: UnitsOfWork) -> None:
    with pytest.raises(RuleBroken) as refused:
        runner.render(work, MANAGER, "monthly", {})
    assert refused.value.field == "month"
    assert "รายงานประจำเดือน" in message_of(refused.value)


@pytest.mark.usefixtures("users")
def test_issued_statement_is_reprinted_byte_for_byte_whatever_happens_later(work: UnitsOfWork) -> None:
    with writing(work) as house:
        house.stay(date(2026, 11, 3))
    issued = runner.issue(work, MANAGER, "monthly", {**NOVEMBER, "problems": "ไม่มี"})
    with writing(work) as house:
        house.stay(date(2026, 11, 4))
    assert reprint(work, MANAGER, issued.document_id) == issued.pdf
    assert runner.render(work, MANAGER, "monthly", NOVEMBER).pdf != issued.pdf


@pytest.mark.usefixtures("users")
def test_issued_statement_keeps_its_figures_and_parameters(work: UnitsOfWork) -> None:
    issued = runner.issue(work, MANAGER, "monthly", {**NOVEMBER, "plan": "เปิดหลักสูตร"})
    with work.reading(MANAGER, "document.read") as session:
        paper = session.get(Document, issued.document_id)
        assert paper is not None
        facts, parameters = json.loads(paper.facts), json.loads(paper.parameters)
        assert (paper.kind, paper.number, paper.dated_on) == ("monthly", "", TODAY)
        assert paper.title.startswith("รายงานผลการดำเนินงานประจำเดือน พฤศจิกายน พ.ศ. 2569")
    assert facts["month"] == "2026-11"
    assert parameters == {"month": "2026-11-01", "plan": "เปิดหลักสูตร"}
    assert "เปิดหลักสูตร" in poppler(issued.pdf)


def test_issuing_is_refused_to_those_who_may_not(work: UnitsOfWork) -> None:
    with pytest.raises(NotAllowed):
        runner.issue(work, TRAINER, "monthly", NOVEMBER)


def test_thai_digits_are_chosen_by_parameter(work: UnitsOfWork) -> None:
    arabic = poppler(runner.render(work, MANAGER, "monthly", NOVEMBER).pdf)
    thai = poppler(runner.render(work, MANAGER, "monthly", {**NOVEMBER, "thai_digits": True}).pdf)
    assert "พ.ศ. 2569" in arabic
    assert "พ.ศ. ๒๕๖๙" in thai
    assert not any(digit in thai for digit in "123456789")


@pytest.mark.parametrize("key", list(reports()))
def test_every_report_has_thai_words_and_known_acts(key: str) -> None:
    from panpun_desktop.rules.roles import ACTS

    paper = report(key)
    assert paper.key == key
    assert any("ก" <= letter <= "๛" for letter in paper.label)
    assert {paper.read_act, paper.issue_act} <= set(ACTS)
    of_people = {"person_id", "stay_id", "agency_id", "cohort_id", "enrolment_id"}
    assert set(paper.needs) <= {"month", "day", "term", "first_on", "last_on"} | of_people


def parameters(key: str) -> dict[str, Any]:
    """What a report of the registry needs."""
    known = {"month": date(2026, 11, 1), "day": TODAY, "term": "1/2569", "first_on": TODAY, "last_on": TODAY}
    return {name: known[name] for name in report(key).needs}


OF_SOMEBODY = {"person_id", "cohort_id", "enrolment_id"}


@pytest.mark.parametrize("key", [key for key, one in reports().items() if not OF_SOMEBODY & set(one.needs)])
def test_every_paper_about_nobody_prints_when_nothing_ever_happened(work: UnitsOfWork, key: str) -> None:
    rendered = runner.render(work, MANAGER, key, parameters(key))
    assert rendered.pdf.startswith(b"%PDF")
    assert rendered.title
    assert rendered.data.get("report", key) == key, "the JSON form of a report names it (interfaces.md §2)"
    json.dumps(rendered.data)


def test_a_table_that_there_is_not_is_refused_by_name(work: UnitsOfWork) -> None:
    with pytest.raises(RuleBroken) as refused:
        runner.render(work, MANAGER, "monthly", {**NOVEMBER, "tables": ("movement", "tea")})
    assert refused.value.field == "tables"
    assert "tea" in message_of(refused.value)
