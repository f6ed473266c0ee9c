"""How fast papers are made, against ReportLab's own unshaped text in the same run.

A figure over its target is marked; nothing fails.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from time import process_time

import pypdf
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle
from reportlab.platypus.flowables import Flowable

from panpun_desktop.reports import kit
from tests.benchmarks.beside import others, seconds_of
from tests.benchmarks.results import Result, Skipped

SENTENCES = (
    "ศูนย์พัฒนาและฟื้นฟูคุณภาพชีวิต (บ้านปั้นปูน) ให้บริการที่พักพิงชั่วคราวแก่ผู้ประสบปัญหาทางสังคมด้วยความสมัครใจ",
    "ผู้รับบริการได้รับการสอบข้อเท็จจริงเบื้องต้นและประเมินสภาวะก่อนจัดทำแผนการช่วยเหลือร่วมกับครอบครัวและชุมชน",
    "การฝึกอบรมอาชีพระยะสั้น ระยะกลาง และระยะยาว จัดตามความถนัดของแต่ละคน รวม 60 วันทำการ ต่อเนื่องกันทุกเดือน",
    "เจ้าหน้าที่ภาคสนามพบผู้ประสบปัญหาในพื้นที่สาธารณะ แล้วประสานส่งต่อโรงพยาบาลหรือหน่วยงานที่เกี่ยวข้องตามความจำเป็น",
)
PROSE = [" ".join(SENTENCES[(start + n) % 4] for n in range(5)) + f" ครั้งที่ {start}" for start in range(140)]
HEADS = ("ลำดับ", "ชื่อ", "ประเภทบริการ", "เลขประจำตัว", "ที่พัก", "จำนวนเงิน")
ROWS = [
    (
        f"{n + 1}",
        f"นายสมมติ ตัวอย่างที่{n}",
        "หลักสูตรระยะสั้น",
        f"1-9999-{n:05d}-00-1",
        f"อาคาร {n % 4} ห้อง {n % 30} เตียงริมหน้าต่างฝั่งสวน",
        Decimal(n) * Decimal("1.25"),
    )
    for n in range(500)
]


def ours() -> bytes:
    """The report made with the kit."""
    page = kit.report_page("รายงาน")
    columns = [kit.Column(head, 1.4 if head == "ลำดับ" else 0) for head in HEADS]
    parts = [kit.para(text) for text in PROSE]
    return kit.build([*parts, kit.table(columns, ROWS, width=page.text_width)], page)


def stock() -> bytes:
    """The same report as ReportLab makes it by itself: unshaped, breaking at spaces only."""
    pdfmetrics.registerFont(TTFont("Floor", str(kit.SARABUN.regular)))
    body = ParagraphStyle("b", fontName="Floor", fontSize=11, leading=18.2, firstLineIndent=71, alignment=4)
    cell = ParagraphStyle("c", fontName="Floor", fontSize=9.6, leading=15.9)
    target = BytesIO()
    document = SimpleDocTemplate(target, leftMargin=57, rightMargin=42, topMargin=51, bottomMargin=51)
    rows = [[Paragraph(str(value), cell) for value in row] for row in (HEADS, *ROWS)]
    widths = [40, *[(document.width - 40) / 5] * 5]
    grid = TableStyle([("GRID", (0, 0), (-1, -1), 0.4, "grey")])
    parts: list[Flowable] = [Paragraph(text, body) for text in PROSE]
    document.build([*parts, Table(rows, colWidths=widths, repeatRows=1, style=grid)])
    return target.getvalue()


def seconds(make: Callable[[], bytes], times: int = 3) -> float:
    """Processor seconds of the quickest of some warm runs."""
    make()
    best = float("inf")
    for _ in range(times):
        start = process_time()
        make()
        best = min(best, process_time() - start)
    return best


def run() -> list[Result | Skipped]:
    """Measure; the floor is the same report, unshaped, then the same text by others, as far as they are here.

    Others count with their own start, as they would be run.
    """
    floor, made = seconds(stock), seconds(ours)
    pages = len(pypdf.PdfReader(BytesIO(ours())).pages)
    found: list[Result | Skipped] = [
        Result("paper", f"Thai report of {pages} pages, warm", made, 2.5, floor=floor)
    ]
    for name, make in others(PROSE, (HEADS, *ROWS)).items():
        if make is None:
            found.append(Skipped("paper", f"the same text by {name}", f"{name} is not installed"))
        else:
            found.append(Result("paper", f"the same text by {name}", made, 1.0, floor=seconds_of(make)))
    return found
