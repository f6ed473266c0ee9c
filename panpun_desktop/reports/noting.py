"""Papers say whose data they are made of: those of a demonstration carry its note at the foot."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from panpun_desktop.common.demonstration_mark import paper_note
from panpun_desktop.reports.kit.note import noted

if TYPE_CHECKING:
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@contextmanager
def papers_of(work: UnitsOfWork) -> Iterator[None]:
    """Draw and write papers of these data inside this block."""
    with noted(paper_note(work.database.path.parent)):
        yield
