"""An ID card for the tour, of someone invented, in a reader that is always there (domain.md R-CID-4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter

from panpun_desktop.rules.id_card import PHOTO, TEXT_FIELDS

_DONE = b"\x90\x00"
_SKY, _SHADE = "#D9E2E8", "#8D7B70"


class SampleCard:
    """Answers every command at once, as a card with a quick chip does."""

    atr = b"\x3b\x00"

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._content = bytearray(b" " * 5700)
        for name, place in TEXT_FIELDS.items():
            self._write(place.offset, texts.get(name, "").encode("cp874").ljust(place.length))
        self._write(PHOTO.offset, portrait())

    def _write(self, offset: int, content: bytes) -> None:
        self._content[offset : offset + len(content)] = content

    def transmit(self, command: bytes) -> bytes:
        """The answer with its two status bytes."""
        if command[1] != 0xB0:
            return _DONE
        offset, length = int.from_bytes(command[2:4], "big"), command[6]
        return bytes(self._content[offset : offset + length]) + _DONE


class SampleReader:
    """A reader with this card in it."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._card = SampleCard(texts)

    @contextmanager
    def cards(self) -> Iterator[Iterator[SampleCard]]:
        """The one card."""
        yield iter([self._card])


def portrait() -> bytes:
    """A drawn head and shoulders, as a JPEG that fits on a card."""
    image = QImage(148, 178, QImage.Format.Format_RGB32)
    image.fill(QColor(_SKY))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(_SHADE))
    painter.setBrush(QColor(_SHADE))
    painter.drawEllipse(QPointF(74, 68), 32, 38)
    painter.drawEllipse(QPointF(74, 184), 62, 66)
    painter.end()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"jpeg"))
    writer.setQuality(70)
    writer.write(image)
    return bytes(content.data())
