"""Reading TOML that somebody gave us."""

from __future__ import annotations

import tomllib
from typing import Any

DEEPEST = 20
"""Tables and lists inside one another; the files that the program takes need four."""


def read_toml(text: str) -> dict[str, Any]:
    """What a TOML text says; ValueError for one that is wrong or nested deeper than ``DEEPEST``.

    The reader itself takes a key of thousands of dots; who then writes the value out runs out of stack.
    """
    try:
        found = tomllib.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    layer: list[Any] = [found]
    for _depth in range(DEEPEST):
        layer = [inner for one in layer for inner in _inside(one)]
    if layer:
        raise ValueError("nested too deep")
    return found


def _inside(value: Any) -> list[Any]:
    held = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [one for one in held if isinstance(one, dict | list)]
