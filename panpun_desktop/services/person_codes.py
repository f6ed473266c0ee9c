"""Codes of which several hold for a person: target groups and kinds of disability (domain.md §2.2).

A sensitive code is neither shown to nor changed by those who may not see it: it stays as it is.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, select

from panpun_desktop.models import PersonCode
from panpun_desktop.rules import roles
from panpun_desktop.rules.seed import code_lists

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor

LISTS = ("target_group", "disability")
SENSITIVE = "person.read_sensitive"


@cache
def sensitive_codes(name: str) -> frozenset[str]:
    """The codes of a list that only case staff see (marked * in domain.md §2.2)."""
    return frozenset(one.code for one in code_lists()[name].codes if one.extra.get("sensitive", False))


def sees_sensitive(by: Actor) -> bool:
    """Say whether the actor may see sensitive codes, and files of sensitive kinds."""
    return roles.may(by, SENSITIVE)


def visible_codes(session: Session, by: Actor, person_id: int) -> dict[str, tuple[str, ...]]:
    """A person's codes by list, without those the actor may not see."""
    rows = session.execute(
        select(PersonCode.list, PersonCode.code)
        .where(PersonCode.person_id == person_id)
        .order_by(PersonCode.list, PersonCode.code)
    )
    found: dict[str, tuple[str, ...]] = {}
    for name, code in rows:
        if sees_sensitive(by) or code not in sensitive_codes(name):
            found[name] = (*found.get(name, ()), code)
    return found


def people_with(by: Actor, name: str, codes: Collection[str]) -> Select[Any]:
    """The ids of those who have one of the codes; codes the actor may not see find nobody."""
    hidden = frozenset() if sees_sensitive(by) else sensitive_codes(name)
    asked = [code for code in codes if code not in hidden]
    return select(PersonCode.person_id).where(PersonCode.list == name, PersonCode.code.in_(asked))


def put_codes(session: Session, by: Actor, person_id: int, codes: Mapping[str, Sequence[str]]) -> None:
    """Make a person's codes those given, list by list; what the actor cannot see stays."""
    for name, wanted in codes.items():
        rows = session.scalars(
            select(PersonCode).where(PersonCode.person_id == person_id, PersonCode.list == name)
        )
        there = {row.code: row for row in rows}
        hidden = frozenset() if sees_sensitive(by) else sensitive_codes(name)
        for code, row in there.items():
            if code not in wanted and code not in hidden:
                session.delete(row)
        for code in wanted:
            if code not in there and code not in hidden:
                session.add(PersonCode(person_id=person_id, list=name, code=code))
