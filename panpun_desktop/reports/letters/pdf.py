"""The one PDF layout of letters: each part of the model as flowables of the kit."""

from __future__ import annotations

from collections.abc import Iterable
from functools import singledispatch
from typing import Any

from panpun_desktop.reports import kit
from panpun_desktop.reports.letters import model
from panpun_desktop.reports.letters.model import Paper, Part

_POINTS_A_CM = 28.3465
_MEMO_LABEL = 20


def drawn(paper: Paper) -> bytes:
    """Draw a paper; the same parts give the same bytes."""
    page = kit.PageSetup(
        paper.title,
        paper.author,
        margins=paper.margins,
        numbering="letter" if paper.is_numbered else "none",
        thai_digits=paper.thai_digits,
        mark="ร่าง" if paper.is_draft else "",
        sheet=paper.size if paper.size != model.A4 else (0.0, 0.0),
    )
    return kit.build(flowables(paper.parts, page.text_width), page)


def flowables(parts: Iterable[Part], width: float) -> list[Any]:
    """Parts under each other, ``width`` points wide."""
    return [made for part in parts for made in _drawn(part, width)]


@singledispatch
def _drawn(part: Part, width: float) -> list[Any]:
    raise TypeError(f"no layout for {type(part).__name__}")


@_drawn.register
def _head(part: model.Head, _width: float) -> list[Any]:
    sender = part.sender
    return kit.letterhead(
        kit.Centre(sender.name, sender.address, sender.logo), part.number, number_label=part.label
    )


@_drawn.register
def _logo(part: model.Logo, _width: float) -> list[Any]:
    return [kit.logo(part.picture, part.height, is_left=part.is_left)]


@_drawn.register
def _dated(part: model.Dated, _width: float) -> list[Any]:
    return [kit.letter_date(part.text)]


@_drawn.register
def _labelled(part: model.Labelled, _width: float) -> list[Any]:
    return [kit.Labelled(part.label, part.text)]


@_drawn.register
def _enclosures(part: model.Enclosures, _width: float) -> list[Any]:
    return [kit.Attachments([kit.Attachment(one.title, one.amount) for one in part.items], part.numbers)]


@_drawn.register
def _body(part: model.Body, _width: float) -> list[Any]:
    return kit.body(part.text)


@_drawn.register
def _line(part: model.Line, _width: float) -> list[Any]:
    if part.points:
        return [kit.ThaiParagraph(part.text, kit.style_at(part.look, part.points))]
    return [kit.para(part.text, part.look)]


@_drawn.register
def _gap(part: model.Gap, _width: float) -> list[Any]:
    return [kit.gap(part.height)]


@_drawn.register
def _rule(_part: model.Rule, _width: float) -> list[Any]:
    return [kit.Rule()]


@_drawn.register
def _fields(part: model.Fields, _width: float) -> list[Any]:
    return [kit.FieldRow(*(kit.Field(one.label, one.value, one.share, one.unit) for one in part.fields))]


@_drawn.register
def _memo_line(part: model.MemoLine, _width: float) -> list[Any]:
    fields = [kit.Field(label, text) for label, text in part.fields]
    return [kit.FieldRow(*fields, label_style=kit.style_at("strong", _MEMO_LABEL))]


@_drawn.register
def _blank_lines(part: model.BlankLines, _width: float) -> list[Any]:
    return list(kit.blank_lines(part.count))


@_drawn.register
def _columns(part: model.Columns, width: float) -> list[Any]:
    shares = part.shares or (1.0,) * len(part.columns)
    free = width - part.space * _POINTS_A_CM * (len(shares) - 1)
    wide = [free * share / sum(shares) for share in shares]
    made = [flowables(column, room) for column, room in zip(part.columns, wide, strict=True)]
    return [kit.SideBySide(made, part.shares, part.space, part.least)]


@_drawn.register
def _signature(part: model.Signature, _width: float) -> list[Any]:
    signer = kit.Signer(part.role, part.name, has_position=False, has_date=False)
    return [kit.SignatureBlock(signer)]


@_drawn.register
def _frame(part: model.Frame, _width: float) -> list[Any]:
    return [kit.empty_box(part.width, part.height)]


@_drawn.register
def _closing(part: model.Closing, _width: float) -> list[Any]:
    return [kit.Closing(part.name, part.position, part.words)]


@_drawn.register
def _section(part: model.Section, _width: float) -> list[Any]:
    return kit.issuing_section(part.text)


@_drawn.register
def _keep(part: model.Keep, width: float) -> list[Any]:
    return [kit.keep(flowables(part.parts, width))]


@_drawn.register
def _new_part(_part: model.NewPart, _width: float) -> list[Any]:
    return kit.new_part()


@_drawn.register
def _grid(part: model.Grid, width: float) -> list[Any]:
    columns = [
        kit.Column(head, share=share, align="right" if at in part.figures else "left")
        for at, (head, share) in enumerate(zip(part.heads, part.shares, strict=True))
    ]
    return [kit.table(columns, part.rows, width=width, points=16)]
