"""The delivered code lists hold what the rules decide by."""

from __future__ import annotations

from enum import StrEnum

import pytest

from panpun_desktop.rules import codes, education
from panpun_desktop.rules.seed import code_lists, curricula


@pytest.mark.parametrize(
    ("key", "enumeration"),
    [
        ("service_type", codes.ServiceType),
        ("channel", codes.Channel),
        ("outcome", codes.Outcome),
        ("sex", codes.Sex),
        ("relation", codes.Relation),
        ("transit_client_of", codes.TransitClientOf),
        ("transit_awaiting", codes.TransitAwaiting),
        ("override_reason", codes.OverrideReason),
        ("absence_kind", codes.AbsenceKind),
        ("room_use", codes.RoomUse),
        ("learner_status", education.LearnerStatus),
        ("subject_state", education.SubjectState),
    ],
)
def test_each_enumeration_and_its_list_have_the_same_codes_in_the_same_order(
    key: str, enumeration: type[StrEnum]
) -> None:
    assert [one.code for one in code_lists()[key].codes] == [str(one) for one in enumeration]


def test_no_list_says_a_code_or_a_label_twice() -> None:
    for one in code_lists().values():
        listed = [entry.code for entry in one.codes]
        labels = [entry.label for entry in one.codes]
        assert len(set(listed)) == len(listed), one.key
        assert len(set(labels)) == len(labels), one.key
        assert all(one.title and entry.label for entry in one.codes), one.key


def test_there_are_77_provinces_of_which_14_are_southern() -> None:
    provinces = [one for one in code_lists()["province"].codes if one.extra["region"]]
    assert len(provinces) == 77
    assert sum(one.extra["region"] == "ใต้" for one in provinces) == 14


def test_a_code_that_is_not_in_the_list_is_shown_as_it_is_stored() -> None:
    services = code_lists()["service_type"]
    assert services.label("TRIAL") == "แรกรับ ทดลองอยู่"
    assert (services.short("COURSE_S"), services.label("OLD")) == ("ระยะสั้น", "OLD")


@pytest.mark.parametrize(
    ("level", "credits", "compulsory", "elective", "caps"),
    [
        ("P", 48, 36, 12, {(14, 17)}),
        ("M1", 56, 40, 16, {(16, 16), (17, 20)}),
        ("M2", 76, 44, 32, {(20, 20), (23, 26)}),
    ],
)
def test_the_compulsory_subjects_of_2551_add_up_to_what_their_level_asks(
    level: str, credits: int, compulsory: int, elective: int, caps: set[tuple[int, int]]
) -> None:
    found = next(one for one in curricula()[0].levels if one.code == level)
    assert (found.credits, found.compulsory, found.elective) == (credits, compulsory, elective)
    assert compulsory + elective == credits
    assert sum(one.credits for one in found.subjects) == compulsory
    assert {(one.per_term, one.last_term) for one in found.caps} == caps
    assert found.cap in {one.code for one in found.caps}
    digit = {"P": "1", "M1": "2", "M2": "3"}[level]
    assert {one.code[2] for one in found.subjects} == {digit}


def test_every_subject_belongs_to_a_strand_of_its_curriculum_and_has_its_own_code() -> None:
    for one in curricula():
        strands = {code for code, _name in one.strands}
        subjects = [subject for level in one.levels for subject in level.subjects]
        assert {subject.strand for subject in subjects} == strands
        assert len({subject.code for subject in subjects}) == len(subjects)


def test_the_grades_of_2551_are_eight_from_80_down() -> None:
    steps = curricula()[0].grades
    assert steps[0] == ("4", "80")
    assert steps[-1] == ("0", "0")
    assert len(steps) == 8
