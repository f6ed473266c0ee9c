"""What to look at before a letter gets its number: blanks it would print, and words it does not need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from panpun_desktop.common.i18n import N_
from panpun_desktop.reports.letters.catalogue import KINDS
from panpun_desktop.reports.letters.fields import TRANSFER_LETTER, LetterField
from panpun_desktop.reports.person_facts import province_words
from panpun_desktop.rules.sensitive_words import sensitive_words

if TYPE_CHECKING:
    from panpun_desktop.reports.letters.filled import Filled
    from panpun_desktop.reports.transfer_letter.data import TransferLetter

TRANSFER = "transfer_letter"
WITHOUT_CONSENT = "without_consent"
"""Parameter of a letter: why it is issued although no consent to disclose stands (R-PD-9)."""
SENSITIVE = "sensitive_words"
"""Code of what is told by words of the sensitive list in the free text (R-PD-9)."""
FACTS = {
    "to": N_("the agency the letter goes to"),
    "address": N_("the address of the agency"),
    "birth": N_("the birth"),
    "amount": N_("the amount of money"),
    "amount_text": N_("the amount of money"),
    "from_date": N_("the day the stay began"),
    "service": N_("the type of service"),
}
"""Places that no field fills: words for what the register lacks."""


@dataclass(frozen=True)
class Gap:
    """Something that the letter prints as dots, or goes without; ``words`` is a message id.

    ``is_typed``: a field of the letter by this name gives it.
    """

    name: str
    words: str
    is_typed: bool = True


@dataclass(frozen=True)
class Doubt:
    """A word of the sensitive list in what was typed into a field; ``label`` is a message id."""

    name: str
    label: str
    word: str


def gaps(key: str, letter: Any) -> list[Gap]:
    """What a letter of a kind lacks, by the values it was drawn from; nothing for other papers."""
    if key == TRANSFER:
        return transfer_gaps(letter)
    return kind_gaps(key, letter) if key in KINDS else []


def transfer_gaps(letter: TransferLetter) -> list[Gap]:
    """The blanks of a transfer letter, consent, and where the person comes from."""
    escort = letter.escort
    typed = (
        ("wanted_service", N_("the service wanted"), letter.wanted_service),
        ("escort", N_("who brings the person"), escort.name),
        ("escort_on", N_("the day of bringing"), escort.on),
        ("escort_time", N_("the time of bringing"), escort.at),
        ("escort_phone", N_("the telephone of who brings"), escort.phone),
        ("signer", N_("who signs"), letter.signer),
    )
    known = (
        ("consent", N_("consent to disclose"), letter.consent),
        ("home_province", N_("the home province"), province_words(letter.person.home_province)),
    )
    found = [Gap(name, words) for name, words, value in typed if not value]
    return found + [Gap(name, words, is_typed=False) for name, words, value in known if not value]


def kind_gaps(key: str, letter: Filled) -> list[Gap]:
    """The places of any other kind that print as dots, each with the field that fills it."""
    kind, lacking = KINDS[key], dict.fromkeys(letter.lacking)
    found = [Gap("agency_id", FACTS["to"])] if "to" in lacking else []
    found += [Gap(field.name, field.label) for field in kind.fields if field.fills in lacking]
    filled = {field.fills for field in kind.fields} | {"to"}
    words = dict.fromkeys(FACTS[place] for place in lacking if place not in filled and place in FACTS)
    return found + [Gap(one, one, is_typed=False) for one in words]


def fields_of(key: str) -> tuple[LetterField, ...]:
    """What staff type into a letter."""
    if key == TRANSFER:
        return TRANSFER_LETTER
    return KINDS[key].fields if key in KINDS else ()


def sensitive_told(key: str, typed: Mapping[str, Any], words: Iterable[str]) -> tuple[str, ...]:
    """Words of the list that a letter prints, each once."""
    return tuple(dict.fromkeys(one.word for one in doubts(key, typed, words)))


def doubts(key: str, typed: Mapping[str, Any], words: Iterable[str]) -> list[Doubt]:
    """Words of the list in the free text of a letter; warned about, never refused."""
    listed = tuple(words)
    return [
        Doubt(field.name, field.label, word)
        for field in fields_of(key)
        if field.is_free
        for word in sensitive_words(str(typed.get(field.name) or ""), listed)
    ]
