"""The words of letters: delivered files are whole, and a changed one says what is wrong with it."""

from __future__ import annotations

import string
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.resources import resource
from panpun_desktop.common.sentences import message_of
from panpun_desktop.reports import letter_texts
from panpun_desktop.reports.certificate.layout import KIND as CERTIFICATE
from panpun_desktop.reports.intake_form.layout import KIND as INTAKE_FORM
from panpun_desktop.reports.letter_texts import FALLS_AWAY, LetterKind, LetterWords
from panpun_desktop.reports.letters.catalogue import KINDS as LETTERS
from panpun_desktop.reports.recovery_key.layout import KIND as RECOVERY_KEY
from panpun_desktop.reports.transcript.layout import KIND as TRANSCRIPT
from panpun_desktop.reports.transfer_letter.words import KIND as TRANSFER_LETTER
from panpun_desktop.reports.voluntary.layout import KIND as VOLUNTARY

FURTHER = [import_module(f"panpun_desktop.reports.letters.kinds.{key}").WORDS for key in LETTERS]
KINDS = (INTAKE_FORM, VOLUNTARY, TRANSFER_LETTER, RECOVERY_KEY, CERTIFICATE, TRANSCRIPT, *FURTHER)


def delivered(kind: LetterKind) -> dict[str, str]:
    texts: dict[str, str] = tomllib.loads(resource(f"letters/{kind.name}.toml").read_text("utf-8"))["text"]
    return texts


def places(text: str) -> set[str]:
    return {place for _, place, _, _ in string.Formatter().parse(text) if place is not None}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_delivered_file_has_the_texts_that_are_printed_and_no_others(kind: LetterKind) -> None:
    assert set(delivered(kind)) == set(kind.texts)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_delivered_file_names_the_places_that_are_filled_and_no_others(kind: LetterKind) -> None:
    assert set().union(*map(places, delivered(kind).values())) == set(kind.places)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_delivered_file_tells_its_reader_each_place(kind: LetterKind) -> None:
    text = resource(f"letters/{kind.name}.toml").read_text("utf-8").partition("[text]")[0]
    assert [place for place in kind.places if f"{{{place}}}" not in text] == []


def test_every_file_of_words_belongs_to_a_paper() -> None:
    files = {path.stem for path in resource("letters").glob("*.toml")}
    assert files == {kind.name for kind in KINDS} | {"invitation_slip"}  # told no letter


@pytest.fixture
def letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "letters").mkdir()
    monkeypatch.setattr(letter_texts, "resource", lambda name: tmp_path / name)
    return tmp_path / "letters" / "note.toml"


NOTE = LetterKind("note", ("greeting", "end_clause"), {"person": 3.0, "end_clause": FALLS_AWAY})


@pytest.mark.parametrize(
    ("words", "id", "said"),
    [
        ('[text]\ngreeting = "เรียน {persn}"\nend_clause = ""', "letter.place_unknown", "persn"),
        ('[text]\ngreeting = "เรียน {}"\nend_clause = ""', "letter.place_unknown", "ไม่มีค่าชื่อ"),
        ('[text]\ngreeting = "เรียน {person"\nend_clause = ""', "letter.bad_marks", "วงเล็บปีกกา"),
        ('[text]\ngreeting = "เรียน"', "letter.text_missing", "end_clause"),
        ("greeting = ", "letter.unreadable", "note"),
        ("[words]", "letter.unreadable", "note"),
        (None, "letter.unreadable", "note"),
    ],
)
def test_a_file_that_was_changed_wrongly_says_so(
    letters: Path, words: str | None, id: str, said: str
) -> None:
    if words is not None:
        letters.write_text(words, "utf-8")
    with pytest.raises(RuleBroken) as refused:
        LetterWords(NOTE)
    assert refused.value.id == id
    assert said in message_of(refused.value)


@pytest.fixture
def note(letters: Path) -> LetterWords:
    letters.write_text(
        '[text]\ngreeting = "เรียน {person}{end_clause} ข้อ 12"\nend_clause = " และ 3 คน"', "utf-8"
    )
    return LetterWords(NOTE, thai_digits=True)


def test_a_place_without_a_value_prints_as_dots_and_a_clause_falls_away(note: LetterWords) -> None:
    assert "........" in note("greeting")
    assert "และ" not in note("greeting")


def test_a_clause_that_holds_is_printed_with_its_figures(note: LetterWords) -> None:
    note.clause("end_clause", True)
    assert "และ ๓ คน" in note("greeting")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("99/1 หมู่ 5", "๙๙/๑ หมู่ ๕"),
        ("P69-0214", "P69-0214"),
        ("<b>12</b> คน P69-0214", "<b>๑๒</b> คน P69-0214"),
        ("office24@example.org โทร. 1300", "office24@example.org โทร. ๑๓๐๐"),
        ("https://example.org/2569 ปี 2569", "https://example.org/2569 ปี ๒๕๖๙"),
    ],
)
def test_figures_become_thai_but_not_in_addresses_of_the_net_and_codes(
    note: LetterWords, typed: str, printed: str
) -> None:
    assert note.digits(typed) == printed


def test_markup_in_a_value_stays_what_was_typed(note: LetterWords) -> None:
    note.fill({"person": "บริษัท ก & ข <จำกัด>"})
    assert "ก &amp; ข" in joined_marks(note("greeting"))


def joined_marks(text: str) -> str:
    """The text without the marks that keep words whole."""
    return "".join(char for char in text if char not in "\ufdd0\ufdd1")
