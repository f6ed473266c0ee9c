"""Taking over what an ID card says: whose card it is, and only those lines that a person ticked (R-CARD-1).

The address on a card is the registered one, never where someone lives. A photo is kept only with consent.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.common.clock import local, today
from panpun_desktop.common.errors import EditConflict, RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.models import Consent, Person, PersonAddress, PersonFile, PersonFileContent
from panpun_desktop.rules import roles
from panpun_desktop.rules.address import Address
from panpun_desktop.rules.card_address import PARTS
from panpun_desktop.services.card_sides import BESIDE, CardSide, with_taken
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.people import possible_duplicates
from panpun_desktop.services.people_rows import Duplicate, PersonFacts
from panpun_desktop.services.person_parts import load_known
from panpun_desktop.services.records import load
from panpun_desktop.services.register import (
    apply_facts,
    facts_of,
    full_name,
    keep_apart,
    register_person,
    require_free_national_id,
)
from panpun_desktop.services.visibility import veil
from panpun_desktop.store.unit_of_work import clock_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork

PHOTO, REGISTERED, GIVEN = "PHOTO", "REGISTERED", "given"
_JPEG = "image/jpeg"


@dataclass(frozen=True)
class CardRecord:
    """Someone of the register as the comparison shows them."""

    person_id: int
    version: int
    address_version: int | None
    regno: str
    name: str
    side: CardSide
    photo_consent: str
    """given, refused, withdrawn or not_asked."""


@dataclass(frozen=True)
class CardMatch:
    """Who in the register the card may belong to: by its number, and by likeness."""

    exact: CardRecord | None
    similar: tuple[Duplicate, ...]


@dataclass(frozen=True)
class TakeOverCard:
    """The ticked ``lines`` of a card for someone of the register, or for a new person.

    ``consents_to_photo``: the person agreed today that the photo is kept. ``not_same_as``: people of the
    register of whom was said that they are someone else.
    """

    side: CardSide
    lines: frozenset[str]
    person_id: int | None = None
    seen_version: int | None = None
    seen_address_version: int | None = None
    consents_to_photo: bool = False
    not_same_as: tuple[int, ...] = ()


def find_by_card(work: UnitsOfWork, by: Actor, side: CardSide) -> CardMatch:
    """Who may be the holder of a card; nobody whom this role may not see."""
    number = side.facts.national_id
    with work.reading(by, "person.edit") as session:
        holder = session.scalar(
            select(Person).where(
                Person.national_id == number, Person.national_id_valid, Person.voided_at.is_(None)
            )
        )
        seen = holder is not None and veil(session, by).sees(holder.id)
        exact = _record(session, by, holder) if holder is not None and seen else None
    similar = possible_duplicates(work, by, side.facts) if exact is None else ()
    return CardMatch(exact, similar)


def card_record(work: UnitsOfWork, by: Actor, person_id: int) -> CardRecord:
    """One person of the register for the comparison."""
    with work.reading(by, "person.edit") as session:
        _require_seen(session, by, person_id)
        return _record(session, by, load(session, Person, person_id))


def take_over_card(work: UnitsOfWork, by: Actor, request: TakeOverCard) -> Changes:
    """Write the ticked lines, and only those; a new person gets the next register number."""
    act = "person.create" if request.person_id is None else "person.edit"
    with work.writing(by, act) as session:
        if not request.lines:
            raise RuleBroken("card.nothing_taken")
        person = _new(session, work, request) if request.person_id is None else _known(session, by, request)
        put_beside(session, by, person, request)
    words = _("Registered {name} {regno}") if request.person_id is None else _("Card taken over: {name}")
    summary = words.format(name=full_name(person), regno=person.regno)
    return Changes(people=frozenset({person.id}), summary=summary)


def put_card_at_admission(session: Session, by: Actor, person: Person, request: TakeOverCard) -> None:
    """Write what is kept beside the facts of someone who is admitted; without consent no photo."""
    consented = request.consents_to_photo or _consent(session, person.id) == GIVEN
    lines = frozenset(BESIDE) if consented else frozenset(BESIDE) - {"photo"}
    put_beside(session, by, person, replace(request, lines=request.lines & lines))


def put_beside(session: Session, by: Actor, person: Person, request: TakeOverCard) -> None:
    """Write what of a card is kept beside a person's facts, inside an open unit of work."""
    side, lines = request.side, request.lines
    if "address" in lines:
        _put_address(session, person, side.address, request.seen_address_version)
    if "photo" in lines and side.photo:
        _require_consent(session, by, person, request)
        _put_photo(session, by, person, side.photo)


