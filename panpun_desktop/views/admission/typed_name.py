"""A name typed into one field, read into its parts: นางพวงทอง พูนสุข (แดง)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from panpun_desktop.common.thai_text import normalise
from panpun_desktop.rules.codes import Sex
from panpun_desktop.rules.names import display_name, sex_of_title, split_title
from panpun_desktop.rules.seed import code_lists
from panpun_desktop.services.people_rows import PersonFacts

_IN_BRACKETS = re.compile(r"\s*[(（]([^)）]*)[)）]?\s*$")


@dataclass(frozen=True)
class TypedName:
    """The parts of a name; ``sex`` and ``is_child`` are what title or words suggest, never a fact."""

    title: str = ""
    first_name: str = ""
    last_name: str = ""
    nickname: str = ""
    label: str = ""
    sex: str = ""
    is_child: bool = False

    @property
    def is_empty(self) -> bool:
        """Nothing at all was typed."""
        return not any((self.title, self.first_name, self.last_name, self.nickname, self.label, self.sex))

    def within(self, facts: PersonFacts) -> PersonFacts:
        """The facts with this name in place of theirs."""
        return replace(
            facts,
            title=self.title,
            first_name=self.first_name,
            middle_name="",
            last_name=self.last_name,
            nickname=self.nickname,
            label=self.label,
        )


def read_name(text: str) -> TypedName:
    """Read title, first name and last name; brackets hold the nickname, or what tells the unnamed apart."""
    name = " ".join(normalise(text).split())
    extra = ""
    if found := _IN_BRACKETS.search(name):
        extra, name = found[1].strip(), name[: found.start()].strip()
    for sex, words in unnamed_words().items():
        if name == words:
            return TypedName(label=extra, sex=sex)
    title, rest = split_title(name)
    first, _gap, last = rest.partition(" ")
    return TypedName(title, first, last.strip(), extra, "", sex_of_title(title), _is_childs(title))


def name_text(facts: PersonFacts) -> str:
    """The name as the field shows it; nothing for facts without any."""
    names = (facts.title, facts.first_name, facts.middle_name, facts.last_name)
    if any(names):
        text = display_name(*names)
        return f"{text} ({facts.nickname})".strip() if facts.nickname else text
    if facts.nickname:
        return f"({facts.nickname})"
    return display_name("", "", "", "", facts.sex, facts.label) if facts != PersonFacts() else ""


def unnamed_words() -> dict[str, str]:
    """What people without a name are called, by sex."""
    return {sex.value: display_name("", "", "", "", sex) for sex in Sex}


def _is_childs(title: str) -> bool:
    titles = code_lists()["title"].codes
    return any(bool(one.extra.get("child", False)) for one in titles if title and title == one.label)
