"""Names as registers write them: titles inside, all in one cell, nicknames in brackets (domain.md §3.3)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from panpun_desktop.common.resources import resource
from panpun_desktop.common.thai_text import search_key
from panpun_desktop.rules.names import plain_name
from panpun_desktop.services.import_cells import read_text
from panpun_desktop.services.import_columns import cut_title, title_of, words
from panpun_desktop.services.import_profile import folded
from panpun_desktop.services.import_verdicts import Finding, Verdict

if TYPE_CHECKING:
    from panpun_desktop.services.people_rows import PersonFacts

_NICKNAME = re.compile(r"\s*[(\[（]\s*(?:ชื่อเล่น|น้อง)?\s*([^()\[\]（）]+?)\s*[)\]）]\s*")
_DOUBTFUL = re.compile(r"[0-9๐-๙@/\\?*=<>]")
_NAMELESS = re.compile(r"(?:เด็ก)?(?:ชาย|หญิง)?(?:ไม่ทราบ|ไม่รู้|ไม่บอก)ชื่อ(?:\s*[-/]?\s*(?:นาม)?สกุล)?")
_LONGEST_FIRST = 8
"""Letters of a first name; a longer word without a last name may be both."""
_OF = {"ณ", "de", "van", "von", "bin", "binti"}


@dataclass(frozen=True)
class ReadName:
    """The names of a person, and what was said on reading them."""

    title: str = ""
    first: str = ""
    middle: str = ""
    last: str = ""
    nickname: str = ""
    label: str = ""
    """What stood in place of a name nobody knows."""
    findings: tuple[Finding, ...] = ()
    shown: Mapping[str, str] | None = None

    @property
    def is_anything(self) -> bool:
        """Say whether there is something to call the person by (R-PER-2)."""
        return any((self.first, self.middle, self.last, self.nickname, self.label))


def read_name(cells: Mapping[str, str]) -> ReadName:
    """The name in the cells full_name, title, first_name, middle_name, last_name and nickname."""
    reader = _Reader(cells)
    name = reader.read()
    return replace(name, findings=tuple(reader.findings), shown=reader.shown)


class _Reader:
    def __init__(self, cells: Mapping[str, str]) -> None:
        self.cells = cells
        self.findings: list[Finding] = []
        self.shown: dict[str, str] = {}

    def read(self) -> ReadName:
        title = self._title()
        source = "full_name" if self.cells.get("full_name", "").strip() else "first_name"
        first, last = self._text(source), self._text("last_name")
        nickname = self._text("nickname")
        first, nickname = self._nickname(source, first, nickname)
        if _is_nameless(first):
            label = _NAMELESS.sub("", first).strip(" ()") or first
            return ReadName(title=title, nickname=nickname, label=label)
        if _is_nameless(last):
            last = ""
        title, first = self._cut(source, title, first)
        middle = self._text("middle_name")
        first, middle, last = self._split(source, first, middle, last)
        for column, text in ((source, first), ("last_name", last)):
            if _DOUBTFUL.search(text):
                self._say(Verdict.LOOK, column, "import.name_doubtful")
        if source == "full_name" and title and not last and _is_joined(self.cells[source], first):
            self._say(Verdict.LOOK, source, "import.name_joined")
        return ReadName(title, first, middle, last, nickname)

    def _title(self) -> str:
        raw = self._text("title")
        if not raw:
            return ""
        full = title_of(raw)
        if full is not None and full != raw:
            self._show("title", full)
        return full or raw

    def _nickname(self, source: str, name: str, nickname: str) -> tuple[str, str]:
        """สมชาย ใจดี (ต้น): what stands in brackets is the nickname."""
        match = _NICKNAME.search(name)
        if match is None or match.start() == 0:
            return name, nickname
        rest = f"{name[: match.start()]} {name[match.end() :]}".strip()
        self._show(source, f"{rest} ({match[1]})", "import.nickname_found")
        return rest, nickname or match[1]

    def _cut(self, source: str, title: str, name: str) -> tuple[str, str]:
        found, rest = cut_title(name)
        if not found:
            return title, name
        if source == "first_name" or title:
            self._show(source, rest, "import.title_found", title=found)
        return title or found, rest

    def _split(self, source: str, first: str, middle: str, last: str) -> tuple[str, str, str]:
        """The first word is the first name; the rest is the last, with ณ and its like."""
        if source == "first_name" and (last or " " not in first):
            return first, middle, last
        words_ = first.split()
        if len(words_) == 3 and words_[1].casefold() not in _OF and not last and not middle:
            first, middle, last = words_
        elif len(words_) > 1:
            first, last = words_[0], last or " ".join(words_[1:])
        if source == "first_name" or middle:
            self._show(source, " · ".join(part for part in (first, middle, last) if part))
        return first, middle, last

    def _text(self, column: str) -> str:
        raw = self.cells.get(column)
        if not raw:
            return ""
        cell = read_text(raw)
        if cell.verdict is not Verdict.OK:
            self._say(cell.verdict, column, cell.reason_id, **cell.facts)
            self.shown[column] = cell.shown
        return cell.value

    def _show(self, column: str, shown: str, reason: str = "import.read_as", **facts: str) -> None:
        self.shown[column] = shown
        self._say(Verdict.READ_AS, column, reason, shown=shown, **facts)

    def _say(self, verdict: Verdict, column: str, reason: str, **facts: str) -> None:
        self.findings.append(Finding(verdict, column, self.cells.get(column, ""), reason, facts))


def _is_joined(cell: str, name: str) -> bool:
    """A title and one long word without any space: นายสมคิดใจงาม; not where it is a known first name."""
    is_one = len(cell.split()) == 1 and len(name) > _LONGEST_FIRST
    return is_one and name not in _first_names()


@cache
def _first_names() -> frozenset[str]:
    names = tomllib.loads(resource("seed/demonstration_names.toml").read_text(encoding="utf-8"))
    return frozenset((*names["female"], *names["male"]))


def _is_nameless(name: str) -> bool:
    return "ชื่อ" in name and any(word in folded(name) for word in words("nameless"))


def called(facts: PersonFacts) -> str:
    """What a person is called, as names are compared: name, else nickname, else label."""
    name = plain_name(facts.first_name, facts.middle_name, facts.last_name)
    return search_key(name or facts.nickname or facts.label)
