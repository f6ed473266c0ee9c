"""The days the school gave a term: they say which term a day lies in and when its exam was sat."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from panpun_desktop.common.errors import EditConflict, RuleBroken
from panpun_desktop.rules.education_terms import Term
from panpun_desktop.services.education_counts import learner_facts
from panpun_desktop.services.education_reading import term_of_day
from panpun_desktop.services.education_requests import SaveScores, ScoreLine
from panpun_desktop.services.education_results import save_scores
from panpun_desktop.services.school_terms import SaveTermDays, SchoolTermRow, list_terms, save_term_days
from tests.centres import OpenCentre
from tests.services.learners import a_learner, page, register

FIRST = Term(2569, 1)


def _row(centre: OpenCentre, term: Term = FIRST) -> SchoolTermRow:
    return next(one for one in list_terms(centre.work, centre.trainer) if one.term == term)


def _save(centre: OpenCentre, term: Term, first: date, last: date, exam: date | None = None) -> None:
    there = next((one for one in list_terms(centre.work, centre.manager) if one.term == term), None)
    seen = there.version if there is not None else None
    save_term_days(centre.work, centre.manager, SaveTermDays(term, first, last, exam, seen))


def test_a_term_shows_its_usual_days_until_others_are_written(centre_session: OpenCentre) -> None:
    terms = list_terms(centre_session.work, centre_session.trainer)
    assert [one.term.label for one in terms] == ["2/2570", "1/2570", "2/2569"]
    assert (terms[2].id, terms[2].starts_on, terms[2].exam_on) == (None, date(2026, 11, 1), None)
    _save(centre_session, Term(2569, 2), date(2026, 11, 16), date(2027, 3, 31), date(2027, 3, 20))
    row = _row(centre_session, Term(2569, 2))
    assert (row.starts_on, row.ends_on, row.exam_on) == (
        date(2026, 11, 16),
        date(2027, 3, 31),
        date(2027, 3, 20),
    )


def test_a_day_before_a_late_term_still_lies_in_the_term_before(centre_session: OpenCentre) -> None:
    _save(centre_session, Term(2569, 2), date(2026, 11, 16), date(2027, 3, 31))
    with centre_session.work.reading(centre_session.manager, "education.read") as session:
        found = [term_of_day(session, date(2026, 11, day)).label for day in (10, 16)]
    assert found == ["1/2569", "2/2569"]


def test_who_has_a_final_score_sat_the_exam_on_the_day_of_the_term(centre_session: OpenCentre) -> None:
    _save(centre_session, FIRST, date(2026, 5, 16), date(2026, 10, 10), date(2026, 9, 26))
    learner = a_learner(centre_session)
    register(centre_session, learner, "1/2569", "พต21001")
    assert page(centre_session, learner).terms[0].term_exam_on == date(2026, 9, 26)
    line = page(centre_session, learner).lines[0]
    score = ScoreLine(line.id, line.version, Decimal(50), Decimal(30))
    save_scores(centre_session.work, centre_session.trainer, SaveScores((score,)))
    term = page(centre_session, learner).terms[0]
    assert (term.sat_exam, term.exam_on) == (True, date(2026, 9, 26))
    with centre_session.work.reading(centre_session.manager, "education.read") as session:
        facts, _labels = learner_facts(session)
    assert [one.sat_on for one in facts] == [(date(2026, 9, 26),)]


@pytest.mark.parametrize(
    ("last", "exam", "rule"),
    [
        (date(2026, 5, 15), None, "education.term_ends_before"),
        (date(2026, 10, 10), date(2026, 5, 15), "education.exam_before_term"),
    ],
)
def test_an_end_or_an_exam_before_the_first_day_is_refused(
    centre_session: OpenCentre, last: date, exam: date | None, rule: str
) -> None:
    with pytest.raises(RuleBroken, match=rule):
        _save(centre_session, FIRST, date(2026, 5, 16), last, exam)


def test_days_someone_else_wrote_meanwhile_are_not_overwritten(centre_session: OpenCentre) -> None:
    _save(centre_session, FIRST, date(2026, 5, 16), date(2026, 10, 10))
    seen = _row(centre_session).version
    _save(centre_session, FIRST, date(2026, 5, 18), date(2026, 10, 10))
    request = SaveTermDays(FIRST, date(2026, 5, 20), date(2026, 10, 10), seen_version=seen)
    with pytest.raises(EditConflict):
        save_term_days(centre_session.work, centre_session.manager, request)
