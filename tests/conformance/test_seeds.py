"""The data of the centre fit the code: settings are used, code lists cover the enums, tables their models."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from enum import StrEnum
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

import panpun_desktop
from panpun_desktop.common.messages import MESSAGES
from panpun_desktop.common.resources import resource
from panpun_desktop.migrations.triggers import TRIGGERS
from panpun_desktop.models.base import Base
from panpun_desktop.rules import codes
from panpun_desktop.rules.limits import Limits, setting_key
from panpun_desktop.rules.seed import code_lists
from panpun_desktop.store.database import Database
from panpun_desktop.store.upgrade import missing_triggers

PACKAGE = Path(panpun_desktop.__file__).parent
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
SETTINGS = tomllib.loads(resource("seed/settings.toml").read_text(encoding="utf-8"))["setting"]
LISTS: dict[str, type[StrEnum]] = {
    "service_type": codes.ServiceType,
    "channel": codes.Channel,
    "outcome": codes.Outcome,
    "sex": codes.Sex,
    "relation": codes.Relation,
    "transit_client_of": codes.TransitClientOf,
    "transit_awaiting": codes.TransitAwaiting,
    "override_reason": codes.OverrideReason,
    "absence_kind": codes.AbsenceKind,
    "room_use": codes.RoomUse,
}
UNREAD: set[str] = set()
"""Settings whose screen or paper is still to come."""


@pytest.mark.parametrize("key", [one["key"] for one in SETTINGS])
def test_every_setting_is_read_somewhere(key: str) -> None:
    limits = {setting_key(one.name) for one in fields(Limits)}
    assert (key in limits or f'"{key}"' in SOURCE) is (key not in UNREAD)


@pytest.mark.parametrize("name", LISTS)
def test_a_code_list_has_the_codes_of_its_enum(name: str) -> None:
    assert {one.code for one in code_lists()[name].codes} >= {one.value for one in LISTS[name]}


def test_every_code_has_a_thai_label() -> None:
    for name, listed in code_lists().items():
        found = [one.code for one in listed.codes]
        assert len(found) == len(set(found)), name
        assert [one.code for one in listed.codes if not any("ก" <= x <= "๛" for x in one.label)] == [], name


def test_every_error_sentence_belongs_to_an_error() -> None:
    assert sorted(id for id in MESSAGES if f'"{id}"' not in SOURCE.replace(f'"{id}": N_(', "")) == []


def test_the_upgraded_tables_are_those_of_the_models(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    assert missing_triggers(database) == []
    assert len(TRIGGERS) > 10
