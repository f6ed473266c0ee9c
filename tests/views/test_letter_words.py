"""ข้อความหนังสือ in the settings: a text is changed, looked at, saved, refused, restored, read from a file."""

from __future__ import annotations

import re

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel

from panpun_desktop.reports.letter_kinds import as_file, kinds, letter_kind, wording
from panpun_desktop.reports.letter_samples import sample
from panpun_desktop.rules.roles import Actor, Role
from panpun_desktop.views.settings.letter_parts import RestoreDialog
from panpun_desktop.views.settings.letters import LettersSection
from panpun_desktop.widgets import hints
from tests.conformance.walk import unnamed
from tests.reports.kit.reading import joined, poppler
from tests.typing import type_here

KIND = "transfer_letter"


@pytest.fixture
def section(qtbot, open_centre):
    """The section of a manager, at the words of the transfer letter."""
    open_centre.context.actor = Actor(1, "manager", "สมศรี", Role.MANAGER)
    made = LettersSection(open_centre.context)
    made.resize(900, 640)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    made.load()
    settle(open_centre, made, qtbot)
    made.kind.set_value(KIND)
    made._read()
    settle(open_centre, made, qtbot)
    return made


def settle(open_centre, section, qtbot):
    qtbot.waitUntil(lambda: not section._pause.isActive())
    for _ in range(4):
        open_centre.wait()


def own(open_centre):
    return wording(open_centre.work, open_centre.context.actor, KIND)


def test_a_text_is_changed_with_a_place_and_saved(section, open_centre, qtbot):
    assert unnamed(section) == []
    assert section.preview.page_count() >= 1
    section.field.setFocus()
    section.field.selectAll()
    type_here("ขอส่งตัว ")
    section._inserter("person")()
    settle(open_centre, section, qtbot)
    section.save()
    settle(open_centre, section, qtbot)
    name = section.current()
    assert own(open_centre).texts[name] == "ขอส่งตัว {person}"
    assert section.edition.value() == "1"
    typed = "พิมพ์ไว้"
    section.field.selectAll()
    type_here(typed)
    section.restore()
    asked = section.window().findChild(RestoreDialog)
    told = hints.without(" ".join(one.text() for one in asked.findChildren(QLabel)))
    assert typed in told
    assert "ยังไม่บันทึกจะหาย" in told
    assert "ฉบับที่ 1 ของศูนย์ยังอยู่" in told
    assert own(open_centre).is_own  # nothing yet
    asked.save()
    settle(open_centre, section, qtbot)
    assert not own(open_centre).is_own
    section.edition.set_value("1")
    section._take_edition()
    assert section.texts[name] == "ขอส่งตัว {person}"


def test_words_as_delivered_ask_nothing_and_every_place_has_a_thai_name(section, open_centre):
    said = []
    open_centre.context.say = said.append
    section.restore()
    assert section.window().findChild(RestoreDialog) is None
    assert len(said) == 1
    for kind in kinds():
        places = wording(open_centre.work, open_centre.context.actor, kind).places
        assert all(places.values()), kind
        assert not any(re.search("[A-Za-z]", words) for words in places.values())


def test_an_unknown_place_is_said_beside_the_text(section, open_centre, qtbot):
    section.field.setFocus()
    section.field.selectAll()
    type_here("ขอส่งตัว {ใคร}")
    settle(open_centre, section, qtbot)
    assert "ใคร" in section.box.problem()
    section.save()
    settle(open_centre, section, qtbot)
    assert own(open_centre).editions == ()


def test_a_file_is_read_and_a_broken_one_names_its_line(section, open_centre, tmp_path, monkeypatch):
    place = tmp_path / "words.toml"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: (str(place), ""))
    texts = dict(section.texts) | {section.current(): "เรื่องจากไฟล์"}
    place.write_text(as_file(texts), encoding="utf-8")
    section.read_file()
    assert section.field.text() == "เรื่องจากไฟล์"
    place.write_text("[text]\nsubject = ก", encoding="utf-8")
    section.read_file()
    assert "บรรทัด 2" in section.banner.text()


def test_the_sample_shows_one_of_two_alternatives_that_which_is_edited() -> None:
    texts = letter_kind("stay_certificate").read()
    usual = joined(poppler(sample("stay_certificate", texts)))
    other = joined(poppler(sample("stay_certificate", texts, edited="no_id_clause")))
    assert ("อยู่ระหว่างดำเนินการ" in usual, "อยู่ระหว่างดำเนินการ" in other) == (False, True)
    assert "ข้อความตัวอย่าง" not in usual, "numbers, days and names have samples of their kind"
