"""A unit of work: allowed, whole or nothing, audited, and no way around that."""

from __future__ import annotations

import multiprocessing
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from panpun_desktop.common.clock import FixedClock
from panpun_desktop.common.errors import EditConflict, NotAllowed, RuleBroken, StorageGone
from panpun_desktop.common.messages import MESSAGES
from panpun_desktop.models.audit import AuditEntry
from panpun_desktop.models.base import Base
from panpun_desktop.models.centre import Agency, Setting
from panpun_desktop.models.person import Person
from panpun_desktop.store.constraints import CONSTRAINT_ERRORS, _unique_names
from panpun_desktop.store.database import Database, UnauditedWrite
from panpun_desktop.store.unit_of_work import UnitsOfWork, bulk_insert
from tests.builders import ADMIN, DATA_KEY, DESK, MANAGER, NOW, TODAY, a_bed, a_bed_use, a_person, a_stay


def _people(work: UnitsOfWork) -> list[str]:
    with work.reading(DESK, "person.read") as session:
        return list(session.scalars(select(Person.first_name)))


def test_what_was_done_is_there_and_entities_stay_readable(work: UnitsOfWork) -> None:
    with work.writing(DESK, "person.create") as session:
        person = a_person(session, first_name="สมหญิง")
    assert (person.first_name, person.version) == ("สมหญิง", 1)
    assert _people(work) == ["สมหญิง"]


def test_an_error_inside_leaves_nothing_neither_rows_nor_audit(work: UnitsOfWork) -> None:
    def fail_halfway() -> None:
        with work.writing(DESK, "person.create") as session:
            a_person(session)
            raise RuleBroken("stay.overlaps")

    with pytest.raises(RuleBroken):
        fail_halfway()
    assert _people(work) == []
    with work.reading(MANAGER, "audit.read") as session:
        assert session.scalars(select(AuditEntry)).all() == []
    with work.writing(DESK, "person.create") as session:
        a_person(session, first_name="ต่อไป")
    assert _people(work) == ["ต่อไป"]


def test_permission_is_refused_before_anything_is_read(work: UnitsOfWork) -> None:
    work.database.close()
    work.database.path.unlink()
    with pytest.raises(NotAllowed), work.writing(ADMIN, "person.create"):
        pytest.fail("must not be reached")
    with pytest.raises(NotAllowed), work.reading(ADMIN, "person.read"):
        pytest.fail("must not be reached")


def test_an_act_that_nobody_declared_is_a_mistake_of_ours(work: UnitsOfWork) -> None:
    with pytest.raises(KeyError), work.writing(DESK, "person.teleport"):
        pytest.fail("must not be reached")


def test_the_write_lock_is_taken_before_the_first_look(work: UnitsOfWork) -> None:
    other = Database.open(work.database.path, DATA_KEY)
    with work.writing(DESK, "person.create"), other.writer.connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA busy_timeout=1")
        with pytest.raises(Exception, match="locked"):
            connection.begin()
    other.close()


