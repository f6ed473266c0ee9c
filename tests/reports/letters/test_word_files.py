# ruff: noqa: E501 - the order of the schema on one line
"""Letters as Word files: complex-script attributes, the page, the same words as the PDF, the font inside."""

from __future__ import annotations

import uuid
from io import BytesIO
from pathlib import Path

import docx
import pypdf
import pytest
from docx.oxml.ns import qn
from docx.shared import Cm

from panpun_desktop.reports import kit, runner
from panpun_desktop.reports.letters import model
from panpun_desktop.reports.letters.docx import written
from panpun_desktop.reports.letters.pdf import drawn
from panpun_desktop.reports.sender import Sender
from panpun_desktop.services.admissions import Admitted
from panpun_desktop.store.unit_of_work import UnitsOfWork
from tests.builders import DESK
from tests.reports.kit.reading import joined, poppler
from tests.reports.letters.test_transfer_letter import SAMPLE, agency
from tests.reports.letters.word import needs_soffice, part, printed_by_office, runs, texts

PARTS = model.Letter(
    sender=Sender("ศูนย์ตัวอย่าง", ("99 ถนนสมมติ", "กรุงเทพมหานคร 10000")),
    number="ปป. 012/2569",
    dated="23 พฤศจิกายน 2569",
    subject="ขอความอนุเคราะห์",
    addressee="ผู้อำนวยการ",
    paragraphs=(kit.Markup("ด้วย <b>นายสมมติ</b> ก &amp; ข"), "จึงเรียนมาเพื่อโปรดพิจารณา"),
    signer="นายจำลอง ข้อมูลทดสอบ",
    signer_position="ผู้อำนวยการศูนย์",
    section="งานประสานงาน",
    secrecy="เอกสารลับเฉพาะผู้เกี่ยวข้อง",
    reference="หนังสือที่ 1/2569",
    enclosures=(model.Enclosure("สำเนา", "จำนวน 1 ฉบับ"), model.Enclosure("ภาพถ่าย", "จำนวน 2 ภาพ")),
    enclosure_numbers=("1.", "2."),
).parts()


def paper(*parts: model.Part, **about: bool) -> model.Paper:
    return model.Paper("หนังสือ", "ศูนย์ตัวอย่าง", parts or PARTS, **about)


def the_letter(centre: UnitsOfWork, family: Admitted) -> dict[str, object]:
    return {"person_id": family.person_ids[0], "agency_id": agency(centre), **SAMPLE}


def test_every_run_says_font_size_and_weight_for_thai_as_for_latin() -> None:
    found = list(runs(written(paper())))
    assert found
    for run in found:
        fonts = run.find(qn("w:rFonts"))
        assert {fonts.get(qn(f"w:{one}")) for one in ("ascii", "hAnsi", "cs")} == {"Sarabun"}
        assert run.find(qn("w:szCs")).get(qn("w:val")) == run.find(qn("w:sz")).get(qn("w:val"))
        assert (run.find(qn("w:bCs")) is None) is (run.find(qn("w:b")) is None)
        assert run.find(qn("w:lang")).get(qn("w:bidi")) == "th-TH"
    assert any(run.find(qn("w:bCs")) is not None for run in found)


def test_sixteen_official_points_are_eleven_of_the_delivered_font() -> None:
    sizes = [run.find(qn("w:szCs")).get(qn("w:val")) for run in runs(written(paper(model.Body("ข้อความ"))))]
    assert sizes == ["22"]


def test_sheet_and_paragraphs_follow_the_correspondence_rules() -> None:
    document = docx.Document(BytesIO(written(paper())))
    section = document.sections[0]
    given = [section.page_width, section.page_height, section.left_margin, section.right_margin]
    for measured, wanted in zip(given, (21.0, 29.7, 3.0, 2.0), strict=True):
        assert measured == pytest.approx(Cm(wanted), abs=700)
    body = next(one for one in document.paragraphs if one.text.startswith("ด้วย"))
    assert body.paragraph_format.first_line_indent == pytest.approx(Cm(2.5), abs=700)
    assert body._p.pPr.find(qn("w:jc")).get(qn("w:val")) == "thaiDistribute"


def test_pages_are_numbered_from_the_second_on_in_the_figures_asked_for() -> None:
    document = docx.Document(BytesIO(written(paper(thai_digits=True))))
    section = document.sections[0]
    assert section.different_first_page_header_footer
    assert section.header.paragraphs[0].text == "-  -"
    assert " PAGE " in section.header.paragraphs[0]._p.xml
    assert 'w:fmt="thaiNumbers"' in section._sectPr.xml
    arabic = docx.Document(BytesIO(written(paper(thai_digits=False))))
    assert "thaiNumbers" not in arabic.sections[0]._sectPr.xml


