"""A sample letter that shows the letterhead while it is being decided; it is no paper and gets no number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from panpun_desktop.common.phone import format_phone
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.common.thai_text import to_thai_digits
from panpun_desktop.reports import kit
from panpun_desktop.reports.sender import Sender


@dataclass(frozen=True)
class SampleLetter:
    """What the letterhead shows: the sender, a number as it would be written, and who signs."""

    sender: Sender
    number: str
    signer: str
    signer_position: str
    day: date
    thai_digits: bool = True


def letterhead_sample(letter: SampleLetter) -> bytes:
    """Draw the sample; missing values are blanks, as on a real letter."""
    sender = letter.sender
    shown = to_thai_digits if letter.thai_digits else str
    page = kit.letter_page("ตัวอย่างหัวหนังสือ", sender.name, is_draft=True, thai_digits=letter.thai_digits)
    head = kit.Centre(sender.name, tuple(map(shown, sender.address)), sender.logo)
    contact = f"โทร. {shown(format_phone(sender.phone)) or kit.blank(3.5)}"
    parts = [contact, *([f"อีเมล {kit.nobr(sender.email)}"] if sender.email else [])]
    paper = [
        *kit.letterhead(head, shown(letter.number)),
        kit.letter_date(shown(format_date(letter.day))),
        kit.subject("ตัวอย่างหัวหนังสือ"),
        kit.salutation(kit.blank(6)),
        *kit.body("ข้อความในหนังสือจะพิมพ์ตรงนี้"),
        kit.Closing(letter.signer, [shown(letter.signer_position)]),
        *kit.issuing_section("   ".join(parts)),
    ]
    made: bytes = kit.build(paper, page)
    return made
