"""The README tells the truth about what can be checked."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from panpun_desktop.rules.roles import Role

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_file_and_picture_it_links_to_is_there() -> None:
    targets = [target for target in re.findall(r"\]\(([^)]+)\)", README) if "://" not in target]
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_it_names_every_role() -> None:
    assert [role for role in Role if f"`{role}`" not in README] == []


def test_its_import_profiles_are_toml() -> None:
    profiles = [tomllib.loads(block) for block in re.findall(r"```toml\n(.*?)```", README, re.DOTALL)]
    assert len(profiles) == 2
    assert all({"person", "entry", "service"} <= profile["columns"].keys() for profile in profiles)
