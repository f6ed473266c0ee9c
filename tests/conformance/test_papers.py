"""Every paper of the registry prints of an empty centre, of a full one, and of people with awkward names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pypdf
import pytest
from sqlalchemy import select

from panpun_desktop.common.clock import FixedClock
from panpun_desktop.models import Agency, Cohort, Enrolment, Person, Stay
from panpun_desktop.reports import runner
from panpun_desktop.reports.registry import reports
from panpun_desktop.services.admissions import AdmitPeople, Member, admit
from panpun_desktop.services.agencies import SaveAgency, save_agency
from panpun_desktop.services.demonstration import DemoCentre, make_demonstration
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.services.session import sign_in
from tests import training
from tests.builders import CHEAP, TODAY
from tests.centres import OpenCentre
from tests.reports.kit.reading import STRANGE, joined, poppler

KEYS = list(reports())
ABOUT = {"person_id", "stay_id", "enrolment_id"}
"""Parameters of a paper about somebody."""
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
    needed = {name: given[name] for name in reports()[key].needs}
    return runner.render(session.work, session.actor, key, needed).pdf


def assert_is_a_sound_paper(pdf: bytes) -> str:
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
    assert LATIN_WORD.findall(text.replace("office@example.org", "").replace("N-NET", "")) == []
    return text


def _fonts_outside(page: Any) -> Iterator[str]:
    """Fonts of a page that the file does not carry itself."""
    fonts = page["/Resources"].get("/Font", {})
    for name in fonts:
        font = fonts[name].get_object()
        inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        described = inner.get("/FontDescriptor", {})
        described = described.get_object() if hasattr(described, "get_object") else described
        if not any(key in described for key in ("/FontFile", "/FontFile2", "/FontFile3")):
            yield str(font.get("/BaseFont"))


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
def test_every_paper_prints_of_a_full_centre(full: Any, key: str) -> None:
    assert_is_a_sound_paper(printed(full, key))


@pytest.mark.parametrize("key", KEYS)
def test_every_paper_prints_of_an_empty_centre(centre_session: OpenCentre, key: str) -> None:
    if ABOUT & set(reports()[key].needs):
        pytest.skip("a paper about somebody; see the unknown person")
    training.a_cohort(centre_session)
    assert_is_a_sound_paper(printed(_As(centre_session), key))


@pytest.mark.parametrize("who", AWKWARD)
@pytest.mark.parametrize("key", KEYS)
def test_every_paper_prints_of_awkward_people(centre_session: OpenCentre, key: str, who: str) -> None:
    text = assert_latin_free(printed(admitted(centre_session, AWKWARD[who]), key))
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


def test_the_registry_is_whole() -> None:
    """Each folder of a paper is in the registry: a paper that nobody can print is no paper."""
    folder = Path(runner.__file__).parent
    papers = {path.parent.name for path in folder.glob("*/layout.py")}
    assert papers - {"recovery_key"} == {paper.draw.__module__.split(".")[2] for paper in reports().values()}
