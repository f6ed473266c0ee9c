"""The sheet, and that every place that prints text shapes it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pypdf
import pytest
from PIL import Image, ImageChops
from reportlab.pdfbase import pdfmetrics

from panpun_desktop.reports import kit
from panpun_desktop.reports.kit import fonts
from panpun_desktop.reports.kit.chart import nice_step
from panpun_desktop.reports.kit.fonts import ThaiFont
from panpun_desktop.reports.kit.qr import qr_modules
from panpun_desktop.reports.kit.shaping import Glyph, Shaped
from tests.reports.kit.reading import (
    SCALE,
    STRANGE,
    all_readings,
    joined,
    page_count,
    page_image,
    picture,
    poppler,
    pypdf_text,
)

CM = 72 / 2.54
MARKED = "ที่ปั้นญู"
FACES = ("Sarabun", "Sarabun-Bold", "Sarabun-Italic", "Sarabun-BoldItalic")
CENTRE = kit.Centre(f"ศูนย์{MARKED}", ("๙๙ ถนนสมมติ",))


def sheet(**changes: object) -> kit.PageSetup:
    return replace(kit.PageSetup(title="ทดสอบ"), **changes)  # type: ignore[arg-type]


def words_at(pdf: bytes, page: int = 1) -> list[tuple[str, float, float]]:
    """Each word with its left edge and top in points, from poppler."""
    out = poppler(pdf, "-bbox", "-f", str(page), "-l", str(page))
    found = re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>([^<]*)</word>', out)
    return [(text, float(x), float(y)) for x, y, text in found]


PLACES: dict[str, Callable[[], bytes]] = {
    "paragraph": lambda: kit.build([kit.para(MARKED)], sheet()),
    "bold": lambda: kit.build([kit.para(kit.Markup(f"<b>{MARKED}</b>"))], sheet()),
    "italic": lambda: kit.build([kit.para(kit.Markup(f"<i>{MARKED}</i>"))], sheet()),
    "header": lambda: kit.build([kit.gap(1)], sheet(header=MARKED)),
    "footer": lambda: kit.build([kit.gap(1)], sheet(footer=MARKED)),
    "page number": lambda: kit.build([kit.gap(1)], sheet(numbering="of")),
    "draft mark": lambda: kit.build([kit.gap(1)], sheet(mark="ร่างที่ปั้น")),
    "table string": lambda: kit.build([kit.table([kit.Column("")], [[MARKED]], width=200)], sheet()),
    "table head": lambda: kit.build([kit.table([kit.Column(MARKED)], [[""]], width=200)], sheet()),
    "table paragraph": lambda: kit.build([kit.table([kit.Column("")], [[MARKED * 9]], width=90)], sheet()),
    "chart label": lambda: kit.build([kit.bars([MARKED], [kit.Series("ก", [3])])], sheet()),
    "chart legend": lambda: kit.build(
        [kit.lines(["ก"], [kit.Series(MARKED, [3]), kit.Series("ข", [1])])], sheet()
    ),
    "letterhead": lambda: kit.build(kit.letterhead(CENTRE, "ที่ปั้น"), sheet()),
    "subject": lambda: kit.build([kit.subject(MARKED)], sheet()),
    "attachments": lambda: kit.build([kit.Attachments([kit.Attachment(MARKED, MARKED)])], sheet()),
    "closing": lambda: kit.build([kit.Closing(MARKED, [MARKED])], sheet()),
    "field label": lambda: kit.build([kit.FieldRow(kit.Field(MARKED))], sheet()),
    "field value": lambda: kit.build([kit.FieldRow(kit.Field("", MARKED))], sheet()),
    "signature": lambda: kit.build([kit.SignatureBlock(kit.Signer("ผู้ปั้นญู"))], sheet()),
}


@pytest.fixture
def unshaped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every ThaiFont draws plain characters, as ReportLab would."""

    def plain(font: ThaiFont, text: str) -> Shaped:
        width = font.face.getCharWidth
        return Shaped(text, tuple(Glyph(ord(c), width(ord(c)), 0, 0, width(ord(c)), False) for c in text))

    fonts.fonts_in_use()
    for face in FACES:
        font = pdfmetrics.getFont(face)
        monkeypatch.setattr(font, "_words", {})
        monkeypatch.setattr(font, "_strings", {})
    monkeypatch.setattr(ThaiFont, "_shaped", plain)


