"""Papers: months that were closed, earlier figures, the letter desk with its registers and files.

Also the exam day of a school term.

Revision ID: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of papers."""

    op.add_column("school_term", sa.Column("exam_on", sa.Date(), nullable=True))
    op.create_table(
        "earlier_figure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("month_on", sa.Date(), nullable=False),
        sa.Column("target", sa.Integer(), nullable=True),
        sa.Column("opening", sa.Integer(), nullable=True),
        sa.Column("admitted", sa.Integer(), nullable=True),
        sa.Column("discharged", sa.Integer(), nullable=True),
        sa.Column("closing", sa.Integer(), nullable=True),
        sa.Column("cumulative", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_earlier_figure")),
    )
    with op.batch_alter_table("earlier_figure", schema=None) as batch_op:
        batch_op.create_index(
            "uq_earlier_figure_month", ["month_on"], unique=True, sqlite_where=sa.text("voided_at IS NULL")
        )

    op.create_table(
        "statement_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("month_on", sa.Date(), nullable=False),
        sa.Column("problems", sa.String(), nullable=False),
        sa.Column("proposals", sa.String(), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_text")),
        sa.UniqueConstraint("month_on", name=op.f("uq_statement_text_month_on")),
    )
    op.create_table(
        "accepted_finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding", sa.String(), nullable=False),
        sa.Column("record", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("accepted_on", sa.Date(), nullable=False),
        sa.Column("accepted_by_id", sa.Integer(), nullable=False),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["accepted_by_id"], ["app_user.id"], name=op.f("fk_accepted_finding_accepted_by_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_accepted_finding_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accepted_finding")),
    )
    with op.batch_alter_table("accepted_finding", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_accepted_finding_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "uq_accepted_finding",
            ["finding", "record"],
            unique=True,
            sqlite_where=sa.text("voided_at IS NULL"),
        )

    op.create_table(
        "letter_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["saved_by_id"], ["app_user.id"], name=op.f("fk_letter_template_saved_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_template")),
    )
    with op.batch_alter_table("letter_template", schema=None) as batch_op:
        batch_op.create_index("uq_letter_template_edition", ["kind", "edition"], unique=True)

    op.create_table(
        "report_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("parameters", sa.String(), nullable=False),
        sa.Column("run_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["app_user.id"], name=op.f("fk_report_run_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_run")),
        info={"audited": False},
    )
    with op.batch_alter_table("report_run", schema=None) as batch_op:
        batch_op.create_index("uq_report_run_user_key", ["user_id", "key"], unique=True)

    op.create_table(
        "closed_month",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("month_on", sa.Date(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("figures", sa.String(), nullable=False),
        sa.Column("behind", sa.String(), nullable=False),
        sa.Column("differences", sa.String(), nullable=False),
        sa.Column("is_balanced", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("audit_number", sa.Integer(), nullable=False),
        sa.Column("audit_head", sa.String(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=False),
        sa.Column("closed_by_id", sa.Integer(), nullable=False),
        sa.Column("reopened_at", sa.DateTime(), nullable=True),
        sa.Column("reopened_by_id", sa.Integer(), nullable=True),
        sa.Column("reopen_reason", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("edition >= 0", name=op.f("ck_closed_month_edition_counts")),
        sa.ForeignKeyConstraint(["closed_by_id"], ["app_user.id"], name=op.f("fk_closed_month_closed_by_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_closed_month_document_id")),
        sa.ForeignKeyConstraint(
            ["reopened_by_id"], ["app_user.id"], name=op.f("fk_closed_month_reopened_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closed_month")),
    )
    with op.batch_alter_table("closed_month", schema=None) as batch_op:
        batch_op.create_index("uq_closed_month_edition", ["month_on", "edition"], unique=True)

    op.create_table(
        "incoming_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("be_year", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("their_number", sa.String(), nullable=False),
        sa.Column("their_date", sa.Date(), nullable=True),
        sa.Column("agency_id", sa.Integer(), nullable=True),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("answers_id", sa.Integer(), nullable=True),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("reply_due_on", sa.Date(), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("void_reason", sa.String(), nullable=False),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_incoming_paper_agency_id")),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["document.id"], name=op.f("fk_incoming_paper_answered_by_id")
        ),
        sa.ForeignKeyConstraint(["answers_id"], ["document.id"], name=op.f("fk_incoming_paper_answers_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_incoming_paper_person_id")),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["app_user.id"], name=op.f("fk_incoming_paper_recorded_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incoming_paper")),
    )
    with op.batch_alter_table("incoming_paper", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_incoming_paper_answers_id"), ["answers_id"], unique=False)
        batch_op.create_index(
            "ix_incoming_paper_open",
            ["reply_due_on"],
            unique=False,
            sqlite_where=sa.text("reply_due_on IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_incoming_paper_person_id"), ["person_id"], unique=False)
        batch_op.create_index("uq_incoming_paper_number", ["be_year", "sequence"], unique=True)

    op.create_table(
        "closed_stay",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("closed_month_id", sa.Integer(), nullable=False),
        sa.Column("stay_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("regno", sa.String(), nullable=False),
        sa.Column("sex", sa.String(), nullable=False),
        sa.Column("age_band", sa.String(), nullable=False),
        sa.Column("service_type", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("arrived_on", sa.Date(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("moves", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["closed_month_id"], ["closed_month.id"], name=op.f("fk_closed_stay_closed_month_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_closed_stay_person_id")),
        sa.ForeignKeyConstraint(["stay_id"], ["stay.id"], name=op.f("fk_closed_stay_stay_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closed_stay")),
    )
    with op.batch_alter_table("closed_stay", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_closed_stay_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_closed_stay_stay_id"), ["stay_id"], unique=False)
        batch_op.create_index("uq_closed_stay", ["closed_month_id", "stay_id"], unique=True)

    op.create_table(
        "paper_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("incoming_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["added_by_id"], ["app_user.id"], name=op.f("fk_paper_file_added_by_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_paper_file_document_id")),
        sa.ForeignKeyConstraint(
            ["incoming_id"], ["incoming_paper.id"], name=op.f("fk_paper_file_incoming_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_file")),
    )
    with op.batch_alter_table("paper_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_paper_file_document_id"), ["document_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_paper_file_incoming_id"), ["incoming_id"], unique=False)

    op.create_table(
        "paper_file_content",
        sa.Column("paper_file_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["paper_file_id"], ["paper_file.id"], name=op.f("fk_paper_file_content_paper_file_id")
        ),
        sa.PrimaryKeyConstraint("paper_file_id", name=op.f("pk_paper_file_content")),
    )
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.add_column(sa.Column("recipient", sa.String(), server_default=sa.text("''"), nullable=False))
        batch_op.add_column(sa.Column("replied_on", sa.Date(), nullable=True))


def downgrade() -> None:
    """Take them away again."""

    op.drop_column("school_term", "exam_on")
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.drop_column("replied_on")
        batch_op.drop_column("recipient")

    op.drop_table("paper_file_content")
    with op.batch_alter_table("paper_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_paper_file_incoming_id"))
        batch_op.drop_index(batch_op.f("ix_paper_file_document_id"))

    op.drop_table("paper_file")
    with op.batch_alter_table("closed_stay", schema=None) as batch_op:
        batch_op.drop_index("uq_closed_stay")
        batch_op.drop_index(batch_op.f("ix_closed_stay_stay_id"))
        batch_op.drop_index(batch_op.f("ix_closed_stay_person_id"))

    op.drop_table("closed_stay")
    with op.batch_alter_table("incoming_paper", schema=None) as batch_op:
        batch_op.drop_index("uq_incoming_paper_number")
        batch_op.drop_index(batch_op.f("ix_incoming_paper_person_id"))
        batch_op.drop_index("ix_incoming_paper_open", sqlite_where=sa.text("reply_due_on IS NOT NULL"))
        batch_op.drop_index(batch_op.f("ix_incoming_paper_answers_id"))

    op.drop_table("incoming_paper")
    with op.batch_alter_table("closed_month", schema=None) as batch_op:
        batch_op.drop_index("uq_closed_month_edition")

    op.drop_table("closed_month")
    with op.batch_alter_table("report_run", schema=None) as batch_op:
        batch_op.drop_index("uq_report_run_user_key")

    op.drop_table("report_run")
    with op.batch_alter_table("letter_template", schema=None) as batch_op:
        batch_op.drop_index("uq_letter_template_edition")

    op.drop_table("letter_template")
    with op.batch_alter_table("accepted_finding", schema=None) as batch_op:
        batch_op.drop_index("uq_accepted_finding", sqlite_where=sa.text("voided_at IS NULL"))
        batch_op.drop_index(batch_op.f("ix_accepted_finding_person_id"))

    op.drop_table("accepted_finding")
    op.drop_table("statement_text")
    with op.batch_alter_table("earlier_figure", schema=None) as batch_op:
        batch_op.drop_index("uq_earlier_figure_month", sqlite_where=sa.text("voided_at IS NULL"))

    op.drop_table("earlier_figure")
