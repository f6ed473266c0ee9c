"""What a letter is made of, in its order, knowing neither PDF nor Word (domain.md §4.1).

A text is plain, or ``kit.Markup`` with <b>, <br/> and the ground under what is missing. Lengths are
centimetres, sizes official points of TH Sarabun.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from panpun_desktop.reports.sender import Sender

A4 = (21.0, 29.7)
LETTER_MARGINS = (2.5, 2.0, 2.0, 3.0)
"""Top, right, bottom, left."""


@dataclass(frozen=True)
class Part:
    """Something on the sheet, under what came before it."""


@dataclass(frozen=True)
class Head(Part):
    """Logo in the middle; number on the left, name and address of the sender on the right."""

    sender: Sender
    number: str
    label: str = "ที่"


@dataclass(frozen=True)
class Logo(Part):
    """The logo alone, in the middle or at the left."""

    picture: bytes
    height: float
    is_left: bool = False


@dataclass(frozen=True)
class Dated(Part):
    """The date, from the middle of the sheet."""

    text: str


@dataclass(frozen=True)
class Labelled(Part):
    """A label such as เรื่อง, and text that wraps beside it."""

    label: str
    text: str


@dataclass(frozen=True)
class Enclosure:
    """One thing sent along, and how many."""

    title: str
    amount: str = ""


@dataclass(frozen=True)
class Enclosures(Part):
    """สิ่งที่ส่งมาด้วย; numbered where there are several."""

    items: tuple[Enclosure, ...]
    numbers: tuple[str, ...]


@dataclass(frozen=True)
class Body(Part):
    """A paragraph: first line 2.5 cm in, Thai-distributed."""

    text: str


@dataclass(frozen=True)
class Line(Part):
    """A line of its own in one of the looks of the kit; ``points`` 0 are those of the look."""

    text: str
    look: str = "left"
    points: float = 0


@dataclass(frozen=True)
class Gap(Part):
    """Empty room."""

    height: float


@dataclass(frozen=True)
class Rule(Part):
    """A thin line across."""


@dataclass(frozen=True)
class Field:
    """A label, its value on a dotted line, a unit behind; ``share`` of the row."""

    label: str
    value: str = ""
    share: float = 1.0
    unit: str = ""


@dataclass(frozen=True)
class Fields(Part):
    """Fields beside each other."""

    fields: tuple[Field, ...]


@dataclass(frozen=True)
class BlankLines(Part):
    """Dotted lines to write on."""

    count: int


@dataclass(frozen=True)
class Columns(Part):
    """Parts beside each other."""

    columns: tuple[tuple[Part, ...], ...]
    shares: tuple[float, ...] = ()
    space: float = 0.4
    least: float = 0.0
    """The height that they take at least, whatever stands in them."""


@dataclass(frozen=True)
class Signature(Part):
    """Where someone signs: ลงชื่อ … role, and the name in brackets."""

    role: str = ""
    name: str = ""


@dataclass(frozen=True)
class Frame(Part):
    """An empty frame in the middle, for a thumb print or a photo."""

    width: float
    height: float


@dataclass(frozen=True)
class Closing(Part):
    """ขอแสดงความนับถือ from the middle of the sheet, room to sign, name and position; "" closes without."""

    name: str
    position: tuple[str, ...] = ()
    words: str = "ขอแสดงความนับถือ"


@dataclass(frozen=True)
class Section(Part):
    """The section that wrote it, telephone and e-mail, at the lower left."""

    text: str


@dataclass(frozen=True)
class Keep(Part):
    """Parts that stay on one page."""

    parts: tuple[Part, ...]


@dataclass(frozen=True)
class NewPart(Part):
    """What is sent along begins a page; from here on pages carry no number."""


@dataclass(frozen=True)
class Grid(Part):
    """A ruled table: heads, rows of texts, shares of the width, and which columns are figures."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...]
    figures: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Paper:
    """A whole paper: its sheet and its parts."""

    title: str
    author: str
    parts: tuple[Part, ...]
    is_draft: bool = False
    thai_digits: bool = True
    size: tuple[float, float] = A4
    margins: tuple[float, float, float, float] = LETTER_MARGINS
    is_numbered: bool = True
    """- ๒ - from the second page on, and the continuation word at the foot of the page before."""


@dataclass(frozen=True)
class Letter:
    """หนังสือภายนอก: the parts of an official letter, in the order of domain.md §4.1."""

    sender: Sender
    number: str
    dated: str
    subject: str
    addressee: str
    paragraphs: tuple[str, ...]
    signer: str
    signer_position: str
    section: str
    opening: str = "เรียน"
    closing: str = "ขอแสดงความนับถือ"
    reference: str = ""
    enclosures: tuple[Enclosure, ...] = ()
    enclosure_numbers: tuple[str, ...] = ()
    secrecy: str = ""
    speed: str = ""
    copies: str = ""
    number_label: str = "ที่"

    def parts(self) -> tuple[Part, ...]:
        """The parts; the last paragraph stays with the signature: nobody signs a page without words."""
        *first, last = self.paragraphs
        return (
            *self._marks(),
            Head(self.sender, self.number, self.number_label),
            Dated(self.dated),
            Labelled("เรื่อง", self.subject),
            Labelled(self.opening, self.addressee),
            *_when(self.reference, Labelled("อ้างถึง", self.reference)),
            *_when(self.enclosures, Enclosures(self.enclosures, self.enclosure_numbers)),
            *(Body(text) for text in first),
            Keep((Body(last), *self._end())),
        )

    def _marks(self) -> tuple[Part, ...]:
        """ชั้นความลับ in the middle, ชั้นความเร็ว above ที่."""
        return (
            *_when(self.secrecy, Line(self.secrecy, "title")),
            *_when(self.speed, Line(self.speed, "strong", 32)),
        )

    def _end(self) -> tuple[Part, ...]:
        return (
            Closing(self.signer, (self.signer_position,), self.closing),
            Section(self.section),
            *_when(self.copies, Labelled("สำเนาส่ง", self.copies)),
        )


@dataclass(frozen=True)
class Memo:
    """บันทึกข้อความ: title, labelled lines, no closing phrase."""

    sender: Sender
    number: str
    dated: str
    subject: str
    addressee: str
    paragraphs: tuple[str, ...]
    signer: str
    signer_position: str
    after: tuple[Part, ...] = ()
    """What the one who decides fills in."""

    def parts(self) -> tuple[Part, ...]:
        """The parts in order; a state office has its emblem at the left, 1.5 cm high."""
        sender = self.sender
        logo = sender.logo if sender.is_state else None
        *first, last = self.paragraphs
        return (
            *((Logo(logo, 1.5, is_left=True),) if logo else ()),
            Line("บันทึกข้อความ", "memo"),
            MemoLine((("ส่วนราชการ" if sender.is_state else "หน่วยงาน", sender.name),)),
            MemoLine((("ที่", self.number), ("วันที่", self.dated))),
            MemoLine((("เรื่อง", self.subject),)),
            Labelled("เรียน", self.addressee),
            *(Body(text) for text in first),
            Keep((Body(last), Closing(self.signer, (self.signer_position,), ""))),
            *self.after,
        )


@dataclass(frozen=True)
class MemoLine(Part):
    """Labels of a memo, large and bold, each with its text on a dotted line."""

    fields: tuple[tuple[str, str], ...] = field(default_factory=tuple)


def _when(given: object, *parts: Part) -> Iterable[Part]:
    return parts if given else ()
