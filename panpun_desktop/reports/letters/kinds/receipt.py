"""ใบสำคัญรับเงิน (domain.md §4.3): what was paid to a person, in figures and in words."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from panpun_desktop.common.thai_date import format_date
from panpun_desktop.common.thai_text import baht_words
from panpun_desktop.reports import kit
from panpun_desktop.reports.letter_texts import LetterKind, LetterWords
from panpun_desktop.reports.letters import model
from panpun_desktop.reports.letters.filled import Filled
from panpun_desktop.reports.letters.model import Part
from panpun_desktop.reports.letters.money import money_text
from panpun_desktop.reports.letters.told import Told
from panpun_desktop.reports.letters.words import on_paper
from panpun_desktop.reports.report import Asked, Finish

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

LINES = 3
WORDS = LetterKind(
    "receipt",
    texts=(
        "title", "date", "statement", "heads_item", "heads_amount", "total", "in_words",
        "signed_by_receiver", "signed_by_payer", "signed_by_witness",
    ),
    places={"centre": 6.0, "person": 7.0, "amount_text": 9.0},
)  # fmt: skip


def read(session: Session, asked: Asked) -> Filled:
    """The receipt of up to three sums; without a person it is a blank form.

    Parameters: person_id, dated_on, item_1 … item_3, amount_1 … amount_3 (baht), paid_by.
    """
    told = Told(session, asked)
    is_blank = told.person is None
    rows = [(told.text(f"item_{n}"), told.amount(f"amount_{n}")) for n in range(1, LINES + 1)]
    total = sum((amount for _item, amount in rows if amount is not None), Decimal(0))
    return told.filled(
        "receipt_blank" if is_blank else "receipt",
        "ใบสำคัญรับเงิน",
        WORDS,
        {
            "amount": money_text(total) if total else "",
            "amount_text": baht_words(total) if total else "",
            "paid_by": "" if is_blank else told.text("paid_by") or asked.by.name,
        },
        rows=tuple((item, money_text(amount)) for item, amount in rows if item or amount is not None),
        is_blank=is_blank,
        **({"lacking": ()} if is_blank else {}),
    )


def parts(letter: Filled, words: LetterWords, finish: Finish) -> Iterator[Part]:
    """Number and day, who received, the sums, and who signs."""
    day = "" if letter.is_blank else words.digits(format_date(letter.dated_on))
    yield model.Head(on_paper(letter, words), words.digits(finish.number) or kit.blank(2.5), "เลขที่")
    yield model.Line(words.plain("title"), "title")
    yield model.Columns(((), (model.Fields((model.Field(words.plain("date"), day),)),)), (1.2, 1))
    yield model.Body(words("statement"))
    yield model.Gap(0.3)
    rows = [tuple(words.digits(cell) for cell in row) for row in letter.rows]
    rows += [("", "")] * (LINES - len(rows))
    amount = words.digits(str(letter.values.get("amount") or ""))
    heads = (words.plain("heads_item"), words.plain("heads_amount"))
    total = (words.plain("total"), amount)
    yield model.Grid(heads, (*rows, total), (2.6, 1.0), frozenset({1}))
    yield model.Line(words("in_words"), "left")
    yield model.Gap(0.6)
    receiver = model.Signature(words.plain("signed_by_receiver"), letter.person.name)
    payer = model.Signature(words.plain("signed_by_payer"), str(letter.values.get("paid_by") or ""))
    witness = model.Signature(words.plain("signed_by_witness"))
    yield model.Keep(
        (model.Columns(((receiver,), (payer,))), model.Gap(0.4), model.Columns(((witness,), ())))
    )
