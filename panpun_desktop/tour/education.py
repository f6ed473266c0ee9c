"""กศน./สกร.: the learners, one learner's way to graduation, a registration, and the score sheet."""

from __future__ import annotations

from panpun_desktop.tour.walk import Walk


def learners(walk: Walk) -> None:
    """The list, a learner, the subjects of a term, scores typed down a column; nothing is saved."""
    if not walk.has("education"):
        return
    hand = walk.hand
    walk.open("education")
    hand.press("Esc")
    hand.go_to("learnerTable")
    walk.picture("learners")
    hand.press("Down", times=6)
    hand.press("Return")
    hand.wait()
    walk.picture("learner")
    hand.press("Ins")
    hand.wait()
    if hand.sees("registerTermSaveButton"):
        walk.picture("learner-term")
        hand.press("Esc")
        hand.wait()
    hand.press("Ctrl+E")
    hand.wait()
    walk.picture("learner-scores")
    hand.press("Esc", "Esc")
    hand.wait()
