"""One figure of the monthly report: what it counts by which rule, and the people behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.common.errors import PanpunError
from panpun_desktop.common.files import file_name, refusal
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.views.acts import act_text, may_act
from panpun_desktop.views.acts.correct_arrival import correct_arrival_of
from panpun_desktop.views.acts.correct_leaving import correct_leaving_of
from panpun_desktop.views.context import Context
from panpun_desktop.views.words import hidden_words
from panpun_desktop.widgets.buttons import MainButton, QuietButton
from panpun_desktop.widgets.cards import Card
from panpun_desktop.widgets.columns import name_column
from panpun_desktop.widgets.labels import ThaiLabel, help_text
from panpun_desktop.widgets.saving import ask_place, tell_saved
from panpun_desktop.widgets.tables import Column, RowsTableView

if TYPE_CHECKING:
    from panpun_desktop.services.stay_names import StayName


@dataclass(frozen=True)
class Behind:
    """What a dialog is opened for: a title, the figure as printed, why it is that, and whom it counts."""

    title: str
    figure: str = ""
    rule: str = ""
    sources: str = ""
    report: str = ""
    stay_ids: tuple[int, ...] = ()
    person_ids: tuple[int, ...] = ()
    is_of_class: bool = False
    """The people are counted in a class: the days shown are theirs in class, of ``cohort_id`` if given."""
    cohort_id: int | None = None
    section: str = ""
    """The section of a person's page where what is looked for is settled."""
    period: str = ""
    """The month as names of files carry it."""

    @property
    def count(self) -> int:
        """How many lines the list has where every name may be seen."""
        return len(self.stay_ids) + len(self.person_ids)


