"""Every error id that the program can raise has a sentence, and the facts that the sentence names."""

from __future__ import annotations

import string
from collections.abc import Iterator

from panpun_desktop.common.messages import MESSAGES
from tests.conformance.sources import said

ERRORS = {"PanpunError", "RuleBroken", "NotAllowed", "EditConflict", "StorageGone", "ThaiDateError"}


def raised() -> Iterator[tuple[str, frozenset[str | None], str]]:
    """Each error written with its id: the id, the names of its facts (None for ``**``), and where."""
    for call in said().calls:
        id = call.words[0] if call.words else None
        if call.name in ERRORS and id is not None:
            yield id, call.keywords, f"{call.place}:{call.line}"


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
