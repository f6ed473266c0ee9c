"""The tour itself: as the command line runs it, without a display."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from panpun_desktop.tour import SIZE


@pytest.mark.drill
def test_the_tour_pictures_a_whole_day_and_says_how_many(tmp_path) -> None:
    from PySide6.QtGui import QImage

    usual = {name: value for name, value in os.environ.items() if not name.startswith("QT_QPA")}
    usual.pop("DISPLAY", None)
    command = [sys.executable, "-m", "panpun_desktop", "tour", str(tmp_path / "out")]
    done = subprocess.run(command, env=usual, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr
    pictures = sorted((tmp_path / "out").glob("*.png"))
    assert len(pictures) >= 35
    assert str(len(pictures)) in done.stdout
    taken = {one.stem.split("-", 1)[1] for one in pictures}
    assert {"residents-masked", "open-masked", "person-page"} <= taken
    assert {(image.width(), image.height()) for image in map(QImage, map(str, pictures))} == {SIZE}
