"""The program's own files, looked through once for every test that asks what they say."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import panpun_desktop

PACKAGE = Path(panpun_desktop.__file__).parent


@dataclass(frozen=True)
class Call:
    """A call as it is written: what is called, its arguments that are plain texts, its keywords."""

    place: str
    line: int
    name: str
    words: tuple[str | None, ...]
    keywords: frozenset[str | None]


@dataclass(frozen=True)
class Said:
    """What the modules say: every call, and every text with the module it stands in."""

    calls: tuple[Call, ...]
    texts: frozenset[tuple[str, str]]


@cache
def said() -> Said:
    """The calls and texts of every module, by its place in the package."""
    calls: list[Call] = []
    texts: set[tuple[str, str]] = set()
    for path in sorted(PACKAGE.rglob("*.py")):
        place = path.relative_to(PACKAGE).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                calls.append(_call(place, node))
            elif (text := _text(node)) is not None:
                texts.add((place, text))
    return Said(tuple(calls), frozenset(texts))


def _call(place: str, node: ast.Call) -> Call:
    function = node.func
    name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
    words = tuple(_text(one) for one in node.args)
    return Call(place, node.lineno, name, words, frozenset(one.arg for one in node.keywords))


def _text(node: ast.AST) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
