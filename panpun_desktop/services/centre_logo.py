"""The centre's logo, printed at the head of its papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.models import StoredFile
from panpun_desktop.services import kept_bytes
from panpun_desktop.services.centre import LOGO, read_centre
from panpun_desktop.services.changes import Changes

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork


def set_logo(work: UnitsOfWork, by: Actor, request: tuple[str, bytes] | None) -> Changes:
    """Keep the centre's logo (name, PNG or JPEG bytes), or None to print none.

    RuleBroken ``setting.not_a_picture``, or ``file.too_big`` as for every file that is kept.
    """
    with work.writing(by, "setting.edit") as session:
        row = session.get(StoredFile, LOGO)
        if row is not None:
            kept_bytes.keep(session, row.content)
        if request is None:
            if row is not None:
                session.delete(row)
        else:
            _require_small(session, request[1])
            _put_logo(session, row, *_checked_picture(*request))
    return Changes(settings=frozenset({LOGO}), summary=_("Logo saved"))


def _require_small(session: Session, content: bytes) -> None:
    most = int(read_centre(session).settings["person.file_max_mb"])
    if len(content) > most * 1024 * 1024:
        raise RuleBroken("file.too_big", field=LOGO, most=most)


def _checked_picture(name: str, content: bytes) -> tuple[str, bytes]:
    from io import BytesIO

    from PIL import Image, UnidentifiedImageError

    try:
        Image.open(BytesIO(content), formats=("PNG", "JPEG")).verify()
    except (
        UnidentifiedImageError,
        Image.DecompressionBombError,
        OSError,
        SyntaxError,
        ValueError,
    ) as error:
        raise RuleBroken("setting.not_a_picture", field=LOGO) from error
    return name, content


def _put_logo(session: Session, row: StoredFile | None, name: str, content: bytes) -> None:
    if row is None:
        session.add(StoredFile(key=LOGO, name=name, content=content))
    else:
        row.name, row.content = name, content
