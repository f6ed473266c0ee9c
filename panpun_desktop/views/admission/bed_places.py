"""Where each member will sleep, as planned on the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from panpun_desktop.common.i18n import _
from panpun_desktop.services.bed_rows import HOST, BedPlan


@dataclass(frozen=True)
class Place:
    """A bed, another member's bed (by the member's key), an extra mattress in a room, or nothing."""

    bed_id: int | None = None
    label: str = ""
    shares_with: str | None = None
    extra_in_room: int | None = None

    @property
    def host_stay_id(self) -> int | None:
        """The stay of somebody here already whose bed is shared."""
        head, _colon, number = (self.shares_with or "").partition(":")
        return int(number) if f"{head}:" == HOST else None


@dataclass
class BedPlaces:
    """The plan in force: ``by_hand`` once a person has chosen, so that proposals do not replace it."""

    places: dict[str, Place] = field(default_factory=dict)
    by_hand: bool = False
    words: str = ""
    verdict: str = "none"
    reasons: tuple[str, ...] = ()

    def follow(self, plan: BedPlan, *, by_hand: bool = False) -> None:
        """Take a proposed plan."""
        self.places = {
            one.key: Place(one.bed_id, one.label, one.shares_with, one.room_id if one.needs_extra else None)
            for one in plan.placements
        }
        self.by_hand = by_hand
        self.words, self.verdict = plan.title, plan.verdict
        self.reasons = against(plan) or plan.reasons

    def propose(self, plan: BedPlan) -> None:
        """Take the best plan by itself; rooms for the other sex or for families are left to a choice."""
        if not any(one.is_left_to_choice for one in plan.placements):
            self.follow(plan)
            return
        self.choose({one.key: Place() for one in plan.placements})
        self.by_hand = False
        self.reasons = (_("Only beds in rooms for others are free: choose by hand"),)

    def choose(self, places: dict[str, Place]) -> None:
        """Take what a person chose for each member."""
        self.places, self.by_hand, self.reasons = places, True, ()
        labels = [one.label for one in places.values() if one.bed_id is not None]
        self.words = ", ".join(labels) or _("Bed not chosen yet")
        self.verdict = "by_hand" if labels else "none"

    def warn(self, reasons: Sequence[str]) -> None:
        """Say what speaks against the beds that a person chose."""
        if reasons:
            self.reasons, self.verdict = tuple(reasons), "warn"

    def forget(self) -> None:
        """Nobody has a place, and proposals are welcome again."""
        self.places, self.by_hand, self.words, self.verdict, self.reasons = {}, False, "", "none", ()

    def fits_people(self, keys: Sequence[str]) -> bool:
        """Say whether a choice by hand still speaks of exactly these members."""
        return set(self.places) == set(keys)


def against(plan: BedPlan) -> tuple[str, ...]:
    """What speaks against a plan, each reason once; empty when it suits."""
    return tuple(dict.fromkeys(reason for one in plan.placements for reason in one.reasons))
