"""What people are called: full names, people without a name, titles, register numbers (domain.md §3.3)."""

from __future__ import annotations

import re
from functools import cache

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import N_, _
from panpun_desktop.rules.codes import Sex
from panpun_desktop.rules.seed import Code, code_lists

_UNNAMED = {
    Sex.M: N_("Man, name unknown"),
    Sex.F: N_("Woman, name unknown"),
    Sex.U: N_("Name unknown"),
}
_WORD_BEGINS = re.compile(r"[เแโใไ]?[ก-ฮ][ก-ฮะ-ฺเ-๎]")
"""How a Thai word can start: a consonant, perhaps behind a leading vowel, and one letter more."""


def display_name(
    title: str, first: str, middle: str, last: str, sex: Sex | str = Sex.U, label: str = ""
) -> str:
    """The full name: title and first name joined, the rest behind spaces; without any name what is seen.

    ``label`` tells unnamed people apart ("ชายไม่ทราบชื่อ (เสื้อแดง ตลาดใหม่)").
    """
    if not any((first, middle, last)):
        unnamed = _(_UNNAMED[Sex(sex)])
        return f"{unnamed} ({label})" if label else unnamed
    given = f"{title}{first}" if first else title
    return " ".join(part for part in (given, middle, last) if part)


def plain_name(first: str, middle: str, last: str) -> str:
    """The name without its title."""
    return " ".join(part for part in (first, middle, last) if part)


def short_name(first: str, last: str, nickname: str, sex: Sex | str = Sex.U, label: str = "") -> str:
    """One word for a bed tile: first name, else nickname, else label, else surname, else what is seen."""
    return first or nickname or label or last or _(_UNNAMED[Sex(sex)])


def title_suggestions(sex: Sex | str, age: int | None, adult_from: int) -> tuple[str, ...]:
    """Titles to offer, the likely ones first; any other may be typed, and none sets the sex."""
    titles = code_lists()["title"].codes
    is_child = age is not None and age < adult_from
    likely = [one.label for one in titles if _suits(one, Sex(sex), is_child)]
    return (*likely, *(one.label for one in titles if one.label not in likely))


def title_to_review(title: str, age: int | None, adult_from: int) -> bool:
    """Say whether a child's title is carried by someone who is none any more (ด.ช., ด.ญ. at 15)."""
    if age is None or age < adult_from:
        return False
    return any(one.extra.get("child", False) for one in _titles_written(title))


def split_title(text: str) -> tuple[str, str]:
    """Split a pasted name into its title and the rest; an empty title when there is none.

    Abbreviations with a full stop are always cut; a full title glued to the name only when the rest
    can begin a Thai word, so that นายิกา stays whole (facts/data-layer.md §2).
    """
    name = " ".join(text.split())
    for written, title in _written_titles():
        rest = name.removeprefix(written)
        if rest != name and _may_cut(written, title, rest):
            return title.label, rest.strip()
    return "", name


def is_title(text: str) -> bool:
    """Say whether the text is a title, written out or short."""
    return bool(text) and bool(_titles_written(text))


def sex_of_title(title: str) -> str:
    """The sex a title tells of (นาย is M), a suggestion and never a fact; empty where it tells none."""
    said = {str(one.extra.get("sex", "")) for one in _titles_written(title)} if title else set()
    return said.pop() if len(said) == 1 else ""


def title_contradicts(title: str, sex: str) -> bool:
    """Say whether title and sex as observed tell different things: warned about, never refused."""
    told = sex_of_title(title)
    return bool(told) and sex in (Sex.M, Sex.F) and told != sex


def full_title(text: str) -> str:
    """A title written out (น.ส. is นางสาว); one that nobody knows stays as it is."""
    return next((one.label for one in _titles_written(text)), text) if text else ""


def register_number(pattern: str, be_year: int, number: int, prefix: str = "") -> str:
    """A register or letter number from its pattern; RuleBroken when the pattern cannot be filled."""
    try:
        return pattern.format(yy=f"{be_year % 100:02d}", yyyy=be_year, n=number, prefix=prefix)
    except (LookupError, ValueError, TypeError) as error:
        raise RuleBroken("setting.number_pattern", field="pattern", pattern=pattern) from error


def _suits(title: Code, sex: Sex, is_child: bool) -> bool:
    of_sex = title.extra.get("sex", "")
    return (
        (sex is Sex.U or of_sex in {"", sex}) and bool(of_sex) and title.extra.get("child", False) == is_child
    )


def _titles_written(text: str) -> list[Code]:
    return [one for one in code_lists()["title"].codes if text in {one.label, one.short}]


@cache
def _written_titles() -> tuple[tuple[str, Code], ...]:
    """Every way a title is written, the longest first."""
    titles = code_lists()["title"].codes
    written = [(text, one) for one in titles for text in (one.label, one.short) if text]
    return tuple(sorted(written, key=lambda pair: -len(pair[0])))


def _may_cut(written: str, title: Code, rest: str) -> bool:
    if not rest.strip():
        return False
    if written.endswith(".") or rest.startswith(" "):
        return True
    return bool(title.extra.get("glued", True)) and _WORD_BEGINS.match(rest) is not None
