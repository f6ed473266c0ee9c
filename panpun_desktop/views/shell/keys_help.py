"""The list of keys, those of the whole window and those of each screen that has its own."""

from __future__ import annotations

from collections.abc import Sequence

from panpun_desktop.common.i18n import N_, _
from panpun_desktop.views.page import Keys, Screen

KEYS: Keys = (
    ("Ctrl+K", N_("Search")),
    ("F2", N_("Admit")),
    ("F4", N_("Read an ID card")),
    ("Ctrl+S · Ctrl+Enter", N_("Save")),
    ("Ctrl+P", N_("Print what is open")),
    ("Ctrl+Z", N_("Take the last act back")),
    ("Ctrl+Y · Ctrl+Shift+Z", N_("Do the last act again")),
    ("Ctrl+H", N_("History of acts")),
    ("Alt+←", N_("Back to the page one came from")),
    ("Enter", N_("Next field; open a row")),
    ("F8", N_("Unknown, in any field")),
    ("Shift+F8", N_("Does not want to say")),
    ("Alt+↓", N_("Open the calendar or the choices")),
    ("Esc", N_("Close or clear")),
    ("F12", N_("Hide names and photos from visitors")),
    ("Ctrl+L", N_("Lock the screen")),
    ("F1", N_("Help for what is open")),
)


_LAST_FIGURE = 9
"""Pages beyond it have no key with a figure."""


def key_parts(screens: Sequence[Screen]) -> list[tuple[str, Keys]]:
    """A name and its keys: first those that work everywhere, then the screens in their order."""
    pages = min(sum(not one.under for one in screens), _LAST_FIGURE)
    everywhere = (*KEYS, (f"Ctrl+1 … Ctrl+{pages}", N_("Go to a page")))
    of_screens = ((one.title, one.keys()) for one in screens)
    return [(_("On every screen"), everywhere), *(part for part in of_screens if part[1])]
