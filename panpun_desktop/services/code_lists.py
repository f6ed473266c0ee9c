"""The code lists: their words as the centre wants them; what is delivered anew is added on opening."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.models import Code
from panpun_desktop.rules.roles import SYSTEM
from panpun_desktop.rules.seed import code_lists
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.records import load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork


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
class SaveCode:
    """New words for an entry of a code list, or whether it is still offered."""

    id: int
    seen_version: int
    label: str
    short_label: str = ""
    is_active: bool = True


def list_codes(work: UnitsOfWork, by: Actor, list: str) -> tuple[CodeRow, ...]:
    """One code list in its order."""
    columns = (
        Code.id,
        Code.version,
        Code.list,
        Code.code,
        Code.label,
        Code.short_label,
        Code.position,
        Code.is_active,
    )
    with work.reading(by, "setting.read") as session:
        rows = session.execute(select(*columns).where(Code.list == list).order_by(Code.position))
        return tuple(CodeRow(*row) for row in rows)


def save_code(work: UnitsOfWork, by: Actor, request: SaveCode) -> Changes:
    """Change the words of a code; the code itself stays, because records carry it."""
    if not request.label.strip():
        raise RuleBroken("setting.label_missing", field="label")
    with work.writing(by, "setting.edit") as session:
        row = load(session, Code, request.id, request.seen_version)
        row.label, row.short_label = request.label.strip(), request.short_label.strip()
        row.is_active = request.is_active
    return Changes(settings=frozenset({"code"}), summary=_("Code list saved"))


def add_new_codes(work: UnitsOfWork) -> int:
    """Add delivered codes the centre lacks; those it has keep its words. Gives how many were added."""
    with work.reading(SYSTEM, "setting.read") as session:
        there = {(row.list, row.code) for row in session.execute(select(Code.list, Code.code))}
    missing = list(_missing(there))
    if missing:
        with work.writing(SYSTEM, "centre.upgrade") as session:
            session.add_all(missing)
    return len(missing)


def _missing(there: set[tuple[str, str]]) -> Iterator[Code]:
    for name, delivered in code_lists().items():
        for position, code in enumerate(delivered.codes):
            if (name, code.code) not in there:
                yield Code(
                    list=name, code=code.code, label=code.label, short_label=code.short, position=position
                )
