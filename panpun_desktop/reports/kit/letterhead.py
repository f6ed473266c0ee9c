"""The parts of an official letter in their order (domain.md §4.1): head, ที่, เรื่อง … to the signature.

A centre is no state office: its own logo stands in the middle, at most 3 cm high, and no ครุฑ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.lib.units import cm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus.flowables import Flowable

from panpun_desktop.reports.kit.blocks import Painted
from panpun_desktop.reports.kit.breaks import name as whole_words
from panpun_desktop.reports.kit.paragraph import ThaiParagraph
from panpun_desktop.reports.kit.styles import style

MOST_LOGO_HEIGHT = 3.0
"""Centimetres; domain.md §4.1."""


def _middle(canvas: Any) -> float:
    """Where the middle of the sheet is, counted from the left edge of what is being drawn."""
    return float(canvas._pagesize[0]) / 2 - float(canvas.absolutePosition(0, 0)[0])


@dataclass(frozen=True)
class Centre:
    """Who sends: name, address lines, and the logo as PNG or JPEG bytes or a file."""

    name: str
    address: tuple[str, ...] = ()
    logo: bytes | Path | None = None


def logo(picture: bytes | Path, height: float = MOST_LOGO_HEIGHT, *, is_left: bool = False) -> Painted:
    """The logo in the middle, or at the left, ``height`` cm but at most 3."""
    image = _image(picture)
    wide, high = image.getSize()
    tall = min(height, MOST_LOGO_HEIGHT) * cm
    broad = tall * wide / high

    def paint(canvas: Any, width: float, _height: float) -> None:
        left = 0.0 if is_left else (width - broad) / 2
        canvas.drawImage(image, left, 6, broad, tall, mask="auto")

    return Painted(tall + 6, paint)


def _image(picture: bytes | Path) -> ImageReader:
    return ImageReader(BytesIO(picture) if isinstance(picture, bytes) else str(picture))


def letterhead(centre: Centre, number: str = "", *, number_label: str = "ที่") -> list[Flowable]:
    """Logo, then ที่ on the left and name with address on the right."""
    parts: list[Flowable] = [logo(centre.logo)] if centre.logo else []
    return [*parts, _NumberAndAddress(f"{number_label} {number}".strip() if number else "", centre)]


def centred_head(centre: Centre) -> list[Flowable]:
    """Logo, name and address under each other in the middle, for forms and reports."""
    parts: list[Flowable] = [logo(centre.logo, 2.0)] if centre.logo else []
    parts.append(ThaiParagraph(centre.name, style("title")))
    parts.extend(ThaiParagraph(whole_words(line), style("cell_centre")) for line in centre.address)
    return parts


class _NumberAndAddress(Flowable):  # type: ignore[misc]
    """Number left; name and address as a block that ends at the right margin."""

    def __init__(self, number: str, centre: Centre) -> None:
        super().__init__()
        self.number = number
        self.text_style = style("left")
        self.lines = (centre.name, *centre.address)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As high as the address."""
        font, size = self.text_style.fontName, self.text_style.fontSize
        room = width - pdfmetrics.stringWidth(self.number, font, size) - 0.6 * cm
        widest = max(pdfmetrics.stringWidth(line, font, size) for line in self.lines)
        self.block = min(widest + 1, room)
        self.rows = [ThaiParagraph(whole_words(line), self.text_style) for line in self.lines]
        self.width = width
        self.height = sum(row.wrap(self.block, height)[1] for row in self.rows)
        return width, self.height

    def draw(self) -> None:
        """Draw both sides from the top."""
        y = self.height
        left = ThaiParagraph(self.number, self.text_style)
        left.wrapOn(self.canv, self.width, y)
        left.drawOn(self.canv, 0, y - left.height)
        for row in self.rows:
            y -= row.height
            row.drawOn(self.canv, self.width - self.block, y)


def letter_date(text: str) -> Flowable:
    """The date, starting at the middle of the sheet."""
    return _FromCentre(text, before=6)


class _FromCentre(Flowable):  # type: ignore[misc]
    """A line that starts at the middle of the sheet."""

    def __init__(self, text: str, before: float) -> None:
        super().__init__()
        self.row = ThaiParagraph(text, style("left"))
        self.spaceBefore = before

    def getSpaceBefore(self) -> float:  # noqa: N802
        """Points kept free above."""
        return float(self.spaceBefore)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The line's height."""
        self.width = width
        self.height = self.row.wrap(width / 2, height)[1]
        return width, self.height

    def draw(self) -> None:
        """Draw it right of the middle."""
        self.row.drawOn(self.canv, _middle(self.canv), 0)


