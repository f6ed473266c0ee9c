"""Blocks of the help as the HTML that Qt shows, with places where a Thai line may break."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from panpun_desktop.common.help_blocks import Block, Run
from panpun_desktop.common.help_book import HelpPage
from panpun_desktop.common.i18n import _
from panpun_desktop.common.word_break import with_break_hints
from panpun_desktop.widgets.theme import Colour

PICTURE = "picture"
"""The scheme of an address that names a picture of the help."""
_STYLE = f"""
.title {{ font-size: 19px; font-weight: 600; margin: 0px 0px 8px 0px; }}
.heading {{ font-size: 15px; font-weight: 600; margin: 14px 0px 4px 0px; }}
p {{ margin: 5px 0px; }}
li {{ margin: 3px 0px; }}
td, th {{ border-bottom: 1px solid {Colour.LINE}; }}
td.notice {{ border: none; }}
th {{ color: {Colour.MUTED}; font-weight: 500; text-align: left; }}
a {{ color: {Colour.CLAY}; }}
.key {{ color: {Colour.CLAY_DARK}; font-weight: 500; }}
.caption {{ color: {Colour.MUTED}; font-size: 12.5px; margin: 2px 0px 10px 0px; }}
"""
_LISTS = {"item": "ul", "step": "ol"}


def page_html(page: HelpPage, width: int) -> str:
    """The page for a view this many pixels wide."""
    body: list[str] = []
    open_list = ""
    for block in page.blocks:
        wanted = _LISTS.get(block.kind, "")
        if wanted != open_list:
            body += [f"</{open_list}>"] if open_list else []
            body += [f'<{wanted} style="margin-left: 0px; -qt-list-indent: 1;">'] if wanted else []
            open_list = wanted
        body.append(_block(block, width))
    if open_list:
        body.append(f"</{open_list}>")
    return f"<html><head><style>{_STYLE}</style></head><body>{''.join(body)}</body></html>"


def _block(block: Block, width: int) -> str:
    text = _runs(block.runs)
    if block.kind in ("item", "step"):
        return f"<li>{text}</li>"
    if block.kind in ("title", "heading", "paragraph"):
        return f'<p class="{block.kind}">{text}</p>'
    if block.kind == "notice":
        return _notice(text)
    if block.kind == "picture":
        return _picture(block.picture, text, width)
    return _table(block)


def _picture(name: str, caption: str, width: int) -> str:
    """A picture, drawn by the reader at this width; it and the words below open it large."""
    link, larger = f"{PICTURE}:{escape(name)}", escape(_("Show it large"))
    return (
        f'<p><a href="{link}"><img src="{link}?{width}" width="{width}"></a></p>'
        f'<p class="caption">{caption} · <a href="{link}">{larger}</a></p>'
    )


def _notice(text: str) -> str:
    """What must not be overlooked stands on a ground of its own."""
    return (
        '<table width="100%" cellpadding="8" cellspacing="0" style="margin: 8px 0px;"><tr>'
        f'<td class="notice" bgcolor="{Colour.WARN_LIGHT}">{text}</td></tr></table>'
    )


def _table(block: Block) -> str:
    lines = []
    for number, row in enumerate(block.rows):
        tag = "th" if number == 0 else "td"
        first, *others = (_runs(cell) for cell in row)
        cells = "".join(f"<{tag}>{cell}</{tag}>" for cell in others)
        cells = f'<{tag} width="32%">{first}</{tag}>{cells}'
        lines.append(f"<tr>{cells}</tr>")
    return f'<table width="100%" cellpadding="4" cellspacing="0">{"".join(lines)}</table>'


def _runs(runs: Iterable[Run]) -> str:
    return "".join(_run(run) for run in runs)


def _run(run: Run) -> str:
    text = escape(with_break_hints(run.text))
    if run.is_key:
        text = f'<span class="key">{text}</span>'
    if run.is_bold:
        text = f"<b>{text}</b>"
    return f'<a href="{escape(run.link)}">{text}</a>' if run.link else text
