"""The statement counted from stays in a real database (domain.md §5, interfaces.md §2)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from panpun_desktop.common.clock import FixedClock
from panpun_desktop.common.errors import NotAllowed, RuleBroken
from panpun_desktop.common.sentences import message_of
from panpun_desktop.models import Setting
from panpun_desktop.reports import runner
from panpun_desktop.reports.monthly.data import check_title
from panpun_desktop.store.unit_of_work import UnitsOfWork
from tests.builders import ADMIN, MANAGER, TRAINER
from tests.reports.histories import House, random_history, statement_of_domain_5_1, writing
from tests.reports.reading import checks, column, imbalances, line, rows, the_table

Monthly = Callable[[int, int], dict[str, Any]]
NOVEMBER = date(2026, 11, 1)


@pytest.fixture
def december(clock: FixedClock) -> None:
    """The clock stands in December 2569: November is over."""
    clock.instant = FixedClock.at(date(2026, 12, 5)).instant


@pytest.mark.usefixtures("december")
class TestFixtureOfDomain51:
    @pytest.fixture
    def statement(self, work: UnitsOfWork, monthly: Monthly) -> dict[str, Any]:
        with writing(work) as house:
            statement_of_domain_5_1(house, NOVEMBER)
        return monthly(2026, 11)

    def test_head_says_month_year_and_state(self, statement: dict[str, Any]) -> None:
        head = {key: statement[key] for key in ("report", "month", "be_month", "fiscal_year", "status")}
        assert head == {
            "report": "monthly",
            "month": "2026-11",
            "be_month": "2569-11",
            "fiscal_year": 2570,
            "status": "open",
        }

    @pytest.mark.parametrize(
        ("service", "figures"),
        [
            ("trial", [5, 9, 0, 5, 3, 6]),
            ("course_s", [6, 1, 2, 2, 1, 6]),
            ("course_m", [4, 1, 1, 1, 0, 5]),
            ("course_l", [3, 0, 1, 1, 0, 3]),
            ("transit", [2, 4, 0, 3, 0, 3]),
            ("total", [20, 15, 4, 12, 4, 23]),
        ],
    )
    def test_service_types(self, statement: dict[str, Any], service: str, figures: list[int]) -> None:
        stages = ("opening", "admitted", "converted_in", "discharged", "converted_out", "closing")
        assert line(statement, "service_type", service, *stages) == figures

    def test_sexes(self, statement: dict[str, Any]) -> None:
        flow = {stage: [v["male"], v["female"]] for stage, v in rows(statement, "movement").items()}
        assert flow == {
            "opening": [12, 8],
            "adjusted": [0, 0],
            "admitted": [9, 6],
            "discharged": [7, 5],
            "closing": [14, 9],
        }

    def test_beds(self, statement: dict[str, Any]) -> None:
        assert rows(statement, "beds")["total"] == {
            "beds": 30,
            "person_nights": 630,
            "bed_nights": 630,
            "available_nights": 900,
            "occupancy_percent": "70.00",
            "average_nights": "18.00",
        }

    def test_ministry_line(self, statement: dict[str, Any]) -> None:
        assert rows(statement, "ministry_line")["centre"] == {
            "target": None,
            "opening": 20,
            "admitted": 15,
            "discharged": 12,
            "closing": 23,
            "cumulative": 35,
        }

    def test_everything_balances(self, statement: dict[str, Any]) -> None:
        assert imbalances(statement) == []
        assert all(checks(statement).values()), statement["checks"]


def test_g4_change_of_service_is_no_admission_and_no_discharge(work: UnitsOfWork, monthly: Monthly) -> None:
    with writing(work) as house:
        house.stay(date(2026, 10, 28), None, [("TRIAL", date(2026, 10, 28)), ("COURSE_S", date(2026, 11, 2))])
    november = monthly(2026, 11)
    assert column(november, "movement", "total") == {
        "opening": 1,
        "adjusted": 0,
        "admitted": 0,
        "discharged": 0,
        "closing": 1,
    }
    assert line(november, "service_type", "trial", "opening", "converted_out", "closing") == [1, 1, 0]
    assert line(november, "service_type", "course_s", "opening", "converted_in", "closing") == [0, 1, 1]


@pytest.mark.usefixtures("december")
def test_g7_birthday_changes_no_band(work: UnitsOfWork, monthly: Monthly) -> None:
    with writing(work) as house:
        child = house.person("F", birth_precision="DAY", birth_first_on=date(2008, 11, 15))
        house.stay(date(2026, 10, 5), None, person=child, age_band="13-17")
    november = monthly(2026, 11)
    assert line(november, "age_band", "13-17", "opening_female", "closing_female") == [1, 1]
    assert line(november, "age_band", "18-25", "opening_female", "closing_female") == [0, 0]
    assert imbalances(november) == []


def test_stay_of_one_day_is_admitted_and_discharged_without_a_night(
    work: UnitsOfWork, monthly: Monthly
) -> None:
    with writing(work) as house:
        house.stay(date(2026, 11, 4), date(2026, 11, 4), "TRANSIT", outcome="HOME")
    november = monthly(2026, 11)
    assert line(november, "service_type", "transit", "admitted", "discharged", "closing") == [1, 1, 0]
    assert line(november, "beds", "total", "person_nights", "average_nights") == [0, "0.00"]
    assert line(november, "outcome", "home", "male", "total") == [1, 1]


def test_r_rep_6_nights_are_split_between_months(work: UnitsOfWork, monthly: Monthly) -> None:
    with writing(work) as house:
        stay = house.stay(date(2026, 1, 30), date(2026, 2, 2), "TRIAL")
        house.use(stay, house.building("อาคาร 1", 1)[0])
    assert line(monthly(2026, 1), "beds", "total", "person_nights", "bed_nights") == [2, 2]
    assert line(monthly(2026, 2), "beds", "total", "person_nights", "bed_nights") == [1, 1]


def test_voided_stays_count_nowhere(work: UnitsOfWork, monthly: Monthly, clock: FixedClock) -> None:
    with writing(work) as house:
        stay = house.stay(date(2026, 11, 4), None)
        house.use(stay, house.building("อาคาร 1", 1)[0])
        stay.voided_at = clock.now()
    november = monthly(2026, 11)
    assert set(column(november, "movement", "total").values()) == {0}
    assert line(november, "beds", "total", "person_nights", "bed_nights") == [0, 0]


def test_hours_away_on_one_day_keep_one_stay(work: UnitsOfWork, monthly: Monthly) -> None:
    with writing(work) as house:
        stay = house.stay(date(2026, 11, 1), None)
        house.use(stay, house.building("อาคาร 1", 1)[0])
        house.away(stay, "SAME_DAY", date(2026, 11, 4), date(2026, 11, 4))
    november = monthly(2026, 11)
    assert line(november, "beds", "total", "person_nights", "bed_nights") == [21, 21]
    assert column(november, "movement", "total")["admitted"] == 1


def test_bed_kept_for_leave_is_neither_used_nor_there(work: UnitsOfWork, monthly: Monthly) -> None:
    with writing(work) as house:
        stay = house.stay(date(2026, 10, 1), None)
        house.use(stay, house.building("อาคาร 1", 2)[0])
        house.away(stay, "LEAVE", date(2026, 10, 10), date(2026, 10, 15))
    figures = rows(monthly(2026, 10), "beds")["total"]
    assert figures["person_nights"] == 31
    assert figures["bed_nights"] == 26
    assert figures["available_nights"] == 57


def test_sharing_infant_is_a_person_and_no_bed(work: UnitsOfWork, monthly: Monthly) -> None:
    with writing(work) as house:
        mother = house.stay(date(2026, 10, 1), date(2026, 10, 11), sex="F")
        infant = house.stay(date(2026, 10, 1), date(2026, 10, 11), age_band="0-5", accompanying=True)
        house.use(mother, house.building("อาคาร 1", 2)[0])
        house.share(infant, mother)
    october = monthly(2026, 10)
    assert line(october, "beds", "total", "person_nights", "bed_nights", "available_nights") == [20, 10, 62]
    assert rows(october, "beds").get("unassigned", {"person_nights": 0})["person_nights"] == 0


def test_people_without_a_bed_have_a_row_of_their_own(work: UnitsOfWork, monthly: Monthly) -> None:
    with writing(work) as house:
        house.building("อาคาร 1", 2)
        house.stay(date(2026, 10, 1), date(2026, 10, 11))
    october = monthly(2026, 10)
    assert line(october, "beds", "unassigned", "person_nights", "bed_nights") == [10, 0]
    assert rows(october, "beds")["total"]["occupancy_percent"] == "0.00"


def test_accompanying_members_are_counted_under_the_type_and_again(
    work: UnitsOfWork, monthly: Monthly
) -> None:
    with writing(work) as house:
        house.stay(date(2026, 11, 1), None, "COURSE_S")
        house.stay(date(2026, 11, 1), None, "COURSE_S", accompanying=True, age_band="6-12")
    assert line(monthly(2026, 11), "service_type", "course_s", "closing", "accompanying") == [2, 1]


def test_persons_of_the_fiscal_year_are_counted_once(work: UnitsOfWork, monthly: Monthly) -> None:
    with writing(work) as house:
        person = house.person()
        house.stay(date(2026, 10, 3), date(2026, 10, 5), person=person)
        house.stay(date(2026, 11, 3), date(2026, 11, 5), person=person)
        house.stay(date(2026, 9, 3), date(2026, 9, 5))
    november = monthly(2026, 11)
    assert line(november, "comparison", "persons", "this_month", "fiscal_year_to_date") == [1, 1]
    assert line(november, "comparison", "admitted", "this_month", "last_month", "fiscal_year_to_date") == [
        1,
        1,
        2,
    ]


def test_change_from_nothing_has_no_percentage(work: UnitsOfWork, monthly: Monthly) -> None:
    with writing(work) as house:
        house.stay(date(2026, 11, 3))
        house.stay(date(2026, 11, 4))
    assert line(monthly(2026, 11), "comparison", "admitted", "this_month", "change", "change_percent") == [
        2,
        2,
        None,
    ]


def test_empty_month_is_all_zero_and_balances(monthly: Monthly) -> None:
    empty = monthly(2026, 10)
    assert imbalances(empty) == []
    assert all(checks(empty).values())
    assert rows(empty, "beds")["total"]["occupancy_percent"] is None


def test_month_that_has_not_begun_is_refused(monthly: Monthly) -> None:
    with pytest.raises(RuleBroken) as refused:
        monthly(2026, 12)
    assert refused.value.id == "report.in_future"
    assert "1 ธันวาคม 2569" in message_of(refused.value)


def test_figures_know_the_stays_behind_them(work: UnitsOfWork) -> None:
    with writing(work) as house:
        stays = [house.stay(date(2026, 10, 30), date(2026, 11, 4)), house.stay(date(2026, 11, 5))]
        first, second = (stay.id for stay in stays)
    report = runner.read(work, MANAGER, "monthly", {"month": NOVEMBER})
    assert report.stays_behind == {
        "opening": (first,),
        "admitted": (second,),
        "discharged": (first,),
        "closing": (second,),
    }


def test_unknown_facts_are_said_but_are_no_mistake(work: UnitsOfWork, monthly: Monthly) -> None:
    with writing(work) as house:
        house.stay(date(2026, 11, 4), None, sex="U", age_band="unknown", channel="UNKNOWN")
        house.stay(date(2026, 11, 4), date(2026, 11, 6), outcome=None)
    check = next(one for one in monthly(2026, 11)["checks"] if one["id"] == "missing")
    assert check["ok"] is True
    for said in ("ไม่ระบุช่องทางเข้า 1", "ไม่ระบุผลการจำหน่าย 1", "ไม่ระบุเพศ 1", "ไม่ทราบอายุ 1"):
        assert said in check["detail"]


def test_person_with_a_bed_and_no_stay_is_named(work: UnitsOfWork, monthly: Monthly) -> None:
    with writing(work) as house:
        gone = house.stay(date(2026, 10, 1), date(2026, 10, 20))
        house.use(gone, house.building("อาคาร 1", 1)[0], end_on=date(2026, 11, 2))
    check = next(one for one in monthly(2026, 10)["checks"] if one["id"] == "board")
    assert check["ok"] is False
    assert "P69-0001" in check["detail"]


def test_overrides_are_counted_by_rule_with_their_reasons(work: UnitsOfWork, monthly: Monthly) -> None:
    with writing(work) as house:
        stay = house.stay(date(2026, 11, 1))
        for reason in ("ILL", "ILL", "TRAVEL_DAY"):
            house.override(stay, "R-TRI-2", reason, date(2026, 11, 12))
    assert column(monthly(2026, 11), "overrides", "count") == {"r-tri-2": 3, "total": 3}
    report = runner.read(work, MANAGER, "monthly", {"month": NOVEMBER})
    assert report.override_reasons == {"r-tri-2": "เจ็บป่วย 2, รอวันเดินทาง 1"}


def test_month_before_go_live_is_refused_and_the_first_has_nothing_to_compare_with(
    work: UnitsOfWork, monthly: Monthly
) -> None:
    with work.writing(MANAGER, "setting.edit") as session:
        session.add(Setting(key="centre.go_live_on", value='"2026-10-15"'))
    with writing(work) as house:
        house.stay(date(2026, 9, 1))
        house.stay(date(2026, 10, 20))
    with pytest.raises(RuleBroken) as refused:
        monthly(2026, 9)
    assert refused.value.id == "report.before_go_live"
    assert "15 ตุลาคม 2569" in message_of(refused.value)
    october = monthly(2026, 10)
    assert line(october, "movement", "opening", "total") == [1]
    assert line(october, "comparison", "closing", "this_month", "last_month", "change") == [2, None, None]


def test_target_of_the_fiscal_year_stands_in_the_ministry_line(work: UnitsOfWork, monthly: Monthly) -> None:
    with work.writing(MANAGER, "setting.edit") as session:
        session.add(Setting(key="report.ministry_target", value='"2569=400, 2570=420"'))
    assert line(monthly(2026, 9), "ministry_line", "centre", "target") == [400]
    assert line(monthly(2026, 10), "ministry_line", "centre", "target") == [420]


def test_running_month_is_counted_until_today(work: UnitsOfWork, monthly: Monthly) -> None:
    with writing(work) as house:
        house.stay(date(2026, 11, 20))
    november = monthly(2026, 11)
    assert november["counted_until"] == "2026-11-21"
    assert line(november, "beds", "total", "person_nights") == [2]


@pytest.mark.parametrize("actor", [TRAINER, ADMIN])
def test_only_the_desk_and_the_manager_read_statements(work: UnitsOfWork, actor: Any) -> None:
    with pytest.raises(NotAllowed):
        runner.facts(work, actor, "monthly", {"month": NOVEMBER})


def test_every_table_has_the_fixed_columns(monthly: Monthly) -> None:
    october = monthly(2026, 10)
    columns = {table["id"]: [one["key"] for one in table["columns"]] for table in october["tables"]}
    by_sex = ["male", "female", "unknown", "total"]
    assert columns["movement"] == by_sex
    assert columns["outcome"] == by_sex
    assert columns["service_type"][:8] == [
        "opening",
        "adjusted",
        "admitted",
        "converted_in",
        "discharged",
        "converted_out",
        "closing",
        "accompanying",
    ]
    assert columns["intake_channel"] == ["count", "percent"]
    assert columns["overrides"] == ["count"]
    assert columns["ministry_line"] == [
        "target",
        "opening",
        "admitted",
        "discharged",
        "closing",
        "cumulative",
    ]
    assert columns["comparison"] == [
        "this_month",
        "last_month",
        "change",
        "change_percent",
        "fiscal_year_to_date",
    ]
    assert {"0-5", "6-12", "13-17", "18-25", "26-45", "46-59", "60+", "unknown", "total"} == set(
        rows(october, "age_band")
    )
    assert "title" in the_table(october, "beds")


def test_two_years_of_any_history_balance_and_chain(work: UnitsOfWork, monthly: Monthly) -> None:
    """Coming, changing, sharing, going out and back on one day, leaving: every row and column adds up."""

    @settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
    @given(seed=some.integers(0, 10_000))
    def every_month_balances(seed: int) -> None:
        with work.writing(MANAGER, "stay.admit") as session:
            random_history(House(session), seed, date(2024, 9, 1), 24)
        closing: dict[str, int] | None = None
        for index in range(24):
            month = monthly(2024 + (8 + index) // 12, (8 + index) % 12 + 1)
            assert imbalances(month) == []
            assert all(checks(month).values()), month["checks"]
            opening = rows(month, "movement")["opening"]
            assert closing in (None, opening)
            closing = rows(month, "movement")["closing"]

    every_month_balances()


def test_every_check_has_a_thai_title(work: UnitsOfWork) -> None:
    report = runner.read(work, MANAGER, "monthly", {"month": NOVEMBER})
    for check in report.checks:
        assert any("ก" <= letter <= "๛" for letter in check_title(check)), check.id


@pytest.mark.usefixtures("december")
class TestLongerPeriods:
    @pytest.fixture
    def house(self, work: UnitsOfWork) -> None:
        """One person twice, one who stays: August (before the year), October and November."""
        with writing(work) as house:
            person = house.person("F")
            house.stay(date(2026, 10, 5), date(2026, 10, 9), person=person)
            house.stay(date(2026, 11, 3), date(2026, 11, 5), person=person)
            house.stay(date(2026, 8, 20), None)

    def read(self, work: UnitsOfWork, month: date, period: str) -> dict[str, Any]:
        return runner.facts(work, MANAGER, "monthly", {"month": month, "period": period})

    @pytest.mark.usefixtures("house")
    def test_quarter_so_far_counts_its_months_together(self, work: UnitsOfWork) -> None:
        quarter = self.read(work, NOVEMBER, "quarter")
        assert column(quarter, "movement", "total") == {
            "opening": 1,
            "adjusted": 0,
            "admitted": 2,
            "discharged": 2,
            "closing": 1,
        }
        assert quarter["period"] == "quarter"
        assert all(checks(quarter).values()), quarter["checks"]

    @pytest.mark.usefixtures("house")
    def test_r_rep_8_quarter_is_compared_with_the_same_months_of_the_one_before(
        self, work: UnitsOfWork
    ) -> None:
        quarter = self.read(work, NOVEMBER, "quarter")
        assert list(rows(quarter, "comparison")["admitted"].values()) == [2, 1, 1, "100.00", 2]
        assert line(quarter, "comparison", "person_nights", "this_month", "last_month") == [67, 12]

    @pytest.mark.usefixtures("house")
    def test_r_rep_7_persons_of_the_year_are_counted_once(self, work: UnitsOfWork) -> None:
        year = self.read(work, NOVEMBER, "fiscal_year")
        assert line(year, "comparison", "persons", "this_month", "fiscal_year_to_date") == [2, 2]
        assert line(year, "comparison", "admitted", "this_month") == [2]

    def test_no_other_period_is_known(self, work: UnitsOfWork) -> None:
        with pytest.raises(RuleBroken) as refused:
            self.read(work, NOVEMBER, "week")
        assert refused.value.id == "report.period_unknown"
