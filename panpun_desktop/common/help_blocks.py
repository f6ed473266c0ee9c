"""The help's own Markdown, read into blocks: the window and the printed guide draw the same ones.

A small part of Markdown is used: one title, headings, paragraphs, lists, tables, pictures that stand
alone, and quotes for what must not be overlooked; inside a line **bold**, `keys` and links to other pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

Kind = Literal["title", "heading", "paragraph", "item", "step", "notice", "picture", "table"]
_TEXT_OF = {"heading_open": "heading", "paragraph_open": "paragraph"}


@dataclass(frozen=True)
class Run:
    """A stretch of text of one look; ``link`` is the key of another page."""

    text: str
    is_bold: bool = False
    is_key: bool = False
    link: str = ""


@dataclass(frozen=True)
class Block:
    """One paragraph, heading, list entry, table or picture; ``picture`` is a file beside the help."""

    kind: Kind
    runs: tuple[Run, ...] = ()
    number: int = 0
    picture: str = ""
    rows: tuple[tuple[tuple[Run, ...], ...], ...] = ()
    """Lines of a table, the first one its head."""

    @property
    def text(self) -> str:
        """The words alone."""
        cells = [run for row in self.rows for cell in row for run in (*cell, Run(" "))]
        return "".join(run.text for run in (*self.runs, *cells)).strip()

    @property
    def links(self) -> tuple[str, ...]:
        """The pages it leads to."""
        cells = (run for row in self.rows for cell in row for run in cell)
        return tuple(run.link for run in (*self.runs, *cells) if run.link)


def read_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a page in their order."""
    from markdown_it import MarkdownIt

    return tuple(_Reader().blocks(MarkdownIt("commonmark").enable("table").parse(text)))


class _Reader:
    """Walks the tokens of one page; lists and quotes say what the paragraphs in them are."""

    def __init__(self) -> None:
        self._around: list[Kind] = []
        self._numbers: list[int] = []
        self._rows: list[list[tuple[Run, ...]]] | None = None
        self._kind: Kind = "paragraph"

    def blocks(self, tokens: Sequence[Any]) -> Iterator[Block]:
        for token in tokens:
            if token.type == "inline":
                yield from self._inline(token)
            elif token.type == "table_close":
                rows, self._rows = self._rows or [], None
                yield Block("table", rows=tuple(tuple(row) for row in rows))
            else:
                self._step(token)

    def _step(self, token: Any) -> None:
        kind = token.type
        if kind in ("bullet_list_open", "ordered_list_open", "blockquote_open"):
            self._around.append("item" if kind[0] == "b" else "step")
            if kind == "blockquote_open":
                self._around[-1] = "notice"
            self._numbers.append(0)
        elif kind in ("bullet_list_close", "ordered_list_close", "blockquote_close"):
            self._around.pop()
            self._numbers.pop()
        elif kind == "list_item_open":
            self._numbers[-1] += 1
        elif kind == "heading_open":
            self._kind = "title" if token.tag == "h1" else "heading"
        elif kind == "paragraph_open":
            self._kind = self._around[-1] if self._around else "paragraph"
        elif kind == "table_open":
            self._rows = []
        elif kind == "tr_open" and self._rows is not None:
            self._rows.append([])

    def _inline(self, token: Any) -> Iterator[Block]:
        runs = tuple(_runs(token.children or ()))
        if self._rows is not None:
            self._rows[-1].append(runs)
            return
        picture = next((one for one in token.children or () if one.type == "image"), None)
        if picture is not None:
            yield Block("picture", (Run(picture.content),), picture=str(picture.attrs["src"]))
            return
        number = self._numbers[-1] if self._kind == "step" else 0
        yield Block(self._kind, runs, number)


def _runs(tokens: Sequence[Any]) -> Iterator[Run]:
    look = Run("")
    for token in tokens:
        if token.type == "text" and token.content:
            yield replace(look, text=token.content)
        elif token.type == "code_inline":
            yield replace(look, text=token.content, is_key=True)
        elif token.type == "softbreak":
            yield replace(look, text=" ")
        elif token.type in ("strong_open", "strong_close"):
            look = replace(look, is_bold=token.type == "strong_open")
        elif token.type == "link_open":
            look = replace(look, link=str(token.attrs["href"]))
        elif token.type == "link_close":
            look = replace(look, link="")
