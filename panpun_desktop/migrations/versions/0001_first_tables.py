"""The first tables: people, stays, beds, the centre's decisions, papers, audit.

Revision ID: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create every table."""
    op.create_table(
        "agency",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("addressee", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency")),
        sa.UniqueConstraint("name", name=op.f("uq_agency_name")),
    )
    op.create_table(
        "app_user",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("position_title", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("must_change_password", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_app_user")),
        sa.UniqueConstraint("login", name=op.f("uq_app_user_login")),
    )
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("prev_hash", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    op.create_index(op.f("ix_audit_entry_at"), "audit_entry", ["at"], unique=False)
    op.create_table(
        "building",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_building")),
        sa.UniqueConstraint("name", name=op.f("uq_building_name")),
    )
    op.create_table(
        "code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("list", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("short_label", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code")),
        sa.UniqueConstraint("list", "code", name=op.f("uq_code_list_code")),
    )
    op.create_table(
        "counter",
        sa.Column("register", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("register", "year", name=op.f("pk_counter")),
        info={"audited": False},
    )
    op.create_table(
        "holiday",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("provinces", sa.String(), nullable=False),
        sa.Column("applies_to", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("is_confirmed", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holiday")),
        sa.UniqueConstraint("day", "name", name=op.f("uq_holiday_day_name")),
    )
    op.create_index(op.f("ix_holiday_day"), "holiday", ["day"], unique=False)
    op.create_table(
        "household",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("external_key", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household")),
    )
    op.create_index(op.f("ix_household_external_key"), "household", ["external_key"], unique=False)
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("regno", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("first_name", sa.String(), nullable=False),
        sa.Column("middle_name", sa.String(), nullable=False),
        sa.Column("last_name", sa.String(), nullable=False),
        sa.Column("nickname", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("sex", sa.String(), nullable=False),
        sa.Column("birth_precision", sa.String(), nullable=False),
        sa.Column("birth_first_on", sa.Date(), nullable=True),
        sa.Column("birth_estimated_on", sa.Date(), nullable=True),
        sa.Column("national_id", sa.String(), nullable=True),
        sa.Column("national_id_valid", sa.Boolean(), nullable=False),
        sa.Column("civil_status", sa.String(), nullable=True),
        sa.Column("card_held", sa.String(), nullable=True),
        sa.Column("home_province", sa.String(), nullable=True),
        sa.Column("home_address", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("phone_unsafe", sa.Boolean(), nullable=False),
        sa.Column("emergency_contact", sa.String(), nullable=False),
        sa.Column("medication", sa.String(), nullable=False),
        sa.Column("diet", sa.String(), nullable=True),
        sa.Column("caution", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("external_key", sa.String(), nullable=True),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("sort_key", sa.String(), nullable=False),
        sa.Column("registered_on", sa.Date(), nullable=False),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("sex IN ('M', 'F', 'U')", name=op.f("ck_person_sex_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("regno", name=op.f("uq_person_regno")),
    )
    op.create_index(op.f("ix_person_external_key"), "person", ["external_key"], unique=False)
    op.create_index(op.f("ix_person_name_key"), "person", ["name_key"], unique=False)
    op.create_index(op.f("ix_person_sort_key"), "person", ["sort_key"], unique=False)
    op.create_index(
        "uq_person_valid_national_id",
        "person",
        ["national_id"],
        unique=True,
        sqlite_where=sa.text("national_id IS NOT NULL AND national_id_valid AND voided_at IS NULL"),
        postgresql_where=sa.text("national_id IS NOT NULL AND national_id_valid AND voided_at IS NULL"),
    )
    op.create_table(
        "setting",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_setting")),
    )
    op.create_table(
        "stored_file",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_stored_file")),
    )
    op.create_table(
        "audit_change",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("entity_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=True),
        sa.Column("after", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["entry_id"], ["audit_entry.id"], name=op.f("fk_audit_change_entry_id")),
        sa.PrimaryKeyConstraint("entry_id", "position", name=op.f("pk_audit_change")),
    )
    op.create_index("ix_audit_change_entity", "audit_change", ["entity", "entity_id"], unique=False)
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("text_version", sa.String(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("witness", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('given', 'refused', 'withdrawn', 'not_asked')", name=op.f("ck_consent_state_code")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_consent_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_index(op.f("ix_consent_person_id"), "consent", ["person_id"], unique=False)
    op.create_table(
        "draft",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["app_user.id"], name=op.f("fk_draft_user_id")),
        sa.PrimaryKeyConstraint("user_id", "form", name=op.f("pk_draft")),
        info={"audited": False},
    )
    op.create_table(
        "family_admission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("admitted_on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_family_admission_household_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_family_admission")),
    )
    op.create_index(
        op.f("ix_family_admission_household_id"), "family_admission", ["household_id"], unique=False
    )
    op.create_table(
        "household_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("relation", sa.String(), nullable=False),
        sa.Column("since_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_household_member_household_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_household_member_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household_member")),
    )
    op.create_index(
        op.f("ix_household_member_household_id"), "household_member", ["household_id"], unique=False
    )
    op.create_index(op.f("ix_household_member_person_id"), "household_member", ["person_id"], unique=False)
    op.create_index(
        "uq_household_member_now",
        "household_member",
        ["household_id", "person_id"],
        unique=True,
        sqlite_where=sa.text("until_on IS NULL"),
        postgresql_where=sa.text("until_on IS NULL"),
    )
    op.create_table(
        "not_same_person",
        sa.Column("lower_id", sa.Integer(), nullable=False),
        sa.Column("higher_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["higher_id"], ["person.id"], name=op.f("fk_not_same_person_higher_id")),
        sa.ForeignKeyConstraint(["lower_id"], ["person.id"], name=op.f("fk_not_same_person_lower_id")),
        sa.PrimaryKeyConstraint("lower_id", "higher_id", name=op.f("pk_not_same_person")),
    )
    op.create_table(
        "room",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("building_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("use", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["building_id"], ["building.id"], name=op.f("fk_room_building_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room")),
        sa.UniqueConstraint("building_id", "name", name=op.f("uq_room_building_id_name")),
    )
    op.create_index(op.f("ix_room_building_id"), "room", ["building_id"], unique=False)
    op.create_table(
        "bed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("is_extra", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "closed_on IS NULL OR closed_on >= opened_on", name=op.f("ck_bed_closed_not_before_opened")
        ),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name=op.f("fk_bed_room_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bed")),
        sa.UniqueConstraint("room_id", "label", name=op.f("uq_bed_room_id_label")),
    )
    op.create_index(op.f("ix_bed_room_id"), "bed", ["room_id"], unique=False)
    op.create_table(
        "stay",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("family_admission_id", sa.Integer(), nullable=True),
        sa.Column("arrived_on", sa.Date(), nullable=False),
        sa.Column("arrived_time", sa.Time(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("left_time", sa.Time(), nullable=True),
        sa.Column("expected_leave_on", sa.Date(), nullable=True),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=True),
        sa.Column("brought_by", sa.String(), nullable=False),
        sa.Column("age_band", sa.String(), nullable=False),
        sa.Column("sex", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("outcome_province", sa.String(), nullable=True),
        sa.Column("outcome_agency_id", sa.Integer(), nullable=True),
        sa.Column("outcome_note", sa.String(), nullable=False),
        sa.Column("condition_seen", sa.String(), nullable=False),
        sa.Column("belongings", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("external_key", sa.String(), nullable=True),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("void_reason", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "left_on IS NULL OR left_on >= arrived_on", name=op.f("ck_stay_left_not_before_arrived")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_stay_agency_id")),
        sa.ForeignKeyConstraint(
            ["family_admission_id"], ["family_admission.id"], name=op.f("fk_stay_family_admission_id")
        ),
        sa.ForeignKeyConstraint(["outcome_agency_id"], ["agency.id"], name=op.f("fk_stay_outcome_agency_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_stay_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stay")),
    )
    op.create_index(op.f("ix_stay_arrived_on"), "stay", ["arrived_on"], unique=False)
    op.create_index(op.f("ix_stay_external_key"), "stay", ["external_key"], unique=False)
    op.create_index(op.f("ix_stay_family_admission_id"), "stay", ["family_admission_id"], unique=False)
    op.create_index("ix_stay_left_arrived", "stay", ["left_on", "arrived_on"], unique=False)
    op.create_index(op.f("ix_stay_person_id"), "stay", ["person_id"], unique=False)
    op.create_index(
        "uq_stay_open_person",
        "stay",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text("left_on IS NULL AND voided_at IS NULL"),
        postgresql_where=sa.text("left_on IS NULL AND voided_at IS NULL"),
    )
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("stay_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("started_time", sa.Time(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_time", sa.Time(), nullable=True),
        sa.Column("expected_back_on", sa.Date(), nullable=True),
        sa.Column("bed_kept", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("history", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "ended_on IS NULL OR ended_on >= started_on", name=op.f("ck_absence_ended_not_before")
        ),
        sa.ForeignKeyConstraint(["stay_id"], ["stay.id"], name=op.f("fk_absence_stay_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    op.create_index(op.f("ix_absence_stay_id"), "absence", ["stay_id"], unique=False)
    op.create_table(
        "bed_block",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bed_id", sa.Integer(), nullable=False),
        sa.Column("start_on", sa.Date(), nullable=False),
        sa.Column("end_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "end_on IS NULL OR end_on >= start_on", name=op.f("ck_bed_block_end_not_before_start")
        ),
        sa.ForeignKeyConstraint(["bed_id"], ["bed.id"], name=op.f("fk_bed_block_bed_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bed_block")),
    )
    op.create_index(op.f("ix_bed_block_bed_id"), "bed_block", ["bed_id"], unique=False)
    op.create_table(
        "bed_use",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("stay_id", sa.Integer(), nullable=False),
        sa.Column("bed_id", sa.Integer(), nullable=True),
        sa.Column("shares_with_stay_id", sa.Integer(), nullable=True),
        sa.Column("start_on", sa.Date(), nullable=False),
        sa.Column("end_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(bed_id IS NULL) <> (shares_with_stay_id IS NULL)", name=op.f("ck_bed_use_bed_or_shared")
        ),
        sa.CheckConstraint(
            "end_on IS NULL OR end_on >= start_on", name=op.f("ck_bed_use_end_not_before_start")
        ),
        sa.ForeignKeyConstraint(["bed_id"], ["bed.id"], name=op.f("fk_bed_use_bed_id")),
        sa.ForeignKeyConstraint(
            ["shares_with_stay_id"], ["stay.id"], name=op.f("fk_bed_use_shares_with_stay_id")
        ),
        sa.ForeignKeyConstraint(["stay_id"], ["stay.id"], name=op.f("fk_bed_use_stay_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bed_use")),
    )
    op.create_index("ix_bed_use_bed_start", "bed_use", ["bed_id", "start_on"], unique=False)
    op.create_index(op.f("ix_bed_use_stay_id"), "bed_use", ["stay_id"], unique=False)
    op.create_index(
        "uq_bed_use_open_bed",
        "bed_use",
        ["bed_id"],
        unique=True,
        sqlite_where=sa.text("end_on IS NULL"),
        postgresql_where=sa.text("end_on IS NULL"),
    )
    op.create_index(
        "uq_bed_use_open_stay",
        "bed_use",
        ["stay_id"],
        unique=True,
        sqlite_where=sa.text("end_on IS NULL"),
        postgresql_where=sa.text("end_on IS NULL"),
    )
    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("register", sa.String(), nullable=False),
        sa.Column("be_year", sa.Integer(), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=True),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("stay_id", sa.Integer(), nullable=True),
        sa.Column("agency_id", sa.Integer(), nullable=True),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("reply_due_on", sa.Date(), nullable=True),
        sa.Column("parameters", sa.String(), nullable=False),
        sa.Column("facts", sa.String(), nullable=False),
        sa.Column("issued_at", sa.DateTime(), nullable=False),
        sa.Column("issued_by_id", sa.Integer(), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(), nullable=True),
        sa.Column("cancel_reason", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_document_agency_id")),
        sa.ForeignKeyConstraint(["issued_by_id"], ["app_user.id"], name=op.f("fk_document_issued_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_document_person_id")),
        sa.ForeignKeyConstraint(["stay_id"], ["stay.id"], name=op.f("fk_document_stay_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    op.create_index(op.f("ix_document_kind"), "document", ["kind"], unique=False)
    op.create_index(op.f("ix_document_person_id"), "document", ["person_id"], unique=False)
    op.create_index(op.f("ix_document_stay_id"), "document", ["stay_id"], unique=False)
    op.create_index(
        "uq_document_register_number",
        "document",
        ["register", "be_year", "sequence"],
        unique=True,
        sqlite_where=sa.text("sequence IS NOT NULL"),
        postgresql_where=sa.text("sequence IS NOT NULL"),
    )
    op.create_table(
        "episode",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("stay_id", sa.Integer(), nullable=False),
        sa.Column("service_type", sa.String(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("counted_from_on", sa.Date(), nullable=True),
        sa.Column("accompanying", sa.Boolean(), nullable=False),
        sa.Column("client_of", sa.String(), nullable=True),
        sa.Column("awaiting", sa.String(), nullable=True),
        sa.Column("closed_limit_on", sa.Date(), nullable=True),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "ended_on IS NULL OR ended_on >= started_on", name=op.f("ck_episode_ended_not_before_started")
        ),
        sa.ForeignKeyConstraint(["stay_id"], ["stay.id"], name=op.f("fk_episode_stay_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_episode")),
    )
    op.create_index(op.f("ix_episode_stay_id"), "episode", ["stay_id"], unique=False)
    op.create_index("ix_episode_type_started", "episode", ["service_type", "started_on"], unique=False)
    op.create_index(
        "uq_episode_open_stay",
        "episode",
        ["stay_id"],
        unique=True,
        sqlite_where=sa.text("ended_on IS NULL AND voided_at IS NULL"),
        postgresql_where=sa.text("ended_on IS NULL AND voided_at IS NULL"),
    )
    op.create_table(
        "override",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rule_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("stay_id", sa.Integer(), nullable=False),
        sa.Column("found", sa.String(), nullable=False),
        sa.Column("allowed", sa.String(), nullable=False),
        sa.Column("reason_code", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("extend_to_on", sa.Date(), nullable=True),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("given_by_id", sa.Integer(), nullable=False),
        sa.Column("acknowledge_by_on", sa.Date(), nullable=True),
        sa.Column("acknowledged_by_id", sa.Integer(), nullable=True),
        sa.Column("acknowledged_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["acknowledged_by_id"], ["app_user.id"], name=op.f("fk_override_acknowledged_by_id")
        ),
        sa.ForeignKeyConstraint(["given_by_id"], ["app_user.id"], name=op.f("fk_override_given_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_override_person_id")),
        sa.ForeignKeyConstraint(["stay_id"], ["stay.id"], name=op.f("fk_override_stay_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_override")),
    )
    op.create_index(op.f("ix_override_given_on"), "override", ["given_on"], unique=False)
    op.create_index(op.f("ix_override_person_id"), "override", ["person_id"], unique=False)
    op.create_index(op.f("ix_override_stay_id"), "override", ["stay_id"], unique=False)
    op.create_table(
        "disclosure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=True),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("items", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("disclosed_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_disclosure_agency_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_disclosure_document_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_disclosure_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disclosure")),
    )
    op.create_index(op.f("ix_disclosure_person_id"), "disclosure", ["person_id"], unique=False)
    op.create_table(
        "document_file",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_document_file_document_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_document_file")),
    )


def downgrade() -> None:
    """Drop every table."""
    op.drop_table("document_file")
    op.drop_index(op.f("ix_disclosure_person_id"), table_name="disclosure")
    op.drop_table("disclosure")
    op.drop_index(op.f("ix_override_stay_id"), table_name="override")
    op.drop_index(op.f("ix_override_person_id"), table_name="override")
    op.drop_index(op.f("ix_override_given_on"), table_name="override")
    op.drop_table("override")
    op.drop_index(
        "uq_episode_open_stay",
        table_name="episode",
        sqlite_where=sa.text("ended_on IS NULL AND voided_at IS NULL"),
        postgresql_where=sa.text("ended_on IS NULL AND voided_at IS NULL"),
    )
    op.drop_index("ix_episode_type_started", table_name="episode")
    op.drop_index(op.f("ix_episode_stay_id"), table_name="episode")
    op.drop_table("episode")
    op.drop_index(
        "uq_document_register_number",
        table_name="document",
        sqlite_where=sa.text("sequence IS NOT NULL"),
        postgresql_where=sa.text("sequence IS NOT NULL"),
    )
    op.drop_index(op.f("ix_document_stay_id"), table_name="document")
    op.drop_index(op.f("ix_document_person_id"), table_name="document")
    op.drop_index(op.f("ix_document_kind"), table_name="document")
    op.drop_table("document")
    op.drop_index(
        "uq_bed_use_open_stay",
        table_name="bed_use",
        sqlite_where=sa.text("end_on IS NULL"),
        postgresql_where=sa.text("end_on IS NULL"),
    )
    op.drop_index(
        "uq_bed_use_open_bed",
        table_name="bed_use",
        sqlite_where=sa.text("end_on IS NULL"),
        postgresql_where=sa.text("end_on IS NULL"),
    )
    op.drop_index(op.f("ix_bed_use_stay_id"), table_name="bed_use")
    op.drop_index("ix_bed_use_bed_start", table_name="bed_use")
    op.drop_table("bed_use")
    op.drop_index(op.f("ix_bed_block_bed_id"), table_name="bed_block")
    op.drop_table("bed_block")
    op.drop_index(op.f("ix_absence_stay_id"), table_name="absence")
    op.drop_table("absence")
    op.drop_index(
        "uq_stay_open_person",
        table_name="stay",
        sqlite_where=sa.text("left_on IS NULL AND voided_at IS NULL"),
        postgresql_where=sa.text("left_on IS NULL AND voided_at IS NULL"),
    )
    op.drop_index(op.f("ix_stay_person_id"), table_name="stay")
    op.drop_index("ix_stay_left_arrived", table_name="stay")
    op.drop_index(op.f("ix_stay_family_admission_id"), table_name="stay")
    op.drop_index(op.f("ix_stay_external_key"), table_name="stay")
    op.drop_index(op.f("ix_stay_arrived_on"), table_name="stay")
    op.drop_table("stay")
    op.drop_index(op.f("ix_bed_room_id"), table_name="bed")
    op.drop_table("bed")
    op.drop_index(op.f("ix_room_building_id"), table_name="room")
    op.drop_table("room")
    op.drop_table("not_same_person")
    op.drop_index(
        "uq_household_member_now",
        table_name="household_member",
        sqlite_where=sa.text("until_on IS NULL"),
        postgresql_where=sa.text("until_on IS NULL"),
    )
    op.drop_index(op.f("ix_household_member_person_id"), table_name="household_member")
    op.drop_index(op.f("ix_household_member_household_id"), table_name="household_member")
    op.drop_table("household_member")
    op.drop_index(op.f("ix_family_admission_household_id"), table_name="family_admission")
    op.drop_table("family_admission")
    op.drop_table("draft")
    op.drop_index(op.f("ix_consent_person_id"), table_name="consent")
    op.drop_table("consent")
    op.drop_index("ix_audit_change_entity", table_name="audit_change")
    op.drop_table("audit_change")
    op.drop_table("stored_file")
    op.drop_table("setting")
    op.drop_index(
        "uq_person_valid_national_id",
        table_name="person",
        sqlite_where=sa.text("national_id IS NOT NULL AND national_id_valid AND voided_at IS NULL"),
        postgresql_where=sa.text("national_id IS NOT NULL AND national_id_valid AND voided_at IS NULL"),
    )
    op.drop_index(op.f("ix_person_sort_key"), table_name="person")
    op.drop_index(op.f("ix_person_name_key"), table_name="person")
    op.drop_index(op.f("ix_person_external_key"), table_name="person")
    op.drop_table("person")
    op.drop_index(op.f("ix_household_external_key"), table_name="household")
    op.drop_table("household")
    op.drop_index(op.f("ix_holiday_day"), table_name="holiday")
    op.drop_table("holiday")
    op.drop_table("counter")
    op.drop_table("code")
    op.drop_table("building")
    op.drop_index(op.f("ix_audit_entry_at"), table_name="audit_entry")
    op.drop_table("audit_entry")
    op.drop_table("app_user")
    op.drop_table("agency")
