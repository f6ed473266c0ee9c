"""The triggers every database must have: what constraints cannot say (SQLite).

Alembic's batch mode drops triggers silently when it rebuilds a table, so they are not created in
one revision but asserted and re-created after every upgrade (``store.upgrade``).
"""

_BED_OVERLAP = """
    SELECT RAISE(ABORT, 'bed_use_overlap') WHERE EXISTS (
        SELECT 1 FROM bed_use AS other
        WHERE other.bed_id = NEW.bed_id AND other.id IS NOT NEW.id
          AND (NEW.end_on IS NULL OR NEW.end_on > NEW.start_on)
          AND (other.end_on IS NULL OR other.end_on > other.start_on)
          AND other.start_on < COALESCE(NEW.end_on, '9999-12-31')
          AND NEW.start_on < COALESCE(other.end_on, '9999-12-31'));
    SELECT RAISE(ABORT, 'bed_use_twice') WHERE EXISTS (
        SELECT 1 FROM bed_use AS other
        WHERE other.stay_id = NEW.stay_id AND other.id IS NOT NEW.id
          AND (NEW.end_on IS NULL OR NEW.end_on > NEW.start_on)
          AND (other.end_on IS NULL OR other.end_on > other.start_on)
          AND other.start_on < COALESCE(NEW.end_on, '9999-12-31')
          AND NEW.start_on < COALESCE(other.end_on, '9999-12-31'));
"""

_STAY_OVERLAP = """
    SELECT RAISE(ABORT, 'stay_overlap') WHERE NEW.voided_at IS NULL AND EXISTS (
        SELECT 1 FROM stay AS other
        WHERE other.person_id = NEW.person_id AND other.id IS NOT NEW.id AND other.voided_at IS NULL
          AND (NEW.left_on IS NULL OR NEW.left_on > NEW.arrived_on)
          AND (other.left_on IS NULL OR other.left_on > other.arrived_on)
          AND other.arrived_on < COALESCE(NEW.left_on, '9999-12-31')
          AND NEW.arrived_on < COALESCE(other.left_on, '9999-12-31'));
"""

_EPISODE_OVERLAP = """
    SELECT RAISE(ABORT, 'episode_overlap') WHERE NEW.voided_at IS NULL AND EXISTS (
        SELECT 1 FROM episode AS other
        WHERE other.stay_id = NEW.stay_id AND other.id IS NOT NEW.id AND other.voided_at IS NULL
          AND (NEW.ended_on IS NULL OR NEW.ended_on > NEW.started_on)
          AND (other.ended_on IS NULL OR other.ended_on > other.started_on)
          AND other.started_on < COALESCE(NEW.ended_on, '9999-12-31')
          AND NEW.started_on < COALESCE(other.ended_on, '9999-12-31'));
"""


# what is frozen goes only with the person it was about, and only once that person is anonymised (R-PD-5)
_OF_FILE = """NOT EXISTS (
    SELECT 1 FROM person_file JOIN person ON person.id = person_file.person_id
    WHERE person_file.id = OLD.file_id AND person.anonymised_on IS NOT NULL)"""
_OF_DOCUMENT = """NOT EXISTS (
    SELECT 1 FROM document JOIN person ON person.id = document.person_id
    WHERE document.id = OLD.document_id AND person.anonymised_on IS NOT NULL)"""
_OF_PAPER_FILE = """NOT EXISTS (
    SELECT 1 FROM paper_file
    LEFT JOIN document ON document.id = paper_file.document_id
    LEFT JOIN incoming_paper ON incoming_paper.id = paper_file.incoming_id
    JOIN person ON person.id = COALESCE(document.person_id, incoming_paper.person_id)
    WHERE paper_file.id = OLD.paper_file_id AND person.anonymised_on IS NOT NULL)"""
_NOT_REDACTED = """NEW.entry_id IS NOT OLD.entry_id OR NEW.position IS NOT OLD.position
    OR NEW.entity IS NOT OLD.entity OR NEW.entity_id IS NOT OLD.entity_id OR NEW.kind IS NOT OLD.kind
    OR (NEW.before IS NULL) <> (OLD.before IS NULL) OR (NEW.after IS NULL) <> (OLD.after IS NULL)
    OR NOT EXISTS (SELECT 1 FROM audit_redaction WHERE audit_redaction.entry_id = OLD.entry_id)"""
