"""Messy registers as offices keep them, made for tests: everybody in them is invented."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice, product
from pathlib import Path

import xlsxwriter

from panpun_desktop.common.national_id import check_digit, format_id
from panpun_desktop.common.resources import resource
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.common.thai_text import to_thai_digits

HEADERS = (
    "ลำดับ",
    "ชื่อ - สกุล",
    "เพศ",
    "เลขบัตรประชาชน",
    "ว/ด/ป เกิด",
    "ที่อยู่",
    "เบอร์โทร",
    "วันที่รับเข้า",
    "วันที่ออก",
    "ประเภทบริการ",
    "หมายเหตุ",
)
SERVICES = ("ทดลองอยู่", "ระยะกลาง", "รอส่งต่อ")
Cell = str | float | date


def number(running: int) -> str:
    """A valid number of the office 9999, which there is not (R-CID-4)."""
    body = f"{1 + running % 5}9999{running:07d}"
    return body + check_digit(body)


def messy_rows(count: int, today: date) -> list[list[Cell]]:
    """Lines as they are kept by hand over the years; every eighth is written in another way."""
    return [_row(place, *who, today) for place, who in enumerate(islice(_names(), count), start=1)]


def _names() -> Iterator[tuple[str, str, str]]:
    """First name, last name, sex: every pair once."""
    known = tomllib.loads(resource("seed/demonstration_names.toml").read_text(encoding="utf-8"))
    women = set(known["female"])
    for place, first, last in product(range(100), known["female"] + known["male"], known["family"]):
        yield first, last + "กขคฆงจฉชซญฎฐดตถทธนบปผพฟภมยรลวศษสหอฮ"[place] * (place > 0), "MF"[first in women]


def _row(place: int, first: str, last: str, sex: str, today: date) -> list[Cell]:
    born = date(1950 + place % 60, 1 + place % 12, 1 + place % 28)
    entry = today - timedelta(days=3000 - place % 2900)
    left = entry + timedelta(days=1 + place % 90)
    cid, way = number(place), place % 8
    return [
        str(place),
        _name(way, first, last, sex),
        {"M": "ช", "F": "หญิง"}[sex],
        {1: format_id(cid), 2: float(cid), 3: to_thai_digits(cid), 4: f"{float(cid):.1E}", 5: "-"}.get(
            way, cid
        ),
        _born(way, born),
        f"{place % 300}/1 ม.{place % 9 + 1} ต.คลองแห อ.หาดใหญ่ จ.สงขลา 90110",
        float(810000000 + place) if way == 2 else f"08{place:08d}",
        f"{entry.day}/{entry.month}/{entry.year + 543}",
        "" if left >= today else format_date(left, "short"),
        SERVICES[place % 3],
        "",
    ]


def _name(way: int, first: str, last: str, sex: str) -> str:
    full, short = {"M": ("นาย", "นาย"), "F": ("นางสาว", "น.ส.")}[sex]
    ways = {1: f"{short} {first}  {last}", 6: f"{full}\u200b{first}\u00a0{last}"}
    return ways.get(way, f"{full}{first} {last}".replace("แ", "เเ"))


def _born(way: int, born: date) -> Cell:
    ways: dict[int, Cell] = {
        1: to_thai_digits(f"{born:%d/%m}/{born.year + 543}"),
        2: born,
        3: f"{born.day}/{born.month}/{(born.year + 543) % 100:02d}",
        4: f"{born.year + 543}",
        5: f"{born:%d/%m/%Y}",
        6: "31/02/2530",
    }
    return ways.get(way, f"{born.day}/{born.month}/{born.year + 543}")


def write_xlsx(path: Path, lines: Sequence[Sequence[Cell]], sheet: str = "ทะเบียน") -> Path:
    """A workbook with a sheet of remarks first and the lines on the second."""
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("คำอธิบาย").write(0, 0, "ทะเบียนผู้รับบริการ จัดทำโดยเจ้าหน้าที่")
        page = book.add_worksheet(sheet)
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for row, line in enumerate(lines):
            for column, cell in enumerate(line):
                if isinstance(cell, date):
                    page.write_datetime(row, column, cell, day)
                elif cell != "":
                    page.write(row, column, cell)
    return path


def write_csv(path: Path, lines: Sequence[Sequence[Cell]], encoding: str = "cp874", mark: str = ";") -> Path:
    """A text file as Thai Excel saves it."""
    text = io.StringIO()
    csv.writer(text, delimiter=mark, lineterminator="\r\n").writerows(lines)
    path.write_bytes(text.getvalue().encode(encoding, errors="ignore"))
    return path


def write_html(path: Path, lines: Sequence[Sequence[Cell]]) -> Path:
    """What a web system calls an Excel file."""
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in line)}</tr>" for line in lines)
    head = '<html><meta charset="windows-874"><body><table border=1>'
    path.write_bytes(f"{head}{rows}</table></body></html>".encode("cp874", errors="ignore"))
    return path


def titled(lines: Sequence[Sequence[Cell]], page: int = 25) -> list[list[Cell]]:
    """Lines under two title lines, with the header again on every page, blank lines and a total."""
    wide = len(HEADERS)
    made: list[list[Cell]] = [["ทะเบียนผู้รับบริการ", *[""] * (wide - 1)], [""] * wide]
    for start in range(0, len(lines), page):
        made += [list(HEADERS), *map(list, lines[start : start + page]), [""] * wide]
    return [*made, ["", f"รวม {len(lines)} คน", *[""] * (wide - 2)]]
