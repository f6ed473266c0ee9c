"""How long a file that is brought in may be: said before its lines are judged, which takes the time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.services.centre import read_centre

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def require_few_lines(
    session: Session, rows: Iterable[Sequence[str]], setting: str = "import.most_lines"
) -> None:
    """Refuse more lines with anything in them than the centre takes at a time: ``import.too_many_lines``."""
    most = int(read_centre(session).settings[setting])
    if sum(any(map(str.strip, row)) for row in rows) > most:
        raise RuleBroken("import.too_many_lines", most=f"{most:,}")
