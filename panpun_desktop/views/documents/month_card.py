"""Where a month stands: open or closed, what is still to be looked at, what changed since it was sent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from panpun_desktop.common.clock import BANGKOK
from panpun_desktop.common.i18n import _, ngettext
from panpun_desktop.common.thai_date import format_date, format_time
from panpun_desktop.views.documents.findings import OK, WARN, Finding, FindingsCard
from panpun_desktop.widgets.buttons import QuietButton
from panpun_desktop.widgets.labels import ThaiLabel
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.reports.monthly.readiness import MonthState, Ready
    from panpun_desktop.rules.closed_month import Difference
    from panpun_desktop.services.closed_months import Edition


class MonthCard(FindingsCard):
    """The state of the month; ``open_ready`` opens what a line is about, ``open_changed`` what changed.

    ``open_editions`` shows everything that was sent.
    """

    def __init__(
        self,
        open_ready: Callable[[Ready], object],
        open_changed: Callable[[], object],
        open_editions: Callable[[], object],
    ) -> None:
        super().__init__(_("Ready to be closed"), tall=True)
        self._open_ready = open_ready
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
        changed = len(state.changed_stay_ids)
        self.changed_button.setText(_("Adjusted after closing: {count}").format(count=changed))
        self.changed_button.setVisible(changed > 0)
        found = [self._finding(one) for one in state.ready]
        self.show_findings([*found, *_counted_otherwise(state)])
        points = state.open_points
        words = ngettext("{count} open point", "{count} open points", points).format(count=points)
        self.set_count(words if points else "", Tone.WARN)

    def _finding(self, one: Ready) -> Finding:
        if one.is_met:
            return Finding(OK, Tone.OK, one.text, one.detail)
        return Finding(
            WARN, Tone.WARN, one.text, one.detail, act_text=_("Open"), act=lambda: self._open_ready(one)
        )


def _counted_otherwise(state: MonthState) -> list[Finding]:
    """A closed month of which figures are counted otherwise now: how many, and the first of them."""
    if not state.differences:
        return []
    count, first = len(state.differences), difference_line(state.differences[0])
    words = ngettext(
        "{count} figure is counted otherwise now", "{count} figures are counted otherwise now", count
    )
    told = first if count == 1 else _("for example: {figure}").format(figure=first)
    return [Finding(WARN, Tone.WARN, words.format(count=count), told)]


def difference_line(one: Difference) -> str:
    """Table, row and column of a figure, what it was and what it is."""
    was, now = ("–" if value is None else str(value) for value in (one.before, one.now))
    return f"{one.table_title} · {one.row_label} · {one.column_title}: {was} → {now}"


def edition_name(edition: Edition) -> str:
    """ฉบับแรก, ฉบับแก้ไขครั้งที่ n."""
    if not edition.number:
        return _("First edition")
    return _("Amended edition {number}").format(number=edition.number)


def told_at(instant: datetime) -> str:
    """Day and time in Bangkok."""
    at = instant.astimezone(BANGKOK)
    return f"{format_date(at.date(), 'short')} {format_time(at)}"


def _sentence(state: MonthState) -> str:
    if not state.editions:
        return "" if state.is_over else _("The month still runs. It can be closed when it is over.")
    newest = state.editions[0]
    if state.is_closed:
        words = _("{edition}, closed on {at} by {who}")
        return words.format(edition=edition_name(newest), at=told_at(newest.closed_at), who=newest.closed_by)
    return _("Opened again: {reason}").format(reason=newest.reopen_reason)
