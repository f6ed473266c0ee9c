"""The printed guide says everything that the help says."""

from __future__ import annotations

import re
from io import BytesIO

import pypdfium2
import pytest

from panpun_desktop.common.help_book import help_book
from panpun_desktop.reports.guide import TITLE, guide_pdf
from panpun_desktop.views.help.key_list import book_with_keys
from panpun_desktop.views.screens import screens

FEWEST, MOST = 20, 30


@pytest.fixture(scope="module")
def pages():
    made = pypdfium2.PdfDocument(BytesIO(guide_pdf(book_with_keys(screens()), "1")))
    return [made[number].get_textpage().get_text_range() for number in range(len(made))]


def bare(text):
    """Without spaces, page references and what copying may add."""
    return re.sub("\\(หน้า\\d+\\)", "", re.sub("[\\s\u200b\ufffe]", "", text))


def body(text):
    """A page without its head and foot."""
    foot = re.compile(rf"{TITLE}|หน้า \d+ จาก \d+|^[1-6] \S.*$", re.MULTILINE)
    return bare(foot.sub("", text.replace("\r", "")))


def pieces(block):
    runs = (
        [block.text] if not block.rows else [run.text for row in block.rows for cell in row for run in cell]
    )
    return [bare(one) for one in runs]


def test_the_guide_has_twenty_to_thirty_pages_and_a_cover_without_a_number(pages):
    assert FEWEST <= len(pages) <= MOST
    assert not re.search("หน้า [0-9]", pages[0])
    assert f"หน้า 2 จาก {len(pages)}" in pages[1]


def test_every_paragraph_of_the_help_is_in_it(pages):
    whole = "".join(body(page) for page in pages)
    blocks = [block for page in book_with_keys(screens()).pages.values() for block in page.blocks]
    pictures = {block.picture: block for block in blocks if block.picture}  # each is shown once
    wanted = [block for block in blocks if not block.picture or bare(block.text) in whole]
    assert {block.picture for block in wanted if block.picture} == set(pictures)
    assert [one for block in wanted for one in pieces(block) if one not in whole] == []


def test_the_contents_name_the_page_on_which_each_stands(pages):
    for page in help_book().pages.values():
        found = re.search(rf"\d+\.\d+ {re.escape(page.title)}\s+(\d+)", pages[1])
        assert found, page.title
        assert bare(page.title) in bare(pages[int(found[1]) - 1])
