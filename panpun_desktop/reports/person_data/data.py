"""The finished values of one person's data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

TITLE = "ข้อมูลส่วนบุคคลที่ศูนย์เก็บไว้"
NOTE = (
    "เอกสารนี้รวมข้อมูลของเจ้าของข้อมูลที่ศูนย์เก็บไว้ ไม่รวมข้อมูลของบุคคลอื่น "
    "ออกให้ตามพระราชบัญญัติคุ้มครองข้อมูลส่วนบุคคล พ.ศ. 2562 มาตรา 30"
)


@dataclass(frozen=True)
class Line:
    """One value: its column, what it is called and what it says."""

    column: str
    label: str
    text: str
    value: str | bool = ""
    """For other programs: an ISO day or instant, a code, a switch; "" where the text is all."""


@dataclass(frozen=True)
class Section:
    """One table: records of lines; empty values are left out."""

    key: str
    title: str
    records: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True)
class PersonData:
    """Everything that is handed out of one person."""

    centre: str
    contact: str
    regno: str
    name: str
    made_on: str
    """ISO day."""
    made_on_words: str
    sections: tuple[Section, ...]


def title(data: PersonData) -> str:
    """The title with whose data it is."""
    return f"{TITLE} {data.regno}"


def _of_line(line: Line) -> dict[str, Any]:
    """The value as it is kept, and where that is no words, what it says."""
    known = {"key": line.column, "label": line.label}
    if line.value == "":
        return {**known, "value": line.text}
    return {**known, "value": line.value, "text": line.text}


def to_json(data: PersonData) -> dict[str, Any]:
    """The same content for another program: sections of records of labelled values.

    Days are ISO days (a birthday as far as it is known), codes are codes; ``text`` says them in words.
    """
    return {
        "report": "person_data",
        "centre": data.centre,
        "regno": data.regno,
        "name": data.name,
        "made_on": data.made_on,
        "note": NOTE,
        "sections": [
            {
                "key": one.key,
                "title": one.title,
                "records": [[_of_line(line) for line in record] for record in one.records],
            }
            for one in data.sections
        ],
    }
