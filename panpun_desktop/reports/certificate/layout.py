"""The certificate on paper: landscape in a frame, logo, the name large, who signs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from panpun_desktop.common.thai_date import MONTHS, be_year, format_date
from panpun_desktop.reports import kit
from panpun_desktop.reports.course_facts import CourseOnPaper, hours_text
from panpun_desktop.reports.letter_texts import FALLS_AWAY, LetterKind, LetterWords
from panpun_desktop.reports.report import Finish

KIND = LetterKind(
    "certificate",
    texts=("title", "number", "given", "passed", "days", "hours_clause", "wish", "dated"),
    places={
        "course": 5.0, "cohort": 2.0, "start": 3.5, "end": 3.5, "hours": 1.0, "number": 3.0,
        "day": 1.0, "month": 2.5, "year": 1.5, "hours_clause": FALLS_AWAY,
    },
)  # fmt: skip
_MARGINS = (1.9, 2.2, 1.5, 2.2)
_TEXT, _ORGANISATION = 20.0, 26.0
_NAME, _LONG_NAME, _LONG = 42.0, 28.0, 40
"""Points of the name, of a name longer than so many letters."""


def pdf(paper: CourseOnPaper, finish: Finish) -> bytes:
    """Draw the certificate; the same values give the same bytes."""
    words = LetterWords(KIND, finish.thai_digits, own=finish.own)
    words.fill(_values(paper, finish, words))
    words.clause("hours_clause", paper.hours is not None)
    page = kit.PageSetup(
        words.plain("title"),
        paper.sender.name,
        is_landscape=True,
        margins=_MARGINS,
        mark="ร่าง" if finish.is_draft else "",
        thai_digits=finish.thai_digits,
        is_framed=True,
    )
    return kit.build(list(_flowables(paper, words)), page)


def _values(paper: CourseOnPaper, finish: Finish, words: LetterWords) -> dict[str, str]:
    day = paper.dated_on
    return {
        "course": words.prose(paper.course),
        "cohort": words.whole(paper.cohort),
        "start": words.whole(format_date(paper.starts_on)),
        "end": words.whole(format_date(paper.ends_on)),
        "hours": hours_text(paper.hours),
        "number": words.whole(finish.number),
        "day": str(day.day),
        "month": MONTHS[day.month - 1],
        "year": str(be_year(day)),
    }


def _flowables(paper: CourseOnPaper, words: LetterWords) -> Iterator[Any]:
    yield kit.para(words("number"), "right")
    yield kit.logo(paper.sender.logo, 2.4) if paper.sender.logo else kit.gap(1.6)
    yield _line(paper.sender.name, _ORGANISATION, "title")
    yield kit.gap(0.3)
    yield _line(words("given"))
    yield kit.gap(0.3)
    size = _LONG_NAME if len(paper.name) > _LONG else _NAME
    yield _line(kit.name(paper.name), size, "title")
    for text in ("passed", "days", "wish", "dated"):
        yield kit.gap(0.25)
        yield _line(words(text))
    yield kit.gap(1.1)
    signer = kit.Signer("", paper.signer, has_position=False, has_date=False)
    yield kit.SideBySide([[], [kit.SignatureBlock(signer, points=18)], []], (1, 1.1, 1))
    yield _line(words.digits(paper.signer_position), 18)


def _line(text: str, points: float = _TEXT, style: str = "centre") -> Any:
    return kit.ThaiParagraph(text, kit.style_at(style, points))
