"""The codes that rules decide by; labels and every longer list live in resources/seed/codes.toml."""

from __future__ import annotations

from enum import StrEnum


class ServiceType(StrEnum):
    """The five kinds of service (R-CLK-3)."""

    TRIAL = "TRIAL"
    COURSE_S = "COURSE_S"
    COURSE_M = "COURSE_M"
    COURSE_L = "COURSE_L"
    TRANSIT = "TRANSIT"

    @property
    def is_course(self) -> bool:
        """A course has a floor of days, never a ceiling (R-CRS-1)."""
        return self in COURSES


COURSES = (ServiceType.COURSE_S, ServiceType.COURSE_M, ServiceType.COURSE_L)
"""The courses from the shortest to the longest."""


class Channel(StrEnum):
    """The way a person came in (R-INT-1)."""

    SELF = "SELF"
    FIELD = "FIELD"
    REF_GOV = "REF_GOV"
    REF_NGO = "REF_NGO"
    FAMILY = "FAMILY"
    CITIZEN = "CITIZEN"
    H1300 = "H1300"
    BORN = "BORN"
    UNKNOWN = "UNKNOWN"


class Outcome(StrEnum):
    """The way a stay ended (domain.md §2.2)."""

    HOME = "HOME"
    FAMILY = "FAMILY"
    JOB = "JOB"
    RENT = "RENT"
    REF_GOV = "REF_GOV"
    REF_NGO = "REF_NGO"
    HOSP = "HOSP"
    SELF = "SELF"
    STREET = "STREET"
    LEFT = "LEFT"
    LAW = "LAW"
    DEATH = "DEATH"
    OTHER = "OTHER"
    UNKNOWN = "UNKNOWN"


class Sex(StrEnum):
    """Sex as on the card or as seen."""

    M = "M"
    F = "F"
    U = "U"


class Relation(StrEnum):
    """Relation to the head of the family; directed, the inverse is derived."""

    HEAD = "HEAD"
    SPOUSE = "SPOUSE"
    FATHER = "FATHER"
    MOTHER = "MOTHER"
    CHILD = "CHILD"
    STEPCHILD = "STEPCHILD"
    ADOPT = "ADOPT"
    SIB_E = "SIB_E"
    SIB_Y = "SIB_Y"
    PGF = "PGF"
    PGM = "PGM"
    MGF = "MGF"
    MGM = "MGM"
    GRANDCHILD = "GRANDCHILD"
    NIECE = "NIECE"
    AUNT_UNCLE = "AUNT_UNCLE"
    GUARDIAN = "GUARDIAN"
    CARER = "CARER"
    FRIEND = "FRIEND"
    OTHER = "OTHER"


class TransitClientOf(StrEnum):
    """Whose client a person in transit is (R-TRA-4)."""

    GOV = "GOV"
    NGO = "NGO"
    OWN = "OWN"


class TransitAwaiting(StrEnum):
    """What a person in transit waits for (R-TRA-4)."""

    REFERRAL = "REFERRAL"
    HOME = "HOME"
    JOB = "JOB"


class OverrideReason(StrEnum):
    """Why a limit was passed (R-OVR-1)."""

    AGENCY = "AGENCY"
    ILL = "ILL"
    STATUS_PAPERS = "STATUS_PAPERS"
    TRAVEL_DAY = "TRAVEL_DAY"
    FAMILY = "FAMILY"
    SAFETY = "SAFETY"
    NO_SHELTER = "NO_SHELTER"
    OTHER = "OTHER"


class AbsenceKind(StrEnum):
    """Nights or hours away without leaving the centre (R-TRI-3, R-TRI-4)."""

    LEAVE = "LEAVE"
    HOSPITAL = "HOSPITAL"
    SAME_DAY = "SAME_DAY"


class RoomUse(StrEnum):
    """Whom a room is meant for (decision 5)."""

    MALE = "MALE"
    FEMALE = "FEMALE"
    FAMILY = "FAMILY"
    ANY = "ANY"
    CARE = "CARE"


class AttendanceCode(StrEnum):
    """What a trainee was in a session (domain.md §2.2); หยุด is no code: it comes from the plan."""

    P = "P"
    L = "L"
    S = "S"
    B = "B"
    A = "A"
    O = "O"  # noqa: E741 - the code's own name

    @property
    def is_present(self) -> bool:
        """Counts as present: มา, สาย, ติดต่อราชการ/พบแพทย์ (R-CRS-7)."""
        return self in PRESENT

    @property
    def is_leave(self) -> bool:
        """Excused leave: ลาป่วย or ลากิจ (R-CRS-5)."""
        return self in LEAVE


PRESENT = frozenset({AttendanceCode.P, AttendanceCode.L, AttendanceCode.O})
LEAVE = frozenset({AttendanceCode.S, AttendanceCode.B})


class EnrolmentState(StrEnum):
    """Where a trainee stands in a cohort (domain.md §2.2)."""

    APPLIED = "APPLIED"
    ACTIVE = "ACTIVE"
    SUSPENDED = "SUSPENDED"
    UPGRADED = "UPGRADED"
    MOVED = "MOVED"
    DONE = "DONE"
    FAILED = "FAILED"
    DROPPED = "DROPPED"

    @property
    def is_running(self) -> bool:
        """In the cohort now, a suspension included."""
        return self in {EnrolmentState.ACTIVE, EnrolmentState.SUSPENDED}

    @property
    def is_ended(self) -> bool:
        """Has left the cohort, one way or another."""
        return self not in {EnrolmentState.APPLIED, EnrolmentState.ACTIVE, EnrolmentState.SUSPENDED}


class Half(StrEnum):
    """The part of a day that a session takes (R-CRS-10)."""

    DAY = "DAY"
    AM = "AM"
    PM = "PM"


class CourseNext(StrEnum):
    """What a trainee goes on to after a course (R-CRS-3)."""

    HIGHER = "HIGHER"
    HOME = "HOME"
    JOB = "JOB"


class ContinuityChoice(StrEnum):
    """What the manager decides when a course was broken off (R-CRS-6)."""

    CONTINUE = "CONTINUE"
    RESTART = "RESTART"
    DROP = "DROP"
