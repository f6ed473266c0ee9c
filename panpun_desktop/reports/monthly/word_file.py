"""The report as a Word file: the same words and figures as on paper, without the charts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from panpun_desktop.common.thai_text import paper_digits
from panpun_desktop.reports.kit.breaks import bound
from panpun_desktop.reports.kit.shaping import BIND_BEGIN, BIND_END
from panpun_desktop.reports.kit.word import Look, Run, WordFile, kept
from panpun_desktop.reports.monthly import closing_parts
from panpun_desktop.reports.monthly.closing_parts import Listing, edition_line
from panpun_desktop.reports.monthly.data import REASONS, MonthlyReport
from panpun_desktop.reports.monthly.heads import PrintedTable, shown_columns, shown_rows, tables_printed
from panpun_desktop.reports.monthly.texts import (
    adjusted_words,
    cell_text,
    foot,
    introduction,
    remarks,
    signed,
    table_notes,
)
from panpun_desktop.reports.report import Finish
from panpun_desktop.rules.counted import TableRow

_SIZE, _MARGINS = (21.0, 29.7), (1.8, 1.5, 1.8, 2.0)
_WIDTH = _SIZE[0] - _MARGINS[1] - _MARGINS[3]
_TITLE = Look(points=20, is_bold=True, align="centre")
_CENTRE = Look(align="centre")
_HEADING = kept(Look(is_bold=True, before=8, after=3))
_BODY = Look(align="justify", first_line=2.5, before=6)
_NOTE = Look(points=12, after=3)
_CELL = 13
_DOTS = "." * 40


def docx(report: MonthlyReport, finish: Finish) -> bytes:
    """Head, tables, the manager's words and who signs."""
    digits: Callable[[str], str] = paper_digits if finish.thai_digits else str
    file = WordFile(report.title, report.centre, size=_SIZE, margins=_MARGINS, thai_digits=finish.thai_digits)
    file.number_sheets(digits(foot(report)))
    _write_head(file, report, digits)
    for number, printed in enumerate(tables_printed(report), start=1):
        _write_table(file, report, printed, number, digits)
    if report.adjusted:
        file.paragraph(file.body, [Run(closing_parts.ADJUSTED)], _HEADING)
        file.paragraph(file.body, [Run(digits(adjusted_words(report)))], kept(Look(after=3)))
        listing = closing_parts.stays_listed(report.adjusted, closing_parts.STOCK_BEFORE)
        _write_listing(file, listing, digits)
    _write_words(file, report, digits)
    _write_signatures(file, report, digits)
    for line in closing_parts.audit_words(report, digits):
        file.paragraph(file.body, [Run(line)], _NOTE)
    _write_differences(file, report, digits)
    return file.saved()


def _write_head(file: WordFile, report: MonthlyReport, digits: Callable[[str], str]) -> None:
    title, _, rest = report.title.partition(" (")
    file.paragraph(file.body, [Run(report.centre)], _TITLE)
    file.paragraph(file.body, [Run(digits(title))], _TITLE)
    for line in (f"({rest}", *edition_line(report), *remarks(report)):
        file.paragraph(file.body, [Run(digits(line))], _CENTRE)
    if text := introduction(report):
        whole = bound(text.replace(BIND_BEGIN, "").replace(BIND_END, ""))  # marks of our own line breaker
        file.paragraph(file.body, [Run(digits(whole))], _BODY)


def _write_table(
    file: WordFile, report: MonthlyReport, printed: PrintedTable, number: int, digits: Callable[[str], str]
) -> None:
    table = report.table(printed.id)
    columns, rows = shown_columns(table), shown_rows(table)
    caption = f"{number}. {table.title} (หน่วย: {printed.unit})"
    file.paragraph(file.body, [Run(digits(caption))], _HEADING)
    if table.id == "overrides":
        columns = [*columns, REASONS]
    shares = [printed.label_share, *(printed.shares.get(one.key, 1.0) for one in columns)]
    widths = [_WIDTH * share / sum(shares) for share in shares]
    made = file.table(file.body, len(rows) + 1, widths, has_rules=True)
    _fill(file, made, 0, [table.head, *(one.title for one in columns)], "centre", is_bold=True, keeps=True)
    for line, row in enumerate(rows, start=1):
        cells = [digits(bound(row.label)), *(digits(_cell(report, row, one.key)) for one in columns)]
        _fill(file, made, line, cells, "right", is_bold=row.key in printed.totals, keeps=line < len(rows))

    for note in table_notes(report, printed.id):
        file.paragraph(file.body, [Run(digits(note))], _NOTE)


