"""Every service function asks whether the actor may, before it looks at anything; every act is used."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import pkgutil
import types
import typing
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager
from datetime import date, time
from pathlib import Path
from typing import Any, NoReturn

import pytest

from panpun_desktop import services
from panpun_desktop.common.clock import FixedClock
from panpun_desktop.common.errors import NotAllowed
from panpun_desktop.rules import roles
from panpun_desktop.rules.roles import ACTS, Actor, Role
from tests.builders import NOW, TODAY
from tests.conformance.sources import said

VOLUNTEER = Actor(9, "vol", "อาสาสมัคร", Role.VOL)
ADMINISTRATOR = Actor(8, "admin", "ผู้ดูแลระบบ", Role.ADMIN)
PERSONAL = {act for act, allowed in ACTS.items() if allowed and Role.ADMIN not in allowed}
"""What is about people, or papers about them: the administrator of the machine has none of it (R-SAF-1)."""
FITTING = {
    "outcome": "SELF",
    "channel": "SELF",
    "service_type": "TRIAL",
    "kind": "LEAVE",
    "old": "a password",
    "new": "another password",
    "password": "a password",
}
"""Field -> a value that passes a look at the request alone, which may come before the role is asked for."""
PLAIN: dict[Any, Any] = {
    int: 1,
    str: "x",
    bool: False,
    bytes: b"",
    date: TODAY,
    time: time(9),
    Path: Path("nowhere.csv"),
}
FOR_EVERYBODY = {
    "checks.check_centre": "check.run",
    "chain.chain_at_start": "check.run",
    "users.change_password": "user.change_own_password",
}
"""Functions that look at the file or at the own password first, with the act that every role may do."""
SPEAK_OF_ACTS = {"rules/roles.py", "rules/undoing.py", "services/act_words.py"}
AWAITED: set[str] = set()
"""Acts that the table promises and whose screen is still to come."""


class Reached(Exception):
    """The unit of work would have opened for this act."""


class Guard:
    """Units of work without any data: who gets past the question of the role is caught at the door."""

    clock = FixedClock(NOW)

    def reading(self, by: Actor, act: str) -> AbstractContextManager[NoReturn]:
        """Ask, and go no further."""
        roles.require(by, act)
        raise Reached(act)

    def writing(self, by: Actor, act: str, **_more: object) -> AbstractContextManager[NoReturn]:
        """Ask, and go no further."""
        return self.reading(by, act)

    def __getattr__(self, name: str) -> NoReturn:
        raise AssertionError(f"{name} was used before the role was asked for")


def acts() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every public function of the services that takes the units of work and the actor."""
    for found in pkgutil.iter_modules(services.__path__):
        module = importlib.import_module(f"panpun_desktop.services.{found.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if name.startswith("_") or function.__module__ != module.__name__:
                continue
            if list(inspect.signature(function).parameters)[:2] == ["work", "by"]:
                yield f"{found.name}.{name}", function


ALL = dict(acts())
ASKING = sorted(set(ALL) - set(FOR_EVERYBODY))


def arguments(function: Callable[..., Any]) -> list[Any]:
    """Values of the right types for every parameter after the first two that has no default."""
    hints = typing.get_type_hints(function, vars(importlib.import_module(function.__module__)) | _LATE)
    chosen = list(inspect.signature(function).parameters.values())[2:]
    return [_value(hints[one.name], one.name) for one in chosen if one.default is inspect.Parameter.empty]


def _late() -> dict[str, Any]:
    """What modules import for their annotations alone."""
    known: dict[str, Any] = {"UnitsOfWork": Guard, "Actor": Actor, "date": date, "time": time}
    for found in pkgutil.iter_modules(services.__path__):
        module = importlib.import_module(f"panpun_desktop.services.{found.name}")
        known |= {name: one for name, one in vars(module).items() if inspect.isclass(one)}
    return known


_LATE = _late()


def _value(hint: Any, name: str) -> Any:
    if name in FITTING:
        return FITTING[name]
    origin = typing.get_origin(hint)
    if origin in {typing.Union, types.UnionType}:
        return _value(typing.get_args(hint)[0], name)
    if origin is tuple:
        return _tuple(typing.get_args(hint), name)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return _request(hint)
    if origin is Collection:
        return (1, 2)
    return PLAIN.get(hint, {})


def _tuple(inside: tuple[Any, ...], name: str) -> tuple[Any, ...]:
    if inside[-1:] == (Ellipsis,):
        return (_value(inside[0], name),)
    return tuple(_value(one, name) for one in inside)


def _request(kind: type) -> Any:
    hints = typing.get_type_hints(kind, vars(importlib.import_module(kind.__module__)) | _LATE)
    given = {
        one.name: _value(hints[one.name], one.name)
        for one in dataclasses.fields(kind)
        if (one.default is dataclasses.MISSING and one.default_factory is dataclasses.MISSING)
        or one.name in {"reason", "password"}
    }
    return kind(**given)


def reached(function: Callable[..., Any], by: Actor) -> str | None:
    """The act that opened for the actor, None where the role was refused."""
    try:
        function(Guard(), by, *arguments(function))
    except NotAllowed:
        return None
    except Reached as act:
        return str(act)
    raise AssertionError("the act ended without asking")


def test_the_walk_finds_the_services() -> None:
    assert len(ALL) > 40
    assert "stays.end_stay" in ALL


@pytest.mark.parametrize("name", ASKING)
def test_a_volunteer_is_refused_before_anything_is_read(name: str) -> None:
    act = reached(ALL[name], VOLUNTEER)
    assert act is None or Role.VOL in ACTS[act]


@pytest.mark.parametrize("name", ASKING)
def test_the_administrator_gets_nothing_personal(name: str) -> None:
    act = reached(ALL[name], ADMINISTRATOR)
    assert act not in PERSONAL


def test_what_looks_first_is_for_everybody() -> None:
    assert {name: ACTS[act] == frozenset(Role) for name, act in FOR_EVERYBODY.items()} == dict.fromkeys(
        FOR_EVERYBODY, True
    )


def test_what_a_volunteer_may_is_nothing_about_people() -> None:
    open_to_all = {act for act, allowed in ACTS.items() if Role.VOL in allowed}
    own = {"setting.read", "check.run", "user.change_own_password", "session.sign_in", "backup.make"}
    assert open_to_all == own | {"meal.read"}  # how many eat what, nobody's name
    assert {"person.read", "person.search", "document.read", "report.read", "today.read"} <= PERSONAL


def named_acts() -> set[str]:
    """Every act that code names as a text, but for the table and the lists that only speak of acts."""
    return {text for place, text in said().texts if place not in SPEAK_OF_ACTS and text in ACTS}


def asked_acts() -> Iterator[str]:
    """Every act that opens a unit of work."""
    for call in said().calls:
        act = call.words[1] if len(call.words) > 1 else None
        if call.name in {"reading", "writing"} and act is not None:
            yield act


def test_every_act_of_the_table_is_used() -> None:
    assert set(ACTS) - named_acts() == AWAITED


def test_every_act_that_is_asked_for_is_in_the_table() -> None:
    asked = set(asked_acts())
    assert len(asked) > 20
    assert sorted(asked - set(ACTS)) == []
