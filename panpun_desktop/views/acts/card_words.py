"""The words of each line of a card and of the register, and what is doubtful about a card."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from panpun_desktop.common import national_id
from panpun_desktop.common.be_calendar import OFFSET, PartialDate
from panpun_desktop.common.i18n import N_, _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.rules.address import address_line
from panpun_desktop.rules.birth import Birth, BirthPrecision, birth_text
from panpun_desktop.rules.names import display_name
from panpun_desktop.services.card_sides import LIFETIME
from panpun_desktop.views.acts.card_reading import LINE_NAMES

if TYPE_CHECKING:
    from panpun_desktop.rules.id_card import IdCard
    from panpun_desktop.services.card_sides import CardSide
    from panpun_desktop.services.people_rows import PersonFacts

Codes = Mapping[str, Mapping[str, str]]
TITLES = {
    "name": N_("Full name"),
    "national_id": N_("National ID number"),
    "birth": N_("Birth"),
    "sex": N_("Sex"),
    "card_held": N_("Card held"),
    "name_en": N_("Name in English"),
    "validity": N_("Card valid"),
    "address": N_("Registered address"),
    "photo": N_("Photo"),
}


def words_of(line: str, side: CardSide, codes: Codes) -> str:
    """What a side says in a line; nothing when it knows nothing."""
    if line in ("sex", "card_held"):
        code = getattr(side.facts, line)
        return "" if side.is_blank(line) else codes[line].get(code, code)
    return _WORDS[line](side)


def remarks(card: IdCard, today: date) -> list[str]:
    """What a person should look at before anything is taken over."""
    found = []
    if card.birth is not None and card.birth.is_doubtful:
        words = _("Please check the year of birth: the card says {written}, before 1 January 2484.")
        found.append(words.format(written=_as_written(card.birth)))
    if not national_id.check(card.number).is_valid:
        found.append(_("The number on the card does not check. It is kept and marked."))
    if card.expires_on is not None and card.expires_on < today:
        day = format_date(card.expires_on, "short")
        found.append(_("This card expired on {day}.").format(day=day))
    if card.unread:
        names = ", ".join(_(LINE_NAMES[one]) for one in card.unread)
        found.append(_("Could not be read from the card: {names}").format(names=names))
    return found


def _as_written(birth: PartialDate) -> str:
    """A birth in the figures that stand on the card."""
    first = birth.first
    figures = {"day": f"{first.day}/{first.month}/", "month": f"{first.month}/"}.get(birth.precision, "")
    return f"{figures}{first.year + OFFSET}"


def _name(facts: PersonFacts) -> str:
    names = (facts.title, facts.first_name, facts.middle_name, facts.last_name)
    return display_name(*names) if any(names) else ""


def _birth(facts: PersonFacts) -> str:
    if facts.birth_first_on is None:
        return ""
    birth = Birth(BirthPrecision(facts.birth_precision), facts.birth_first_on, facts.birth_estimated_on)
    return birth_text(birth)


def _validity(facts: PersonFacts) -> str:
    issued = format_date(facts.card_issued_on, "short") if facts.card_issued_on else "–"
    expires_on = facts.card_expires_on
    if expires_on == LIFETIME:
        return _("{issued} to lifelong").format(issued=issued)
    if expires_on is None:
        return issued if facts.card_issued_on else ""
    return _("{issued} to {expires}").format(issued=issued, expires=format_date(expires_on, "short"))


_WORDS: Mapping[str, Callable[[CardSide], str]] = {
    "name": lambda side: _name(side.facts),
    "national_id": lambda side: national_id.format_id(side.facts.national_id),
    "birth": lambda side: _birth(side.facts),
    "name_en": lambda side: side.facts.name_en,
    "validity": lambda side: _validity(side.facts),
    "address": lambda side: address_line(side.address),
    "photo": lambda side: _("There is a photo") if side.photo else "",
}
