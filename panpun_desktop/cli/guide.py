"""The command that writes the printed guide."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from panpun_desktop import __version__
from panpun_desktop.cli.asking import verb
from panpun_desktop.common.clock import Clock
from panpun_desktop.common.files import write_whole
from panpun_desktop.common.i18n import _


def add_verbs(verbs: Any) -> None:
    """guide."""
    guide = verb(verbs, "guide", _guide, _("write the guide for printing"))
    guide.add_argument("--pdf", type=Path, required=True, metavar="FILE")


def _guide(asked: argparse.Namespace, _clock: Clock) -> None:
    from panpun_desktop.reports.guide import guide_pdf
    from panpun_desktop.views.help.key_list import book_with_keys
    from panpun_desktop.views.screens import screens

    pdf = guide_pdf(book_with_keys(screens()), __version__)
    write_whole(asked.pdf, pdf)
    print(_("The guide is in {path}.").format(path=asked.pdf))