class BehindDialog(QDialog):
    """A list of stays with their people, or of people; Enter opens a person."""

    def __init__(self, context: Context, behind: Behind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self.behind = context, behind
        self.setObjectName("behindDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(behind.title)
        self.resize(680, 540 if behind.count else 200)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        self.heading = ThaiLabel(f"{behind.title} {behind.figure}".strip(), role="title", wrap=True)
        column.addWidget(self.heading)
        self.rule = ThaiLabel(behind.rule, wrap=True)
        self.rule.setObjectName("behindRule")
        self.rule.setVisible(bool(behind.rule))
        column.addWidget(self.rule)
        self.sources = help_text(behind.sources)
        self.sources.setVisible(bool(behind.sources))
        column.addWidget(self.sources)
        self.table: RowsTableView[StayName] = RowsTableView(
            _columns(of_people=bool(behind.person_ids), of_class=behind.is_of_class), behind.title
        )
        self.table.setObjectName("behindTable")
        self.table.opened.connect(self._open)
        card = Card(padding=0)
        card.body.addWidget(self.table)
        column.addWidget(card, 1)
        card.setVisible(bool(behind.count))
        self.hidden_names = help_text("")
        self.hidden_names.hide()
        column.addWidget(self.hidden_names)
        column.addLayout(self._buttons())
        if behind.count:
            self._read()
        else:
            column.addStretch(1)
            self.close_button.setFocus()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.save_button = QuietButton(_("Save as Excel"), "file-spreadsheet", clicked=self.save)
        self.save_button.setObjectName("behindSaveButton")
        self.save_button.setVisible(bool(self.behind.count) and self.context.may("person.export"))
        row.addWidget(self.save_button)
        row.addStretch(1)
        self.close_button = QuietButton(_("Close"), key="Esc", clicked=self.reject)
        self.close_button.setObjectName("behindCloseButton")
        row.addWidget(self.close_button)
        if self.behind.count:
            self.correct_button = QuietButton(
                f"{act_text('correct_leaving')}…", "edit", clicked=self._correct_leaving
            )
            self.correct_button.setObjectName("behindCorrectButton")
            self.correct_first_button = QuietButton(
                f"{act_text('correct_arrival')}…", "edit", clicked=self._correct_arrival
            )
            self.correct_first_button.setObjectName("behindCorrectArrivalButton")
            for place, one in enumerate((self.correct_first_button, self.correct_button), 1):
                one.setVisible(False)
                row.insertWidget(place, one)
            self.table.current_changed.connect(self._follow_row)
            self.open_button = MainButton(_("Open the person"), key="⏎", clicked=self._open_current)
            self.open_button.setObjectName("behindOpenButton")
            row.addWidget(self.open_button)
        return row

    # reading ---------------------------------------------------------------------------------------

    def _read(self) -> None:
        work, actor, behind = self.context.work, self.context.actor, self.behind

        def read() -> Sequence[StayName]:
            from panpun_desktop.services.stay_names import (
                people_by_name,
                people_in_class,
                people_of_stays,
            )

            if behind.is_of_class:
                return people_in_class(work, actor, behind.person_ids, behind.cohort_id)
            return people_of_stays(work, actor, behind.stay_ids) + people_by_name(
                work, actor, behind.person_ids
            )

        self.context.operations.read(self, read, self._take, self._refuse, key="names")

    def _take(self, rows: Sequence[StayName]) -> None:
        self.table.set_rows(rows)
        self.table.select_first()
        self.table.setFocus()
        kept = self.behind.count - len(rows)
        self.hidden_names.setText(hidden_words(kept))
        self.hidden_names.setVisible(kept > 0)

    def _refuse(self, error: PanpunError) -> None:
        self.hidden_names.setText(message_of(error))
        self.hidden_names.show()

    # acts ------------------------------------------------------------------------------------------

    def _open_current(self) -> None:
        row = self.table.current()
        if row is not None:
            self._open(row)

    def _open(self, row: StayName) -> None:
        self.accept()
        section = {"section": self.behind.section} if self.behind.section else {}
        self.context.navigate("residents", person_id=row.person_id, **section)

    def _follow_row(self, row: StayName | None) -> None:
        """A day of coming or leaving that was typed wrongly is set right from the list."""
        shown = None if self.behind.is_of_class else row
        came = shown is not None and shown.arrived_on is not None
        left = shown is not None and shown.left_on is not None
        self.correct_first_button.setVisible(came and may_act(self.context, "correct_arrival"))
        self.correct_button.setVisible(left and may_act(self.context, "correct_leaving"))

    def _correct_leaving(self) -> None:
        row = self.table.current()
        if row is not None and row.left_on is not None:
            self.accept()
            stay_id = None if self.behind.person_ids else row.id  # of people the list has no stays
            correct_leaving_of(self.context, row.person_id, stay_id, self.parentWidget() or self)

    def _correct_arrival(self) -> None:
        row = self.table.current()
        if row is not None and row.arrived_on is not None:
            self.accept()
            stay_id = None if self.behind.person_ids else row.id
            correct_arrival_of(self.context, row.person_id, stay_id, self.parentWidget() or self)

    def save(self) -> None:
        """Write the list into a workbook at a place that is asked for."""
        place = ask_place(
            file_name(self.behind.title.replace("·", " "), self.behind.period, ending="xlsx"), self
        )
        if place is not None:
            self._write(place)

    def _write(self, place: Path) -> None:
        context, behind = self.context, self.behind

        def write() -> int | OSError:
            from panpun_desktop.services.names_export import ExportNames, export_names

            wish = ExportNames(
                place,
                behind.title,
                behind.report,
                behind.stay_ids,
                behind.person_ids,
                behind.is_of_class,
                behind.cohort_id,
            )
            try:
                return export_names(context.work, context.actor, wish)
            except OSError as problem:
                return problem

        def say(result: int | OSError) -> None:
            if isinstance(result, OSError):
                context.say(message_of(refusal(result, place, is_there=place.exists())))
            else:
                words = _("{count} people written to {name}")
                tell_saved(place, self, words.format(count=f"{result:,}", name=place.name))

        context.operations.read(self, write, say, self._refuse, key="export")


def _columns(*, of_people: bool, of_class: bool) -> Sequence[Column[StayName]]:
    """Of people the days are those of their last stay, of a class those in it."""
    arrived = _("Last stay from") if of_people else _("Admitted on")
    left = _("Last stay until") if of_people else _("Left on")
    if of_class:
        arrived, left = _("First day in class"), _("Last day in class")
    return (
        Column("regno", _("Register no."), lambda row: row.regno, sort="regno", width=110),
        name_column(240),
        Column("arrived", arrived, lambda row: _day(row.arrived_on), sort="arrived_on", width=130),
        Column("left", left, lambda row: _day(row.left_on), sort="left_on"),
    )


def _day(day: object) -> str:
    from datetime import date

    return format_date(day, "short") if isinstance(day, date) else "–"
