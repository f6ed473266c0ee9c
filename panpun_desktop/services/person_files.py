"""Photos and scanned papers of a person, kept inside the encrypted database (domain.md §8)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.common.errors import Concern, NeedsConfirmation, RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_text import normalise
from panpun_desktop.models import AppUser, Consent, PersonFile, PersonFileContent
from panpun_desktop.services.access import write_access
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.person_codes import sees_sensitive, sensitive_codes
from panpun_desktop.services.person_parts import changed, person_seen
from panpun_desktop.services.pictures import media_type, thumbnail
from panpun_desktop.services.records import load
from panpun_desktop.services.visibility import veil_of
from panpun_desktop.store.unit_of_work import clock_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.changes import Changes
    from panpun_desktop.store.unit_of_work import UnitsOfWork

PHOTO = "PHOTO"
KINDS = "file_kind"
LOOKS = ("view", "print", "export")
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class AddFile:
    """Keep a photo or a scanned paper. ``without_consent``: a photo although no consent is recorded."""

    person_id: int
    kind: str
    name: str
    content: bytes
    title: str = ""
    dated_on: date | None = None
    without_consent: bool = False


@dataclass(frozen=True)
class VoidFile:
    """Take a file out of sight, with the reason; it is never deleted."""

    file_id: int
    seen_version: int
    reason: str


@dataclass(frozen=True)
class FileRow:
    """A file as the page lists it."""

    id: int
    version: int
    kind: str
    label: str
    title: str
    name: str
    media_type: str
    size: int
    dated_on: date | None
    added_at: datetime
    added_by: str
    is_sensitive: bool
    voided: bool
    void_reason: str
    thumbnail: bytes | None


def list_files(work: UnitsOfWork, by: Actor, person_id: int) -> tuple[FileRow, ...]:
    """A person's files, newest first, void ones last; sensitive kinds only for case staff."""
    with work.reading(by, "person.read_file") as session:
        if not veil_of(session).sees(person_id):
            return ()
        centre, hidden = read_centre(session), _hidden_kinds(by)
        rows = session.execute(
            select(PersonFile, PersonFileContent.thumbnail, AppUser.name)
            .join(PersonFileContent, PersonFileContent.file_id == PersonFile.id)
            .outerjoin(AppUser, AppUser.id == PersonFile.added_by_id)
            .where(PersonFile.person_id == person_id, PersonFile.kind.not_in(hidden))
            .order_by(PersonFile.voided_at.is_not(None), PersonFile.id.desc())
        )
        return tuple(
            _row(file, centre.label(KINDS, file.kind), picture, name or "") for file, picture, name in rows
        )


def add_file(work: UnitsOfWork, by: Actor, request: AddFile) -> Changes:
    """Keep a file; PDF, JPEG and PNG up to the centre's size. A photo without recorded consent asks.

    RuleBroken ``file.kind_unknown``, ``file.not_readable``, ``file.too_big``, ``file.sensitive``.
    """
    with work.writing(by, "person.file") as session:
        person_seen(session, request.person_id)
        _require_fitting(session, by, request)
        if request.kind == PHOTO and not request.without_consent:
            _require_consent(session, request.person_id)
        row = _keep(session, by, request)
        label = read_centre(session).label(KINDS, row.kind)
    return changed(request.person_id, _("File kept: {kind}").format(kind=label))


def add_photo(
    work: UnitsOfWork,
    by: Actor,
    person_id: int,
    content: bytes,
    name: str = "photo.jpg",
    without_consent: bool = False,
) -> Changes:
    """Keep a photo, from a file, the clipboard or a card; the newest is the one shown.

    NeedsConfirmation as long as no consent for photos is recorded; repeat with ``without_consent``.
    """
    return add_file(work, by, AddFile(person_id, PHOTO, name, content, without_consent=without_consent))


def void_file(work: UnitsOfWork, by: Actor, request: VoidFile) -> Changes:
    """Take a file out of sight; who may see it still reads the reason."""
    reason = normalise(request.reason).strip()
    with work.writing(by, "person.file") as session:
        if not reason:
            raise RuleBroken("file.reason_missing", field="reason")
        row = _file(session, by, request.file_id, request.seen_version)
        if row.voided_at is not None:
            raise RuleBroken("file.void_already", field="reason")
        row.voided_at, row.void_reason = clock_of(session).now(), reason
    return changed(row.person_id, _("File taken out of sight"))