def test_a_lock_that_lasts_is_told_as_such(work: UnitsOfWork, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("panpun_desktop.store.database.BUSY_MILLISECONDS", 1)
    other = UnitsOfWork(Database.open(work.database.path, DATA_KEY), work.clock)
    with work.writing(DESK, "person.create") as session:
        with (
            pytest.raises(StorageGone, match=r"storage\.locked"),
            _elsewhere(lambda: other.writing(DESK, "person.create").__enter__()),
        ):
            pass
        a_person(session)
    assert len(_people(work)) == 1
    other.close()


class _elsewhere:  # noqa: N801 - reads like the statement it stands for
    """Run something in another thread and raise here what it raised there."""

    def __init__(self, act: object) -> None:
        self.act = act
        self.error: BaseException | None = None

    def _run(self) -> None:
        try:
            self.act()  # type: ignore[operator]
        except BaseException as error:
            self.error = error

    def __enter__(self) -> None:
        thread = threading.Thread(target=self._run)
        thread.start()
        thread.join()
        if self.error is not None:
            raise self.error

    def __exit__(self, *_: object) -> None:
        return None


def test_a_unit_inside_a_unit_fails_at_once(work: UnitsOfWork) -> None:
    with (
        work.writing(DESK, "person.create"),
        pytest.raises(RuntimeError, match="inside"),
        work.writing(DESK, "person.create"),
    ):
        pytest.fail("must not be reached")


def _by_core(session: Session) -> None:
    session.execute(update(Agency).values(name="x"))


def _by_table(session: Session) -> None:
    session.connection().execute(insert(Agency.__table__).values(name="x"))


def _by_text(session: Session) -> None:
    session.execute(text("DELETE FROM agency"))


def _by_driver_sql(session: Session) -> None:
    session.connection().exec_driver_sql("UPDATE agency SET name = 'x'")


def _by_query(session: Session) -> None:
    session.query(Agency).delete()


def _by_bulk(session: Session) -> None:
    session.bulk_insert_mappings(Agency, [{"name": "x"}])


def _by_many(session: Session) -> None:
    session.execute(insert(Agency), [{"name": "x"}, {"name": "y"}])


def _with_returning(session: Session) -> None:
    session.execute(delete(Agency).returning(Agency.id))


def _by_commit(session: Session) -> None:
    session.add(Agency(name="x"))
    session.commit()


BYPASSES = [
    _by_core,
    _by_table,
    _by_text,
    _by_driver_sql,
    _by_query,
    _by_bulk,
    _by_many,
    _with_returning,
    _by_commit,
]


@pytest.mark.parametrize("bypass", BYPASSES)
def test_no_write_goes_around_the_audit(work: UnitsOfWork, bypass: object) -> None:
    with work.writing(DESK, "agency.edit") as session:
        session.add(Agency(name="บ้านมิตร"))
    with pytest.raises(UnauditedWrite), work.writing(DESK, "agency.edit") as session:
        bypass(session)  # type: ignore[operator]
    with work.reading(DESK, "setting.read") as session:
        assert list(session.scalars(select(Agency.name))) == ["บ้านมิตร"]
        assert session.scalar(select(AuditEntry.id).order_by(AuditEntry.id.desc())) == 1


@pytest.mark.parametrize("bypass", BYPASSES)
def test_no_write_goes_around_the_audit_after_a_failed_flush(work: UnitsOfWork, bypass: object) -> None:
    with pytest.raises(UnauditedWrite):
        _bypass_after_a_failure(work, bypass)


def _bypass_after_a_failure(work: UnitsOfWork, bypass: object) -> None:
    with work.writing(DESK, "agency.edit") as session:
        _fail_to_add_twice(session)
        bypass(session)  # type: ignore[operator]


def _fail_to_add_twice(session: Session) -> None:
    session.add(Agency(name="บ้านมิตร"))
    savepoint = session.begin_nested()
    session.add(Agency(name="บ้านมิตร"))
    with pytest.raises(IntegrityError):
        session.flush()
    savepoint.rollback()


def test_going_on_after_a_rollback_inside_is_a_mistake_of_ours(work: UnitsOfWork) -> None:
    with pytest.raises(UnauditedWrite, match="rolled back"):
        _roll_back_inside(work)
    assert _people(work) == []


def _roll_back_inside(work: UnitsOfWork) -> None:
    with work.writing(DESK, "person.create") as session:
        a_person(session)
        session.rollback()


def test_a_reading_session_writes_nothing(work: UnitsOfWork) -> None:
    with work.reading(DESK, "person.read") as session:
        with pytest.raises(UnauditedWrite):
            bulk_insert(session, Agency, [{"name": "x"}])
        session.add(Agency(name="x"))
        with pytest.raises(UnauditedWrite):
            session.flush()


def test_a_reading_session_sees_one_state(work: UnitsOfWork) -> None:
    with work.reading(DESK, "person.read") as session:
        assert session.scalars(select(Person)).all() == []
        with _elsewhere(lambda: _add_person(work)):
            assert session.scalars(select(Person)).all() == []
    assert len(_people(work)) == 1


def _add_person(work: UnitsOfWork) -> None:
    with work.writing(DESK, "person.create") as session:
        a_person(session)


def test_the_second_of_two_edits_of_one_record_is_a_conflict(work: UnitsOfWork) -> None:
    with work.writing(DESK, "person.create") as session:
        person = a_person(session, first_name="เดิม")
    with work.writing(DESK, "person.edit") as session:
        session.get_one(Person, person.id).first_name = "คนแรก"
    with pytest.raises(EditConflict, match=r"record\.changed_by_someone_else"):
        _save_detached(work, person)
    assert _people(work) == ["คนแรก"]


def _save_detached(work: UnitsOfWork, person: Person) -> None:
    with work.writing(DESK, "person.edit") as session:
        session.add(person)
        person.first_name = "คนที่สอง"


def test_two_people_in_one_bed_on_a_night_are_refused(work: UnitsOfWork) -> None:
    with work.writing(MANAGER, "stay.admit") as session:
        bed = a_bed(session)
        first, second = a_stay(session, a_person(session)), a_stay(session, a_person(session))
        a_bed_use(session, first, bed, end_on=TODAY + timedelta(days=3))
    with pytest.raises(RuleBroken, match=r"bed\.taken"), work.writing(DESK, "stay.admit") as session:
        a_bed_use(session, second, bed, start_on=TODAY + timedelta(days=2))
    with work.writing(DESK, "stay.admit") as session:
        a_bed_use(session, second, bed, start_on=TODAY + timedelta(days=3))


def test_two_open_stays_of_one_person_are_refused(work: UnitsOfWork) -> None:
    with work.writing(DESK, "stay.admit") as session:
        person = a_person(session)
        a_stay(session, person)
    with (
        pytest.raises(RuleBroken, match=r"stay\.(already_open|overlaps)"),
        work.writing(DESK, "stay.admit") as session,
    ):
        a_stay(session, person)


def test_leaving_before_arriving_is_refused_by_the_database(work: UnitsOfWork) -> None:
    with (
        pytest.raises(RuleBroken, match=r"stay\.left_before_arrived"),
        work.writing(DESK, "stay.admit") as session,
    ):
        a_stay(session, a_person(session), left_on=TODAY - timedelta(days=1))


def test_a_missing_reference_is_refused(work: UnitsOfWork) -> None:
    with pytest.raises(RuleBroken, match=r"record\.still_used"), work.writing(DESK, "stay.admit") as session:
        a_stay(session, a_person(session)).agency_id = 99


def test_every_constraint_with_a_sentence_exists(database: Database) -> None:
    with database.engine.begin() as connection:
        statements = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")
        schema = " ".join(statements.scalars())
    for name in CONSTRAINT_ERRORS:
        assert name == "foreign_key" or name in schema, name


def test_every_refusal_of_the_database_has_a_sentence() -> None:
    assert set(CONSTRAINT_ERRORS.values()) <= MESSAGES.keys()


def test_every_unique_column_set_names_one_constraint() -> None:
    unique = [i for table in Base.metadata.tables.values() for i in table.indexes if i.unique]
    assert {str(index.name) for index in unique} <= set(_unique_names().values())


def _increment(path: Path, times: int) -> None:
    work = UnitsOfWork(Database.open(path, DATA_KEY), FixedClock(NOW))
    for _ in range(times):
        with work.writing(MANAGER, "setting.edit") as session:
            setting = session.get_one(Setting, "count")
            setting.value = str(int(setting.value) + 1)
    work.close()


def test_two_processes_lose_no_write_and_break_no_chain(work: UnitsOfWork) -> None:
    from panpun_desktop.store.audit import verify_chain

    with work.writing(MANAGER, "setting.edit") as session:
        session.add(Setting(key="count", value="0"))
    spawn = multiprocessing.get_context("spawn")
    workers = [spawn.Process(target=_increment, args=(work.database.path, 25)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0]
    with work.reading(MANAGER, "audit.read") as session:
        assert session.get_one(Setting, "count").value == "50"
        verdict = verify_chain(session, work.database.audit_key)
        assert (verdict.ok, verdict.entries) == (True, 51)


def test_a_full_disk_is_told_as_such_and_loses_only_this_act(work: UnitsOfWork) -> None:
    _add_person(work)
    with pytest.raises(StorageGone, match=r"storage\.full"):
        _fill_the_disk(work)
    _add_person(work)
    assert len(_people(work)) == 2


def _fill_the_disk(work: UnitsOfWork) -> None:
    with work.writing(DESK, "agency.edit") as session:
        driver = session.connection().connection.driver_connection
        driver.execute("PRAGMA max_page_count=1")
        try:
            session.add(Agency(name="x" * 1_000_000))
            session.flush()
        finally:
            driver.execute("PRAGMA max_page_count=1000000")


def test_running_numbers_go_on_from_the_highest_whoever_gave_it(work: UnitsOfWork) -> None:
    with work.writing(DESK, "agency.edit") as session:
        session.add_all([Agency(id=7, name="ก"), Agency(name="ข")])
        session.flush()
        rows = bulk_insert(session, Agency, [{"name": "ค"}, {"name": "ง", "id": 20}, {"name": "จ"}])
        session.add(Agency(name="ฉ"))
    assert [row["id"] for row in rows] == [9, 20, 21]
    with work.reading(DESK, "setting.read") as session:
        found = session.execute(select(Agency.id, Agency.name).order_by(Agency.id)).all()
    assert [tuple(row) for row in found] == [(7, "ก"), (8, "ข"), (9, "ค"), (20, "ง"), (21, "จ"), (22, "ฉ")]


def test_rows_of_one_table_are_written_in_one_statement(work: UnitsOfWork) -> None:
    from sqlalchemy import event

    statements: list[str] = []
    event.listen(
        work.database.writer,
        "before_cursor_execute",
        lambda _c, _u, statement, *_: statements.append(statement),
    )
    with work.writing(DESK, "agency.edit") as session:
        session.add_all([Agency(name=str(number)) for number in range(30)])
    assert [statement.split("(")[0].strip() for statement in statements if "INSERT" in statement] == [
        "INSERT INTO agency",
        "INSERT INTO audit_entry",
        "INSERT INTO audit_change",
    ]
