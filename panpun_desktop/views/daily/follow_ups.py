"""ติดตามหลังออก: whom to ask, the most overdue first, and what was heard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from panpun_desktop.common.i18n import N_, _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.views.acts.follow_up import DoFollowUpDialog, PlanFollowUpDialog, phone_words
from panpun_desktop.views.context import Context
from panpun_desktop.views.list_part import ListCard, Part
from panpun_desktop.widgets.flow import FlowRow
from panpun_desktop.widgets.parts import EmptyState, FilterChip
from panpun_desktop.widgets.tables import Column, RowsTableView
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from datetime import date

    from panpun_desktop.services.follow_ups import FollowUpRow

_UNTIL = ((0, N_("Due by today")), (7, N_("Due within 7 days")), (None, N_("All that are planned")))


class FollowUpsPart(Part):
    """The days to ask."""

    key = "followUps"
    kinds = ("follow_ups", "stays", "people")

    def build(self) -> None:
        self._days: int | None = 7
        row = FlowRow(gap=8)
        self.chips: dict[int | None, FilterChip] = {}
        for days, words in _UNTIL:
            chip = FilterChip(_(words), on=days == self._days)
            chip.setObjectName(f"due{'All' if days is None else days}Chip")
            chip.clicked.connect(self._chooser(days))
            self.chips[days] = chip
            row.add(chip)
        right = "follow_up.edit"
        self.result = self.button(_("Record the result"), "phone", "doFollowUpButton", self.record, right)
        self.open = self.button(_("Open the person"), "user", "followUpPersonButton", self.go, "person.read")
        self.cancel = self.button(_("Cancel this day"), "x", "cancelFollowUpButton", self.take_away, right)
        for button in (self.result, self.open, self.cancel):
            row.add(button)
        self.column.addWidget(row)
        self.table: RowsTableView[FollowUpRow] = RowsTableView(_columns(self.context), _("People to ask"))
        self.table.setObjectName("followUpTable")
        self.table.remember(self.context.local, "follow-ups")
        self.table.opened.connect(lambda _row: self.record())
        self.list = ListCard(
            self.table,
            EmptyState("phone", _("Nobody is to be asked"), _("Days to ask are planned when people leave.")),
        )
        self.column.addWidget(self.list, 1)

    def _chooser(self, days: int | None) -> Callable[[], None]:
        def choose() -> None:
            self._days = days
            for other, chip in self.chips.items():
                chip.setChecked(other == days)
            self.read()

        return choose

    def question(self) -> Callable[[], Any]:
        from panpun_desktop.services.follow_ups import follow_ups

        work, actor = self.context.work, self.context.actor
        until = self.context.today + timedelta(days=self._days) if self._days is not None else None
        return lambda: follow_ups(work, actor, due_until=until)

    def show_rows(self, rows: tuple[FollowUpRow, ...]) -> None:
        self.table.set_rows(rows)
        self.list.show_filled(filled=bool(rows))
        if rows and self.table.current() is None:
            self.table.select_first()
        for button in (self.result, self.open, self.cancel):
            button.setEnabled(bool(rows) and self.context.may(str(button.property("right"))))

    def focus_first(self) -> None:
        self.table.setFocus()

    def plan(self) -> None:
        """Plan one more day."""
        PlanFollowUpDialog(self.context, None, self.window()).open()

    def record(self) -> None:
        """Record what was heard."""
        row = self.table.current()
        if row is not None and self.context.may("follow_up.edit"):
            DoFollowUpDialog(self.context, row, self.window()).open()

    def go(self) -> None:
        """Open the person of the line."""
        row = self.table.current()
        if row is not None:
            self.context.navigate("residents", person_id=row.person_id)

    def take_away(self) -> None:
        """Nobody is to be asked on that day after all; Ctrl+Z brings it back."""
        from panpun_desktop.services.follow_ups import CancelFollowUp, cancel_follow_up

        row = self.table.current()
        if row is not None:
            self.change(cancel_follow_up, CancelFollowUp(row.id, row.version))


def _columns(context: Context) -> list[Column[FollowUpRow]]:
    centre = context.centre
    return [
        Column(
            "due",
            _("Ask on"),
            lambda row: _due(row, context.today),
            sort="due_on",
            chip=lambda row: due_tone(row.due_on, context.today),
            width=236,
        ),
        Column("name", _("Name"), lambda row: row.name, sort="name", strong=True, width=220),
        Column(
            "phone",
            _("Telephone"),
            phone_words,
            chip=lambda row: Tone.BAD if row.is_unsafe else None,
            width=150,
        ),
        Column(
            "left",
            _("Left"),
            lambda row: format_date(row.left_on, "short") if row.left_on else "–",
            sort="left_on",
            width=120,
        ),
        Column(
            "outcome",
            _("Outcome"),
            lambda row: centre.label("outcome", row.outcome) if row.outcome else "–",
            width=200,
        ),
        Column("note", _("Note"), lambda row: row.note, muted=True),
    ]


def _due(row: FollowUpRow, today: date) -> str:
    """The day, and how far it is overdue: a chip has no room for words after it."""
    words = (format_date(row.due_on, "short"), due_words(row.due_on, today))
    return " · ".join(one for one in words if one)


def due_tone(due_on: date, today: date) -> Tone | None:
    """Overdue stands out."""
    if due_on < today:
        return Tone.BAD
    return Tone.WARN if due_on == today else None


def due_words(due_on: date, today: date) -> str:
    """เกินมา 3 วัน, วันนี้."""
    days = (today - due_on).days
    if days > 0:
        return _("{days} days overdue").format(days=days)
    return _("today") if not days else ""
