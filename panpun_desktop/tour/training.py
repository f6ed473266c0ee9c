"""Courses and cohorts: the lists, a class marked, its people, plan, results and papers."""

from __future__ import annotations

from PySide6.QtCore import QRegularExpression
from PySide6.QtWidgets import QPushButton

from panpun_desktop.tour.walk import Walk


def lists(walk: Walk) -> None:
    """The cohorts that run, and the courses."""
    if not walk.has("courses"):
        return
    walk.open("courses")
    walk.hand.wait()
    walk.picture("cohorts")


def decision(walk: Walk) -> None:
    """A course broken off, decided by the manager from the task of today (R-CRS-6)."""
    hand = walk.hand
    walk.open("today")
    hand.wait()
    tasks = walk.program.window.findChildren(QPushButton, QRegularExpression("^task-break:"))
    if tasks:
        hand.click_on(tasks[0])
        hand.wait()
        walk.picture("course-decision")
        hand.press("Esc")
        hand.wait()


def a_class(walk: Walk) -> None:
    """The manager in the first cohort of the list: attendance before and after Ctrl+M, then every tab."""
    if not walk.has("courses"):
        return
    hand = walk.hand
    walk.open("courses")
    hand.go_to("cohortTable")
    hand.press("Home", "Return")
    hand.wait()
    walk.picture("attendance")
    hand.press("Ctrl+M")
    hand.wait()
    walk.picture("attendance-marked")
    for tab in ("class-list", "teaching-plan", "results"):
        hand.press("Alt+Right")
        hand.wait()
        walk.picture(tab)
