"""The office changes the curriculum: caps, grade steps, electives; a successor beside it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.services.curricula import (
    CopyCurriculum,
    CurriculumView,
    LevelView,
    SaveCurriculum,
    SaveLevel,
    SaveSubject,
    TakeOutSubject,
    copy_curriculum,
    list_curricula,
    save_curriculum,
    save_level,
    save_subject,
    take_out_subject,
)
from tests.centres import OpenCentre
from tests.services.learners import a_learner, an_elective, grade, level_id, page, register, subject


def _curriculum(centre: OpenCentre) -> CurriculumView:
    return list_curricula(centre.work, centre.trainer)[0]


def _lower(centre: OpenCentre) -> LevelView:
    return next(one for one in _curriculum(centre).levels if one.code == "M1")


def _saving(view: LevelView, **changed: object) -> SaveLevel:
    facts = {
        "credits": view.credits,
        "compulsory": view.compulsory,
        "elective": view.elective,
        "cap_code": view.cap_code,
        "caps": tuple((one.code, one.per_term, one.last_term) for one in view.caps),
    }
    return SaveLevel(view.id, view.version, **(facts | changed))  # type: ignore[arg-type]


def test_the_office_chooses_between_the_published_caps(centre_session: OpenCentre) -> None:
    learner = a_learner(centre_session)
    assert page(centre_session, learner).cap.per_term == 16
    save_level(centre_session.work, centre_session.manager, _saving(_lower(centre_session), cap_code="B"))
    cap = page(centre_session, learner).cap
    assert (cap.per_term, cap.last_term) == (17, 20)


def test_the_office_writes_a_cap_of_its_own(centre_session: OpenCentre) -> None:
    view = _lower(centre_session)
    caps = (*((one.code, one.per_term, one.last_term) for one in view.caps), ("C", 18, 22))
    save_level(centre_session.work, centre_session.manager, _saving(view, caps=caps, cap_code="C"))
    assert page(centre_session, a_learner(centre_session)).cap.last_term == 22


@pytest.mark.parametrize(
    ("changed", "id"),
    [
        ({"cap_code": "X"}, "education.cap_unknown"),
        ({"credits": 50}, "education.credits_too_few"),
        ({"caps": (("A", 16, 15),)}, "education.last_term_smaller"),
    ],
)
def test_what_does_not_fit_is_refused(
    centre_session: OpenCentre, changed: dict[str, object], id: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        save_level(centre_session.work, centre_session.manager, _saving(_lower(centre_session), **changed))
    assert refused.value.id == id


def test_grade_steps_weight_and_hours_are_data(centre_session: OpenCentre) -> None:
    view = _curriculum(centre_session)
    best = view.grades[0]
    request = SaveCurriculum(
        view.id, view.version, view.name, 150, 70, 80, "LAST", steps=((best.id, Decimal(85)),)
    )
    save_curriculum(centre_session.work, centre_session.manager, request)
    found = page(centre_session, a_learner(centre_session))
    assert (found.in_term_weight, found.exam_attendance, found.progress.needed.activity_hours) == (
        70,
        80,
        150,
    )
    assert _curriculum(centre_session).grades[0].least_score == 85


def test_a_code_stands_once_in_a_level(centre_session: OpenCentre) -> None:
    an_elective(centre_session, "อช02001", 3, "การตัดเย็บเบื้องต้น")
    with pytest.raises(RuleBroken) as refused:
        an_elective(centre_session, "อช02001", 2)
    assert refused.value.id == "education.subject_there"
    an_elective(centre_session, "อช02001", 2, level="M2")


@pytest.mark.parametrize(("code", "name", "credits"), [("", "ก", 1), ("ก", "", 1), ("ก", "ข", 0)])
def test_a_subject_without_code_name_or_credits_is_refused(
    centre_session: OpenCentre, code: str, name: str, credits: int
) -> None:
    with pytest.raises(RuleBroken) as refused:
        an_elective(centre_session, code, credits, name)
    assert refused.value.id == "education.subject_incomplete"


def test_a_later_change_of_credits_changes_nothing_earned(centre_session: OpenCentre) -> None:
    learner = a_learner(centre_session)
    register(centre_session, learner, "2/2569", "ทร21001")
    grade(centre_session, learner, "2/2569", "3")
    level = level_id(centre_session)
    one = subject(centre_session, "ทร21001")
    row = next(s for s in _lower(centre_session).subjects if s.id == one)
    request = SaveSubject(one, level, row.code, row.name, 6, True, row.strand_id, True, row.version)
    save_subject(centre_session.work, centre_session.manager, request)
    assert page(centre_session, learner).progress.credits == 5
    elective = SaveSubject(one, level, row.code, row.name, 6, False, seen_version=row.version + 1)
    with pytest.raises(RuleBroken) as refused:
        save_subject(centre_session.work, centre_session.manager, elective)
    assert refused.value.id == "education.subject_kind_in_use"


def test_a_successor_begins_as_a_copy_and_learners_keep_theirs(centre_session: OpenCentre) -> None:
    learner = a_learner(centre_session)
    view = _curriculum(centre_session)
    copy_curriculum(centre_session.work, centre_session.manager, CopyCurriculum(view.id, "2569", "หลักสูตรใหม่"))
    new, old = list_curricula(centre_session.work, centre_session.manager)
    assert (new.code, old.code) == ("2569", "2551")
    assert [len(level.subjects) for level in new.levels] == [14, 14, 14]
    assert {one.strand for one in new.levels[0].subjects} == {name for _id, name in new.strands}
    assert page(centre_session, learner).curriculum == old.name


def test_a_subject_learners_had_is_ended_and_one_of_nobody_goes_away(centre_session: OpenCentre) -> None:
    learner = a_learner(centre_session)
    register(centre_session, learner, "1/2569", "พต21001")
    an_elective(centre_session, "อช02009", 2)
    for code in ("พต21001", "อช02009"):
        row = next(one for one in _lower(centre_session).subjects if one.code == code)
        take_out_subject(centre_session.work, centre_session.manager, TakeOutSubject(row.id, row.version))
    left = {one.code: one.is_active for one in _lower(centre_session).subjects}
    assert left["พต21001"] is False
    assert "อช02009" not in left
    shown = page(centre_session, learner)
    assert [one.code for one in shown.lines] == ["พต21001"]
    assert "พต21001" not in {one.code for one in shown.offered}


def test_a_copy_needs_a_year_of_its_own(centre_session: OpenCentre) -> None:
    view = _curriculum(centre_session)
    with pytest.raises(RuleBroken, match=r"education\.curriculum_there"):
        copy_curriculum(
            centre_session.work, centre_session.manager, CopyCurriculum(view.id, f" {view.code} ", "ฉบับใหม่")
        )
