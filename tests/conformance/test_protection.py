"""Nobody finds a protected person by accident: every screen, service, paper and command, as each role."""

from __future__ import annotations

import inspect
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from panpun_desktop import cli
from panpun_desktop.app import Program, make_application
from panpun_desktop.common.clock import FixedClock
from panpun_desktop.common.errors import PanpunError
from panpun_desktop.common.national_id import format_id
from panpun_desktop.models import AppUser, Person
from panpun_desktop.reports import runner
from panpun_desktop.reports.registry import reports
from panpun_desktop.rules.protection import Sight, usual_sight
from panpun_desktop.rules.roles import SYSTEM, Actor, Role
from panpun_desktop.services import people
from panpun_desktop.services.admission_requests import AdmitPeople, Member
from panpun_desktop.services.admissions import admit
from panpun_desktop.services.beds import MoveBed, move_bed
from panpun_desktop.services.documents import list_documents, reprint
from panpun_desktop.services.people_rows import PeopleFilter, PersonFacts
from panpun_desktop.services.register_export import ExportRegister, export_register
from panpun_desktop.services.restrictions import RestrictPeople, restrict_people
from panpun_desktop.services.today import today
from panpun_desktop.services.users import SaveUser, save_user
from panpun_desktop.store.unit_of_work import UnitsOfWork
from panpun_desktop.tour.hand import Hand
from tests.builders import NOW, TODAY
from tests.centres import PASSWORD, make_centre, open_centre
from tests.conformance import test_acts
from tests.conformance.test_screens import dialogs, login_of, walk
from tests.conformance.words import texts, texts_of_open_page
from tests.training import a_cohort, a_course, enrolled

NUMBER = "1999900012348"
FIRST, LAST, NICKNAME, PHONE = "ซ่อนกลิ่นทิพย์", "ลี้ลับวงศา", "หนูจันทร์แรม", "0899990007"
PLANTED = (FIRST, LAST, NICKNAME, NUMBER, format_id(NUMBER), PHONE, "089-999-0007")
PREFIXES = (FIRST[:4], LAST[:5], NICKNAME[:4], NUMBER[:7], PHONE, "089")
VEILED = [role for role in Role if usual_sight(Actor(0, "", "", role)) is not Sight.FULL]
HIDDEN = [role for role in VEILED if usual_sight(Actor(0, "", "", role)) is Sight.NONE]
FULL = [role for role in Role if role not in VEILED]


