"""What is plausible of a room: asked beside the field, never refused."""

from __future__ import annotations

from panpun_desktop.common.i18n import _


def many_beds(beds: int, most: int) -> str:
    """The question about a room with more beds than ``most``; nothing otherwise."""
    if beds <= most:
        return ""
    return _("{beds} beds in one room? If that is meant, leave it as it is.").format(beds=beds)
