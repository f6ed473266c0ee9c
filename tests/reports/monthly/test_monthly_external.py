"""R-REP-9: the edition that leaves the house."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from panpun_desktop.common.clock import FixedClock
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.models import Setting
from panpun_desktop.reports import runner
from panpun_desktop.reports.monthly.closing_data import Closing, StayLine
from panpun_desktop.reports.monthly.data import to_json
from panpun_desktop.reports.monthly.external import external
from panpun_desktop.reports.monthly.layout import pdf
from panpun_desktop.reports.monthly.office import xlsx
from panpun_desktop.reports.report import Finish
from panpun_desktop.rules.daily import weeks_of
from panpun_desktop.store.unit_of_work import UnitsOfWork
from tests.builders import ADMIN, MANAGER
from tests.reports.histories import statement_of_domain_5_1, writing
from tests.reports.kit.reading import poppler
from tests.reports.monthly.samples import statement
from tests.reports.monthly.test_monthly_paper import lines
from tests.reports.monthly.test_monthly_workbook import sheets
from tests.reports.reading import rows

OUTCOME = frozenset({"outcome"})
NOVEMBER = date(2026, 11, 1)


def test_small_counts_are_hidden_and_the_paper_says_what_the_signs_mean() -> None:
    text = lines(pdf(external(statement(), OUTCOME, 5), Finish()))
    assert text[3] == "ฉบับเผยแพร่ภายนอก"
    assert text[4].startswith("<5 หมายถึง 1 ถึง 4")
    home = next(line for line in text if line.startswith("กลับภูมิลำเนา"))
    assert home.startswith("กลับภูมิลำเนา <5 <5")
    assert "คงเหลือ 14 9 23" in text


def test_the_workbook_has_no_formula_over_what_is_hidden() -> None:
    found = sheets(xlsx(external(statement(), OUTCOME, 5), Finish()))["5 ตามผลการจำหน่าย"]
    assert found[3][1:3] == ["<5", "<5"]


def test_names_of_what_was_changed_after_closing_stay_in_the_house() -> None:
    line = StayLine(-1, 1, 1, "P69-0001", "นายสมมติ ตัวอย่าง", "จำหน่าย")
    closing = Closing(1, date(2026, 12, 1), "ผู้จัดการ", 7, "abc", "เหตุผลลับ", changed=(line,))
    report = external(replace(statement(), adjusted=(line,), closing=closing), OUTCOME, 5)
    text = poppler(pdf(report, Finish())) + repr(to_json(report))
    assert "สมมติ ตัวอย่าง" not in text
    assert "P69-0001" not in text
    assert "เหตุผลลับ" not in text
    assert "ฉบับแก้ไขครั้งที่ 1" in text


def test_nothing_of_a_sensitive_movement_is_told_in_words_or_charts() -> None:
    report = external(statement(), frozenset({"movement", "service_type"}), 30)
    text = poppler(pdf(replace(report, narrative=statement().narrative), Finish()))
    assert "ยกมา 20 คน" not in text
    assert "รับเข้าและจำหน่ายของแต่ละวัน" not in text


def test_weeks_with_a_single_movement_are_not_charted() -> None:
    days = tuple(replace(day, admitted=9, discharged=9) for day in statement().days)
    single = tuple(replace(day, admitted=int(not number)) for number, day in enumerate(days))
    texts = [
        poppler(pdf(external(replace(statement(), days=given), OUTCOME, 5), Finish()))
        for given in (days, single)
    ]
    assert ["รับเข้าและจำหน่ายของแต่ละสัปดาห์" in text for text in texts] == [True, False]
    assert all("จำนวนผู้พักเฉลี่ย" in text for text in texts)


def test_r_rep_9_no_bar_for_outside_stands_for_a_day() -> None:
    """From one day to the next a single person could be read."""
    days = statement().days
    one_more = tuple(replace(day, residents=20 + (number > 9)) for number, day in enumerate(days))
    told = external(replace(statement(), days=one_more), OUTCOME, 5)
    assert [round(one.residents) for one in weeks_of(told.days)] == [20, 21, 21, 21]
    text = poppler(pdf(told, Finish()))
    assert all(label in text for label in ("ของแต่ละสัปดาห์", "1–7", "8–14", "15–21", "22–30"))
    assert "ของแต่ละวัน" not in text
    assert "รายวัน" not in sheets(xlsx(told, Finish()))
    begun = external(replace(statement(), days=days[:6]), OUTCOME, 5)
    assert "จำนวนผู้พัก" not in poppler(pdf(begun, Finish())), "less than a week is not drawn"


@pytest.fixture
def november(work: UnitsOfWork, clock: FixedClock) -> None:
    """The month of domain.md §5.1, over."""
    clock.instant = FixedClock.at(date(2026, 12, 5)).instant
    with writing(work) as house:
        statement_of_domain_5_1(house, NOVEMBER)


@pytest.mark.usefixtures("november")
class TestOfACentre:
    def read(self, work: UnitsOfWork) -> Any:
        return runner.read(work, MANAGER, "monthly", {"month": NOVEMBER, "external": True})

    def test_nobody_is_behind_its_figures(self, work: UnitsOfWork) -> None:
        report = self.read(work)
        assert not report.behind
        assert not report.people_behind
        assert all(not check.stay_ids and not check.detail for check in report.checks)

    def test_small_counts_by_service_are_hidden_as_delivered(self, work: UnitsOfWork) -> None:
        report = self.read(work)
        found = {row.key: row.values for row in report.table("service_type").rows}
        assert found["transit"]["opening"] == "<5"
        values = [one for row in found.values() for one in row.values()]
        assert not [one for one in values if isinstance(one, int) and 0 < one < 5]

    def test_the_centre_sets_which_tables_and_from_what_count_on(self, work: UnitsOfWork) -> None:
        with work.writing(ADMIN, "setting.edit") as session:
            session.merge(Setting(key="report.sensitive_tables", value='"ตามประเภทบริการ"'))
            session.merge(Setting(key="report.hide_below", value="3"))
        parameters = {"month": NOVEMBER, "external": True}
        facts = runner.facts(work, MANAGER, "monthly", parameters)
        assert facts["external"] is True
        assert rows(facts, "service_type")["transit"]["opening"] == "<3"
        assert rows(facts, "service_type")["course_l"]["opening"] in (3, "*")

    def test_a_name_that_no_table_has_is_refused(self, work: UnitsOfWork) -> None:
        with work.writing(ADMIN, "setting.edit") as session:
            session.merge(Setting(key="report.sensitive_tables", value='"ตามอายุ, ตามผลการจำหน่าย"'))
        with pytest.raises(RuleBroken) as refused:
            self.read(work)
        assert refused.value.id == "report.table_unknown"
