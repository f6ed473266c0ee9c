"""Every paper of the registry prints of an empty centre, of a full one, and of people with awkward names."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zipfile import ZipFile

import pypdf
import pytest
from sqlalchemy import func, select

import panpun_desktop
from panpun_desktop.common.clock import FixedClock
from panpun_desktop.common.demonstration_mark import PAPER_NOTE
from panpun_desktop.models import AccessEntry, Agency, Cohort, Enrolment, Person, Stay
from panpun_desktop.reports import runner
from panpun_desktop.reports.registry import reports
from panpun_desktop.services.admission_requests import AdmitPeople, Member
from panpun_desktop.services.admissions import admit
from panpun_desktop.services.agencies import SaveAgency, save_agency
from panpun_desktop.services.demonstration import DemoCentre, make_demonstration
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.services.session import sign_in
from tests import training
from tests.builders import CHEAP, NOW, TODAY
from tests.centres import OpenCentre, open_centre
from tests.reports.kit.reading import STRANGE, joined, poppler, pypdf_text

KEYS = list(reports())
ABOUT = {"person_id", "stay_id", "enrolment_id"}
"""Parameters of a paper about somebody."""
SAYS_CODES = {"audit_trail"}
"""Papers that tell what was stored as it was stored, and the code that seals it."""
LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
LONG = "ศิริรัตนมหาวชิราลงกรณ์เทพรัตนราชสุดา" * 4
AWKWARD = {
    "marks": PersonFacts(title="นาย", first_name='ก&ข<b>"', last_name="ค'ง</para>", nickname="<i>", sex="M"),
    "long": PersonFacts(title="นางสาว", first_name=LONG, last_name=LONG, nickname=LONG, sex="F"),
    "unknown": PersonFacts(),
    "old": PersonFacts(
        title="นาย",
        first_name="สมมติ",
        sex="M",
        birth_precision="DAY",
        birth_first_on=date(1938, 2, 10),
        national_id="3999900000028",
    ),
}


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A demonstration centre with few people, its manager signed in."""
    folder, clock = tmp_path_factory.mktemp("full") / "centre", FixedClock.at(TODAY, hour=14)
    make_demonstration(folder, clock, DemoCentre(people=24), CHEAP)
    session = sign_in(folder, clock, "manager", "demo")
    in_class(session)
    yield session
    session.work.close()


def in_class(session: Any, people: int = 12) -> None:
    """A class with the newest people of the register."""
    centre = SimpleNamespace(work=session.work, manager=session.actor, desk=session.actor)
    with session.work.reading(session.actor, "person.read") as looking:
        ids = looking.scalars(select(Person.id).order_by(Person.id.desc()).limit(people)).all()
    course = training.a_course(centre, "วิชาทดสอบ", service_type=None)
    training.enrolled(centre, training.a_cohort(centre, course), *ids)


def printed(session: Any, key: str, **chosen: Any) -> bytes:
    """The paper with every parameter it needs; people and agencies are the last ones there."""
    return runner.render(session.work, session.actor, key, needed(session, key, **chosen)).pdf


def needed(session: Any, key: str, **chosen: Any) -> dict[str, Any]:
    """Every parameter that a paper needs."""
    with session.work.reading(session.actor, "person.read") as looking:
        stay = looking.execute(select(Stay.id, Stay.person_id).order_by(Stay.id.desc()).limit(1)).first()
        person = looking.scalar(select(Person.id).order_by(Person.id.desc()).limit(1))
        agency = looking.scalar(select(Agency.id).order_by(Agency.id.desc()).limit(1))
        enrolment = looking.scalar(select(Enrolment.id).order_by(Enrolment.id.desc()).limit(1))
        cohort = looking.scalar(select(Cohort.id).order_by(Cohort.id.desc()).limit(1))
    given = {
        "month": TODAY.replace(day=1),
        "day": TODAY,
        "first_on": TODAY.replace(month=10, day=1),
        "last_on": TODAY,
        "term": "2/2569",
        "agency_id": agency,
        "cohort_id": cohort,
        "enrolment_id": enrolment,
        "stay_id": stay.id if stay else None,
        "person_id": stay.person_id if stay else person,
    } | chosen
    return {name: given[name] for name in reports()[key].needs}


