"""The set-up script's own decisions, asked by sourcing it; nothing is installed here."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "installer/setup.sh"

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")


def ask(commands: str, script: Path = SCRIPT, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run commands with the script's functions known."""
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    kept = {name: value for name, value in os.environ.items() if name not in hidden}
    return subprocess.run(
        ["bash", "-c", f'. "$1"\n{commands}', "asked", str(script)],
        env=kept | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_an_unknown_verb_is_wrong_usage_and_names_the_verbs() -> None:
    answer = subprocess.run(
        ["bash", str(SCRIPT), "dance"], capture_output=True, text=True, timeout=60, check=False
    )
    assert answer.returncode == 2
    assert [line.split()[2] for line in answer.stderr.splitlines()] == [
        "run",
        "test",
        "drill",
        "setup",
        "card",
    ]


@pytest.mark.parametrize(
    ("arguments", "opens"),
    [
        ("", True),
        ("--data 'some folder'", True),
        ("--data=here --user desk", True),
        ("--data here demo", False),
        ("demo --people 30", False),
        ("check", False),
        ("--help", False),
    ],
)
def test_only_a_call_without_verb_opens_the_window(arguments: str, opens: bool) -> None:
    assert (ask(f"opens_window {arguments}").returncode == 0) is opens


def test_without_a_display_one_sentence_tells_the_way_out() -> None:
    answer = ask("set_up() { :; }; run --data here")
    assert answer.returncode == 1
    assert len(answer.stderr.splitlines()) == 1
    assert " demo " in answer.stderr
    assert " tour " in answer.stderr


@pytest.mark.parametrize("name", ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])
def test_a_display_of_any_kind_lets_the_program_start(name: str) -> None:
    answer = ask('set_up() { :; }; venv=/nowhere; run --data "a b"', **{name: "x"})
    assert "There is no display" not in answer.stderr
    assert "/nowhere/bin/panpun" in answer.stderr


def test_a_machine_without_any_library_lacks_every_package() -> None:
    answer = ask("known_libraries() { :; }; find_python() { false; }; missing_packages run")
    assert answer.stdout.split("\n")[:3] == ["python3", "python3-venv", "libegl1"]
    assert "libthai0" in answer.stdout.split()
    assert "xvfb" not in answer.stdout.split()


def test_only_reading_cards_and_its_drill_need_the_card_service() -> None:
    bare = "known_libraries() { :; }; card_parts() { echo /no/such/pcscd pcscd; }; missing_packages "
    needed = {verb: "pcscd" in ask(bare + verb).stdout.split() for verb in ("run", "test", "card", "drill")}
    assert needed == {"run": False, "test": False, "card": True, "drill": True}


def test_without_root_or_sudo_the_exact_line_is_printed_and_it_stops() -> None:
    answer = ask(
        "missing_packages() { echo libthai0; }; apt-get() { echo called; }; gain_rights() { false; }\n"
        "install_packages run; echo went on"
    )
    assert answer.returncode == 1
    assert answer.stderr.splitlines()[-1] == (
        "apt-get update && apt-get install -y --no-install-recommends libthai0"
    )
    assert answer.stdout == ""


def test_a_complete_machine_is_never_asked_for_packages() -> None:
    answer = ask("missing_packages() { :; }; apt-get() { echo called; }; install_packages test; echo done")
    assert answer.stdout == "done\n"


def test_a_moved_project_makes_its_venv_anew(tmp_path: Path) -> None:
    here, there = tmp_path / "a place", tmp_path / "another place"
    shutil.copytree(ROOT / "installer", here / "installer")
    make = 'lock=$project/installer/requirements.lock; mark=$(fingerprint "$lock" python3)\n'
    pretend = 'mkdir -p "$venv/bin"; ln -s /bin/true "$venv/bin/python"; echo "$mark" >"$stamp.run"\n'
    fits = 'fits run "$mark" && echo fits || echo anew'
    assert ask(make + pretend + fits, script=here / "installer/setup.sh").stdout == "fits\n"
    here.rename(there)
    assert ask(make + fits, script=there / "installer/setup.sh").stdout == "anew\n"
