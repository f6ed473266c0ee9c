"""Our only ReportLab vocabulary, with Thai shaping inside.

    from panpun_desktop.reports import kit

    page = kit.letter_page("หนังสือส่งตัว", centre.name, is_draft=True)
    paper = [
        *kit.letterhead(centre, number="ปป. ๐๑๒/๒๕๖๙"),
        kit.letter_date("๒๓ พฤศจิกายน ๒๕๖๙"),
        kit.subject("ขอส่งตัวผู้รับบริการ"),
        *kit.body(kit.fill("ด้วย <b>{person}</b> อายุ {age} ปี", {"person": "นายสมมติ ตัวอย่างดี", "age": "๔๗"})),
        kit.Closing("นายจำลอง ข้อมูลทดสอบ", ["ผู้อำนวยการ"]),
    ]
    pdf: bytes = kit.build(paper, page)

Sizes are official TH Sarabun points; widths on the sheet are centimetres unless a name says otherwise.
Text is plain; ``fill`` gives Markup with the values escaped and kept whole. ``name`` and ``nobr`` keep
text on one line in plain text. Flowables serve once: make them anew for another ``build``.
Layouts import only this module, never reportlab. Importing it loads ReportLab: above
``reports`` do so lazily.
``marked_copy`` lays สำเนา over finished bytes, ``cancelled_copy`` ยกเลิก.
Pictures of pages for a preview or the printer are made from the bytes with pypdfium2, not here.
"""

from __future__ import annotations

from panpun_desktop.reports.kit.blocks import (
    Bookmark,
    Painted,
    Rule,
    SideBySide,
    gap,
    heading,
    keep,
    need,
    new_page,
    para,
)
from panpun_desktop.reports.kit.breaks import NBSP, name, nobr
from panpun_desktop.reports.kit.chart import Series, bars, lines
from panpun_desktop.reports.kit.closing import closed, fitting
from panpun_desktop.reports.kit.copies import cancelled_copy, joined, marked_copy
from panpun_desktop.reports.kit.figures import Figure
from panpun_desktop.reports.kit.fonts import SARABUN, FontSet, office_fonts, require_shaping, using_fonts
from panpun_desktop.reports.kit.form import (
    BOX,
    CROSSED,
    TICKED,
    Field,
    FieldRow,
    SignatureBlock,
    Signer,
    blank,
    blank_lines,
    empty_box,
    or_blank,
    tick,
)
from panpun_desktop.reports.kit.guide_parts import Boxed, ContentsLine, ListEntry, PlaceNoted, picture
from panpun_desktop.reports.kit.letterhead import (
    Attachment,
    Attachments,
    Centre,
    Closing,
    Labelled,
    body,
    centred_head,
    issuing_section,
    letter_date,
    letterhead,
    logo,
    reference,
    salutation,
    subject,
)
from panpun_desktop.reports.kit.page import PageSetup, as_draft, build, letter_page, new_part, report_page
from panpun_desktop.reports.kit.paragraph import Markup, ThaiParagraph, fill
from panpun_desktop.reports.kit.qr import qr
from panpun_desktop.reports.kit.styles import style, style_at
from panpun_desktop.reports.kit.table import NO_VALUE, Column, Look, Row, number_text, table

__all__ = [
    "BOX",
    "CROSSED",
    "NBSP",
    "NO_VALUE",
    "SARABUN",
    "TICKED",
    "Attachment",
    "Attachments",
    "Bookmark",
    "Boxed",
    "Centre",
    "Closing",
    "Column",
    "ContentsLine",
    "Field",
    "FieldRow",
    "Figure",
    "FontSet",
    "Labelled",
    "ListEntry",
    "Look",
    "Markup",
    "PageSetup",
    "Painted",
    "PlaceNoted",
    "Row",
    "Rule",
    "Series",
    "SideBySide",
    "SignatureBlock",
    "Signer",
    "ThaiParagraph",
    "as_draft",
    "bars",
    "blank",
    "blank_lines",
    "body",
    "build",
    "cancelled_copy",
    "centred_head",
    "closed",
    "empty_box",
    "fill",
    "fitting",
    "gap",
    "heading",
    "issuing_section",
    "joined",
    "keep",
    "letter_date",
    "letter_page",
    "letterhead",
    "lines",
    "logo",
    "marked_copy",
    "name",
    "need",
    "new_page",
    "new_part",
    "nobr",
    "number_text",
    "office_fonts",
    "or_blank",
    "para",
    "picture",
    "qr",
    "reference",
    "report_page",
    "require_shaping",
    "salutation",
    "style",
    "style_at",
    "subject",
    "table",
    "tick",
    "using_fonts",
]
