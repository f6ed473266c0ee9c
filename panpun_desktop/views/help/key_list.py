"""The list of keys as tables of the help: what the window and each screen say of their own keys."""

from __future__ import annotations

from collections.abc import Sequence

from panpun_desktop.common.help_blocks import Block, Run
from panpun_desktop.common.help_book import KEYS_PAGE, HelpBook, help_book
from panpun_desktop.common.i18n import _
from panpun_desktop.views.page import Keys, Screen
from panpun_desktop.views.shell.keys_help import key_parts


def book_with_keys(screens: Sequence[Screen]) -> HelpBook:
    """The help with the keys of these screens in its list of keys."""
    blocks = [block for words, keys in key_parts(screens) for block in _table(words, keys)]
    return help_book().with_blocks(KEYS_PAGE, blocks)


def _table(words: str, keys: Keys) -> tuple[Block, Block]:
    head = ((Run(_("Key")),), (Run(_("What it does")),))
    rows = (((Run(key, is_key=True),), (Run(_(does)),)) for key, does in keys)
    return Block("heading", (Run(words),)), Block("table", rows=(head, *rows))
