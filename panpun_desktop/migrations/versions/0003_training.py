"""Training: courses, cohorts and their sessions, enrolments with what came of them, attendance.

Revision ID: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of training; papers and follow-ups may name an enrolment."""
    op.create_table(
        "course",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("group_code", sa.String(), nullable=False),
        sa.Column("service_type", sa.String(), nullable=True),
        sa.Column("floor_days", sa.Integer(), nullable=True),
        sa.Column("hours", sa.Integer(), nullable=True),
        sa.Column("min_attendance", sa.Numeric(precision=5, scale=2), nullable=True),
        sa.Column("has_assessment", sa.Boolean(), nullable=False),
        sa.Column("pass_score", sa.Numeric(precision=5, scale=2), nullable=True),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course")),
        sa.UniqueConstraint("name", name=op.f("uq_course_name")),
    )
    op.create_table(
        "cohort",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("be_year", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("room", sa.String(), nullable=False),
        sa.Column("skips_holidays", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("void_reason", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_cohort_ends_not_before_starts")),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_cohort_course_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cohort")),
    )
    with op.batch_alter_table("cohort", schema=None) as batch_op:
        batch_op.create_index(
            "uq_cohort_course_number",
            ["course_id", "number"],
            unique=True,
            sqlite_where=sa.text("voided_at IS NULL"),
        )

    op.create_table(
        "course_module",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("hours", sa.Numeric(precision=6, scale=1), nullable=True),
        sa.Column("max_score", sa.Numeric(precision=6, scale=2), nullable=True),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_course_module_course_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_module")),
    )
    with op.batch_alter_table("course_module", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_course_module_course_id"), ["course_id"], unique=False)

    op.create_table(
        "cohort_meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("half", sa.String(), nullable=False),
        sa.Column("begins_at", sa.Time(), nullable=True),
        sa.Column("ends_at", sa.Time(), nullable=True),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_cohort_meeting_cohort_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cohort_meeting")),
    )
    with op.batch_alter_table("cohort_meeting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cohort_meeting_cohort_id"), ["cohort_id"], unique=False)

    op.create_table(
        "cohort_trainer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("guest_name", sa.String(), nullable=False),
        sa.Column("guest_phone", sa.String(), nullable=False),
        sa.Column("is_lead", sa.Boolean(), nullable=False),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(user_id IS NULL) <> (guest_name = '')", name=op.f("ck_cohort_trainer_user_or_guest")
        ),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_cohort_trainer_cohort_id")),
        sa.ForeignKeyConstraint(["user_id"], ["app_user.id"], name=op.f("fk_cohort_trainer_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cohort_trainer")),
    )
    with op.batch_alter_table("cohort_trainer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cohort_trainer_cohort_id"), ["cohort_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_cohort_trainer_user_id"), ["user_id"], unique=False)

    op.create_table(
        "course_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("half", sa.String(), nullable=False),
        sa.Column("begins_at", sa.Time(), nullable=True),
        sa.Column("ends_at", sa.Time(), nullable=True),
        sa.Column("trainer_id", sa.Integer(), nullable=True),
        sa.Column("module_id", sa.Integer(), nullable=True),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("is_held", sa.Boolean(), nullable=False),
        sa.Column("not_held_reason", sa.String(), nullable=False),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_course_session_cohort_id")),
        sa.ForeignKeyConstraint(
            ["module_id"], ["course_module.id"], name=op.f("fk_course_session_module_id")
        ),
        sa.ForeignKeyConstraint(
            ["trainer_id"], ["cohort_trainer.id"], name=op.f("fk_course_session_trainer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_session")),
    )
    with op.batch_alter_table("course_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_course_session_on_day"), ["on_day"], unique=False)
        batch_op.create_index(
            "uq_course_session_cohort_half",
            ["cohort_id", "on_day", "half"],
            unique=True,
            sqlite_where=sa.text("voided_at IS NULL"),
        )

    op.create_table(
        "enrolment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("episode_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("applied_on", sa.Date(), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=True),
        sa.Column("counted_from_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.String(), nullable=False),
        sa.Column("assessment_passed", sa.Boolean(), nullable=True),
        sa.Column("assessment_score", sa.Numeric(precision=6, scale=2), nullable=True),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.Column("settled_figures", sa.String(), nullable=False),
        sa.Column("next_step", sa.String(), nullable=True),
        sa.Column("next_note", sa.String(), nullable=False),
        sa.Column("employer", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("void_reason", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(ended_on IS NULL) = (state IN ('APPLIED', 'ACTIVE', 'SUSPENDED'))",
            name=op.f("ck_enrolment_ended_with_result"),
        ),
        sa.CheckConstraint(
            "(state = 'APPLIED') = (joined_on IS NULL)", name=op.f("ck_enrolment_joined_when_taken_in")
        ),
        sa.CheckConstraint(
            "ended_on IS NULL OR ended_on >= joined_on", name=op.f("ck_enrolment_ended_not_before_joined")
        ),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_enrolment_cohort_id")),
        sa.ForeignKeyConstraint(["episode_id"], ["episode.id"], name=op.f("fk_enrolment_episode_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_enrolment_person_id")),
        sa.ForeignKeyConstraint(["settled_by_id"], ["app_user.id"], name=op.f("fk_enrolment_settled_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment")),
    )
    with op.batch_alter_table("enrolment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_enrolment_episode_id"), ["episode_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_enrolment_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_enrolment_state"), ["state"], unique=False)
        batch_op.create_index(
            "uq_enrolment_cohort_person",
            ["cohort_id", "person_id"],
            unique=True,
            sqlite_where=sa.text("voided_at IS NULL"),
        )
        batch_op.create_index(
            "uq_enrolment_running_episode",
            ["episode_id"],
            unique=True,
            sqlite_where=sa.text("episode_id IS NOT NULL AND ended_on IS NULL AND voided_at IS NULL"),
        )

    op.create_table(
        "attendance_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("remark", sa.String(), nullable=False),
        sa.Column("late_reason", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_attendance_mark_enrolment_id")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["course_session.id"], name=op.f("fk_attendance_mark_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_mark")),
    )
    with op.batch_alter_table("attendance_mark", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attendance_mark_enrolment_id"), ["enrolment_id"], unique=False)
        batch_op.create_index(
            "uq_attendance_mark_session_enrolment", ["session_id", "enrolment_id"], unique=True
        )

    op.create_table(
        "continuity_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("broke_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("choice", sa.String(), nullable=False),
        sa.Column("restart_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=False),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["app_user.id"], name=op.f("fk_continuity_decision_decided_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_continuity_decision_enrolment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_continuity_decision")),
    )
    with op.batch_alter_table("continuity_decision", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_continuity_decision_enrolment_id"), ["enrolment_id"], unique=False
        )

    op.create_table(
        "enrolment_pause",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "ended_on IS NULL OR ended_on >= started_on", name=op.f("ck_enrolment_pause_ended_not_before")
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_enrolment_pause_enrolment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment_pause")),
    )
    with op.batch_alter_table("enrolment_pause", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_enrolment_pause_enrolment_id"), ["enrolment_id"], unique=False)

    op.create_table(
        "module_result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=False),
        sa.Column("hours", sa.Numeric(precision=6, scale=1), nullable=True),
        sa.Column("score", sa.Numeric(precision=6, scale=2), nullable=True),
        sa.Column("passed", sa.Boolean(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_module_result_enrolment_id")
        ),
        sa.ForeignKeyConstraint(["module_id"], ["course_module.id"], name=op.f("fk_module_result_module_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_module_result")),
    )
    with op.batch_alter_table("module_result", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_module_result_module_id"), ["module_id"], unique=False)
        batch_op.create_index("uq_module_result_enrolment_module", ["enrolment_id", "module_id"], unique=True)

    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.add_column(sa.Column("enrolment_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_document_enrolment_id"), ["enrolment_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_document_enrolment_id"), "enrolment", ["enrolment_id"], ["id"]
        )

    with op.batch_alter_table("follow_up", schema=None) as batch_op:
        batch_op.add_column(sa.Column("enrolment_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_follow_up_enrolment_id"), ["enrolment_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_follow_up_enrolment_id"), "enrolment", ["enrolment_id"], ["id"]
        )


def downgrade() -> None:
    """Take the tables of training away."""
    with op.batch_alter_table("follow_up", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_follow_up_enrolment_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_follow_up_enrolment_id"))
        batch_op.drop_column("enrolment_id")

    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_document_enrolment_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_document_enrolment_id"))
        batch_op.drop_column("enrolment_id")

    with op.batch_alter_table("module_result", schema=None) as batch_op:
        batch_op.drop_index("uq_module_result_enrolment_module")
        batch_op.drop_index(batch_op.f("ix_module_result_module_id"))

    op.drop_table("module_result")
    with op.batch_alter_table("enrolment_pause", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_enrolment_pause_enrolment_id"))

    op.drop_table("enrolment_pause")
    with op.batch_alter_table("continuity_decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_continuity_decision_enrolment_id"))

    op.drop_table("continuity_decision")
    with op.batch_alter_table("attendance_mark", schema=None) as batch_op:
        batch_op.drop_index("uq_attendance_mark_session_enrolment")
        batch_op.drop_index(batch_op.f("ix_attendance_mark_enrolment_id"))

    op.drop_table("attendance_mark")
    with op.batch_alter_table("enrolment", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_enrolment_running_episode",
            sqlite_where=sa.text("episode_id IS NOT NULL AND ended_on IS NULL AND voided_at IS NULL"),
        )
        batch_op.drop_index("uq_enrolment_cohort_person", sqlite_where=sa.text("voided_at IS NULL"))
        batch_op.drop_index(batch_op.f("ix_enrolment_state"))
        batch_op.drop_index(batch_op.f("ix_enrolment_person_id"))
        batch_op.drop_index(batch_op.f("ix_enrolment_episode_id"))

    op.drop_table("enrolment")
    with op.batch_alter_table("course_session", schema=None) as batch_op:
        batch_op.drop_index("uq_course_session_cohort_half", sqlite_where=sa.text("voided_at IS NULL"))
        batch_op.drop_index(batch_op.f("ix_course_session_on_day"))

    op.drop_table("course_session")
    with op.batch_alter_table("cohort_trainer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cohort_trainer_user_id"))
        batch_op.drop_index(batch_op.f("ix_cohort_trainer_cohort_id"))

    op.drop_table("cohort_trainer")
    with op.batch_alter_table("cohort_meeting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cohort_meeting_cohort_id"))

    op.drop_table("cohort_meeting")
    with op.batch_alter_table("course_module", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_course_module_course_id"))

    op.drop_table("course_module")
    with op.batch_alter_table("cohort", schema=None) as batch_op:
        batch_op.drop_index("uq_cohort_course_number", sqlite_where=sa.text("voided_at IS NULL"))

    op.drop_table("cohort")
    op.drop_table("course")