def _cell(report: MonthlyReport, row: TableRow, column: str) -> str:
    if column == "reasons":
        return report.override_reasons.get(row.key, "")
    value = row.values.get(column)
    return signed(value) if column == "change" else cell_text(value)


def _fill(
    file: WordFile, table: Any, line: int, cells: Sequence[str], align: str, *, is_bold: bool, keeps: bool
) -> None:
    for place, text in enumerate(cells):
        cell = table.cell(line, place)
        side = align if place or align == "centre" else "left"
        file.paragraph(cell, [Run(text)], Look(points=_CELL, is_bold=is_bold, align=side, keeps=keeps))
        if is_bold:
            file.shade(cell)
        file.tidy(cell)


def _write_listing(file: WordFile, listing: Listing, digits: Callable[[str], str]) -> None:
    whole = sum(share for _title, share, _side in listing.heads)
    widths = [_WIDTH * share / whole for _title, share, _side in listing.heads]
    made = file.table(file.body, len(listing.rows) + 1, widths, has_rules=True)
    _fill(file, made, 0, [title for title, _s, _a in listing.heads], "centre", is_bold=True, keeps=True)
    for line, cells in enumerate(listing.rows, start=1):
        is_section = len(cells) == 1
        for place, (_title, _share, side) in enumerate(listing.heads[: len(cells)]):
            cell = made.cell(line, place)
            if is_section:
                cell = cell.merge(made.cell(line, len(listing.heads) - 1))
            look = Look(points=_CELL, is_bold=is_section, align=side, keeps=is_section)
            file.paragraph(cell, [Run(digits(cells[place]))], look)
            file.tidy(cell)


def _write_differences(file: WordFile, report: MonthlyReport, digits: Callable[[str], str]) -> None:
    """What an amended edition says otherwise, as at the end of the paper."""
    closing = report.closing
    if closing is None or not closing_parts.has_differences(report):
        return
    title = digits(closing_parts.differences_title(closing))
    file.paragraph(file.body, [Run(title)], _TITLE).paragraph_format.page_break_before = True
    if closing.reason:
        file.paragraph(file.body, [Run(digits(f"เหตุผลที่แก้ไข: {closing.reason}"))], _BODY)
    if closing.changed:
        file.paragraph(file.body, [Run(closing_parts.CHANGED)], _HEADING)
        _write_listing(file, closing_parts.stays_listed(closing.changed), digits)
    figures = closing_parts.figures_listed(report)
    if figures is not None:
        file.paragraph(file.body, [Run(digits(closing_parts.figures_title(closing)))], _HEADING)
        _write_listing(file, figures, digits)
    if figures is None and not closing.changed:
        file.paragraph(file.body, [Run(closing_parts.NO_DIFFERENCE)], _BODY)


def _write_words(file: WordFile, report: MonthlyReport, digits: Callable[[str], str]) -> None:
    told, plan = report.narrative, f"แผน{report.span.word}ถัดไป"
    for title, text in (
        ("ปัญหาอุปสรรค", told.problems),
        ("ข้อเสนอแนะ", told.proposals),
        (plan, told.plan),
    ):
        file.paragraph(file.body, [Run(title)], _HEADING)
        for line in filter(str.strip, text.splitlines() or [_DOTS * 3]):
            file.paragraph(file.body, [Run(digits(line))], _BODY if text else Look())


def _write_signatures(file: WordFile, report: MonthlyReport, digits: Callable[[str], str]) -> None:
    signers = report.signatories
    if not signers:
        return
    made = file.table(file.body, 1, [_WIDTH / len(signers)] * len(signers))
    for place, one in enumerate(signers):
        cell = made.cell(0, place)
        lines = (
            f"ลงชื่อ{_DOTS[:20]}{one.role}",
            f"({one.name or _DOTS})",
            f"ตำแหน่ง {digits(one.position) or _DOTS[:26]}",
            f"วันที่ {_DOTS[:28]}",
        )
        for line in lines:
            file.paragraph(cell, [Run(line)], kept(Look(points=14, align="centre", before=8)))
        file.tidy(cell)
