"""Beside a leaving: belongings to give back, days to ask afterwards, children who would stay alone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.views.acts.belonging import belonging_words
from panpun_desktop.widgets.labels import ThaiLabel

if TYPE_CHECKING:
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.belongings import BelongingRow


@dataclass(frozen=True)
class AroundLeaving:
    """What is read beside the people: their belongings, and the days after leaving of the setting."""

    belongings: tuple[BelongingRow, ...]
    days: tuple[int, ...]


def around_leaving(work: Any, by: Actor, person_ids: Sequence[int]) -> AroundLeaving:
    """Read it, in a worker."""
    from panpun_desktop.services.belongings import belongings
    from panpun_desktop.services.follow_ups import planned_days

    held = tuple(row for one in person_ids for row in belongings(work, by, one))
    return AroundLeaving(held, planned_days(work, by))


class LeavingMore(QWidget):
    """Ticks for what goes with a leaving; empty parts are not there."""

    def __init__(self, several: bool) -> None:
        super().__init__()
        self._several = several
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._things_title = ThaiLabel(_("Belongings kept: tick what is given back"), role="field")
        self._things = QVBoxLayout()
        self._days_title = ThaiLabel(_("Ask how they are after"), role="field")
        self._days = QHBoxLayout()
        self._days.setSpacing(14)
        column.addWidget(self._things_title)
        column.addLayout(self._things)
        column.addWidget(self._days_title)
        column.addLayout(self._days)
        self.things: list[tuple[BelongingRow, QCheckBox]] = []
        self.days: list[tuple[int, QCheckBox]] | None = None
        for title in (self._things_title, self._days_title):
            title.hide()

    def show_found(self, found: AroundLeaving, may_give: bool) -> None:
        """Show what was read."""
        self._things_title.setVisible(bool(found.belongings))
        for number, row in enumerate(found.belongings, 1):
            words = belonging_words(row)
            tick = QCheckBox(f"{row.name} · {words}" if self._several else words)
            tick.setObjectName(f"endStayReturned{number}")
            tick.setEnabled(may_give)
            self._things.addWidget(tick)
            self.things.append((row, tick))
        self._days_title.setVisible(bool(found.days))
        self.days = []
        for day in found.days:
            tick = QCheckBox(_("{days} days").format(days=day))
            tick.setObjectName(f"endStayDay{day}")
            tick.setChecked(True)
            self._days.addWidget(tick)
            self.days.append((day, tick))
        self._days.addStretch(1)

    def returned(self, person_ids: Collection[int]) -> tuple[tuple[int, int], ...]:
        """The things ticked of those who leave: id and version."""
        return tuple(
            (row.id, row.version)
            for row, tick in self.things
            if tick.isChecked() and row.person_id in person_ids
        )

    def chosen_days(self) -> tuple[int, ...] | None:
        """The days ticked; None as long as nothing was read."""
        return None if self.days is None else tuple(day for day, tick in self.days if tick.isChecked())
