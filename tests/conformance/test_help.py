"""The help: a page for everything, every link leads somewhere, Thai throughout."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from panpun_desktop.common.help_blocks import read_blocks
from panpun_desktop.common.help_book import help_book, help_folder
from panpun_desktop.tour.help_pictures import MOST_BYTES, pictures_used
from panpun_desktop.views.screens import screens
from panpun_desktop.views.settings.page import _SECTIONS

BOOK = help_book()
LATIN_BY_NAME = {"Excel", "PDF", "Word", "USB", "CSV", "NET"}
"""Names of things that have no other in Thai offices; N-NET is read as two."""


def texts(page):
    runs = [run for block in page.blocks for run in block.runs]
    cells = [run for block in page.blocks for row in block.rows for cell in row for run in cell]
    return "\n".join(run.text for run in (*runs, *cells) if not run.is_key)


def test_every_screen_and_section_of_the_settings_has_a_page():
    wanted = [one.key for one in screens()] + [f"settings.{kind.name}" for kind, *_rest in _SECTIONS]
    wanted += ["sign_in", "first_start"]
    assert [key for key in wanted if key not in BOOK.screens] == []


def test_every_place_and_link_leads_to_a_page_that_is_listed_once():
    listed = [key for _title, keys in BOOK.parts for key in keys]
    assert len(listed) == len(set(listed))
    assert sorted(listed) == sorted(path.stem for path in (help_folder() / "th").glob("*.md"))
    led_to = {link for page in BOOK.pages.values() for block in page.blocks for link in block.links}
    assert {*led_to, *BOOK.screens.values(), *BOOK.dialogs.values()} <= set(listed)


def test_the_dialogs_named_exist():
    source = "".join(
        path.read_text(encoding="utf-8")
        for folder in ("views", "widgets")
        for path in Path("panpun_desktop", folder).rglob("*.py")
    )
    said = {name: (f'"{name}"', f'"{name.removesuffix("Dialog")}"') for name in BOOK.dialogs}
    assert [name for name, forms in said.items() if not any(form in source for form in forms)] == []


@pytest.mark.parametrize("key", BOOK.pages)
def test_a_page_is_thai_begins_with_its_title_and_is_short(key):
    page = BOOK.pages[key]
    kinds = [block.kind for block in page.blocks]
    assert kinds[0] == "title"
    assert kinds.count("title") == 1
    assert len(page.blocks) < 50
    assert set(re.findall("[A-Za-z]{2,}", texts(page))) - LATIN_BY_NAME == set()
    assert not re.search("จำหน่าย(?!.*คงเหลือ)|คนจรจัด|ขอทาน|อนาถา", texts(page))


def test_every_picture_is_there_is_small_and_is_shown():
    kept = {path.name: path.stat().st_size for path in (help_folder() / "pictures").iterdir()}
    assert set(kept) == set(pictures_used())
    assert [name for name, size in kept.items() if size > MOST_BYTES] == []


def test_a_block_keeps_looks_links_lists_and_tables_of_its_source():
    blocks = read_blocks(
        "# ชื่อ\n\nกด `F1` ดู[เตียง](beds)\n\n1. หนึ่ง\n2. **สอง**\n\n> ระวัง\n\n![ภาพ](a.png)\n\n"
        "| ก | ข |\n|---|---|\n| ค | ง |\n"
    )
    assert [one.kind for one in blocks] == [
        "title",
        "paragraph",
        "step",
        "step",
        "notice",
        "picture",
        "table",
    ]
    assert blocks[1].links == ("beds",)
    assert [run.text for run in blocks[1].runs if run.is_key] == ["F1"]
    assert (blocks[3].number, blocks[3].runs[0].is_bold) == (2, True)
    assert blocks[5].picture == "a.png"
    assert blocks[6].text.split() == ["ก", "ข", "ค", "ง"]


@pytest.mark.parametrize(
    ("typed", "page"),
    [
        ("ลืมรหัสผ่าน", "sign-in"),
        ("ปิดงวด", "closing"),
        ("กู้คืน", "restore"),
        ("USB", "backups"),
    ],
)
def test_a_search_finds_what_is_written_near_the_top(typed, page):
    assert page in [one.page.key for one in BOOK.search(typed)][:2]


def test_a_search_finds_what_was_typed_in_the_latin_layout():
    assert "beds" in [one.page.key for one in BOOK.search("zy'g9up'")][:4]
