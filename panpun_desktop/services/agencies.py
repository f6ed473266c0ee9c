"""The directory of agencies that people come from and go to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_text import search_key, sort_key
from panpun_desktop.models import Agency
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.records import load

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork


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
    seen_version: int | None = None


def list_agencies(work: UnitsOfWork, by: Actor, include_inactive: bool = False) -> tuple[AgencyRow, ...]:
    """The directory in Thai order."""
    columns = (
        Agency.id,
        Agency.version,
        Agency.name,
        Agency.kind,
        Agency.addressee,
        Agency.address,
        Agency.phone,
        Agency.is_active,
    )
    with work.reading(by, "setting.read") as session:
        rows = [AgencyRow(*row) for row in session.execute(select(*columns))]
    shown = [row for row in rows if row.is_active or include_inactive]
    return tuple(sorted(shown, key=lambda row: sort_key(row.name)))


def save_agency(work: UnitsOfWork, by: Actor, request: SaveAgency) -> Changes:
    """Add or change an agency; two of one name are refused."""
    name = request.name.strip()
    if not name:
        raise RuleBroken("agency.name_missing", field="name")
    with work.writing(by, "agency.edit") as session:
        taken = session.scalar(select(Agency.id).where(Agency.name == name))
        if taken is not None and taken != request.id:
            raise RuleBroken("agency.name_taken", field="name", name=name)
        row = load(session, Agency, request.id, request.seen_version) if request.id else Agency()
        row.name, row.kind, row.addressee = name, request.kind, request.addressee.strip()
        row.address, row.phone, row.is_active = request.address.strip(), request.phone, request.is_active
        session.add(row)
        session.flush()
    return Changes(agencies=frozenset({row.id}), summary=_("Agency saved"))


def agency_called(session: Session, name: str, kind: str = "GOV") -> Agency:
    """The agency of that name, added to the directory when it is new."""
    row = session.scalar(select(Agency).where(Agency.name == name.strip()))
    if row is None:
        row = Agency(name=name.strip(), kind=kind)
        session.add(row)
        session.flush()
    return row


def find_agency(work: UnitsOfWork, by: Actor, name: str) -> AgencyRow:
    """The agency of that name; RuleBroken "agency.unknown" names the nearest ones."""
    rows = list_agencies(work, by)
    wanted = search_key(name)
    for row in rows:
        if search_key(row.name) == wanted:
            return row
    from rapidfuzz import fuzz, process

    near = process.extract(
        wanted, {row.name: search_key(row.name) for row in rows}, scorer=fuzz.WRatio, limit=3
    )
    names = ", ".join(str(found[2]) for found in near)
    raise RuleBroken("agency.unknown", field="agency", name=name, nearest=names or "–")
