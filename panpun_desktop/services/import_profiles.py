"""Profiles of registers kept in the centre under a name, so that the next file of the kind maps itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.models import ImportProfile
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.import_register_profile import (
    RegisterProfile,
    read_register_profile,
    register_profile_of,
)

if TYPE_CHECKING:
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork

KIND = "register"


@dataclass(frozen=True)
class ProfileRow:
    """One saved profile."""

    id: int
    version: int
    name: str
    profile: RegisterProfile


@dataclass(frozen=True)
class SaveProfile:
    """Keep a profile under a name; one of the same name is replaced."""

    name: str
    profile: RegisterProfile


def list_profiles(work: UnitsOfWork, by: Actor) -> tuple[ProfileRow, ...]:
    """Every saved profile by name."""
    chosen = select(ImportProfile).where(ImportProfile.kind == KIND).order_by(ImportProfile.name)
    with work.reading(by, "import.register") as session:
        return tuple(_row(one) for one in session.scalars(chosen))


def save_profile(work: UnitsOfWork, by: Actor, request: SaveProfile) -> Changes:
    """Keep a profile; RuleBroken ``import.profile_unnamed`` without a name."""
    name = " ".join(request.name.split())
    if not name:
        raise RuleBroken("import.profile_unnamed", field="name")
    with work.writing(by, "import.register") as session:
        there = session.scalar(select(ImportProfile).where(ImportProfile.name == name))
        if there is None:
            session.add(ImportProfile(name=name, kind=KIND, content=request.profile.as_toml()))
        elif there.content != (content := request.profile.as_toml()):
            there.content = content
    return Changes(
        settings=frozenset({"import_profiles"}), summary=_("Saved the profile {name}").format(name=name)
    )


def profile_named(work: UnitsOfWork, by: Actor, wanted: Path | None) -> RegisterProfile:
    """The profile of a TOML file, or the saved one of that name; without either all is found by itself."""
    if wanted is None:
        return RegisterProfile()
    if not wanted.exists():
        saved = {row.name: row.profile for row in list_profiles(work, by)}
        if str(wanted) in saved:
            return saved[str(wanted)]
    return read_register_profile(wanted)


def _row(one: ImportProfile) -> ProfileRow:
    return ProfileRow(one.id, one.version, one.name, register_profile_of(one.content, one.name))
