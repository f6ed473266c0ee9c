"""Who reads the words of a sensitive incident (domain.md §7.2: violence detail)."""

from __future__ import annotations

from panpun_desktop.rules.roles import Actor, Role
from panpun_desktop.rules.seed import code_lists

_ON_THE_CASE = frozenset({Role.MANAGER, Role.SW, Role.CM, Role.NURSE})


def is_sensitive(kind: str) -> bool:
    """Say whether incidents of the kind are about violence or self-harm."""
    codes = code_lists()["incident_kind"].codes
    return any(one.code == kind and one.extra.get("sensitive") for one in codes)


def reads_sensitive(by: Actor, kind: str) -> bool:
    """Say whether the actor reads the words of an incident of the kind."""
    return by.role in _ON_THE_CASE or not is_sensitive(kind)