_NOT_NAME_ALONE = """NEW.name <> '' OR NOT EXISTS (
        SELECT 1 FROM person WHERE person.id = OLD.person_id AND person.anonymised_on IS NOT NULL)
    OR NEW.id IS NOT OLD.id OR NEW.closed_month_id IS NOT OLD.closed_month_id
    OR NEW.stay_id IS NOT OLD.stay_id OR NEW.person_id IS NOT OLD.person_id OR NEW.regno IS NOT OLD.regno
    OR NEW.sex IS NOT OLD.sex OR NEW.age_band IS NOT OLD.age_band
    OR NEW.service_type IS NOT OLD.service_type OR NEW.channel IS NOT OLD.channel
    OR NEW.outcome IS NOT OLD.outcome OR NEW.arrived_on IS NOT OLD.arrived_on
    OR NEW.left_on IS NOT OLD.left_on OR NEW.moves IS NOT OLD.moves"""


def _refuse(table: str, event: str, message: str, when: str = "") -> str:
    """``when`` says which rows are refused; "" all."""
    condition = f"WHEN {when} " if when else ""
    return (
        f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} {condition}"
        f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )


def _overlap(name: str, table: str, columns: str, body: str) -> dict[str, str]:
    events = {f"{name}_insert": "INSERT", f"{name}_update": f"UPDATE OF {columns}"}
    return {
        trigger: f"CREATE TRIGGER {trigger} BEFORE {event} ON {table} BEGIN {body} END"
        for trigger, event in events.items()
    }


TRIGGERS: dict[str, str] = {
    **_overlap("bed_use_overlap", "bed_use", "bed_id, stay_id, start_on, end_on", _BED_OVERLAP),
    **_overlap("stay_overlap", "stay", "person_id, arrived_on, left_on, voided_at", _STAY_OVERLAP),
    **_overlap("episode_overlap", "episode", "stay_id, started_on, ended_on, voided_at", _EPISODE_OVERLAP),
    "audit_entry_no_update": _refuse("audit_entry", "UPDATE", "audit_is_append_only"),
    "audit_entry_no_delete": _refuse("audit_entry", "DELETE", "audit_is_append_only"),
    "audit_change_no_update": _refuse("audit_change", "UPDATE", "audit_is_append_only", _NOT_REDACTED),
    "audit_change_no_delete": _refuse("audit_change", "DELETE", "audit_is_append_only"),
    "access_entry_no_update": _refuse("access_entry", "UPDATE", "audit_is_append_only"),
    "access_entry_no_delete": _refuse("access_entry", "DELETE", "audit_is_append_only"),
    "person_file_content_no_update": _refuse("person_file_content", "UPDATE", "document_is_frozen"),
    "person_file_content_no_delete": _refuse("person_file_content", "DELETE", "document_is_frozen", _OF_FILE),
    "paper_file_content_no_update": _refuse("paper_file_content", "UPDATE", "document_is_frozen"),
    "paper_file_content_no_delete": _refuse(
        "paper_file_content", "DELETE", "document_is_frozen", _OF_PAPER_FILE
    ),
    "letter_template_no_update": _refuse("letter_template", "UPDATE", "document_is_frozen"),
    "closed_stay_no_update": _refuse("closed_stay", "UPDATE", "document_is_frozen", _NOT_NAME_ALONE),
    "closed_stay_no_delete": _refuse("closed_stay", "DELETE", "document_is_frozen"),
    "document_file_no_update": _refuse("document_file", "UPDATE", "document_is_frozen"),
    "document_file_no_delete": _refuse("document_file", "DELETE", "document_is_frozen", _OF_DOCUMENT),
    "audit_redaction_no_delete": _refuse("audit_redaction", "DELETE", "audit_is_append_only"),
}
"""Trigger name -> the statement that creates it."""