class Labelled(Flowable):  # type: ignore[misc]
    """A label such as เรื่อง, then text that wraps beside it."""

    def __init__(self, label: str, text: str, *, before: float = 6) -> None:
        super().__init__()
        self.label, self.text_style = label, style("left")
        self.body = ThaiParagraph(text, self.text_style)
        self.spaceBefore = before

    def getSpaceBefore(self) -> float:  # noqa: N802
        """Points kept free above."""
        return float(self.spaceBefore)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Label and text beside each other."""
        self.indent = _width(self.label + "  ")
        self.width = width
        self.height = self.body.wrap(width - self.indent, height)[1]
        return width, self.height

    def draw(self) -> None:
        """Draw label and text on one baseline."""
        label = ThaiParagraph(self.label, self.text_style)
        label.wrapOn(self.canv, self.width, self.height)
        label.drawOn(self.canv, 0, self.height - label.height)
        self.body.drawOn(self.canv, self.indent, 0)


def subject(text: str) -> Labelled:
    """เรื่อง."""
    return Labelled("เรื่อง", text)


def salutation(text: str, word: str = "เรียน") -> Labelled:
    """เรียน, or another opening word."""
    return Labelled(word, text)


def reference(text: str) -> Labelled:
    """อ้างถึง."""
    return Labelled("อ้างถึง", text)


@dataclass(frozen=True)
class Attachment:
    """One thing sent along and how many, e.g. "จำนวน ๑ ฉบับ"."""

    title: str
    amount: str = ""


class Attachments(Flowable):  # type: ignore[misc]
    """สิ่งที่ส่งมาด้วย: numbered lines with the amounts in a column of their own."""

    def __init__(self, items: Sequence[Attachment], numbers: Sequence[str] = ()) -> None:
        super().__init__()
        self.items = items
        self.numbers = list(numbers) or [f"{n}." for n in range(1, len(items) + 1)]
        self.spaceBefore = 6

    def getSpaceBefore(self) -> float:  # noqa: N802
        """Points kept free above."""
        return float(self.spaceBefore)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """One row an item, more where a title wraps."""
        self.indent = _width("สิ่งที่ส่งมาด้วย  ")
        has_numbers = len(self.items) > 1
        self.number_width = max(_width(n + " ") for n in self.numbers) if has_numbers else 0.0
        self.amount_width = max(_width(item.amount) for item in self.items)
        room = width - self.indent - self.number_width - self.amount_width - 0.8 * cm
        self.title_width = min(room, max(_width(item.title) for item in self.items) + 1)
        self.titles = [ThaiParagraph(item.title, style("left")) for item in self.items]
        self.height = sum(title.wrap(self.title_width, height)[1] for title in self.titles)
        self.width = width
        return width, self.height

    def draw(self) -> None:
        """Draw the rows."""
        y = self.height
        self._text("สิ่งที่ส่งมาด้วย", 0, y)
        x = self.indent + self.number_width
        for item, number, title in zip(self.items, self.numbers, self.titles, strict=True):
            if self.number_width:
                self._text(number, self.indent, y)
            self._text(item.amount, x + self.title_width + 0.8 * cm, y)
            y -= title.height
            title.drawOn(self.canv, x, y)

    def _text(self, text: str, x: float, top: float) -> None:
        row = ThaiParagraph(text, style("left"))
        row.wrapOn(self.canv, self.width, top)
        row.drawOn(self.canv, x, top - row.height)


_MOST_UNDER = 0.62
"""Share of the text's width that a name or position under the closing words may take on one row."""


class Closing(Flowable):  # type: ignore[misc]
    """ขอแสดงความนับถือ from the middle of the sheet, room to sign, (name) and position centred under it."""

    def __init__(
        self, name: str, position: Sequence[str] = (), words: str = "ขอแสดงความนับถือ", room: float = 1.9
    ) -> None:
        super().__init__()
        self.words, self.room = words, room * cm
        self.under = [f"({name})" if name else "(" + "." * 60 + ")", *position]
        self.spaceBefore = 12

    def getSpaceBefore(self) -> float:  # noqa: N802
        """Points kept free above."""
        return float(self.spaceBefore)

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Words, room, and the lines under it; they never part."""
        self.leading = style("left").leading
        self.width = width
        self.rows = [row for line in self.under for row in _rows(line, width * _MOST_UNDER)]
        rows = len(self.rows) + (1 if self.words else 0)
        self.height = rows * self.leading + self.room
        return width, self.height

    def draw(self) -> None:
        """Draw centred on the closing words, inside the right margin."""
        text_style = style("left")
        canvas = self.canv
        canvas.setFillColor(text_style.textColor)
        canvas.setFont(text_style.fontName, text_style.fontSize)
        under = max(_width(line) for line in self.rows)
        middle = _middle(canvas)
        axis = min(middle + _width(self.words or "ขอแสดงความนับถือ") / 2, self.width - under / 2)
        y = self.height - self.leading * 0.75
        if self.words:
            canvas.drawString(middle, y, self.words)
            y -= self.leading
        y -= self.room
        for line in self.rows:
            canvas.drawCentredString(axis, y, line)
            y -= self.leading


def issuing_section(*lines: str) -> list[Flowable]:
    """Section, telephone, e-mail at the lower left."""
    rows = [ThaiParagraph(line, style("left")) for line in lines]
    if rows:
        rows[0].spaceBefore = 18
    return list(rows)


def body(*paragraphs: str) -> list[Flowable]:
    """Body paragraphs: first line 2.5 cm in, Thai-distributed, 6 points before each."""
    return [ThaiParagraph(text, style("body")) for text in paragraphs]


def _rows(text: str, most: float) -> list[str]:
    """The text on one row, on several where it is wider than ``most`` points."""
    if _width(text) <= most:
        return [text]
    paragraph = ThaiParagraph(text, style("left"))
    paragraph.wrap(most, 0)
    return list(paragraph.lines)


def _width(text: str) -> float:
    text_style = style("left")
    return float(pdfmetrics.stringWidth(text, text_style.fontName, text_style.fontSize))
