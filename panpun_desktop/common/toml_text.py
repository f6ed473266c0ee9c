"""Reading TOML that somebody gave us."""

from __future__ import annotations

import tomllib
from typing import Any


def read_toml(text: str) -> dict[str, Any]:
    """What a TOML text says; ValueError for one that is wrong, also where it is nested without end."""
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
