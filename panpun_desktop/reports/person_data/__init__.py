"""ข้อมูลของบุคคลหนึ่ง: everything the centre holds of one person, to be handed to them (R-PD-3)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class PersonCopy:
    """One person's data as a paper and as JSON of the same content."""

    title: str
    regno: str
    pdf: bytes
    json: bytes


def export_person(work: UnitsOfWork, by: Actor, person_id: int) -> PersonCopy:
    """Draw what is held of one person, without third parties; noted in the audit and the access register.

    RuleBroken ``person.masked`` or ``record.missing`` (R-SAF-1), ``person.anonymised``.
    """
    from panpun_desktop.reports.noting import papers_of
    from panpun_desktop.reports.person_data.data import title, to_json
    from panpun_desktop.reports.person_data.layout import pdf
    from panpun_desktop.reports.person_data.query import read
    from panpun_desktop.services.access import EXPORT, write_access

    with work.writing(by, "person.export", note=f"person:{person_id}", always=True) as session:
        found = read(session, person_id)
        write_access(session, EXPORT, "person_data", [person_id])
    content = json.dumps(to_json(found), ensure_ascii=False, indent=2)
    with papers_of(work):
        return PersonCopy(title(found), found.regno, pdf(found), f"{content}\n".encode())
