"""What a closed month's paper says beside its figures: its edition, its differences, what was adjusted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from panpun_desktop.common.kept_values import to_plain
from panpun_desktop.rules.closed_month import Difference


@dataclass(frozen=True)
class StayLine:
    """A stay that is counted otherwise than it was sent: so many more, whose it is, what changed (Thai)."""

    count: int
    stay_id: int
    person_id: int
    regno: str
    """Empty of a person whom the reader may not know."""
    name: str
    what: str
    was: int | None = None
    """How many of the stock it was as it was sent, 0 or 1; older editions do not say."""
    why: str = ""
    """The reason given for the newest change, by whom and when: for the screen."""
    who: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Closing:
    """The closing of a month: edition 0 is the first, n is ฉบับแก้ไขครั้งที่ n."""

    edition: int
    closed_on: date
    closed_by: str
    audit_number: int
    audit_head: str
    reason: str = ""
    differences: tuple[Difference, ...] = ()
    """What this edition says otherwise than the one before."""
    changed: tuple[StayLine, ...] = ()

    @property
    def status(self) -> str:
        """closed, or amended from the second edition on."""
        return "amended" if self.edition else "closed"


def closing_json(closing: Closing | None, adjusted: tuple[StayLine, ...]) -> dict[str, Any]:
    """The part of interfaces.md §2 that tells of closing."""
    told: dict[str, Any] = {"edition": None if closing is None else closing.edition}
    told["adjusted"] = [to_plain(one) for one in adjusted]
    if closing is not None:
        told |= {name: to_plain(getattr(closing, name)) for name in ("closed_on", "differences", "changed")}
        told |= {"audit": {"number": closing.audit_number, "hash": closing.audit_head}}
        told |= {"reason": closing.reason}
    return told
