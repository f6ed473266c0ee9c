"""The report as a Word file."""

from __future__ import annotations

from io import BytesIO

from docx import Document
from docx.oxml.ns import qn

from panpun_desktop.reports.monthly.office import docx
from panpun_desktop.reports.report import Finish
from tests.reports.kit.reading import STRANGE
from tests.reports.monthly.samples import statement


def test_words_and_figures_are_those_of_the_paper() -> None:
    file = Document(BytesIO(docx(statement(), Finish(thai_digits=True))))
    told = [paragraph.text for paragraph in file.paragraphs]
    assert told[1] == "รายงานผลการดำเนินงานประจำเดือน พฤศจิกายน พ.ศ. ๒๕๖๙"
    assert "๑. ความเคลื่อนไหวผู้พัก (หน่วย: ครั้ง)" in told
    assert not STRANGE.findall("".join(told))
    movement = file.tables[0]
    assert [cell.text for cell in movement.rows[0].cells] == ["รายการ", "ชาย", "หญิง", "รวม"]
    assert [cell.text for cell in movement.rows[-1].cells] == ["คงเหลือ", "๑๔", "๙", "๒๓"]
    assert len(file.tables) == len(statement().tables) + 1
    assert "(สมหญิง ทดสอบ)" in file.tables[-1].cell(0, 0).text


def test_totals_are_bold_in_thai_too() -> None:
    file = Document(BytesIO(docx(statement(), Finish())))
    run = file.tables[0].rows[-1].cells[1].paragraphs[0].runs[0]
    assert run._r.rPr.find(qn("w:bCs")) is not None
    assert file.core_properties.title == statement().title


def test_the_foot_says_whose_it_is_and_counts_the_pages_as_on_paper() -> None:
    for thai, name, pages in (
        (False, "พฤศจิกายน 2569", "NUMPAGES"),
        (True, "พฤศจิกายน ๒๕๖๙", "NUMPAGES \\* THAIARABIC"),
    ):
        section = Document(BytesIO(docx(statement(), Finish(thai_digits=thai)))).sections[0]
        (line,) = (one for one in section.footer.paragraphs if "หน้า" in one.text)
        assert line.text.endswith(f"{name}\tหน้า  จาก ")
        codes = [one.text.strip() for one in line._p.iter(qn("w:instrText"))]
        assert codes == ["PAGE", pages]
        assert (section._sectPr.find(qn("w:pgNumType")) is not None) is thai
