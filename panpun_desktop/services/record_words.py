"""What records and their columns are called where an act's changes are shown; values as people write them.

A column without words is not shown: keys, versions and what only the program needs.
"""

from __future__ import annotations

import json
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from panpun_desktop.common.i18n import N_, _
from panpun_desktop.common.moments import moment
from panpun_desktop.common.thai_date import format_date, format_time
from panpun_desktop.rules.seed import setting_defaults
from panpun_desktop.services.field_words import FIELD_LISTS, FIELD_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from panpun_desktop.rules.seed import SettingDefault
    from panpun_desktop.services.centre import Centre

RECORD_WORDS: dict[str, str] = {
    "person": N_("Person"),
    "person_name": N_("Other name"),
    "person_phone": N_("Telephone"),
    "person_address": N_("Address"),
    "person_relation": N_("Relation"),
    "person_code": N_("Group"),
    "person_file": N_("Paper or picture"),
    "person_merge": N_("Joining of records"),
    "household": N_("Family"),
    "household_member": N_("Family member"),
    "family_admission": N_("Family admission"),
    "not_same_person": N_("Not the same person"),
    "consent": N_("Consent"),
    "stay": N_("Stay"),
    "episode": N_("Service"),
    "absence": N_("Leave"),
    "override": N_("Limit passed"),
    "bed_use": N_("Nights in a bed"),
    "bed_block": N_("Bed closing"),
    "bed_reservation": N_("Bed reservation"),
    "waiting_entry": N_("Waiting list"),
    "turn_away": N_("Turn-away"),
    "night_census": N_("Night census"),
    "night_census_line": N_("Line of the night census"),
    "belonging": N_("Belongings"),
    "incident": N_("Incident"),
    "incident_person": N_("Person of an incident"),
    "follow_up": N_("Follow-up"),
    "course": N_("Course"),
    "course_module": N_("Module of a course"),
    "cohort": N_("Cohort"),
    "cohort_meeting": N_("Weekly lesson"),
    "cohort_trainer": N_("Trainer of a cohort"),
    "course_session": N_("Lesson"),
    "enrolment": N_("Enrolment"),
    "enrolment_pause": N_("Pause of training"),
    "continuity_decision": N_("Decision about a break in training"),
    "module_result": N_("Result of a module"),
    "attendance_mark": N_("Attendance"),
    "curriculum": N_("Curriculum"),
    "curriculum_grade": N_("Step of the grades"),
    "curriculum_level": N_("Level of a curriculum"),
    "credit_cap": N_("Limit of credits a term"),
    "strand": N_("Strand"),
    "subject": N_("School subject"),
    "school_term": N_("School term"),
    "learner": N_("Learner"),
    "learner_term": N_("Registration for a term"),
    "learner_subject": N_("Subject of a learner"),
    "learner_activity": N_("Life quality activity"),
    "restriction": N_("Protection"),
    "keep_apart": N_("People kept apart"),
    "break_glass": N_("Opening of a protected record"),
    "import_batch": N_("Import"),
    "import_profile": N_("Import profile"),
    "building": N_("Building"),
    "room": N_("Room"),
    "bed": N_("Bed"),
    "setting": N_("Setting"),
    "stored_file": N_("File"),
    "code": N_("Code list entry"),
    "holiday": N_("Holiday"),
    "agency": N_("Agency"),
    "app_user": N_("User"),
    "document": N_("Paper"),
    "disclosure": N_("Disclosure"),
    "closed_month": N_("Closed month"),
    "closed_stay": N_("Stay as reported"),
    "earlier_figure": N_("Figures from before the program"),
    "statement_text": N_("Words of a month"),
    "accepted_finding": N_("Finding taken as it is"),
    "letter_template": N_("Words of a letter"),
    "incoming_paper": N_("Incoming paper"),
    "paper_file": N_("File of a paper"),
    "data_request": N_("Request about personal data"),
    "breach": N_("Breach of personal data"),
    "retention_decision": N_("Decision about old records"),
}
"""Table -> what one record of it is called."""

