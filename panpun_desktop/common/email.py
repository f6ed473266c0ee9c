"""E-mail addresses as letters print them."""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"[^@\s,;]+@[^@\s,;.]+(?:\.[^@\s,;.]+)+")


def is_email(text: str) -> bool:
    """Say whether a text is an address, or several with commas; or nothing."""
    return all(_ADDRESS.fullmatch(one.strip()) for one in re.split(r"[,;]", text) if one.strip())
