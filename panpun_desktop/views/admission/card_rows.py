"""F4 on the admission page: card after card into the rows of a family (R-CARD-1).

An empty row takes what the card says; where something typed or registered differs, a person compares.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from panpun_desktop.common.errors import PanpunError
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.services.card_sides import LINES, CardSide, State, side_of, state_of
from panpun_desktop.views.acts.card import compare_with, find_holder
from panpun_desktop.views.acts.card_reading import read_card
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.banners import Banner
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.rules.id_card import IdCard
    from panpun_desktop.services.id_cards import CardMatch, CardRecord, TakeOverCard
    from panpun_desktop.views.admission.member_row import MemberRow
    from panpun_desktop.views.admission.people_card import PeopleCard


class CardRows:
    """Reads cards into the rows of the person table."""

    def __init__(self, context: Context, people: PeopleCard, page: QWidget) -> None:
        self._context, self._people, self._page = context, people, page
        self.banner = Banner("")

    def read(self) -> None:
        """Read the card in the reader into the row in use, or into the next one."""
        focused = self._page.window().focusWidget()
        rows = (one for one in self._people.rows if focused is not None and one.isAncestorOf(focused))
        here = next(rows, None)
        read_card(self._context, self._page, lambda card: self._take(card, here), self._type)

    def _type(self) -> None:
        """Go where the number from the card is typed."""
        row = next((one for one in self._people.rows if one.is_empty()), self._people.rows[-1])
        row.document.setFocus()

    def _take(self, card: IdCard, here: MemberRow | None) -> None:
        """Into the row in use unless a card was read into it; else into the next empty one."""
        other = self._row_with(card, here)
        if other is not None:
            other.document.setFocus()
            words = _("This card was read already: person {number}.")
            self._context.say(words.format(number=other.number.plain_text()))
            return
        is_free = here in self._people.rows and here is not None and here.card is None
        row = here if is_free else next((one for one in self._people.rows if one.is_empty()), None)
        into = row or self._people.add_row()
        find_holder(self._context, self._page, card, lambda match: self._found(into, card, match))

    def _row_with(self, card: IdCard, row: MemberRow | None) -> MemberRow | None:
        for one in self._people.rows:
            is_other = one is not row or one.card is not None
            if is_other and card.number and one.document.number() == card.number:
                return one
        return None

    def _found(self, row: MemberRow, card: IdCard, match: CardMatch) -> None:
        if row not in self._people.rows:
            return
        holder = match.exact
        if holder is not None and row.known is None:
            self._people.take(row, holder.person_id, then=lambda: self._fill(row, card, holder))
        elif row.known is not None:
            self._with_record(row, row.known.person_id, lambda record: self._fill(row, card, record))
        else:
            self._fill(row, card, None)

    def _with_record(self, row: MemberRow, person_id: int, done: Callable[[CardRecord], object]) -> None:
        work, actor = self._context.work, self._context.actor

        def query() -> CardRecord:
            from panpun_desktop.services.id_cards import card_record

            return card_record(work, actor, person_id)

        def refused(error: PanpunError) -> None:
            row.show_problem("person", message_of(error))

        self._context.operations.read(row, query, done, refused, key="record")

    def _fill(self, row: MemberRow, card: IdCard, record: CardRecord | None) -> None:
        """What only adds goes in; one line that differs, and a person decides about all."""
        known, side = _beside(record, CardSide(row.facts())), side_of(card)
        states = {line: state_of(line, side, known) for line in LINES}
        person_id = record.person_id if record is not None else None
        if State.DIFFERS in states.values():
            compare_with(
                self._context, self._page, card, known, lambda asked: self._put(row, asked), person_id
            )
            return
        from panpun_desktop.services.id_cards import TakeOverCard

        lines = frozenset(line for line, state in states.items() if state is State.FILLS)
        seen = record.address_version if record is not None else None
        agreed = record is not None and record.photo_consent == "given"
        taken = TakeOverCard(side, lines, person_id, seen_address_version=seen, consents_to_photo=agreed)
        self._put(row, taken)

    def _put(self, row: MemberRow, asked: TakeOverCard) -> None:
        if row not in self._people.rows:
            return
        row.take_from_card(asked)
        row.relation.setFocus()
        self._people.settled(row)
        words = _("The card of {name} was read. Press F4 for the next card.")
        self._context.say(words.format(name=row.shown_name()))
        self.ask_for_photos()

    def ask_for_photos(self) -> None:
        """Ask for the consent of those whose cards brought a photo; unasked, no photo is kept (R-PD-1)."""
        asked = [row for row in self._people.rows if row.card is not None and _awaits_consent(row.card)]
        acts = [
            (_("{name} agrees").format(name=row.typed_name().first_name), partial(self._agree, row))
            for row in asked
        ]
        words = _("The photo of a card is kept only when its holder agrees.")
        self.banner.say(words if asked else "", Tone.INFO, acts)

    def _agree(self, row: MemberRow) -> None:
        if row.card is not None:
            row.card = replace(row.card, consents_to_photo=True)
        row.relation.setFocus()
        self.ask_for_photos()


def _awaits_consent(card: TakeOverCard) -> bool:
    return "photo" in card.lines and bool(card.side.photo) and not card.consents_to_photo


def _beside(record: CardRecord | None, typed: CardSide) -> CardSide:
    """What is typed, with what the register keeps beside the facts."""
    if record is None:
        return typed
    return replace(record.side, facts=typed.facts)