def look_at_file(work: UnitsOfWork, by: Actor, file_id: int, how: str = "view") -> bytes:
    """The bytes of a file; ``how`` (view, print, export) goes into the access register (R-PD-4)."""
    with work.writing(by, "person.read_file", note=f"file:{file_id}", always=True) as session:
        row = _file(session, by, file_id)
        write_access(session, how if how in LOOKS else LOOKS[0], "person.file", [row.person_id])
        content = session.scalar(
            select(PersonFileContent.content).where(PersonFileContent.file_id == file_id)
        )
    return content or b""


def newest_photo(session: Session, person_id: int) -> bytes | None:
    """The small picture of the newest photo that is not void."""
    return session.scalar(
        select(PersonFileContent.thumbnail)
        .join(PersonFile, PersonFile.id == PersonFileContent.file_id)
        .where(PersonFile.person_id == person_id, PersonFile.kind == PHOTO, PersonFile.voided_at.is_(None))
        .order_by(PersonFile.id.desc())
        .limit(1)
    )


def _hidden_kinds(by: Actor) -> frozenset[str]:
    return frozenset() if sees_sensitive(by) else sensitive_codes(KINDS)


def _file(session: Session, by: Actor, file_id: int, seen: int | None = None) -> PersonFile:
    row = load(session, PersonFile, file_id, seen=seen)
    person_seen(session, row.person_id)
    if row.kind in _hidden_kinds(by):
        raise RuleBroken("file.sensitive")
    return row


def _require_fitting(session: Session, by: Actor, request: AddFile) -> None:
    centre = read_centre(session)
    if request.kind not in centre.codes[KINDS]:
        raise RuleBroken("file.kind_unknown", field="kind")
    if request.kind in _hidden_kinds(by):
        raise RuleBroken("file.sensitive", field="kind")
    most = int(centre.settings["person.file_max_mb"])
    if len(request.content) > most * MEGABYTE:
        raise RuleBroken("file.too_big", field="content", most=most)
    found = media_type(request.content)
    if not found or (request.kind == PHOTO and not found.startswith("image/")):
        raise RuleBroken("file.not_readable", field="content")


def _require_consent(session: Session, person_id: int) -> None:
    said = session.scalar(
        select(Consent.state)
        .where(Consent.person_id == person_id, Consent.purpose == PHOTO)
        .order_by(Consent.given_on.desc(), Consent.id.desc())
        .limit(1)
    )
    if said != "given":
        message = _("No consent for photos is recorded. Ask the person before the photo is kept.")
        raise NeedsConfirmation((Concern("R-PD-1", "warn", str(person_id), message),))


def _keep(session: Session, by: Actor, request: AddFile) -> PersonFile:
    row = PersonFile(
        person_id=request.person_id,
        kind=request.kind,
        title=normalise(request.title).strip(),
        name=request.name,
        media_type=media_type(request.content),
        size=len(request.content),
        dated_on=request.dated_on,
        added_at=clock_of(session).now(),
        added_by_id=by.user_id,
    )
    session.add(row)
    session.flush()
    session.add(
        PersonFileContent(
            file_id=row.id,
            content=request.content,
            thumbnail=thumbnail(request.content),
            sha256=hashlib.sha256(request.content).hexdigest(),
        )
    )
    return row


def _row(file: PersonFile, label: str, picture: bytes | None, added_by: str) -> FileRow:
    return FileRow(
        id=file.id,
        version=file.version,
        kind=file.kind,
        label=label,
        title=file.title,
        name=file.name,
        media_type=file.media_type,
        size=file.size,
        dated_on=file.dated_on,
        added_at=file.added_at,
        added_by=added_by,
        is_sensitive=file.kind in sensitive_codes(KINDS),
        voided=file.voided_at is not None,
        void_reason=file.void_reason,
        thumbnail=picture,
    )
