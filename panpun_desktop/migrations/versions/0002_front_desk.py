"""The front desk's whole day: the person's page, protection, nights counted, waiting, imports, undo.

Revision ID: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the new tables and columns; the home address moves into its own row."""

    op.create_table(
        "import_profile",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_profile")),
        sa.UniqueConstraint("name", name=op.f("uq_import_profile_name")),
    )
    op.create_table(
        "access_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('view', 'print', 'export', 'search', 'break_glass')",
            name=op.f("ck_access_entry_kind_code"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_access_entry_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_entry")),
    )
    with op.batch_alter_table("access_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_access_entry_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_access_entry_person_id"), ["person_id"], unique=False)

    op.create_table(
        "break_glass",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("until_at", sa.DateTime(), nullable=False),
        sa.Column("acknowledged_by_id", sa.Integer(), nullable=True),
        sa.Column("acknowledged_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["acknowledged_by_id"], ["app_user.id"], name=op.f("fk_break_glass_acknowledged_by_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_break_glass_person_id")),
        sa.ForeignKeyConstraint(["user_id"], ["app_user.id"], name=op.f("fk_break_glass_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_break_glass")),
    )
    with op.batch_alter_table("break_glass", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_break_glass_person_id"), ["person_id"], unique=False)

    op.create_table(
        "import_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("profile", sa.String(), nullable=False),
        sa.Column("imported_at", sa.DateTime(), nullable=False),
        sa.Column("imported_by_id", sa.Integer(), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("imported", sa.Integer(), nullable=False),
        sa.Column("noted", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("counts", sa.String(), nullable=False),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["imported_by_id"], ["app_user.id"], name=op.f("fk_import_batch_imported_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
    )
    with op.batch_alter_table("import_batch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_batch_sha256"), ["sha256"], unique=False)

    op.create_table(
        "incident",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("at_time", sa.Time(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("severity", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("told", sa.String(), nullable=False),
        sa.Column("done", sa.String(), nullable=False),
        sa.Column("needs_follow_up", sa.Boolean(), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("written_by_id", sa.Integer(), nullable=False),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("void_reason", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["written_by_id"], ["app_user.id"], name=op.f("fk_incident_written_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
    )
    with op.batch_alter_table("incident", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_incident_on_day"), ["on_day"], unique=False)

    op.create_table(
        "keep_apart",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("other_person_id", sa.Integer(), nullable=True),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("relation", sa.String(), nullable=False),
        sa.Column("since_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["other_person_id"], ["person.id"], name=op.f("fk_keep_apart_other_person_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_keep_apart_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keep_apart")),
    )
    with op.batch_alter_table("keep_apart", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_keep_apart_other_person_id"), ["other_person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_keep_apart_person_id"), ["person_id"], unique=False)

    op.create_table(
        "night_census",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("night", sa.Date(), nullable=False),
        sa.Column("counted_by", sa.String(), nullable=False),
        sa.Column("counted_at", sa.DateTime(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(), nullable=True),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_figures", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["app_user.id"], name=op.f("fk_night_census_confirmed_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_night_census")),
        sa.UniqueConstraint("night", name=op.f("uq_night_census_night")),
    )
    op.create_table(
        "person_address",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("house_no", sa.String(), nullable=False),
        sa.Column("moo", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("trok", sa.String(), nullable=False),
        sa.Column("soi", sa.String(), nullable=False),
        sa.Column("road", sa.String(), nullable=False),
        sa.Column("subdistrict", sa.String(), nullable=False),
        sa.Column("district", sa.String(), nullable=False),
        sa.Column("province", sa.String(), nullable=False),
        sa.Column("postcode", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("latitude", sa.String(), nullable=False),
        sa.Column("longitude", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('REGISTERED', 'HOME', 'CURRENT')", name=op.f("ck_person_address_kind_code")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_address_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_address")),
    )
    with op.batch_alter_table("person_address", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_address_person_id"), ["person_id"], unique=False)
        batch_op.create_index("uq_person_address_person_kind", ["person_id", "kind"], unique=True)

    op.create_table(
        "person_code",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("list", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_code_person_id")),
        sa.PrimaryKeyConstraint("person_id", "list", "code", name=op.f("pk_person_code")),
    )
    op.create_table(
        "person_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=True),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("void_reason", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["added_by_id"], ["app_user.id"], name=op.f("fk_person_file_added_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_file_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_file")),
    )
    with op.batch_alter_table("person_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_file_person_id"), ["person_id"], unique=False)

    op.create_table(
        "person_merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("merged_id", sa.Integer(), nullable=False),
        sa.Column("merged_at", sa.DateTime(), nullable=False),
        sa.Column("merged_by_id", sa.Integer(), nullable=False),
        sa.Column("moved", sa.String(), nullable=False),
        sa.Column("kept_before", sa.String(), nullable=False),
        sa.Column("unmerged_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["kept_id"], ["person.id"], name=op.f("fk_person_merge_kept_id")),
        sa.ForeignKeyConstraint(["merged_by_id"], ["app_user.id"], name=op.f("fk_person_merge_merged_by_id")),
        sa.ForeignKeyConstraint(["merged_id"], ["person.id"], name=op.f("fk_person_merge_merged_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_merge")),
    )
    with op.batch_alter_table("person_merge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_merge_kept_id"), ["kept_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_merge_merged_id"), ["merged_id"], unique=False)

    op.create_table(
        "person_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_name_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_name")),
    )
    with op.batch_alter_table("person_name", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_name_name_key"), ["name_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_name_person_id"), ["person_id"], unique=False)

    op.create_table(
        "person_phone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("whose", sa.String(), nullable=False),
        sa.Column("is_unsafe", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_phone_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_phone")),
    )
    with op.batch_alter_table("person_phone", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_phone_person_id"), ["person_id"], unique=False)

    op.create_table(
        "person_relation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("other_person_id", sa.Integer(), nullable=True),
        sa.Column("other_name", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("relation", sa.String(), nullable=False),
        sa.Column("is_guardian", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("since_on", sa.Date(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "other_person_id IS NULL OR other_person_id <> person_id",
            name=op.f("ck_person_relation_two_people"),
        ),
        sa.ForeignKeyConstraint(
            ["other_person_id"], ["person.id"], name=op.f("fk_person_relation_other_person_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_relation_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_relation")),
    )
    with op.batch_alter_table("person_relation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_person_relation_other_person_id"), ["other_person_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_person_relation_person_id"), ["person_id"], unique=False)

    op.create_table(
        "restriction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("reason_code", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("roles", sa.String(), nullable=False),
        sa.Column("hides_place", sa.Boolean(), nullable=False),
        sa.Column("safe_contact", sa.String(), nullable=False),
        sa.Column("since_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_restriction_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restriction")),
    )
    with op.batch_alter_table("restriction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_restriction_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "uq_restriction_person_now",
            ["person_id"],
            unique=True,
            sqlite_where=sa.text("until_on IS NULL AND voided_at IS NULL"),
        )

    op.create_table(
        "taken_back",
        sa.Column("by_entry_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_entry_id"], ["audit_entry.id"], name=op.f("fk_taken_back_by_entry_id")),
        sa.ForeignKeyConstraint(["entry_id"], ["audit_entry.id"], name=op.f("fk_taken_back_entry_id")),
        sa.PrimaryKeyConstraint("by_entry_id", name=op.f("pk_taken_back")),
        info={"audited": False},
    )
    with op.batch_alter_table("taken_back", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_taken_back_entry_id"), ["entry_id"], unique=False)

    op.create_table(
        "incident_person",
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_incident_person_incident_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_incident_person_person_id")),
        sa.PrimaryKeyConstraint("incident_id", "person_id", name=op.f("pk_incident_person")),
    )
    with op.batch_alter_table("incident_person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_incident_person_person_id"), ["person_id"], unique=False)

    op.create_table(
        "person_file_content",
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("thumbnail", sa.LargeBinary(), nullable=True),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["person_file.id"], name=op.f("fk_person_file_content_file_id")),
        sa.PrimaryKeyConstraint("file_id", name=op.f("pk_person_file_content")),
    )
    op.create_table(
        "belonging",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("stay_id", sa.Integer(), nullable=True),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("quantity", sa.String(), nullable=False),
        sa.Column("kept_at", sa.String(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("received_by_id", sa.Integer(), nullable=False),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("returned_by_id", sa.Integer(), nullable=True),
        sa.Column("returned_to", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "returned_on IS NULL OR returned_on >= received_on", name=op.f("ck_belonging_returned_not_before")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_belonging_person_id")),
        sa.ForeignKeyConstraint(
            ["received_by_id"], ["app_user.id"], name=op.f("fk_belonging_received_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["returned_by_id"], ["app_user.id"], name=op.f("fk_belonging_returned_by_id")
        ),
        sa.ForeignKeyConstraint(["stay_id"], ["stay.id"], name=op.f("fk_belonging_stay_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_belonging")),
    )
    with op.batch_alter_table("belonging", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_belonging_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_belonging_stay_id"), ["stay_id"], unique=False)

    op.create_table(
        "follow_up",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("stay_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["done_by_id"], ["app_user.id"], name=op.f("fk_follow_up_done_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_follow_up_person_id")),
        sa.ForeignKeyConstraint(["stay_id"], ["stay.id"], name=op.f("fk_follow_up_stay_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
    )
    with op.batch_alter_table("follow_up", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_follow_up_due_on"), ["due_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_follow_up_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_follow_up_stay_id"), ["stay_id"], unique=False)

    op.create_table(
        "night_census_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("census_id", sa.Integer(), nullable=False),
        sa.Column("stay_id", sa.Integer(), nullable=True),
        sa.Column("visitor", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("bed_id", sa.Integer(), nullable=True),
        sa.Column("back_at", sa.Time(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(stay_id IS NULL) <> (visitor = '')", name=op.f("ck_night_census_line_stay_or_visitor")
        ),
        sa.ForeignKeyConstraint(["bed_id"], ["bed.id"], name=op.f("fk_night_census_line_bed_id")),
        sa.ForeignKeyConstraint(
            ["census_id"], ["night_census.id"], name=op.f("fk_night_census_line_census_id")
        ),
        sa.ForeignKeyConstraint(["stay_id"], ["stay.id"], name=op.f("fk_night_census_line_stay_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_night_census_line")),
    )
    with op.batch_alter_table("night_census_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_night_census_line_census_id"), ["census_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_night_census_line_stay_id"), ["stay_id"], unique=False)
        batch_op.create_index(
            "uq_night_census_line_stay",
            ["census_id", "stay_id"],
            unique=True,
            sqlite_where=sa.text("stay_id IS NOT NULL AND voided_at IS NULL"),
        )

    op.create_table(
        "waiting_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("children", sa.Integer(), nullable=False),
        sa.Column("room_use", sa.String(), nullable=False),
        sa.Column("urgency", sa.String(), nullable=False),
        sa.Column("came_on", sa.Date(), nullable=False),
        sa.Column("channel", sa.String(), nullable=True),
        sa.Column("agency_id", sa.Integer(), nullable=True),
        sa.Column("need", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_note", sa.String(), nullable=False),
        sa.Column("stay_id", sa.Integer(), nullable=True),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("people > 0", name=op.f("ck_waiting_entry_someone_waits")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_waiting_entry_agency_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_waiting_entry_person_id")),
        sa.ForeignKeyConstraint(["stay_id"], ["stay.id"], name=op.f("fk_waiting_entry_stay_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_entry")),
    )
    with op.batch_alter_table("waiting_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_waiting_entry_person_id"), ["person_id"], unique=False)

    op.create_table(
        "bed_reservation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bed_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("waiting_id", sa.Integer(), nullable=True),
        sa.Column("for_whom", sa.String(), nullable=False),
        sa.Column("start_on", sa.Date(), nullable=False),
        sa.Column("end_on", sa.Date(), nullable=True),
        sa.Column("expires_at", sa.DateTime(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("used_stay_id", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("closed_reason", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "end_on IS NULL OR end_on >= start_on", name=op.f("ck_bed_reservation_end_not_before_start")
        ),
        sa.ForeignKeyConstraint(["bed_id"], ["bed.id"], name=op.f("fk_bed_reservation_bed_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_bed_reservation_person_id")),
        sa.ForeignKeyConstraint(["used_stay_id"], ["stay.id"], name=op.f("fk_bed_reservation_used_stay_id")),
        sa.ForeignKeyConstraint(
            ["waiting_id"], ["waiting_entry.id"], name=op.f("fk_bed_reservation_waiting_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bed_reservation")),
    )
    with op.batch_alter_table("bed_reservation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bed_reservation_bed_id"), ["bed_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_bed_reservation_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_bed_reservation_waiting_id"), ["waiting_id"], unique=False)

    op.create_table(
        "turn_away",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("at_time", sa.Time(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("waiting_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("children", sa.Integer(), nullable=False),
        sa.Column("sex", sa.String(), nullable=False),
        sa.Column("reason_code", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=True),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("people > 0", name=op.f("ck_turn_away_someone_came")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_turn_away_agency_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_turn_away_person_id")),
        sa.ForeignKeyConstraint(["waiting_id"], ["waiting_entry.id"], name=op.f("fk_turn_away_waiting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turn_away")),
    )
    with op.batch_alter_table("turn_away", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_turn_away_on_day"), ["on_day"], unique=False)
        batch_op.create_index(batch_op.f("ix_turn_away_person_id"), ["person_id"], unique=False)

    with op.batch_alter_table("bed_block", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kind", sa.String(), server_default="REPAIR", nullable=False))

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("called_name", sa.String(), server_default=sa.text("''"), nullable=False)
        )
        batch_op.add_column(sa.Column("name_en", sa.String(), server_default=sa.text("''"), nullable=False))
        batch_op.add_column(sa.Column("gender", sa.String(), server_default=sa.text("''"), nullable=False))
        batch_op.add_column(sa.Column("nationality", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("religion", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("education", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("education_done", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("education_system", sa.String(), nullable=True))
        batch_op.add_column(
            sa.Column("occupation", sa.String(), server_default=sa.text("''"), nullable=False)
        )
        batch_op.add_column(sa.Column("marital", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("disability_card", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("health_scheme", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("allergy", sa.String(), server_default=sa.text("''"), nullable=False))
        batch_op.add_column(
            sa.Column("birth_place", sa.String(), server_default=sa.text("''"), nullable=False)
        )
        batch_op.add_column(
            sa.Column("father_name", sa.String(), server_default=sa.text("''"), nullable=False)
        )
        batch_op.add_column(
            sa.Column("mother_name", sa.String(), server_default=sa.text("''"), nullable=False)
        )
        batch_op.add_column(sa.Column("card_issued_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("card_expires_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("merged_into_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_person_merged_into_id"), ["merged_into_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_person_merged_into_id"), "person", ["merged_into_id"], ["id"]
        )

    op.execute(
        sa.text(
            "INSERT INTO person_address (person_id, kind, house_no, moo, place, trok, soi, road, subdistrict,"
            " district, province, postcode, text, latitude, longitude, version)"
            " SELECT id, 'HOME', '', '', '', '', '', '', '', '', COALESCE(home_province, ''), '',"
            " home_address, '', '', 1 FROM person WHERE home_province IS NOT NULL OR home_address <> ''"
        )
    )


def downgrade() -> None:
    """Take them away again."""

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_person_merged_into_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_person_merged_into_id"))
        batch_op.drop_column("merged_into_id")
        batch_op.drop_column("card_expires_on")
        batch_op.drop_column("card_issued_on")
        batch_op.drop_column("mother_name")
        batch_op.drop_column("father_name")
        batch_op.drop_column("birth_place")
        batch_op.drop_column("allergy")
        batch_op.drop_column("health_scheme")
        batch_op.drop_column("disability_card")
        batch_op.drop_column("marital")
        batch_op.drop_column("occupation")
        batch_op.drop_column("education_system")
        batch_op.drop_column("education_done")
        batch_op.drop_column("education")
        batch_op.drop_column("religion")
        batch_op.drop_column("nationality")
        batch_op.drop_column("gender")
        batch_op.drop_column("name_en")
        batch_op.drop_column("called_name")

    with op.batch_alter_table("bed_block", schema=None) as batch_op:
        batch_op.drop_column("kind")

    with op.batch_alter_table("turn_away", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_turn_away_person_id"))
        batch_op.drop_index(batch_op.f("ix_turn_away_on_day"))

    op.drop_table("turn_away")
    with op.batch_alter_table("bed_reservation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_bed_reservation_waiting_id"))
        batch_op.drop_index(batch_op.f("ix_bed_reservation_person_id"))
        batch_op.drop_index(batch_op.f("ix_bed_reservation_bed_id"))

    op.drop_table("bed_reservation")
    with op.batch_alter_table("waiting_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_waiting_entry_person_id"))

    op.drop_table("waiting_entry")
    with op.batch_alter_table("night_census_line", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_night_census_line_stay", sqlite_where=sa.text("stay_id IS NOT NULL AND voided_at IS NULL")
        )
        batch_op.drop_index(batch_op.f("ix_night_census_line_stay_id"))
        batch_op.drop_index(batch_op.f("ix_night_census_line_census_id"))

    op.drop_table("night_census_line")
    with op.batch_alter_table("follow_up", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_follow_up_stay_id"))
        batch_op.drop_index(batch_op.f("ix_follow_up_person_id"))
        batch_op.drop_index(batch_op.f("ix_follow_up_due_on"))

    op.drop_table("follow_up")
    with op.batch_alter_table("belonging", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_belonging_stay_id"))
        batch_op.drop_index(batch_op.f("ix_belonging_person_id"))

    op.drop_table("belonging")
    op.drop_table("person_file_content")
    with op.batch_alter_table("incident_person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_incident_person_person_id"))

    op.drop_table("incident_person")
    with op.batch_alter_table("taken_back", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_taken_back_entry_id"))

    op.drop_table("taken_back")
    with op.batch_alter_table("restriction", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_restriction_person_now", sqlite_where=sa.text("until_on IS NULL AND voided_at IS NULL")
        )
        batch_op.drop_index(batch_op.f("ix_restriction_person_id"))

    op.drop_table("restriction")
    with op.batch_alter_table("person_relation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_relation_person_id"))
        batch_op.drop_index(batch_op.f("ix_person_relation_other_person_id"))

    op.drop_table("person_relation")
    with op.batch_alter_table("person_phone", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_phone_person_id"))

    op.drop_table("person_phone")
    with op.batch_alter_table("person_name", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_name_person_id"))
        batch_op.drop_index(batch_op.f("ix_person_name_name_key"))

    op.drop_table("person_name")
    with op.batch_alter_table("person_merge", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_merge_merged_id"))
        batch_op.drop_index(batch_op.f("ix_person_merge_kept_id"))

    op.drop_table("person_merge")
    with op.batch_alter_table("person_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_file_person_id"))

    op.drop_table("person_file")
    op.drop_table("person_code")
    with op.batch_alter_table("person_address", schema=None) as batch_op:
        batch_op.drop_index("uq_person_address_person_kind")
        batch_op.drop_index(batch_op.f("ix_person_address_person_id"))

    op.drop_table("person_address")
    op.drop_table("night_census")
    with op.batch_alter_table("keep_apart", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_keep_apart_person_id"))
        batch_op.drop_index(batch_op.f("ix_keep_apart_other_person_id"))

    op.drop_table("keep_apart")
    with op.batch_alter_table("incident", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_incident_on_day"))

    op.drop_table("incident")
    with op.batch_alter_table("import_batch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_batch_sha256"))

    op.drop_table("import_batch")
    with op.batch_alter_table("break_glass", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_break_glass_person_id"))

    op.drop_table("break_glass")
    with op.batch_alter_table("access_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_access_entry_person_id"))
        batch_op.drop_index(batch_op.f("ix_access_entry_at"))

    op.drop_table("access_entry")
    op.drop_table("import_profile")
