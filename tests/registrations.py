"""People registered, registered again by someone else, and others who only look like them.

The mix of the corruptions is a value, so that a hold-out run shares neither seed nor mix with any tuning.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

from panpun_desktop.services.people_rows import PersonFacts
from tests.names import Names
from tests.slips import slip


@dataclass(frozen=True)
class Mix:
    """How often what happens when somebody is registered a second time; ``ear``: slips heard, not typed."""

    no_number: float = 0.45
    number_slip: float = 0.05
    no_birth: float = 0.2
    year_only: float = 0.2
    era_slip: float = 0.04
    year_slip: float = 0.06
    first_slip: float = 0.4
    last_slip: float = 0.35
    second_slip: float = 0.1
    new_last: float = 0.1
    new_first: float = 0.04
    no_phone: float = 0.6
    no_nickname: float = 0.5
    ear: float = 0.5


HELD_OUT = Mix(
    no_number=0.5,
    number_slip=0.03,
    no_birth=0.25,
    year_only=0.15,
    era_slip=0.05,
    year_slip=0.1,
    first_slip=0.5,
    last_slip=0.45,
    second_slip=0.15,
    new_last=0.12,
    new_first=0.05,
    no_phone=0.7,
    no_nickname=0.6,
    ear=0.35,
)
"""Harder than the delivered one in almost everything, and with other slips."""


def someone(names: Names, chance: random.Random) -> PersonFacts:
    """Somebody new: half with a telephone, a third with a nickname, nine of ten with a number."""
    first, last, sex = names.full(chance)
    born = date(1945, 1, 1) + timedelta(days=chance.randrange(27_000))
    return PersonFacts(
        first_name=first,
        last_name=last,
        sex=sex,
        nickname=chance.choice(names.women)[:3] if chance.random() < 0.33 else "",
        birth_precision="DAY",
        birth_first_on=born,
        national_id=number(chance) if chance.random() < 0.9 else "",
        phone=f"08{chance.randrange(10**8):08}" if chance.random() < 0.5 else "",
    )


def number(chance: random.Random) -> str:
    """An invented national id of registrar 9999 with its check digit."""
    digits = f"{chance.randrange(1, 9)}9999{chance.randrange(10**7):07}"
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(13, 1, -1), strict=True))
    return f"{digits}{(11 - total % 11) % 10}"


def again(one: PersonFacts, names: Names, chance: random.Random, mix: Mix) -> PersonFacts:
    """The same person registered again, with what the mix spoils."""
    facts = _name_again(one, names, chance, mix)
    if chance.random() < mix.no_number:
        facts = replace(facts, national_id="")
    elif facts.national_id and chance.random() < mix.number_slip:
        at = chance.randrange(13)
        facts = replace(
            facts, national_id=f"{facts.national_id[:at]}{chance.randrange(10)}{facts.national_id[at + 1 :]}"
        )
    if chance.random() < mix.no_phone:
        facts = replace(facts, phone="")
    if chance.random() < mix.no_nickname:
        facts = replace(facts, nickname="")
    return _birth_again(facts, chance, mix)


def _name_again(one: PersonFacts, names: Names, chance: random.Random, mix: Mix) -> PersonFacts:
    first, last = one.first_name, one.last_name
    if chance.random() < mix.first_slip:
        first = slip(first, chance, mix.ear)
    if chance.random() < mix.last_slip:
        last = slip(last, chance, mix.ear)
    if chance.random() < mix.second_slip:
        first, last = (
            (slip(first, chance, mix.ear), last) if chance.random() < 0.5 else (first, slip(last, chance))
        )
    if chance.random() < mix.new_last:
        last = chance.choice(names.families)
    if chance.random() < mix.new_first:
        first = chance.choice(names.women if one.sex == "F" else names.men)
    return replace(one, first_name=first, last_name=last)


def _birth_again(facts: PersonFacts, chance: random.Random, mix: Mix) -> PersonFacts:
    luck, born = chance.random(), facts.birth_first_on
    assert born is not None
    if luck < mix.no_birth:
        return replace(facts, birth_precision="UNKNOWN", birth_first_on=None)
    if luck < mix.no_birth + mix.year_only:
        return replace(facts, birth_precision="YEAR", birth_first_on=date(born.year, 1, 1))
    if chance.random() < mix.era_slip:
        return replace(facts, birth_first_on=date(born.year + 543, born.month, min(born.day, 28)))
    if chance.random() < mix.year_slip:
        return replace(
            facts, birth_first_on=date(born.year + chance.choice((-1, 1)), born.month, min(born.day, 28))
        )
    return facts


def stranger(known: PersonFacts, names: Names, chance: random.Random) -> PersonFacts:
    """Somebody new: every fourth a relative of someone known, some with a name like theirs, or the same."""
    new, luck = someone(names, chance), chance.random()
    if luck < 0.25:
        new = replace(new, last_name=known.last_name)
    elif luck < 0.38:
        new = replace(
            new, first_name=slip(known.first_name, chance), last_name=known.last_name, sex=known.sex
        )
    elif luck < 0.40:
        new = replace(new, first_name=known.first_name, last_name=known.last_name, sex=known.sex)
    return replace(new, national_id="") if chance.random() < 0.5 else new
