"""What kind of file bytes are, and a small picture of them."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO

from panpun_desktop.common.errors import RuleBroken

_SIGNS = {b"%PDF-": "application/pdf", b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}
_SIDE = 240
"""Longest side of a small picture in pixels."""


def media_type(content: bytes) -> str:
    """The media type by how the bytes begin: PDF, JPEG or PNG; nothing for anything else."""
    return next((kind for sign, kind in _SIGNS.items() if content.startswith(sign)), "")


def thumbnail(content: bytes) -> bytes | None:
    """A small JPEG of a picture or of a PDF's first page; None when the bytes cannot be drawn."""
    with suppress(Exception):  # a damaged scan is kept all the same: it may be all there is
        return _small(content)
    return None


def _small(content: bytes) -> bytes:
    from PIL import Image, ImageOps

    if media_type(content) == "application/pdf":
        picture = _first_page(content)
    else:
        picture = ImageOps.exif_transpose(Image.open(BytesIO(content)))
    picture = picture.convert("RGB")
    picture.thumbnail((_SIDE, _SIDE))
    out = BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()


def _first_page(content: bytes):  # type: ignore[no-untyped-def]
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    try:
        return document[0].render(scale=0.5).to_pil()
    finally:
        document.close()


def as_pdf(content: bytes) -> bytes:
    """A picture as a PDF of one page, to be shown and printed like any paper; a PDF as it is.

    RuleBroken ``file.damaged`` for a picture that is damaged; it is kept all the same.
    """
    if media_type(content) == "application/pdf":
        return content
    from PIL import Image, ImageOps

    try:
        picture = ImageOps.exif_transpose(Image.open(BytesIO(content))).convert("RGB")
    except Exception as error:  # what a damaged picture meets in the library is not foreseeable
        raise RuleBroken("file.damaged") from error
    out = BytesIO()
    picture.save(out, "PDF", resolution=max(72.0, max(picture.size) / 11))
    return out.getvalue()
