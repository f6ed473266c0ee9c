"""หนังสือขอสนับสนุนค่าพาหนะกลับภูมิลำเนา with แบบขอรับการช่วยเหลือเดินทางกลับ (domain.md §4.3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from panpun_desktop.common.phone import format_phone
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.common.thai_text import baht_words
from panpun_desktop.reports import kit
from panpun_desktop.reports.letter_texts import FALLS_AWAY, LetterKind, LetterWords
from panpun_desktop.reports.letters import model
from panpun_desktop.reports.letters.filled import Filled, Prose, Whole
from panpun_desktop.reports.letters.model import Part
from panpun_desktop.reports.letters.money import money_text
from panpun_desktop.reports.letters.told import Told
from panpun_desktop.reports.letters.words import official
from panpun_desktop.reports.person_facts import province_words
from panpun_desktop.reports.report import Asked, Finish

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_FORM = (
    "date", "name", "age", "members", "destination", "receiver", "relation", "phone", "reached",
    "not_reached", "vehicle", "train", "bus", "escorted", "travel_on", "costs", "sum", "fare", "food",
    "total", "words", "source", "own", "state", "other", "free_will", "person", "staff", "approved",
    "followed", "after_week", "after_month",
)  # fmt: skip
WORDS = LetterKind(
    "request_home",
    texts=(
        "family_clause", "subject", "addressee", "body_reason", "body_conclusion", "form", "form_amount",
        "enclosure", "section", "phone", "email", *(f"form_{name}" for name in _FORM),
    ),
    places={
        "centre": 6.0, "client_word": 2.0, "person": 6.0, "to": 4.0, "destination": 7.0,
        "family_count": 1.0, "receiver": 5.0, "relation": 2.5, "receiver_phone": 3.0, "amount": 2.5,
        "amount_text": 6.0, "family_clause": FALLS_AWAY,
    },
)  # fmt: skip
_VEHICLES = ("train", "bus", "escorted")
_SOURCES = ("own", "state", "other")


def read(session: Session, asked: Asked) -> Filled:
    """The request to the province, with the form that the person signs; without a person the empty form.

    Parameters: agency_id, dated_on, destination, receiver, relation, receiver_phone, fare, food (baht),
    family_count, members, vehicle (train, bus, escorted), source (own, state, other), travel_on, signer.
    """
    told = Told(session, asked)
    if told.person is None:
        return _blank(told)
    person = told.someone
    home = " ".join(one for one in (person.home_address, province_words(person.home_province or "")) if one)
    fare, food = told.amount("fare"), told.amount("food")
    total = (fare or Decimal(0)) + (food or Decimal(0))
    family = told.typed.get("family_count") or 0
    return told.filled(
        "request_home",
        "หนังสือขอรับการสนับสนุนค่าพาหนะเดินทางกลับภูมิลำเนา",
        WORDS,
        {
            "to": told.agency.name if told.agency else "",
            "destination": told.text("destination") or home,
            "family_count": str(family) if family else "",
            "members": told.text("members"),
            "receiver": told.text("receiver"),
            "relation": Prose(told.text("relation")),
            "receiver_phone": Whole(format_phone(told.text("receiver_phone"))),
            "amount": Whole(money_text(total)) if total else "",
            "amount_text": baht_words(total) if total else "",
            "fare": money_text(fare),
            "food": money_text(food),
            "vehicle": told.text("vehicle"),
            "source": told.text("source"),
            "travel_on": told.typed.get("travel_on"),
        },
        {"family_clause"} if family else (),
        enclosures=("form",),
        disclosed=("name", "destination", "contact", "amount", *(("family",) if family else ())),
        recipient=told.agency.name if told.agency else "",
        basis=told.basis,
    )


def _blank(told: Told) -> Filled:
    """The form alone: the letter is written when it is known for whom."""
    form = "request_home_blank"
    return told.filled(form, "แบบขอรับการช่วยเหลือเดินทางกลับภูมิลำเนา", WORDS, {}, is_blank=True, lacking=())


def parts(letter: Filled, words: LetterWords, finish: Finish) -> Iterator[Part]:
    """The letter, and the form behind it; of the empty form only that."""
    if letter.is_blank:
        yield from _form(letter, words)
        return
    yield from official(letter, words, finish, ("body_reason", "body_conclusion")).parts()
    yield model.NewPart()
    yield model.Line(words.plain("enclosure"), "right")
    yield from _form(letter, words)


def _form(letter: Filled, words: LetterWords) -> Iterator[Part]:
    values, person = letter.values, letter.person
    travel = values.get("travel_on")
    written_by, signer = ("", "") if letter.is_blank else (letter.written_by, letter.signer)
    travels = format_date(travel) if isinstance(travel, date) else ""
    members = f"{values.get('members') or ''}"
    yield model.Line(words.plain("form"), "title")
    day = "" if letter.is_blank else format_date(letter.dated_on)
    yield model.Columns(((), (_row(words, ("date", day)),)), (1.2, 1))
    yield _row(words, ("name", person.name))
    yield _row(words, ("age", person.age), ("members", members))
    yield _row(words, ("destination", f"{values.get('destination') or ''}"))
    yield _row(words, ("receiver", f"{values.get('receiver') or ''}"))
    phone = f"{values.get('receiver_phone') or ''}"
    yield _row(words, ("relation", f"{values.get('relation') or ''}"), ("phone", phone))
    yield _ticks(words, "", ("reached", "not_reached"), "")
    yield _ticks(words, "vehicle", _VEHICLES, f"{values.get('vehicle') or ''}")
    yield _row(words, ("travel_on", travels))
    yield _costs(letter, words)
    yield _row(words, ("words", f"{values.get('amount_text') or ''}"))
    yield _ticks(words, "source", _SOURCES, f"{values.get('source') or ''}")
    yield model.Body(words.plain("form_free_will"))
    yield model.Columns(
        (
            (model.Signature(words.plain("form_person"), person.name),),
            (model.Signature(words.plain("form_staff"), written_by),),
        )
    )
    yield model.Columns(((model.Signature(words.plain("form_approved"), signer),), ()))
    yield _row(words, ("after_week", ""))
    yield _row(words, ("after_month", ""))


def _costs(letter: Filled, words: LetterWords) -> Part:
    values = letter.values
    sums = [(name, f"{values.get(name) or ''}") for name in ("fare", "food")]
    rows = [(words.plain(f"form_{name}"), words.digits(amount)) for name, amount in sums]
    rows.append((words.plain("form_total"), words.digits(f"{values.get('amount') or ''}")))
    heads = (words.plain("form_costs"), words.plain("form_sum"))
    return model.Grid(heads, tuple(rows), (2.4, 1.0), frozenset({1}))


def _ticks(words: LetterWords, label: str, names: tuple[str, ...], chosen: str) -> Part:
    boxes = "     ".join(kit.tick(words.plain(f"form_{name}"), name == chosen) for name in names)
    return model.Line(f"{words.plain(f'form_{label}')}   {boxes}" if label else boxes, "left")


def _row(words: LetterWords, *fields: tuple[str, str]) -> Part:
    named = (model.Field(words.plain(f"form_{name}"), words.digits(value)) for name, value in fields)
    return model.Fields(tuple(named))
