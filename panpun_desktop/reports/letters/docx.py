"""The one Word layout of letters: the same parts as the PDF, to be edited before or after issuing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import singledispatch
from html import unescape
from typing import Any

from docx.shared import Cm

from panpun_desktop.reports import kit
from panpun_desktop.reports.kit import word
from panpun_desktop.reports.kit.shaping import BIND_BEGIN, BIND_END, BREAK_HERE, NO_BREAK
from panpun_desktop.reports.kit.word import Look, Run, Tab, width_of
from panpun_desktop.reports.letters import model
from panpun_desktop.reports.letters.model import Paper, Part

_DRAFT = "ร่าง"
_TAG = re.compile(r"(<[^>]*>)")
_BOUND = re.compile(f"{BIND_BEGIN}([^{BIND_BEGIN}{BIND_END}]*){BIND_END}")
_UNSEEN = dict.fromkeys(map(ord, (BIND_BEGIN, BIND_END, BREAK_HERE, NO_BREAK)))
_FORM_LINES = 1.3
_SHY = 0.12
"""A tab at the very edge makes LibreOffice begin a line: dots end so much before it."""
_LOOKS = {
    "left": Look(),
    "right": Look(align="right"),
    "centre": Look(align="centre"),
    "strong": Look(is_bold=True),
    "title": Look(points=20, is_bold=True, align="centre", before=6, after=4),
    "memo": Look(points=29, is_bold=True, align="centre", after=8),
    "heading": Look(points=18, is_bold=True, before=10, after=4),
    "note": Look(points=13, before=2, after=2),
    "flush": Look(align="justify"),
    "cell_centre": Look(points=14, align="centre"),
}


@dataclass(frozen=True)
class _Place:
    """Where parts go: a document or cell, how wide it is, whether they stay with what follows."""

    file: word.WordFile
    where: Any
    width: float
    mark: str
    middle: float
    """The middle of the sheet, counted from the left of the text."""
    keeps: bool = False

    def add(self, text: str | Sequence[Run], look: Look) -> None:
        """A paragraph here."""
        given = runs_of(text) if isinstance(text, str) else text
        runs = [replace(run, text=_seen(run.text)) for run in given]
        self.file.paragraph(self.where, runs, word.kept(look) if self.keeps else look)


def written(paper: Paper) -> bytes:
    """The paper as a Word file."""
    file = word.WordFile(
        paper.title,
        paper.author,
        size=paper.size,
        margins=paper.margins,
        thai_digits=paper.thai_digits,
    )
    mark = _DRAFT if paper.is_draft else ""
    if paper.is_numbered:
        file.number_pages(mark)
    else:
        file.mark_pages(mark)
    left, right = paper.margins[3], paper.margins[1]
    width = paper.size[0] - left - right
    place = _Place(file, file.body, width, mark, paper.size[0] / 2 - left)
    write(paper.parts, place)
    return file.saved()


def write(parts: Iterable[Part], place: _Place) -> None:
    """Parts under each other."""
    for part in parts:
        _written(part, place)


def runs_of(text: str) -> tuple[Run, ...]:
    """A text of the model as runs; markup other than bold, ground and line ends is left out."""
    if not isinstance(text, kit.Markup):
        return (Run(_seen(text)),)
    found: list[Run] = []
    bold = missing = 0
    for piece in _TAG.split(text):
        if not piece.startswith("<"):
            found += [Run(unescape(_seen(piece)), bool(bold), bool(missing))] if piece else []
        elif piece.startswith("<br"):
            found.append(Run("\n"))
        else:
            step = -1 if piece.startswith("</") else 1
            bold += step if piece.strip("</>") == "b" else 0
            missing += step if "font" in piece else 0
    return tuple(found)


def _seen(text: str) -> str:
    """Without marks for our own line breaker; blanks of what is kept whole hold together in Word, too."""
    return _BOUND.sub(lambda found: found[1].replace(" ", kit.NBSP), text).translate(_UNSEEN)


def _plain(text: str) -> str:
    return "".join(run.text for run in runs_of(text))


@singledispatch
def _written(part: Part, place: _Place) -> None:
    raise TypeError(f"no layout for {type(part).__name__}")


@_written.register
def _head(part: model.Head, place: _Place) -> None:
    sender = part.sender
    if sender.logo:
        place.file.picture(place.where, sender.logo, 3.0, "centre")
    number = _plain(f"{part.label} {part.number}") if part.number else ""
    lines = (sender.name, *sender.address)
    widest = min(max(map(width_of, lines)) + 0.1, place.width - width_of(number) - 0.6)
    table = place.file.table(place.where, 1, (place.width - widest, widest))
    for at, texts in enumerate(((number,), lines)):
        cell = table.cell(0, at)
        for text in texts:
            place.file.paragraph(cell, (Run(text),), Look())
        place.file.tidy(cell)


@_written.register
def _logo(part: model.Logo, place: _Place) -> None:
    place.file.picture(place.where, part.picture, part.height, "left" if part.is_left else "centre")


@_written.register
def _dated(part: model.Dated, place: _Place) -> None:
    place.add(part.text, Look(left=place.middle, before=6))


@_written.register
def _labelled(part: model.Labelled, place: _Place) -> None:
    beside = width_of(part.label + "  ")
    look = Look(hanging=beside, before=6, tabs=(Tab(beside),))
    place.add((Run(f"{part.label}\t"), *runs_of(part.text)), look)


@_written.register
def _enclosures(part: model.Enclosures, place: _Place) -> None:
    label = "สิ่งที่ส่งมาด้วย"
    beside = width_of(label + "  ")
    numbers = part.numbers if len(part.items) > 1 else ("",) * len(part.items)
    hanging = beside + max(width_of(f"{number} ") if number else 0 for number in numbers)
    amount = max(width_of(one.amount) for one in part.items)
    titles = max(width_of(_plain(one.title)) for one in part.items)
    at = hanging + min(titles + 0.8, place.width - hanging - amount)
    tabs = tuple(Tab(stop) for stop in dict.fromkeys((beside, hanging, at)))
    for number, item in zip(numbers, part.items, strict=True):
        is_first = item is part.items[0]
        start = f"{label if is_first else ''}\t" + (f"{number}\t" if number else "")
        runs = (Run(start), *runs_of(item.title), Run(f"\t{item.amount}"))
        place.add(runs, Look(hanging=hanging, tabs=tabs, before=6 if is_first else 0))


@_written.register
def _body(part: model.Body, place: _Place) -> None:
    place.add(part.text, Look(align="justify", first_line=2.5, before=6))


@_written.register
def _line(part: model.Line, place: _Place) -> None:
    look = _LOOKS[part.look]
    place.add(part.text, replace(look, points=part.points) if part.points else look)


@_written.register
def _gap(part: model.Gap, place: _Place) -> None:
    """A line of exactly this height."""
    place.add("", Look(points=part.height * 28.35 / word.LEADING))


@_written.register
def _rule(_part: model.Rule, place: _Place) -> None:
    place.add((Run("\t"),), Look(tabs=(Tab(place.width - _SHY, has_dots=True),)))


@_written.register
def _fields(part: model.Fields, place: _Place) -> None:
    """Label, value, dots to the end of its share; one under the other where they do not fit."""
    space = 0.3
    total = sum(one.share for one in part.fields)
    free = place.width - space * (len(part.fields) - 1)
    ends, start = [], 0.0
    for one in part.fields:
        ends.append(start + free * one.share / total)
        start = ends[-1] + space
    fits = all(
        width_of(f"{one.label} {_plain(one.value)} {one.unit}") + 0.5 < free * one.share / total
        for one in part.fields
    )
    if not fits and len(part.fields) > 1:
        for one in part.fields:
            _fields(model.Fields((one,)), place)
        return
    place.add(*_dotted(part.fields, ends, space))


def _after(words: str) -> str:
    """What stands behind the dots, or the last of them: LibreOffice leads none to nothing in a cell."""
    return f" {words}" if words else "."


def _dotted(fields: Sequence[model.Field], ends: Sequence[float], space: float) -> tuple[list[Run], Look]:
    runs, tabs = [], []
    for at, (one, end) in enumerate(zip(fields, ends, strict=True)):
        after = _after(one.unit)
        runs += [Run(f"{one.label} "), *runs_of(one.value), Run(f"\t{after}")]
        tabs.append(Tab(end - _SHY - width_of(after), has_dots=True))
        if at + 1 < len(fields):
            runs.append(Run("\t"))
            tabs.append(Tab(end + space))
    return runs, Look(lines=_FORM_LINES, tabs=tuple(tabs))


@_written.register
def _memo_line(part: model.MemoLine, place: _Place) -> None:
    """Large bold labels, each with its text and dots behind it."""
    wide = place.width / len(part.fields)
    runs: list[Run] = []
    tabs: list[Tab] = []
    for at, (label, text) in enumerate(part.fields):
        runs += [Run(f"{label} ", is_bold=True), *runs_of(text), Run("\t")]
        tabs.append(Tab(wide * (at + 1) - _SHY, has_dots=True))
    place.add(runs, Look(points=18, tabs=tuple(tabs), lines=1.1))


@_written.register
def _blank_lines(part: model.BlankLines, place: _Place) -> None:
    for _line in range(part.count):
        place.add((Run("\t"),), Look(lines=_FORM_LINES, tabs=(Tab(place.width - _SHY, has_dots=True),)))


@_written.register
def _columns(part: model.Columns, place: _Place) -> None:
    shares = part.shares or (1.0,) * len(part.columns)
    free = place.width - part.space * (len(shares) - 1)
    widths = [free * share / sum(shares) for share in shares]
    cells = [room for wide in widths for room in (wide, part.space)][:-1]
    table = place.file.table(place.where, 1, cells)
    if part.least:
        table.rows[0].height = Cm(part.least)
    for at, (inner, wide) in enumerate(zip(part.columns, widths, strict=True)):
        cell = table.cell(0, at * 2)
        write(inner, replace(place, where=cell, width=wide))
        place.file.tidy(cell)


@_written.register
def _signature(part: model.Signature, place: _Place) -> None:
    small = Look(points=14, lines=1.35, keeps=True)
    after = _after(part.role)
    role = width_of(after, 14)
    end = Tab(place.width - role - _SHY, has_dots=True)
    place.add((Run(f"ลงชื่อ\t{after}"),), replace(small, before=14, tabs=(end,)))
    if part.name:
        start = width_of("ลงชื่อ", 14)
        place.add(f"({part.name})", replace(small, align="centre", left=start, right=role))
    else:
        place.add((Run("(\t)"),), replace(small, tabs=(Tab(place.width - 0.2, has_dots=True),)))


@_written.register
def _frame(part: model.Frame, place: _Place) -> None:
    place.file.framed(place.where, part.width, part.height, place.width)


@_written.register
def _closing(part: model.Closing, place: _Place) -> None:
    """Name and position centred on the closing words, inside the right margin, as the PDF has them."""
    words = part.words or "ขอแสดงความนับถือ"
    under = [f"({part.name})" if part.name else f"({'.' * 60})", *part.position]
    widest = max(width_of(line) for line in under)
    axis = min(place.middle + width_of(words) / 2, place.width - widest / 2)
    half = min(axis, place.width - axis)
    centred = Look(align="centre", left=axis - half, right=place.width - axis - half, keeps=True)
    if part.words:
        place.add(part.words, Look(left=place.middle, before=12, keeps=True))
    for at, line in enumerate(under):
        place.add(line, replace(centred, before=0 if at else 1.9 * 28.35))


@_written.register
def _section(part: model.Section, place: _Place) -> None:
    place.add(part.text, Look(before=18))


@_written.register
def _keep(part: model.Keep, place: _Place) -> None:
    *first, last = part.parts
    write(first, replace(place, keeps=True))
    write((last,), place)


@_written.register
def _new_part(_part: model.NewPart, place: _Place) -> None:
    place.file.begin_part(place.mark)


@_written.register
def _grid(part: model.Grid, place: _Place) -> None:
    widths = [place.width * share / sum(part.shares) for share in part.shares]
    table = place.file.table(place.where, 1 + len(part.rows), widths, has_rules=True)
    for row, texts in enumerate((part.heads, *part.rows)):
        for at, text in enumerate(texts):
            cell = table.cell(row, at)
            side = "centre" if row == 0 else "right" if at in part.figures else "left"
            place.file.paragraph(cell, runs_of(text), Look(is_bold=row == 0, align=side))
            if row == 0:
                place.file.shade(cell)
            place.file.tidy(cell)
