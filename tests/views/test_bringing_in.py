"""Memory that is free goes back to the system, and threads do not keep a heap each."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from panpun_desktop.views import bringing_in

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only glibc keeps such heaps")


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4096


def test_a_rest_gives_back_what_lies_free_between_what_is_kept(qtbot, qapp):
    timer = bringing_in.rest_timer(None)
    pieces = [bytes(60_000) for _turn in range(2000)]  # too small for a map of its own
    kept = pieces[::100]
    del pieces
    before = _resident()
    timer.timeout.emit()
    assert before - _resident() > 50_000_000
    assert len(kept) == 20


def test_importing_the_program_reads_and_keeps_no_source_of_its_modules():
    asked = (
        "import linecache, panpun_desktop.app, panpun_desktop.services.session as _; print(*linecache.cache)"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert "site-packages/sqlalchemy" not in done.stdout
    assert "panpun_desktop/services" not in done.stdout
