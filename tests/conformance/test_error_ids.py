"""Every error id that the program can raise has a sentence, and the facts that the sentence names."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import panpun_desktop
from panpun_desktop.common.messages import MESSAGES

ERRORS = {"PanpunError", "RuleBroken", "NotAllowed", "EditConflict", "StorageGone", "ThaiDateError"}
ROOT = Path(panpun_desktop.__file__).parent


def raised() -> Iterator[tuple[str, set[str | None], str]]:
    """Each error written with its id: the id, the names of its facts (None for ``**``), and where."""
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in ERRORS and node.args:
                id = node.args[0]
                if isinstance(id, ast.Constant) and isinstance(id.value, str):
                    facts = {keyword.arg for keyword in node.keywords}
                    yield id.value, facts, f"{path.relative_to(ROOT)}:{node.lineno}"


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def _wanted(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_every_error_id_has_a_sentence() -> None:
    found = list(raised())
    assert len(found) > 10, "hardly an error is raised: this test looks in the wrong place"
    assert [(id, where) for id, _, where in found if id not in MESSAGES] == []


def test_every_error_brings_the_facts_of_its_sentence() -> None:
    missing = [
        (id, where, wanted - facts)
        for id, facts, where in raised()
        if (wanted := _wanted(MESSAGES.get(id, ""))) - facts and None not in facts
    ]
    assert missing == []
