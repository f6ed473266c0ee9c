"""SQLAlchemy tables; importing this package registers every one of them."""

from sqlalchemy.orm import configure_mappers

from panpun_desktop.models.audit import AuditChange, AuditEntry
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
from panpun_desktop.models.document import Disclosure, Document, DocumentFile
from panpun_desktop.models.person import Consent, Household, HouseholdMember, NotSamePerson, Person
from panpun_desktop.models.stay import Absence, Episode, FamilyAdmission, Override, Stay

configure_mappers()  # now, on the worker that imports this, rather than in the first query

__all__ = [
    "Absence",
    "Agency",
    "AppUser",
    "AuditChange",
    "AuditEntry",
    "Base",
    "Bed",
    "BedBlock",
    "BedUse",
    "Building",
    "Code",
    "Consent",
    "Counter",
    "Disclosure",
    "Document",
    "DocumentFile",
    "Draft",
    "Episode",
    "FamilyAdmission",
    "Holiday",
    "Household",
    "HouseholdMember",
    "NotSamePerson",
    "Override",
    "Person",
    "Room",
    "Setting",
    "Stay",
    "StoredFile",
]
