"""Numbers as people type them: Thai figures, commas and blanks are as good as none."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_text import from_thai_digits

MOST_BAHT = 10_000_000
"""No sum on a paper of the centre is higher."""
BAHT_PLACES = 2


def plain_number(text: str) -> str:
    """The figures without commas and blanks."""
    return from_thai_digits(text).replace(",", "").replace(" ", "")


def amount_problem(text: str, places: int = 0, least: int | None = None, most: int | None = None) -> str:
    """The sentence that is wrong with a number of so many decimals, bounds inclusive; empty when none."""
    plain = plain_number(text)
    try:
        read = Decimal(plain or 0)
    except InvalidOperation:
        return _("Enter a number")
    if not read.is_finite():
        return _("Enter a number")
    return _outside(read, places, least, most) if plain else ""


def _outside(read: Decimal, places: int, least: int | None, most: int | None) -> str:
    if least is not None and read < least:
        return _("Enter {least} or more").format(least=least)
    if most is not None and read > most:
        return _("Enter {most} or less").format(most=most)
    if read == round(read, places):
        return ""
    return _("At most {places} decimals").format(places=places) if places else _("Enter a whole number")
