"""อ่านบัตร (F4): read a card, see whose it is, and take over what is ticked.

``open_card`` is the whole of it for any screen; ``compare_with`` gives what is ticked to a form instead.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.services.card_sides import LINES, side_of
from panpun_desktop.views.acts.card_compare import CardCompareDialog, Choice
from panpun_desktop.views.acts.card_reading import read_card
from panpun_desktop.views.context import Context
from panpun_desktop.widgets.operations import Changes

if TYPE_CHECKING:
    from panpun_desktop.rules.id_card import IdCard
    from panpun_desktop.services.card_sides import CardSide
    from panpun_desktop.services.id_cards import CardMatch, TakeOverCard

_MOST_REASONS = 2
"""As many as stand beside a name in one line."""


def open_card(context: Context, parent: QWidget, person_id: int | None = None) -> None:
    """Read a card and compare it with its holder in the register, or with the person named."""
    if not context.may("person.edit"):
        context.say(_("Your role may not do this."))
        return

    def compare(card: IdCard) -> None:
        find_holder(context, parent, card, lambda match: _compare(context, parent, card, match, person_id))

    read_card(context, parent, compare, lambda: context.navigate("residents", add=True))


def find_holder(context: Context, parent: QWidget, card: IdCard, done: Callable[[CardMatch], object]) -> None:
    """Look in the register for the holder of a card."""
    work, actor, side = context.work, context.actor, side_of(card)

    def query() -> CardMatch:
        from panpun_desktop.services.id_cards import find_by_card

        return find_by_card(work, actor, side)

    def found(match: CardMatch) -> None:
        if isValid(parent):
            done(match)

    context.operations.read(parent, query, found, lambda error: context.say(message_of(error)), key="holder")


def compare_with(
    context: Context,
    parent: QWidget,
    card: IdCard,
    typed: CardSide,
    done: Callable[[TakeOverCard], object],
    person_id: int | None = None,
    lines: tuple[str, ...] = LINES,
) -> CardCompareDialog:
    """Compare a card with what is typed in a form; ``done`` gets what is ticked, nothing is saved."""
    choice = Choice(_("The person in this form"), person_id, typed, is_typed=True, lines=lines)
    dialog = CardCompareDialog(context, card, [choice], parent.window())
    dialog.taken.connect(done)
    dialog.open()
    return dialog


def _compare(
    context: Context, parent: QWidget, card: IdCard, match: CardMatch, person_id: int | None
) -> None:
    dialog = CardCompareDialog(context, card, choices_of(match, person_id), parent.window())
    dialog.settled.connect(lambda changes: _show_person(context, changes))
    dialog.open()


def choices_of(match: CardMatch, person_id: int | None = None) -> list[Choice]:
    """Whose card it may be, the surest first; the person of the open page comes before likenesses."""
    choices: list[Choice] = []
    if match.exact is not None:
        words = " ".join((match.exact.name, match.exact.regno))
        choices.append(Choice(f"{words} · {_('same national ID number')}", match.exact.person_id))
    if person_id is not None and all(one.person_id != person_id for one in choices):
        choices.append(Choice(_("The person of this page"), person_id))
    for one in match.similar:
        if all(known.person_id != one.hit.id for known in choices):
            words = " ".join((one.hit.name, one.hit.regno))
            choices.append(Choice(" · ".join((words, *one.reasons[:_MOST_REASONS])), one.hit.id))
    if match.exact is None:
        choices.append(Choice(_("A new person")))
    return choices


def _show_person(context: Context, changes: Changes) -> None:
    for person_id in changes.people:
        context.navigate("residents", person_id=person_id)
