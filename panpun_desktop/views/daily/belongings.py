"""ทรัพย์สินที่รับฝาก: what is kept and for whom; taken in, given back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.views.acts.belonging import ReceiveDialog, ReturnDialog
from panpun_desktop.views.list_part import ListCard, Part
from panpun_desktop.widgets.flow import FlowRow
from panpun_desktop.widgets.parts import EmptyState, FilterChip
from panpun_desktop.widgets.tables import Column, RowsTableView
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.belongings import BelongingRow


class BelongingsPart(Part):
    """The things that are kept, the oldest first; those of people who left are marked."""

    key = "belongings"
    kinds = ("belongings", "stays", "people")

    def build(self) -> None:
        row = FlowRow(gap=8)
        self.gone_only = FilterChip(_("Of people who left"))
        self.gone_only.setObjectName("goneBelongingsChip")
        self.with_returned = FilterChip(_("Also what was given back"))
        self.with_returned.setObjectName("returnedBelongingsChip")
        for chip in (self.gone_only, self.with_returned):
            chip.toggled.connect(lambda _on: self.read())
            row.add(chip)
        self.give = self.button(
            _("Give back"), "arrow-back-up", "giveBackButton", self.give_back, "belonging.edit"
        )
        row.add(self.give)
        self.column.addWidget(row)
        self.table: RowsTableView[BelongingRow] = RowsTableView(_columns(), _("Belongings kept"))
        self.table.setObjectName("belongingTable")
        self.table.remember(self.context.local, "belongings")
        self.table.current_changed.connect(lambda _row: self._follow())
        self.table.opened.connect(lambda _row: self.give_back())
        self.list = ListCard(
            self.table, EmptyState("key", _("Nothing is kept"), _("Things taken in for people stand here."))
        )
        self.column.addWidget(self.list, 1)

    def question(self) -> Callable[[], Any]:
        from panpun_desktop.services.belongings import belongings

        work, actor = self.context.work, self.context.actor
        kept_only = not self.with_returned.isChecked()
        return lambda: belongings(work, actor, kept_only=kept_only)

    def show_rows(self, rows: tuple[BelongingRow, ...]) -> None:
        if self.gone_only.isChecked():
            rows = tuple(one for one in rows if not one.is_present)
        self.table.set_rows(rows)
        self.list.show_filled(filled=bool(rows))
        if rows and self.table.current() is None:
            self.table.select_first()
        self._follow()

    def open_with(self, **arguments: Any) -> None:
        if arguments.get("left"):
            self.gone_only.setChecked(True)

    def focus_first(self) -> None:
        self.table.setFocus()

    def _follow(self) -> None:
        row = self.table.current()
        is_here = row is not None and row.returned_on is None
        self.give.setEnabled(is_here and self.context.may("belonging.edit"))

    def receive(self) -> None:
        """Take things in."""
        ReceiveDialog(self.context, None, self.window()).open()

    def give_back(self) -> None:
        """Give back what is selected of one person, or look at all that is kept for them."""
        row = self.table.current()
        if row is None or not self.give.isEnabled():
            return
        person_id, selected = row.person_id, {one.id for one in self.table.selected()}
        from panpun_desktop.services.belongings import belongings

        work, actor = self.context.work, self.context.actor
        self.context.operations.read(
            self,
            lambda: belongings(work, actor, person_id),
            lambda held: ReturnDialog(self.context, row.name, held, selected, self.window()).open(),
            self.refuse,
            key="held",
        )


def _columns() -> list[Column[BelongingRow]]:
    return [
        Column("name", _("Owner"), lambda row: row.name, sort="name", strong=True, width=210),
        Column(
            "present",
            _("Stay"),
            lambda row: _("Staying") if row.is_present else _("Has left"),
            chip=lambda row: Tone.NEUTRAL if row.is_present else Tone.WARN,
            width=110,
        ),
        Column("item", _("Thing"), lambda row: row.item, sort="item", width=190),
        Column("quantity", _("How many"), lambda row: row.quantity, width=110),
        Column("kept_at", _("Kept at"), lambda row: row.kept_at, sort="kept_at", width=110),
        Column(
            "received",
            _("Taken in on"),
            lambda row: format_date(row.received_on, "short"),
            sort="received_on",
            width=120,
        ),
        Column("returned", _("Given back"), _returned, muted=True),
    ]


def _returned(row: BelongingRow) -> str:
    if row.returned_on is None:
        return ""
    return " · ".join(one for one in (format_date(row.returned_on, "short"), row.returned_to) if one)
