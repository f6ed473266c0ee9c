"""The transcript on paper: the person, the course, its modules, attendance, the result, two who sign."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from panpun_desktop.common.thai_date import MONTHS, be_year, format_date
from panpun_desktop.reports import kit
from panpun_desktop.reports.course_facts import hours_text
from panpun_desktop.reports.letter_texts import LetterKind, LetterWords
from panpun_desktop.reports.report import Finish
from panpun_desktop.reports.transcript.data import ModuleLine, Transcript

KIND = LetterKind(
    "transcript",
    texts=(
        "title", "number", "name", "course", "cohort", "start", "end", "hours", "hours_unit",
        "column_number", "column_module", "column_hours", "column_most", "column_score", "column_result",
        "total", "no_modules", "attendance", "assessment", "result", "passed", "failed", "running", "dated",
        "registrar",
    ),
    places={
        "number": 3.0, "day": 1.0, "month": 2.5, "year": 1.5, "percent": 1.5, "attended": 1.0,
        "scheduled": 1.0,
    },
)  # fmt: skip


def pdf(paper: Transcript, finish: Finish) -> bytes:
    """Draw the transcript; the same values give the same bytes."""
    words = LetterWords(KIND, finish.thai_digits, own=finish.own)
    day = paper.of.dated_on
    words.fill(
        {
            "number": words.whole(finish.number),
            "day": str(day.day),
            "month": MONTHS[day.month - 1],
            "year": str(be_year(day)),
            "percent": paper.percent or kit.NO_VALUE,
            "attended": str(paper.attended),
            "scheduled": str(paper.scheduled),
        }
    )
    page = kit.letter_page(
        words.plain("title"),
        paper.of.sender.name,
        is_draft=finish.is_draft,
        thai_digits=finish.thai_digits,
    )
    return kit.build(list(_flowables(paper, words, page.text_width)), page)


def _flowables(paper: Transcript, words: LetterWords, width: float) -> Iterator[Any]:
    of = paper.of
    address = tuple(map(words.digits, of.sender.address))
    yield kit.para(words("number"), "right")
    yield from kit.centred_head(kit.Centre(of.sender.name, address, of.sender.logo))
    yield kit.para(words.plain("title"), "title")
    yield kit.gap(0.2)
    yield _row(words, ("name", of.name, ""))
    yield _row(words, ("course", of.course, ""))
    yield _row(words, ("cohort", of.cohort, ""), ("hours", hours_text(of.hours), words.plain("hours_unit")))
    yield _row(words, ("start", format_date(of.starts_on), ""), ("end", format_date(of.ends_on), ""))
    yield kit.gap(0.3)
    if paper.modules:
        rows = [_module(words, number, one) for number, one in enumerate(paper.modules, 1)]
        rows.append(kit.Row(["", words.plain("total"), *_figures(words, paper.total), ""], "total"))
        yield kit.closed(kit.table(_columns(words), rows, width=width), list(_closing(paper, words)))
    else:
        yield kit.para(words.plain("no_modules"), "left")
        yield kit.keep(list(_closing(paper, words)))


def _closing(paper: Transcript, words: LetterWords) -> Iterator[Any]:
    yield kit.para(words("attendance"), "left")
    if paper.assessed is not None:
        yield kit.para(f"{words.plain('assessment')} {_verdict(words, paper.assessed)}", "left")
    yield kit.para(f"{words.plain('result')} {_verdict(words, paper.passed)}", "strong")
    yield kit.gap(0.4)
    yield kit.para(words("dated"), "centre")
    yield from _signers(paper, words)


def _row(words: LetterWords, *fields: tuple[str, str, str]) -> Any:
    made = (kit.Field(words.plain(label), words.digits(value), unit=unit) for label, value, unit in fields)
    return kit.FieldRow(*made)


def _columns(words: LetterWords) -> list[kit.Column]:
    return [
        kit.Column(words.plain("column_number"), width=1.0, align="right"),
        kit.Column(words.plain("column_module"), share=1),
        kit.Column(words.plain("column_hours"), width=1.9, align="right"),
        kit.Column(words.plain("column_most"), width=2.2, align="right"),
        kit.Column(words.plain("column_score"), width=1.9, align="right"),
        kit.Column(words.plain("column_result"), width=1.9, align="centre"),
    ]


def _module(words: LetterWords, number: int, one: ModuleLine) -> Any:
    result = kit.NO_VALUE if one.passed is None else _verdict(words, one.passed)
    return kit.Row([words.digits(str(number)), words.digits(one.name), *_figures(words, one), result])


def _figures(words: LetterWords, one: ModuleLine) -> list[str]:
    return [words.digits(value) or kit.NO_VALUE for value in (one.hours, one.most, one.score)]


def _verdict(words: LetterWords, passed: bool | None) -> str:
    return words.plain({True: "passed", False: "failed", None: "running"}[passed])


def _signers(paper: Transcript, words: LetterWords) -> list[Any]:
    of = paper.of
    registrar = kit.Signer(words.plain("registrar"), has_position=False, has_date=False)
    director = kit.Signer("", of.signer, has_position=False, has_date=False)
    position = [kit.SignatureBlock(director), kit.para(words.digits(of.signer_position), "cell_centre")]
    return [kit.gap(0.6), kit.SideBySide([[kit.SignatureBlock(registrar)], position])]
