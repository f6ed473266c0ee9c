"""Thai on paper: the right glyphs, and the text that was written comes out again."""

from __future__ import annotations

from io import BytesIO

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from panpun_desktop.reports import kit
from panpun_desktop.reports.kit import fonts
from panpun_desktop.reports.kit.text import ThaiCanvas
from tests.reports.kit.reading import STRANGE, all_readings, joined, picture_hash

WORDS = (
    "ที่ นี้ น้ำ ป้า ปู่ ฟ้า ก่ำ กิ๋น ญู ฐู ฎุ ฏู เก็บ ผู้ใหญ่ ปั้นปูน หมู่ที่ ป้ำ ทำ ค่ำ ศูนย์พัฒนาและฟื้นฟูคุณภาพชีวิต "
    "อำเภอ ต่าง ๆ ฯลฯ ๐๑๒๓๔๕๖๗๘๙ 0123456789 office@example.org fi ffi AVATAR (บ้านปั้นปูน) “คำพูด” "
    "๒๕๖๙/๑๒ – & < > 100%"
)


def paper(*flowables: object) -> bytes:
    return kit.build(list(flowables), kit.report_page("ทดสอบ", "บ้านปั้นปูน"))


@pytest.mark.parametrize("face", ["left", "strong", "flush", "title"])
def test_every_word_comes_out_as_it_was_written_in_every_reader(face: str) -> None:
    for reader, text in all_readings(paper(kit.para(WORDS, face))).items():
        assert joined(WORDS) in joined(text), reader
        assert not STRANGE.search(text), reader


def test_am_after_a_tall_letter_stands_clear_of_it_and_is_read_as_am() -> None:
    """ปำ: the ring moves aside as a glyph without text; pdfium alone shows its code in the text."""
    pdf = paper(kit.para("ปำ ฝำ ฟำ", "left"))
    for reader, text in all_readings(pdf).items():
        if reader != "pdfium":
            assert "ปำฝำฟำ" in joined(text), reader
            assert not STRANGE.search(text), reader
    fonts.fonts_in_use()
    shaped = pdfmetrics.getFont("Sarabun").shape("ปำ")
    assert len(shaped.glyphs) == 3
    assert shaped.is_tagged


@pytest.mark.parametrize("tag", ["b", "i", "b><i"])
def test_bold_and_italic_come_out_as_written(tag: str) -> None:
    words = WORDS.replace("& < > ", "")
    close = "</i></b>" if "><" in tag else f"</{tag}>"
    for reader, text in all_readings(paper(kit.para(kit.Markup(f"<{tag}>{words}{close}"), "left"))).items():
        assert joined(words) in joined(text), reader


@pytest.mark.parametrize("face", ["Sarabun", "Sarabun-Bold", "Sarabun-Italic", "Sarabun-BoldItalic"])
def test_shaped_thai_looks_other_than_unshaped(face: str) -> None:
    assert picture_hash(_drawn(face, is_shaped=True)) != picture_hash(_drawn(face, is_shaped=False))


def _drawn(face: str, *, is_shaped: bool) -> bytes:

    fonts.fonts_in_use()
    font = pdfmetrics.getFont(face)
    if not is_shaped:
        pdfmetrics.registerFont(TTFont("Plain" + face, font.face.filename))
    target = BytesIO()
    canvas = (ThaiCanvas if is_shaped else Canvas)(target, initialFontName=face, invariant=1)
    canvas.setFont(face if is_shaped else "Plain" + face, 24)
    canvas.drawString(40, 700, "ที่ น้ำ ป้า ปั้น ฟื้น ญู ฎุ")
    canvas.save()
    return target.getvalue()
