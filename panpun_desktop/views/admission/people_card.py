"""Card 1: the people who come, one row each; the register is asked before anybody is written anew."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from panpun_desktop.common.errors import PanpunError
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.services.people_rows import Duplicate, PersonHit, PersonPanel
from panpun_desktop.views.admission.compare_dialog import CompareDialog
from panpun_desktop.views.admission.member_form import Known, RowDraft
from panpun_desktop.views.admission.member_row import (
    BELOW,
    COLUMNS,
    NUMBER_WIDTH,
    REMOVE_WIDTH,
    MemberRow,
    Words,
)
from panpun_desktop.views.admission.suggestions import suggest
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.cards import Card
from panpun_desktop.widgets.labels import ThaiLabel


class PeopleCard(Card):
    """``changed`` follows every change of any row; ``people_changed`` only what beds and rules depend on."""

    changed = Signal()
    people_changed = Signal()
    row_added = Signal(object)
    taken = Signal(object)
    """A row that has taken somebody of the register."""
    strip_turning = Signal()
    """The warning below a row comes or goes."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("1 · People"), parent, padding=0)
        self.setObjectName("peopleCard")
        self.context = context
        self.rows: list[MemberRow] = []
        self._services: dict[str, str] = {}
        self.set_side(_("Type a name or a number: the register is searched before anyone is entered anew"))
        self.body.setSpacing(0)
        self._heads = _heads()
        self._is_narrow = False
        self.body.addWidget(self._heads)
        delete = QShortcut(QKeySequence("Ctrl+Del"), self)
        delete.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        delete.activated.connect(self._remove_current)
        self.add_row()

    # rows -----------------------------------------------------------------------------------------

    def add_row(self) -> MemberRow:
        """Add a member at the end."""
        codes = self.context.centre.codes
        words = Words(codes["relation"], codes["sex"], codes["card_held"])
        row = MemberRow(words, lambda: self.context.today)
        row.show_services(self._services)
        row.set_narrow(narrow=self._is_narrow)
        self.rows.append(row)
        self.body.addWidget(row)
        row.setVisible(True)  # a layout shows new rows later, but the next key may come before that
        self._listen(row)
        self._renumber()
        self.row_added.emit(row)
        return row

    def add_member(self) -> None:
        """Ins: go to an empty row, adding one where there is none."""
        row = next((one for one in self.rows if one.is_empty()), None) or self.add_row()
        row.name.setFocus(Qt.FocusReason.TabFocusReason)
        self.changed.emit()

    def remove_row(self, row: MemberRow) -> None:
        """Take a member out; the last row is emptied instead."""
        place = self.rows.index(row)
        self.rows.remove(row)
        row.hide()
        row.deleteLater()
        if not self.rows:
            self.add_row()
        self._renumber()
        self.rows[max(0, place - 1)].name.setFocus(Qt.FocusReason.TabFocusReason)
        self.changed.emit()
        self.people_changed.emit()

    def _remove_current(self) -> None:
        focused = self.window().focusWidget()
        row = next((one for one in self.rows if focused and one.isAncestorOf(focused)), None)
        if row is not None:
            self.remove_row(row)

    def set_narrow(self, *, narrow: bool) -> None:
        """Rows of two lines where there is little room."""
        if narrow == self._is_narrow:
            return
        self._is_narrow = narrow
        for name in BELOW:
            label = self._heads.findChild(ThaiLabel, f"{name}Head")
            if label is not None:
                label.setVisible(not narrow)
        for row in self.rows:
            row.set_narrow(narrow=narrow)

    def clear(self) -> None:
        """One empty row, as at the start."""
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = []
        self.add_row()

    def drop_empty_rows(self) -> None:
        """Leave out rows nobody typed into, when there are others."""
        for row in [one for one in self.rows if one.is_empty()][: max(0, len(self.rows) - 1)]:
            self.rows.remove(row)
            row.hide()
            row.deleteLater()
        self._renumber()

    def filled(self) -> list[MemberRow]:
        """The rows that tell of a person."""
        return [one for one in self.rows if not one.is_empty()]

    def _renumber(self) -> None:
        for number, row in enumerate(self.rows, 1):
            row.set_number(number)
            row.remove.setVisible(len(self.rows) > 1)
            row.strip.keep_place(kept=len(self.rows) == 1)  # a family has no room for a strip each
        chain = [one for row in self.rows for one in (*row.fields(), row.strip.compare, row.strip.other)]
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)
        if self.rows:
            self.rows[0].suggest("relation", "HEAD")

    def last_field(self) -> QWidget:
        """The last stop of Tab in this card."""
        return self.rows[-1].strip.other

    def show_services(self, options: dict[str, str]) -> None:
        """Offer ways of receiving service in every row."""
        self._services = options
        for row in self.rows:
            row.show_services(options)

    def _listen(self, row: MemberRow) -> None:
        row.changed.connect(self.changed)
        row.settled.connect(partial(self.settled, row))
        row.removal_asked.connect(partial(self.remove_row, row))
        row.name.searched.connect(partial(self._search, row))
        row.name.taken.connect(lambda hit: self.take(row, hit.id))
        row.strip.compare_asked.connect(partial(self._compare, row))
        row.strip.turning.connect(self.strip_turning)

    # the register ---------------------------------------------------------------------------------

    def _search(self, row: MemberRow, text: str) -> None:
        context = self.context

        def query() -> tuple[PersonHit, ...]:
            from panpun_desktop.services.people import search

            return search(context.work, context.actor, text, 6)

        taken = {one.known.person_id for one in self.rows if one.known is not None}
        context.operations.read(
            row,
            query,
            lambda hits: row.name.show_hits(text, [hit for hit in hits if hit.id not in taken]),
            key="search",
        )

    def take(
        self,
        row: MemberRow,
        person_id: int,
        *,
        seen: int | None = None,
        then: Callable[[], object] = lambda: None,
    ) -> None:
        """Put someone of the register into a row; ``seen`` keeps what is typed while the record is that."""

        def done(known: Known) -> None:
            row.take(known, keep_typed=seen is not None and seen == known.version)
            if known.is_present:
                row.show_problem("person", _("This person is staying in the centre already."))
            elif seen is None:
                row.relation.setFocus(Qt.FocusReason.TabFocusReason)
            self.settled(row)
            self.taken.emit(row)
            then()

        self._know(row, person_id, done)

    def _know(self, row: MemberRow, person_id: int, done: Callable[[Known], None]) -> None:
        context = self.context

        def query() -> PersonPanel:
            from panpun_desktop.services.people import person_panel

            return person_panel(context.work, context.actor, person_id)

        def found(panel: PersonPanel) -> None:
            shown = panel.row
            done(Known(shown.id, shown.version, shown.regno, panel.facts, shown.stay_id is not None))

        def refused(error: PanpunError) -> None:
            row.show_problem("person", message_of(error))

        context.operations.read(row, query, found, refused, key="panel")

    def _look_for_duplicates(self, row: MemberRow) -> None:
        facts = row.facts()
        if row.known is not None or not (facts.first_name or facts.last_name or facts.national_id):
            row.strip.clear()
            return
        context = self.context

        def query() -> tuple[Duplicate, ...]:
            from panpun_desktop.services.people import possible_duplicates

            return possible_duplicates(context.work, context.actor, facts)

        context.operations.read(row, query, row.show_duplicates, key="duplicates")

    def _compare(self, row: MemberRow, found: Duplicate) -> None:
        codes = self.context.centre.codes
        words = {"sex": dict(codes["sex"]), "card_held": dict(codes["card_held"])}

        def show(known: Known) -> None:
            dialog = CompareDialog(row.facts(), known, words, self.window())
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.accepted.connect(lambda: self.take(row, known.person_id))
            dialog.other_chosen.connect(row.strip.other.click)
            dialog.open()
            dialog.use.setFocus()

        self._know(row, found.hit.id, show)

    # what follows from what was typed -------------------------------------------------------------

    def settled(self, row: MemberRow) -> None:
        """Follow what stands in a row now: suggestions, duplicates, beds and rules."""
        if row not in self.rows:
            return
        suggest(row, self.rows, self.context.today, self.context.centre.limits)
        self._look_for_duplicates(row)
        self.people_changed.emit()

    def settle(self) -> None:
        """Take what stands in the fields as if each had been left."""
        for row in self.rows:
            row.birth.settle()
            row.document.settle()
            suggest(row, self.rows, self.context.today, self.context.centre.limits)

    # drafts ---------------------------------------------------------------------------------------

    def drafts(self) -> list[RowDraft]:
        """The rows as typed, without empty ones."""
        return [row.draft() for row in self.filled()]

    def show_drafts(self, kept: list[RowDraft]) -> None:
        """Show the rows of a draft; people of the register are looked up again."""
        self.clear()
        for place, one in enumerate(kept):
            row = self.rows[0] if place == 0 else self.add_row()
            row.show_draft(one)
            if one.person_id is not None:
                self.take(row, one.person_id, seen=one.version or 0)
            else:
                self._look_for_duplicates(row)


def _heads() -> QFrame:
    heads = QFrame()
    heads.setObjectName("peopleHeads")
    heads.setFixedHeight(34)
    line = QHBoxLayout(heads)
    line.setContentsMargins(10 + NUMBER_WIDTH, 0, 4 + REMOVE_WIDTH, 0)
    line.setSpacing(0)
    titles = (_("Full name as told"), _("Relation"), _("Birth"), _("Sex"), _("Papers"), _("Service"))
    for text, (name, width) in zip(titles, COLUMNS, strict=True):
        label = ThaiLabel(text, role="muted")
        label.setObjectName(f"{name}Head")
        label.setContentsMargins(10, 0, 0, 0)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        line.addWidget(label, width)
    return heads
