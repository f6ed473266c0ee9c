"""What became of a cell and of a line on reading: ok, read as something, needs a look, refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING

from panpun_desktop.common.i18n import _
from panpun_desktop.services.import_remarks import REASONS, Remark

if TYPE_CHECKING:
    from panpun_desktop.rules.address import Address
    from panpun_desktop.services.import_lines import StayLine
    from panpun_desktop.services.people_rows import PersonFacts


class Verdict(IntEnum):
    """The worse, the higher."""

    OK = 0
    READ_AS = 1
    LOOK = 2
    REFUSED = 3


@dataclass(frozen=True)
class Finding:
    """One thing said about a cell, or about the line when ``column`` is empty."""

    verdict: Verdict
    column: str
    value: str
    reason_id: str
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """The reason in the language of the program."""
        return _(REASONS[self.reason_id]).format(**self.facts)

    def remark(self, line: int) -> Remark:
        """The same as an import reports it."""
        return Remark(line, self.column, self.value, self.reason_id, self.facts)


@dataclass(frozen=True)
class ReadCell:
    """What a cell says: its value for the record, and how it is shown where it differs from the file."""

    value: str
    shown: str = ""
    """Empty: as it is written."""
    verdict: Verdict = Verdict.OK
    reason_id: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ReadLine:
    """A line as read, before anybody is looked for in the register."""

    line: int
    """Its number in the file, from 1."""
    raw: Mapping[str, str]
    """Column -> cell as written, or as it was mended."""
    shown: Mapping[str, str]
    """Column -> what it was read as, where that differs."""
    findings: tuple[Finding, ...]
    key: str
    facts: PersonFacts
    number: str
    """The national id, when it is valid."""
    called: str
    """What the person is called, as names are compared."""
    address: Address | None
    aliases: tuple[tuple[str, str], ...]
    """Kind and text of further names."""
    codes: tuple[tuple[str, str], ...]
    """List and code, for lists of which several hold."""
    household: str
    relation: str
    stay: StayLine | None

    @property
    def verdict(self) -> Verdict:
        """The worst of its findings."""
        return max((one.verdict for one in self.findings), default=Verdict.OK)