def test_a_draft_says_so_on_its_pages() -> None:
    for is_draft in (True, False):
        section = docx.Document(BytesIO(written(paper(is_draft=is_draft)))).sections[0]
        assert ("ร่าง" in section.first_page_header.paragraphs[0].text) is is_draft
        assert ("ร่าง" in section.header.paragraphs[0].text) is is_draft


def test_the_font_travels_in_the_file() -> None:
    content = written(paper())
    table = part(content, "word/fontTable.xml").decode()
    key = uuid.UUID(table.split('fontKey="{')[1].split("}")[0])
    veiled = bytearray(part(content, "word/fonts/font1.odttf"))
    for at in range(32):
        veiled[at] ^= bytes.fromhex(key.hex)[::-1][at % 16]
    assert bytes(veiled) == kit.SARABUN.regular.read_bytes()
    assert b"embedTrueTypeFonts" in part(content, "word/settings.xml")


def test_a_letter_says_the_same_in_both() -> None:
    assert sorted(joined(texts(written(paper())))) == sorted(joined(poppler(drawn(paper()))))
    assert "นายสมมติ ก & ข" in texts(written(paper()))


def test_the_transfer_letter_says_the_same_in_both(centre: UnitsOfWork, family: Admitted) -> None:
    given = the_letter(centre, family)
    word = runner.office(centre, DESK, "transfer_letter", given, "docx")
    said = joined(texts(word)).replace(".", "")
    printed = joined(poppler(runner.render(centre, DESK, "transfer_letter", given).pdf)).replace(".", "")
    assert sorted(said + "ร่าง" * 4) == sorted(printed)


def test_with_the_number_it_was_given_it_is_no_draft(centre: UnitsOfWork, family: Admitted) -> None:
    given = the_letter(centre, family)
    word = runner.office(centre, DESK, "transfer_letter", given, "docx", number="ปป. 012/2569")
    assert "ที่ ปป. ๐๑๒/๒๕๖๙" in texts(word)
    assert "ร่าง" not in docx.Document(BytesIO(word)).sections[0].first_page_header.paragraphs[0].text


ORDER = {
    "w:sectPr": ("w:headerReference", "w:type", "w:pgSz", "w:pgMar", "w:pgNumType", "w:cols", "w:titlePg", "w:docGrid"),
    "w:tblPr": ("w:tblStyle", "w:tblW", "w:jc", "w:tblBorders", "w:tblLayout", "w:tblCellMar", "w:tblLook"),
    "w:rPr": ("w:rFonts", "w:b", "w:bCs", "w:color", "w:sz", "w:szCs", "w:shd", "w:lang"),
    "w:pPr": (
        "w:keepNext", "w:widowControl", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr",
    ),
}  # fmt: skip


@pytest.mark.parametrize("tag", ORDER)
def test_properties_stand_in_the_order_of_the_schema(tag: str) -> None:
    """A strict reader refuses a file whose properties are out of order."""
    grid = model.Grid(("รายการ", "บาท"), (("ก", "1"),), (2, 1), frozenset({1}))
    parts = (*PARTS, grid, model.NewPart(), model.Columns(((model.Signature("พยาน"),), (model.Frame(3, 4),))))
    document = docx.Document(BytesIO(written(paper(*parts))))
    order = [qn(name) for name in ORDER[tag]]
    found = list(document.element.body.iter(qn(tag)))
    assert found
    for one in found:
        places = [order.index(inner.tag) for inner in one]
        assert places == sorted(places)


@needs_soffice
def test_libreoffice_prints_it_page_for_page_in_the_paper_font(
    centre: UnitsOfWork, family: Admitted, tmp_path: Path
) -> None:
    given = the_letter(centre, family)
    printed = printed_by_office(runner.office(centre, DESK, "transfer_letter", given, "docx"), tmp_path)
    pages = pypdf.PdfReader(BytesIO(printed)).pages
    assert len(pages) == 4
    fonts = pages[0]["/Resources"]["/Font"]
    assert any(str(fonts[name]["/BaseFont"]).endswith("Sarabun-Regular") for name in fonts)
    assert joined("จึงเรียนมาเพื่อโปรดพิจารณารับตัวไว้") in joined(poppler(printed))
