"""Courses and cohorts: who is in a class, its plan, its attendance, its results."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from panpun_desktop.views.context import Context
    from panpun_desktop.views.page import Page


def build(context: Context) -> Page:
    """The page, for the window's list of screens."""
    from panpun_desktop.views.courses.page import CoursesPage

    return CoursesPage(context)
