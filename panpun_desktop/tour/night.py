"""The night count: exceptions by one key, the three figures, the walk sheet, the confirmation."""

from __future__ import annotations

from panpun_desktop.tour.walk import Walk


def night_count(walk: Walk) -> None:
    """Three exceptions of a night (picture 10), one settled, and the sheet that is carried around."""
    if not walk.has("census"):
        return
    hand = walk.hand
    walk.open("census")
    for key in ("Space", "ข", "ล", "Space", "ก"):
        if key == "Space":
            hand.press(key)
        else:
            hand.type_text(key)
        hand.wait()
    walk.picture("census")
    hand.press("Ctrl+Return")
    hand.wait()
    walk.picture("census-confirm")
    hand.press("Esc")
    hand.wait()
    hand.press("Ctrl+P")
    hand.wait()
    walk.picture("census-walk-sheet")
    hand.press("Esc")
    hand.wait()
