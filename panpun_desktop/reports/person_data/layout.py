"""One person's data on paper: who, then a table for each section, so that it can be read and corrected."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from panpun_desktop.reports import kit
from panpun_desktop.reports.person_data.data import NOTE, TITLE, PersonData, Section, title

_LABELS = 5.0
_NUMBERS = 1.1
_POINTS = 14
_ACROSS = 6
"""A section with more columns than this is set record by record, one value a line."""


def pdf(data: PersonData) -> bytes:
    """Draw the paper; the same values give the same bytes."""
    page = kit.report_page(title(data), data.centre, footer=title(data))
    return kit.build(list(_flowables(data, page.text_width)), page)


def _flowables(data: PersonData, width: float) -> Iterator[Any]:
    yield kit.para(data.centre, "title")
    yield kit.para(TITLE, "title")
    yield kit.para(f"{data.name} · เลขทะเบียน {data.regno} · ณ วันที่ {data.made_on_words}", "centre")
    if data.contact:
        yield kit.para(data.contact, "centre")
    yield kit.gap(0.2)
    yield kit.para(NOTE, "left")
    for section in data.sections:
        yield kit.gap(0.3)
        yield kit.need(3)
        yield kit.para(section.title, "subheading")
        yield _table(section, width)


def _table(section: Section, width: float) -> Any:
    columns = list(dict.fromkeys((line.column, line.label) for one in section.records for line in one))
    if len(columns) > _ACROSS or len(section.records) == 1:
        return _downwards(section, width)
    heads = [kit.Column("ที่", width=_NUMBERS, align="right")]
    heads += [kit.Column(label) for _column, label in columns]
    rows = []
    for number, record in enumerate(section.records, 1):
        said = {line.column: line.text for line in record}
        rows.append([str(number), *(said.get(column, "") for column, _label in columns)])
    return kit.table(heads, rows, width=width, points=_POINTS)


def _downwards(section: Section, width: float) -> Any:
    heads = [kit.Column("รายการ", width=_LABELS), kit.Column("ข้อมูล")]
    rows: list[Any] = []
    for number, record in enumerate(section.records, 1):
        if len(section.records) > 1:
            rows.append(kit.Row([f"รายการที่ {number}"], "section"))
        rows += [[line.label, line.text] for line in record]
    return kit.table(heads, rows, width=width, points=_POINTS)