@dataclass(frozen=True)
class Planted:
    """A centre with one protected woman: the first person, the first stay, of whom much is recorded."""

    folder: Path
    person_id: int
    stay_id: int
    regno: str
    work: UnitsOfWork
    actors: dict[Role, Actor] = field(default_factory=dict)

    def leaks(self, role: Role, text: str) -> list[str]:
        """The planted words in a text that the role must not read."""
        hidden = (self.regno,) if role in HIDDEN else ()
        plain = text.replace("\u200b", "")
        return [word for word in (*PLANTED, *hidden) if word in plain]


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Planted]:
    """She came nine days ago with a child, moved today, has papers, and is protected since."""
    folder = tmp_path_factory.mktemp("protected") / "centre"
    make_centre(folder)
    opened = open_centre(folder, FixedClock(NOW))
    work = opened.work
    for role in Role:
        login = login_of(role)
        if login not in {"manager", "desk", "trainer", "admin"}:
            save_user(work, opened.manager, SaveUser(None, login, "ผู้ใช้ทดสอบ", role, password=PASSWORD))
    with work.writing(opened.manager, "user.edit") as session:
        for row in session.query(AppUser):
            row.must_change_password = False
        actors = {
            Role(row.role): Actor(row.id, row.login, row.name, Role(row.role))
            for row in session.query(AppUser)
        }
    mother = PersonFacts(
        title="นาง",
        first_name=FIRST,
        last_name=LAST,
        nickname=NICKNAME,
        sex="F",
        national_id=NUMBER,
        phone=PHONE,
    )
    child = PersonFacts(title="เด็กหญิง", first_name="ใบเตย", last_name="ทั่วไป", sex="F")
    members = (
        Member(facts=mother, bed_id=opened.bed("ครอบครัว 1-01")),
        Member(facts=child, relation="CHILD", bed_id=opened.bed("ครอบครัว 1-02")),
    )
    came = admit(work, opened.desk, AdmitPeople(members, "TRIAL", TODAY - timedelta(days=9)))
    panel = people.person_panel(work, opened.manager, came.person_ids[0])
    assert panel.stay_version is not None
    moved = MoveBed(came.stay_ids[0], panel.stay_version, opened.bed("หญิง 1-01"), TODAY)
    move_bed(work, opened.manager, moved)
    for key, given in (
        ("intake_form", {"person_id": came.person_ids[0]}),
        ("census", {"day": TODAY}),
    ):
        runner.issue(work, opened.manager, key, given)
    enrolled(opened, a_cohort(opened, a_course(opened, service_type=None)), came.person_ids[0])
    restrict_people(work, actors[Role.SW], RestrictPeople(came.person_ids[:1], "VIOLENCE"))
    assert (came.person_ids[0], came.stay_ids[0]) == (1, 1), "what walks the services asks for the first"
    yield Planted(folder, came.person_ids[0], came.stay_ids[0], came.regnos[0], work, actors)
    work.close()


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a service writes to a file goes nowhere else."""
    monkeypatch.chdir(tmp_path)


# --- services --------------------------------------------------------------------------------------


def answers(planted: Planted, by: Actor) -> Iterator[tuple[str, list[str]]]:
    """The planted words, besides those asked with, in what every reading service tells."""
    for name in test_acts.ASKING:
        function = test_acts.ALL[name]
        if is_reading(function):
            for text in PREFIXES if takes_text(function) else ("x",):
                found = planted.leaks(by.role, told(function, planted.work, by, text))
                yield name, [word for word in found if word not in text]


def takes_text(function: Any) -> bool:
    return "'x'" in repr(test_acts.arguments(function)) or "text" in inspect.signature(function).parameters


def is_reading(function: Any) -> bool:
    source = inspect.getsource(function)
    return ".reading(" in source and ".writing(" not in source


def told(function: Any, work: UnitsOfWork, by: Actor, text: str) -> str:
    """What a service gives back, or says when it refuses."""
    plain = test_acts.PLAIN[str]
    test_acts.PLAIN[str] = text
    try:
        return repr(function(work, by, *test_acts.arguments(function)))
    except PanpunError as refused:
        return f"{refused.id} {refused.facts!r}"
    except (TypeError, ValueError, LookupError, AttributeError, OSError) as unfit:
        return f"{type(unfit).__name__} {unfit}"
    finally:
        test_acts.PLAIN[str] = plain


@pytest.mark.parametrize("role", VEILED)
def test_no_service_tells_of_her(planted: Planted, role: Role) -> None:
    found = [(name, words) for name, words in answers(planted, planted.actors[role]) if words]
    assert found == []


def test_the_walk_of_the_services_can_fail(planted: Planted) -> None:
    found = {name for name, words in answers(planted, planted.actors[Role.SW]) if words}
    expected = {"people.list_people", "people.search", "people.person_panel", "beds.board", "today.today"}
    assert expected <= found


@pytest.mark.parametrize("role", [one for one in Role if one not in {Role.VOL, Role.ADMIN}])
def test_totals_are_the_same_for_everybody(planted: Planted, role: Role) -> None:
    ours, theirs = (today(planted.work, planted.actors[one]) for one in (Role.MANAGER, role))
    assert (ours.figures, ours.balance) == (theirs.figures, theirs.balance)
    assert [day.people for day in ours.forecast] == [day.people for day in theirs.forecast]


# --- papers, exports, commands ---------------------------------------------------------------------


def paper_texts(planted: Planted, by: Actor, folder: Path) -> Iterator[tuple[str, str]]:
    """Every paper that a role gets about her or the house, read as an outsider reads it."""
    given = {"person_id": 1, "stay_id": 1, "agency_id": 1, "day": TODAY, "month": TODAY, "night": TODAY}
    given |= {"first_on": TODAY - timedelta(days=300), "last_on": TODAY}
    for key, paper in reports().items():
        try:
            drawn = runner.render(planted.work, by, key, {name: given.get(name, 1) for name in paper.needs})
        except PanpunError as refused:
            yield key, f"{refused.id} {refused.facts!r}"
            continue
        yield key, f"{drawn.title} {drawn.data!r} {read_pdf(drawn.pdf, folder)}"
    try:
        rows = list_documents(planted.work, by)
    except PanpunError:
        return
    for row in rows:
        try:
            yield f"reprint of {row.kind}", read_pdf(reprint(planted.work, by, row.id), folder)
        except PanpunError as refused:
            yield f"reprint of {row.kind}", f"{refused.id} {refused.facts!r}"


def read_pdf(pdf: bytes, folder: Path) -> str:
    path = folder / "paper.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    return done.stdout.decode()


@pytest.mark.parametrize("role", VEILED)
def test_no_paper_tells_of_her(planted: Planted, role: Role, tmp_path: Path) -> None:
    found = dict(paper_texts(planted, planted.actors[role], tmp_path))
    assert {key: words for key, text in found.items() if (words := planted.leaks(role, text))} == {}


def test_the_reading_of_papers_can_fail(planted: Planted, tmp_path: Path) -> None:
    found = dict(paper_texts(planted, planted.actors[Role.SW], tmp_path))
    assert FIRST in found["intake_form"]
    assert FIRST in found["reprint of intake_form"]
    assert "ปกปิด" in found["census"], "lists on paper name her to nobody"


@pytest.mark.parametrize("role", list(Role))
def test_no_export_tells_of_her(planted: Planted, role: Role, tmp_path: Path) -> None:
    path = tmp_path / "register.xlsx"
    try:
        export_register(planted.work, planted.actors[role], ExportRegister(path))
    except PanpunError:
        return
    with zipfile.ZipFile(path) as book:
        cells = " ".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    assert bool(planted.leaks(role, cells)) is (role in FULL)


@pytest.mark.parametrize("role", [*VEILED, Role.SW])
def test_no_command_tells_of_her(
    planted: Planted, role: Role, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: Any
) -> None:
    monkeypatch.setattr(cli.main, "SystemClock", lambda: FixedClock(NOW))
    password = tmp_path / "password"
    password.write_text(PASSWORD, encoding="utf-8")
    folder = Path(shutil.copytree(planted.folder, tmp_path / "centre"))
    who = ("--data", str(folder), "--user", login_of(role), "--password-file", str(password))
    written = tmp_path / "out.json"
    for command in (
        ("report", "census", "2569-11-21", "--json", str(written), "--pdf", str(tmp_path / "out.pdf")),
        ("report", "monthly", "2569-11", "--json", str(written)),
        ("letter", "transfer", "--person", planted.regno, "--to", "มูลนิธิ"),
    ):
        cli.run([*who, *command])
    said = capsys.readouterr()
    names = " ".join(str(path) for path in tmp_path.rglob("*"))
    json = written.read_text(encoding="utf-8") if written.exists() else ""
    logs = "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.log*"))
    plain = said.err.replace(planted.regno, "") + said.out + names + json + logs  # the number was typed
    assert planted.leaks(role, plain) == []


# --- the window ------------------------------------------------------------------------------------


@pytest.fixture
def open_as(qtbot: Any, planted: Planted, tmp_path: Path) -> Iterator[Any]:
    """Opens the window on a copy of the centre for somebody of a role."""
    programs = []

    def made(role: Role) -> Hand:
        make_application()
        folder = Path(shutil.copytree(planted.folder, tmp_path / "centre"))
        program = Program(QApplication.instance(), folder, FixedClock(NOW))
        qtbot.addWidget(program.window)
        program.window.resize(1366, 768)
        with qtbot.waitActive(program.window):
            program.start()
        programs.append(program)
        hand = Hand(program.window, program.operations)
        hand.wait()
        hand.write("loginField", login_of(role))
        hand.write("passwordField", PASSWORD)
        hand.press("Return")
        hand.wait()
        return hand

    yield made
    for program in programs:
        program.close()


def everything_shown() -> str:
    """Every text of every window there is, with the open page: dialogs, popups, titles, tips."""
    windows = QApplication.topLevelWidgets()
    return "\n".join(text for window in windows for _widget, text in texts_of_open_page(window))


def seen_places(hand: Hand, role: Role, planted: Planted) -> Iterator[tuple[str, str]]:
    workbench = hand.window.workbench
    for place, _page in walk(hand, into_parts=role is Role.REG):
        yield place, everything_shown()
    for key in ("residents", "documents", "admission"):
        workbench.navigate(key, person_id=planted.person_id)
        hand.wait()
        yield f"{key} of her", everything_shown()
    if role in {Role.REG, Role.TRAINER, Role.SW}:
        for place, _dialog in dialogs(hand):
            yield place, everything_shown()
    yield "all pages at the end", "\n".join(text for _widget, text in texts(hand.window))
    for text in (*PREFIXES[:3], planted.regno):
        workbench.search.start(text)
        hand.wait()
        yield f"search {text}", everything_shown().replace(text, "")
        hand.press("Esc")
        hand.wait()


@pytest.mark.parametrize("role", VEILED)
def test_no_screen_tells_of_her(open_as: Any, planted: Planted, role: Role) -> None:
    hand = open_as(role)
    found = {place: planted.leaks(role, text) for place, text in seen_places(hand, role, planted)}
    assert {place: words for place, words in found.items() if words} == {}


def test_the_walk_of_the_screens_can_fail(open_as: Any, planted: Planted) -> None:
    hand = open_as(Role.SW)
    found = {place for place, text in seen_places(hand, Role.SW, planted) if planted.leaks(Role.SW, text)}
    assert {"today", "residents", "beds", f"search {FIRST[:4]}"} <= found


def test_the_planted_words_are_nowhere_else(planted: Planted) -> None:
    with planted.work.reading(SYSTEM, "setting.read") as session:
        others = [repr(vars(row)) for row in session.query(Person) if row.id != planted.person_id]
    assert [word for word in PLANTED if any(word in one for one in others)] == []
    assert people.count_people(planted.work, planted.actors[Role.SW], PeopleFilter()) == 2
