"""A paragraph of Thai: dictionary line breaks, inline looks, Thai-distributed lines, clean page splits.

Text is plain unless it is ``Markup``; markup is ReportLab's (<b> <i> <u> <font color=…> <super>
<a href=…> <img …> <br/>). ``fill`` puts values into markup so that & < > in a name stay themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus.flowables import Flowable
from reportlab.platypus.paraparser import ParaParser

from panpun_desktop.reports.kit.breaks import nobr
from panpun_desktop.reports.kit.linepainter import paint_lines
from panpun_desktop.reports.kit.lines import Line, Look, Run, broken_lines, cut_runs
from panpun_desktop.reports.kit.shaping import NO_START, visible

_OBJECT = "\ufffc"


class Markup(str):
    """Text whose < > & are markup."""

    __slots__ = ()


def fill(template: str, values: Mapping[str, object], *, whole: bool = True) -> Markup:
    """Put values into a markup template's {fields}; with ``whole`` no value is broken inside a word.

    A value that is Markup goes in as it is. Raises KeyError for a field without a value.
    """
    return Markup(template.format_map({key: _value(value, whole) for key, value in values.items()}))


def _value(value: object, whole: bool) -> str:
    if isinstance(value, Markup):
        return value
    text = escape(str(value))
    return " ".join(nobr(part) if part else part for part in text.split(" ")) if whole else text


class ThaiParagraph(Flowable):  # type: ignore[misc]
    """A paragraph; ``style`` is a ParagraphStyle in a ThaiFont."""

    def __init__(self, text: str, style: ParagraphStyle) -> None:
        super().__init__()
        self.text = text
        self.style = style
        self.spaceBefore = style.spaceBefore
        self.spaceAfter = style.spaceAfter
        self.keepWithNext = style.keepWithNext
        self.width = self.height = 0.0
        self._first_indent = style.firstLineIndent
        self._runs: list[Run] | None = None
        self._lines: list[Line] = []
        self._broken_for = -1.0

    def getSpaceBefore(self) -> float:  # noqa: N802
        """Points kept free above."""
        return float(self.spaceBefore)

    def getSpaceAfter(self) -> float:  # noqa: N802
        """Points kept free below."""
        return float(self.spaceAfter)

    @property
    def lines(self) -> list[str]:
        """The text of each line as last wrapped, for tests and continuation words."""
        return [line.text for line in self._lines]

    @property
    def first_drop(self) -> float:
        """Points from the top to the first baseline: marks above and below stay inside the leading."""
        style = self.style
        return float((style.leading - style.fontSize) * 0.5 + style.fontSize * 0.86)

    def minWidth(self) -> float:  # noqa: N802
        """Points that the longest unbreakable piece needs."""
        lines = broken_lines(self._parsed_runs(), 1.0, 1.0, force=False)
        widest = max((line.width for line in lines), default=0.0)
        return float(widest + self.style.leftIndent + self.style.rightIndent)

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """Break into lines for this width in points."""
        if abs(self._broken_for - available_width) > 1e-6:
            room = available_width - self.style.leftIndent - self.style.rightIndent
            self._lines = broken_lines(
                self._parsed_runs(), max(1.0, room - self._first_indent), max(1.0, room)
            )
            self._broken_for = available_width
        self.width = available_width
        self.height = len(self._lines) * self.style.leading
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[ThaiParagraph]:
        """Part at a line, keeping at least two lines together on both sides (widows, orphans)."""
        self.wrap(available_width, available_height)
        count = len(self._lines)
        fit = int((available_height + 1e-6) / self.style.leading)
        if fit >= count:
            return [self]
        if count - fit < 2 and not self.style.allowWidows:
            fit = count - 2
        if fit < (1 if self.style.allowOrphans else 2):
            return []
        return [self._part(0, fit), self._part(fit, count)]

    def _part(self, start: int, stop: int) -> ThaiParagraph:
        """Lines [start, stop) as a paragraph of its own: it may be wrapped again at another width."""
        part = ThaiParagraph("", self.style)
        bounds = [
            *(line.start for line in self._lines),
            sum(len(visible(r.text)) for r in self._parsed_runs()),
        ]
        part._runs = cut_runs(self._parsed_runs(), bounds[start], bounds[stop])
        part._lines = [replace(line, start=line.start - bounds[start]) for line in self._lines[start:stop]]
        part._broken_for = self._broken_for
        part._first_indent = self._first_indent if start == 0 else 0
        part.wrap(self.width, 0)
        if start:
            part.spaceBefore = 0
        if stop < len(self._lines):
            part.spaceAfter = 0
        return part

    def _parsed_runs(self) -> list[Run]:
        if self._runs is None:
            self._runs = _runs(self.text, self.style)
        return self._runs

    def draw(self) -> None:
        """Draw background and lines."""
        style = self.style
        if style.backColor:
            self._paint_background()
        paint_lines(self.canv, self._lines, style.leading, self.height - self.first_drop, self._place)

    def _place(self, number: int, line: Line) -> tuple[float, float]:
        """Left edge of a line and the points it must be stretched by."""
        style = self.style
        left = style.leftIndent + (self._first_indent if number == 0 else 0)
        spare = self.width - left - style.rightIndent - line.width
        if style.alignment == TA_JUSTIFY:
            return left, 0.0 if line.is_last else max(0.0, spare)
        if style.alignment == TA_CENTER:
            return left + spare / 2, 0.0
        return (left + spare if style.alignment == TA_RIGHT else left), 0.0

    def _paint_background(self) -> None:
        self.canv.saveState()
        self.canv.setFillColor(self.style.backColor)
        self.canv.rect(0, 0, self.width, self.height, stroke=0, fill=1)
        self.canv.restoreState()


def _runs(text: str, style: ParagraphStyle) -> list[Run]:
    """The text as runs of one look each."""
    if not isinstance(text, Markup):
        return [Run(Look(style.fontName, style.fontSize, style.textColor), text)]
    return _whole_clusters(list(_parsed(text, style)))


def _parsed(text: str, style: ParagraphStyle) -> Iterator[Run]:
    parser = ParaParser()
    parser.caseSensitive = 1
    _style, fragments, _bullet = parser.parse(text, style)
    if fragments is None:
        raise ValueError(f"markup error: {parser.errors[0]}")
    for fragment in fragments:
        if getattr(fragment, "lineBreak", False):
            yield Run(_look(fragment), "\n")
        elif hasattr(fragment, "cbDefn"):
            yield Run(_look(fragment, fragment.cbDefn), _OBJECT)
        elif fragment.text:
            yield Run(_look(fragment), fragment.text)


def _look(fragment: Any, inline: Any = None) -> Look:
    kinds = {line[1] for line in getattr(fragment, "us_lines", ())}
    links = getattr(fragment, "link", ())
    return Look(
        fragment.fontName,
        fragment.fontSize,
        fragment.textColor,
        fragment.rise,
        is_underlined="underline" in kinds,
        is_struck="strike" in kinds,
        link=links[-1][1] if links else "",
        background=getattr(fragment, "backColor", None),
        inline=inline,
    )


def _whole_clusters(runs: list[Run]) -> list[Run]:
    """A mark at the start of a run belongs to the letter before it, whatever the tag says."""
    whole: list[Run] = []
    for run in runs:
        text = run.text
        marks = 0
        while whole and whole[-1].text[-1:].isalpha() and marks < len(text) and text[marks] in NO_START:
            marks += 1
        if marks:
            whole[-1] = Run(whole[-1].look, whole[-1].text + text[:marks])
        if text[marks:]:
            whole.append(Run(run.look, text[marks:]))
    return whole
