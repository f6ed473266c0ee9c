"""The card reader itself, through PC/SC (pyscard, the optional extra ``card``).

Only this module knows pyscard, and asks for it when a card is to be read. Everything that can be missing on
the way to a card ends in a RuleBroken that says so.
"""

from __future__ import annotations

import logging
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from panpun_desktop.common.errors import RuleBroken

_log = logging.getLogger(__name__)


class Card(Protocol):
    """A card in a reader; RuleBroken ``card.pulled_out`` when it is gone."""

    @property
    def atr(self) -> bytes:
        """What the card says of itself when it gets power."""
        ...

    def transmit(self, command: bytes) -> bytes:
        """Send one command; the answer ends in the two status bytes."""
        ...


class Terminal(Protocol):
    """Where cards are put in."""

    @contextmanager
    def cards(self) -> Iterator[Iterator[Card]]:
        """The cards in the readers, one after the other; RuleBroken when there is none."""
        ...


class PcscTerminal:
    """The readers that the operating system knows."""

    @contextmanager
    def cards(self) -> Iterator[Iterator[Card]]:
        """Each card in a reader; RuleBroken says what is missing: pyscard, service, reader or card."""
        scard = _pyscard()
        status, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
        _require(scard, status, "card.no_service")
        each = self._each(scard, context)
        try:
            yield each
        finally:
            each.close()
            scard.SCardReleaseContext(context)

    def _each(self, scard: Any, context: Any) -> Generator[Card, None, None]:
        """Connect to one reader after the other; the last refusal is raised when no card was found."""
        status, readers = scard.SCardListReaders(context, [])
        _require(scard, status, "card.no_reader")
        if not readers:
            raise RuleBroken("card.no_reader")
        refusal, found = RuleBroken("card.no_card"), False
        for reader in readers:
            try:
                with _connected(scard, context, reader) as card:
                    found = True
                    yield card
            except RuleBroken as error:
                refusal = error if error.id != "card.no_card" else refusal
        if not found:
            raise refusal


class _PcscCard:
    """A connection to one card."""

    def __init__(self, scard: Any, handle: Any, protocol: int) -> None:
        self._scard, self._handle = scard, handle
        self._protocol = scard.SCARD_PCI_T0 if protocol == scard.SCARD_PROTOCOL_T0 else scard.SCARD_PCI_T1

    @property
    def atr(self) -> bytes:
        status, _reader, _state, _protocol, atr = self._scard.SCardStatus(self._handle)
        _require(self._scard, status, "card.pulled_out")
        return bytes(atr)

    def transmit(self, command: bytes) -> bytes:
        status, answer = self._scard.SCardTransmit(self._handle, self._protocol, list(command))
        _require(self._scard, status, "card.pulled_out")
        return bytes(answer)


@contextmanager
def _connected(scard: Any, context: Any, reader: str) -> Iterator[Card]:
    """The card in one reader, ours alone while it is read."""
    either = scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1
    status, handle, protocol = scard.SCardConnect(context, reader, scard.SCARD_SHARE_SHARED, either)
    _require(scard, status, "card.no_card")
    try:
        _require(scard, scard.SCardBeginTransaction(handle), "card.no_card")
        yield _PcscCard(scard, handle, protocol)
        scard.SCardEndTransaction(handle, scard.SCARD_LEAVE_CARD)
    finally:
        scard.SCardDisconnect(handle, scard.SCARD_LEAVE_CARD)


def _require(scard: Any, status: int, otherwise: str) -> None:
    """Go on when PC/SC says so; else RuleBroken in the words of what it says."""
    if status == scard.SCARD_S_SUCCESS:
        return
    _log.info("PC/SC: %s", scard.SCardGetErrorMessage(status))
    raise RuleBroken(_refusals(scard).get(status, otherwise))


def _refusals(scard: Any) -> dict[int, str]:
    """What the answers of PC/SC mean at the desk."""
    return {
        scard.SCARD_E_NO_SERVICE: "card.no_service",
        scard.SCARD_E_SERVICE_STOPPED: "card.no_service",
        scard.SCARD_E_NO_READERS_AVAILABLE: "card.no_reader",
        scard.SCARD_E_UNKNOWN_READER: "card.no_reader",
        scard.SCARD_E_NO_SMARTCARD: "card.no_card",
        scard.SCARD_W_UNPOWERED_CARD: "card.unresponsive",
        scard.SCARD_W_UNRESPONSIVE_CARD: "card.unresponsive",
        scard.SCARD_E_PROTO_MISMATCH: "card.unresponsive",
        scard.SCARD_E_SHARING_VIOLATION: "card.in_use",
    }


def _pyscard() -> Any:
    """The library, or RuleBroken when it is not installed or cannot find PC/SC."""
    try:
        from smartcard import scard
    except Exception as error:  # its C part raises what it likes when PC/SC is missing
        _log.info("pyscard: %r", error)
        raise RuleBroken("card.no_pyscard") from error
    return scard