@pytest.fixture(params=[where for where in PLACES if where != "page number"])  # หน้า looks the same unshaped
def place(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def shaped_picture(place: str) -> bytes:
    return picture(PLACES[place]())


def test_text_is_shaped_in_every_place(place: str, shaped_picture: bytes, unshaped: None) -> None:
    assert picture(PLACES[place]()) != shaped_picture


@pytest.mark.parametrize("where", PLACES)
def test_text_comes_out_as_written_from_every_place(where: str) -> None:
    for reader, text in all_readings(PLACES[where]()).items():
        expected = {"page number": "หน้า1จาก1", "draft mark": "ร่างที่ปั้น", "signature": "ผู้ปั้นญู"}.get(where, MARKED)
        assert expected in joined(text), reader
        assert not STRANGE.search(text), reader


# the sheet


def test_page_x_of_y_counts_the_pages() -> None:
    pdf = kit.build(
        [kit.para("ก"), kit.new_page(), kit.para("ข"), kit.new_page(), kit.para("ค")], kit.report_page("ท")
    )
    texts = [joined(page.extract_text()) for page in pypdf.PdfReader(BytesIO(pdf)).pages]
    assert [f"หน้า{n}จาก3" in text for n, text in enumerate(texts, 1)] == [True, True, True]


def test_a_letter_numbers_from_its_second_page_in_thai_digits_at_the_head() -> None:
    pdf = kit.build([kit.para("ก"), kit.new_page(), kit.para("ข")], kit.letter_page("ท"))
    first, second = (page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages)
    assert "-" not in first
    assert "-๒-" in joined(second)
    assert min(y for text, _, y in words_at(pdf, 2) if "๒" in text) < 2 * CM


def test_a_draft_says_so_across_every_page_and_an_issued_letter_does_not() -> None:
    def letter(is_draft: bool) -> bytes:
        return kit.build(
            [kit.para("ก"), kit.new_page(), kit.para("ข")], kit.letter_page("ท", is_draft=is_draft)
        )

    draft = pypdf.PdfReader(BytesIO(letter(True)))
    assert all("ร่าง" in joined(page.extract_text()) for page in draft.pages)
    assert "ร่าง" not in pypdf_text(letter(False))
    assert picture(letter(True)) != picture(letter(False))


def test_the_file_says_what_it_is_and_in_which_language() -> None:
    pdf = kit.build(
        [*kit.heading("ส่วนที่ ๑"), *kit.heading("ข้อย่อย", 2)], kit.report_page("รายงานน้ำ", "บ้านปั้นปูน")
    )
    reader = pypdf.PdfReader(BytesIO(pdf))
    assert reader.metadata is not None
    assert reader.metadata.title == "รายงานน้ำ"
    assert reader.metadata.author == "บ้านปั้นปูน"
    assert reader.trailer["/Root"]["/Lang"] == "th-TH"
    assert reader.outline[0]["/Title"] == "ส่วนที่ ๑"
    assert reader.outline[1][0]["/Title"] == "ข้อย่อย"


def test_portrait_and_landscape_are_a4() -> None:
    for is_landscape in (False, True):
        page = kit.report_page("ท", is_landscape=is_landscape)
        box = pypdf.PdfReader(BytesIO(kit.build([kit.para("ก")], page))).pages[0].mediabox
        size = (round(float(box.width)), round(float(box.height)))
        assert size == ((842, 595) if is_landscape else (595, 842))


def test_an_empty_paper_is_one_sheet() -> None:
    assert page_count(kit.build([], kit.report_page("ท"))) == 1


# letters


def letter() -> bytes:
    return kit.build(
        [
            *kit.letterhead(CENTRE, "ปป. ๐๑๒/๒๕๖๙"),
            kit.letter_date("๒๓ พฤศจิกายน ๒๕๖๙"),
            kit.subject("ขอส่งตัว"),
            kit.Attachments(
                [kit.Attachment("ประวัติ", "จำนวน ๑ ฉบับ"), kit.Attachment("หนังสือยินยอมยาว", "จำนวน ๒ ฉบับ")]
            ),
            *kit.body("ด้วยศูนย์พัฒนา " * 30),
            kit.Closing("นายจำลอง ทดสอบ", ["ผู้อำนวยการ"]),
        ],
        kit.letter_page("ท"),
    )


def test_a_letter_keeps_the_places_of_the_correspondence_rules() -> None:
    """domain.md §4.1: left 3 cm, indent 2.5 cm, date and closing from the middle of the sheet."""
    places = {text: (x, y) for text, x, y in reversed(words_at(letter()))}
    assert places["ที่"][0] == pytest.approx(3 * CM, abs=1.5)
    assert places["เรื่อง"][0] == pytest.approx(3 * CM, abs=1.5)
    assert places["๒๓"][0] == pytest.approx(10.5 * CM, abs=1.5)
    assert places["ขอแสดงความนับถือ"][0] == pytest.approx(10.5 * CM, abs=1.5)
    lines = sorted({(y, x) for text, x, y in words_at(letter()) if text == "ด้วยศูนย์พัฒนา"})
    assert lines[0][1] == pytest.approx(5.5 * CM, abs=1.5)
    assert min(x for _, x in lines) == pytest.approx(3 * CM, abs=1.5)


def test_the_amounts_of_attachments_stand_in_one_column() -> None:
    columns = {round(x) for text, x, _ in words_at(letter()) if text == "จำนวน"}
    assert len(columns) == 1


def test_a_logo_is_at_most_three_centimetres_high_and_in_the_middle() -> None:
    target = BytesIO()
    Image.new("RGB", (200, 100), "black").save(target, "PNG")
    pdf = kit.build(kit.letterhead(replace(CENTRE, logo=target.getvalue())), kit.letter_page("ท"))
    page = page_image(pdf).crop((0, 0, round(21 * CM * SCALE), round(5.6 * CM * SCALE)))
    left, top, right, bottom = page.point(lambda value: 255 * (value < 128)).getbbox() or (0, 0, 0, 0)
    assert (bottom - top) / SCALE == pytest.approx(3 * CM, abs=2)
    assert (left + right) / 2 / SCALE == pytest.approx((3 + 8) * CM, abs=2)


def test_a_missing_value_leaves_dots_and_a_present_one_does_not() -> None:
    assert kit.or_blank("สมมติ") == "สมมติ"
    assert "....." in poppler(kit.build([kit.para("ชื่อ " + kit.or_blank(None), "left")], sheet()))


def test_tick_boxes_are_drawn_and_can_be_read() -> None:
    line = f"{kit.tick('ยินยอม', True)} {kit.tick('ไม่ยินยอม')} {kit.CROSSED} ✓"
    pdf = kit.build([kit.para(line, "left")], sheet())
    for reader, text in all_readings(pdf).items():
        if reader != "pdfium":  # it leaves out glyphs without ink
            assert "☑ยินยอม☐ไม่ยินยอม☒✓" in joined(text), reader
    empty = kit.build([kit.para(line.replace("☑", "☐"), "left")], sheet())
    assert picture(pdf) != picture(empty)
    plain = kit.build([kit.para(re.sub("[☐☑☒✓]", " ", line), "left")], sheet())
    assert picture(plain) != picture(empty)


def test_a_tick_in_a_table_cell_is_drawn_in_its_cell() -> None:
    columns = [kit.Column("", 2), kit.Column("", 2)]
    rows = [["", ""], ["✓", ""], ["", ""]]
    ticked = page_image(kit.build([kit.table(columns, rows, width=4 * CM)], sheet()))
    empty = page_image(kit.build([kit.table(columns, [["", ""]] * 3, width=4 * CM)], sheet()))
    left, top, right, bottom = ImageChops.difference(ticked, empty).getbbox() or (0, 0, 0, 0)
    assert 3 * CM * SCALE < left < right < 3.6 * CM * SCALE
    row = (14 * 1.135 + 6) * SCALE
    assert 2.5 * CM * SCALE + row < top < bottom < 2.5 * CM * SCALE + 2 * row


def test_a_signature_with_a_long_position_wraps_inside_its_column() -> None:
    long = "ผู้อำนวยการศูนย์พัฒนาและฟื้นฟูคุณภาพชีวิต (บ้านปั้นปูน) ประจำภาคใต้"
    signer = kit.Signer("ผู้รับรอง", "นายจำลอง ข้อมูลทดสอบ", long)
    pdf = kit.build([kit.SignatureBlock(signer, kit.Signer("ผู้ตรวจสอบ"), kit.Signer("ผู้จัดทำ"))], sheet())
    assert joined(long) in joined(poppler(pdf, "-raw"))
    tops = {round(y) for text, _, y in words_at(pdf) if text == "ลงชื่อ"}
    assert len(tops) == 1


# codes and charts


def test_the_picture_of_a_qr_code_holds_its_modules() -> None:
    text = "ปป. ๐๑๒/๒๕๖๙ น้ำ"
    modules = qr_modules(text)
    page = page_image(kit.build([kit.qr(text, 5)], sheet(margins=(1, 1, 1, 1))))
    step = 5 * CM * SCALE / (len(modules) + 8)
    for row, cells in enumerate(modules):
        for column, is_dark in enumerate(cells):
            x, y = (CM * SCALE + (place + 4.5) * step for place in (column, row))
            assert (page.getpixel((round(x), round(y))) < 128) is is_dark


@pytest.mark.parametrize(("highest", "step"), [(0, 1), (4, 1), (24, 5), (60, 20), (130, 50), (2400, 500)])
def test_a_chart_axis_has_round_steps(highest: float, step: float) -> None:
    assert nice_step(highest) == step


def test_a_chart_without_values_and_with_gaps_is_drawn() -> None:
    pdf = kit.build(
        [kit.bars([], []), kit.lines(["ก", "ข"], [kit.Series("ผู้พัก", [None, 3])], unit="คน")], sheet()
    )
    assert "คน" in poppler(pdf)
