"""Delivered code lists that an older centre does not have yet: added when it is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.models import Code
from panpun_desktop.rules.roles import SYSTEM
from panpun_desktop.rules.seed import code_lists

if TYPE_CHECKING:
    from collections.abc import Iterator

    from panpun_desktop.store.unit_of_work import UnitsOfWork


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
