"""Table 7: every trainee is somewhere at the end of the month, and every row adds up."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from panpun_desktop.rules.attendance import Pause
from panpun_desktop.rules.codes import EnrolmentState as State
from panpun_desktop.rules.counted import Period
from panpun_desktop.rules.training_counts import EnrolmentFact, behind, check, training

NOVEMBER = Period.month(2026, 11)
COHORTS = {1: "ตัดเย็บเสื้อผ้า รุ่นที่ 57", 2: "ช่างไฟฟ้า รุ่นที่ 3"}


def someone(
    joined: date, state: State = State.ACTIVE, ended: date | None = None, **facts: object
) -> EnrolmentFact:
    return EnrolmentFact(1, 1, 1, joined, state, ended, **facts)  # type: ignore[arg-type]


def counted(*facts: EnrolmentFact) -> dict[str, object]:
    row = training(facts, COHORTS, NOVEMBER).row("cohort-1")
    return {key: value for key, value in row.items() if value}


def test_who_was_there_before_is_brought_forward_and_still_in_training() -> None:
    assert counted(someone(date(2026, 10, 20))) == {"opening": 1, "active": 1}


def test_who_joined_and_passed_in_the_month_is_new_and_passed() -> None:
    one = someone(date(2026, 11, 2), State.DONE, date(2026, 11, 30), percent=Fraction(90))
    assert counted(one) == {"joined": 1, "done": 1, "attendance_percent": "90.00"}


def test_the_last_day_of_the_month_before_has_ended_there() -> None:
    gone = someone(date(2026, 9, 1), State.DROPPED, date(2026, 10, 31))
    assert [row.key for row in training([gone], COHORTS, NOVEMBER).rows] == ["total"]


def test_who_is_suspended_at_the_end_is_not_in_training() -> None:
    paused = someone(date(2026, 11, 2), State.SUSPENDED, pauses=(Pause(date(2026, 11, 20)),))
    assert counted(paused) == {"joined": 1, "suspended": 1}


def test_what_became_of_someone_later_is_not_told_of_the_month() -> None:
    assert counted(someone(date(2026, 11, 2), State.DONE, date(2026, 12, 16))) == {"joined": 1, "active": 1}


def test_attendance_is_the_mean_of_the_people_and_a_dash_without_any() -> None:
    two = [someone(date(2026, 11, 2), percent=Fraction(share)) for share in (80, 91)]
    assert counted(*two)["attendance_percent"] == "85.50"
    assert (
        training([someone(date(2026, 11, 2))], COHORTS, NOVEMBER).row("total")["attendance_percent"] is None
    )


_DAYS = st.dates(date(2026, 9, 1), date(2027, 1, 31))
_ENDED = st.sampled_from([State.DONE, State.FAILED, State.DROPPED, State.UPGRADED])


@st.composite
def _enrolments(draw: st.DrawFn) -> EnrolmentFact:
    joined = draw(_DAYS)
    ended = draw(st.none() | st.integers(0, 90).map(lambda days: joined + timedelta(days=days)))
    state = State.ACTIVE if ended is None else draw(_ENDED)
    pauses = draw(st.sampled_from([(), (Pause(joined),), (Pause(joined, joined + timedelta(days=9)),)]))
    return EnrolmentFact(
        draw(st.integers(1, 10**6)),
        draw(st.integers(1, 40)),
        draw(st.sampled_from([1, 2])),
        joined,
        state,
        ended,
        pauses,
    )


@given(st.lists(_enrolments(), max_size=30))
def test_every_row_balances_and_every_number_has_its_people(facts: list[EnrolmentFact]) -> None:
    table = training(facts, COHORTS, NOVEMBER)
    assert check(table).ok
    for (row, column), people in behind(facts, NOVEMBER).items():
        assert table.row(row)[column] == len(people)
    rows = [row for row in table.rows if row.key != "total"]
    assert table.number_at("total", "active") == sum(table.number_at(row.key, "active") for row in rows)
