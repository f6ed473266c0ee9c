"""กศน./สกร.: the curriculum as data, learners, their terms, subjects and activities.

Revision ID: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of the learners."""

    op.create_table(
        "curriculum",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("hours_per_credit", sa.Integer(), nullable=False),
        sa.Column("activity_hours", sa.Integer(), nullable=False),
        sa.Column("needs_moral", sa.Boolean(), nullable=False),
        sa.Column("needs_nnet", sa.Boolean(), nullable=False),
        sa.Column("in_term_weight", sa.Integer(), nullable=False),
        sa.Column("exam_attendance", sa.Integer(), nullable=False),
        sa.Column("retake", sa.String(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("retake IN ('BEST', 'LAST')", name=op.f("ck_curriculum_retake_code")),
        sa.CheckConstraint("in_term_weight BETWEEN 0 AND 100", name=op.f("ck_curriculum_weight_of_hundred")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_curriculum")),
        sa.UniqueConstraint("code", name=op.f("uq_curriculum_code")),
    )
    op.create_table(
        "school_term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("half", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_school_term_end_not_before_start")),
        sa.CheckConstraint("half IN (1, 2)", name=op.f("ck_school_term_half_of_year")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school_term")),
        sa.UniqueConstraint("year", "half", name=op.f("uq_school_term_year_half")),
    )
    op.create_table(
        "curriculum_grade",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("curriculum_id", sa.Integer(), nullable=False),
        sa.Column("grade", sa.Numeric(precision=2, scale=1), nullable=False),
        sa.Column("least_score", sa.Numeric(precision=5, scale=2), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "least_score BETWEEN 0 AND 100", name=op.f("ck_curriculum_grade_score_of_hundred")
        ),
        sa.ForeignKeyConstraint(
            ["curriculum_id"], ["curriculum.id"], name=op.f("fk_curriculum_grade_curriculum_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_curriculum_grade")),
        sa.UniqueConstraint("curriculum_id", "grade", name=op.f("uq_curriculum_grade_curriculum_id_grade")),
    )
    op.create_table(
        "curriculum_level",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("curriculum_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("short_name", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("credits", sa.Integer(), nullable=False),
        sa.Column("compulsory", sa.Integer(), nullable=False),
        sa.Column("elective", sa.Integer(), nullable=False),
        sa.Column("cap_code", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "credits >= compulsory + elective", name=op.f("ck_curriculum_level_credits_hold_both")
        ),
        sa.ForeignKeyConstraint(
            ["curriculum_id"], ["curriculum.id"], name=op.f("fk_curriculum_level_curriculum_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_curriculum_level")),
        sa.UniqueConstraint("curriculum_id", "code", name=op.f("uq_curriculum_level_curriculum_id_code")),
    )
    op.create_table(
        "strand",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("curriculum_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["curriculum_id"], ["curriculum.id"], name=op.f("fk_strand_curriculum_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_strand")),
        sa.UniqueConstraint("curriculum_id", "code", name=op.f("uq_strand_curriculum_id_code")),
    )
    op.create_table(
        "credit_cap",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("level_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("per_term", sa.Integer(), nullable=False),
        sa.Column("last_term", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "per_term > 0 AND last_term >= per_term", name=op.f("ck_credit_cap_last_holds_a_term")
        ),
        sa.ForeignKeyConstraint(["level_id"], ["curriculum_level.id"], name=op.f("fk_credit_cap_level_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credit_cap")),
        sa.UniqueConstraint("level_id", "code", name=op.f("uq_credit_cap_level_id_code")),
    )
    op.create_table(
        "learner",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("level_id", sa.Integer(), nullable=False),
        sa.Column("student_no", sa.String(), nullable=False),
        sa.Column("g_code", sa.String(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=True),
        sa.Column("school", sa.String(), nullable=False),
        sa.Column("teacher", sa.String(), nullable=False),
        sa.Column("group_name", sa.String(), nullable=False),
        sa.Column("prior_education", sa.String(), nullable=True),
        sa.Column("prior_evidence", sa.String(), nullable=False),
        sa.Column("meets_on", sa.String(), nullable=False),
        sa.Column("meets_from", sa.Time(), nullable=True),
        sa.Column("meets_until", sa.Time(), nullable=True),
        sa.Column("enrolled_on", sa.Date(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("status_on", sa.Date(), nullable=True),
        sa.Column("graduated_on", sa.Date(), nullable=True),
        sa.Column("moral", sa.String(), nullable=False),
        sa.Column("moral_on", sa.Date(), nullable=True),
        sa.Column("nnet", sa.String(), nullable=False),
        sa.Column("nnet_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(status = 'GRADUATED') = (graduated_on IS NOT NULL)", name=op.f("ck_learner_graduated_on_a_day")
        ),
        sa.CheckConstraint("moral IN ('', 'PASSED', 'FAILED')", name=op.f("ck_learner_moral_code")),
        sa.CheckConstraint("nnet IN ('', 'SAT', 'ABSENT', 'EXEMPT')", name=op.f("ck_learner_nnet_code")),
        sa.CheckConstraint(
            "status IN ('STUDYING', 'NOT_REGISTERED', 'GRADUATED', 'RESIGNED', 'MOVED')",
            name=op.f("ck_learner_status_code"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_learner_agency_id")),
        sa.ForeignKeyConstraint(["level_id"], ["curriculum_level.id"], name=op.f("fk_learner_level_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_learner_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learner")),
    )
    with op.batch_alter_table("learner", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_learner_agency_id"), ["agency_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_learner_level_id"), ["level_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_learner_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "uq_learner_person_level",
            ["person_id", "level_id"],
            unique=True,
            sqlite_where=sa.text("voided_at IS NULL"),
        )

    op.create_table(
        "subject",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("level_id", sa.Integer(), nullable=False),
        sa.Column("strand_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("credits", sa.Integer(), nullable=False),
        sa.Column("is_compulsory", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("credits > 0", name=op.f("ck_subject_has_credits")),
        sa.ForeignKeyConstraint(["level_id"], ["curriculum_level.id"], name=op.f("fk_subject_level_id")),
        sa.ForeignKeyConstraint(["strand_id"], ["strand.id"], name=op.f("fk_subject_strand_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subject")),
        sa.UniqueConstraint("level_id", "code", name=op.f("uq_subject_level_id_code")),
    )
    op.create_table(
        "learner_activity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("hours", sa.Numeric(precision=5, scale=1), nullable=False),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("hours > 0", name=op.f("ck_learner_activity_has_hours")),
        sa.ForeignKeyConstraint(["learner_id"], ["learner.id"], name=op.f("fk_learner_activity_learner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learner_activity")),
    )
    with op.batch_alter_table("learner_activity", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_learner_activity_learner_id"), ["learner_id"], unique=False)

    op.create_table(
        "learner_term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("term_id", sa.Integer(), nullable=False),
        sa.Column("registered_on", sa.Date(), nullable=False),
        sa.Column("sat_exam", sa.Boolean(), nullable=True),
        sa.Column("exam_on", sa.Date(), nullable=True),
        sa.Column("attendance", sa.Integer(), nullable=True),
        sa.Column("cap_reason", sa.String(), nullable=False),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "attendance BETWEEN 0 AND 100", name=op.f("ck_learner_term_attendance_of_hundred")
        ),
        sa.ForeignKeyConstraint(["learner_id"], ["learner.id"], name=op.f("fk_learner_term_learner_id")),
        sa.ForeignKeyConstraint(["term_id"], ["school_term.id"], name=op.f("fk_learner_term_term_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learner_term")),
    )
    with op.batch_alter_table("learner_term", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_learner_term_learner_id"), ["learner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_learner_term_registered_on"), ["registered_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_learner_term_term_id"), ["term_id"], unique=False)
        batch_op.create_index(
            "uq_learner_term_term",
            ["learner_id", "term_id"],
            unique=True,
            sqlite_where=sa.text("voided_at IS NULL"),
        )

    op.create_table(
        "learner_subject",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("learner_term_id", sa.Integer(), nullable=True),
        sa.Column("credits", sa.Integer(), nullable=False),
        sa.Column("in_term_score", sa.Numeric(precision=5, scale=2), nullable=True),
        sa.Column("final_score", sa.Numeric(precision=5, scale=2), nullable=True),
        sa.Column("grade", sa.Numeric(precision=2, scale=1), nullable=True),
        sa.Column("study_state", sa.String(), nullable=False),
        sa.Column("transferred_on", sa.Date(), nullable=True),
        sa.Column("transferred_from", sa.String(), nullable=False),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "study_state <> 'GRADED' OR grade IS NOT NULL OR learner_term_id IS NULL",
            name=op.f("ck_learner_subject_graded"),
        ),
        sa.CheckConstraint(
            "study_state IN ('STUDYING', 'GRADED', 'ABSENT', 'WITHDRAWN')",
            name=op.f("ck_learner_subject_study_state_code"),
        ),
        sa.CheckConstraint("credits > 0", name=op.f("ck_learner_subject_has_credits")),
        sa.CheckConstraint("grade BETWEEN 0 AND 4", name=op.f("ck_learner_subject_grade_of_four")),
        sa.ForeignKeyConstraint(["learner_id"], ["learner.id"], name=op.f("fk_learner_subject_learner_id")),
        sa.ForeignKeyConstraint(
            ["learner_term_id"], ["learner_term.id"], name=op.f("fk_learner_subject_learner_term_id")
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_learner_subject_subject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learner_subject")),
    )
    with op.batch_alter_table("learner_subject", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_learner_subject_learner_id"), ["learner_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_learner_subject_learner_term_id"), ["learner_term_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_learner_subject_subject_id"), ["subject_id"], unique=False)
        batch_op.create_index(
            "uq_learner_subject_term",
            ["learner_term_id", "subject_id"],
            unique=True,
            sqlite_where=sa.text("learner_term_id IS NOT NULL AND voided_at IS NULL"),
        )
        batch_op.create_index(
            "uq_learner_subject_transfer",
            ["learner_id", "subject_id"],
            unique=True,
            sqlite_where=sa.text("learner_term_id IS NULL AND voided_at IS NULL"),
        )


def downgrade() -> None:
    """Take them away again."""

    with op.batch_alter_table("learner_subject", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_learner_subject_transfer",
            sqlite_where=sa.text("learner_term_id IS NULL AND voided_at IS NULL"),
        )
        batch_op.drop_index(
            "uq_learner_subject_term",
            sqlite_where=sa.text("learner_term_id IS NOT NULL AND voided_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_learner_subject_subject_id"))
        batch_op.drop_index(batch_op.f("ix_learner_subject_learner_term_id"))
        batch_op.drop_index(batch_op.f("ix_learner_subject_learner_id"))

    op.drop_table("learner_subject")
    with op.batch_alter_table("learner_term", schema=None) as batch_op:
        batch_op.drop_index("uq_learner_term_term", sqlite_where=sa.text("voided_at IS NULL"))
        batch_op.drop_index(batch_op.f("ix_learner_term_term_id"))
        batch_op.drop_index(batch_op.f("ix_learner_term_registered_on"))
        batch_op.drop_index(batch_op.f("ix_learner_term_learner_id"))

    op.drop_table("learner_term")
    with op.batch_alter_table("learner_activity", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_learner_activity_learner_id"))

    op.drop_table("learner_activity")
    op.drop_table("subject")
    with op.batch_alter_table("learner", schema=None) as batch_op:
        batch_op.drop_index("uq_learner_person_level", sqlite_where=sa.text("voided_at IS NULL"))
        batch_op.drop_index(batch_op.f("ix_learner_person_id"))
        batch_op.drop_index(batch_op.f("ix_learner_level_id"))
        batch_op.drop_index(batch_op.f("ix_learner_agency_id"))

    op.drop_table("learner")
    op.drop_table("credit_cap")
    op.drop_table("strand")
    op.drop_table("curriculum_level")
    op.drop_table("curriculum_grade")
    op.drop_table("school_term")
    op.drop_table("curriculum")
