"""คำขอใช้สิทธิ: who asked for what about their data, until when it is answered, and how (R-PD-3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout

from panpun_desktop.common.i18n import N_, _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.views.settings.privacy_copy import show_copy
from panpun_desktop.views.settings.privacy_request_dialogs import (
    AnswerRequestDialog,
    RefuseRequestDialog,
    RequestDialog,
    VoidRequestDialog,
    result_words,
)
from panpun_desktop.views.settings.section import ListSection
from panpun_desktop.widgets.buttons import FilterChip
from panpun_desktop.widgets.columns import Column
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.search_box import SearchBox
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.data_request_rows import DataRequestRow

_STATES = (
    ("", N_("All of them")),
    ("open", N_("Not answered")),
    ("closed", N_("Answered")),
    ("void", N_("Struck out")),
)
_TONES = {"void": Tone.NEUTRAL, "late": Tone.BAD, "closed": Tone.OK}


class RequestsSection(ListSection["DataRequestRow"]):
    """The register; ``open_with`` takes data_request_id."""

    name = "dataRequests"
    act = "data_request.edit"
    wanted: int | None = None

    def title(self) -> str:
        return _("Requests of the people concerned")

    def columns(self) -> Sequence[Column[DataRequestRow]]:
        return (
            Column(
                "number",
                _("No."),
                lambda row: row.number,
                strong=True,
                tip=lambda row: f"{_('Came on')} {_came_on(row)}",
                width=120,
            ),
            Column("received", _("Came on"), _came_on, width=108, hidden=True),
            Column("kind", _("What they ask"), lambda row: row.kind_words, width=170),
            Column("person", _("Service user"), _whose, after=_asker, tip=_who, width=230),
            Column("due", _("Answer due on"), lambda row: format_date(row.due_on, "short"), width=108),
            Column("state", _("State"), _state, chip=_tone, tip=lambda row: row.result_note, width=150),
        )

    def add_buttons(self) -> None:
        self.answer_button = self.add_button(_("Answer the request"), self._answer)
        self.answer_button.setObjectName("answerRequestButton")
        self.refuse_button = self.add_button(_("Refuse…"), self._refuse)
        self.refuse_button.setObjectName("refuseRequestButton")
        self.copy_button = self.add_button(_("The person's data"), self.show_copy)
        self.copy_button.setObjectName("personCopyButton")
        self.copy_button.setVisible(self.context.may("person.export"))
        self.void_button = self.add_button(_("Strike out"), self.remove_current)
        self.void_button.setObjectName("voidRequestButton")
        self.add_row_button = self.add_button(_("Record a request"), lambda: self._open(None), main=True)
        self.add_row_button.setObjectName("recordRequestButton")

    def add_above(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.search = SearchBox(_("Number, name, what was asked"))
        self.search.setObjectName("requestSearch")
        self.search.searched.connect(lambda _text: self.load())
        self.search.moved_down.connect(self._go_to_list)
        row.addWidget(self.search, 1)
        self.state, self.chips = "", {}
        for state, words in _STATES:
            chip = FilterChip(_(words), on=not state)
            chip.setObjectName(f"{state or 'all'}RequestsChip")
            chip.clicked.connect(self._chooser(state))
            self.chips[state] = chip
            row.addWidget(chip)
        self.body.addLayout(row)

    chips: dict[str, FilterChip]

    def empty_words(self) -> tuple[str, str]:
        if self.search.text().strip() or self.state:
            return _("No request is found with this filter"), ""
        days = self.context.centre.settings["privacy.request_days"]
        hint = _("Whoever asks to see, copy, correct or erase their data is answered within {days} days.")
        return _("No request is recorded"), hint.format(days=days)

    def hint(self) -> str:
        return _("Enter corrects the line. A line struck out keeps its number.")

    def touched_by(self, changes: Changes) -> bool:
        return bool(changes.data_requests or changes.people or changes.settings)

    def open_with(self, **arguments: Any) -> None:
        self.wanted = arguments.get("data_request_id")
        if self.wanted is not None:
            self.search.setText("")
            self._choose("")

    def load(self) -> None:
        from panpun_desktop.services.data_request_rows import RequestFilter

        chosen = RequestFilter(self.search.text(), self.state)

        def query(work: Any, by: Any) -> tuple[DataRequestRow, ...]:
            from panpun_desktop.services.data_requests import list_requests

            return list_requests(work, by, chosen)

        self.read(query, self._take)

    def _take(self, rows: Sequence[DataRequestRow]) -> None:
        self.show_rows(rows)
        if self.wanted is not None and self.table.select_key(self.wanted):
            self.wanted = None

    def _go_to_list(self) -> None:
        self.table.select_first()
        self.table.setFocus()

    def _chooser(self, state: str) -> Callable[[], None]:
        return lambda: self._choose(state)

    def _choose(self, state: str) -> None:
        self.state = state
        for key, chip in self.chips.items():
            chip.setChecked(key == state)
        self.load()

    def edit(self, row: DataRequestRow) -> None:
        if self.may_edit and not row.is_void:
            self._open(row)

    def _open(self, row: DataRequestRow | None) -> None:
        dialog = RequestDialog(self.context, row, self)
        dialog.settled.connect(self._made)
        self.open_dialog(dialog)

    def _made(self, changes: Changes) -> None:
        if len(changes.data_requests) == 1:
            (self.wanted,) = changes.data_requests

    def _answer(self) -> None:
        row = self.table.current()
        if row is not None and not row.is_void:
            self.open_dialog(AnswerRequestDialog(self.context, row, self))

    def _refuse(self) -> None:
        row = self.table.current()
        if row is not None and not row.is_void:
            self.open_dialog(RefuseRequestDialog(self.context, row, self))

    def show_copy(self) -> None:
        """Draw everything that is held of the person of the line, to be printed or saved."""
        row = self.table.current()
        if row is not None:
            show_copy(self, row)

    def remove_current(self) -> None:
        row = self.table.current()
        if row is not None and not row.is_void:
            self.open_dialog(VoidRequestDialog(self.context, row, self))


def _came_on(row: DataRequestRow) -> str:
    return format_date(row.received_on, "short")


def _whose(row: DataRequestRow) -> str:
    return row.person or row.asked_by


def _asker(row: DataRequestRow) -> str:
    return row.asked_by if row.person else ""


def _who(row: DataRequestRow) -> str:
    return " · ".join(filter(None, (row.person, row.asked_by)))


def _state(row: DataRequestRow) -> str:
    match row.state:
        case "void":
            return _("Struck out")
        case "closed":
            return result_words(row.result)
        case "late":
            return _("{days} days late").format(days=-row.days_left)
        case _:
            return _("{days} days left").format(days=row.days_left)


def _tone(row: DataRequestRow) -> Tone:
    return _TONES.get(row.state, Tone.WARN if row.days_left <= 0 else Tone.INFO)
