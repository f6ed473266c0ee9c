"""Reading a finished PDF as outsiders do: poppler, pypdf, and the picture of a page."""

from __future__ import annotations

import re
import subprocess
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdf
import pypdfium2
from PIL import Image

SCALE = 2.0

STRANGE = re.compile("[\ue000-\uf8ff\u200b-\u200d\u2060\ufdd0\ufdd1\ufffd\U000f0000-\U0010ffff]|\u0e4d")
"""What must never come out: private use, invisible marks, a nikhahit that was part of ำ."""


def poppler(pdf: bytes, *options: str) -> str:
    """The text as pdftotext gives it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "paper.pdf"
        path.write_bytes(pdf)
        command = ["pdftotext", *options, "-enc", "UTF-8", str(path), "-"]
        return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def pypdf_text(pdf: bytes) -> str:
    """The text as pypdf gives it."""
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages)


def pdfium_text(pdf: bytes) -> str:
    """The text as pdfium (Chrome's reader) gives it."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def all_readings(pdf: bytes) -> dict[str, str]:
    """The text by every reader."""
    return {
        "poppler": poppler(pdf),
        "poppler -raw": poppler(pdf, "-raw"),
        "poppler -layout": poppler(pdf, "-layout"),
        "pypdf": pypdf_text(pdf),
        "pdfium": pdfium_text(pdf),
    }


def joined(text: str) -> str:
    """The text without blanks and line ends, which readers place as they like."""
    return re.sub(r"\s+", "", text)


def page_image(pdf: bytes, page: int = 0) -> Image.Image:
    """The page as a grey picture, SCALE pixels a point."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[page].render(scale=SCALE, grayscale=True).to_pil().convert("L")
    finally:
        document.close()


def picture(pdf: bytes, page: int = 0) -> bytes:
    """The page as grey pixels."""
    return page_image(pdf, page).tobytes()


def picture_hash(pdf: bytes, page: int = 0) -> str:
    """A short name for what the page looks like in this run."""
    return sha256(picture(pdf, page)).hexdigest()


def page_count(pdf: bytes) -> int:
    """How many pages there are."""
    return len(pypdf.PdfReader(BytesIO(pdf)).pages)
