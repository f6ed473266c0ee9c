"""The sheet: size, margins, numbering, head and foot, draft mark, and ``build`` that makes the PDF."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any, Literal

from reportlab.lib.colors import Color
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import cm
from reportlab.platypus.doctemplate import BaseDocTemplate, NextPageTemplate, PageTemplate
from reportlab.platypus.flowables import Flowable, PageBreak, Spacer
from reportlab.platypus.frames import Frame

from panpun_desktop.common.thai_text import break_words, to_thai_digits
from panpun_desktop.reports.kit.blocks import Bookmark
from panpun_desktop.reports.kit.fonts import fonts_in_use, require_shaping
from panpun_desktop.reports.kit.note import note_in_use
from panpun_desktop.reports.kit.paragraph import ThaiParagraph
from panpun_desktop.reports.kit.styles import FAINT, INK
from panpun_desktop.reports.kit.text import ThaiCanvas

Numbering = Literal["of", "letter", "none"]
_PART = "part"
_MOST_LETTERS = 14
"""Letters of the continuation word."""
_NOTE_POINTS, _NOTE_LEVEL = 12, 0.5
"""Size of the note, and centimetres from the lower edge: printers reach no lower."""
_MARK_COLOR = Color(0.87, 0.87, 0.87)
_OVER_COLOR = Color(0.75, 0.1, 0.1, alpha=0.25)
_one_at_a_time = threading.Lock()  # fonts are shared, and ReportLab is not made for threads


@dataclass(frozen=True)
class PageSetup:
    """One kind of sheet. Margins in cm: top, right, bottom, left (domain.md §4.1).

    ``numbering``: "of" = หน้า x จาก y at the foot, "letter" = - ๒ - at the head from page 2, or "none".
    ``mark`` lies under the text of every page, such as ร่าง.
    """

    title: str = ""
    author: str = ""
    subject: str = ""
    is_landscape: bool = False
    margins: tuple[float, float, float, float] = (2.5, 2.0, 2.0, 3.0)
    numbering: Numbering = "none"
    thai_digits: bool = False
    header: str = ""
    footer: str = ""
    mark: str = ""
    lays_over: bool = False
    """The mark lies over finished pages: in red that lets them be read."""
    is_framed: bool = False
    """A double line around the sheet, as certificates have."""
    has_cover: bool = False
    """The first page is bare: no head, no foot."""
    has_chapters: bool = False
    """The title of the chapter, its bookmark of level 0, stands at the left of the head."""
    sheet: tuple[float, float] = (0.0, 0.0)
    """Width and height in cm of a sheet that is not A4, such as an envelope."""

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        if all(self.sheet):
            return self.sheet[0] * float(cm), self.sheet[1] * float(cm)
        width, height = landscape(A4) if self.is_landscape else A4
        return float(width), float(height)

    @property
    def text_width(self) -> float:
        """Points between the side margins."""
        return self.size[0] - (self.margins[1] + self.margins[3]) * float(cm)


def letter_page(
    title: str, author: str = "", *, is_draft: bool = False, thai_digits: bool = True
) -> PageSetup:
    """An official letter: margins of the correspondence rules, - ๒ - from page 2, ร่าง across a draft."""
    return PageSetup(
        title, author, numbering="letter", thai_digits=thai_digits, mark="ร่าง" if is_draft else ""
    )


def report_page(title: str, author: str = "", *, is_landscape: bool = False, footer: str = "") -> PageSetup:
    """A report or list: narrower margins, หน้า x จาก y at the foot."""
    return PageSetup(
        title,
        author,
        is_landscape=is_landscape,
        margins=(1.8, 1.5, 1.8, 2.0),
        numbering="of",
        footer=footer,
    )


def as_draft(page: PageSetup) -> PageSetup:
    """The same sheet with ร่าง across it."""
    return replace(page, mark="ร่าง")


def new_part() -> list[Flowable]:
    """What is sent along with a letter begins a page; from here on pages carry no number."""
    return [NextPageTemplate(_PART), PageBreak()]


def build(flowables: Sequence[Flowable], page: PageSetup) -> bytes:
    """The PDF of these flowables; the same flowables and page give the same bytes.

    Flowables serve once. Raises RuleBroken ``print.no_shaping`` when Thai cannot be shaped.
    """
    require_shaping()
    with _one_at_a_time:
        return _Sheet(page).pdf(list(flowables))


def first_words(line: str) -> str:
    """The words a line begins with, a dozen letters or so, never cut inside a word."""
    begun = ""
    for word in line.strip().split(" "):
        for piece in break_words(word):
            if begun and len(begun) + len(piece) > _MOST_LETTERS:
                return begun.strip()
            begun += piece
        begun += " "
    return begun.strip()


class _Sheet(BaseDocTemplate):  # type: ignore[misc]
    """One document with one page template."""

    def __init__(self, page: PageSetup) -> None:
        self.setup = page
        self._begins: dict[int, str] = {}
        """The words that pages of the letter itself begin with."""
        self._chapters: dict[int, str] = {}
        """The first chapter that begins on a page."""
        self._is_part = False
        self.target = BytesIO()
        top, right, bottom, left = (margin * cm for margin in page.margins)
        width, height = page.size
        super().__init__(
            self.target,
            pagesize=page.size,
            title=page.title or None,
            author=page.author or None,
            subject=page.subject or None,
            creator="panpun",
            lang="th-TH",
            invariant=1,
            initialFontName=fonts_in_use().name,
            pageCompression=1,
        )
        box = (left, bottom, width - left - right, height - top - bottom, 0, 0, 0, 0)
        for id, paint in (("page", self._paint), (_PART, self._paint_part)):
            self.addPageTemplates(PageTemplate(id, [Frame(*box)], onPage=paint, pagesize=page.size))

    def pdf(self, flowables: list[Flowable]) -> bytes:
        """Build and give the bytes."""
        self.build(flowables or [Spacer(0, 0)], canvasmaker=ThaiCanvas)
        return self.target.getvalue()

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802
        """Remember what each page begins with, for the continuation word on the page before."""
        if isinstance(flowable, ThaiParagraph) and not self._is_part and flowable.lines:
            self._begins.setdefault(self.page, first_words(flowable.lines[0]))
        if isinstance(flowable, Bookmark) and flowable.level == 0:
            self._chapters.setdefault(self.page, flowable.title)

    def _continuation(self, number: int) -> Callable[[ThaiCanvas, int], str]:
        """/ข้อความต่อ… at the lower right, where the letter goes on (domain.md §4.1)."""
        fonts, setup = fonts_in_use(), self.setup
        right, size = setup.size[0] - setup.margins[1] * cm, fonts.size(16)

        def write(canvas: ThaiCanvas, _pages: int) -> str:
            words = self._begins.get(number + 1)
            if not words:
                return ""
            text = f"/{words}…"
            level = setup.margins[2] * cm * 0.55
            line = canvas.beginText(right - canvas.stringWidth(text, fonts.name, size), level)
            line.setFont(fonts.name, size)
            line.textOut(text)
            return str(line.getCode())

        return write

    def _paint(self, canvas: ThaiCanvas, _doc: Any) -> None:
        self._is_part = False
        self._paint_note(canvas)
        if self.setup.has_cover and canvas.getPageNumber() == 1:
            return
        canvas.saveState()
        if self.setup.numbering == "letter":
            canvas.setFillColor(INK)
            canvas.at_the_end(self._continuation(canvas.getPageNumber()))
        if self.setup.mark:
            self._paint_mark(canvas)
        if self.setup.is_framed:
            self._paint_frame(canvas)
        self._paint_head(canvas)
        self._paint_foot(canvas)
        canvas.restoreState()

    def _paint_note(self, canvas: ThaiCanvas) -> None:
        """Whose data these are: below everything else, on every page of whatever kind."""
        text, fonts = note_in_use(), fonts_in_use()
        if text:
            canvas.saveState()
            canvas.setFillColor(FAINT)
            canvas.setFont(fonts.name, fonts.size(_NOTE_POINTS))
            canvas.drawCentredString(self.setup.size[0] / 2, _NOTE_LEVEL * cm, text)
            canvas.restoreState()

    def _paint_part(self, canvas: ThaiCanvas, _doc: Any) -> None:
        self._is_part = True
        self._paint_note(canvas)
        canvas.saveState()
        if self.setup.mark:
            self._paint_mark(canvas)
        canvas.restoreState()

    def _paint_mark(self, canvas: ThaiCanvas) -> None:
        width, height = self.setup.size
        fonts = fonts_in_use()
        canvas.saveState()
        canvas.setFillColor(_OVER_COLOR if self.setup.lays_over else _MARK_COLOR)
        canvas.setFont(fonts.name + "-Bold", fonts.size(240 if len(self.setup.mark) < 5 else 120))
        canvas.translate(width / 2, height / 2)
        canvas.rotate(45)
        canvas.drawCentredString(0, -fonts.size(60), self.setup.mark)
        canvas.restoreState()

    def _paint_frame(self, canvas: ThaiCanvas) -> None:
        width, height = self.setup.size
        canvas.setStrokeColor(INK)
        for inset, thick in ((0.9 * cm, 2.2), (1.1 * cm, 0.6)):
            canvas.setLineWidth(thick)
            canvas.rect(inset, inset, width - 2 * inset, height - 2 * inset)

    def _paint_head(self, canvas: ThaiCanvas) -> None:
        setup, number = self.setup, canvas.getPageNumber()
        width, height = setup.size
        level = height - min(setup.margins[0] * 0.6, 1.5) * cm
        fonts = fonts_in_use()
        if setup.numbering == "letter" and number > 1:
            canvas.setFillColor(INK)
            canvas.setFont(fonts.name, fonts.size(16))
            canvas.drawCentredString(
                (width + (setup.margins[3] - setup.margins[1]) * cm) / 2, level, f"- {self._digits(number)} -"
            )
        if setup.header:
            canvas.setFillColor(FAINT)
            canvas.setFont(fonts.name, fonts.size(13))
            canvas.drawRightString(width - setup.margins[1] * cm, level, setup.header)
        if setup.has_chapters:
            canvas.setFillColor(FAINT)
            canvas.at_the_end(self._chapter(number, level, fonts.name, fonts.size(13)))

    def _chapter(self, number: int, level: float, font: str, size: float) -> Callable[[ThaiCanvas, int], str]:
        left = self.setup.margins[3] * cm

        def write(canvas: ThaiCanvas, _pages: int) -> str:
            begun = [page for page in self._chapters if page <= number]
            line = canvas.beginText(left, level)
            line.setFont(font, size)
            line.textOut(self._chapters[max(begun)] if begun else "")
            return str(line.getCode())

        return write

    def _paint_foot(self, canvas: ThaiCanvas) -> None:
        setup = self.setup
        level = min(setup.margins[2] * 0.5, 1.0) * cm
        fonts = fonts_in_use()
        canvas.setFillColor(FAINT)
        canvas.setFont(fonts.name, fonts.size(13))
        if setup.footer:
            canvas.drawString(setup.margins[3] * cm, level, setup.footer)
        if setup.numbering == "of":
            canvas.at_the_end(self._page_of(canvas.getPageNumber(), level, fonts.name, fonts.size(13)))

    def _page_of(self, number: int, level: float, font: str, size: float) -> Callable[[ThaiCanvas, int], str]:
        right = self.setup.size[0] - self.setup.margins[1] * cm

        def write(canvas: ThaiCanvas, pages: int) -> str:
            text = f"หน้า {self._digits(number)} จาก {self._digits(pages)}"
            line = canvas.beginText(right - canvas.stringWidth(text, font, size), level)
            line.setFont(font, size)
            line.textOut(text)
            return str(line.getCode())

        return write

    def _digits(self, number: int) -> str:
        return to_thai_digits(str(number)) if self.setup.thai_digits else str(number)
