"""What a dialog knows of the person it acts on: read when it opens, and again after a conflict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from panpun_desktop.common.errors import RuleBroken

if TYPE_CHECKING:
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.people_rows import PersonPanel


@dataclass(frozen=True)
class StayFacts:
    """Someone who stays, and those of the family who stay too."""

    panel: PersonPanel
    family: tuple[PersonPanel, ...]

    @property
    def person_id(self) -> int:
        """The person."""
        return self.panel.row.id

    @property
    def stay_id(self) -> int:
        """The open stay."""
        return stay_of(self.panel)[0]

    @property
    def stay_version(self) -> int:
        """The version of the stay that was read."""
        return stay_of(self.panel)[1]


def stay_of(panel: PersonPanel) -> tuple[int, int]:
    """The open stay of a panel and its version; refused for someone who does not stay."""
    if panel.row.stay_id is None or panel.stay_version is None:
        raise RuleBroken("stay.not_open")
    return panel.row.stay_id, panel.stay_version


def read_facts(work: Any, by: Actor, person_id: int) -> StayFacts:
    """Read someone who stays, in a worker; RuleBroken "stay.not_open" when they do not."""
    from panpun_desktop.services.people import person_panel

    panel = person_panel(work, by, person_id)
    stay_of(panel)
    present = [one.id for one in panel.family_members if one.present]
    return StayFacts(panel, tuple(person_panel(work, by, one) for one in present))
