"""Card 5, folded: what was seen and brought along, when they mean to leave, a note."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.views.admission.member_row import MemberRow
from panpun_desktop.views.admission.people_card import PeopleCard
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.buttons import QuietButton
from panpun_desktop.widgets.cards import Card
from panpun_desktop.widgets.fields import FieldBox, LineField, ThaiDateEdit
from panpun_desktop.widgets.labels import ThaiLabel, muted

_HEADS = ("condition_seen", "belongings")


class DetailsCard(Card):
    """A line for each person; the words stand in the rows themselves and go into the draft with them."""

    changed = Signal()

    def __init__(self, context: Context, people: PeopleCard, parent: QWidget | None = None) -> None:
        super().__init__(_("5 · More facts"), parent, padding=9)
        self.setObjectName("detailsCard")
        self._people = people
        self._lines: dict[str, tuple[ThaiLabel, LineField, LineField]] = {}
        self.toggle = QuietButton(_("Show"), "chevron-down", small=True, clicked=self._turn)
        self.toggle.setObjectName("moreFactsButton")
        self.toggle.setAccessibleName(_("5 · More facts"))
        self.head.addWidget(self.toggle)
        self._add_stay_fields(context)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(4)
        for place, width in enumerate((2, 3, 3)):
            self._grid.setColumnStretch(place, width)
        self._words = {
            "condition_seen": _("Condition or marks of injury seen"),
            "belongings": _("Belongings kept (comma between things)"),
        }
        for at, name in enumerate(_HEADS, 1):
            self._grid.addWidget(muted(self._words[name]), 0, at)
        self.body.addLayout(self._grid)
        people.people_changed.connect(self.follow)
        self.fold(folded=True)

    def _add_stay_fields(self, context: Context) -> None:
        self.expected = ThaiDateEdit(lambda: context.today)
        self.expected.setObjectName("expectedLeaveField")
        self.note = LineField()
        self.note.setObjectName("admissionNoteField")
        self.expected_box = FieldBox(_("Expected to leave on"), self.expected)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.expected_box, 1)
        row.addWidget(FieldBox(_("Note"), self.note), 3)
        for one in (self.expected, self.note):
            one.edited.connect(self.changed)
        self.body.addLayout(row)

    # folding --------------------------------------------------------------------------------------

    def is_folded(self) -> bool:
        """Say whether only the title is shown."""
        inner = self.body.parentWidget()
        return inner is None or inner.isHidden()

    def fold(self, *, folded: bool) -> None:
        """Show the title alone, or everything."""
        inner = self.body.parentWidget()
        if inner is not None:
            inner.setVisible(not folded)
        self.toggle.setText(_("Show") if folded else _("Hide"))
        self.follow()

    def _turn(self) -> None:
        self.fold(folded=not self.is_folded())
        if not self.is_folded():
            self.focus_first()

    def focus_first(self) -> None:
        """Go to the button that unfolds the card, or to its first field."""
        first = self.toggle if self.is_folded() else self.expected
        first.setFocus(Qt.FocusReason.TabFocusReason)

    # the people -----------------------------------------------------------------------------------

    def follow(self) -> None:
        """A line for each person who stands in the rows now."""
        rows = {row.key: row for row in self._people.filled()}
        for key in [one for one in self._lines if one not in rows]:
            for widget in self._lines.pop(key):
                widget.hide()
                widget.deleteLater()
        for number, (key, row) in enumerate(rows.items(), 1):
            if key not in self._lines:
                self._lines[key] = self._line(row)
            self._place(number, row)
        fields = [one for _label, *pair in self._lines.values() for one in pair]
        for before, after in pairwise([self.note, *fields]):
            QWidget.setTabOrder(before, after)

    def _line(self, row: MemberRow) -> tuple[ThaiLabel, LineField, LineField]:
        fields = []
        for name in _HEADS:
            one = LineField()
            one.edited.connect(partial(self._write, row, name, one.text))
            fields.append(one)
        return ThaiLabel("", wrap=True), fields[0], fields[1]

    def _place(self, number: int, row: MemberRow) -> None:
        label, *fields = self._lines[row.key]
        label.setText(row.shown_name())
        self._grid.addWidget(label, number, 0)
        for at, (name, one) in enumerate(zip(_HEADS, fields, strict=True), 1):
            one.setObjectName(f"{name.partition('_')[0]}Field{number}")
            one.setAccessibleName(f"{self._words[name]}: {row.shown_name()}")
            if not one.hasFocus() and one.text() != getattr(row, name):
                one.setText(getattr(row, name))
            self._grid.addWidget(one, number, at)

    def _write(self, row: MemberRow, name: str, text: Callable[[], str]) -> None:
        setattr(row, name, text())
        self.changed.emit()

    # the page -------------------------------------------------------------------------------------

    def unreadable(self) -> tuple[FieldBox, str] | None:
        """The day that cannot be read, with the sentence about it."""
        problem = self.expected.problem()
        if problem:
            self.fold(folded=False)
        return (self.expected_box, problem) if problem else None

    def clear(self) -> None:
        """Empty and folded."""
        self.expected.set_value(None)
        self.note.setText("")
        self.expected_box.clear_problem()
        self.fold(folded=True)

    def draft(self) -> dict[str, str]:
        """What stands beside the rows."""
        return {"expected": self.expected.text(), "note": self.note.text()}

    def show_draft(self, kept: Mapping[str, str]) -> None:
        """Show the card of a draft; it is unfolded where something stands in it."""
        self.expected.setText(kept.get("expected") or "")
        self.expected.settle()
        self.note.setText(kept.get("note") or "")
        told = any(row.condition_seen or row.belongings for row in self._people.rows)
        self.fold(folded=not (told or any(kept.values())))
