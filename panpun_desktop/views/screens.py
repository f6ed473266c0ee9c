"""The screens of the window in the order of the navigation; one that does not exist is left out."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from importlib.util import find_spec

from panpun_desktop.common.i18n import N_, _
from panpun_desktop.views.context import Context
from panpun_desktop.views.page import Keys, Page, Screen

# key (also the folder in views, whose ``build`` makes the page), title, icon, right, at the bottom
_SCREENS = (
    ("today", N_("Today"), "home", "today.read", False),
    ("residents", N_("Service users"), "users", "", False),
    ("admission", N_("Admit"), "door-enter", "stay.admit", False),
    ("beds", N_("Bed board"), "bed", "bed.read", False),
    ("census", N_("Night count"), "moon", "census.read", False),
    ("courses", N_("Courses and cohorts"), "school", "course.read", False),
    ("daily", N_("Daily work"), "notes", "meal.read", False),
    ("imports", N_("Bring a register in"), "download", "import.register", False),
    ("education", N_("Non-formal education"), "book", "education.read", False),
    ("documents", N_("Reports and letters"), "printer", "report.read", False),
    ("settings", N_("Settings"), "settings", "setting.read", True),
)
_KEYS = {"admission": "F2"}
_NAMED_BY = {"education": "education.name"}
"""Screens the centre calls by a name of its own, and the setting that holds it."""
_UNDER = {"imports": "residents"}
"""Screens without an entry of their own, and the screen whose entry is marked for them."""


def screens() -> list[Screen]:
    """Every screen there is; its code is imported when it is first opened."""
    return [
        Screen(
            key,
            _(title),
            icon,
            _builder(key),
            act,
            _KEYS.get(key, ""),
            at_bottom,
            under=_UNDER.get(key, ""),
            keys=partial(_keys_of, key),
            named_by=_NAMED_BY.get(key, ""),
        )
        for key, title, icon, act, at_bottom in _SCREENS
        if find_spec(f"panpun_desktop.views.{key}") is not None
    ]


def _keys_of(key: str) -> Keys:
    """The keys of a screen, from its module ``keys`` where it has one."""
    name = f"panpun_desktop.views.{key}.keys"
    if find_spec(name) is None:
        return ()
    keys: Keys = import_module(name).KEYS
    return keys


class _builder:  # noqa: N801 - used as a function that can be named in a report
    """Builds the page of a screen by its key."""

    def __init__(self, key: str) -> None:
        self._key = key

    def __call__(self, context: Context) -> Page:
        module = import_module(f"panpun_desktop.views.{self._key}")
        page: Page = module.build(context)
        return page
