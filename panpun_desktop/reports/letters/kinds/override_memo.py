"""บันทึกข้อความ ขออนุมัติผ่อนผัน (domain.md §4.4 MEMO): why somebody stays on beyond the limit, until when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlalchemy import select

from panpun_desktop.common.thai_date import format_date
from panpun_desktop.models import Override
from panpun_desktop.reports import kit
from panpun_desktop.reports.letter_texts import FALLS_AWAY, LetterKind, LetterWords
from panpun_desktop.reports.letters import model
from panpun_desktop.reports.letters.filled import Filled, Prose, Whole
from panpun_desktop.reports.letters.model import Memo, Part
from panpun_desktop.reports.letters.told import Told
from panpun_desktop.reports.letters.words import on_paper
from panpun_desktop.reports.report import Asked, Finish
from panpun_desktop.services.stay_rows import parts as stay_parts

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

WORDS = LetterKind(
    "override_memo",
    texts=(
        "limit_clause", "subject", "addressee", "body_reason", "body_purpose", "body_conclusion", "decision",
        "approved", "refused", "decider", "decided_on",
    ),
    places={
        "client_word": 2.0, "person": 6.0, "regno": 2.5, "service": 4.0, "from_date": 3.5,
        "limit_date": 3.5, "reason": 8.0, "extend_to": 3.5, "limit_clause": FALLS_AWAY,
    },
)  # fmt: skip


def read(session: Session, asked: Asked) -> Filled:
    """The memo about the stay; the override that was given last fills what is not typed.

    Parameters: stay_id, dated_on, reason, extend_to, asker, asker_position.
    """
    told = Told(session, asked)
    stay = told.stay
    part = stay_parts(session, [stay.id], told.dated_on, asked.centre).get(stay.id) if stay else None
    given = _last_override(session, stay.id) if stay else None
    reason = told.text("reason")
    if not reason and given is not None:
        words = (asked.centre.label("override_reason", given.reason_code), given.reason)
        reason = " ".join(dict.fromkeys(one for one in words if one))
    limit = part.clock.limit_on if part and part.clock.limit_on else None
    return told.filled(
        "override_memo",
        "บันทึกข้อความ ขออนุมัติผ่อนผัน",
        WORDS,
        {
            "regno": Whole(told.someone.regno),
            "service": Prose(told.service),
            "from_date": part.started_on if part else stay.arrived_on if stay else None,
            "limit_date": limit,
            "reason": Prose(reason),
            "extend_to": told.typed.get("extend_to") or (given.extend_to_on if given else None),
        },
        {"limit_clause"} if limit else (),
        signer=told.text("signer") or asked.by.name,
        signer_position=told.text("signer_position"),
    )


def _last_override(session: Session, stay_id: int) -> Override | None:
    query = select(Override).where(Override.stay_id == stay_id, Override.extend_to_on.is_not(None))
    return session.scalars(query.order_by(Override.given_on.desc(), Override.id.desc())).first()


def parts(letter: Filled, words: LetterWords, finish: Finish) -> Iterator[Part]:
    """The memo, and under it what the director decides."""
    memo = Memo(
        sender=on_paper(letter, words),
        number=words.digits(finish.number),
        dated=words.digits(format_date(letter.dated_on)),
        subject=words("subject"),
        addressee=words.plain("addressee"),
        paragraphs=(words("body_reason"), words("body_purpose"), words("body_conclusion")),
        signer=letter.signer,
        signer_position=words.digits(letter.signer_position),
    )
    yield from memo.parts()
    yield model.Gap(0.6)
    yield model.Keep(
        (
            model.Line(words.plain("decision"), "strong"),
            model.Line(kit.tick(words.plain("approved")), "left"),
            model.Fields((model.Field(kit.tick(words.plain("refused"))),)),
            model.Columns(((), (model.Signature(words.plain("decider")),)), (0.8, 1.2)),
            model.Columns(((), (model.Fields((model.Field(words.plain("decided_on")),)),)), (0.8, 1.2)),
        )
    )
