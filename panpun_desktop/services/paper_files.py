"""Files kept with an issued or incoming paper: scans, answers, the text as it went out, sealed parts."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.common.clock import BANGKOK
from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_text import normalise
from panpun_desktop.models import AppUser, Document, IncomingPaper, PaperFile, PaperFileContent
from panpun_desktop.services.access import write_access
from panpun_desktop.services.centre import read_centre
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.documents import readable, reprint, require_readable
from panpun_desktop.services.person_codes import sees_sensitive
from panpun_desktop.services.person_files import LOOKS, MEGABYTE
from panpun_desktop.services.pictures import media_type
from panpun_desktop.services.records import load
from panpun_desktop.services.visibility import require_sight, veil_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork

SCAN, REPLY, ISSUED_TEXT, ATTACHMENT, SEALED = "scan", "reply", "issued_text", "attachment", "sealed"
KINDS = (SCAN, REPLY, ISSUED_TEXT, ATTACHMENT, SEALED)
_PDF = "application/pdf"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True)
class AddPaperFile:
    """Keep a file with exactly one paper: an issued one or an incoming one."""

    kind: str
    name: str
    content: bytes
    document_id: int | None = None
    incoming_id: int | None = None


@dataclass(frozen=True)
class VoidPaperFile:
    """Take a file out of sight; it is kept, and Ctrl+Z brings it back."""

    file_id: int
    seen_version: int


@dataclass(frozen=True)
class PaperFileRow:
    """A file as the lists show it; of a sealed one only that it is there, where it may not be opened."""

    id: int
    version: int
    kind: str
    name: str
    media_type: str
    size: int
    added_at: datetime
    added_by: str
    may_open: bool


@dataclass(frozen=True)
class Reprinted:
    """The bytes to print of an issued paper; ``name`` of the file that took the drawn text's place, or "".

    ``cancelled_on``: the paper was cancelled, which its bytes do not say.
    """

    pdf: bytes
    name: str = ""
    cancelled_on: date | None = None
    cancel_reason: str = ""


def list_paper_files(
    work: UnitsOfWork, by: Actor, document_id: int | None = None, incoming_id: int | None = None
) -> tuple[PaperFileRow, ...]:
    """The files of a paper in the order in which they were kept; none of a person not seen whole."""
    with work.reading(by, "document.read") as session:
        if not _is_seen(session, document_id, incoming_id):
            return ()
        rows = session.execute(
            select(PaperFile, AppUser.name)
            .join(AppUser, AppUser.id == PaperFile.added_by_id)
            .where(PaperFile.document_id == document_id, PaperFile.incoming_id == incoming_id)
            .where(PaperFile.voided_at.is_(None))
            .order_by(PaperFile.id)
        )
        return tuple(_row(by, file, name) for file, name in rows)


def add_paper_file(work: UnitsOfWork, by: Actor, request: AddPaperFile) -> Changes:
    """Keep a file; PDF, JPEG and PNG up to the centre's size, an attachment may be a Word text.

    RuleBroken ``file.kind_unknown``, ``file.too_big``, ``file.sensitive``, ``paper_file.not_readable``,
    ``paper_file.issued_text_pdf``, ``paper_file.not_of_incoming``.
    """
    with work.writing(by, "paper_file.edit") as session:
        people = _require_paper(session, request.document_id, request.incoming_id)
        _require_fitting(session, by, request)
        row = PaperFile(
            document_id=request.document_id,
            incoming_id=request.incoming_id,
            kind=request.kind,
            name=normalise(request.name).strip(),
            media_type=_media_type(request.content),
            size=len(request.content),
            sha256=hashlib.sha256(request.content).hexdigest(),
            added_at=work.clock.now(),
            added_by_id=by.user_id,
        )
        session.add(row)
        session.flush()
        session.add(PaperFileContent(paper_file_id=row.id, content=request.content))
    return _changed(row, people, _("File kept with the paper"))


def void_paper_file(work: UnitsOfWork, by: Actor, request: VoidPaperFile) -> Changes:
    """Take a file away from its paper; a text that took the drawn one's place gives it back."""
    with work.writing(by, "paper_file.edit") as session:
        row = load(session, PaperFile, request.file_id, request.seen_version)
        people = _require_openable(session, by, row)
        row.voided_at = work.clock.now()
    return _changed(row, people, _("File taken out of sight"))


