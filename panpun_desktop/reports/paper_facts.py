"""The JSON form of a paper's values: days in ISO form, pictures left out (metadata ``in_facts`` False)."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date, time
from typing import Any


def paper_facts(value: Any) -> Any:
    """A frozen dataclass and all that is in it as JSON can hold it."""
    if is_dataclass(value):
        told = [one.name for one in fields(value) if one.metadata.get("in_facts", True)]
        return {name: paper_facts(getattr(value, name)) for name in told}
    if isinstance(value, tuple):
        return [paper_facts(inner) for inner in value]
    return value.isoformat() if isinstance(value, date | time) else value
