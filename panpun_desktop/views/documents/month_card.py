"""Where a month stands: open or closed, what is still to be looked at, what changed since it was sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from panpun_desktop.common.i18n import _, ngettext
from panpun_desktop.common.moments import moment
from panpun_desktop.views.documents.change_words import difference_line
from panpun_desktop.views.documents.findings import OK, WARN, Finding, FindingsCard
from panpun_desktop.widgets.buttons import QuietButton
from panpun_desktop.widgets.labels import ThaiLabel
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.reports.monthly.readiness import MonthState, Ready
    from panpun_desktop.services.closed_months import Edition


class MonthCard(FindingsCard):
    """The state of the month; ``open_ready`` opens what a line says, ``open_changed`` whom it changed for.

    ``open_figures`` shows what is counted otherwise now, ``open_editions`` everything that was sent.
    """

    def __init__(
        self,
        open_ready: Callable[[Ready], object],
        open_changed: Callable[[], object],
        open_figures: Callable[[], object],
        open_editions: Callable[[], object],
    ) -> None:
        super().__init__(_("Ready to be closed"), tall=True)
        self._open_ready, self._open_figures = open_ready, open_figures
        self.state = ThaiLabel("", wrap=True)
        self.state.setObjectName("monthState")
        self.state.hide()
        self.body.insertWidget(0, self.state)
        row = QVBoxLayout()  # under each other: side by side they are wider than the card
        row.setSpacing(6)
        self.changed_button = QuietButton("", small=True, clicked=open_changed)
        self.changed_button.setObjectName("changedSinceButton")
        self.editions_button = QuietButton(_("Editions"), "history", small=True, clicked=open_editions)
        self.editions_button.setObjectName("editionsButton")
        for button in (self.changed_button, self.editions_button):
            button.hide()
            row.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(row)
        self.hide()

    def show_state(self, state: MonthState | None) -> None:
        """Show a month; nothing while it is being read."""
        self.setVisible(state is not None)
        if state is None:
            return
        self.set_title(_("Closed month") if state.is_closed else _("Ready to be closed"))
        self.state.setText(_sentence(state))
        self.state.setVisible(bool(self.state.plain_text()))
        self.editions_button.setVisible(bool(state.editions))
        changed = len(state.changed)
        self.changed_button.setText(_("Adjusted after closing: {count}").format(count=changed))
        self.changed_button.setVisible(changed > 0)
        found = [self._finding(one) for one in state.ready]
        self.show_findings([*found, *self._counted_otherwise(state)])
        points = state.open_points
        words = ngettext("{count} open point", "{count} open points", points).format(count=points)
        self.set_count(words if points else "", Tone.WARN)

    def _finding(self, one: Ready) -> Finding:
        if one.is_met:
            return Finding(OK, Tone.OK, one.text, one.detail)
        return Finding(
            WARN, Tone.WARN, one.text, one.detail, act_text=_("Open"), act=lambda: self._open_ready(one)
        )

    def _counted_otherwise(self, state: MonthState) -> list[Finding]:
        """A closed month of which figures are counted otherwise now: how many, and the first of them."""
        if not state.differences:
            return []
        count, first = len(state.differences), difference_line(state.differences[0])
        words = ngettext(
            "{count} figure is counted otherwise now", "{count} figures are counted otherwise now", count
        )
        told = first if count == 1 else _("for example: {figure}").format(figure=first)
        text, show = words.format(count=count), self._open_figures
        return [Finding(WARN, Tone.WARN, text, told, act_text=_("Show all"), act=show)]


def edition_name(edition: Edition) -> str:
    """ฉบับแรก, ฉบับแก้ไขครั้งที่ n."""
    if not edition.number:
        return _("First edition")
    return _("Amended edition {number}").format(number=edition.number)


def _sentence(state: MonthState) -> str:
    if not state.editions:
        return "" if state.is_over else _("The month still runs. It can be closed when it is over.")
    newest = state.editions[0]
    if state.is_closed:
        words = _("{edition}, closed on {at} by {who}")
        told = words.format(edition=edition_name(newest), at=moment(newest.closed_at), who=newest.closed_by)
        return told if state.is_compared else told + "\n" + _("Comparing with the register…")
    return _("Opened again: {reason}").format(reason=newest.reopen_reason)
