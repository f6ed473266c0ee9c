"""What the places of a letter stand for, from the remarks at the head of its delivered file."""

from __future__ import annotations

import re
from collections.abc import Iterable

from panpun_desktop.common.resources import resource

_PLACE_LINE = re.compile(r"((?:\{\w+\}\s*)+)([^{]*)")
_NAME = re.compile(r"\{(\w+)\}")
_USUAL = {
    "centre": "ชื่อศูนย์",
    "client_word": "คำเรียกผู้รับบริการ",
    "person": "ชื่อ",
    "regno": "เลขทะเบียน",
    "age": "อายุ",
    "agency": "หน่วยงาน",
    "number": "เลขที่",
    "dated_on": "วันที่ของหนังสือ",
    "national_id": "เลขประจำตัวประชาชน",
}
"""What places stand for that are the same everywhere."""


def place_words(kind: str, places: Iterable[str]) -> dict[str, str]:
    """Place -> its Thai name, where the delivered file says it."""
    file = resource(f"letters/{kind}.toml").read_text(encoding="utf-8")
    told: dict[str, str] = {}
    for line in file.splitlines():
        if line.startswith("#"):
            for names, words in _PLACE_LINE.findall(line.lstrip("# ")):
                told |= _matched(_NAME.findall(names), words.split("  ")[0].strip())
    return {place: told.get(place) or _USUAL.get(place, "") for place in places}


def _matched(names: list[str], words: str) -> dict[str, str]:
    """Several places before as many words take one each; else the words are of the last place."""
    parts = words.split()
    if len(parts) == len(names):
        return dict(zip(names, parts, strict=True))
    return {names[-1]: words} if words else {}
