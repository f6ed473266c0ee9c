"""Finished values as JSON and back again: what was printed once can be shown again as it was.

Works on frozen dataclasses of plain values (numbers, texts, days, tuples, mappings). A field that a
later release adds takes its default; one that it drops is passed over.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
_Read = Callable[[Any], Any]
_PLAIN = (int, str, bool, float, type(None))


def to_plain(value: Any) -> Any:
    """The value as JSON can hold it; a mapping whose keys are no texts becomes a list of pairs."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {one.name: to_plain(getattr(value, one.name)) for one in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return _plain_mapping(value)
    if isinstance(value, tuple | list | frozenset):
        return [to_plain(one) for one in value]
    return _plain_one(value)


def _plain_mapping(value: Mapping[Any, Any]) -> Any:
    if all(isinstance(key, str) for key in value):
        return {str(key): to_plain(one) for key, one in value.items()}
    return [[to_plain(key), to_plain(one)] for key, one in value.items()]


def _plain_one(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):  # an instant is a day too
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if not isinstance(value, _PLAIN):
        raise TypeError(f"a {type(value).__name__} cannot be kept")
    return value


def from_plain(kind: type[T], plain: Any) -> T:
    """The value of that kind which ``to_plain`` was given."""
    hint: Any = kind
    found: T = _reader(hint)(plain)
    return found


@cache
def _reader(hint: Any) -> _Read:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return _of_union(get_args(hint))
    if origin is tuple:
        return _of_tuple(get_args(hint))
    if origin is not None and issubclass(origin, Mapping):
        return _of_mapping(*get_args(hint))
    return _of_type(hint) if isinstance(hint, type) else _as_it_is


def _of_type(kind: type[Any]) -> _Read:
    if dataclasses.is_dataclass(kind):
        return _of_dataclass(kind)
    if issubclass(kind, date):
        return kind.fromisoformat
    return kind if issubclass(kind, Enum | Decimal) else _as_it_is


def _as_it_is(plain: Any) -> Any:
    return plain


def _of_union(kinds: tuple[Any, ...]) -> _Read:
    """None or one kind that needs reading; several plain kinds stay as they are."""
    readers = [read for kind in kinds if (read := _reader(kind)) is not _as_it_is]
    if not readers:
        return _as_it_is
    if len(readers) > 1:
        raise TypeError(f"{kinds} cannot be told apart")
    read = readers[0]
    return lambda plain: None if plain is None else read(plain)


def _of_tuple(inside: tuple[Any, ...]) -> _Read:
    if inside[-1] is not Ellipsis:
        readers = [_reader(one) for one in inside]
        if all(read is _as_it_is for read in readers):
            return tuple
        return lambda plain: tuple(read(one) for read, one in zip(readers, plain, strict=True))
    read = _reader(inside[0])
    return tuple if read is _as_it_is else lambda plain: tuple(map(read, plain))


def _of_mapping(key: Any, value: Any) -> _Read:
    read_key, read = _reader(key), _reader(value)
    if read_key is read is _as_it_is:
        return dict

    def mapping(plain: Any) -> dict[Any, Any]:
        pairs = plain.items() if isinstance(plain, dict) else plain
        return {read_key(one): read(other) for one, other in pairs}

    return mapping


def _of_dataclass(kind: type[Any]) -> _Read:
    hints = get_type_hints(kind)
    readers = {one.name: _reader(hints[one.name]) for one in dataclasses.fields(kind) if one.init}
    return lambda plain: kind(**{name: readers[name](one) for name, one in plain.items() if name in readers})
