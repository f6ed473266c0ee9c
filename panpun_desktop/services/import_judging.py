"""The judgement of a whole register before anything is written: every line's verdict, everybody's stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from panpun_desktop.services.import_chains import Chain, chain_of
from panpun_desktop.services.import_header import is_header_again, is_total
from panpun_desktop.services.import_matching import SKIP, Candidate, Choice, Matching, Someone
from panpun_desktop.services.import_reading import Row
from panpun_desktop.services.import_register_lines import read_line
from panpun_desktop.services.import_remarks import Remark
from panpun_desktop.services.import_verdicts import Finding, ReadLine, Verdict

if TYPE_CHECKING:
    from panpun_desktop.rules.limits import Limits
    from panpun_desktop.services.import_known import KnownPeople
    from panpun_desktop.services.import_register_profile import RegisterProfile
    from panpun_desktop.services.people_rows import Duplicate, PersonFacts
    from panpun_desktop.services.visibility import Veil

Tell = Callable[[int, int], None]
"""Told how many lines are done of how many; may raise to stop everything."""
_OFTEN = 250


@dataclass(frozen=True)
class Table:
    """What is read: the lines of one sheet, where its header stands, and what someone changed by hand."""

    rows: tuple[Row, ...]
    header: int
    """The line of the headers, from 0."""
    columns: Mapping[str, int]
    """Ours -> place."""
    edits: Mapping[tuple[int, str], str] = field(default_factory=dict)
    """(line, column) -> what was put there; lines from 1."""
    choices: Mapping[int, Choice] = field(default_factory=dict)


@dataclass(frozen=True)
class JudgedLine:
    """One line with its verdict, its reasons, and whom else it may mean."""

    read: ReadLine
    verdict: Verdict
    findings: tuple[Finding, ...]
    candidates: tuple[Candidate, ...] = ()
    joins: bool = False
    """It is joined to the stay of a line before."""

    @property
    def line(self) -> int:
        """Its number in the file, from 1."""
        return self.read.line

    @property
    def id(self) -> int:
        """By what a list finds it again."""
        return self.read.line

    @property
    def is_refused(self) -> bool:
        """It stays out."""
        return self.verdict is Verdict.REFUSED


@dataclass(frozen=True)
class Judgement:
    """What would become of the file."""

    lines: tuple[JudgedLine, ...]
    people: tuple[tuple[Someone, Chain], ...]
    """Everybody with accepted lines, and their stays."""
    passed_over: tuple[Remark, ...]
    """Repeated headers and totals."""

    def counts(self) -> Mapping[Verdict, int]:
        """How many lines have which verdict."""
        counted = Counter(line.verdict for line in self.lines)
        return {verdict: counted[verdict] for verdict in Verdict}


@dataclass(frozen=True)
class ReadTable:
    """Every line as read, without looking into the register."""

    lines: tuple[ReadLine, ...]
    passed_over: tuple[Remark, ...]


def read_table(
    table: Table,
    profile: RegisterProfile,
    today: date,
    tell: Tell,
    before: Mapping[int, ReadLine] | None = None,
) -> ReadTable:
    """Read every line; those in ``before`` whose cells are the same are taken from there."""
    known = before or {}
    lines: list[ReadLine] = []
    passed: list[Remark] = []
    headers = table.rows[table.header]
    edited = {line for line, _column in table.edits}
    for number, row in _lines(table):
        if number % _OFTEN == 0:
            tell(number, len(table.rows))
        if number not in edited and is_header_again(row, headers):
            passed.append(Remark(number, "", "", "import.header_again"))
        elif number not in edited and is_total(row, table.columns):
            passed.append(Remark(number, "", "", "import.total_line"))
        else:
            raw = _cells(table, number, row)
            there = known.get(number)
            same = there is not None and there.raw == raw
            lines.append(there if there is not None and same else read_line(number, raw, profile, today))
    return ReadTable(tuple(lines), tuple(passed))


Alike = Callable[[list["PersonFacts"]], Sequence["tuple[Duplicate, ...]"]]
"""Who in the register may be each of these people."""


def judge(
    read: ReadTable, table: Table, known: KnownPeople, veil: Veil, limits: Limits, alike: Alike
) -> Judgement:
    """Find out who everybody is and which stays fit; nothing is written."""
    matching = Matching(known, veil, table.choices)
    drafts = [_draft(line, matching, table.choices) for line in read.lines]
    if known.rows:
        _note_alike(
            [draft for draft in drafts if draft.is_new and draft.read.line not in table.choices], alike
        )
    by_line = {draft.read.line: draft for draft in drafts}
    people = []
    for someone in _everybody(drafts):
        spans = () if someone.person_id is None else known.spans(someone.person_id)
        chain = chain_of([line.stay for line in someone.lines if line.stay is not None], spans, limits)
        for remark in (*chain.refused, *chain.joined):
            by_line[remark.line].hear(remark)
        _refuse_repeated(someone, by_line)
        someone.lines = [line for line in someone.lines if not by_line[line.line].is_refused]
        if someone.lines:
            people.append((someone, chain))
    return Judgement(tuple(draft.judged() for draft in drafts), tuple(people), read.passed_over)


@dataclass
class _Draft:
    """A line on its way to a verdict."""

    read: ReadLine
    findings: list[Finding]
    someone: Someone | None = None
    candidates: tuple[Candidate, ...] = ()
    joins: bool = False

    @property
    def is_refused(self) -> bool:
        return any(one.verdict is Verdict.REFUSED for one in self.findings)

    @property
    def is_new(self) -> bool:
        """The first line of somebody whom nothing connects with the register yet."""
        someone = self.someone
        if self.is_refused or someone is None or someone.person_id is not None or self.candidates:
            return False
        return someone.lines[0] is self.read

    def hear(self, remark: Remark) -> None:
        self.joins = remark.reason_id == "import.joined"
        verdict = Verdict.READ_AS if self.joins else Verdict.REFUSED
        if not self.joins:
            self.findings = [one for one in self.findings if one.reason_id not in _ADDED]
        self.findings.append(Finding(verdict, remark.column, remark.value, remark.reason_id, remark.facts))

    def judged(self) -> JudgedLine:
        verdict = max((one.verdict for one in self.findings), default=Verdict.OK)
        return JudgedLine(self.read, verdict, tuple(self.findings), self.candidates, self.joins)


_ADDED = ("import.stay_added", "import.second_stay")


def _draft(line: ReadLine, matching: Matching, choices: Mapping[int, Choice]) -> _Draft:
    draft = _Draft(line, list(line.findings))
    choice = choices.get(line.line)
    if choice is not None and choice.kind == SKIP:
        draft.findings.append(Finding(Verdict.REFUSED, "", "", "import.left_out"))
    if not draft.is_refused:
        found = matching.match(line)
        draft.someone, draft.candidates = found.someone, tuple(found.candidates)
        draft.findings += found.findings
    return draft


def _note_alike(drafts: list[_Draft], alike: Alike) -> None:
    """Somebody of the register scores so near that a person should look (R-PER-1); a suggestion only."""
    found = alike([draft.read.facts for draft in drafts])
    for draft, duplicates in zip(drafts, found, strict=False):
        for one in duplicates[:1]:
            text = f"{one.hit.name} ({one.hit.regno})"
            draft.candidates = (Candidate(one.hit.id, text),)
            draft.findings.append(Finding(Verdict.LOOK, "", "", "import.like_known", {"person": text}))


def _everybody(drafts: list[_Draft]) -> Iterator[Someone]:
    seen: set[int] = set()
    for draft in drafts:
        if draft.someone is not None and id(draft.someone) not in seen:
            seen.add(id(draft.someone))
            yield draft.someone


def _refuse_repeated(someone: Someone, by_line: Mapping[int, _Draft]) -> None:
    """A line without a stay of someone who is there already says nothing new."""
    before = next((line for line in someone.lines if not by_line[line.line].is_refused), None)
    for line in someone.lines:
        draft = by_line[line.line]
        if line.stay is not None or draft.is_refused:
            continue
        if someone.person_id is not None:
            facts = next((one.facts for one in draft.findings if one.reason_id == _ADDED[0]), {})
            draft.hear(Remark(line.line, "", "", "import.person_there", {"person": "", **facts}))
        elif before is not None and before is not line:
            draft.hear(Remark(line.line, "", "", "import.line_repeated", {"line": str(before.line)}))


def _lines(table: Table) -> Iterator[tuple[int, Row]]:
    """Lines below the header that hold anything, numbered from 1 as a spreadsheet does."""
    for number, row in enumerate(table.rows[table.header + 1 :], start=table.header + 2):
        if any(cell.strip() for cell in row):
            yield number, row


def _cells(table: Table, number: int, row: Row) -> dict[str, str]:
    cells = {ours: row[place] for ours, place in table.columns.items() if place < len(row)}
    for ours in table.columns:
        if (number, ours) in table.edits:
            cells[ours] = table.edits[number, ours]
    return cells
