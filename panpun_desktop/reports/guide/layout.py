"""The guide drawn: cover, contents with page numbers, one chapter for each part of the help."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape

from panpun_desktop.common.help_blocks import Block, Run
from panpun_desktop.common.help_book import KEYS_PAGE, HelpBook, HelpPage, help_folder
from panpun_desktop.reports import kit

_POINTS = 13.2
_SMALL = 12.6
_CONTENTS = 11.9
"""Official points: the contents are one page."""
_PICTURE = 7.5
"""Width of a picture in cm."""
_INNER = 21.0 - 1.8 - 2.0
"""Width between the margins in cm."""
_KEY_WIDTH = 92
"""Points of the longest keys."""
_POINTS_OF_CM = 28.3465
_UNKNOWN = "00"
_ROOM_OF_PICTURE = 7.8
"""Likewise a page that begins with a picture, with the words before it."""
_ROOM_OF_CHAPTER = 9.5
"""A chapter begins a page unless so many cm are left."""


class GuideLayout:
    """``pages`` takes the page of each part and help page while it is drawn, and gives it to the contents."""

    def __init__(self, book: HelpBook, title: str, version: str, pages: dict[str, int]) -> None:
        self.book, self.title, self.version, self.pages = book, title, version, pages
        self._known = dict(pages)
        self._shown: set[str] = set()
        """Pictures that stand further up already."""
        self._numbers = {
            key: f"{part}.{place}"
            for part, (_title, keys) in enumerate(book.parts, start=1)
            for place, key in enumerate(keys, start=1)
        }

    def flowables(self) -> list[Any]:
        """Everything from the cover on."""
        drawn = [*self._cover(), kit.new_page(), *self._contents()]
        drawn.append(kit.new_page())
        for number, (title, keys) in enumerate(self.book.parts, start=1):
            drawn += [kit.need(_ROOM_OF_CHAPTER), *self._chapter(number, title, keys)]
        return drawn

    def _cover(self) -> list[Any]:
        return [
            kit.gap(6.5),
            kit.para("บ้านปั้นปูน", "name"),
            kit.para("คู่มือการใช้งานโปรแกรม", "title"),
            kit.gap(0.6),
            kit.para("สำหรับเจ้าหน้าที่แรกรับ ครูฝึก และผู้จัดการศูนย์", "centre"),
            kit.gap(9.0),
            kit.para(f"โปรแกรมรุ่น {self.version}", "centre"),
            kit.para("เนื้อหาเดียวกับคู่มือในโปรแกรม เปิดด้วยปุ่ม F1 ได้ทุกหน้าจอ", "centre"),
            kit.para("บุคคลในภาพประกอบเป็นบุคคลสมมติ", "centre"),
        ]

    def _contents(self) -> list[Any]:
        drawn: list[Any] = [kit.Bookmark("สารบัญ"), kit.para("สารบัญ", "title")]
        plain, bold = kit.style_at("left", _CONTENTS), kit.style_at("subheading", _CONTENTS)
        for number, (title, keys) in enumerate(self.book.parts, start=1):
            drawn += [kit.ContentsLine(f"{number} {title}", self._page(f"part {number}"), bold)]
            for key in keys:
                words = f"{self._numbers[key]} {self.book.pages[key].title}"
                drawn.append(kit.ContentsLine(words, self._page(key), plain, indent=14))
        return drawn

    def _page(self, key: str) -> str:
        return str(self._known.get(key, _UNKNOWN))

    def _noted(self, key: str) -> kit.PlaceNoted:
        return kit.PlaceNoted(lambda page: self.pages.__setitem__(key, page))

    def _chapter(self, number: int, title: str, keys: Iterable[str]) -> list[Any]:
        words = f"{number} {title}"
        drawn = [self._noted(f"part {number}"), kit.Bookmark(words), kit.para(words, "title")]
        for key in keys:
            drawn += self._help_page(self.book.pages[key])
        return drawn

    def _help_page(self, page: HelpPage) -> list[Any]:
        words = f"{self._numbers[page.key]} {page.title}"
        drawn: list[Any] = [
            kit.need(_ROOM_OF_PICTURE if any(one.kind == "picture" for one in page.blocks[:3]) else 3.5),
            self._noted(page.key),
            kit.Bookmark(words, 1),
            kit.ThaiParagraph(words, kit.style_at("heading", 17)),
        ]
        if page.key == KEYS_PAGE:
            return [*drawn, *self._keys(page.blocks[1:])]
        blocks = page.blocks[1:]
        for place, block in enumerate(blocks):
            if block.kind == "heading" and block is not blocks[-1]:
                drawn.append(kit.need(1.9 if blocks[place + 1].kind != "table" else 3.2))
            drawn += self._block(block)
        return drawn

    def _keys(self, blocks: Sequence[Block]) -> list[Any]:
        """The tables of keys in two columns, each where the least stands so far."""
        begin = next((place for place, one in enumerate(blocks) if one.kind == "heading"), len(blocks))
        columns: tuple[list[Any], list[Any]] = ([], [])
        lines = [0, 0]
        for head, keys in zip(blocks[begin::2], blocks[begin + 1 :: 2], strict=True):
            least = lines.index(min(lines))
            columns[least].extend([*self._block(head), *(self._key(row) for row in keys.rows[1:])])
            lines[least] += len(keys.rows) + 1
        words = [drawn for block in blocks[:begin] for drawn in self._block(block)]
        return [*words, kit.SideBySide(columns, space=0.6)]

    def _key(self, row: Sequence[tuple[Run, ...]]) -> Any:
        key, does = row
        mark = "".join(run.text for run in key)
        return kit.ListEntry(self._words(does), kit.style_at("left", _SMALL), mark, indent=_KEY_WIDTH)

    def _block(self, block: Block) -> list[Any]:
        text = self._words(block.runs)
        if block.kind == "heading":
            return [kit.ThaiParagraph(text, kit.style_at("subheading", 14.5))]
        if block.kind in ("item", "step"):
            mark = f"{block.number}." if block.kind == "step" else "•"
            return [kit.ListEntry(text, kit.style_at("left", _POINTS), mark)]
        if block.kind == "notice":
            return [kit.Boxed(kit.ThaiParagraph(text, kit.style_at("left", _POINTS)))]
        if block.kind == "picture":
            return self._picture(block)
        if block.kind == "table":
            return [self._table(block)]
        return [kit.ThaiParagraph(text, kit.style_at("left", _POINTS))]

    def _picture(self, block: Block) -> list[Any]:
        """Each picture once: on paper the reader can turn back."""
        if block.picture in self._shown:
            return []
        self._shown.add(block.picture)
        file = help_folder() / "pictures" / block.picture
        caption = kit.ThaiParagraph(self._words(block.runs), kit.style_at("centre", 13))
        return [kit.gap(0.15), kit.keep([kit.picture(file, _PICTURE), caption]), kit.gap(0.15)]

    def _table(self, block: Block) -> Any:
        head, *rows = block.rows
        shares = (1.0, *(2.1 for _cell in head[1:]))
        columns = [
            kit.Column("".join(run.text for run in cell), share=share)
            for cell, share in zip(head, shares, strict=True)
        ]
        style = kit.style_at("cell", _SMALL)
        cells = [[kit.ThaiParagraph(self._words(cell), style) for cell in row] for row in rows]
        return kit.table(columns, cells, width=_INNER * _POINTS_OF_CM, points=_SMALL)

    def _words(self, runs: Iterable[Run]) -> kit.Markup:
        return kit.Markup("".join(self._run(run) for run in runs))

    def _run(self, run: Run) -> str:
        text = escape(run.text)
        if run.is_bold or run.is_key:
            text = f"<b>{text}</b>"
        return f"{text} (หน้า {self._page(run.link)})" if run.link else text
