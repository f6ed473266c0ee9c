"""Pages of a PDF as pictures (pypdfium2), one at a time: the library bears no two threads at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from threading import Lock
from typing import Any

from PySide6.QtGui import QImage

_ONE_AT_A_TIME = Lock()
POINTS_PER_INCH = 72


@dataclass(frozen=True)
class PageSize:
    """Width and height of a page in points."""

    width: float
    height: float


def page_sizes(pdf: bytes) -> tuple[PageSize, ...]:
    """The sizes of all pages; ValueError when the bytes are no PDF."""
    with _ONE_AT_A_TIME:
        document = _opened(pdf)
        try:
            return tuple(PageSize(*document.get_page_size(number)) for number in range(len(document)))
        finally:
            document.close()


def page_image(pdf: bytes, number: int, scale: float) -> QImage:
    """One page, counted from 0, at ``scale`` pixels a point."""
    with _ONE_AT_A_TIME:
        document = _opened(pdf)
        try:
            page = document[number]
            bitmap = page.render(scale=scale, prefer_bgrx=True)
            shape = (bitmap.width, bitmap.height, bitmap.stride)
            image = QImage(bytes(bitmap.buffer), *shape, QImage.Format.Format_RGB32).copy()
            bitmap.close()  # inside the lock: left to the collector, it would go while another thread draws
            page.close()
            return image
        finally:
            document.close()


def joined(pdfs: Sequence[bytes]) -> bytes:
    """Several papers as one to look through; a single one stays as it is."""
    if len(pdfs) == 1:
        return pdfs[0]
    import pypdfium2

    with _ONE_AT_A_TIME:
        whole, out = pypdfium2.PdfDocument.new(), BytesIO()
        try:
            for pdf in pdfs:
                part = _opened(pdf)
                whole.import_pages(part)
                part.close()
            whole.save(out)
        finally:
            whole.close()
    return out.getvalue()


def chosen_pages(pdfs: Sequence[bytes], pages: Sequence[int] = (), *, fill: bool = False) -> bytes:
    """Papers as one, with only those of their ``pages`` (counted from 1 over all; none: every page).

    ``fill``: each paper begins on a sheet of its own though both sides are printed, so that nobody's
    paper stands on the back of another's. A single whole paper stays as it is.
    """
    if len(pdfs) == 1 and not pages:
        return pdfs[0]
    import pypdfium2

    with _ONE_AT_A_TIME:
        whole, out = pypdfium2.PdfDocument.new(), BytesIO()
        try:
            before, wanted = 0, frozenset(pages)
            for pdf in pdfs:
                part = _opened(pdf)
                mine = [one for one in range(len(part)) if not wanted or before + one + 1 in wanted]
                before += len(part)
                if fill and mine and len(whole) % 2:
                    whole.new_page(*whole.get_page_size(len(whole) - 1))
                if mine:
                    whole.import_pages(part, mine)
                part.close()
            whole.save(out)
        finally:
            whole.close()
    return out.getvalue()


def _opened(pdf: bytes) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise ValueError("not a PDF") from error