def look_at_paper_file(work: UnitsOfWork, by: Actor, file_id: int, how: str = "view") -> bytes:
    """The bytes of a file; ``how`` (view, print, export) goes into the access register (R-PD-4)."""
    note = f"paper_file:{file_id}"
    with work.writing(by, "document.reprint", note=note, always=True) as session:
        row = load(session, PaperFile, file_id)
        people = _require_openable(session, by, row)
        if people:
            write_access(session, how if how in LOOKS else LOOKS[0], f"paper_file.{row.kind}", people)
        return _content(session, row)


def reprint_as_sent(work: UnitsOfWork, by: Actor, document_id: int) -> Reprinted:
    """What went out: the text attached as issued, else the drawn bytes; noted like every reprint."""
    with work.reading(by, "document.reprint") as session:
        row = session.scalar(
            select(PaperFile)
            .where(PaperFile.document_id == document_id, PaperFile.kind == ISSUED_TEXT)
            .where(PaperFile.voided_at.is_(None))
            .order_by(PaperFile.id.desc())
            .limit(1)
        )
        paper = load(session, Document, document_id)
        at, reason = paper.cancelled_at, paper.cancel_reason
    cancelled_on = at.astimezone(BANGKOK).date() if at is not None else None
    if row is None:
        return Reprinted(reprint(work, by, document_id), "", cancelled_on, reason)
    found = look_at_paper_file(work, by, row.id, "print")
    return Reprinted(found, row.name, cancelled_on, reason)


def _is_seen(session: Session, document_id: int | None, incoming_id: int | None) -> bool:
    if document_id is not None:
        return readable(session, load(session, Document, document_id))
    if incoming_id is not None:
        return veil_of(session).sees(load(session, IncomingPaper, incoming_id).person_id)
    return False


def _require_paper(session: Session, document_id: int | None, incoming_id: int | None) -> frozenset[int]:
    """The person of the paper, who must be seen whole; RuleBroken when there is not exactly one paper."""
    if (document_id is None) == (incoming_id is None):
        raise RuleBroken("paper_file.no_paper")
    if document_id is not None:
        paper = load(session, Document, document_id)
        require_readable(session, paper)
        return frozenset({paper.person_id} if paper.person_id is not None else ())
    came = load(session, IncomingPaper, incoming_id or 0)
    if came.person_id is not None:
        require_sight(session, came.person_id)
    return frozenset({came.person_id} if came.person_id is not None else ())


def _require_openable(session: Session, by: Actor, row: PaperFile) -> frozenset[int]:
    people = _require_paper(session, row.document_id, row.incoming_id)
    if row.kind == SEALED and not sees_sensitive(by):
        raise RuleBroken("file.sensitive")
    return people


def _require_fitting(session: Session, by: Actor, request: AddPaperFile) -> None:
    if request.kind not in KINDS:
        raise RuleBroken("file.kind_unknown", field="kind")
    if request.kind == SEALED and not sees_sensitive(by):
        raise RuleBroken("file.sensitive", field="kind")
    most = int(read_centre(session).settings["person.file_max_mb"])
    if len(request.content) > most * MEGABYTE:
        raise RuleBroken("file.too_big", field="kind", most=most)
    found = _media_type(request.content)
    if request.kind == ISSUED_TEXT and request.document_id is None:
        raise RuleBroken("paper_file.not_of_incoming", field="kind")
    if request.kind == ISSUED_TEXT and found != _PDF:
        raise RuleBroken("paper_file.issued_text_pdf", field="kind")
    if not found or (found == _WORD and request.kind not in {ATTACHMENT, SEALED}):
        raise RuleBroken("paper_file.not_readable", field="kind")


def _media_type(content: bytes) -> str:
    if content.startswith(_ZIP) and b"word/document.xml" in content:
        return _WORD
    return media_type(content)


def _content(session: Session, row: PaperFile) -> bytes:
    content = session.scalar(select(PaperFileContent.content).where(PaperFileContent.paper_file_id == row.id))
    if content is None or hashlib.sha256(content).hexdigest() != row.sha256:
        raise RuleBroken("document.damaged")
    return content


def _row(by: Actor, file: PaperFile, added_by: str) -> PaperFileRow:
    may_open = file.kind != SEALED or sees_sensitive(by)
    name = file.name if may_open else ""
    return PaperFileRow(
        file.id,
        file.version,
        file.kind,
        name,
        file.media_type,
        file.size,
        file.added_at,
        added_by,
        may_open,
    )


def _changed(row: PaperFile, people: frozenset[int], summary: str) -> Changes:
    return Changes(
        documents=frozenset({row.document_id} if row.document_id is not None else ()),
        incoming=frozenset({row.incoming_id} if row.incoming_id is not None else ()),
        people=people,
        summary=summary,
    )
