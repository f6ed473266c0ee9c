"""The command line as a stranger uses it: every verb, option, exit code and JSON (interfaces.md §1 to §3)."""

from __future__ import annotations

import argparse
import getpass
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from panpun_desktop import cli
from panpun_desktop.cli.main import _parser
from panpun_desktop.cli.usage_words import speak_with_the_catalogue
from panpun_desktop.common.clock import FixedClock
from panpun_desktop.rules.faults import Fault, Finding
from panpun_desktop.services import demonstration
from panpun_desktop.services.demonstration import DemoCentre
from panpun_desktop.store.database import Database
from panpun_desktop.store.home import DataHome
from panpun_desktop.store.keys import KeyFile
from panpun_desktop.views.faults.words import strip_text
from tests.builders import CHEAP
from tests.registers import messy_rows, titled, write_csv
from tests.reports.kit.reading import poppler
from tests.reports.reading import imbalances

ROOT = Path(__file__).resolve().parents[1]
UNTIL = date(2026, 11, 21)
PEOPLE = 24
TABLES = ["movement", "age_band", "service_type", "intake_channel", "outcome", "beds", "overrides"]
PROFILE = """
[columns]
person = "person_id"
household = "household_id"
relation = "relationship_to_head"
entry = "entry_date"
exit = "exit_date"
service = "service_type"
sex = "sex_code"
birth_year = "birth_year"
[values.service]
emergency_shelter = "trial"
transitional_housing = "course_l"
[values.sex]
"0" = "female"
"1" = "male"
"*" = "unknown"
[values.relation]
"1" = "head"
"2" = "child"
"*" = "other"
[constants]
channel = "ref_ngo"
[dates]
order = "ymd"
"""
THEIRS = "person_id,household_id,relationship_to_head,entry_date,exit_date,service_type,sex_code,birth_year\n"


@dataclass(frozen=True)
class Said:
    """What a command left behind."""

    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def _on_a_day_with_cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands, and a key costs nothing (the true cost is a quarter of a second)."""
    create = KeyFile.create
    monkeypatch.setattr(cli.main, "SystemClock", lambda: FixedClock.at(UNTIL, hour=14))
    monkeypatch.setattr(KeyFile, "create", lambda path, cost=None: create(path, cost or CHEAP))


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Any:
    """Run a command in this process."""

    def run(*arguments: object) -> Said:
        code = cli.run([str(one) for one in arguments])
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return run


@pytest.fixture(scope="session")
def demo_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small demonstration centre, made once."""
    folder = tmp_path_factory.mktemp("cli-demo") / "centre"
    request = DemoCentre(people=PEOPLE, seed=1)
    demonstration.make_demonstration(folder, FixedClock.at(UNTIL, hour=14), request, CHEAP)
    return folder


@pytest.fixture
def demo(demo_template: Path, tmp_path: Path) -> Path:
    """A demonstration centre of this test's own."""
    return Path(shutil.copytree(demo_template, tmp_path / "demo"))


@pytest.fixture
def password(tmp_path: Path) -> Path:
    """The file with the password of every demonstration user."""
    path = tmp_path / "password.txt"
    path.write_text("demo\n", encoding="utf-8")
    return path


@pytest.fixture
def at(demo: Path, password: Path, run: Any) -> Any:
    """Run a command on the demonstration centre as its manager."""
    return lambda *arguments: run(
        "--data", demo, "--user", "manager", "--password-file", password, *arguments
    )


def written(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def one_sentence(said: Said) -> str:
    """Refused: exit 1, nothing on stdout, one line on stderr, in Thai."""
    assert (said.code, said.out) == (1, ""), said
    assert said.err.count("\n") == 1, said.err
    assert any("ก" <= letter <= "๛" for letter in said.err), said.err
    assert "Traceback" not in said.err
    return said.err.strip()


# --- usage ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ["dance"],
        ["report"],
        ["report", "weekly", "2569-10"],
        ["report", "monthly"],
        ["report", "monthly", "2569-13"],
        ["report", "monthly", "ตุลาคม"],
        ["report", "monthly", "2569-10-01"],
        ["report", "census", "2569-02-29"],
        ["report", "census", "2569-10"],
        ["import"],
        ["import", "stays"],
        ["letter", "transfer", "--person", "P69-0001"],
        ["letter", "transfer", "--to", "มูลนิธิ"],
        ["setup", "--name", "บ้าน"],
        ["demo", "--people", "0"],
        ["demo", "--people", "many"],
        ["check", "--colour"],
    ],
)
def test_wrong_usage_is_exit_2_and_touches_nothing(run: Any, tmp_path: Path, arguments: list[str]) -> None:
    folder = tmp_path / "none"
    said = run("--data", folder, *arguments)
    assert said.code == 2
    assert said.err.startswith("วิธีใช้: panpun")
    assert not folder.exists()


