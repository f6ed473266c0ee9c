"""The printers of this machine and what they can do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from panpun_desktop.common.i18n import _


class Sides(StrEnum):
    """Which sides of a sheet are printed, by the words that CUPS knows."""

    ONE = "one-sided"
    LONG = "two-sided-long-edge"
    SHORT = "two-sided-short-edge"

    @property
    def label(self) -> str:
        """In words."""
        words = {
            Sides.ONE: _("One side"),
            Sides.LONG: _("Both sides, turned at the long edge"),
            Sides.SHORT: _("Both sides, turned at the short edge"),
        }
        return words[self]

    @property
    def duplex(self) -> QPrinter.DuplexMode:
        """What Qt calls it."""
        modes = {
            Sides.ONE: QPrinter.DuplexMode.DuplexNone,
            Sides.LONG: QPrinter.DuplexMode.DuplexLongSide,
            Sides.SHORT: QPrinter.DuplexMode.DuplexShortSide,
        }
        return modes[self]


@dataclass(frozen=True)
class Printer:
    """A printer by the name the system knows; ``sides`` are those it says it can print."""

    name: str
    label: str
    is_default: bool = False
    sides: tuple[Sides, ...] = (Sides.ONE,)
    is_in_trouble: bool = False
    """It reports an error: jammed, out of paper, switched off."""


def printers() -> tuple[Printer, ...]:
    """The printers there are now, the default one first."""
    found = [_printer(info) for info in QPrinterInfo.availablePrinters()]
    return tuple(sorted(found, key=lambda one: not one.is_default))


def is_in_trouble(name: str) -> bool:
    """Ask a printer again whether it reports an error; one that is gone is in trouble too."""
    info = QPrinterInfo.printerInfo(name)
    return info.isNull() or info.state() == QPrinter.PrinterState.Error


def _printer(info: QPrinterInfo) -> Printer:
    words = [one for one in (info.description(), info.location()) if one and one != info.printerName()]
    return Printer(
        info.printerName(),
        " · ".join([info.printerName(), *words]),
        info.isDefault(),
        _sides(info),
        info.state() == QPrinter.PrinterState.Error,
    )


def _sides(info: QPrinterInfo) -> tuple[Sides, ...]:
    modes = set(info.supportedDuplexModes())
    if QPrinter.DuplexMode.DuplexAuto in modes:
        return tuple(Sides)
    return tuple(one for one in Sides if one is Sides.ONE or one.duplex in modes)