def assert_is_a_sound_paper(pdf: bytes, key: str = "") -> str:
    """Embedded fonts, plain Thai that can be copied out, no English word; the text is given back."""
    reader = pypdf.PdfReader(BytesIO(pdf))
    assert [name for page in reader.pages for name in _fonts_outside(page)] == []
    text = poppler(pdf)
    assert STRANGE.findall(text) == []
    assert any("ก" <= letter <= "ฮ" for letter in text)
    assert reader.root_object["/Lang"] == "th-TH"
    assert reader.metadata is not None
    assert (reader.metadata.title or "").strip()
    assert (reader.metadata.author or "").strip(), "the centre"
    thai = text.replace("office@example.org", "").replace("N-NET", "")
    assert LATIN_WORD.findall(thai if key not in SAYS_CODES else "") == []
    return text


def _fonts_outside(page: Any) -> Iterator[str]:
    """Fonts of a page, and of the drawings set into it, that the file does not carry itself."""
    resources = page["/Resources"].get_object()
    fonts = resources.get("/Font", {})
    for name in fonts:
        font = fonts[name].get_object()
        inside = [one.get_object() for one in font.get("/DescendantFonts", ())] or [font]
        if not all(map(_is_embedded, inside)):
            yield str(font.get("/BaseFont"))
    drawings = resources.get("/XObject", {})
    for drawing in (drawings[name].get_object() for name in drawings):
        if "/Resources" in drawing:
            yield from _fonts_outside(drawing)


def _is_embedded(font: Any) -> bool:
    described = font.get("/FontDescriptor", {})
    described = described.get_object() if hasattr(described, "get_object") else described
    return font.get("/Subtype") == "/Type3" or any(f"/FontFile{n}" in described for n in ("", "2", "3"))


class _As:
    """An open centre with one of its users, as ``printed`` wants it."""

    def __init__(self, centre: OpenCentre) -> None:
        self.work, self.actor = centre.work, centre.manager


def admitted(centre: OpenCentre, facts: PersonFacts) -> _As:
    """Someone who came today, and an agency to write to."""
    save_agency(centre.work, centre.manager, SaveAgency(None, 'มูลนิธิ <ก> & "ข"', "NGO", "ประธาน"))
    admit(centre.work, centre.manager, AdmitPeople((Member(facts=facts),), "TRIAL", TODAY))
    signed_in = _As(centre)
    in_class(signed_in, people=1)
    return signed_in


@pytest.mark.parametrize("key", KEYS)
def test_every_paper_of_a_demonstration_prints_and_says_so_on_each_page(full: Any, key: str) -> None:
    *pages, _end = assert_is_a_sound_paper(printed(full, key), key).split("\f")
    assert [joined(page).count(joined(PAPER_NOTE)) for page in pages] == [1] * len(pages)


@pytest.mark.parametrize("key", KEYS)
def test_every_paper_prints_of_an_empty_centre(centre_session: OpenCentre, key: str) -> None:
    if ABOUT & set(reports()[key].needs):
        pytest.skip("a paper about somebody; see the unknown person")
    training.a_cohort(centre_session)
    assert PAPER_NOTE not in assert_is_a_sound_paper(printed(_As(centre_session), key), key)


@pytest.mark.parametrize("key", [key for key, paper in reports().items() if paper.is_letter])
def test_both_readers_give_back_the_same_letters(full: Any, key: str) -> None:
    """Whatever order they read columns in, no letter of the paper is lost or put in by one of them."""
    pdf = printed(full, key)
    by_poppler, by_pypdf = (sorted(joined(text)) for text in (poppler(pdf), pypdf_text(pdf)))
    assert by_poppler == by_pypdf


@pytest.fixture(scope="module")
def with_awkward(
    centre_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], _As]]:
    """A centre for each of the awkward people, made when the first paper is printed of them."""
    made: dict[str, _As] = {}

    def of(who: str) -> _As:
        if who not in made:
            folder = tmp_path_factory.mktemp("awkward") / "centre"
            shutil.copytree(centre_template, folder)
            made[who] = admitted(open_centre(folder, FixedClock(NOW)), AWKWARD[who])
        return made[who]

    yield of
    for one in made.values():
        one.work.close()


@pytest.mark.parametrize("who", AWKWARD)
@pytest.mark.parametrize("key", KEYS)
def test_every_paper_prints_of_awkward_people(with_awkward: Callable[[str], _As], key: str, who: str) -> None:
    text = assert_latin_free(printed(with_awkward(who), key))
    if ABOUT & set(reports()[key].needs):
        wanted = joined(AWKWARD[who].first_name)
        assert wanted in joined(text)


