"""The pictures of the help: those of the tour in few colours; and which of them are out of date."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops, ImageStat

from panpun_desktop.common.help_book import help_book, help_folder

MOST_BYTES = 120_000
_WIDTHS = (1366, 1200, 1020)
_COLOURS = (64, 48, 32, 24, 16, 12)
_STALE_FROM = 6.0
"""Mean distance of a pixel, of 255, from which a picture shows something else than the window."""


def pictures_used() -> dict[str, str]:
    """Name of the file -> page, for every picture that a page of the help shows."""
    pages = help_book().pages.values()
    return {block.picture: page.key for page in pages for block in page.blocks if block.kind == "picture"}


def stale_pictures(tour: Path) -> list[str]:
    """Those that are missing, or show another window than the pictures the tour has just made."""
    return [name for name in sorted(pictures_used()) if _is_stale(name, tour)]


def renew_pictures(tour: Path) -> list[str]:
    """Make those that are out of date anew; gives their names. Those the tour has not taken stay."""
    renewed = []
    for name in stale_pictures(tour):
        taken = _taken(name, tour)
        if taken is not None:
            (help_folder() / "pictures" / name).write_bytes(_small(taken))
            renewed.append(name)
    return renewed


def _taken(name: str, tour: Path) -> Path | None:
    """The picture of that name among the numbered ones of a tour."""
    return next(iter(sorted(tour.glob(f"[0-9]*-{name}"))), None)


def _is_stale(name: str, tour: Path) -> bool:
    kept, taken = help_folder() / "pictures" / name, _taken(name, tour)
    if not kept.is_file() or taken is None:
        return True
    with Image.open(kept) as old, Image.open(taken) as new:
        shown = old.convert("RGB")
        there = new.convert("RGB").resize(shown.size, Image.Resampling.LANCZOS)
    return max(ImageStat.Stat(ImageChops.difference(shown, there)).mean) > _STALE_FROM


def _small(taken: Path) -> bytes:
    """As many colours and pixels as fit into the most bytes."""
    made = b""
    for made in _tries(taken):
        if len(made) <= MOST_BYTES:
            return made
    return made


def _tries(taken: Path) -> Iterator[bytes]:
    with Image.open(taken) as opened:
        whole = opened.convert("RGB")
    for width in _WIDTHS:
        size = (width, round(whole.height * width / whole.width))
        scaled = whole.resize(size, Image.Resampling.LANCZOS)
        for colours in _COLOURS:
            few = scaled.quantize(colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
            written = BytesIO()
            few.save(written, "PNG", optimize=True)
            yield written.getvalue()
