"""Words in two languages and the sentence of every error."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from panpun_desktop.common import messages
from panpun_desktop.common.errors import NotAllowed, RuleBroken
from panpun_desktop.common.i18n import _, language, ngettext, set_language
from panpun_desktop.common.sentences import message_of


@pytest.fixture(autouse=True)
def thai_again() -> Iterator[None]:
    yield
    set_language("th")


def test_thai_is_the_language_when_none_is_chosen() -> None:
    assert language() == "th"
    assert _("Your role may not do this.") == "บทบาทของท่านไม่มีสิทธิ์ทำรายการนี้"


def test_english_shows_the_message_itself() -> None:
    set_language("en")
    assert _("Your role may not do this.") == "Your role may not do this."
    assert ngettext("One bed", "{n} beds", 2) == "{n} beds"


def test_an_empty_message_stays_empty() -> None:
    assert _("") == ""


def test_an_error_says_its_sentence() -> None:
    error = NotAllowed("act.not_allowed", act="stay.admit", role="VOL")
    assert message_of(error) == "บทบาทของท่านไม่มีสิทธิ์ทำรายการนี้"


def test_an_unknown_error_id_gives_a_general_sentence() -> None:
    assert message_of(RuleBroken("no.such_id")).startswith("ทำรายการนี้ไม่ได้")


def test_facts_fill_the_sentence_and_days_are_written_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(messages.MESSAGES, "test.fact", "{name} since {day}, {lost}")
    error = RuleBroken("test.fact", name="สมมติ", day=date(2026, 10, 31))
    assert message_of(error) == "สมมติ since 31 ตุลาคม 2569, –"
    set_language("en")
    assert message_of(error) == "สมมติ since 2026-10-31, –"


@pytest.mark.parametrize("sentence", ["{n:.2f}", "{n.attribute}", "{n[0]}", "{"])
def test_a_sentence_whose_facts_do_not_fit_never_raises(
    monkeypatch: pytest.MonkeyPatch, sentence: str
) -> None:
    monkeypatch.setitem(messages.MESSAGES, "test.fact", sentence)
    assert message_of(RuleBroken("test.fact", n=None)).startswith("ทำรายการนี้ไม่ได้")
