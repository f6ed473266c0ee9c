"""R-PD-9: words of health and other sensitive facts are noticed in free text, whatever their spelling."""

from __future__ import annotations

import pytest

from panpun_desktop.rules.seed import code_lists
from panpun_desktop.rules.sensitive_words import sensitive_words

WORDS = [one.label for one in code_lists()["sensitive_word"].codes]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("สมัครงาน", ()),
        ("ขอรับการรักษาที่โรงพยาบาล", ()),
        ("เป็นผู้ติดเชื้อ เอช\u200bไอวี", ("เอชไอวี",)),
        ("ถูกล่วงละเมิด และตั้ง ครรภ์", ("ตั้งครรภ์", "ล่วงละเมิด")),
        ("โรคจิต", ("โรคจิต",)),
    ],
)
def test_sensitive_words_are_found(text: str, found: tuple[str, ...]) -> None:
    assert sensitive_words(text, WORDS) == found
