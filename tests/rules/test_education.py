"""Credits, grades and graduation of กศน./สกร. learners (domain.md §6)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.rules.education import (
    Cap,
    GradeStep,
    Moral,
    Nnet,
    Retake,
    SubjectState,
    Taken,
    grade_of,
    next_state,
    require_no_repeats,
    total_score,
)
from panpun_desktop.rules.education_progress import (
    Requirements,
    Standing,
    earliest_finish,
    grade_average,
    over_cap,
    progress,
    two_places,
)
from panpun_desktop.rules.education_terms import Term, TermMonths, parse_term, term_on, usual_days

STEPS = tuple(
    GradeStep(Decimal(least), Decimal(grade))
    for least, grade in (
        (80, "4"),
        (75, "3.5"),
        (70, "3"),
        (65, "2.5"),
        (60, "2"),
        (55, "1.5"),
        (50, "1"),
        (0, "0"),
    )
)
LOWER = Requirements(56, 40, 16, Cap(16, 16))
T1, T2, T3 = Term(2568, 1), Term(2568, 2), Term(2569, 1)
DONE = Standing(Decimal(200), Moral.PASSED, Nnet.SAT)


def taken(
    code: str, credits: int, grade: str | None, term: Term | None = T1, compulsory: bool = True
) -> Taken:
    state = SubjectState.STUDYING if grade is None else SubjectState.GRADED
    return Taken(code, credits, compulsory, term, None if grade is None else Decimal(grade), state)


# terms --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["1/2569", " 1 / 2569 ", "๑/๒๕๖๙", "1/69"])
def test_a_term_is_read_as_people_write_it(text: str) -> None:
    assert parse_term(text) == Term(2569, 1)


@pytest.mark.parametrize("text", ["", "3/2569", "2569", "1-2569", "1/256"])
def test_what_is_no_term_is_refused(text: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        parse_term(text)
    assert refused.value.id == "education.term_unreadable"


@given(st.integers(2540, 2600), st.integers(1, 2), st.integers(-30, 30))
def test_going_forth_and_back_ends_where_it_began(year: int, half: int, terms: int) -> None:
    term = Term(year, half)
    assert term.plus(terms).plus(-terms) == term
    assert term.until(term.plus(terms)) == terms
    assert (term.plus(terms) > term) is (terms > 0)


def test_four_terms_make_two_years() -> None:
    assert [T1.plus(n).label for n in range(5)] == ["1/2568", "2/2568", "1/2569", "2/2569", "1/2570"]


@pytest.mark.parametrize(
    ("day", "label"),
    [
        (date(2026, 11, 21), "2/2569"),
        (date(2027, 1, 5), "2/2569"),
        (date(2027, 4, 30), "2/2569"),
        (date(2026, 5, 1), "1/2569"),
        (date(2026, 10, 31), "1/2569"),
    ],
)
def test_a_day_lies_in_the_academic_year_that_began_before_it(day: date, label: str) -> None:
    assert term_on(day, TermMonths()).label == label


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_the_usual_days_of_terms_touch_each_other(day: date) -> None:
    months = TermMonths()
    first, last = usual_days(term_on(day, months), months)
    assert first <= day <= last


# grades -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("score", "grade"),
    [
        ("100", "4"),
        ("80", "4"),
        ("79.5", "3.5"),
        ("79", "3.5"),
        ("75", "3.5"),
        ("70", "3"),
        ("65", "2.5"),
        ("60", "2"),
        ("55", "1.5"),
        ("50", "1"),
        ("49.5", "0"),
        ("0", "0"),
    ],
)
def test_a_score_gives_the_grade_of_its_step(score: str, grade: str) -> None:
    assert grade_of(Decimal(score), STEPS) == Decimal(grade)


@pytest.mark.parametrize("score", ["100.5", "-1"])
def test_a_score_above_the_maximum_is_refused(score: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        grade_of(Decimal(score), STEPS)
    assert refused.value.id == "education.score_out_of_range"


def test_both_halves_of_a_score_have_their_own_maximum() -> None:
    assert total_score(Decimal(50), Decimal(30), 60) == 80
    assert total_score(Decimal(50), None, 60) is None
    assert total_score(None, Decimal(77), 0) == 77
    for in_term, final, field in ((Decimal(61), None, "in_term"), (None, Decimal(41), "final")):
        with pytest.raises(RuleBroken) as refused:
            total_score(in_term, final, 60)
        assert refused.value.field == field


def test_the_average_counts_a_zero_and_leaves_out_an_ungraded_transfer() -> None:
    those = [taken("a", 5, "3.5"), taken("b", 4, "0"), taken("c", 1, None, None)]
    assert grade_average(those) == Decimal("17.5") / 9
    assert grade_average([*those, taken("d", 1, "4", None)]) == Decimal("21.5") / 10
    assert grade_average([taken("c", 1, None, None)]) is None


def test_an_average_is_written_with_two_places_half_up() -> None:
    assert two_places(Decimal("3.175")) == Decimal("3.18")


def test_a_grade_closes_a_subject_and_taking_it_away_opens_it() -> None:
    assert next_state(Decimal(0), SubjectState.ABSENT) is SubjectState.GRADED
    assert next_state(None, SubjectState.GRADED) is SubjectState.STUDYING
    assert next_state(None, SubjectState.ABSENT) is SubjectState.ABSENT


# progress -----------------------------------------------------------------------------------------


def test_a_subject_taken_twice_counts_once_with_its_best_passing_grade() -> None:
    those = [taken("a", 5, "0"), taken("a", 5, "3", T2), taken("a", 5, "2", T3)]
    found = progress(those, LOWER, DONE)
    assert (found.credits, found.average) == (5, Decimal(3))


def test_by_choice_the_last_passing_grade_counts() -> None:
    last = Requirements(56, 40, 16, Cap(16, 16), retake=Retake.LAST)
    those = [taken("a", 5, "3"), taken("a", 5, "2", T2), taken("a", 5, "0", T3)]
    assert progress(those, last, DONE).average == Decimal(2)


def test_a_failed_subject_earns_nothing_but_stays_in_the_average() -> None:
    found = progress([taken("a", 5, "0")], LOWER, DONE, ["a"])
    assert (found.credits, found.average, found.missing_subjects) == (0, Decimal(0), ("a",))


def test_a_withdrawn_subject_is_as_if_never_taken() -> None:
    gone = Taken("a", 5, True, T1, Decimal(4), SubjectState.WITHDRAWN)
    assert (progress([gone], LOWER, DONE).credits, progress([gone], LOWER, DONE).average) == (0, None)


def test_a_transfer_earns_its_credits_without_a_grade() -> None:
    found = progress([taken("ทช21001", 1, None, None)], LOWER, DONE)
    assert (found.credits, found.compulsory, found.studying, found.average) == (1, 1, 0, None)


def test_what_is_open_counts_as_studying_and_not_as_earned() -> None:
    found = progress([taken("a", 4, None), taken("b", 3, None, compulsory=False)], LOWER, DONE)
    assert (found.credits, found.studying) == (0, 7)


def test_too_many_electives_do_not_stand_for_compulsory_credits() -> None:
    those = [taken("c", 30, "2"), taken("e", 30, "2", compulsory=False)]
    found = progress(those, LOWER, DONE)
    assert (found.credits, found.compulsory_missing, found.elective_missing) == (60, 10, 0)
    assert found.credits_missing == 10
    assert found.missing == ("credits",)


def test_graduation_names_everything_that_is_missing() -> None:
    found = progress(
        [taken("a", 27, "2"), taken("e", 11, "2", compulsory=False)], LOWER, Standing(Decimal(120)), ["x"]
    )
    assert found.missing == ("credits", "subjects", "activity", "moral", "nnet")
    assert (found.credits_missing, found.hours_missing) == (18, 80)
    assert not found.may_graduate


def test_nnet_must_be_sat_and_the_moral_assessment_passed() -> None:
    those = [taken("a", 40, "1"), taken("e", 16, "1", compulsory=False)]
    assert progress(those, LOWER, DONE).may_graduate
    assert progress(those, LOWER, Standing(Decimal(200), Moral.FAILED, Nnet.ABSENT)).missing == (
        "moral",
        "nnet",
    )


# terms still to come ------------------------------------------------------------------------------


def test_the_pictures_learner_finishes_at_the_earliest_in_the_term_after_next() -> None:
    """เหลือ 18 หน่วยกิต · ที่ไม่เกิน 16 หน่วยกิต/ภาค จะจบเร็วสุด ภาคเรียน 1/2570."""
    found = earliest_finish(18, Cap(16, 16), Term(2569, 2), registered=2)
    assert found == Term(2570, 1)


def test_the_last_term_may_hold_more() -> None:
    assert earliest_finish(18, Cap(17, 20), Term(2569, 2)) == Term(2569, 2)
    assert earliest_finish(37, Cap(17, 20), Term(2569, 2)) == Term(2570, 1)


def test_a_term_that_is_closed_takes_no_more_subjects() -> None:
    assert earliest_finish(4, Cap(16, 16), Term(2569, 2), is_closed=True) == Term(2570, 1)
    assert earliest_finish(4, Cap(16, 16), Term(2569, 2), registered=4, is_closed=True) == Term(2569, 2)


def test_nothing_left_needs_no_term() -> None:
    assert earliest_finish(0, Cap(16, 16), Term(2569, 2)) is None


@given(st.integers(1, 80), st.integers(1, 30), st.integers(0, 6))
def test_one_credit_more_never_finishes_earlier(left: int, per_term: int, more: int) -> None:
    cap = Cap(per_term, per_term + more)
    one, other = (earliest_finish(n, cap, T1) for n in (left, left + 1))
    assert one is not None
    assert other is not None
    assert one <= other


def test_a_term_over_the_cap_is_over_by_so_many_credits() -> None:
    assert over_cap(18, Cap(17, 20), is_last=False) == 1
    assert over_cap(18, Cap(17, 20), is_last=True) == 0


def test_the_same_subject_twice_in_one_term_is_refused() -> None:
    require_no_repeats(["a", "b"])
    with pytest.raises(RuleBroken) as refused:
        require_no_repeats(["a", "b", "a"])
    assert refused.value.facts["code"] == "a"