COLUMN_WORDS: dict[str, str] = {
    **FIELD_WORDS,
    "birth_first_on": N_("Birth date"),
    "their_number": N_("Their number"),
    "their_date": N_("Their date"),
    "sender": N_("Sender"),
    "subject": N_("Subject"),
    "reply_due_on": N_("Answer due on"),
    "replied_on": N_("Answered on"),
    "arrived_on": N_("Arrived on"),
    "left_on": N_("Left on"),
    "expected_leave_on": N_("Expected to leave"),
    "outcome": N_("Outcome"),
    "channel": N_("Way in"),
    "service_type": N_("Service"),
    "started_on": N_("From"),
    "ended_on": N_("Until"),
    "start_on": N_("From"),
    "end_on": N_("Until"),
    "since_on": N_("From"),
    "opened_on": N_("From"),
    "closed_on": N_("Until"),
    "expected_back_on": N_("Expected back"),
    "bed_id": N_("Bed"),
    "state": N_("State"),
    "reason": N_("Reason"),
    "text": N_("Text"),
    "number": N_("Number"),
    "item": N_("Thing"),
    "what": N_("What happened"),
    "done": N_("What was done"),
    "told": N_("Who was told"),
    "due_on": N_("Due on"),
    "done_on": N_("Done on"),
    "result": N_("Result"),
    "received_on": N_("Received on"),
    "returned_on": N_("Returned on"),
    "night": N_("Night"),
    "joined_on": N_("Joined on"),
    "starts_on": N_("From"),
    "ends_on": N_("Until"),
    "on_day": N_("Day"),
    "code": N_("Code"),
    "remark": N_("Remark"),
    "score": N_("Score"),
    "hours": N_("Hours"),
    "capacity": N_("Places"),
    "next_step": N_("After the course"),
    "employer": N_("Employer"),
    "guest_name": N_("Guest trainer"),
    "is_held": N_("Held"),
    "student_no": N_("Student number"),
    "g_code": N_("G number"),
    "school": N_("School"),
    "teacher": N_("Teacher"),
    "group_name": N_("Learning group"),
    "prior_education": N_("Education before"),
    "enrolled_on": N_("Enrolled on"),
    "status": N_("Status"),
    "status_on": N_("Status since"),
    "graduated_on": N_("Graduated on"),
    "moral": N_("Moral assessment"),
    "moral_on": N_("Moral assessment on"),
    "nnet": N_("N-NET"),
    "nnet_on": N_("N-NET on"),
    "sat_exam": N_("Sat the exam"),
    "attendance": N_("Attendance (per cent)"),
    "credits": N_("Credits"),
    "in_term_score": N_("Term score"),
    "final_score": N_("Final score"),
    "grade": N_("Grade"),
    "study_state": N_("Result of the subject"),
    "transferred_from": N_("Transferred from"),
    "name": N_("Name"),
    "label": N_("Words"),
    "day": N_("Day"),
    "value": N_("Value"),
    "addressee": N_("Addressee"),
    "address": N_("Address"),
    "file_name": N_("File"),
    "is_active": N_("In use"),
    "voided_at": N_("Cancelled"),
    "void_reason": N_("Reason of cancelling"),
}
"""Column -> what it is called."""

_COLUMN_WORDS_OF: dict[tuple[str, str], str] = {
    ("access_entry", "place"): "",
    ("attendance_mark", "code"): N_("Mark"),
    ("code", "code"): "",
    ("data_request", "received_on"): N_("Day received"),
    ("incident", "place"): N_("Place"),
    ("incoming_paper", "received_on"): N_("Day received"),
    ("person_code", "code"): N_("Group"),
}
"""Table and column -> what it is called where that is not what it is elsewhere; "" is not shown."""

_LISTS = {
    **FIELD_LISTS,
    "outcome": "outcome",
    "channel": "channel",
    "service_type": "service_type",
    "prior_education": "education",
    "status": "learner_status",
    "moral": "moral_result",
    "nnet": "nnet_status",
    "study_state": "subject_state",
}
"""Column -> the code list that its codes are words of."""
_STATES = {
    "given": N_("Given"),
    "refused": N_("Refused"),
    "withdrawn": N_("Withdrawn"),
    "not_asked": N_("Not asked"),
}


def record_words(table: str) -> str:
    """What a record of a table is called."""
    return _(RECORD_WORDS.get(table, table))


def column_words(column: str, table: str = "") -> str:
    """What a column is called; nothing when it is not to be shown."""
    words = _COLUMN_WORDS_OF.get((table, column), COLUMN_WORDS.get(column, ""))
    return _(words) if words else ""


_LISTS_OF = {
    ("enrolment", "state"): ("enrolment_state",),
    ("enrolment", "next_step"): ("course_next",),
    ("person_code", "code"): ("target_group", "disability"),
    ("attendance_mark", "code"): ("attendance",),
    ("waiting_entry", "state"): ("waiting_state",),
    ("night_census_line", "state"): ("census_state",),
    ("follow_up", "result"): ("follow_up_result",),
}
"""Table and column -> the code lists of which one has the word, where the column alone does not say it."""
_WORDS_OF = {
    ("incoming_paper", "result"): {
        "RECEIVED": N_("They take the person in"),
        "REFUSED": N_("They refuse"),
    },
    ("data_request", "result"): {
        "done": N_("Done"),
        "partly": N_("Partly done"),
        "refused": N_("Refused by us"),
    },
}
"""Table and column -> the words of codes that no list has."""


def value_words(column: str, value: Any, centre: Centre, table: str = "") -> str:
    """A value as people write it; a dash for nothing."""
    if value is None or value == "":
        return "–"
    for kind, words in _WRITTEN:
        if isinstance(value, kind):
            return words(value)
    for name in _LISTS_OF.get((table, column), ()):
        if value in centre.codes.get(name, {}):
            return centre.label(name, str(value))
    if value in _WORDS_OF.get((table, column), {}):
        return _(_WORDS_OF[table, column][value])
    if column in _LISTS:
        return centre.label(_LISTS[column], str(value))
    return _(_STATES[value]) if value in _STATES else str(value)


def setting_words(key: str, before: str | None, after: str | None) -> tuple[str, str, str]:
    """What a decision of the centre is called, and its two values; as delivered where it was never made."""
    known = setting_defaults().get(key)
    if known is None:
        return key, before or "", after or ""
    return known.label, _decided(known, before), _decided(known, after)


def _decided(known: SettingDefault, kept: str | None) -> str:
    """A decision as people say it: its choice in words, a number with its unit."""
    value = known.default if kept is None else json.loads(kept)
    words = {one["value"]: one["label"] for one in known.choices}
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return ", ".join(words.get(one, str(one)) for one in value) or "–"
    if value in (None, ""):
        return "–"
    return f"{words.get(value, str(value))} {known.unit}".strip()


_WRITTEN: tuple[tuple[type[Any], Callable[[Any], str]], ...] = (
    (bool, lambda value: _("Yes") if value else _("No")),
    (datetime, moment),
    (date, lambda value: format_date(value, "short")),
    (time, format_time),
)
"""Kind of value -> how it is written; an instant is a day too, so it comes first."""
