"""The ways an act can end other than done; every error id has a Thai sentence in ``common.messages``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


class PanpunError(Exception):
    """An expected refusal. ``id`` names the sentence, ``facts`` fill it, ``field`` is where it belongs."""

    def __init__(self, id: str, *, field: str | None = None, **facts: Any) -> None:
        super().__init__(id)
        self.id = id
        self.field = field
        self.facts: Mapping[str, Any] = facts


class RuleBroken(PanpunError):
    """The act is impossible as asked (domain.md R-OVR-3): shown beside ``field``, nothing is lost."""


class NotAllowed(PanpunError):
    """The actor's role does not have the act (rules/roles.py)."""


class EditConflict(PanpunError):
    """Someone else changed the record since it was shown."""


class StorageGone(PanpunError):
    """The data file cannot be opened, read or written."""


@dataclass(frozen=True)
class Concern:
    """One thing a person must confirm before the act goes on: a rule, for whom, and the facts.

    ``level`` is "info", "warn" (a reason may be given) or "override" (a reason must be given and
    a manager acknowledges it), domain.md R-OVR-1. ``subject`` is the key of the person in the
    request (row index or person id as text); ``value`` and ``limit`` are what was found and allowed.
    """

    rule_id: str
    level: str
    subject: str
    message: str
    value: str = ""
    limit: str = ""


class NeedsConfirmation(PanpunError):
    """The act is possible but touches limits: ask, then repeat it with the reasons (R-OVR-1, R-FAM-1)."""

    def __init__(self, concerns: tuple[Concern, ...]) -> None:
        super().__init__("act.needs_confirmation")
        self.concerns = concerns
