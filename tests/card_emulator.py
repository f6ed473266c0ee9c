"""A Thai ID card of our own: an applet that answers as the cards do, with invented people (domain.md §3.2).

``VirtualCard`` answers commands; ``OneReader`` hands it to the program at the edge of the terminal;
``plugged_into_vpcd`` puts it into the virtual reader of a real PC/SC service.
"""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from panpun_desktop.common.errors import RuleBroken

ATR = bytes.fromhex("3B79960000544820") + b"NID 18"
OTHER_ATR = bytes.fromhex("3B6700000073200066")
APPLET = bytes.fromhex("00A4040008A000000054480001")
SIZE = 5671
PLACES = {
    "number": (4, 13),
    "name": (17, 100),
    "name_en": (117, 100),
    "birth": (217, 8),
    "sex": (225, 1),
    "issuer": (246, 100),
    "issued_on": (359, 8),
    "expires_on": (367, 8),
    "photo": (379, 5118),
    "address": (5497, 160),
    "request_number": (5657, 14),
}
INVENTED: dict[str, str | bytes] = {
    "number": "1999900000013",
    "name": "น.ส.#ทดสอบ##ตัวอย่าง",
    "name_en": "Miss#Todsob##Tuayang",
    "birth": "25300815",
    "sex": "2",
    "issuer": "อำเภอตัวอย่าง/จังหวัดสงขลา",
    "issued_on": "25650102",
    "expires_on": "25740814",
    "address": "99/1#หมู่ที่ 4##ซอยตัวอย่าง 2##ตำบลเขารูปช้าง#อำเภอเมืองสงขลา#จังหวัดสงขลา",
    "request_number": "99990123456789",
}


def memory(**fields: str | bytes) -> bytes:
    """The card's memory with these fields in place of the usual invented ones; texts are padded."""
    area = bytearray(b" " * SIZE)
    for name, value in {**INVENTED, **fields}.items():
        content = value if isinstance(value, bytes) else value.encode("cp874")
        start, length = PLACES[name]
        area[start : start + length] = content[:length].ljust(length)
    return bytes(area)


def jpeg(size: int = 3000) -> bytes:
    """A drawing with the markers of a JPEG, a small one among its remarks; not for looking at."""
    remark = b"\xff\xd8small\xff\xd9"
    head = b"\xff\xd8\xff\xe1" + (len(remark) + 2).to_bytes(2, "big") + remark + b"\xff\xda\x00\x02"
    return head + b"\x11" * (size - len(head) - 2) + b"\xff\xd9"


class Gone(Exception):
    """The card was pulled out."""


@dataclass
class VirtualCard:
    """Answers as a card with T=0 does: 61xx first, the answer when it is fetched.

    ``refused`` are offsets that it does not give; ``gone_after`` commands it is pulled out; with
    ``says_wrong_length`` it asks for every GET RESPONSE once more (6Cxx).
    """

    content: bytes = field(default_factory=memory)
    atr: bytes = ATR
    is_thai_id: bool = True
    longest: int = 255
    refused: frozenset[int] = frozenset()
    gone_after: int | None = None
    answers_at_once: bool = False
    says_wrong_length: bool = False
    commands: list[bytes] = field(default_factory=list)
    _waiting: bytes = b""
    _is_chosen: bool = False

    def answer(self, command: bytes) -> bytes:
        """The answer with its two status bytes."""
        if self.gone_after is not None and len(self.commands) >= self.gone_after:
            raise Gone
        self.commands.append(command)
        if command == APPLET:
            self._is_chosen = self.is_thai_id
            return self._give(b"\x6f\x00") if self.is_thai_id else b"\x6a\x82"
        if command[:2] == b"\x00\xc0":
            return self._fetched(command)
        if command[:2] == b"\x80\xb0" and self._is_chosen:
            return self._read(command)
        return b"\x6d\x00"

    def _read(self, command: bytes) -> bytes:
        offset, length = int.from_bytes(command[2:4], "big"), command[6]
        if offset in self.refused:
            return b"\x69\x82"
        if length > self.longest:
            return b"\x67\x00"
        return self._give(self.content[offset : offset + length])

    def _give(self, data: bytes) -> bytes:
        if self.answers_at_once:
            return data + b"\x90\x00"
        self._waiting = data
        return bytes((0x61, len(data)))

    def _fetched(self, command: bytes) -> bytes:
        wanted = 0x01 if self.atr.startswith(b"\x3b\x67") else 0x00
        if command[3] != wanted:
            return b"\x6a\x86"
        if self.says_wrong_length:
            self.says_wrong_length = False
            return bytes((0x6C, len(self._waiting)))
        return self._waiting[: command[4]] + b"\x90\x00"

    def transmit(self, command: bytes) -> bytes:
        """As the program's terminal asks."""
        try:
            return self.answer(command)
        except Gone:
            raise RuleBroken("card.pulled_out") from None


@dataclass
class OneReader:
    """A terminal with these cards, or with a trouble of its own."""

    cards_in: list[VirtualCard] = field(default_factory=list)
    trouble: str = ""

    @contextmanager
    def cards(self) -> Iterator[Iterator[VirtualCard]]:
        """The cards, or the trouble."""
        if self.trouble:
            raise RuleBroken(self.trouble)
        yield iter(self.cards_in)


@contextmanager
def plugged_into_vpcd(card: VirtualCard, port: int = 35963) -> Iterator[None]:
    """Put the card into the virtual reader that listens on the port, and take it out again."""
    line = socket.create_connection(("127.0.0.1", port), timeout=20)
    line.settimeout(None)
    served = threading.Thread(target=_serve, args=(line, card), daemon=True)
    served.start()
    try:
        yield
    finally:
        with suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)
        line.close()
        served.join(10)


def _serve(line: socket.socket, card: VirtualCard) -> None:
    """vpcd's frames: two bytes of length; one byte is power off, on, reset (no answer) or 4, the ATR."""
    with suppress(OSError):
        while frame := _frame(line):
            if len(frame) > 1:
                try:
                    _send(line, card.answer(frame))
                except Gone:
                    line.shutdown(socket.SHUT_RDWR)
                    return
            elif frame == b"\x04":
                _send(line, card.atr)


def _frame(line: socket.socket) -> bytes:
    head = _exactly(line, 2)
    return _exactly(line, struct.unpack("!H", head)[0]) if head else b""


def _exactly(line: socket.socket, count: int) -> bytes:
    found = b""
    while len(found) < count:
        part = line.recv(count - len(found))
        if not part:
            return b""
        found += part
    return found


def _send(line: socket.socket, data: bytes) -> None:
    line.sendall(struct.pack("!H", len(data)) + data)
