"""Fonts: sizes, subsets, the office's own file, and no printing without HarfBuzz."""

from __future__ import annotations

import gc
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from reportlab.pdfbase import pdfmetrics

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.messages import MESSAGES
from panpun_desktop.common.resources import resource
from panpun_desktop.reports import kit
from panpun_desktop.reports.kit import fonts
from tests.reports.kit.reading import STRANGE, all_readings, joined, picture

CONSONANTS = [chr(code) for code in range(0x0E01, 0x0E2F)]
PLEX = resource("fonts/ibm-plex-sans-thai-looped")


def paper(*flowables: object) -> bytes:
    return kit.build(list(flowables), kit.report_page("ทดสอบ"))


def many_glyphs() -> str:
    """Text that needs more than 255 codes in one face: marks in every position, Latin, digits, accents."""
    marks = ["ิ้", "ี้", "ุ้", "ู่", "ั้", "็", "ำ", "้ำ", "์"]
    thai = " ".join(letter + mark for letter in CONSONANTS for mark in marks)
    latin = "".join(chr(code) for code in range(0xC0, 0x180)) + "".join(map(chr, range(33, 127)))
    return f"{thai} {latin} ๐๑๒๓๔๕๖๗๘๙ {thai}"


def test_sixteen_official_points_are_eleven_points_of_sarabun() -> None:
    assert kit.SARABUN.size(16) == pytest.approx(11)
    assert kit.SARABUN.size(29) == pytest.approx(20, abs=0.1)
    assert kit.style("body").fontSize == pytest.approx(11)


def test_every_face_is_a_font_of_its_own_with_its_own_look() -> None:
    faces = [paper(kit.para(kit.Markup(f"<{tag}>ที่ปั้นปูน</{tag}>"), "left")) for tag in ("b", "i", "u")]
    pictures = {picture(pdf) for pdf in [*faces, paper(kit.para("ที่ปั้นปูน", "left"))]}
    assert len(pictures) == 4


def test_more_than_255_codes_in_one_face_still_come_out_and_look_right() -> None:
    text = many_glyphs()
    pdf = paper(kit.para(text, "left"))
    fonts_used = pypdf.PdfReader(BytesIO(pdf)).pages[0]["/Resources"]["/Font"]
    assert len(fonts_used) > 1
    for reader, found in all_readings(pdf).items():
        assert joined(text) in joined(found), reader
        assert not STRANGE.search(found), reader


def test_a_word_looks_the_same_in_a_second_subset() -> None:
    """Operators are kept per subset: a word drawn again after the subset changed is drawn right."""
    filler = kit.Markup(f'<font color="white">{" ".join(many_glyphs().split()[:400])}</font>')
    word = "ญูที่ปั้น ÿžđ ญูที่ปั้น"
    pdf = paper(kit.para(filler, "left"), kit.new_page(), kit.para(word, "left"))
    alone = kit.build([kit.para(word, "left")], kit.PageSetup(margins=(1.8, 1.5, 1.8, 2.0)))
    crop = _top(picture(pdf, 1))
    assert crop == _top(picture(alone))


def _top(pixels: bytes) -> bytes:
    """The first lines of an A4 page in grey pixels; the foot differs by its page number."""
    return pixels[: len(pixels) // 4]


def test_helvetica_appears_nowhere_and_every_font_is_embedded() -> None:
    pdf = paper(kit.para("ที่", "left"), kit.table([kit.Column("ก")], [["ที่"]], width=200), kit.qr("ก"))
    reader = pypdf.PdfReader(BytesIO(pdf))
    assert b"Helvetica" not in pdf
    for font in reader.pages[0]["/Resources"]["/Font"].values():
        assert "/FontFile2" in font.get_object()["/FontDescriptor"]


def test_a_letter_the_font_lacks_is_still_in_the_text() -> None:
    text = "ชื่อ မြန်မာ 漢字 ครับ"
    for reader, found in all_readings(paper(kit.para(text, "left"))).items():
        if reader != "pdfium":
            assert joined(text) in joined(found), reader


def test_the_office_may_use_its_own_font() -> None:
    office = kit.office_fonts(
        PLEX / "IBMPlexSansThaiLooped_400Regular.ttf", PLEX / "IBMPlexSansThaiLooped_600SemiBold.ttf", 0.65
    )
    text = "ที่ น้ำ ปั้นปูน ญู ฎุ ก่ำ"
    with kit.using_fonts(office):
        pdf = paper(kit.para(text, "left"), kit.para(kit.Markup(f"<b>{text}</b>"), "left"))
    assert picture(pdf) != picture(
        paper(kit.para(text, "left"), kit.para(kit.Markup(f"<b>{text}</b>"), "left"))
    )
    for reader, found in all_readings(pdf).items():
        assert joined(found).count(joined(text)) == 2, reader
        assert not STRANGE.search(found), reader
    assert kit.style("left").fontName == "Sarabun"


@pytest.mark.parametrize("content", [b"not a font", b""])
def test_a_file_that_is_no_thai_font_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "mine.ttf"
    path.write_bytes(content)
    with pytest.raises(RuleBroken) as refusal:
        kit.office_fonts(path)
    assert refusal.value.id == "print.font_unusable"
    assert refusal.value.facts["file"] == "mine.ttf"
    assert refusal.value.id in MESSAGES


def test_without_harfbuzz_nothing_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    flowable = kit.para("ที่", "left")
    monkeypatch.setattr(fonts, "hb", None)
    with pytest.raises(RuleBroken) as refusal:
        kit.build([flowable], kit.report_page("ทดสอบ"))
    assert refusal.value.id == "print.no_shaping"
    assert refusal.value.id in MESSAGES


def test_the_kit_can_be_imported_where_harfbuzz_is_missing_and_says_so() -> None:
    program = (
        "import sys; sys.modules['uharfbuzz'] = None\n"
        "from panpun_desktop.common.errors import RuleBroken\n"
        "from panpun_desktop.reports import kit\n"
        "try: kit.para('ที่', 'left')\n"
        "except RuleBroken as refusal: print(refusal.id)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "print.no_shaping"


def test_the_same_paper_gives_the_same_bytes_whatever_was_printed_before() -> None:
    def once() -> bytes:
        return paper(kit.para("ที่ น้ำ ปั้นปูน ญู ๒๕๖๙", "body"), kit.table([kit.Column("ก")], [[1]], width=99))

    first = once()
    paper(kit.para(many_glyphs(), "body"))
    assert once() == first


def test_the_same_paper_gives_the_same_bytes_in_another_run() -> None:
    program = (
        "import hashlib, sys\nfrom panpun_desktop.reports import kit\n"
        "pdf = kit.build([kit.para('ที่ น้ำ ปั้นปูน ญู ' * 30, 'body')], kit.letter_page('ก', 'ข'))\n"
        "print(hashlib.sha256(pdf).hexdigest())\n"
    )
    runs = {
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    }
    assert len(runs) == 1
    assert re.fullmatch("[0-9a-f]{64}\n", runs.pop())


def test_a_figure_that_was_shaped_does_not_stay_in_memory_with_its_paper() -> None:
    font = pdfmetrics.getFont(fonts.fonts_in_use().name)
    assert font.words(kit.Figure("๑,๒๓๔ รายการ", ("row",), []))
    gc.collect()
    assert not any(isinstance(one, kit.Figure) and one == "๑,๒๓๔ รายการ" for one in gc.get_objects())
