"""A new password is judged by what is left when all that is guessed at once is taken away."""

from __future__ import annotations

import pytest

from panpun_desktop.rules.password import Ease, Judgement, Level, judge

WEAK = {
    "malee12": Ease.SHORT,
    "12345678": Ease.ROW,
    "87654321": Ease.ROW,
    "1234567890": Ease.ROW,
    "Qwertyuiop": Ease.ROW,
    "abcdefghij": Ease.ROW,
    "กขฃคฅฆงจฉช": Ease.ROW,
    "ฟหกดเ้่าสวง": Ease.ROW,
    "maleemalee": Ease.REPEATED,
    "aaaaaaaaaaaa": Ease.REPEATED,
    "ababababab": Ease.REPEATED,
    "password1": Ease.COMMON,
    "P@ssw0rd2026": Ease.COMMON,
    "รหัสผ่าน1": Ease.COMMON,
    "Wanna2569": Ease.NAME,
    "วรรณา ครูฝึก": Ease.NAME,
}


@pytest.mark.parametrize("password", WEAK)
def test_what_is_guessed_at_once_is_weak_and_says_why(password: str) -> None:
    assert judge(password, ("wanna", "นางสาววรรณา วรรณา ครูฝึก")) == Judgement(Level.WEAK, WEAK[password])


@pytest.mark.parametrize(
    ("password", "level"),
    [
        ("fungjai7", Level.FAIR),
        ("ข้าวเหนียว7", Level.FAIR),
        ("1234-ข้าวเหนียวมะม่วง", Level.STRONG),
        ("k7mv-pa3d-wxh9", Level.STRONG),
        ("correct horse battery", Level.STRONG),
    ],
)
def test_what_is_left_long_enough_is_better(password: str, level: Level) -> None:
    assert judge(password, ("wanna",)) == Judgement(level)
