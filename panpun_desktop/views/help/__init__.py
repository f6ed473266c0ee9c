"""Help (F1): the page of the screen or dialog one is on, in a window beside it; no screen of its own."""
