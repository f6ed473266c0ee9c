"""SQLAlchemy tables; importing this package registers every one of them."""

from sqlalchemy.orm import configure_mappers

from panpun_desktop.models.audit import AuditChange, AuditEntry, TakenBack
from panpun_desktop.models.base import Base
from panpun_desktop.models.bed import Bed, BedBlock, BedUse, Building, Room
from panpun_desktop.models.centre import (
    Agency,
    AppUser,
    Code,
    Counter,
    Draft,
    Holiday,
    Setting,
    StoredFile,
)
from panpun_desktop.models.course import (
    Cohort,
    CohortMeeting,
    CohortTrainer,
    Course,
    CourseModule,
    CourseSession,
)
from panpun_desktop.models.daily import (
    BedReservation,
    Belonging,
    FollowUp,
    Incident,
    IncidentPerson,
    NightCensus,
    NightCensusLine,
    TurnAway,
    WaitingEntry,
)
from panpun_desktop.models.document import Disclosure, Document, DocumentFile
from panpun_desktop.models.enrolment import (
    AttendanceMark,
    ContinuityDecision,
    Enrolment,
    EnrolmentPause,
    ModuleResult,
)
from panpun_desktop.models.imports import ImportBatch, ImportProfile
from panpun_desktop.models.person import Consent, Household, HouseholdMember, NotSamePerson, Person
from panpun_desktop.models.person_facts import (
    PersonAddress,
    PersonCode,
    PersonFile,
    PersonFileContent,
    PersonMerge,
    PersonName,
    PersonPhone,
    PersonRelation,
)
from panpun_desktop.models.protection import AccessEntry, BreakGlass, KeepApart, Restriction
from panpun_desktop.models.stay import Absence, Episode, FamilyAdmission, Override, Stay

configure_mappers()  # now, on the worker that imports this, rather than in the first query

__all__ = [
    "Absence",
    "AccessEntry",
    "Agency",
    "AppUser",
    "AttendanceMark",
    "AuditChange",
    "AuditEntry",
    "Base",
    "Bed",
    "BedBlock",
    "BedReservation",
    "BedUse",
    "Belonging",
    "BreakGlass",
    "Building",
    "Code",
    "Cohort",
    "CohortMeeting",
    "CohortTrainer",
    "Consent",
    "ContinuityDecision",
    "Counter",
    "Course",
    "CourseModule",
    "CourseSession",
    "Disclosure",
    "Document",
    "DocumentFile",
    "Draft",
    "Enrolment",
    "EnrolmentPause",
    "Episode",
    "FamilyAdmission",
    "FollowUp",
    "Holiday",
    "Household",
    "HouseholdMember",
    "ImportBatch",
    "ImportProfile",
    "Incident",
    "IncidentPerson",
    "KeepApart",
    "ModuleResult",
    "NightCensus",
    "NightCensusLine",
    "NotSamePerson",
    "Override",
    "Person",
    "PersonAddress",
    "PersonCode",
    "PersonFile",
    "PersonFileContent",
    "PersonMerge",
    "PersonName",
    "PersonPhone",
    "PersonRelation",
    "Restriction",
    "Room",
    "Setting",
    "Stay",
    "StoredFile",
    "TakenBack",
    "TurnAway",
    "WaitingEntry",
]
