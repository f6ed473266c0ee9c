"""The form of a person: new or known; duplicates warned in place, conflicts shown, nothing typed is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from panpun_desktop.common.errors import EditConflict, PanpunError
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.views.acts.undecided import UndecidedDialog
from panpun_desktop.views.context import Context
from panpun_desktop.views.residents.compare import CompareDialog
from panpun_desktop.views.residents.conflict import ConflictCard
from panpun_desktop.views.residents.duplicates import DuplicateWatch
from panpun_desktop.views.residents.person_fields import PersonFields, differing, is_blank, with_field
from panpun_desktop.views.typed_draft import TypedDraft
from panpun_desktop.widgets.banners import Banner
from panpun_desktop.widgets.buttons import MainButton, QuietButton
from panpun_desktop.widgets.labels import Chip, title
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.rules.id_card import IdCard
    from panpun_desktop.services.id_cards import TakeOverCard
    from panpun_desktop.services.people_rows import PersonFacts, PersonHit, PersonPanel

_SIDE, _NARROW, _LOW, _WIDEST = 330, 960, 170, 16_777_215


class PersonForm(QWidget):
    """``saved`` carries the person's id; ``existing_chosen`` the record to be used instead of a new one."""

    saved = Signal(int)
    closed = Signal()
    existing_chosen = Signal(object)

    def __init__(self, context: Context, panel: PersonPanel | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("personForm")
        self._context, self._panel = context, panel
        self._saving = False
        self._base: PersonFacts = _empty() if panel is None else panel.facts
        self._codes = {} if panel is None else dict(panel.codes)
        self.fields = PersonFields(context)
        self.duplicates = DuplicateWatch(context, panel.row.id if panel else None)
        self.conflict = ConflictCard()
        self.banner = Banner()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._title_row())
        column.addWidget(self.banner)
        column.addLayout(self._middle(), 1)
        self.fields.show_facts(self._base)
        self.fields.show_codes(self._codes)
        self.draft = TypedDraft(context, f"person:{self.person_id or 'new'}", self.fields)
        column.insertWidget(column.indexOf(self.banner), self.draft.banner)
        self.fields.edited.connect(self._look_for_duplicates)
        self.duplicates.compare_asked.connect(self._compare)
        self.conflict.taken.connect(self._take_theirs)
        shortcut = QShortcut(QKeySequence("Esc"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.cancel)

    def _title_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        panel = self._panel
        row.addWidget(title(_("New service user") if panel is None else panel.row.name))
        if panel is not None:
            row.addWidget(Chip(panel.row.regno, Tone.NEUTRAL))
        row.addStretch(1)
        self.cancel_button = QuietButton(_("Cancel"), clicked=self.cancel)
        self.cancel_button.enter_presses = False  # Enter comes here from the last field
        self.cancel_button.setObjectName("cancelPersonButton")
        self.save_button = MainButton(_("Save"), "device-floppy", "Ctrl ⏎", clicked=self.save)
        self.save_button.setObjectName("savePersonButton")
        row.addWidget(self.cancel_button)
        row.addWidget(self.save_button)
        return row

    def _middle(self) -> QBoxLayout:
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._parts.setSpacing(14)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self.fields)
        self.fields.setObjectName("cardBody")
        side = QWidget()
        side.setObjectName("cardBody")
        self._side = QScrollArea()
        self._side.setWidgetResizable(True)
        self._side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for card in (self.conflict, self.duplicates):
            column.addWidget(card)
            card.shown.connect(self._place_side)
        column.addStretch(1)
        self._side.setWidget(side)
        self._parts.addWidget(scroll, 1)
        self._parts.addWidget(self._side)
        self._place_side()
        return self._parts

    def _place_side(self) -> None:
        """What is to be looked at stands beside the fields, on a narrow window below them; else nowhere.

        Of somebody new the place is kept: the fields do not move under the mouse when a likely one is found.
        """
        self._side.setHidden(self.conflict.isHidden() and self.duplicates.isHidden())
        narrow = self.width() < _NARROW
        policy = self._side.sizePolicy()
        policy.setRetainSizeWhenHidden(self._panel is None and not narrow)
        self._side.setSizePolicy(policy)
        direction = QBoxLayout.Direction
        self._parts.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
        self._side.setMinimumWidth(0 if narrow else _SIDE)
        self._side.setMaximumWidth(_WIDEST if narrow else _SIDE)
        self._side.setMinimumHeight(_LOW if narrow else 0)
        self._side.setMaximumHeight(_LOW if narrow else _WIDEST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_side()

    def focus_first(self) -> None:
        """Where typing starts."""
        self.fields.widgets["title" if self._panel is None else "first_name"].setFocus()

    def is_changed(self) -> bool:
        """Say whether something was typed that is not saved."""
        return self.fields.facts() != self._base or self._codes_changed()

    def _codes_changed(self) -> bool:
        return any(
            set(codes) != set(self._codes.get(name, ())) for name, codes in self.fields.codes().items()
        )

    @property
    def person_id(self) -> int | None:
        """Whose form it is; nothing for a new person."""
        return self._panel.row.id if self._panel is not None else None

    def fill_gaps(self, typed: PersonFacts) -> None:
        """Fill the empty fields with what was typed for the same person."""
        facts = self.fields.facts()
        for name in differing(facts, typed):
            if is_blank(name, facts) and not is_blank(name, typed):
                facts = with_field(name, facts, typed)
        filled = differing(self._base, facts)
        self.fields.show_facts(facts)
        if filled:
            self.banner.say(_("The empty fields hold what you typed. Look, then save."), Tone.INFO)

    def read_card(self) -> None:
        """Fill the fields from an ID card; what differs from what is typed is compared first."""
        from panpun_desktop.services.card_sides import FACTS, CardSide
        from panpun_desktop.views.acts.card import compare_with
        from panpun_desktop.views.acts.card_reading import read_card

        def compare(card: IdCard) -> None:
            typed = CardSide(self.fields.facts())
            compare_with(self._context, self, card, typed, self._take_from_card, lines=tuple(FACTS))

        read_card(self._context, self, compare, self.focus_first)

    def _take_from_card(self, taken: TakeOverCard) -> None:
        from panpun_desktop.services.card_sides import with_taken

        self.fields.show_facts(with_taken(self.fields.facts(), taken.side, taken.lines))
        self._look_for_duplicates()
        self.save_button.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.draft.keep()  # the window may be locked or closed before typing pauses

    # saving ---------------------------------------------------------------------------------------

    def save(self) -> None:
        """Save what was typed; nothing is required."""
        if self._saving:
            return
        self.fields.widgets["birth"].settle()
        if wrong := self.fields.unreadable():
            self.fields.show_problem(wrong, self.fields.widgets[wrong].problem())
            return
        if self._panel is None:
            self.duplicates.settle(self.fields.facts(), self._ask_or_save)
        else:
            self._write()

    def _ask_or_save(self) -> None:
        """Somebody very likely known already is asked about once; nothing typed is lost."""
        undecided = self.duplicates.undecided()
        if undecided is None:
            self._write()
            return
        facts = self.fields.facts()
        typed = " ".join(part for part in (facts.title + facts.first_name, facts.last_name) if part)
        dialog = UndecidedDialog(typed, undecided, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.same_chosen.connect(lambda: self._compare(undecided.hit))
        dialog.other_chosen.connect(lambda: self.duplicates.say_other(undecided.hit))
        dialog.other_chosen.connect(self._ask_or_save)
        dialog.later_chosen.connect(lambda: self.duplicates.decide_later(undecided.hit))
        dialog.later_chosen.connect(self._ask_or_save)
        dialog.open()

    def _write(self) -> None:
        facts, panel, others = self.fields.facts(), self._panel, tuple(self.duplicates.others)
        codes = self.fields.codes() if self._codes_changed() else None
        work, actor = self._context.work, self._context.actor

        def write() -> Changes:
            from panpun_desktop.services.people import create_person, edit_person
            from panpun_desktop.services.people_rows import EditPerson

            if panel is None:
                return create_person(work, actor, facts, codes, others)
            edit = EditPerson(panel.row.id, panel.row.version, facts, codes)
            return edit_person(work, actor, edit, others)

        self._saving = True
        self.save_button.setEnabled(False)
        self._context.operations.change(self, write, self._saved, self._refused)

    def _saved(self, changes: Changes) -> None:
        self._saving = False
        self.draft.forget()
        self.saved.emit(next(iter(changes.people)))

    def _refused(self, error: PanpunError) -> None:
        self._saving = False
        self.save_button.setEnabled(True)
        if isinstance(error, EditConflict):
            self._read_again()
        elif error.field:
            self.fields.show_problem(error.field, message_of(error))
        else:
            self.banner.say(message_of(error), Tone.BAD)

    def _read_again(self) -> None:
        if self._panel is None:
            return
        person_id, work, actor = self._panel.row.id, self._context.work, self._context.actor

        def read() -> PersonPanel:
            from panpun_desktop.services.people import person_panel

            return person_panel(work, actor, person_id)

        self._context.operations.read(self, read, self._show_conflict, key="again")

    def _show_conflict(self, now: PersonPanel) -> None:
        """Fields not typed into take the new value; the others keep what was typed."""
        typed, before = self.fields.facts(), self._base
        mine = differing(before, typed)
        merged = typed
        for name in differing(before, now.facts):
            if name not in mine:
                merged = with_field(name, merged, now.facts)
        self._panel, self._base = now, now.facts
        self.fields.show_facts(merged)
        self.conflict.show_changes(before, now.facts, mine, self.fields.words_of)
        self._side.verticalScrollBar().setValue(0)
        self.save_button.setFocus()

    def _take_theirs(self, name: str) -> None:
        self.fields.take_one(name, self._base)

    def cancel(self) -> None:
        """Close; what was typed is offered back when the form opens again."""
        self.draft.give_up()
        self.closed.emit()

    # duplicates -----------------------------------------------------------------------------------

    def _look_for_duplicates(self) -> None:
        self.duplicates.look_for(self.fields.facts())

    def _compare(self, hit: PersonHit) -> None:
        work, actor = self._context.work, self._context.actor

        def read() -> PersonPanel:
            from panpun_desktop.services.people import person_panel

            return person_panel(work, actor, hit.id)

        self._context.operations.read(self, read, self._open_comparison, key="compare")

    def _open_comparison(self, known: PersonPanel) -> None:
        dialog = CompareDialog(self.fields.facts(), known, self.fields.words_of, self.window())
        dialog.accepted.connect(lambda: self.existing_chosen.emit(known))
        dialog.open()


def _empty() -> PersonFacts:
    from panpun_desktop.services.people_rows import PersonFacts

    return PersonFacts()
