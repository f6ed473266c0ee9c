"""Paragraphs: inline looks, line breaks, Thai-distributed lines, page splits."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from panpun_desktop.reports import kit
from panpun_desktop.reports.kit import breaks
from panpun_desktop.reports.kit.linepainter import MOST_CLUSTER_STRETCH, MOST_SPACE_STRETCH, gaps
from panpun_desktop.reports.kit.shaping import NO_START
from tests.reports.kit.reading import (
    SCALE,
    STRANGE,
    all_readings,
    joined,
    page_count,
    page_image,
    picture,
    poppler,
)

SENTENCE = "ศูนย์พัฒนาและฟื้นฟูคุณภาพชีวิตให้บริการที่พักพิงชั่วคราวแก่ผู้ประสบปัญหาทางสังคมโดยไม่คิดค่าใช้จ่ายและไม่เลือกปฏิบัติ"
LETTER_WIDTH = 453.5


def paper(*flowables: object) -> bytes:
    return kit.build(list(flowables), kit.letter_page("ทดสอบ"))


def wrapped(text: str, style: str = "flush", width: float = LETTER_WIDTH) -> kit.ThaiParagraph:
    paragraph = kit.para(text, style)
    paragraph.wrap(width, 1000)
    return paragraph


@pytest.mark.parametrize(
    "markup",
    [
        "น้ำ<b>ป้าปู่</b>ฟ้าที่<i>กิ๋น</i>ก่ำ",
        'น้ำ<font color="red">ป้าปู่</font>ฟ้า',
        'น้ำ<a href="https://example.org">ป้าปู่</a>ฟ้า',
        "ผู้ใหญ่<super>๒</super>ที่ปั้นปูน",
        "น้ำ<u>ป้าปู่</u>ฟ้า<strike>ปั้น</strike>ปูน",
        "ที่น<b>้ำ</b>ป<b>ู่</b>ฟ้า",
        'น้ำ<font size="13">ป้าปู่</font>ฟ้า',
        'น้ำ<font backColor="yellow">ป้าปู่</font>ฟ้า',
    ],
)
def test_markup_in_the_middle_of_a_thai_sentence_keeps_the_text_whole(markup: str) -> None:
    plain = re.sub("<[^>]+>", "", markup)
    for reader, text in all_readings(paper(kit.para(kit.Markup(markup), "left"))).items():
        assert plain in joined(text), reader
        assert not STRANGE.search(text), reader


def test_an_image_stands_in_the_middle_of_a_thai_sentence(tmp_path: Path) -> None:
    dot = tmp_path / "dot.png"
    Image.new("RGB", (4, 4), "red").save(dot)
    markup = kit.Markup(f'น้ำป้า<img src="{dot}" width="9" height="9"/>ปู่ฟ้า')
    pdf = paper(kit.para(markup, "left"))
    assert "น้ำป้าปู่ฟ้า" in joined(poppler(pdf, "-raw"))
    assert picture(pdf) != picture(paper(kit.para("น้ำป้าปู่ฟ้า", "left")))


def test_a_link_can_be_followed_and_covers_its_words() -> None:
    import pypdf

    pdf = paper(kit.para(kit.Markup('ดูที่<a href="https://example.org/x">ปั้นปูน</a>ได้'), "left"))
    (note,) = pypdf.PdfReader(io.BytesIO(pdf)).pages[0]["/Annots"]
    assert note.get_object()["/A"]["/URI"] == "https://example.org/x"
    left, low, right, high = (float(edge) for edge in note.get_object()["/Rect"])
    assert 20 < right - left < 60
    assert 10 < high - low < 20


def test_values_with_markup_characters_print_as_themselves() -> None:
    text = kit.fill("ชื่อ <b>{person}</b> ที่อยู่ {place}", {"person": "ก & <ข> {ง}", "place": "A&B <i>"})
    assert "ชื่อก&<ข>{ง}ที่อยู่A&B<i>" in joined(poppler(paper(kit.para(text, "left"))))
    assert "a<b&amp;" in joined(poppler(paper(kit.para("a <b &amp;", "left"))))


def test_lines_break_at_words_and_never_before_a_mark() -> None:
    lines = wrapped(SENTENCE, width=120).lines
    assert len(lines) > 4
    assert "".join(lines) == SENTENCE
    for line in lines:
        assert line[0] not in NO_START
        assert line[-1] not in "เแโใไ"
    assert any(line.endswith("บริการ") for line in lines)


def test_a_line_never_starts_with_mai_yamok_or_a_closing_bracket() -> None:
    text = "คนต่าง ๆ หลายคน ๆ (ที่มา ) และอื่น ๆ ฯลฯ " * 8
    for width in range(40, 200, 3):
        for line in wrapped(text, width=width).lines:
            assert line[0] not in "ๆฯ)", (width, line)


@pytest.mark.parametrize(
    "whole",
    [
        "พ.ศ. ๒๕๖๙",
        "พ.ศ. 2569",
        "1-9999-00000-01-3",
        "๔๗ ปี",
        "๑,๒๔๐.๐๐ บาท",
        "๑๐.๐๐ น.",
        "office@example.org",
        "ฯลฯ",
        "รุ่นที่ 8",
        "ครั้งที่ ๑๒",
        "ปี 2569",
    ],
)
def test_numbers_eras_and_amounts_stay_on_one_line(whole: str) -> None:
    for width in range(110, 260, 7):
        lines = wrapped(
            f"{SENTENCE[:20]} {whole} {SENTENCE[20:60]} {whole} {SENTENCE[60:]} {whole}", width=width
        ).lines
        assert sum(line.count(whole) for line in lines) == 3, width


def test_files_that_others_break_have_the_same_places_bound() -> None:
    said = "อาหารและขนม รุ่นที่ 31 ปี 2569 เรียน 5 วัน"
    assert breaks.bound(said) == "อาหารและขนม รุ่น\u2060ที่\u00a031 ปี\u00a02569 เรียน 5\u00a0วัน"


def test_names_are_broken_at_their_space_only() -> None:
    person = "นายกองทองคำดีงามยิ่ง วัฒนธรรมประเพณีไทย"
    text = f"ได้ให้บริการแก่{kit.name(person)} เป็นเวลานาน" * 3
    for width in range(170, 400, 9):
        said = "\n".join(line.strip() for line in wrapped(text, width=width).lines)
        for part in person.split():
            assert said.count(part) == 3, width


def test_bound_text_stays_together_even_at_its_spaces() -> None:
    bound = "เลขที่ ๑๒ ถนนสมมติ"
    for width in range(120, 300, 9):
        said = "\n".join(wrapped(f"ส่งมาที่บ้าน {kit.nobr(bound)} ครับ " * 3, width=width).lines)
        assert said.count(bound) == 3, width


def test_values_filled_into_a_template_are_kept_whole() -> None:
    for width in range(150, 300, 9):
        text = kit.fill("ให้แก่{person}เป็นผู้รับผิดชอบ" * 3, {"person": "วัฒนธรรมประเพณี"})
        assert "\n".join(wrapped(text, width=width).lines).count("วัฒนธรรมประเพณี") == 3


def test_a_break_hint_breaks_and_a_no_break_space_binds_and_neither_is_printed() -> None:
    assert wrapped("กขคง\u200bจฉชซ", width=40).lines == ["กขคง", "จฉชซ"]
    for width in range(40, 120, 5):
        assert any(
            "๔๕ หลัง" in line for line in wrapped(f"บ้านทั้งหมด{kit.NBSP}๔๕{kit.NBSP}หลัง", width=200).lines
        ), width
    for reader, text in all_readings(paper(kit.para("กขคง\u200bจ๔๕\u00a0ปี\u2060ก", "left"))).items():
        assert "กขคงจ๔๕ปีก" in joined(text), reader
        assert not STRANGE.search(text), reader


def test_one_word_longer_than_the_line_is_parted_between_clusters_and_loses_nothing() -> None:
    word = "น้ำผึ้ง" * 60
    lines = wrapped(kit.nobr(word), width=100).lines
    assert "".join(lines) == word
    assert len(lines) > 10
    assert all(line[0] not in NO_START for line in lines)
    assert joined(poppler(paper(kit.para(kit.nobr(word), "left")), "-raw")).startswith(word)


def test_a_newline_and_br_end_a_line() -> None:
    assert wrapped("บรรทัดหนึ่ง\nบรรทัดสอง").lines == ["บรรทัดหนึ่ง", "บรรทัดสอง"]
    assert wrapped(kit.Markup("ก<br/>ข")).lines == ["ก", "ข"]
    assert wrapped("").lines == [""]


def test_blanks_are_printed_as_written() -> None:
    assert wrapped("โทร. ๐๒   ไปรษณีย์  ก").lines == ["โทร. ๐๒   ไปรษณีย์  ก"]


# justified lines


def test_a_justified_line_without_any_space_fills_the_width_by_its_clusters() -> None:
    paragraph = wrapped(SENTENCE, width=200)
    line = paragraph._lines[0]
    cluster, space = gaps(line, 8.0)
    stretches = sum(word.stretches for part in line.parts for word in part.words)
    assert space == 0
    assert 0 < cluster <= MOST_CLUSTER_STRETCH * 11
    assert cluster * (stretches - 1) == pytest.approx(8.0)


def test_a_justified_line_with_one_space_widens_it_half_an_em_and_then_the_letters() -> None:
    line = wrapped("ศูนย์พัฒนาและฟื้นฟู คุณภาพชีวิตให้บริการ", width=400)._lines[0]
    size = line.parts[0].look.size
    assert gaps(line, 3.0) == (0.0, 3.0)
    cluster, space = gaps(line, size)
    assert space == pytest.approx(size / 2)
    assert cluster > 0


def test_only_the_last_line_and_lines_before_a_forced_break_are_not_stretched() -> None:
    paragraph = wrapped(SENTENCE + "\n" + SENTENCE, width=150)
    stretched = [paragraph._place(number, line)[1] > 0 for number, line in enumerate(paragraph._lines)]
    last = [line.is_last for line in paragraph._lines]
    assert last.count(True) == 2
    assert not any(is_wide and is_end for is_wide, is_end in zip(stretched, last, strict=True))
    assert any(stretched)


def test_justified_text_comes_out_without_spaces_between_letters() -> None:
    text = f"{SENTENCE} {SENTENCE} " * 6
    for reader, found in all_readings(paper(kit.para(text, "body"))).items():
        assert joined(text) in joined(found), reader
    raw = poppler(paper(kit.para(text, "body")), "-raw")
    assert "พัฒนาและฟื้นฟูคุณภาพชีวิต" in raw.replace("\n", "")


def test_stretched_lines_end_at_the_right_margin_and_underlines_with_them() -> None:
    """Read from the picture: the last ink of a full line stands at the margin, with and without <u>."""
    for markup in (SENTENCE * 2, f"<u>{SENTENCE * 2}</u>"):
        pdf = paper(kit.para(kit.Markup(markup), "flush"))
        assert _right_edge(pdf, first_line=True) == pytest.approx(595.3 - 2 / 2.54 * 72, abs=1.5)


def _right_edge(pdf: bytes, *, first_line: bool) -> float:
    """Points from the left of the sheet to the last ink of the first line."""
    assert first_line
    page = page_image(pdf)
    top = 2.5 / 2.54 * 72
    band = page.crop((0, int(top * SCALE), page.width, int((top + 17) * SCALE)))
    box = ImageChops.invert(band).getbbox()
    assert box is not None
    return float(box[2]) / SCALE


# pages


def test_a_paragraph_splits_over_pages_with_indent_once_and_no_widow_or_orphan() -> None:
    style = kit.style("body")
    paragraph = kit.para(SENTENCE * 12, "body")
    paragraph.wrap(LETTER_WIDTH, 1000)
    count = len(paragraph._lines)
    for fit in range(1, count + 1):
        parts = paragraph.split(LETTER_WIDTH, style.leading * fit + 0.5)
        sizes = [len(part._lines) for part in parts]
        assert sum(sizes) in (0, count)
        assert all(size >= 2 for size in sizes)
        if len(parts) == 2:
            assert [part._first_indent > 0 for part in parts] == [True, False]
            assert [line for part in parts for line in part.lines] == paragraph.lines


def test_a_long_paragraph_loses_nothing_over_three_pages() -> None:
    text = " ".join(f"{SENTENCE}ที่{number}" for number in range(90))
    pdf = paper(kit.para(text, "body"))
    assert page_count(pdf) >= 3
    said = re.sub(r"^\f?/.*…$", "", poppler(pdf, "-raw"), flags=re.MULTILINE)  # how a page leads to the next
    found = joined(re.sub(r"- [๐-๙]+ -", "", said))
    assert joined(text) in found


def test_a_line_that_would_be_pulled_apart_ends_before_the_margin() -> None:
    line = wrapped("เป็นเงิน ๓๕๐.๐๐ บาท", width=400)._lines[0]
    size = line.parts[0].look.size
    _cluster, wide = gaps(line, 1.5 * size)
    assert size / 2 <= wide <= size * MOST_SPACE_STRETCH
    _cluster, space = gaps(line, 12 * size)
    assert space == pytest.approx(size / 2)
