"""Reading an ID card at the edge of the terminal: every order of answers, every trouble (R-CARD-1)."""

from __future__ import annotations

import builtins
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.sentences import message_of
from panpun_desktop.rules.id_card import IdCard
from panpun_desktop.services.card_reading import STEPS, Reading, read_id_card
from panpun_desktop.services.card_terminal import PcscTerminal
from tests.card_emulator import APPLET, OTHER_ATR, OneReader, VirtualCard, jpeg, memory


def read(*cards: VirtualCard, reading: Reading | None = None) -> IdCard:
    return read_id_card(OneReader(list(cards)), reading)


def refused(*cards: VirtualCard, trouble: str = "", seconds: float = 20) -> str:
    with pytest.raises(RuleBroken) as caught:
        read_id_card(OneReader(list(cards), trouble), seconds=seconds)
    assert "card" not in message_of(caught.value), "the sentence is not Thai"
    return caught.value.id


def photographed(size: int, **facts: Any) -> VirtualCard:
    return VirtualCard(memory(photo=jpeg(size)), **facts)


@pytest.mark.parametrize(
    "facts", [{}, {"answers_at_once": True}, {"says_wrong_length": True}, {"atr": OTHER_ATR}]
)
def test_a_card_is_read_whichever_way_it_answers(facts: dict[str, Any]) -> None:
    found = read(photographed(3000, **facts))
    assert (found.number, found.name.text) == ("1999900000013", "นางสาว ทดสอบ ตัวอย่าง")
    assert found.photo == jpeg(3000)
    assert found.unread == ()


def test_r_card_1_cards_beginning_3b67_get_their_own_get_response() -> None:
    card = photographed(300, atr=OTHER_ATR)
    read(card)
    assert {one[3] for one in card.commands if one[1] == 0xC0} == {0x01}


def test_the_longest_photo_is_read_whole_and_a_short_one_ends_early() -> None:
    longest, short = photographed(5118), photographed(400)
    assert len(read(longest).photo) == 5118
    assert len(read(short).photo) == 400
    assert len(short.commands) < len(longest.commands) - 30


def test_the_progress_goes_field_by_field_and_the_photo_comes_last() -> None:
    steps: list[tuple[str, int]] = []
    read(photographed(5118), reading=Reading(lambda name, done: steps.append((name, done))))
    names = list(dict.fromkeys(name for name, _done in steps))
    assert names[0] == "number"
    assert names[-2:] == ["request_number", "photo"]
    assert [done for _name, done in steps] == sorted(done for _name, done in steps)
    assert steps[-1] == ("photo", STEPS - 1)


def test_an_old_card_gives_its_address_in_the_short_form() -> None:
    found = read(VirtualCard(longest=100))
    assert found.address.province == "สงขลา"


def test_a_field_that_cannot_be_read_is_named_and_the_rest_is_kept() -> None:
    found = read(photographed(700, refused=frozenset({217, 379 + 255})))
    assert found.unread == ("birth", "photo")
    assert (found.number, found.birth, found.photo) == ("1999900000013", None, b"")


def test_a_card_that_gives_neither_number_nor_name_is_refused() -> None:
    assert refused(VirtualCard(refused=frozenset({4, 17}))) == "card.unreadable"
    assert refused(VirtualCard(memory(number="", name=""))) == "card.unreadable"


def test_another_card_is_no_thai_id_and_the_next_reader_is_tried() -> None:
    other = VirtualCard(is_thai_id=False)
    assert refused(other) == "card.not_thai_id"
    assert other.commands == [APPLET], "nothing else is asked of a foreign card"
    assert read(VirtualCard(is_thai_id=False), photographed(90)).number == "1999900000013"


def test_no_card_at_all_says_so() -> None:
    assert refused() == "card.no_card"


@pytest.mark.parametrize("commands", [0, 1, 5, 24, 30])
def test_a_card_pulled_out_at_any_moment_is_said_plainly(commands: int) -> None:
    assert refused(photographed(5118, gone_after=commands)) == "card.pulled_out"


@pytest.mark.parametrize(
    "trouble", ["card.no_pyscard", "card.no_service", "card.no_reader", "card.in_use", "card.unresponsive"]
)
def test_every_trouble_on_the_way_to_the_card_has_its_sentence(trouble: str) -> None:
    assert refused(trouble=trouble) == trouble


def test_an_answer_without_a_status_is_a_card_that_is_gone() -> None:
    class Mute(VirtualCard):
        def transmit(self, command: bytes) -> bytes:
            return b""

    assert refused(Mute()) == "card.pulled_out"


def test_a_reader_that_hangs_is_given_up() -> None:
    let_go = threading.Event()

    class Hanging(VirtualCard):
        def transmit(self, command: bytes) -> bytes:
            let_go.wait(20)
            return super().transmit(command)

    card = Hanging()
    assert refused(card, seconds=0.05) == "card.too_slow"
    let_go.set()
    for thread in [one for one in threading.enumerate() if one.name == "id-card"]:
        thread.join(20)
    assert len(card.commands) <= 1, "nothing more is asked once it was given up"


def test_reading_stops_when_it_is_not_wanted_any_more() -> None:
    card = photographed(5118)
    reading = Reading(lambda name, _done: reading.stop() if name == "issuer" else None)
    with pytest.raises(RuleBroken, match=r"card\.stopped"):
        read(card, reading=reading)
    assert len(card.commands) < 20


def test_what_breaks_in_the_terminal_comes_out() -> None:
    class Broken(OneReader):
        @contextmanager
        def cards(self) -> Iterator[Iterator[VirtualCard]]:
            raise ZeroDivisionError
            yield

    with pytest.raises(ZeroDivisionError):
        read_id_card(Broken())


def test_without_pyscard_the_refusal_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.startswith("smartcard"):
            raise ImportError(name)
        return usual(name, *rest)

    monkeypatch.delitem(sys.modules, "smartcard", raising=False)
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(RuleBroken, match=r"card\.no_pyscard"):
        read_id_card(PcscTerminal())
