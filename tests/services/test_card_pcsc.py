"""The card reader for real: pcscd, its virtual reader, pyscard, and our own card in it (R-CARD-1).

Needs root, the packages pcscd and vsmartcard-vpcd, and the extra ``card``: ``installer/setup.sh drill``.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.rules.id_card import IdCard
from panpun_desktop.services.card_reading import read_id_card
from panpun_desktop.services.card_terminal import PcscTerminal
from tests.card_emulator import VirtualCard, jpeg, memory, plugged_into_vpcd
from tests.drills.outcomes import Note

PORT = 35963
PROGRAM = shutil.which("pcscd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
DRIVER = Path("/usr/lib/pcsc/drivers/serial/libifdvpcd.so")
SOCKET = Path("/run/pcscd/pcscd.comm")
PATIENCE = 20.0
PULLS = 40


def _missing() -> str:
    """What is not here, in one sentence; nothing when the drill can run."""
    try:
        from smartcard import scard  # noqa: F401
    except Exception:
        return "pyscard is not installed: pip install panpun[card]"
    if PROGRAM is None or not DRIVER.exists():
        return "needs the system packages pcscd and vsmartcard-vpcd"
    if os.geteuid() != 0:
        return "only root may start pcscd"
    if _listens():
        return "another PC/SC service has the virtual reader already"
    return ""


def _listens() -> bool:
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", PORT)) == 0


pytestmark = [
    pytest.mark.xdist_group("pcscd"),
    pytest.mark.skipif(bool(_missing()), reason=_missing() or "-"),
]


def _until(is_so: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, what
        time.sleep(0.02)


@pytest.fixture(scope="module", autouse=True)
def alone() -> Iterator[None]:
    """There is one place for a PC/SC service: tests on several processors take turns."""
    import fcntl

    with (Path(tempfile.gettempdir()) / "panpun-pcscd.lock").open("w") as place:
        fcntl.flock(place, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A PC/SC service of this test's own, with the virtual reader only."""
    folder = tmp_path_factory.mktemp("readers")
    (folder / "vpcd").write_text(
        f'FRIENDLYNAME "Virtual PCD"\nDEVICENAME /dev/null:{PORT:#x}\nLIBPATH {DRIVER}\nCHANNELID {PORT:#x}\n'
    )
    assert PROGRAM is not None
    running = subprocess.Popen(
        [PROGRAM, "--foreground", "--config", str(folder)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _until(lambda: SOCKET.exists() and _refusal() == "card.no_card", "pcscd did not come up")
        yield
    finally:
        running.terminate()
        running.wait(20)


@pytest.fixture
def empty_reader(service: None) -> None:
    """The service has noticed that the card of the test before is gone."""
    _until(lambda: _refusal() == "card.no_card", "the reader is not empty")


def read_when_noticed() -> IdCard:
    """Read as soon as the service has noticed the card."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return read_id_card(PcscTerminal())
        except RuleBroken as error:
            if error.id != "card.no_card" or time.monotonic() > end:
                raise


def test_without_the_service_the_refusal_says_so() -> None:
    assert _refusal() == "card.no_service"


def test_a_card_is_read_through_the_real_service(empty_reader: None) -> None:
    with plugged_into_vpcd(VirtualCard(memory(photo=jpeg(1200)))):
        found = read_when_noticed()
    assert (found.number, found.name.text) == ("1999900000013", "นางสาว ทดสอบ ตัวอย่าง")
    assert found.address.district == "เมืองสงขลา"
    assert found.photo == jpeg(1200)
    assert found.unread == ()


def test_an_empty_reader_says_so(empty_reader: None) -> None:
    assert _refusal() == "card.no_card"


def test_a_card_pulled_out_while_it_is_read_says_so(empty_reader: None) -> None:
    card = VirtualCard(memory(photo=jpeg(5118)), gone_after=30)
    with plugged_into_vpcd(card), pytest.raises(RuleBroken) as caught:
        read_when_noticed()
    assert caught.value.id == "card.pulled_out"


@pytest.mark.drill
def test_a_card_pulled_out_at_any_moment_says_so_or_was_read_whole(empty_reader: None, note: Note) -> None:
    said = []
    for answers in range(1, PULLS + 1):
        with plugged_into_vpcd(VirtualCard(memory(photo=jpeg(1200)), gone_after=answers)):
            said.append(_said_or_read())
        _until(lambda: _refusal() == "card.no_card", "the card is still in the reader")
    wrong = [one for one in said if one not in {"whole", "card.pulled_out", "card.unreadable"}]
    whole = f"{said.count('whole')} were read whole before, the others refused with a sentence"
    note(
        "an ID card pulled out of the reader (a virtual one), after ever more answers",
        PULLS,
        None,
        len(wrong),
        whole,
    )
    assert wrong == []


def test_a_card_that_is_no_thai_id_says_so(empty_reader: None) -> None:
    with plugged_into_vpcd(VirtualCard(is_thai_id=False)), pytest.raises(RuleBroken) as caught:
        read_when_noticed()
    assert caught.value.id == "card.not_thai_id"


def _said_or_read() -> str:
    try:
        found = read_when_noticed()
    except RuleBroken as error:
        return error.id
    return "whole" if (found.number, found.photo) == ("1999900000013", jpeg(1200)) else "in part"


def _refusal() -> str:
    with pytest.raises(RuleBroken) as caught:
        read_id_card(PcscTerminal())
    return caught.value.id
