"""What people ask of the register of persons, and what it answers: requests and rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from panpun_desktop.services.person_contacts import PhoneRow


@dataclass(frozen=True)
class PersonFacts:
    """What is known of a person; everything but the sex as observed may be missing (R-PER-2)."""

    title: str = ""
    first_name: str = ""
    middle_name: str = ""
    last_name: str = ""
    nickname: str = ""
    label: str = ""
    sex: str = "U"
    birth_precision: str = "UNKNOWN"
    """DAY, MONTH, YEAR, EST_AGE or UNKNOWN (R-AGE-1)."""
    birth_first_on: date | None = None
    birth_estimated_on: date | None = None
    national_id: str = ""
    """As typed; kept as digits, a wrong check digit is kept and marked (R-CID-3)."""
    civil_status: str | None = None
    card_held: str | None = None
    home_province: str | None = None
    home_address: str = ""
    phone: str = ""
    phone_unsafe: bool = False
    emergency_contact: str = ""
    medication: str = ""
    diet: str | None = None
    caution: str = ""
    note: str = ""
    called_name: str = ""
    name_en: str = ""
    gender: str = ""
    nationality: str | None = None
    religion: str | None = None
    education: str | None = None
    education_done: bool | None = None
    education_system: str | None = None
    occupation: str = ""
    marital: str | None = None
    disability_card: str | None = None
    health_scheme: str | None = None
    allergy: str = ""
    birth_place: str = ""
    father_name: str = ""
    mother_name: str = ""
    card_issued_on: date | None = None
    card_expires_on: date | None = None
    """``LIFELONG``: ตลอดชีพ."""


LIFELONG = date(9999, 12, 31)
"""What a card that never expires carries as its last day."""

Codes = Mapping[str, tuple[str, ...]]
"""Several codes at once by list: ``target_group``, ``disability``."""


@dataclass(frozen=True)
class EditPerson:
    """Replace the facts of a person, as long as nobody changed them since ``seen_version``.

    ``codes`` replaces those of the lists it names that the actor may see; None leaves all as they are.
    """

    person_id: int
    seen_version: int
    facts: PersonFacts
    codes: Codes | None = None


@dataclass(frozen=True)
class PeopleFilter:
    """What the list shows; empty means all. ``text`` matches name, nickname, number, register number, bed."""

    text: str = ""
    present_only: bool = True
    service_types: tuple[str, ...] = ()
    sexes: tuple[str, ...] = ()
    near_limit_only: bool = False
    """Only stays at a blue, amber or red level (R-TRI-2)."""
    admitted_today: bool = False
    """Only people whose stay began today, gone again or not."""
    left_only: bool = False
    """Only people who stayed once and are not here now; not together with ``present_only``."""
    never_stayed: bool = False
    """Only people who are in the register and never stayed; not together with ``present_only``."""
    buildings: tuple[int, ...] = ()
    """Only people who sleep in one of these buildings tonight."""
    age_bands: tuple[str, ...] = ()
    """Codes of the report's age bands, or "unknown" (R-AGE-2)."""
    minors_only: bool = False
    civil_statuses: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    """Only people of one of these groups; a sensitive one finds nobody for those who may not see it."""
    left_from_on: date | None = None
    left_until_on: date | None = None
    """Only people of whom a stay ended in this period, its last day included."""
    without_number: bool = False
    without_birth: bool = False
    with_tasks: bool = False
    """Only people whom a task of today is about."""
    among: frozenset[int] | None = None
    """Only people of these ids."""


@dataclass(frozen=True)
class PersonRow:
    """One line of the register list."""

    id: int
    version: int
    regno: str
    name: str
    nickname: str
    sex: str
    age: int | None
    age_is_estimated: bool
    stay_id: int | None
    service_type: str | None
    accompanying: bool
    day: int | None
    """Day of the episode today, 1 on the first (R-TRI-1)."""
    limit: int | None
    limit_unit: str
    """"days", "working_days" or ""."""
    level: str
    """none, blue, amber, red, reached."""
    bed: str
    arrived_on: date | None
    left_on: date | None
    limit_on: date | None = None
    days_over: int = 0
    """Calendar days since the last day within the limit, as Today counts them; 0 within it."""
    building: str = ""
    birth_text: str = ""
    birth_on: date | None = None
    """Only a birthday known to the day."""
    national_id: str = ""
    """With the right to read it whole, else masked."""
    civil_status: str | None = None
    home_province: str | None = None
    phone: str = ""
    phone_unsafe: bool = False
    outcome: str | None = None
    """How the last stay ended."""
    expected_leave_on: date | None = None
    registered_on: date | None = None
    first_name: str = ""
    is_masked: bool = False
    """Less than all may be seen of the person (R-SAF-1)."""


