"""Data quality on screen: what was found, how grave, of whom; Enter opens the record where it is mended."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.common.errors import PanpunError
from panpun_desktop.common.i18n import _, ngettext
from panpun_desktop.common.sentences import message_of
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.common.thai_text import search_key
from panpun_desktop.rules.data_quality import SEVERITIES, Severity
from panpun_desktop.views.acts.form_dialog import FormDialog, Reasons
from panpun_desktop.views.context import Context
from panpun_desktop.views.documents.rail import KindTitle
from panpun_desktop.views.documents.report_fields import YEAR, days_of
from panpun_desktop.views.list_part import ListCard
from panpun_desktop.widgets.banners import Banner
from panpun_desktop.widgets.buttons import FilterChip, MainButton, QuietButton
from panpun_desktop.widgets.fields import LineField
from panpun_desktop.widgets.labels import ThaiLabel, help_text
from panpun_desktop.widgets.parts import EmptyState
from panpun_desktop.widgets.search_box import SearchBox
from panpun_desktop.widgets.tables import Column, RowsTableView
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.data_quality import FindingRow, Quality
    from panpun_desktop.widgets.operations import Changes

_TONES = {Severity.MUST: Tone.BAD, Severity.SHOULD: Tone.WARN, Severity.KNOW: Tone.INFO}


class FindingsList(QWidget):
    """Findings about those who stayed in this fiscal year; ``printed`` asks for them on paper."""

    printed = Signal()
    counted = Signal(str)

    def __init__(self, context: Context, kinds: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._all: tuple[FindingRow, ...] = ()
        self._severity = ""
        self.title = KindTitle(kinds)
        self.title.setFixedWidth(244)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(9)
        column.addLayout(self._head())
        column.addLayout(self._filters())
        self.banner = Banner("", Tone.BAD)
        column.addWidget(self.banner)
        self.table: RowsTableView[FindingRow] = RowsTableView(_columns(), _("Data quality"))
        self.table.setObjectName("findingsTable")
        self.table.remember(context.local, "findings")
        self.table.opened.connect(self._open)
        self.table.current_changed.connect(self._show_acts)
        empty = EmptyState("check", _("Nothing was found here: the records are whole."))
        self.card = ListCard(self.table, empty)
        column.addWidget(self.card, 1)
        self._show_acts(None)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.title)
        self.search = SearchBox(_("Name, register number, finding"))
        self.search.setObjectName("findingsSearch")
        self.search.searched.connect(lambda _text: self._show())
        self.search.moved_down.connect(self._go_to_list)
        head.addWidget(self.search, 1)
        self.paper_button = QuietButton(_("Paper"), "printer", clicked=self.printed.emit)
        self.paper_button.setObjectName("findingsPaperButton")
        self.accept_button = QuietButton(_("Take as it is…"), "check", clicked=self.accept_current)
        self.accept_button.setObjectName("acceptFindingButton")
        self.mend_button = MainButton(_("Go and mend it"), clicked=lambda: self._open(self.table.current()))
        self.mend_button.setObjectName("mendFindingButton")
        for button in (self.paper_button, self.accept_button, self.mend_button):
            head.addWidget(button)
        return head

    def _filters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.chips: dict[str, FilterChip] = {}
        for severity in ("", *(one.value for one in Severity)):
            chip = FilterChip("", on=not severity)
            chip.setObjectName(f"{severity or 'all'}FindingsChip")
            chip.clicked.connect(self._chooser(severity))
            self.chips[severity] = chip
            row.addWidget(chip)
        row.addStretch(1)
        self.with_accepted = QCheckBox(_("With those taken as they are"))
        self.with_accepted.setObjectName("withAcceptedBox")
        self.with_accepted.toggled.connect(lambda _on: self._show())
        row.addWidget(self.with_accepted)
        self._name_chips()
        return row

    def _chooser(self, severity: str) -> Callable[[], None]:
        def choose() -> None:
            self._severity = severity
            self._show()

        return choose

    def _name_chips(self) -> None:
        """Each severity with how many there are."""
        open_ones = [one for one in self._all if not one.accepted]
        labels = {"": _("All"), **{key.value: _(words) for key, words in SEVERITIES.items()}}
        for severity, chip in self.chips.items():
            count = sum(not severity or one.severity == severity for one in open_ones)
            chip.setText(f"{labels[severity]} {count:,}")
            chip.setChecked(severity == self._severity)

    # the list --------------------------------------------------------------------------------------

    def open_with(self, **_arguments: Any) -> None:
        """The list was chosen: look through the records of this fiscal year."""
        work, actor = self.context.work, self.context.actor
        period = self.period()

        def read() -> Quality:
            from panpun_desktop.services.data_quality import data_quality

            return data_quality(work, actor, **period)

        self.context.operations.read(self, read, self._take, self._refuse, key="findings")

    def _take(self, found: Quality) -> None:
        self._all = found.rows
        unseen = _("{n} findings are about people whose records you do not see.").format(n=found.unseen)
        self.banner.say(unseen if found.unseen else "", Tone.INFO)
        self._show()

    def _refuse(self, error: PanpunError) -> None:
        self.banner.say(message_of(error), Tone.BAD)

    def _show(self) -> None:
        self._name_chips()
        wanted = search_key(self.search.text()).split()
        rows = [one for one in self._all if self._is_shown(one, wanted)]
        self.table.set_rows(rows)
        self.card.show_filled(filled=bool(rows))
        if self.table.current() is None:
            self.table.select_first()
        self._show_acts(self.table.current())
        self.counted.emit(self.count_text())

    def _is_shown(self, row: FindingRow, wanted: list[str]) -> bool:
        key = search_key(f"{row.name} {row.regno} {row.sentence}")
        chosen = not self._severity or row.severity == self._severity
        return (
            chosen and (self.with_accepted.isChecked() or not row.accepted) and all(w in key for w in wanted)
        )

    def count_text(self) -> str:
        """How many findings the list shows."""
        count = self.table.rows.rowCount()
        return ngettext("{count} finding", "{count} findings", count).format(count=f"{count:,}")

    def _show_acts(self, row: FindingRow | None) -> None:
        self.mend_button.setEnabled(row is not None)
        self.accept_button.setEnabled(row is not None and not row.accepted)
        self.accept_button.setVisible(self.context.may("finding.accept"))

    def focus_first(self) -> None:
        """In the search."""
        self.search.setFocus()

    def _go_to_list(self) -> None:
        self.table.select_first()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, row: FindingRow | None) -> None:
        """The person's page, where it is mended."""
        if row is not None:
            self.context.navigate("residents", person_id=row.person_id, page=True)

    def accept_current(self) -> None:
        """Ask for the reason and take the finding as it is."""
        row = self.table.current()
        if row is not None and not row.accepted:
            AcceptDialog(self.context, row, self.window()).open()

    def print_current(self) -> None:
        """Ctrl+P: the findings on paper."""
        self.printed.emit()

    def period(self) -> dict[str, Any]:
        """The days whose stays are looked at: this fiscal year."""
        first, last = days_of(YEAR, self.context.today)
        return {"first_on": first, "last_on": last}

    def reload(self, changes: Changes) -> None:
        """Look again when a record was changed."""
        if changes.touches("people", "stays", "settings") and self.isVisible():
            self.open_with()


