"""Names that sound the same have one sound key; others keep their own."""

from __future__ import annotations

import pytest

from panpun_desktop.common.thai_sound import heard, sound_key, sound_start


@pytest.mark.parametrize(
    "written",
    [
        "ณัฐ นัท นัด",
        "พรรณ พัน",
        "ธรรม ทัม",
        "ใจดี ไจดี",
        "ไชยา ชัยยา",
        "ศักดิ์ สัก",
        "ลำดวน ลัมดวน",
        "บุญมี บุนมี",
        "ปัญญา ปันยา",
        "กาญจน์ กานจน์",
    ],
)
def test_what_sounds_the_same_has_one_key(written: str) -> None:
    assert len({sound_key(name) for name in written.split()}) == 1


@pytest.mark.parametrize("written", ["สมชาย สมหมาย", "แก้ว กาว", "ปู ปลา", "มณี มานี", "ริน ลิน"])
def test_what_sounds_otherwise_keeps_its_own(written: str) -> None:
    assert len({sound_key(name) for name in written.split()}) == 2


def test_words_stay_apart_and_other_scripts_as_they_are() -> None:
    assert sound_key("  สมชาย\u200b  ใจดี ") == heard("สมชาย ใจดี")
    assert sound_key("O'Neil-Smith") == "oneilsmith"
    assert sound_key("ฯ . -") == ""


def test_a_name_that_is_only_begun_begins_the_whole_name() -> None:
    for name in ("แก้วตา", "สมพร", "ณัฐพล", "ศุภชัย"):
        for end in range(3, len(name)):
            assert sound_key(name).startswith(sound_start(name[:end])), name[:end]
