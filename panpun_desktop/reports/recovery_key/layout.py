"""The recovery key on paper: the key itself, large, and how to keep and use it."""

from __future__ import annotations

from datetime import date
from typing import Any

from panpun_desktop.common.thai_date import format_date
from panpun_desktop.reports import kit
from panpun_desktop.reports.letter_texts import LetterKind, LetterWords

_ADVICE = ("keep", "danger", "only_way", "how", "new_one")
_GROUPS_A_LINE = 4

KIND = LetterKind(
    "recovery_key",
    texts=("title", "of", "printed_on", *_ADVICE, "keeper", "witness"),
    places={"centre": 6.0, "day": 4.0},
)


def pdf(centre_name: str, key: str, day: date) -> bytes:
    """Draw the sheet."""
    words = LetterWords(KIND)
    words.fill({"centre": centre_name, "day": words.whole(format_date(day))})
    page = kit.letter_page(words.plain("title"), centre_name, thai_digits=False)
    return kit.build([*_head(words), *_key(key), *_advice(words), _signatures(words)], page)


def _head(words: LetterWords) -> list[Any]:
    return [
        kit.para(words.plain("title"), "memo"),
        kit.para(words("of"), "centre"),
        kit.para(words("printed_on"), "centre"),
    ]


def _key(key: str) -> list[Any]:
    """Four groups a line, large enough to be typed off without mistakes."""
    groups = key.split("-")
    lines = [groups[at : at + _GROUPS_A_LINE] for at in range(0, len(groups), _GROUPS_A_LINE)]
    shown = [kit.para(kit.nobr(" - ".join(line)), "name") for line in lines]
    return [kit.gap(0.6), kit.Rule(), *shown, kit.gap(0.2), kit.Rule(), kit.gap(0.6)]


def _advice(words: LetterWords) -> list[Any]:
    return [kit.para(kit.Markup(f"{number}. {words(one)}"), "body") for number, one in enumerate(_ADVICE, 1)]


def _signatures(words: LetterWords) -> Any:
    keeper, witness = (kit.Signer(words.plain(one), has_position=False) for one in ("keeper", "witness"))
    return kit.keep([kit.gap(0.5), kit.SignatureBlock(keeper, witness)])
