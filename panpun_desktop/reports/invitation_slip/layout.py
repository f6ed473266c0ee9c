"""The slip on paper: whose it is, login and password large, and what to do first."""

from __future__ import annotations

from datetime import date
from typing import Any

from panpun_desktop.common.thai_date import format_date
from panpun_desktop.reports import kit
from panpun_desktop.reports.invitation_slip import Invitation
from panpun_desktop.reports.letter_texts import LetterKind, LetterWords

_STEPS = ("step_open", "step_own", "step_destroy", "step_forgot")
_A5_ACROSS = (21.0, 14.8)

KIND = LetterKind(
    "invitation_slip",
    texts=("title", "of", "for_whom", "login_label", "password_label", *_STEPS),
    places={"centre": 6.0, "name": 6.0, "day": 4.0},
)


def pdf(told: Invitation, day: date) -> bytes:
    """Draw the slip."""
    words = LetterWords(KIND)
    words.fill({"centre": told.centre, "name": words.whole(told.name), "day": words.whole(format_date(day))})
    page = kit.PageSetup(words.plain("title"), told.centre, margins=(1.2, 1.8, 1.0, 1.8), sheet=_A5_ACROSS)
    return kit.build([*_head(words), *_secrets(words, told), *_steps(words)], page)


def _head(words: LetterWords) -> list[Any]:
    return [
        kit.para(words.plain("title"), "title"),
        kit.para(words("of"), "centre"),
        kit.para(words("for_whom"), "centre"),
        kit.gap(0.2),
        kit.Rule(),
    ]


def _secrets(words: LetterWords, told: Invitation) -> list[Any]:
    found: list[Any] = []
    for label, value in (("login_label", told.login), ("password_label", told.password)):
        found += [kit.gap(0.1), kit.para(words.plain(label), "centre"), kit.para(kit.nobr(value), "name")]
    return [*found, kit.gap(0.2), kit.Rule(), kit.gap(0.1)]


def _steps(words: LetterWords) -> list[Any]:
    return [kit.para(kit.Markup(f"{number}. {words(one)}"), "left") for number, one in enumerate(_STEPS, 1)]
