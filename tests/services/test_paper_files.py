"""Files kept with papers: scans, the text as sent, sealed parts; and the registers of papers as lists."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select

from panpun_desktop.common.errors import NotAllowed, RuleBroken
from panpun_desktop.models import AccessEntry
from panpun_desktop.reports import runner
from panpun_desktop.rules.roles import SYSTEM, Actor, Role
from panpun_desktop.services import undoing
from panpun_desktop.services.admission_requests import AdmitPeople, Member
from panpun_desktop.services.admissions import admit
from panpun_desktop.services.agencies import SaveAgency, save_agency
from panpun_desktop.services.documents import reprint
from panpun_desktop.services.incoming_papers import record_incoming
from panpun_desktop.services.incoming_rows import IncomingFacts
from panpun_desktop.services.paper_files import (
    AddPaperFile,
    VoidPaperFile,
    add_paper_file,
    list_paper_files,
    look_at_paper_file,
    reprint_as_sent,
    void_paper_file,
)
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.services.restrictions import RestrictPeople, restrict_people
from tests.builders import TODAY
from tests.centres import OpenCentre

PDF = b"%PDF-1.7 the text as it went out"
NAME = "มะลิซ่อนรัก"
PERIOD = {"first_on": TODAY.replace(day=1), "last_on": TODAY}


def png() -> bytes:
    out = BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def person_id(centre_session: OpenCentre) -> int:
    facts = PersonFacts(title="นาง", first_name=NAME, last_name="ใจดี", sex="F")
    member = Member(facts=facts, bed_id=centre_session.bed("หญิง 1-01"))
    request = AdmitPeople((member,), "TRIAL", TODAY - timedelta(days=3))
    return admit(centre_session.work, centre_session.desk, request).person_ids[0]


@pytest.fixture
def letter_id(centre_session: OpenCentre, person_id: int) -> int:
    saved = save_agency(centre_session.work, centre_session.desk, SaveAgency(None, "รพ.ตัวอย่าง", "GOV"))
    given = {"person_id": person_id, "agency_id": next(iter(saved.agencies))}
    return runner.issue(centre_session.work, centre_session.desk, "transfer_letter", given).document_id


def case_worker(centre: OpenCentre) -> Actor:
    return Actor(centre.manager.user_id, "sw", "ทดสอบ", Role.SW)


def test_a_scan_is_kept_listed_opened_and_noted(
    centre_session: OpenCentre, letter_id: int, person_id: int
) -> None:
    work, desk = centre_session.work, centre_session.desk
    add_paper_file(work, desk, AddPaperFile("scan", "ลงนาม.png", png(), letter_id))
    (row,) = list_paper_files(work, desk, document_id=letter_id)
    assert (row.name, row.media_type, row.added_by) == ("ลงนาม.png", "image/png", desk.name)
    assert look_at_paper_file(work, desk, row.id) == png()
    with work.reading(SYSTEM, "setting.read") as session:
        noted = session.scalars(select(AccessEntry.place).where(AccessEntry.person_id == person_id)).all()
    assert "paper_file.scan" in noted


def test_the_text_as_sent_is_what_a_reprint_offers_and_the_drawn_one_stays(
    centre_session: OpenCentre, letter_id: int
) -> None:
    work, desk = centre_session.work, centre_session.desk
    drawn = reprint(work, desk, letter_id)
    assert reprint_as_sent(work, desk, letter_id).pdf == drawn
    add_paper_file(work, desk, AddPaperFile("issued_text", "แก้ไข.pdf", PDF, letter_id))
    assert reprint_as_sent(work, desk, letter_id) == type(reprint_as_sent(work, desk, letter_id))(
        PDF, "แก้ไข.pdf"
    )
    assert reprint(work, desk, letter_id) == drawn
    (row,) = list_paper_files(work, desk, document_id=letter_id)
    void_paper_file(work, desk, VoidPaperFile(row.id, row.version))
    assert reprint_as_sent(work, desk, letter_id).pdf == drawn
    done = work.last_done()
    assert done is None or done.act != "paper_file.edit"  # the reprint came after


def test_taking_a_file_away_is_undone(centre_session: OpenCentre, letter_id: int) -> None:
    work, desk = centre_session.work, centre_session.desk
    add_paper_file(work, desk, AddPaperFile("attachment", "บัญชี.pdf", PDF, letter_id))
    (row,) = list_paper_files(work, desk, document_id=letter_id)
    void_paper_file(work, desk, VoidPaperFile(row.id, row.version))
    done = work.last_done()
    assert list_paper_files(work, desk, document_id=letter_id) == ()
    assert done is not None
    undoing.take_back(work, desk, undoing.TakeBack(done.entry_id))
    assert [one.id for one in list_paper_files(work, desk, document_id=letter_id)] == [row.id]


def test_a_sealed_part_is_there_for_all_and_opened_by_case_staff_alone(
    centre_session: OpenCentre, letter_id: int
) -> None:
    work, desk, worker = centre_session.work, centre_session.desk, case_worker(centre_session)
    sealed = AddPaperFile("sealed", "ผลตรวจสุขภาพ.pdf", PDF, letter_id)
    with pytest.raises(RuleBroken, match=r"file\.sensitive"):
        add_paper_file(work, desk, sealed)
    add_paper_file(work, worker, sealed)
    (row,) = list_paper_files(work, desk, document_id=letter_id)
    assert (row.kind, row.name, row.may_open) == ("sealed", "", False)
    with pytest.raises(RuleBroken, match=r"file\.sensitive"):
        look_at_paper_file(work, desk, row.id)
    assert look_at_paper_file(work, worker, row.id) == PDF


@pytest.mark.parametrize(
    ("kind", "content", "refusal"),
    [
        ("scan", b"MZ a program", "paper_file.not_readable"),
        ("scan", b"%PDF-" + b"0" * (21 * 1024 * 1024), "file.too_big"),
        ("issued_text", b"PK\x03\x04 word/document.xml", "paper_file.issued_text_pdf"),
        ("scan", b"PK\x03\x04 word/document.xml", "paper_file.not_readable"),
        ("letter", PDF, "file.kind_unknown"),
    ],
)
def test_what_cannot_be_kept_is_refused(
    centre_session: OpenCentre, letter_id: int, kind: str, content: bytes, refusal: str
) -> None:
    with pytest.raises(RuleBroken, match=refusal):
        add_paper_file(
            centre_session.work, centre_session.desk, AddPaperFile(kind, "x.pdf", content, letter_id)
        )
    assert list_paper_files(centre_session.work, centre_session.desk, document_id=letter_id) == ()


def test_a_word_text_is_kept_beside_a_paper_that_came(centre_session: OpenCentre) -> None:
    work, desk = centre_session.work, centre_session.desk
    came = record_incoming(work, desk, IncomingFacts(TODAY, "ขอข้อมูล", sender="พมจ.")).incoming_id
    add_paper_file(
        work, desk, AddPaperFile("attachment", "ร่าง.docx", b"PK\x03\x04 word/document.xml", incoming_id=came)
    )
    assert [row.name for row in list_paper_files(work, desk, incoming_id=came)] == ["ร่าง.docx"]
    with pytest.raises(RuleBroken, match=r"paper_file\.not_of_incoming"):
        add_paper_file(work, desk, AddPaperFile("issued_text", "x.pdf", PDF, incoming_id=came))
    with pytest.raises(RuleBroken, match=r"paper_file\.no_paper"):
        add_paper_file(work, desk, AddPaperFile("scan", "x.pdf", PDF))
    with pytest.raises(NotAllowed):
        add_paper_file(work, centre_session.trainer, AddPaperFile("scan", "x.pdf", PDF, incoming_id=came))


def test_r_saf_1_files_of_a_protected_person_are_not_listed_or_opened(
    centre_session: OpenCentre, letter_id: int, person_id: int
) -> None:
    work, desk, worker = centre_session.work, centre_session.desk, case_worker(centre_session)
    add_paper_file(work, desk, AddPaperFile("scan", f"{NAME}.pdf", PDF, letter_id))
    (row,) = list_paper_files(work, desk, document_id=letter_id)
    restrict_people(work, worker, RestrictPeople((person_id,), "VIOLENCE"))
    assert list_paper_files(work, desk, document_id=letter_id) == ()
    with pytest.raises(RuleBroken, match=r"person\.masked"):
        look_at_paper_file(work, desk, row.id)
    assert look_at_paper_file(work, worker, row.id) == PDF


def test_the_registers_print_every_number_with_its_answer(
    centre_session: OpenCentre, letter_id: int, person_id: int
) -> None:
    work, desk = centre_session.work, centre_session.desk
    record_incoming(
        work, desk, IncomingFacts(TODAY, "แจ้งผล", sender="รพ.", answers_id=letter_id, result="REFUSED")
    )
    (sent,) = runner.facts(work, desk, "outgoing_register", PERIOD)["tables"][0]["rows"]
    assert sent["values"]["number"] == "ปป. 001/2569"
    assert sent["values"]["replied_on"] == TODAY.isoformat()
    (came,) = runner.facts(work, desk, "incoming_register", PERIOD)["tables"][0]["rows"]
    assert (came["values"]["number"], came["values"]["state"]) == ("001/2569", "ไม่รับตัว")
    assert runner.render(work, desk, "incoming_register", PERIOD).pdf.startswith(b"%PDF")


def test_r_pd_9_the_disclosure_register_says_what_was_told_to_whom_on_what_ground(
    centre_session: OpenCentre, letter_id: int, person_id: int
) -> None:
    work, desk = centre_session.work, centre_session.desk
    (row,) = runner.facts(work, desk, "disclosures", PERIOD)["tables"][0]["rows"]
    assert row["values"]["basis"] == "กฎหมายคุ้มครองทางสังคม"
    assert "วันที่เข้าพัก" in row["values"]["items"]
    assert NAME in row["values"]["name"]
    nobody = runner.facts(work, desk, "disclosures", {**PERIOD, "person_id": person_id + 1})
    assert nobody["tables"][0]["rows"] == []
    restrict_people(work, case_worker(centre_session), RestrictPeople((person_id,), "VIOLENCE"))
    assert NAME not in repr(runner.facts(work, desk, "disclosures", PERIOD))
