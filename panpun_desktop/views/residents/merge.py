"""Two records side by side: which is kept, which value of each field, and what moves; then they are one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from panpun_desktop.common.errors import PanpunError
from panpun_desktop.common.i18n import N_, _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.rules.birth import Birth, BirthPrecision, birth_text
from panpun_desktop.views.context import Context
from panpun_desktop.views.residents.person_fields import fact_words
from panpun_desktop.views.residents.person_layout import field_labels
from panpun_desktop.widgets.buttons import MainButton, QuietButton
from panpun_desktop.widgets.labels import Chip, ThaiLabel, help_text
from panpun_desktop.widgets.parts import Banner
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.changes import Changes
    from panpun_desktop.services.merge_rows import Comparison
    from panpun_desktop.services.people_rows import PersonFacts

BIRTH = ("birth_precision", "birth_first_on", "birth_estimated_on")
KINDS = {
    "stay": N_("stays"),
    "document": N_("papers"),
    "consent": N_("consents"),
    "override": N_("overrides"),
    "disclosure": N_("disclosures"),
    "household_member": N_("families"),
    "person_name": N_("other names"),
    "person_phone": N_("telephones"),
    "person_relation": N_("relations"),
    "person_code": N_("groups and disabilities"),
    "person_file": N_("pictures and papers kept"),
    "restriction": N_("protections"),
    "keep_apart": N_("people kept apart"),
    "belonging": N_("belongings"),
    "incident_person": N_("incidents"),
    "follow_up": N_("follow-ups"),
    "waiting_entry": N_("entries of the waiting list"),
    "turn_away": N_("turn-aways"),
    "bed_reservation": N_("reservations"),
}
"""What the rows of a table are called when they move."""


class MergeDialog(QDialog):
    """``merged`` says that the records are one now; ``told_apart`` that they are two people."""

    merged = Signal()
    told_apart = Signal()

    def __init__(self, context: Context, found: Comparison, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self.found = context, found
        self.turned: Callable[[MergeDialog], object] = lambda _dialog: None
        """Hears of the dialog that looks at the two the other way round."""
        self.setObjectName("mergeDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Two records of one person"))
        self.resize(820, 620)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(ThaiLabel(_("Two records of one person"), role="title"))
        column.addWidget(
            help_text(_("Choose what holds for each fact. Joining can be taken apart again at any time."))
        )
        self.banner = Banner("", Tone.BAD)
        column.addWidget(self.banner)
        self.choices: dict[str, QButtonGroup] = {}
        column.addWidget(self._sheet(), 1)
        self.moves = help_text(_moves_text(found))
        self.moves.setObjectName("mergeMoves")
        column.addWidget(self.moves)
        column.addLayout(self._buttons())
        self._say_overlap()
        self.join.setFocus()

    # laying out ------------------------------------------------------------------------------------

    def _sheet(self) -> QWidget:
        inner = QWidget()
        inner.setObjectName("mergeFacts")
        grid = QGridLayout(inner)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(6)
        for column, share in enumerate((3, 5, 5, 1)):
            grid.setColumnStretch(column, share)
        found = self.found
        heads = ("", _("Kept: {name}"), _("Joined into it: {name}"))
        for column, (words, name) in enumerate(
            zip(heads, ("", _who(found, kept=True), _who(found, kept=False)), strict=True)
        ):
            grid.addWidget(ThaiLabel(words.format(name=name), role="strong", wrap=True), 0, column)
        for line, (name, label, mine, other, is_proposed) in enumerate(self._lines(), 1):
            self._add_line(grid, line, name, label, mine, other, is_proposed=is_proposed)
        grid.setRowStretch(grid.rowCount(), 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        return area

    def _lines(self) -> Iterator[tuple[str, str, str, str, bool]]:
        """Name, label and both values of every field of which something is known."""
        labels = field_labels()
        shown = False
        for pair in self.found.pairs:
            name = "birth" if pair.name in BIRTH else pair.name
            if name not in labels or (name == "birth" and shown):
                continue
            shown = shown or name == "birth"
            mine, other = (self._words(name, facts) for facts in self._both())
            if mine or other:
                yield name, labels[name], mine, other, bool(other and not mine)

    def _both(self) -> tuple[PersonFacts, PersonFacts]:
        return self.found.kept_facts, self.found.merged_facts

    def _words(self, name: str, facts: PersonFacts) -> str:
        if name == "birth":
            precision = BirthPrecision(facts.birth_precision)
            birth = Birth(precision, facts.birth_first_on, facts.birth_estimated_on)
            return birth_text(birth) if birth.is_known else ""
        return fact_words(name, getattr(facts, name), self.context.centre)

    def _add_line(
        self, grid: QGridLayout, line: int, name: str, label: str, mine: str, other: str, *, is_proposed: bool
    ) -> None:
        grid.addWidget(ThaiLabel(label, role="field", wrap=True), line, 0)
        if mine == other:
            grid.addWidget(ThaiLabel(mine, wrap=True), line, 1)
            grid.addWidget(ThaiLabel(other, wrap=True), line, 2)
            return
        group = QButtonGroup(self)
        for column, (words, side) in enumerate(((mine, "kept"), (other, "merged")), 1):
            button = QRadioButton(words or "–")
            button.setObjectName(f"{name}{side.title()}Choice")
            button.setAccessibleName(f"{label}: {words or '–'}")
            button.setChecked((side == "merged") is is_proposed)
            group.addButton(button, column)
            grid.addWidget(button, line, column)
        self.choices[name] = group
        if mine and other:
            grid.addWidget(Chip(_("Different"), Tone.WARN), line, 3)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        apart = QuietButton(_("Not the same person"), clicked=self._tell_apart)
        apart.setObjectName("notSamePersonButton")
        turn = QuietButton(_("Keep the other one"), "arrows-exchange", clicked=self.turn_round)
        turn.setObjectName("keepOtherButton")
        cancel = QuietButton(_("Cancel"), key="Esc", clicked=self.reject)
        self.join = MainButton(_("Join"), "check-light", "Ctrl ⏎", clicked=self.save)
        self.join.setObjectName("mergeSaveButton")
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"):
            QShortcut(QKeySequence(keys), self, self._join_if_possible)
        row.addWidget(apart)
        row.addWidget(turn)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.join)
        return row

    def _say_overlap(self) -> None:
        if not self.found.overlapping:
            return
        day = format_date(self.found.overlapping[0], "short")
        text = _("Both records were here on the night of {day}. Cancel the stay written down twice first.")
        self.banner.say(text.format(day=day), Tone.BAD)
        self.join.setEnabled(False)

    # acts ------------------------------------------------------------------------------------------

    def taken(self) -> tuple[str, ...]:
        """The fields of PersonFacts whose value comes from the record that goes."""
        chosen = [name for name, group in self.choices.items() if group.checkedId() == 2]
        return tuple(field for name in chosen for field in (BIRTH if name == "birth" else (name,)))

    def turn_round(self) -> None:
        """Look at the two with the other one kept."""
        parent = self.parentWidget() or self
        open_merge(self.context, self.found.merged_id, self.found.kept_id, parent, self.turned)
        self.hide()

    def _join_if_possible(self) -> None:
        if self.join.isEnabled():
            self.save()

    def save(self) -> None:
        """Join the two."""
        from panpun_desktop.services.merging import MergePeople, merge_people

        found = self.found
        request = MergePeople(
            found.kept_id, found.kept_version, found.merged_id, found.merged_version, self.taken()
        )
        work, actor = self.context.work, self.context.actor
        self.join.setEnabled(False)
        self.context.operations.change(
            self, lambda: merge_people(work, actor, request), lambda _changes: self._done(), self._refuse
        )

    def _done(self) -> None:
        self.merged.emit()
        self.accept()

    def _tell_apart(self) -> None:
        """Remember that they are two people: neither suggests the other again."""
        work, actor, found = self.context.work, self.context.actor, self.found

        def apart() -> Changes:
            from panpun_desktop.services.changes import Changes
            from panpun_desktop.services.not_same import tell_apart

            tell_apart(work, actor, found.kept_id, [found.merged_id])
            return Changes(people=frozenset({found.kept_id, found.merged_id}), summary=_("Two people: noted"))

        self.context.operations.change(self, apart, lambda _changes: self._apart_now(), self._refuse)

    def _apart_now(self) -> None:
        self.told_apart.emit()
        self.accept()

    def _refuse(self, error: PanpunError) -> None:
        self.banner.say(message_of(error), Tone.BAD)
        self.join.setEnabled(not self.found.overlapping)


def _who(found: Comparison, *, kept: bool) -> str:
    name, regno = (found.kept_name, found.kept_regno) if kept else (found.merged_name, found.merged_regno)
    return f"{name} {regno}"


def _moves_text(found: Comparison) -> str:
    parts = [f"{_(KINDS[one.kind])} {one.count:,}" for one in found.moves if one.kind in KINDS]
    if not parts:
        return _("Nothing else hangs on the record that goes.")
    return _("Moves over: {what}").format(what=" · ".join(parts))


def open_merge(
    context: Context,
    kept_id: int,
    merged_id: int,
    parent: QWidget,
    opened: Callable[[MergeDialog], object] = lambda _dialog: None,
) -> None:
    """Read two records and open the dialog over the parent's window; ``opened`` hears of it."""
    work, actor = context.work, context.actor

    def read() -> Comparison:
        from panpun_desktop.services.merging import compare_people

        return compare_people(work, actor, kept_id, merged_id)

    def show(found: Comparison) -> None:
        dialog = MergeDialog(context, found, parent.window())
        dialog.turned = opened
        opened(dialog)
        dialog.open()

    context.operations.read(parent, read, show, lambda error: context.say(message_of(error)), key="merge")
