"""Bringing a register in: looked at first, then written in one transaction that one act takes back.

``look_at_register`` judges every line and writes nothing; ``import_register`` judges again under the
write lock and writes what is not refused. Both are told how far they are and stop when the teller raises.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from panpun_desktop.common.clock import today
from panpun_desktop.common.i18n import _
from panpun_desktop.rules import roles
from panpun_desktop.services.centre import Centre, read_centre
from panpun_desktop.services.changes import Changes
from panpun_desktop.services.duplicates import duplicates
from panpun_desktop.services.import_header import find_table, require_someone
from panpun_desktop.services.import_judging import Alike, Judgement, ReadTable, Table, Tell, judge, read_table
from panpun_desktop.services.import_known import KnownPeople
from panpun_desktop.services.import_newcomers import WrittenPeople, write_people
from panpun_desktop.services.import_reading import open_file
from panpun_desktop.services.import_register_profile import RegisterProfile
from panpun_desktop.services.import_remarks import Remark
from panpun_desktop.services.import_result import ImportResult, ImportSource, NotKept, keep_batch
from panpun_desktop.services.import_size import require_few_lines
from panpun_desktop.services.import_verdicts import ReadLine, Verdict
from panpun_desktop.services.import_writing import Membership, PlannedStay, WrittenStays, write_stays
from panpun_desktop.services.name_index import name_index
from panpun_desktop.services.visibility import Veil, veil

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.services.people_rows import Duplicate, PersonFacts
    from panpun_desktop.store.unit_of_work import UnitsOfWork


@dataclass(frozen=True)
class ImportRegister:
    """A table as it was looked at; ``strict``: any refused line refuses all; ``dry_run``: nothing is kept."""

    file_name: str
    sha256: str
    table: Table
    profile: RegisterProfile = field(default_factory=RegisterProfile)
    profile_name: str = ""
    dry_run: bool = False
    strict: bool = False


@dataclass(frozen=True)
class Look:
    """A register as it was read and judged; given back for the next look, so that only changes cost."""

    read: ReadTable
    judgement: Judgement


@dataclass(frozen=True)
class RegisterImported(Changes):
    """What an import touched, and its result."""

    result: ImportResult | None = None
    batch_id: int | None = None


def quiet(_done: int, _of: int) -> None:
    """Tell nobody how far it is."""


def look_at_register(
    work: UnitsOfWork,
    by: Actor,
    table: Table,
    profile: RegisterProfile,
    tell: Tell = quiet,
    before: Look | None = None,
) -> Look:
    """Judge every line as an import would now; nothing is written."""
    roles.require(by, "import.register")
    require_someone(table.columns)
    require_possible_length(work, by, table)
    with _collector_at_rest():
        read = read_table(table, profile, today(work.clock), tell, _read_before(before))
        with work.reading(by, "import.register") as session:
            centre = read_centre(session)
            seen, people = veil(session, by), KnownPeople(session)
            alike = _alike(work, session, seen, centre)
            return Look(read, judge(read, table, people, seen, centre.limits, alike))


def require_possible_length(work: UnitsOfWork, by: Actor, table: Table) -> None:
    """Refuse a table with too many lines below its header: ``import.too_many_lines``."""
    with work.reading(by, "import.register") as session:
        require_few_lines(session, table.rows[table.header + 1 :])


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """What is read of a register lives to its end: to look for rubbish in it costs an eighth of the time."""
    was_at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_at_work:
            gc.enable()


def _alike(work: UnitsOfWork, session: Session, seen: Veil, centre: Centre) -> Alike:
    def find(known: list[PersonFacts]) -> Sequence[tuple[Duplicate, ...]]:
        index = name_index(work, session)
        return duplicates(session, index, seen, known, today(work.clock), centre)

    return find


def _read_before(look: Look | None) -> dict[int, ReadLine]:
    return {} if look is None else {line.line: line for line in look.read.lines}


def import_register(
    work: UnitsOfWork, by: Actor, request: ImportRegister, tell: Tell = quiet, before: Look | None = None
) -> RegisterImported:
    """Write every line that is not refused; all in one act, which can be taken back as one.

    ``before``: what was looked at; lines that are still the same are not read again.
    """
    roles.require(by, "import.register")
    require_someone(request.table.columns)
    require_possible_length(work, by, request.table)
    with _collector_at_rest():
        return _import(work, by, request, tell, before)


def _import(
    work: UnitsOfWork, by: Actor, request: ImportRegister, tell: Tell, before: Look | None
) -> RegisterImported:
    day = today(work.clock)
    total = len(request.table.rows)
    known = _read_before(before)
    read = read_table(request.table, request.profile, day, lambda done, _of: tell(done, 2 * total), known)
    done: list[RegisterImported] = []
    try:
        with work.writing(by, "import.register", note=f"lines:{len(read.lines)}") as session:
            centre = read_centre(session)
            seen, people = veil(session, by), KnownPeople(session)
            alike = _alike(work, session, seen, centre)
            found = judge(read, request.table, people, seen, centre.limits, alike)
            tell(total, 2 * total)
            written = _write(session, centre, day, found, people)
            result = _result(request, found, written)
            keep = not (request.dry_run or (request.strict and result.refused))
            result = replace(result, is_kept=keep)
            if not keep or not result.imported + result.joined:
                done.append(RegisterImported(result=result))
                raise NotKept  # noqa: TRY301  (leaving the unit of work by an exception rolls it back)
            source = ImportSource("register", request.sha256, request.profile_name)
            batch = keep_batch(session, by, work.clock.now(), source, result)
            new = sum(someone.person_id is None for someone, _chain in found.people)
            done.append(_changes(written, result, batch, new))
    except NotKept:
        pass
    tell(2 * total, 2 * total)
    return done[-1]


def import_file(
    work: UnitsOfWork,
    by: Actor,
    path: Path,
    profile: RegisterProfile,
    dry_run: bool = False,
    strict: bool = False,
    tell: Tell = quiet,
) -> ImportResult:
    """Open a file, find its table and import it; what the command line does."""
    roles.require(by, "import.register")  # before the file is looked at
    file = open_file(path)
    found = find_table(file, profile)
    table = Table(file.sheets[found.sheet].rows, found.header, found.columns)
    request = ImportRegister(file.name, file.sha256, table, profile, dry_run=dry_run, strict=strict)
    result = import_register(work, by, request, tell).result
    assert result is not None
    return result


@dataclass(frozen=True)
class _Written:
    people: WrittenPeople
    stays: WrittenStays


def _write(session: Session, centre: Centre, day: date, found: Judgement, known: KnownPeople) -> _Written:
    people = write_people(session, centre, day, [someone for someone, _chain in found.people], known)
    planned = [
        PlannedStay(*people.of[id(someone)], stay) for someone, chain in found.people for stay in chain.stays
    ]
    members = [
        Membership(line.household, people.of[id(someone)][0], line.relation, _since(line.stay, day))
        for someone, _chain in found.people
        for line in someone.lines
        if line.household
    ]
    return _Written(people, write_stays(session, centre, planned, members))


def _since(stay: Any, day: date) -> date:
    entry: date = day if stay is None else stay.entry
    return entry


def _result(request: ImportRegister, found: Judgement, written: _Written) -> ImportResult:
    refused, noted = _remarks(found, written.stays.noted)
    accepted = [line for line in found.lines if not line.is_refused]
    joined = sum(line.joins for line in accepted)
    return ImportResult(
        request.file_name,
        len(found.lines),
        len(accepted) - joined,
        joined,
        refused,
        noted,
        len({person_id for person_id, _birth, _sex in written.people.of.values()}),
        len(written.stays.ids),
        len(written.stays.household_ids),
        is_kept=True,
    )


def _remarks(found: Judgement, beds: tuple[Remark, ...]) -> tuple[tuple[Remark, ...], tuple[Remark, ...]]:
    """The reasons of refused lines, one each, and everything noted of those that go in."""
    refused: list[Remark] = []
    noted = [*found.passed_over, *beds]
    for line in found.lines:
        if line.is_refused:
            worst = next(one for one in line.findings if one.verdict is Verdict.REFUSED)
            refused.append(worst.remark(line.line))
        else:
            noted += [one.remark(line.line) for one in line.findings]
    return tuple(refused), tuple(sorted(noted, key=lambda remark: remark.line))


def _changes(written: _Written, result: ImportResult, batch: int, new: int) -> RegisterImported:
    said = _("Brought in {new} new persons and {stays} stays of {persons} persons from {file}")
    return RegisterImported(
        people=frozenset(person_id for person_id, _birth, _sex in written.people.of.values()),
        households=written.stays.household_ids,
        stays=frozenset(written.stays.ids),
        beds=written.stays.bed_ids,
        settings=frozenset({"imports", *written.stays.settings}),
        summary=said.format(new=new, persons=result.persons, stays=result.stays, file=result.file),
        result=result,
        batch_id=batch,
    )
