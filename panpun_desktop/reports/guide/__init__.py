"""The printed guide: the pages of the help as one booklet of A4 sheets."""

from __future__ import annotations

from panpun_desktop.common.help_book import HelpBook
from panpun_desktop.reports import kit
from panpun_desktop.reports.guide.layout import GuideLayout

TITLE = "คู่มือการใช้งานโปรแกรมบ้านปั้นปูน"


def guide_pdf(book: HelpBook, version: str) -> bytes:
    """The whole guide; the same help gives the same bytes.

    It is drawn twice: where everything stands is known only when it stands there.
    """
    pages: dict[str, int] = {}
    kit.build(GuideLayout(book, TITLE, version, pages).flowables(), _sheet())
    return kit.build(GuideLayout(book, TITLE, version, dict(pages)).flowables(), _sheet())


def _sheet() -> kit.PageSetup:
    return kit.PageSetup(
        TITLE,
        margins=(2.0, 1.8, 1.6, 2.0),
        numbering="of",
        header=TITLE,
        has_cover=True,
        has_chapters=True,
    )