def test_every_option_of_every_verb_says_in_thai_what_it_is_for() -> None:
    speak_with_the_catalogue()

    def arguments(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
        for one in parser._actions:
            if isinstance(one, argparse._SubParsersAction):
                for verb in one.choices.values():
                    yield from arguments(verb)
            else:
                yield one

    said = {one.help for one in arguments(_parser(["month"]))}
    assert len(said) > 40
    assert [text for text in said if not text or not re.search("[ก-ฮ]", text)] == []


@pytest.mark.parametrize("arguments", [["--help"], ["report", "monthly", "--help"], ["--version"]])
def test_help_and_version_are_exit_0(run: Any, arguments: list[str]) -> None:
    assert run(*arguments).code == 0


def test_a_real_process_refuses_with_one_sentence_and_exit_1(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "panpun_desktop", "--data", str(tmp_path / "none"), "--user", "x", "check"],
        cwd=ROOT,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"},
    )
    said = Said(done.returncode, done.stdout.decode(), done.stderr.decode("utf-8"))
    assert "none" in one_sentence(said)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
def test_without_a_screen_the_window_says_so_and_exits_1(tmp_path: Path) -> None:
    screens = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    done = subprocess.run(
        [sys.executable, "-m", "panpun_desktop", "--data", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        check=False,
        timeout=60,
        env={key: value for key, value in os.environ.items() if key not in screens},
    )
    one_sentence(Said(done.returncode, done.stdout.decode(), done.stderr.decode("utf-8")))


# --- signing in ----------------------------------------------------------------------------------


def test_a_wrong_password_and_an_unknown_user_get_the_same_sentence(
    run: Any, demo: Path, tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("wrong\n")
    known = one_sentence(run("--data", demo, "--user", "manager", "--password-file", wrong, "check"))
    unknown = one_sentence(run("--data", demo, "--user", "nobody", "--password-file", wrong, "check"))
    assert known == unknown


def test_the_password_is_asked_for_without_a_file(
    run: Any, demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(getpass, "getpass", lambda prompt: asked.append(prompt) or "demo")
    assert run("--data", demo, "--user", "desk", "check").code == 0
    assert len(asked) == 1


def test_nobody_at_the_prompt_is_one_sentence(run: Any, demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def end_of_input(prompt: str) -> str:
        raise EOFError

    monkeypatch.setattr(getpass, "getpass", end_of_input)
    one_sentence(run("--data", demo, "--user", "desk", "check"))


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfe\x00demo", b"demo " * 100_000])
def test_a_password_file_that_holds_no_password_is_one_sentence(
    run: Any, demo: Path, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "odd"
    path.write_bytes(content)
    one_sentence(run("--data", demo, "--user", "manager", "--password-file", path, "check"))


def test_a_password_file_with_a_mark_and_windows_line_ends_is_read(
    run: Any, demo: Path, tmp_path: Path
) -> None:
    path = tmp_path / "windows.txt"
    path.write_bytes(b"\xef\xbb\xbfdemo\r\n")
    assert run("--data", demo, "--user", "MANAGER", "--password-file", path, "check").code == 0


def test_no_user_no_centre_and_no_password_file_are_one_sentence_each(
    run: Any, demo: Path, password: Path, tmp_path: Path
) -> None:
    one_sentence(run("--data", demo, "--password-file", password, "check"))
    one_sentence(run("--data", tmp_path / "none", "--user", "manager", "--password-file", password, "check"))
    one_sentence(run("--data", demo, "--user", "manager", "--password-file", tmp_path / "gone", "check"))


def test_a_role_that_may_not_is_refused_with_one_sentence(run: Any, demo: Path, password: Path) -> None:
    as_trainer = ("--data", demo, "--user", "trainer", "--password-file", password)
    one_sentence(run(*as_trainer, "report", "monthly", "2569-10"))
    as_admin = ("--data", demo, "--user", "admin", "--password-file", password)
    one_sentence(run(*as_admin, "report", "census", "2569-10-31"))
    one_sentence(run(*as_admin, "letter", "transfer", "--person", "P69-0001", "--to", "มูลนิธิ"))


# --- setup ---------------------------------------------------------------------------------------


def test_setup_makes_the_default_plan_and_prints_the_recovery_key_once(
    run: Any, tmp_path: Path, password: Path
) -> None:
    folder = tmp_path / "new"
    said = run(
        *("--data", folder, "--user", "boss", "--password-file", password),
        *("setup", "--name", 'บ้าน <ทดสอบ> & "เพื่อน"', "--province", "สงขลา"),
    )
    assert said.code == 0, said.err
    key = said.out.strip().splitlines()[-1]
    assert DataHome(folder).open_with_recovery(key, FixedClock.at(UNTIL)).close() is None
    assert all(key not in path.read_text("utf-8", "replace") for path in folder.rglob("*") if path.is_file())
    assert _beds(folder) > 0
    as_boss = ("--data", folder, "--user", "boss", "--password-file", password)
    assert run(*as_boss, "check").code == 0
    one_sentence(run(*as_boss, "setup", "--name", "อีกแห่ง", "--province", "สงขลา"))
    assert run(*as_boss, "check").code == 0, "a second set-up touched the first centre"


@pytest.mark.parametrize(
    ("gone", "fault"), [("keys.json", Fault.KEYS_MISSING), ("panpun.db", Fault.DATABASE_MISSING)]
)
def test_every_verb_says_of_half_a_centre_what_the_window_says(
    at: Any, demo: Path, tmp_path: Path, gone: str, fault: Fault
) -> None:
    (demo / gone).unlink()
    before = {one: one.read_bytes() for one in demo.rglob("*") if one.is_file()}
    said = {
        one_sentence(at(*verb))
        for verb in (
            ("setup", "--name", "บ้าน", "--province", "สงขลา"),
            ("demo",),
            ("check",),
            ("report", "monthly", "2569-10"),
            ("backup", tmp_path / "copy.panpun"),
            ("tour", tmp_path / "out"),
        )
    }
    assert said == {strip_text(Finding(fault, {"name": gone}))}
    assert {one: one.read_bytes() for one in demo.rglob("*") if one.is_file()} == before


def test_setup_takes_a_plan(run: Any, tmp_path: Path, password: Path) -> None:
    plan = tmp_path / "plan.toml"
    plan.write_text(
        '[[building]]\nname = "อาคาร 9"\nrooms = [{ name = "ห้อง 1", use = "ANY", beds = 3 }]\n',
        encoding="utf-8",
    )
    folder = tmp_path / "new"
    said = _setup(run, folder, password, "สงขลา", "--plan", plan)
    assert (said.code, _beds(folder)) == (0, 3)


@pytest.mark.parametrize(
    "plan",
    [
        "not toml [",
        "",
        "building = 3",
        '[[building]]\nname = "ก"\n',
        '[[building]]\nname = "ก"\nrooms = [{ name = "1", use = "DOGS", beds = 3 }]\n',
        '[[building]]\nname = "ก"\nrooms = [{ name = "1", use = "ANY", beds = -3 }]\n',
        '[[building]]\nname = "ก"\nrooms = [\n' + '{ name = "1", use = "ANY", beds = 1 },\n' * 2 + "]\n",
    ],
)
def test_a_plan_that_cannot_be_used_leaves_no_centre(
    run: Any, tmp_path: Path, password: Path, plan: str
) -> None:
    path, folder = tmp_path / "plan.toml", tmp_path / "new"
    path.write_text(plan, encoding="utf-8")
    one_sentence(_setup(run, folder, password, "สงขลา", "--plan", path))
    assert not DataHome(folder).exists()
    assert _setup(run, folder, password, "สงขลา").code == 0, "a set-up that failed is in the way"


def test_a_province_that_is_none_is_refused(run: Any, tmp_path: Path, password: Path) -> None:
    one_sentence(_setup(run, tmp_path / "new", password, "แดนสนธยา"))
    one_sentence(_setup(run, tmp_path / "new", tmp_path / "no-file", "สงขลา"))


def _setup(run: Any, folder: Path, password: Path, province: str, *more: object) -> Said:
    who = ("--data", folder, "--user", "boss", "--password-file", password)
    said: Said = run(*who, "setup", "--name", "บ้านทดสอบ", "--province", province, *more)
    return said


def _beds(folder: Path) -> int:
    from panpun_desktop.services.buildings import list_buildings
    from panpun_desktop.services.session import sign_in

    session = sign_in(folder, FixedClock.at(UNTIL), "boss", "demo")
    rows = list_buildings(session.work, session.actor)
    session.work.close()
    return sum(len(room.beds) for building in rows for room in building.rooms)


# --- demo ----------------------------------------------------------------------------------------


def test_the_same_seed_gives_the_same_centre(run: Any, tmp_path: Path, password: Path) -> None:
    papers = []
    for name, seed in (("one", 7), ("same", 7), ("other", 8)):
        folder = tmp_path / name
        made = run("--data", folder, "demo", "--people", 12, "--seed", seed, "--until", "2569-11-21")
        assert made.code == 0, made.err
        assert "demo" in made.out
        who = ("--data", folder, "--user", "manager", "--password-file", password)
        monthly, census = tmp_path / f"{name}-m.json", tmp_path / f"{name}-c.json"
        assert run(*who, "report", "monthly", "2569-11", "--json", monthly).code == 0
        assert run(*who, "report", "census", "2569-11-21", "--json", census).code == 0
        papers.append((written(monthly), written(census)))
    assert papers[0] == papers[1]
    assert papers[0] != papers[2]


def test_a_demonstration_never_touches_a_centre(at: Any, demo: Path) -> None:
    before = (demo / "panpun.db").read_bytes()
    one_sentence(at("demo"))
    assert (demo / "panpun.db").read_bytes() == before


# --- reports -------------------------------------------------------------------------------------


def test_a_month_is_asked_for_in_either_era(at: Any, tmp_path: Path) -> None:
    be, ce, pdf = tmp_path / "be.json", tmp_path / "ce.json", tmp_path / "m.pdf"
    assert at("report", "monthly", "2569-10", "--json", be, "--pdf", pdf).code == 0
    assert at("report", "monthly", "2026-10", "--json", ce).code == 0
    assert written(be) == written(ce)
    assert pdf.read_bytes().startswith(b"%PDF")


def test_the_statement_has_the_shape_of_the_interface(at: Any, tmp_path: Path) -> None:
    path = tmp_path / "m.json"
    assert at("report", "monthly", "2569-10", "--json", path).code == 0
    found = written(path)
    assert {key: found[key] for key in ("report", "month", "be_month", "fiscal_year", "status")} == {
        "report": "monthly",
        "month": "2026-10",
        "be_month": "2569-10",
        "fiscal_year": 2570,
        "status": "open",
    }
    assert [table["id"] for table in found["tables"]][: len(TABLES)] == TABLES
    for table in found["tables"]:
        keys = {column["key"] for column in table["columns"]}
        assert all(set(row) >= {"key", "label", "values"} for row in table["rows"])
        assert all(set(row["values"]) == keys for row in table["rows"]), table["id"]
        assert all(row["key"] == row["key"].lower() for row in table["rows"])
    values = [value for table in found["tables"] for row in table["rows"] for value in row["values"].values()]
    assert {type(value) for value in values} <= {int, str, type(None)}
    assert all(set(check) >= {"id", "ok", "detail"} and check["ok"] for check in found["checks"])
    assert imbalances(found) == []


def test_the_census_has_the_shape_of_the_interface(at: Any, tmp_path: Path) -> None:
    path, pdf = tmp_path / "c.json", tmp_path / "c.pdf"
    assert at("report", "census", "2569-10-31", "--json", path, "--pdf", pdf).code == 0
    found = written(path)
    assert (found["report"], found["date"]) == ("census", "2026-10-31")
    assert [table["id"] for table in found["tables"]] == ["by_building", "movement", "present"]
    assert found["people"]
    assert all(set(one) >= {"bed", "regno", "name", "service", "day", "note"} for one in found["people"])
    assert pdf.read_bytes().startswith(b"%PDF")


def test_nothing_personal_is_printed_without_being_asked_for(at: Any, tmp_path: Path) -> None:
    path = tmp_path / "c.json"
    assert at("report", "census", "2569-10-31", "--json", path).code == 0
    people = written(path)["people"]
    names = {one["name"] for one in people} | {one["regno"] for one in people}
    said = [
        at("report", "census", "2569-10-31", "--json", path),
        at("report", "monthly", "2569-10", "--pdf", tmp_path / "m.pdf"),
        at("check"),
        at("letter", "transfer", "--person", people[0]["regno"], "--to", "โรงพยาบาลตัวอย่าง"),
    ]
    assert all(one.code == 0 for one in said), said
    assert [name for name in names for one in said if name and name in one.out + one.err] == []


@pytest.mark.parametrize("month", ["2580-01", "2500-01", "0001-01", "9999-12"])
def test_a_month_to_come_or_before_the_beginning_is_refused(at: Any, tmp_path: Path, month: str) -> None:
    path = tmp_path / "m.json"
    one_sentence(at("report", "monthly", month, "--json", path))
    assert not path.exists()


def test_a_file_that_cannot_be_written_is_one_sentence(at: Any, tmp_path: Path) -> None:
    one_sentence(at("report", "monthly", "2569-10", "--json", tmp_path / "no" / "m.json"))
    one_sentence(at("report", "monthly", "2569-10", "--pdf", tmp_path))


# --- letters -------------------------------------------------------------------------------------


def a_regno(at: Any, tmp_path: Path) -> str:
    path = tmp_path / "who.json"
    assert at("report", "census", "2569-11-21", "--json", path).code == 0
    return str(written(path)["people"][0]["regno"])


def test_a_draft_takes_no_number_and_an_issued_letter_the_next(at: Any, tmp_path: Path) -> None:
    regno, agency, pdf = a_regno(at, tmp_path), "โรงพยาบาลตัวอย่าง", tmp_path / "letter.pdf"
    draft = at("letter", "transfer", "--person", regno, "--to", agency, "--pdf", pdf)
    assert (draft.code, pdf.read_bytes()[:4]) == (0, b"%PDF")
    assert "ด้านที่ขอรับบริการ" in draft.err, "what prints as dots is named before a number is given"
    first = at("letter", "transfer", "--person", regno, "--to", agency, "--issue", "--pdf", pdf)
    second = at("letter", "transfer", "--person", regno, "--to", agency, "--issue")
    assert (first.code, second.code) == (0, 0), first.err + second.err
    assert first.out != second.out
    assert "ยังไม่ระบุ" in first.err
    assert _number(second.out) == _number(first.out) + 1
    assert at("check").code == 0


def test_a_letter_of_any_kind_is_written_as_pdf_and_word(at: Any, tmp_path: Path) -> None:
    regno, pdf, word = a_regno(at, tmp_path), tmp_path / "letter.pdf", tmp_path / "letter.docx"
    files = ("--pdf", pdf, "--docx", word)
    draft = at("letter", "stay_certificate", "--person", regno, "--purpose", "พ้นโทษ", *files)
    assert draft.code == 0, draft.err
    assert "พ้นโทษ" in draft.err
    assert "ยังไม่ระบุ" not in draft.err
    assert (pdf.read_bytes()[:4], word.read_bytes()[:2]) == (b"%PDF", b"PK")
    receipt = (
        "receipt",
        "--person",
        regno,
        "--item-1",
        "ค่าพาหนะ",
        "--amount-1",
        "200",
        "--dated-on",
        "2569-11-20",
    )
    for wrong, why in (("1,234.505", "ทศนิยมไม่เกิน 2 ตำแหน่ง"), ("-21", "กรอกตั้งแต่ 0 ขึ้นไป")):
        refused = at("letter", *receipt[:5], f"--amount-1={wrong}", "--issue", *files)
        assert (refused.code, why in refused.err) == (2, True), refused.err
    issued = at("letter", *receipt, "--issue", *files)
    assert issued.code == 0, issued.err
    assert "สองร้อยบาทถ้วน" in poppler(pdf.read_bytes())
    envelope = at("letter", "envelope", "--to", "โรงพยาบาลตัวอย่าง", "--size", "C5", "--pdf", pdf)
    assert envelope.code == 0, envelope.err
    assert at("letter", "envelope", "--size", "B9").code == 2


def _number(said: str) -> int:
    from panpun_desktop.common.thai_text import from_thai_digits

    text = from_thai_digits(said)
    return int("".join(letter for letter in text.split("/")[0] if letter.isdigit()))


def test_an_unknown_agency_is_refused_with_the_nearest_names(at: Any, tmp_path: Path) -> None:
    regno = a_regno(at, tmp_path)
    said = one_sentence(at("letter", "transfer", "--person", regno, "--to", "โรงพยาบานตัวอย่าง"))
    assert "โรงพยาบาลตัวอย่าง" in said


def test_an_unknown_person_is_refused(at: Any) -> None:
    one_sentence(at("letter", "transfer", "--person", "P00-9999", "--to", "โรงพยาบาลตัวอย่าง"))


# --- check ---------------------------------------------------------------------------------------


def test_a_clean_centre_is_exit_0_with_every_check_named(at: Any, tmp_path: Path) -> None:
    path = tmp_path / "check.json"
    assert at("check", "--json", path).code == 0
    found = written(path)
    assert found["ok"] is True
    assert {"foreign_keys", "triggers", "audit_chain", "movements_board"} <= {
        one["id"] for one in found["checks"]
    }
    assert all(set(one) == {"id", "ok", "detail"} for one in found["checks"])


def test_a_torn_file_is_exit_1(at: Any, demo: Path, tmp_path: Path) -> None:
    database, path = demo / "panpun.db", tmp_path / "check.json"
    content = bytearray(database.read_bytes())
    content[len(content) // 2] ^= 0xFF
    database.write_bytes(content)
    said = at("check", "--json", path)
    assert said.code == 1
    assert said.err.count("\n") == 1
    assert not path.exists() or written(path)["ok"] is False


@pytest.mark.parametrize(
    ("change", "check"),
    [
        (
            "UPDATE bed_use SET end_on = '2026-12-31' WHERE id = (SELECT min(id) FROM bed_use)",
            "movements_board",
        ),
        ("DELETE FROM episode WHERE id = (SELECT min(id) FROM episode)", "episodes"),
        ("UPDATE audit_entry SET login = 'somebody' WHERE id = 5", "audit_chain"),
        ("DELETE FROM audit_change WHERE entry_id = (SELECT max(entry_id) FROM audit_change)", "audit_chain"),
    ],
)
def test_what_was_changed_around_the_program_is_found(
    at: Any, demo: Path, tmp_path: Path, change: str, check: str
) -> None:
    database = Database.open(demo / "panpun.db", DataHome(demo).keys().open_with_password("manager", "demo"))
    with database.unaudited() as connection:
        for trigger in ("audit_entry_no_update", "audit_entry_no_delete", "audit_change_no_delete"):
            connection.exec_driver_sql(f"DROP TRIGGER {trigger}")
        for trigger in ("bed_use_overlap_update", "episode_overlap_update"):
            connection.exec_driver_sql(f"DROP TRIGGER {trigger}")
        connection.exec_driver_sql(change)
        connection.commit()
    database.close()
    path = tmp_path / "check.json"
    said = at("check", "--json", path)
    assert said.code == 1, said
    assert check in [one["id"] for one in written(path)["checks"] if not one["ok"]]


# --- import --------------------------------------------------------------------------------------


@pytest.fixture
def centre(centre_template: Path, tmp_path: Path) -> Path:
    """An empty centre of this test's own."""
    return Path(shutil.copytree(centre_template, tmp_path / "empty"))


@pytest.fixture
def on(centre: Path, password: Path, run: Any) -> Any:
    """Run a command on the empty centre as its manager."""
    return lambda *arguments: run(
        "--data", centre, "--user", "manager", "--password-file", password, *arguments
    )


def test_a_register_of_others_comes_in_with_its_profile(on: Any, tmp_path: Path) -> None:
    register, profile, out = tmp_path / "r.csv", tmp_path / "p.toml", tmp_path / "out.json"
    profile.write_text(PROFILE, encoding="utf-8")
    register.write_text(
        THEIRS
        + "1,10,1,2026-01-05,2026-02-01,emergency_shelter,0,1980\n"
        + "2,10,2,2026-01-05,2026-02-01,emergency_shelter,1,2015\n"
        + "3,11,1,2026-01-05,2026-01-01,emergency_shelter,9,1970\n"
        + "4,12,1,never,,emergency_shelter,1,1970\n"
        + "5,13,1,2026-01-05,,caravan,1,1970\n"
        + "1,10,1,2026-01-20,2026-02-10,emergency_shelter,0,1980\n",
        encoding="utf-8",
    )
    trial = on("import", "stays", register, "--profile", profile, "--dry-run", "--json", out)
    assert trial.code == 0, trial.err
    tried = written(out)
    strict = on("import", "stays", register, "--profile", profile, "--strict", "--json", out)
    assert (strict.code, strict.err.count("\n")) == (1, 1)
    done = on("import", "stays", register, "--profile", profile, "--json", out)
    assert done.code == 0
    found = written(out)
    assert found == tried, "the trial run and the import tell different stories"
    assert list(found) == [
        *("file", "lines", "imported", "joined", "refused", "noted"),
        *("persons", "stays", "households"),
    ]
    assert (found["lines"], found["imported"], found["persons"]) == (6, 2, 2)
    assert found["households"] == 1
    assert [(one["line"], one["column"]) for one in found["refused"]] == [
        (4, "exit"),
        (5, "entry"),
        (6, "service"),
        (7, "entry"),
    ]
    assert all(set(one) == {"line", "column", "value", "reason_id", "reason"} for one in found["refused"])
    again = on("import", "stays", register, "--profile", profile, "--json", out)
    assert (again.code, written(out)["imported"]) == (0, 0)
    assert on("check").code == 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_thai_headers_come_in_by_themselves(on: Any, tmp_path: Path, encoding: str, separator: str) -> None:
    register, out = tmp_path / "r.csv", tmp_path / "out.json"
    lines = [
        ["รหัสบุคคล", "ชื่อ", "นามสกุล", "เพศ", "วันที่เข้า", "วันที่ออก", "ประเภทบริการ"],
        ["1", "สมมติ", "ตัวอย่าง", "ชาย", "5/1/2569", "1/2/2569", "ทดลองอยู่"],
    ]
    text = "\r\n".join(separator.join(line) for line in lines) + "\r\n"
    register.write_bytes(text.encode(encoding))
    said = on("import", "stays", register, "--json", out)
    assert said.code == 0, said.err
    assert (written(out)["imported"], written(out)["refused"]) == (1, []), written(out)


HOSTILE = {
    "empty": b"",
    "only_a_mark": b"\xef\xbb\xbf",
    "blank_lines": b"\n\n\n",
    "one_column": b"person\n1\n2\n",
    "not_a_table": bytes(range(256)) * 20,
    "utf_16": "person,entry,service\n1,2026-01-01,trial\n".encode("utf-16"),
    "open_quote": b'person,entry,service\n"1,2026-01-01,trial\n' + b"x" * 200_000,
    "huge_field": b"person,entry,service\n" + b"9" * 200_000 + b",2026-01-01,trial\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_is_no_register_is_one_sentence_and_changes_nothing(
    on: Any, tmp_path: Path, name: str
) -> None:
    register = tmp_path / "r.csv"
    register.write_bytes(HOSTILE[name])
    said = on("import", "stays", register)
    one_sentence(said)
    assert on("check").code == 0


def test_a_missing_register_or_profile_is_one_sentence(on: Any, tmp_path: Path) -> None:
    register = tmp_path / "r.csv"
    register.write_text("person,entry,service\n")
    one_sentence(on("import", "stays", tmp_path / "gone.csv"))
    one_sentence(on("import", "stays", tmp_path))
    one_sentence(on("import", "stays", register, "--profile", tmp_path / "gone.toml"))


ODD_LINES = [
    b"nul\x00led,2026-01-05,2026-01-06,trial,M,\x00",
    b'=HYPERLINK("x"),2026-01-05,2026-01-06,trial,M,\'=1+1',
    b"<b>&\"'</b>,2026-01-05,2026-01-06,trial,M,<para>",
    "๑,๕/๑/๒๕๖๙,6 ม.ค. 69,ทดลองอยู่,หญิง,สมหญิง".encode(),
    b"short",
    b"long,2026-01-05,2026-01-06,trial,M,a,b,c,d,e,f",
    b"leap,2024-02-29,2024-03-01,trial,M,leap",
    b"noleap,2026-02-29,,trial,M,noleap",
    b"old,0001-01-01,0001-01-02,trial,M,old",
    b"far,9999-12-31,,trial,M,far",
    b"years,2025-12-31,2026-01-01,trial,M,year end",
    b"same,2026-01-05,2026-01-05,trial,M,same day",
    b"plus,+3,,trial,M,plus",
    ("ยาว," + "2026-01-05,2026-01-06,trial,M," + "ก" * 5000).encode(),
    "\u202eevil\u200b,2026-01-05,2026-01-06,trial,M,\u200bซ่อน\u202e".encode(),
]


def test_odd_lines_are_in_joined_or_reported_and_papers_still_print(on: Any, tmp_path: Path) -> None:
    register, out = tmp_path / "r.csv", tmp_path / "out.json"
    header = b"person,entry,exit,service,sex,first_name\n"
    register.write_bytes(header + b"\n".join(ODD_LINES) + b"\n")
    said = on("import", "stays", register, "--json", out)
    assert said.code == 0, said.err
    found = written(out)
    assert found["lines"] == found["imported"] + found["joined"] + len(found["refused"]) == len(ODD_LINES)
    assert on("check").code == 0
    assert on("report", "census", "2569-01-05", "--pdf", tmp_path / "c.pdf").code == 0


def test_the_month_comes_as_a_workbook(at: Any, tmp_path: Path) -> None:
    book = tmp_path / "m.xlsx"
    said = at("report", "monthly", "2569-10", "--xlsx", book)
    assert (said.code, said.err) == (0, "")
    assert len(CalamineWorkbook.from_path(str(book)).sheet_names) > 5


@pytest.mark.drill
def test_ten_thousand_lines_come_in(on: Any, tmp_path: Path) -> None:
    register, out = tmp_path / "r.csv", tmp_path / "out.json"
    lines = [f"p{n},2025-{n % 12 + 1:02}-05,2025-{n % 12 + 1:02}-20,trial" for n in range(10_000)]
    register.write_text("person,entry,exit,service\n" + "\n".join(lines) + "\n")
    said = on("import", "stays", register, "--json", out)
    assert said.code == 0, said.err
    assert (written(out)["imported"], written(out)["refused"]) == (10_000, [])


def test_a_messy_register_comes_in_from_the_command_line(on: Any, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "ทะเบียน.xls", titled(messy_rows(30, UNTIL)))
    out = tmp_path / "out.json"
    trial = on("import", "register", path, "--dry-run", "--json", out)
    assert trial.code == 0, trial.err
    tried = written(out)
    assert on("import", "register", path, "--json", out).code == 0
    found = written(out)
    assert found == tried, "the trial run and the import tell different stories"
    assert list(found) == [
        *("file", "lines", "imported", "joined", "refused", "noted"),
        *("persons", "stays", "households"),
    ]
    assert (found["lines"], found["imported"], found["persons"], found["refused"]) == (30, 30, 30, [])
    assert all(set(one) == {"line", "column", "value", "reason_id", "reason"} for one in found["noted"])
    strict = on("import", "register", path, "--strict", "--json", out)
    assert (strict.code, len(written(out)["refused"])) == (1, 30)


# --- export ------------------------------------------------------------------------------------------


def test_the_register_is_exported_whole_or_only_those_who_stay(at: Any, tmp_path: Path) -> None:
    everybody, present = tmp_path / "all.xlsx", tmp_path / "present.xlsx"
    said = at("export", "register", everybody)
    assert (said.code, said.err) == (0, "")
    assert at("export", "register", present, "--present").code == 0
    whole, here = (CalamineWorkbook.from_path(str(one)).get_sheet_by_index(0) for one in (everybody, present))
    assert whole.height - 1 == int(said.out.split()[0])
    assert 1 < here.height < whole.height


def test_an_export_to_a_folder_that_is_not_there_is_refused(at: Any, tmp_path: Path) -> None:
    assert str(tmp_path) in one_sentence(at("export", "register", tmp_path / "none" / "all.xlsx"))


def test_a_month_is_closed_reprinted_and_opened_again(at: Any, tmp_path: Path) -> None:
    sent, again, told = tmp_path / "sent.pdf", tmp_path / "again.pdf", tmp_path / "told.json"
    closed = at("month", "close", "2569-10", "--pdf", sent, "--json", told)
    assert (closed.code, "ปิดงวดเดือนตุลาคม พ.ศ. 2569 แล้ว" in closed.out) == (0, True)
    assert json.loads(told.read_text(encoding="utf-8"))["status"] == "closed"
    assert at("month", "reprint", "2026-10", "--pdf", again).code == 0
    assert again.read_bytes() == sent.read_bytes()
    assert at("month", "close", "2569-10").code == 1
    refused = at("month", "close", "2569-11")
    assert (refused.code, len(refused.err.strip().splitlines())) == (1, 1)
    assert at("month", "amend", "2569-10", "--reason", "ขอแก้").code == 1
    assert at("month", "reopen", "2569-10", "--reason", "ปิดผิดเดือน").code == 0
    at("report", "monthly", "2569-10", "--json", told)
    assert json.loads(told.read_text(encoding="utf-8"))["status"] == "open"
