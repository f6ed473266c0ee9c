"""Lines break between Thai words and never inside what belongs together."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panpun_desktop.common.thai_text import break_words, with_break_hints, without_break_hints

LETTERS = st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B) | st.sampled_from(
    " .()-/12ab\n\u200b\u2060\u00a0"
)
WORDS = st.sampled_from(["พ.ศ. 2569", "ผู้รับบริการ", "ต่าง ๆ", "ศูนย์พัฒนา"])
MIXED = st.lists(LETTERS | WORDS, max_size=30).map("".join)


@given(MIXED | st.text(max_size=20))
def test_the_pieces_joined_are_the_text(text: str) -> None:
    assert "".join(break_words(text)) == text
    assert "" not in break_words(text)


@given(MIXED)
def test_no_piece_begins_with_a_mark_or_a_repetition(text: str) -> None:
    for piece in break_words(text)[1:]:
        assert piece[0] not in "ๆฯ)ะัาำิีึืฺุูๅ็่้๊๋์ํ๎", piece


@given(MIXED)
def test_hints_come_out_again_and_are_set_once(text: str) -> None:
    shown = with_break_hints(text)
    assert without_break_hints(shown) == without_break_hints(text)
    assert with_break_hints(shown) == shown


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("ศูนย์พัฒนาและฟื้นฟูคุณภาพชีวิต", "ศูนย์|พัฒนา|และ|ฟื้นฟู|คุณภาพชีวิต"),
        ("จึงเรียนมาเพื่อโปรดพิจารณา", "จึง|เรียน|มา|เพื่อ|โปรด|พิจารณา"),
        ("พ.ศ. ๒๕๖๙", "พ.ศ. ๒๕๖๙"),
        ("เมื่อพ.ศ. 2569 นี้", "เมื่อ|พ.ศ. 2569| |นี้"),
        ("ต่าง ๆ และเด็กๆที่เล่น", "ต่าง ๆ| |และ|เด็กๆ|ที่|เล่น"),
        ("ที่ ปป. ๐๑๒/๒๕๖๙", "ที่| |ปป.| |๐๑๒/๒๕๖๙"),
        ("เลข 1-9999-00000-01-3 ครับ", "เลข| |1-9999-00000-01-3| |ครับ"),
        ("เลข 1 9999 00000 01 3", "เลข| |1 9999 00000 01 3"),
        ("โทร. 081 234 5678", "โทร.| |081 234 5678"),
        ("มี 3,000.00 บาท", "มี| |3,000.00| |บาท"),
        ("office@example.org ได้", "office@example.org| |ได้"),
        ("ศูนย์ (บ้าน ) ฯลฯ", "ศูนย์| |(บ้าน ) ฯลฯ"),
        ("อบต.ทุ่ง", "อบต.ทุ่ง"),
        ("กรุงเทพฯ และ", "กรุงเทพฯ| |และ"),
        ("สมมติ\u2060ตัวอย่าง", "สมมติ\u2060ตัวอย่าง"),
        ("สม\u200bมติ", "สม|\u200b|มติ"),
        ("", ""),
        ("ครัวฝึก · นางประไพ ครัวไทย", "ครัว|ฝึก| |·| |นางประไพ| |ครัว|ไทย"),
    ],
)
def test_pieces_of_official_text(text: str, pieces: str) -> None:
    assert "|".join(break_words(text)) == pieces


@pytest.mark.parametrize("text", ["รอกลับ", "แจ้งเหตุผล", "โครงการพัฒนา", "การรักษาพยาบาล"])
def test_what_could_be_cut_in_two_ways_is_not_cut(text: str) -> None:
    assert break_words(text) == [text]


@pytest.mark.parametrize("word", ["ผู้รับบริการ", "คนไร้ที่พึ่ง", "ภูมิลำเนา", "ใบตอบรับ", "ย้ายเตียง", "บ้านปั้นปูน"])
def test_the_centres_own_words_stay_whole(word: str) -> None:
    assert break_words(f"ขอ{word}ด้วย") == ["ขอ", word, "ด้วย"]


def test_hints_stand_between_words_only() -> None:
    assert with_break_hints("ย้ายเตียงแล้ว 12 คน") == "ย้ายเตียง\u200bแล้ว 12 คน"


def test_unknown_text_is_not_broken() -> None:
    assert break_words("ฆฆฌฌฒฒ") == ["ฆฆฌฌฒฒ"]


def test_the_dictionary_is_not_read_at_start() -> None:
    code = (
        "from panpun_desktop.common import thai_text, word_break; import sys;"
        "sys.exit(word_break._dictionary.cache_info().currsize)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
