"""What the centre decides: its name and letterhead, limits, code lists, holidays, buildings, agencies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from panpun_desktop.rules.limits import Limits
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.rules.working_days import WorkingCalendar
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class SettingRow:
    """One setting as the settings screen shows it."""

    key: str
    group: str
    label: str
    help: str
    kind: str
    """text, long_text, number, ratio, choice, yes_no, date."""
    choices: tuple[tuple[str, str], ...]
    """(stored value, Thai label) for kind choice."""
    value: Any
    default: Any
    version: int


@dataclass(frozen=True)
class EditSettings:
    """New values by key; each is checked for kind and range before any is saved."""

    values: Mapping[str, Any]


@dataclass(frozen=True)
class CodeRow:
    """One entry of a code list."""

    id: int
    version: int
    list: str
    code: str
    label: str
    short_label: str
    position: int
    is_active: bool


@dataclass(frozen=True)
class HolidayRow:
    """One day off."""

    id: int
    version: int
    day: date
    name: str
    kind: str
    provinces: str
    note: str
    is_confirmed: bool


@dataclass(frozen=True)
class SaveHoliday:
    """Add (id None) or change a day off; ``remove`` takes it from the table."""

    id: int | None
    day: date
    name: str
    kind: str = "special"
    provinces: str = ""
    note: str = ""
    is_confirmed: bool = True
    remove: bool = False


@dataclass(frozen=True)
class AgencyRow:
    """One agency of the directory."""

    id: int
    version: int
    name: str
    kind: str
    addressee: str
    address: str
    phone: str
    is_active: bool


@dataclass(frozen=True)
class SaveAgency:
    """Add (id None) or change an agency."""

    id: int | None
    name: str
    kind: str = "GOV"
    addressee: str = ""
    address: str = ""
    phone: str = ""
    is_active: bool = True


@dataclass(frozen=True)
class BedRow:
    """A bed in the building plan."""

    id: int
    label: str
    is_extra: bool
    closed_on: date | None


@dataclass(frozen=True)
class RoomRow:
    """A room in the building plan."""

    id: int
    version: int
    name: str
    use: str
    beds: tuple[BedRow, ...]


@dataclass(frozen=True)
class BuildingRow:
    """A building in the plan."""

    id: int
    version: int
    name: str
    rooms: tuple[RoomRow, ...]


@dataclass(frozen=True)
class SaveBuilding:
    """Add (id None) or rename a building."""

    id: int | None
    name: str


@dataclass(frozen=True)
class SaveRoom:
    """Add (id None) or change a room; ``beds`` is how many beds it has from ``from_on`` on.

    Beds are added at the end, or closed from the end; a bed someone sleeps in is refused.
    """

    id: int | None
    building_id: int
    name: str
    use: str
    beds: int
    from_on: date


@dataclass(frozen=True)
class Centre:
    """What every screen and paper needs to know, read once and again after a change."""

    name: str
    short_name: str
    province: str
    address_lines: tuple[str, ...]
    phone: str
    email: str
    letter_prefix: str
    signer_name: str
    signer_position: str
    go_live_on: date | None
    limits: Limits
    calendar: WorkingCalendar
    codes: Mapping[str, Mapping[str, str]]
    """List -> code -> Thai label, active and inactive, in order."""
    short_codes: Mapping[str, Mapping[str, str]]
    active_codes: Mapping[str, tuple[str, ...]]
    settings: Mapping[str, Any]
    logo: bytes | None


def centre(work: UnitsOfWork, by: Actor) -> Centre:
    """Read the centre's decisions."""
    raise NotImplementedError