class AcceptDialog(FormDialog):
    """A finding that is known and stays as it is, until the fact changes."""

    name = "acceptFinding"
    WIDTH = 460

    def __init__(self, context: Context, row: FindingRow, parent: QWidget | None = None) -> None:
        self._row = row
        super().__init__(context, parent)

    def title(self) -> str:
        return _("Take as it is")

    def save_text(self) -> str:
        return _("Take as it is")

    def draft_key(self) -> str:
        return f"{self.name}:{self._row.id}"

    def add_head(self, column: QVBoxLayout) -> None:
        column.addWidget(ThaiLabel(self._row.sentence, role="strong", wrap=True))
        column.addWidget(ThaiLabel(f"{self._row.regno} {self._row.name}", wrap=True))
        column.addWidget(help_text(_("It is no longer shown, until the fact changes.")))

    def build(self) -> None:
        self.reason = LineField()
        self.add_field("reason", _("Reason"), self.reason)

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.data_quality import AcceptFinding, accept_finding

        row = self._row
        return self.run(
            accept_finding, AcceptFinding(row.check, row.record, row.person_id, self.reason.text())
        )


def _columns() -> tuple[Column[FindingRow], ...]:
    return (
        Column("severity", _("How grave"), lambda row: row.severity_label, chip=_tone, width=118),
        Column("sentence", _("Finding"), _sentence, strong=True, width=384),
        Column("name", _("Service user"), lambda row: row.name, width=220),
        Column("regno", _("Register number"), lambda row: row.regno, muted=True, width=112),
        Column("arrived", _("Arrived"), lambda row: format_date(row.arrived_on, "short"), muted=True),
    )


def _tone(row: FindingRow) -> Tone:
    return Tone.OK if row.accepted else _TONES[Severity(row.severity)]


def _sentence(row: FindingRow) -> str:
    return f"{row.sentence} ({row.accepted})" if row.accepted else row.sentence
