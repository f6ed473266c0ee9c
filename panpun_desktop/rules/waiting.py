"""Who is to come first of those who wait: urgency, days waited, children; each point with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from panpun_desktop.common.i18n import _


@dataclass(frozen=True)
class Weights:
    """How many points the centre gives for a day of waiting and for coming with children."""

    per_day: int
    children: int


@dataclass(frozen=True)
class Priority:
    """The points of an entry, and the words that say where they come from."""

    points: int
    reasons: tuple[str, ...]


def days_waited(came_on: date, today: date) -> int:
    """Whole days since someone came; 0 on the day itself, never less."""
    return max(0, (today - came_on).days)


def priority(urgency: str, urgency_points: int, days: int, children: int, weights: Weights) -> Priority:
    """Points rise with every day waited, so that nobody is forgotten at the end of the list."""
    parts = [
        (urgency_points, f"{urgency} +{urgency_points}"),
        (
            days * weights.per_day,
            _("waited {days} days +{points}").format(days=days, points=days * weights.per_day),
        ),
        (
            weights.children if children else 0,
            _("with {n} children +{points}").format(n=children, points=weights.children),
        ),
    ]
    counted = [(points, reason) for points, reason in parts if points]
    return Priority(sum(points for points, _reason in counted), tuple(reason for _points, reason in counted))
