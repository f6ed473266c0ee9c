"""Who the people of a register's lines are: somebody known, somebody of a line before, or somebody new."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from panpun_desktop.common.thai_text import search_key
from panpun_desktop.rules.birth import Birth, BirthPrecision
from panpun_desktop.rules.names import display_name
from panpun_desktop.services.import_verdicts import Finding, ReadLine, Verdict
from panpun_desktop.services.person_list import birth_of

if TYPE_CHECKING:
    from panpun_desktop.services.import_known import KnownPeople
    from panpun_desktop.services.people_rows import PersonFacts
    from panpun_desktop.services.visibility import Veil

SAME, NEW, SKIP = "same", "new", "skip"


@dataclass(frozen=True)
class Choice:
    """What someone decided about a line: ``same`` as a person, ``new`` person, or ``skip`` it."""

    kind: str
    person_id: int | None = None


@dataclass(frozen=True)
class Candidate:
    """Someone in the register whom a line may mean."""

    person_id: int
    text: str


@dataclass
class Someone:
    """One person of the file: known already or new, with the lines that are theirs."""

    person_id: int | None
    lines: list[ReadLine] = field(default_factory=list)
    drops_number: bool = False
    """The number belongs to somebody else."""


@dataclass
class Matched:
    """What matching says of a line."""

    someone: Someone
    findings: list[Finding] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)


class Matching:
    """Goes through the lines in order; whoever came before is known to those after."""

    def __init__(self, known: KnownPeople, veil: Veil, choices: Mapping[int, Choice]) -> None:
        self._known, self._veil, self._choices = known, veil, choices
        self._people: dict[int, Someone] = {}
        self._keys: dict[str, Someone] = {}
        self._numbers: dict[str, Someone] = {}
        self._names: dict[str, list[Someone]] = defaultdict(list)

    def match(self, line: ReadLine) -> Matched:
        """Find out whose line it is, and remember it."""
        found = self._find(line)
        found.someone.lines.append(line)
        self._remember(line, found.someone)
        return found

    def _find(self, line: ReadLine) -> Matched:
        choice = self._choices.get(line.line)
        if choice is not None and choice.kind == SAME and choice.person_id in self._known.rows:
            return Matched(self._of_register(choice.person_id))
        if choice is not None and choice.kind == NEW:
            return self._new(line)
        findings: list[Finding] = []
        sure = self._by_key(line, findings) or self._by_number(line, findings)
        if sure is not None:
            there = () if sure.person_id is None else (sure.person_id,)
            return Matched(sure, findings, self._candidates(there))
        return self._by_name(line, findings)

    # --- sure signs --------------------------------------------------------------------------------

    def _by_key(self, line: ReadLine, findings: list[Finding]) -> Someone | None:
        if not line.key:
            return None
        before = self._keys.get(line.key)
        if before is not None and _may_be(before.lines[0].called, line.called):
            findings.append(_second(line, before))
            return before
        person_id = self._known.keyed(line.key)
        if person_id is None:
            return None
        if not _may_be(called_row(self._known.rows[person_id]), line.called):
            text = self._text(person_id)
            findings.append(Finding(Verdict.LOOK, "person", line.key, "import.key_used", {"person": text}))
            return None
        findings.append(self._added(line, person_id, Verdict.READ_AS))
        return self._of_register(person_id)

    def _by_number(self, line: ReadLine, findings: list[Finding]) -> Someone | None:
        number = line.number
        if not number:
            return None
        before = self._numbers.get(number)
        if before is not None:
            findings.append(_second(line, before))
            return before
        person_id = self._known.numbered(number)
        if person_id is None:
            return None
        same_name = _may_be(called_row(self._known.rows[person_id]), line.called)
        findings.append(self._added(line, person_id, Verdict.LOOK))
        if not same_name:
            facts = {"person": self._text(person_id)}
            findings.append(Finding(Verdict.LOOK, "national_id", number, "import.number_of_another", facts))
        return self._of_register(person_id)

    # --- names -------------------------------------------------------------------------------------

    def _by_name(self, line: ReadLine, findings: list[Finding]) -> Matched:
        name = line.called
        there = [id for id in self._known.named(name) if not self._contradicts(id, line)] if name else []
        for person_id in there:
            if self._is_exact(line, person_id) or self._is_there(line, person_id):
                findings.append(self._added(line, person_id, Verdict.LOOK))
                return Matched(self._of_register(person_id), findings, self._candidates(there))
        before = [one for one in self._names.get(name, ()) if _agree(one.lines[0], line)]
        for one in before:
            if any(same_birth(birth(other.facts), birth(line.facts)) for other in one.lines) or _repeats(
                line, one
            ):
                findings.append(_second(line, one))
                return Matched(one, findings)
        found = self._new(line)
        found.findings += findings
        found.candidates += self._candidates(there)
        for candidate in found.candidates[:1]:
            facts = {"person": candidate.text}
            found.findings.append(Finding(Verdict.LOOK, "", "", "import.like_known", facts))
        if before and not there:
            facts = {"line": str(before[0].lines[0].line)}
            found.findings.append(Finding(Verdict.LOOK, "", "", "import.like_line", facts))
        return found

    def _contradicts(self, person_id: int, line: ReadLine) -> bool:
        row = self._known.rows[person_id]
        numbers = (row.national_id if row.national_id_valid else "", line.number)
        return _differ(*numbers) or not _births_agree(birth_of(row), birth(line.facts))

    def _is_exact(self, line: ReadLine, person_id: int) -> bool:
        """The same name and full birth day; with the year alone only who came on the very day."""
        there, born = birth_of(self._known.rows[person_id]), birth(line.facts)
        if not line.facts.first_name or not same_birth(there, born):
            return False
        if there.precision is born.precision is BirthPrecision.DAY:
            return True
        entries = {entry for entry, _exit in self._known.spans(person_id)}
        return line.stay is not None and line.stay.entry in entries

    def _is_there(self, line: ReadLine, person_id: int) -> bool:
        """The very line came in before: the same stay, or nobody with anything else to tell."""
        if line.stay is not None:
            return (line.stay.entry, line.stay.exit) in self._known.spans(person_id)
        row = self._known.rows[person_id]
        same = (row.sex, row.national_id or "") == (line.facts.sex, line.facts.national_id)
        return same and birth_of(row).first_on == line.facts.birth_first_on

    # --- people ------------------------------------------------------------------------------------

    def _new(self, line: ReadLine) -> Matched:
        found = Matched(Someone(None))
        number = line.number
        if number and (self._known.numbered(number) is not None or number in self._numbers):
            found.someone.drops_number = True
            found.findings.append(Finding(Verdict.LOOK, "national_id", number, "import.national_id_taken"))
        return found

    def _of_register(self, person_id: int | None) -> Someone:
        assert person_id is not None
        return self._people.setdefault(person_id, Someone(person_id))

    def _remember(self, line: ReadLine, someone: Someone) -> None:
        if line.key:
            self._keys.setdefault(line.key, someone)
        if (number := line.number) and not someone.drops_number:
            self._numbers.setdefault(number, someone)
        if someone.person_id is None and someone.lines[0] is line and (name := line.called):
            self._names[name].append(someone)

    def _added(self, line: ReadLine, person_id: int, verdict: Verdict) -> Finding:
        return Finding(verdict, "", "", "import.stay_added", {"person": self._text(person_id)})

    def _candidates(self, there: Iterable[int]) -> list[Candidate]:
        return [Candidate(id, self._text(id)) for id in there if id not in self._veil.hidden]

    def _text(self, person_id: int) -> str:
        """Name and register number as far as they may be seen."""
        row = self._known.rows[person_id]
        name = display_name(row.title, row.first_name, row.middle_name, row.last_name, row.sex, row.label)
        seen = self._veil.name(person_id, name, row.first_name)
        return f"{seen} ({row.regno})" if self._veil.sees(person_id) else seen


def called_row(row: Any) -> str:
    """The same of a row of the register."""
    return str(row.name_key) or search_key(row.nickname or row.label)


def birth(facts: PersonFacts) -> Birth:
    """The birth in the facts of a person."""
    return Birth(BirthPrecision(facts.birth_precision), facts.birth_first_on, facts.birth_estimated_on)


def same_birth(one: Birth, other: Birth) -> bool:
    """Say whether two known births can be one: to the day, or to the year where no more is known."""
    return one.is_known and other.is_known and _births_agree(one, other)


def _births_agree(one: Birth, other: Birth) -> bool:
    if one.first_on is None or other.first_on is None or not (one.is_known and other.is_known):
        return True
    if one.precision is other.precision is BirthPrecision.DAY:
        return one.first_on == other.first_on
    apart = abs(one.first_on.year - other.first_on.year)
    return apart <= (1 if one.is_estimated or other.is_estimated else 0)


def _agree(one: ReadLine, other: ReadLine) -> bool:
    return not _differ(one.number, other.number) and _births_agree(birth(one.facts), birth(other.facts))


def _repeats(line: ReadLine, someone: Someone) -> bool:
    """Whether a line only says again what one before said of someone of the same name."""
    return any(
        _days(other) == _days(line)
        and other.facts.sex == line.facts.sex
        and other.facts.birth_first_on == line.facts.birth_first_on
        and other.facts.national_id == line.facts.national_id
        for other in someone.lines
    )


def _days(line: ReadLine) -> Sequence[object]:
    return () if line.stay is None else (line.stay.entry, line.stay.exit)


def _second(line: ReadLine, someone: Someone) -> Finding:
    facts = {"line": str(someone.lines[0].line)} if someone.lines else {"line": str(line.line)}
    return Finding(Verdict.READ_AS, "", "", "import.second_stay", facts)


def _may_be(one: str, other: str) -> bool:
    """Names that are one name, or of which one is not known."""
    return not one or not other or one == other or set(one.split()) <= set(other.split())


def _differ(one: str, other: str) -> bool:
    return bool(one and other and one != other)