def _new(session: Session, work: UnitsOfWork, request: TakeOverCard) -> Person:
    facts = with_taken(PersonFacts(), request.side, request.lines)
    person = register_person(session, facts, today(work.clock), read_centre(session))
    keep_apart(session, person, request.not_same_as)
    return person


def _known(session: Session, by: Actor, request: TakeOverCard) -> Person:
    _require_seen(session, by, request.person_id)
    person = load_known(session, request.person_id or 0, request.seen_version)
    apply_facts(person, with_taken(facts_of(person), request.side, request.lines))
    require_free_national_id(session, person)
    return person


def _require_seen(session: Session, by: Actor, person_id: int | None) -> None:
    if not veil(session, by).sees(person_id):
        raise RuleBroken("record.missing", kind=Person.__name__)


def _record(session: Session, by: Actor, person: Person) -> CardRecord:
    address = _address(session, person.id)
    side = CardSide(
        facts_of(person),
        _parts(address),
        _photo(session, person.id) if roles.may(by, "person.read_file") else b"",
    )
    return CardRecord(
        person.id,
        person.version,
        address.version if address else None,
        person.regno,
        full_name(person),
        side,
        _consent(session, person.id),
    )


def _address(session: Session, person_id: int) -> PersonAddress | None:
    return session.scalar(
        select(PersonAddress).where(PersonAddress.person_id == person_id, PersonAddress.kind == REGISTERED)
    )


def _parts(address: PersonAddress | None) -> Address:
    if address is None:
        return Address()
    known = Address(**{part: getattr(address, part) for part in PARTS})
    return known if known != Address() or not address.text else Address(place=address.text)


def _put_address(session: Session, person: Person, said: Address, seen: int | None) -> None:
    """The registered address in its parts; a postal code goes when the place is another (cards have none)."""
    row = _address(session, person.id)
    if (row.version if row else None) != seen:
        raise EditConflict("record.changed_by_someone_else", kind=PersonAddress.__name__)
    if row is None:
        row = PersonAddress(person_id=person.id, kind=REGISTERED)
        session.add(row)
    elif (row.district, row.province) != (said.district, said.province):
        row.postcode = ""
    for part in PARTS:
        setattr(row, part, getattr(said, part))
    row.text = ""


def _consent(session: Session, person_id: int) -> str:
    """What was said last about photos."""
    said = session.scalar(
        select(Consent.state)
        .where(Consent.person_id == person_id, Consent.purpose == PHOTO)
        .order_by(Consent.given_on.desc(), Consent.id.desc())
        .limit(1)
    )
    return said or "not_asked"


def _require_consent(session: Session, by: Actor, person: Person, request: TakeOverCard) -> None:
    """Record the consent given today, or refuse the photo (R-PD-1)."""
    if _consent(session, person.id) == GIVEN:
        return
    if not request.consents_to_photo:
        raise RuleBroken("card.photo_consent", field="photo")
    roles.require(by, "consent.record")
    day = local(clock_of(session)).date()
    session.add(Consent(person_id=person.id, purpose=PHOTO, state=GIVEN, given_on=day))


def _photo(session: Session, person_id: int) -> bytes:
    """The photo shown of a person: the newest that is not voided."""
    found = session.scalar(
        select(PersonFileContent.content)
        .join(PersonFile, PersonFile.id == PersonFileContent.file_id)
        .where(PersonFile.person_id == person_id, PersonFile.kind == PHOTO, PersonFile.voided_at.is_(None))
        .order_by(PersonFile.added_at.desc(), PersonFile.id.desc())
        .limit(1)
    )
    return found or b""


def _put_photo(session: Session, by: Actor, person: Person, photo: bytes) -> None:
    """Keep the photo; it is so small that it is its own small picture."""
    roles.require(by, "person.file")
    now = clock_of(session).now()
    row = PersonFile(
        person_id=person.id,
        kind=PHOTO,
        title=_("Photo from the ID card"),
        media_type=_JPEG,
        size=len(photo),
        dated_on=None,
        added_at=now,
        added_by_id=by.user_id,
    )
    session.add(row)
    session.flush()
    digest = hashlib.sha256(photo).hexdigest()
    session.add(PersonFileContent(file_id=row.id, content=photo, thumbnail=photo, sha256=digest))
