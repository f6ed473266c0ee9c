"""What an act of the audit is called at the desk; one line an act, marked for the catalogue."""

from __future__ import annotations

from panpun_desktop.common.i18n import N_, _

ACT_WORDS: dict[str, str] = {
    "person.create": N_("Registration"),
    "person.edit": N_("Change of a person's record"),
    "person.merge": N_("Two records joined"),
    "person.file": N_("Papers and pictures of a person"),
    "person.restrict": N_("Protection of a person"),
    "person.break_glass": N_("Opening of a protected record"),
    "person.export": N_("Export of the register"),
    "break_glass.acknowledge": N_("Opening of a protected record seen"),
    "keep_apart.edit": N_("People kept apart"),
    "stay.admit": N_("Admission"),
    "stay.change_service": N_("Change of service"),
    "stay.end": N_("Leaving"),
    "stay.reopen": N_("Leaving corrected"),
    "stay.void": N_("Admission cancelled"),
    "stay.absence": N_("Leave or return"),
    "bed.move": N_("Bed move"),
    "bed.block": N_("Bed closed or opened"),
    "bed.reserve": N_("Bed reservation"),
    "bed.add_extra": N_("Extra mattress"),
    "waiting.edit": N_("Waiting list"),
    "turn_away.record": N_("Turn-away noted"),
    "census.count": N_("Night census"),
    "census.confirm": N_("Night census confirmed"),
    "belonging.edit": N_("Belongings"),
    "incident.write": N_("Incident noted"),
    "follow_up.edit": N_("Follow-up"),
    "handover.issue": N_("Shift handover"),
    "course.edit": N_("Course changed"),
    "cohort.edit": N_("Cohort changed"),
    "enrolment.edit": N_("Enrolment"),
    "attendance.mark": N_("Attendance"),
    "result.edit": N_("Results of training"),
    "completion.confirm": N_("Result of training confirmed"),
    "continuity.decide": N_("Decision about a break in training"),
    "certificate.issue": N_("Certificate issued"),
    "education.edit": N_("Non-formal education"),
    "curriculum.edit": N_("Curriculum changed"),
    "override.give": N_("Limit passed with a reason"),
    "override.acknowledge": N_("Overrides acknowledged"),
    "consent.record": N_("Consent recorded"),
    "document.issue": N_("Paper issued"),
    "document.cancel": N_("Paper cancelled"),
    "document.reprint": N_("Paper printed again"),
    "setting.edit": N_("Settings changed"),
    "building.edit": N_("Building plan changed"),
    "holiday.edit": N_("Holidays changed"),
    "agency.edit": N_("Agency directory changed"),
    "user.edit": N_("User changed"),
    "user.change_own_password": N_("Own password changed"),
    "import.stays": N_("Import of stays"),
    "import.register": N_("Import of a register"),
    "import.attendance": N_("Import of attendance"),
    "centre.set_up": N_("Centre set up"),
    "centre.upgrade": N_("Program upgraded"),
    "session.sign_in": N_("Sign-in"),
    "undo.take_back": N_("Taken back or done again"),
}
"""Act -> what it is called."""
_OTHER = N_("Other act")


def act_words(act: str) -> str:
    """What an act is called; an act that this version does not know keeps its code out of sight."""
    return _(ACT_WORDS.get(act, _OTHER))
