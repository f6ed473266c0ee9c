"""The log keeps what helps and nothing personal."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from panpun_desktop.common import log
from panpun_desktop.common.errors import RuleBroken

SECRET = "นายสมมติ ตัวอย่างดี"
logger = logging.getLogger("panpun_desktop.test")


@pytest.fixture
def started(tmp_path: Path) -> Iterator[log.Log]:
    found = log.start(tmp_path / "log")
    yield found
    found.close()


def written(started: log.Log) -> str:
    return Path(started.handler.baseFilename).read_text(encoding="utf-8")


def fail() -> None:
    raise RuleBroken("stay.open_already", name=SECRET)


def fail_twice() -> None:
    try:
        fail()
    except RuleBroken as error:
        raise ValueError(SECRET) from error


def test_a_message_is_written_in_utf_8(started: log.Log) -> None:
    logger.info("เปิดโปรแกรม")
    assert "INFO panpun_desktop.test: เปิดโปรแกรม" in written(started)


def test_an_error_leaves_its_kind_id_and_place_but_not_its_text(started: log.Log) -> None:
    try:
        fail_twice()
    except ValueError:
        logger.exception("admission failed")
    text = written(started)
    assert SECRET not in text
    assert "RuleBroken stay.open_already" in text
    assert "builtins.ValueError" in text
    assert "in fail_twice" in text
    assert text.index("RuleBroken") < text.index("ValueError")


def test_other_libraries_do_not_write_to_the_log(started: log.Log) -> None:
    logging.getLogger("sqlalchemy.engine").error("INSERT %s", SECRET)
    assert SECRET not in written(started)


def test_the_log_is_rotated(started: log.Log) -> None:
    started.handler.maxBytes = 200
    for number in range(20):
        logger.info("line %d", number)
    files = sorted(Path(started.handler.baseFilename).parent.glob("panpun.log*"))
    assert len(files) == 1 + started.handler.backupCount


def test_errors_nobody_caught_reach_the_log(started: log.Log, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr(sys, "excepthook", lambda *_: seen.append("main"))
    monkeypatch.setattr(threading, "excepthook", lambda *_: seen.append("thread"))
    log.log_uncaught()
    error = LookupError(SECRET)
    sys.excepthook(LookupError, error, None)
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    assert seen == ["main", "thread"]
    assert "builtins.LookupError" in written(started)
    assert "RuleBroken stay.open_already" in written(started)
    assert SECRET not in written(started)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a place that is always full")
def test_a_full_disk_neither_keeps_the_program_from_closing_nor_is_told_twice(
    started: log.Log, capsys: pytest.CaptureFixture[str]
) -> None:
    with Path("/dev/full").open("w") as full:
        usual = started.handler.setStream(full)
        assert usual is not None
        usual.close()
        logger.info("this finds no room")
        started.close()
    assert capsys.readouterr().err == ""
