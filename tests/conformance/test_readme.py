"""The README tells the truth about what can be checked."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from panpun_desktop.rules.roles import Role
from panpun_desktop.services.import_profile import profile_from
from panpun_desktop.services.import_register_profile import register_profile_from

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_file_and_picture_it_links_to_is_there() -> None:
    targets = [target for target in re.findall(r"\]\(([^)]+)\)", README) if "://" not in target]
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_it_names_every_role() -> None:
    assert [role for role in Role if f"`{role}`" not in README] == []


def test_its_import_profiles_are_read_as_they_stand() -> None:
    blocks = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)
    found = [tomllib.loads(block) for block in blocks]
    profiles = [profile_from(one) for one in found if "table" not in one]
    assert len(profiles) == 2
    assert [profile.code("service", "emergency_shelter") for profile in profiles] == [None, "TRIAL"]
    assert profiles[0].code("relation", "2") == "CHILD"
    assert all(profile.code("sex", "99") is not None for profile in profiles)
    (register,) = [register_profile_from(one) for one in found if "table" in one]
    assert (register.header_line, register.columns["full_name"]) == (5, "ใคร")
