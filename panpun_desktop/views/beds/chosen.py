"""The card of what is chosen: a person with the clock and the acts, or a bed that nobody has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.views.beds import words
from panpun_desktop.widgets.flow import FlowRow
from panpun_desktop.widgets.parts import Card, QuietButton, ThaiLabel, muted

if TYPE_CHECKING:
    from panpun_desktop.services.bed_rows import BedTile
    from panpun_desktop.services.centre import Centre
    from panpun_desktop.services.people_rows import PersonPanel
    from panpun_desktop.services.waiting_rows import WaitingRow

ActButton = tuple[str, str, Callable[[], object]]
"""Object name, words, what it does."""


class ChosenCard(Card):
    """Shows one person or one bed; empty it is hidden."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(" ", parent, padding=14)
        self.first, self.second = ThaiLabel("", wrap=True), muted("", wrap=True)
        self.body.setSpacing(2)
        self.body.addWidget(self.first)
        self.body.addWidget(self.second)
        self.third = muted("", wrap=True)
        self.third.setObjectName("offerWords")
        self.third.hide()
        self.body.addWidget(self.third)
        self.body.addSpacing(7)
        self._acts = FlowRow()
        self.body.addWidget(self._acts)
        self.hide()

    def show_person(
        self, panel: PersonPanel, acts: Sequence[ActButton], tile: BedTile | None = None, night: str = ""
    ) -> None:
        """Show where a stay stands: today, or on a coming night as its tile counts."""
        self.set_title(panel.row.name)
        day, _dot, limit = panel.clock_text.partition(" · ")
        absent = panel.absent
        if tile is not None:
            day, absent = words.day_figure(tile), words.state_words(tile) if tile.absent else ""
        service = " ".join(one for one in (panel.service_label, panel.trial_text) if one)
        self.first.setText(" · ".join(one for one in (service, day, absent) if one))
        when = night if tile is not None else ""
        self.second.setText(" · ".join(one for one in (when, _arrival(panel), limit) if one))
        self._offer(acts)
        self.show()

    def show_sleeper(self, tile: BedTile, service: str, night: str, acts: Sequence[ActButton]) -> None:
        """Show who slept in a bed on a night that is over, as it stood then."""
        self.set_title(tile.name)
        self.first.setText(" · ".join(one for one in (service, words.day_figure(tile)) if one))
        self.second.setText(" · ".join((tile.full_label, night)))
        self._offer(acts)
        self.show()

    def show_bed(self, tile: BedTile, acts: Sequence[ActButton]) -> None:
        """Show a bed that nobody has."""
        self.set_title(_("Bed {label}").format(label=tile.full_label))
        self.first.setText(words.state_words(tile))
        extra = _("Extra mattress") if tile.is_extra else ""
        self.second.setText(" · ".join(one for one in (words.promise_words(tile), extra) if one))
        self._offer(acts)
        self.show()

    def show_entry(self, row: WaitingRow, centre: Centre, acts: Sequence[ActButton]) -> None:
        """Show an entry of the waiting list, with where its points come from."""
        self.set_title(row.name)
        head = (centre.label("urgency", row.urgency), _("{n} points").format(n=row.points))
        self.first.setText(" · ".join(head))
        self.second.setText(" · ".join(one for one in (*row.reasons, row.need, row.phone) if one))
        self._offer(acts)
        self.show()

    def say_promise(self, tile: BedTile) -> None:
        """The bed of the person shown is promised to another, for that night or from a later one on."""
        promise = words.promise_words(tile)
        if promise:
            self.third.setText(_("This bed: {promise}").format(promise=promise))
            self.third.show()

    def say_offer(self, bed: str, reasons: Sequence[str]) -> None:
        """Which bed is proposed, and why; without one, why none is."""
        against = " · ".join(reasons)
        words = _("Proposed: {bed} ({reasons})").format(bed=bed, reasons=against)
        self.third.setText(words if bed else against)
        self.third.setVisible(bool(bed or reasons))

    def _offer(self, acts: Sequence[ActButton]) -> None:
        self.second.setVisible(bool(self.second.plain_text()))
        self.say_offer("", ())
        self._acts.clear()
        for name, text, act in acts:
            button = QuietButton(text, small=True, clicked=act)
            button.setObjectName(name)
            self._acts.add(button)


def _arrival(panel: PersonPanel) -> str:
    day = panel.row.arrived_on
    return _("came {day}").format(day=format_date(day, "short")) if day is not None else ""
