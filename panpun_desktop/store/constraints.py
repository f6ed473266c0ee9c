"""From what the database refused to the sentence a person reads: by the name of the constraint."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import Column, Table, UniqueConstraint
from sqlalchemy.exc import IntegrityError

from panpun_desktop.models.base import Base

CONSTRAINT_ERRORS: dict[str, str] = {
    # triggers
    "bed_use_overlap": "bed.taken_meanwhile",
    "bed_use_twice": "bed.stay_in_two_places",
    "stay_overlap": "stay.overlaps",
    "episode_overlap": "stay.episode_overlap",
    "document_is_frozen": "document.frozen",
    # unique indexes and constraints
    "uq_stay_open_person": "stay.already_open",
    "uq_episode_open_stay": "stay.episode_overlap",
    "uq_bed_use_open_bed": "bed.taken_meanwhile",
    "uq_bed_use_open_stay": "bed.stay_in_two_places",
    "uq_person_valid_national_id": "person.national_id_taken",
    "uq_household_member_now": "household.already_member",
    "uq_app_user_login": "user.login_taken",
    "uq_agency_name": "record.same_name",
    "uq_building_name": "record.same_name",
    "uq_room_building_id_name": "record.same_name",
    "uq_bed_room_id_label": "record.same_name",
    "uq_holiday_day_name": "record.same_name",
    "uq_code_list_code": "record.same_name",
    "uq_curriculum_code": "record.same_name",
    "uq_subject_level_id_code": "education.subject_there",
    "uq_learner_person_level": "education.learner_there",
    "uq_learner_subject_term": "education.subject_twice_there",
    "uq_learner_subject_transfer": "education.transferred_already",
    "uq_course_name": "record.same_name",
    "uq_cohort_course_number": "cohort.number_meanwhile",
    "uq_course_session_cohort_half": "cohort.session_meanwhile",
    "uq_enrolment_cohort_person": "enrolment.already_in_meanwhile",
    "uq_enrolment_running_episode": "enrolment.episode_taken_meanwhile",
    # checks
    "ck_stay_left_not_before_arrived": "stay.left_before_arrived",
    "ck_episode_ended_not_before_started": "stay.ended_before_started",
    "ck_absence_ended_not_before": "stay.ended_before_started",
    "ck_bed_use_end_not_before_start": "stay.ended_before_started",
    "ck_bed_block_end_not_before_start": "stay.ended_before_started",
    "ck_curriculum_level_credits_hold_both": "education.credits_too_few",
    "ck_credit_cap_last_holds_a_term": "education.last_term_smaller",
    "ck_bed_closed_not_before_opened": "building.closed_before_opened",
    "foreign_key": "record.still_used",
}
"""Constraint name, or the words a trigger raises -> error id. What is not here is a mistake of ours."""

_UNIQUE = "UNIQUE constraint failed: "
_CHECK = "CHECK constraint failed: "


def broken_constraint(error: IntegrityError) -> str:
    """The name of the constraint that was broken, or what the trigger raised."""
    diagnosis = getattr(error.orig, "diag", None)
    if diagnosis is not None:  # PostgreSQL says it
        return str(diagnosis.constraint_name or "")
    said = str(error.orig)
    if said.startswith(_UNIQUE):
        return _unique_names().get(frozenset(said.removeprefix(_UNIQUE).split(", ")), "")
    if said.startswith("FOREIGN KEY"):
        return "foreign_key"
    return said.removeprefix(_CHECK)


@cache
def _unique_names() -> dict[frozenset[str], str]:
    """SQLite names the columns of a broken unique index; the models know whose they are."""
    found: dict[frozenset[str], str] = {}
    for table in Base.metadata.tables.values():
        for index in table.indexes:
            if index.unique:
                found[_columns(table, index.columns)] = str(index.name)
        for constraint in table.constraints:
            if isinstance(constraint, UniqueConstraint):
                found[_columns(table, constraint.columns)] = str(constraint.name)
    return found


def _columns(table: Table, columns: Iterable[Column[Any]]) -> frozenset[str]:
    return frozenset(f"{table.name}.{column.name}" for column in columns)
