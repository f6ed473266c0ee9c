"""The keys of courses and cohorts, for the list of F1."""

from __future__ import annotations

from panpun_desktop.common.i18n import N_

KEYS = (
    ("Ins", N_("A new cohort or course; in a cohort: enrol people")),
    ("Enter", N_("Open the cohort, the course, the person or the session")),
    ("Alt+← →", N_("The tab before or after")),
    ("Backspace", N_("Back to the list of cohorts")),
    ("Ctrl+M", N_("Everybody was there")),
    ("F6 · F7", N_("On a day without a lesson: add a session; the nearest lesson")),
)
