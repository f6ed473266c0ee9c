"""เหตุการณ์: the log with its filters, and the incident that is chosen beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea

from panpun_desktop.common.i18n import N_, _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.views.acts.incident import IncidentDialog, SettleIncidentDialog, VoidIncidentDialog
from panpun_desktop.views.acts.person_field import PersonField
from panpun_desktop.views.daily.incident_card import IncidentCard, is_open, when_words
from panpun_desktop.views.list_part import ListCard, Part
from panpun_desktop.widgets.flow import FlowRow
from panpun_desktop.widgets.parts import EmptyState, FilterChip
from panpun_desktop.widgets.tables import Column, RowsTableView
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.centre import Centre
    from panpun_desktop.services.incidents import IncidentFilter, IncidentRow

SIDE_WIDTH = 340
_PERIODS = ((7, N_("Last 7 days")), (30, N_("Last 30 days")), (0, N_("All")))


class IncidentsPart(Part):
    """The log, newest first."""

    key = "incidents"
    kinds = ("incidents", "settings")

    def build(self) -> None:
        self._days = _PERIODS[1][0]
        self._wanted: int | None = None
        filters = QHBoxLayout()
        filters.setSpacing(10)
        filters.addWidget(self._filters(), 1)
        filters.addWidget(self._person_filter(), 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(filters)
        row = QHBoxLayout()
        row.setSpacing(14)
        self.table: RowsTableView[IncidentRow] = RowsTableView(
            _columns(self.context.centre), _("Incident log")
        )
        self.table.setObjectName("incidentTable")
        self.table.remember(self.context.local, "incidents")
        self.table.current_changed.connect(self._show_current)
        self.table.opened.connect(lambda _row: self.edit())
        self.list = ListCard(
            self.table,
            EmptyState("notes", _("No incident"), _("What is written down appears here, newest first.")),
        )
        row.addWidget(self.list, 1)
        row.addWidget(self._side())
        self.column.addLayout(row, 1)

    def _filters(self) -> FlowRow:
        flow = FlowRow(gap=6)
        self.open_only = FilterChip(_("Not settled yet"))
        self.open_only.setObjectName("openIncidentsChip")
        self.open_only.toggled.connect(lambda _on: self.read())
        flow.add(self.open_only)
        self.periods: dict[int, FilterChip] = {}
        for days, words in _PERIODS:
            chip = FilterChip(_(words), on=days == self._days)
            chip.setObjectName(f"period{days}Chip")
            chip.clicked.connect(self._period_chooser(days))
            self.periods[days] = chip
            flow.add(chip)
        self.kind_chips: dict[str, FilterChip] = {}
        for code in self.context.centre.active_codes.get("incident_kind", ()):
            chip = FilterChip(self.context.centre.label("incident_kind", code))
            chip.setObjectName(f"incidentKind{code.title().replace('_', '')}Chip")
            chip.toggled.connect(lambda _on: self.read())
            self.kind_chips[code] = chip
            flow.add(chip)
        return flow

    def _person_filter(self) -> PersonField:
        self.person = PersonField(self.context)
        self.person.setObjectName("incidentPersonFilter")
        self.person.setAccessibleName(_("Only about this person"))
        self.person.setPlaceholderText(_("Only about this person"))
        self.person.setFixedWidth(200)
        self.person.chosen.connect(lambda _id: self.read())
        self.person.textEdited.connect(lambda text: self.read() if not text else None)
        return self.person

    def _side(self) -> QScrollArea:
        self.card = IncidentCard(self)
        side = QScrollArea()
        side.setWidgetResizable(True)
        side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side.setFixedWidth(SIDE_WIDTH)
        side.setWidget(self.card)
        return side

    def _period_chooser(self, days: int) -> Callable[[], None]:
        def choose() -> None:
            self._days = days
            for other, chip in self.periods.items():
                chip.setChecked(other == days)
            self.read()

        return choose

    # reading ---------------------------------------------------------------------------------------

    def chosen(self) -> IncidentFilter:
        """What the chips ask for."""
        from panpun_desktop.services.incidents import IncidentFilter

        return IncidentFilter(
            first_on=self.context.today - timedelta(days=self._days) if self._days else None,
            kinds=tuple(code for code, chip in self.kind_chips.items() if chip.isChecked()),
            person_id=self.person.person_id,
            open_only=self.open_only.isChecked(),
        )

    def question(self) -> Callable[[], Any]:
        from panpun_desktop.services.incidents import incidents

        work, actor, chosen = self.context.work, self.context.actor, self.chosen()
        return lambda: incidents(work, actor, chosen)

    def show_rows(self, rows: tuple[IncidentRow, ...]) -> None:
        self.table.set_rows(rows)
        self.list.show_filled(filled=bool(rows))
        if self._wanted is not None and self.table.select_key(self._wanted):
            self._wanted = None
        elif rows and self.table.current() is None:
            self.table.select_first()
        self._show_current(self.table.current())

    def open_with(self, **arguments: Any) -> None:
        incident_id = arguments.get("incident_id")
        if incident_id is not None:
            self._wanted = incident_id
            self._period_chooser(0)()

    def focus_first(self) -> None:
        self.table.setFocus()

    def _show_current(self, row: IncidentRow | None) -> None:
        self.card.show_row(row)

    # acts ------------------------------------------------------------------------------------------

    def write(self) -> None:
        """Write a new one."""
        IncidentDialog(self.context, None, (), self.window()).open()

    def edit(self) -> None:
        """Correct the one that is chosen."""
        row = self.table.current()
        if row is not None and self.may_change(row):
            IncidentDialog(self.context, row, (), self.window()).open()

    def settle(self) -> None:
        """Close the one that is chosen."""
        row = self.table.current()
        if row is not None and self.may_change(row) and is_open(row):
            SettleIncidentDialog(self.context, row, self.window()).open()

    def void(self) -> None:
        """Take the one that is chosen out of the log."""
        row = self.table.current()
        if row is not None and self.may_change(row):
            VoidIncidentDialog(self.context, row, self.window()).open()

    def may_change(self, row: IncidentRow) -> bool:
        """Say whether the words of an incident are open to this person."""
        return not row.is_masked and self.context.may("incident.write")


def _columns(centre: Centre) -> list[Column[IncidentRow]]:
    return [
        Column("day", _("When"), when_words, sort="on_day", width=152),
        Column(
            "kind",
            _("Kind of incident"),
            lambda row: centre.label("incident_kind", row.kind),
            sort="kind",
            chip=lambda row: Tone.BAD if row.severity == "SERIOUS" else Tone.NEUTRAL,
            width=150,
        ),
        Column(
            "state",
            _("State"),
            _state,
            chip=lambda row: Tone.WARN if is_open(row) else None,
            width=122,
        ),
        Column("what", _("What happened"), _what, strong=True, width=192),
        Column("people", _("People it is about"), _people, width=140),
    ]


def _what(row: IncidentRow) -> str:
    return _("Kept from your role") if row.is_masked else " ".join(row.what.split())


def _people(row: IncidentRow) -> str:
    return ", ".join(name for _id, name, _part in row.people)


def _state(row: IncidentRow) -> str:
    if row.settled_on is not None:
        return _("Settled {day}").format(day=_short(row.settled_on))
    return _("Not settled") if is_open(row) else _("Nothing left to do")


def _short(day: date) -> str:
    return format_date(day, "short")
