"""Where the files that come with the program lie: fonts, icons, words, letters, catalogues."""

from __future__ import annotations

from pathlib import Path

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
"""The folder beside the package."""


def resource(name: str) -> Path:
    """The path of one delivered file or folder, e.g. ``resource("fonts/Sarabun-Regular.ttf")``.

    The name uses forward slashes on every system; the file is not looked for here.
    """
    return RESOURCES / name


def default_data_folder() -> Path:
    """Where a centre's data lie when nobody says otherwise: the user's own data folder."""
    from platformdirs import user_data_path

    return user_data_path("panpun", appauthor=False)