def assert_latin_free(pdf: bytes) -> str:
    """Sound, but for the Latin that is part of an awkward name."""
    text = poppler(pdf)
    assert STRANGE.findall(text) == []
    assert [name for page in pypdf.PdfReader(BytesIO(pdf)).pages for name in _fonts_outside(page)] == []
    assert "&amp;" not in text
    assert "&lt;" not in text
    return text


@pytest.mark.parametrize("key", KEYS)
def test_a_paper_is_the_same_twice(full: Any, key: str) -> None:
    assert printed(full, key) == printed(full, key)


MADE_ELSEWHERE = {"recovery_key", "guide", "invitation_slip", "breach_notice", "person_data"}
"""Papers of the settings and the help, which are made where they are needed and are in no list."""


def test_the_registry_is_whole() -> None:
    """Each folder of a paper is in the registry: a paper that nobody can print is no paper."""
    folder = Path(runner.__file__).parent
    papers = {path.parent.name for path in folder.glob("*/layout.py")}
    assert papers - MADE_ELSEWHERE == {paper.draw.__module__.split(".")[2] for paper in reports().values()}


def test_whatever_is_taken_out_stands_in_the_access_register(full: Any) -> None:
    """R-PD-4: files of every kind, by the same functions that screens and commands use."""
    silent = []
    for key, paper in reports().items():
        given = needed(full, key)
        ways = {
            "json": lambda key=key, given=given: runner.facts(full.work, full.actor, key, given),
            "pdf": lambda key=key, given=given: runner.pdf_file(full.work, full.actor, key, given),
        } | {
            form: lambda key=key, given=given, form=form: runner.office(
                full.work, full.actor, key, given, form
            )
            for form in ("xlsx", "docx")
            if getattr(paper, form) is not None
        }
        for way, take in ways.items():
            before = _taken(full, key)
            made = take()
            if _taken(full, key) <= before:
                silent.append((key, way))
            if way in {"xlsx", "docx"}:
                assert PAPER_NOTE in _written(made), (key, way)
    assert silent == []


def _written(office_file: Any) -> str:
    """All that stands in a file for office programs."""
    with ZipFile(BytesIO(office_file)) as file:
        return "".join(file.read(name).decode() for name in file.namelist() if name.endswith(".xml"))


def _taken(session: Any, key: str) -> int:
    with session.work.reading(session.actor, "access.read") as looking:
        chosen = select(func.count()).where(AccessEntry.place == key, AccessEntry.kind == "export")
        return int(looking.scalar(chosen) or 0)


def test_no_other_part_of_a_screen_or_command_writes_papers() -> None:
    """Whoever prints or saves is known here, with the note it makes; a new place has to be looked at."""
    package = Path(panpun_desktop.__file__).parent
    told = re.compile(r"\b(ask_and_print|save_file|write_bytes)\(")
    found = {
        path.relative_to(package).as_posix()
        for part in ("views", "cli")
        for path in (package / part).rglob("*.py")
        if told.search(path.read_text(encoding="utf-8"))
    }
    assert found == NOTES


def test_whoever_prints_an_issued_paper_again_gets_the_text_as_it_was_sent() -> None:
    """One way for all: ``reprint_as_sent``, which knows of a text attached as the issued one."""
    package = Path(panpun_desktop.__file__).parent
    drawn = re.compile(r"services\.documents import [^\n]*\breprint\b|documents\.reprint\(")
    found = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if drawn.search(path.read_text(encoding="utf-8"))
    }
    assert found == {"services/paper_files.py"}


NOTES = {
    "cli/letters.py",  # runner.pdf_file, issue, office
    "cli/months.py",  # closing and facts
    "cli/reports.py",  # runner.pdf_file, facts, office
    "views/admission/papers_dialog.py",  # issued: noted with their numbers
    "views/documents/desk.py",  # note_taken
    "views/documents/editions_dialog.py",  # reprint
    "views/documents/issued_list.py",  # reprint
    "views/documents/paper_files.py",  # look_at_paper_file
    "views/first_start/page.py",  # the recovery key: nobody's data
    "views/help/guide_printing.py",  # the guide: nobody's data
    "views/paper_window.py",  # its signal, note_taken
    "views/residents/file_window.py",  # look_at_file
    "views/settings/recovery_key.py",  # the recovery key: nobody's data
    "views/settings/letters.py",  # words of letters: nobody's data
    "views/settings/privacy_copy.py",  # noted when the copy is made
    "views/settings/register.py",  # runner.office
}