@dataclass(frozen=True)
class FoundPeople:
    """The ids of those a filter finds, in the order of the list, and how many people there are."""

    ids: Sequence[int]
    everyone: int


@dataclass(frozen=True)
class PersonHit:
    """One finding of the search: what Ctrl+K and the admission table show."""

    id: int
    regno: str
    name: str
    nickname: str
    sex: str
    age: int | None
    present: bool
    service_type: str | None
    bed: str
    last_stay_on: date | None
    matched: str
    """name, nickname, alias, number, regno, phone, bed, birth, or similar."""
    why: str = ""
    """What is not plain about it, in words: how near the name is, the other keyboard layout."""
    is_anonymised: bool = False
    """Nothing tells who it was (R-PD-5): there is nothing to be done for them."""


@dataclass(frozen=True)
class Duplicate:
    """Someone in the register who may be the person being typed (R-PER-1): a suggestion only."""

    hit: PersonHit
    score: int
    strong: bool
    reasons: tuple[str, ...]
    """Short Thai reasons: เลขตรงกัน, ชื่อคล้าย, เกิดปีเดียวกัน …"""
    against: tuple[str, ...] = ()
    """What speaks against it: เลขประจำตัวต่างกัน, เกิดคนละปี …"""


@dataclass(frozen=True)
class DuplicatePair:
    """Two people of the register who may be one: worth a look, nothing more."""

    one: PersonHit
    other: PersonHit
    score: int
    strong: bool
    reasons: tuple[str, ...]
    against: tuple[str, ...]


@dataclass(frozen=True)
class TimelineRow:
    """One event of a person's story; future ones are forecasts."""

    on: date
    kind: str
    """admitted, service, bed, absence, left, override, document, consent, forecast."""
    text: str
    tone: str = "neutral"
    is_forecast: bool = False
    document_id: int | None = None
    stay_id: int | None = None
    """Of a leaving: the stay that ended."""


@dataclass(frozen=True)
class ConsentRow:
    """What was agreed to for one purpose, as it stands."""

    purpose: str
    label: str
    state: str
    given_on: date | None
    how: str = ""
    witness: str = ""
    recipient: str = ""
    disclosed_for: str = ""
    told: str = ""
    until_on: date | None = None


@dataclass(frozen=True)
class PersonPanel:
    """All the side panel shows of one person, with what may be done now."""

    row: PersonRow
    facts: PersonFacts
    birth_text: str
    national_id_masked: str
    family: str
    """คู่สมรส · บุตร 2 คน (พักอยู่ด้วย)."""
    family_members: tuple[PersonHit, ...]
    heads_family: bool
    """Those of the family follow this person."""
    service_label: str
    clock_text: str
    """วันที่ 9/10 · ครบ 10 วัน 22 พ.ย. 2569."""
    trial_text: str
    """ครั้งที่ 3 จาก 6, or empty."""
    limit_on: date | None
    stay_version: int | None
    episode_version: int | None
    absent: str
    """ลาค้างคืน / โรงพยาบาล now, or empty."""
    absence_id: int | None
    timeline: tuple[TimelineRow, ...]
    consents: tuple[ConsentRow, ...]
    next_services: tuple[str, ...]
    """Service types offered next (R-CRS-3)."""
    may_admit: bool
    may_edit: bool
    may_move: bool
    may_end: bool
    may_change_service: bool
    may_issue: bool
    codes: Codes = field(default_factory=dict)
    """Target groups and disabilities, the sensitive ones only for those who may see them."""
    family_kin: tuple[str, ...] = ()
    """What each of ``family_members`` is to the person, in words."""
    further_phones: tuple[PhoneRow, ...] = ()
    """The numbers beside the first one, which stands in ``facts``."""
    photo: bytes | None = None
    """The newest photo, small; only for those who may see files."""
    card_text: str = ""
    """บัตรหมดอายุ 1 ธ.ค. 2569, when it is time to think of it."""
    is_restricted: bool = False
    """The person's presence is protected (R-SAF-1)."""
    is_covered: bool = False
    """The person is masked for the asker: nothing but register number, service, day and bed is told."""
    anonymised_on: date | None = None
    """Since when nothing tells who it was (R-PD-5)."""
