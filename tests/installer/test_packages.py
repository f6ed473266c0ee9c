"""What the installers say of the program; the builds themselves are run by a maintainer."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from configparser import ConfigParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from panpun_desktop import __version__
from panpun_desktop.common.i18n import load_catalogue

ROOT = Path(__file__).resolve().parents[2]
INSTALLER = ROOT / "installer"
ID = "org.panpun.Panpun"
SCRIPTS = sorted(INSTALLER.glob("*.sh"))
needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")


def asked(script: str, commands: str) -> str:
    """What commands print with the functions of a script known."""
    return subprocess.run(
        ["bash", "-c", f'. "$1"\n{commands}', "asked", str(INSTALLER / script)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    ).stdout


def desktop_entry() -> dict[str, str]:
    entry = ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[method-assign,assignment]
    entry.read(INSTALLER / f"desktop/{ID}.desktop", encoding="utf-8")
    return dict(entry["Desktop Entry"])


@needs_bash
def test_the_version_is_written_in_one_place_and_the_packages_take_it_from_there() -> None:
    assert asked("parts.sh", "program_version").strip() == __version__
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "version" not in project["project"]
    assert project["tool"]["hatch"]["version"]["path"] == "panpun_desktop/__init__.py"
    for path in (*SCRIPTS, INSTALLER / "windows.nsi", *INSTALLER.glob("desktop/*.desktop")):
        assert __version__ not in path.read_text(encoding="utf-8"), path


@needs_bash
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_every_script_can_be_read_by_bash(script: Path) -> None:
    assert subprocess.run(["bash", "-n", str(script)], check=False).returncode == 0


@needs_bash
@pytest.mark.parametrize("script", ["build-deb.sh", "build-windows.sh"])
def test_both_packages_carry_the_libraries_of_one_lock_file(script: str) -> None:
    assert asked(script, 'echo "$lock"').strip() == str(INSTALLER / "requirements.lock")


def test_the_menu_entry_opens_the_window_and_has_thai_words() -> None:
    entry = desktop_entry()
    assert (entry["Type"], entry["Exec"], entry["Icon"], entry["StartupWMClass"]) == (
        "Application",
        "panpun",
        ID,
        ID,
    )
    for name in ("Name", "GenericName", "Comment"):
        assert re.search("[ก-๙]", entry[f"{name}[th]"])
    assert f'setDesktopFileName("{ID}")' in (ROOT / "panpun_desktop/app.py").read_text(encoding="utf-8")


def test_the_description_for_software_shops_belongs_to_the_menu_entry() -> None:
    component = ElementTree.parse(INSTALLER / f"desktop/{ID}.metainfo.xml.in").getroot()
    assert component.findtext("id") == ID
    assert component.findtext("launchable") == f"{ID}.desktop"
    assert component.findtext("name") == desktop_entry()["Name"]
    release = component.find("releases/release")
    assert release is not None
    assert release.get("version") == "@VERSION@"


@needs_bash
def test_the_debian_package_asks_for_every_library_that_setting_up_asks_for() -> None:
    wanted = {line.split()[-1] for line in asked("setup.sh", "libraries").splitlines()}
    depends = asked("build-deb.sh", "dependencies 2.36").strip().split(", ")
    assert wanted <= {name for one in depends for name in one.split(" | ")}
    assert depends[0] == "libc6 (>= 2.36)"
    assert "libcups2t64 | libcups2" in depends


@needs_bash
def test_what_a_library_needs_only_elsewhere_is_judged_for_windows(tmp_path: Path) -> None:
    lock = tmp_path / "some.lock"
    lock.write_text(
        "# made\none==1 ; sys_platform == 'win32' \\\n    --hash=sha256:aa\n"
        "two==2 ; sys_platform == 'linux' \\\n    --hash=sha256:bb\nthree==3 \\\n    --hash=sha256:cc\n",
        encoding="utf-8",
    )
    said = asked("build-windows.sh", f"python=$(find_python); minor=11; windows_lock '{lock}'")
    assert re.findall(r"^(\w+)==|--hash=\w+:(\w+)", said, re.MULTILINE) == [
        ("one", ""),
        ("", "aa"),
        ("three", ""),
        ("", "cc"),
    ]
    assert ";" not in said


def test_the_windows_installer_needs_no_administrator_and_leaves_the_data_alone() -> None:
    script = (INSTALLER / "windows.nsi").read_text(encoding="utf-8")
    assert "RequestExecutionLevel user" in script
    assert not re.search("HKLM|HKCR|SetShellVarContext all", script)
    removed = re.findall(r'(?:RMDir(?: /r)?|Delete) "([^"]+)"', script)
    assert removed
    assert [one for one in removed if not one.startswith(("$INSTDIR", "$SMPROGRAMS\\", "$DESKTOP\\"))] == []
    assert '/r "$INSTDIR"' not in script


def test_an_installed_catalogue_without_its_sources_is_taken_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "th"
    folder.mkdir()
    (folder / "one.po").write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Bed"\nmsgstr "เตียง"\n',
        encoding="utf-8",
    )
    assert load_catalogue(folder).gettext("Bed") == "เตียง"
    (folder / "one.po").unlink()  # the folder is now newer than what was compiled
    assert load_catalogue(folder).gettext("Bed") == "เตียง"
