"""TOML from outside: what is wrong or without end is one kind of error."""

from __future__ import annotations

import pytest

from panpun_desktop.common.toml_text import DEEPEST, read_toml


def test_a_key_of_dots_a_list_of_lists_and_plain_nonsense_are_all_wrong_values() -> None:
    for text in ("a" + ".a" * 3000 + " = 1", "x = " + "[" * 3000, "a" + ".a" * DEEPEST + " = 1", "a = = 1"):
        with pytest.raises(ValueError):
            read_toml(text)


def test_what_is_nested_as_our_files_are_is_read() -> None:
    assert read_toml("[a.b]\nc = [[1, 2], {d = 3}]") == {"a": {"b": {"c": [[1, 2], {"d": 3}]}}}
