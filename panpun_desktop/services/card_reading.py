"""Reading a Thai ID card field by field (domain.md §3.2, R-CARD-1): text first, the photo last."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.rules.card_photo import PHOTO_BEGIN, cut_photo
from panpun_desktop.rules.id_card import PHOTO, PHOTO_BLOCK, TEXT_FIELDS, Field, IdCard, read_card

if TYPE_CHECKING:
    from panpun_desktop.services.card_terminal import Card, Terminal

T = TypeVar("T")
_log = logging.getLogger(__name__)
_APPLET = bytes.fromhex("00A4040008A000000054480001")
_OTHER_ATR = b"\x3b\x67"
"""Cards that begin so want 1 in the second parameter of GET RESPONSE."""
_DONE, _MORE, _WRONG_LENGTH = 0x90, 0x61, 0x6C
_FEW_ANSWERS = 8
SECONDS = 30.0
"""Longer than any card takes; then the reader is given up."""
STEPS = len(TEXT_FIELDS) + -(-PHOTO.length // PHOTO_BLOCK)


@dataclass
class Reading:
    """One reading under way: ``told`` hears (field, steps done); ``stop`` ends it early."""

    told: Callable[[str, int], object] = lambda _name, _done: None
    stopped: threading.Event = field(default_factory=threading.Event)

    def stop(self) -> None:
        """Give the reading up before its next step."""
        self.stopped.set()

    def require_wanted(self) -> None:
        """Go on, or RuleBroken ``card.stopped`` once the reading was given up."""
        if self.stopped.is_set():
            raise RuleBroken("card.stopped")


def read_id_card(terminal: Terminal, reading: Reading | None = None, seconds: float = SECONDS) -> IdCard:
    """The card in the reader; never longer than ``seconds``. RuleBroken ``card.…`` says what is in the way.

    The reading runs on a thread of its own: a driver that hangs is left behind and cannot hold up saving
    or closing.
    """
    under_way = reading or Reading()
    return _within(seconds, lambda: _read(terminal, under_way), under_way.stop)


def _read(terminal: Terminal, reading: Reading) -> IdCard:
    """The first card that is a Thai ID card, among all readers."""
    refusal = RuleBroken("card.no_card")
    with terminal.cards() as cards:
        for card in cards:
            try:
                return _Applet(card, reading).read()
            except RuleBroken as error:
                if error.id != "card.not_thai_id":
                    raise
                refusal = error
    raise refusal


class _Applet:
    """The ID application of one card."""

    def __init__(self, card: Card, reading: Reading) -> None:
        self._card, self._reading = card, reading
        self._response = 0x01 if card.atr.startswith(_OTHER_ATR) else 0x00

    def read(self) -> IdCard:
        """Everything; fields that the card does not give are named in ``unread``."""
        self._reading.told("number", 0)
        if self._ask(_APPLET) is None:
            raise RuleBroken("card.not_thai_id")
        areas: dict[str, bytes | None] = {}
        for done, (name, place) in enumerate(TEXT_FIELDS.items()):
            self._reading.told(name, done)
            areas[name] = self._field(place)
        card = read_card(areas, self._photo())
        if card.is_blank:
            raise RuleBroken("card.unreadable")
        return card

    def _field(self, place: Field) -> bytes | None:
        """The bytes of a field, in the shorter form where the card has no longer one."""
        found = self._bytes(place.offset, place.length)
        return self._bytes(place.offset, place.least) if found is None and place.least else found

    def _photo(self) -> bytes | None:
        """Block after block until the picture is whole; None when a block cannot be read."""
        area = b""
        for done, at in enumerate(range(0, PHOTO.length, PHOTO_BLOCK), len(TEXT_FIELDS)):
            self._reading.told("photo", done)
            block = self._bytes(PHOTO.offset + at, min(PHOTO_BLOCK, PHOTO.length - at))
            if block is None:
                return None
            area += block
            if cut_photo(area) or not area.startswith(PHOTO_BEGIN):
                break
        return area

    def _bytes(self, offset: int, length: int) -> bytes | None:
        return self._ask(b"\x80\xb0" + offset.to_bytes(2, "big") + b"\x02\x00" + bytes([length]))

    def _ask(self, command: bytes) -> bytes | None:
        """The answer to a command, fetched where the card says that there is more; None when it refuses."""
        data = b""
        for _turn in range(_FEW_ANSWERS):
            answer = self._send(command)
            data, status, rest = data + answer[:-2], answer[-2], answer[-1]
            if status == _DONE:
                return data
            if status == _MORE:
                command = bytes((0x00, 0xC0, 0x00, self._response, rest))
            elif status == _WRONG_LENGTH:
                command = command[:-1] + bytes([rest])
            else:
                _log.info("the card refused %s with %s", command.hex(), answer[-2:].hex())
                return None
        return None

    def _send(self, command: bytes) -> bytes:
        """One command and its answer, with at least the two status bytes."""
        self._reading.require_wanted()
        answer = self._card.transmit(command)
        if len(answer) < 2:
            raise RuleBroken("card.pulled_out")
        return answer


def _within(seconds: float, work: Callable[[], T], give_up: Callable[[], object]) -> T:
    """What the work gives, or RuleBroken ``card.too_slow`` after so many seconds."""
    found: list[T] = []
    broken: list[BaseException] = []

    def run() -> None:
        try:
            found.append(work())
        except BaseException as error:
            broken.append(error)

    thread = threading.Thread(target=run, name="id-card", daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        give_up()
        raise RuleBroken("card.too_slow")
    if broken:
        raise broken[0]
    return found[0]
