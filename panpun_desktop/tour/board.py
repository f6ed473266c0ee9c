"""The beds of tonight: looking, and moving somebody by keys."""

from __future__ import annotations

from panpun_desktop.tour.walk import Walk


def beds(walk: Walk) -> None:
    """Somebody on the board (picture 04), a move by keys, and the move taken back."""
    if not walk.has("beds"):
        return
    hand = walk.hand
    walk.open("beds")
    hand.press("Right")
    walk.picture("beds")
    hand.type_text("ย")
    hand.wait()
    walk.picture("bed-move-begun")
    hand.press("Return")
    walk.picture("bed-moved")
    hand.press("Ctrl+Z")
    walk.picture("bed-move-undone")
