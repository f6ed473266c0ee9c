"""Acts missing from the data: what everybody is told, and what a manager settles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panpun_desktop.services.changes import Changes
from panpun_desktop.store import lost_acts as store
from panpun_desktop.store.unit_of_work import note

if TYPE_CHECKING:
    from panpun_desktop.rules.faults import Finding
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork


def lost_acts(work: UnitsOfWork) -> Finding | None:
    """What was found missing when the data were opened, until it is settled; numbers only."""
    return store.lost(work.database)


def settle_lost_acts(work: UnitsOfWork, by: Actor) -> Changes:
    """Say in the audit that the missing acts were seen; the warning ends for everybody."""
    with work.writing(by, "lost_acts.settle", always=True) as session:
        found = store.lost(work.database)
        if found is not None:
            note(session, "kept={kept} found={found}".format_map(found.facts))
    store.settle(work.database)
    return Changes()
