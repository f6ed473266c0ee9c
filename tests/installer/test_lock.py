"""The lock files: complete, hashed, and free of any address."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RUNTIME = ROOT / "installer/requirements.lock"
DEVELOPMENT = ROOT / "installer/requirements-dev.lock"
KEYRING = ROOT / "installer/requirements-keyring.lock"
CARD = ROOT / "installer/requirements-card.lock"


def pins(lock: Path) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9.-]+)==([^ ;\\]+)", lock.read_text(encoding="utf-8"), re.MULTILINE))


def normal_name(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[<>=!~; ]", requirement)[0]).lower()


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    runtime = {normal_name(line) for line in project["dependencies"]}
    development = {normal_name(line) for line in project["optional-dependencies"]["dev"]}
    assert runtime - pins(RUNTIME).keys() == set()
    assert (runtime | development) - pins(DEVELOPMENT).keys() == set()
    keyring = {normal_name(line) for line in project["optional-dependencies"]["keyring"]}
    assert keyring - pins(KEYRING).keys() == set()
    card = {normal_name(line) for line in project["optional-dependencies"]["card"]}
    assert card - pins(CARD).keys() == set()


def test_the_tests_use_the_versions_that_people_get() -> None:
    assert pins(RUNTIME).items() <= pins(DEVELOPMENT).items()
    assert pins(RUNTIME).items() <= pins(CARD).items()
    assert pins(RUNTIME).items() <= pins(KEYRING).items()


def test_pyside_is_the_version_that_counts_references_right() -> None:
    assert pins(RUNTIME)["pyside6-essentials"] == "6.11.3"


@pytest.mark.parametrize("lock", [RUNTIME, DEVELOPMENT, CARD, KEYRING], ids=lambda path: path.name)
def test_every_pin_has_a_hash_and_no_line_an_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=[a-z])", text)[1:]
    assert len(blocks) == len(pins(lock))
    assert [block for block in blocks if "--hash=sha256:" not in block] == []
    assert re.findall(r".*(?:://|index-url|find-links| @ ).*", text) == []
