"""The stays, the story with its filters, and the history of every field, on a person's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panpun_desktop.common.clock import BANGKOK
from panpun_desktop.common.i18n import N_, _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.views.acts import may_act
from panpun_desktop.views.acts.correct_arrival import correct_arrival_of
from panpun_desktop.views.acts.correct_leaving import correct_leaving_of
from panpun_desktop.views.residents.person_sections import PageSection
from panpun_desktop.views.residents.tabs import StaysTab
from panpun_desktop.views.residents.timeline import Timeline
from panpun_desktop.widgets.buttons import FilterChip, QuietButton
from panpun_desktop.widgets.cards import Card, EmptyState
from panpun_desktop.widgets.flow import FlowRow
from panpun_desktop.widgets.labels import muted
from panpun_desktop.widgets.tables import Column, RowsTableView

if TYPE_CHECKING:
    from datetime import datetime

    from panpun_desktop.services.people_rows import PersonPanel, TimelineRow
    from panpun_desktop.services.person_history import HistoryRow

KINDS: dict[str, tuple[str, ...]] = {
    N_("Stays"): ("admitted", "service", "left", "forecast"),
    N_("Beds and nights"): ("bed", "census"),
    N_("Leave and returns"): ("absence",),
    N_("Papers and files"): ("document", "file"),
    N_("Consents"): ("consent",),
    N_("Overrides"): ("override",),
    N_("Incidents and protection"): ("incident", "protection"),
    N_("Belongings"): ("belonging",),
    N_("Follow-ups"): ("follow_up",),
    N_("Training"): ("training",),
    N_("Schooling"): ("education",),
    N_("Joined records"): ("merge",),
}
"""Words of a filter chip -> kinds of events."""
PAGE = 60


class StaysSection(PageSection):
    """การพัก: every stay."""

    def build(self) -> None:
        card = Card(_("Stays"))
        self.stays = StaysTab(self.context)
        self.stays.setMinimumHeight(320)
        card.body.addWidget(self.stays)
        self.column.addWidget(card)

    def show_person(self, panel: PersonPanel) -> None:
        super().show_person(panel)
        self.stays.ask(panel.row.id)


class StorySection(PageSection):
    """เหตุการณ์: one timeline of everything; without a chip chosen all is shown, the newest part first."""

    def build(self) -> None:
        card = Card(_("Events in order"))
        self.chips = FlowRow(gap=6)
        self.filters: dict[str, FilterChip] = {}
        for words in KINDS:
            chip = FilterChip(_(words))
            chip.toggled.connect(lambda _on: self._show_from_start())
            self.filters[words] = chip
            self.chips.add(chip)
        self.earlier = QuietButton(
            _("Show earlier events"), "chevron-up", small=True, clicked=self._show_more
        )
        self.earlier.setObjectName("earlierEventsButton")
        self.count = muted("")
        self.timeline = Timeline(may_correct=may_act(self.context, "correct_leaving"))
        self.timeline.correct.connect(self._correct_leaving)
        self.timeline.correct_arrival.connect(self._correct_arrival)
        self.empty = EmptyState("notes", _("Nothing recorded"))
        for one in (self.chips, self.count, self.earlier, self.timeline, self.empty):
            card.body.addWidget(one)
        self.column.addWidget(card)
        self._most = PAGE

    def show_person(self, panel: PersonPanel) -> None:
        super().show_person(panel)
        there = {row.kind for row in panel.timeline}
        for words, kinds in KINDS.items():
            self.filters[words].setVisible(bool(there & set(kinds)))
        self._show_from_start()

    def _correct_leaving(self, stay_id: int) -> None:
        if self.panel is not None:
            correct_leaving_of(self.context, self.panel.row.id, stay_id, self)

    def _correct_arrival(self, stay_id: int) -> None:
        if self.panel is not None:
            correct_arrival_of(self.context, self.panel.row.id, stay_id, self)

    def rows(self) -> list[TimelineRow]:
        """The events that the chips let through."""
        if self.panel is None:
            return []
        on = [kind for words, chip in self.filters.items() if chip.isChecked() for kind in KINDS[words]]
        return [row for row in self.panel.timeline if not on or row.kind in on]

    def _show_from_start(self) -> None:
        self._most = PAGE
        self._show()

    def _show_more(self) -> None:
        self._most += PAGE
        self._show()

    def _show(self) -> None:
        rows = self.rows()
        shown = rows[-self._most :]
        self.count.setText(_("{shown} of {all} events").format(shown=len(shown), all=len(rows)))
        self.earlier.setVisible(len(shown) < len(rows))
        self.empty.setVisible(not rows)
        self.timeline.show_rows(shown)


def _instant(at: datetime) -> str:
    local = at.astimezone(BANGKOK)
    return f"{format_date(local.date(), 'short')} {local:%H:%M}"


def history_columns() -> list[Column[HistoryRow]]:
    """When, who, what, from what to what."""
    return [
        Column("at", _("When"), lambda row: _instant(row.at), sort="at", width=156),
        Column("by", _("Changed by"), lambda row: row.by, sort="by", width=124),
        Column("part", _("Of what"), lambda row: row.part, sort="part", muted=True, width=116),
        Column("label", _("Field"), lambda row: row.label, sort="label", strong=True, width=212),
        Column("before", _("Before"), lambda row: row.before or "–", width=120),
        Column("after", _("After"), lambda row: row.after or "–", width=-1),
        Column("act", _("Act"), lambda row: row.act, sort="act", muted=True, hidden=True),
    ]


class HistorySection(PageSection):
    """ประวัติการแก้ไข: every field with who and when; more is read when it is asked for."""

    _STEP = 200

    def build(self) -> None:
        card = Card(_("History of changes"))
        self.empty = EmptyState("notes", _("No change yet"))
        self.table: RowsTableView[HistoryRow] = RowsTableView(history_columns(), _("History of changes"))
        self.table.remember(self.context.local, "person-history")
        self.table.setMinimumHeight(180)
        self.table.keeps_to_width = True
        self.more = QuietButton(_("Read earlier changes"), "chevron-down", small=True, clicked=self._ask_more)
        self.more.setObjectName("earlierChangesButton")
        for one in (self.table, self.empty, self.more):
            card.body.addWidget(one)
        self.column.insertWidget(0, card, 100)  # the table alone scrolls
        self._limit = self._STEP

    def show_person(self, panel: PersonPanel) -> None:
        super().show_person(panel)
        self._limit = self._STEP
        self._ask()

    def _ask_more(self) -> None:
        self._limit += self._STEP
        self._ask()

    def _ask(self) -> None:
        if self.panel is None:
            return
        work, actor, person_id, limit = (
            self.context.work,
            self.context.actor,
            self.panel.row.id,
            self._limit,
        )

        def read() -> tuple[tuple[HistoryRow, ...], bool]:
            from panpun_desktop.services.person_history import READERS, person_history

            return person_history(work, actor, person_id, limit=limit), actor.role in READERS

        self.read(read, lambda found: self._take(*found), "history")

    def _take(self, rows: tuple[HistoryRow, ...], may: bool) -> None:
        if not may:
            self.empty.show_text(_("Your role may not see the history"))
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.more.setVisible(len(rows) >= self._limit)
        self.table.set_rows(rows)
