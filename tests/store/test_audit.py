"""The audit: what an entry says, and that no tampering goes unseen."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from sqlalchemy import Connection, select, text

from panpun_desktop.models.audit import AuditChange, AuditEntry
from panpun_desktop.models.centre import Counter, Setting, StoredFile
from panpun_desktop.models.person import Person
from panpun_desktop.store.audit import ChainVerdict, Head, head, verify_chain
from panpun_desktop.store.database import Database
from panpun_desktop.store.unit_of_work import UnitsOfWork, bulk_insert, entry_of, note
from tests.builders import DESK, MANAGER, NOW, TODAY, a_person

Change = tuple[str, str, str, Any, Any]


def _entries(work: UnitsOfWork) -> list[AuditEntry]:
    with work.reading(MANAGER, "audit.read") as session:
        return list(session.scalars(select(AuditEntry).order_by(AuditEntry.id)))


def _changes(work: UnitsOfWork, entry_id: int) -> list[Change]:
    wanted = select(AuditChange).where(AuditChange.entry_id == entry_id).order_by(AuditChange.position)
    with work.reading(MANAGER, "audit.read") as session:
        return [
            (
                c.entity,
                c.entity_id,
                c.kind,
                c.before and json.loads(c.before),
                c.after and json.loads(c.after),
            )
            for c in session.scalars(wanted)
        ]


def _verdict(work: UnitsOfWork, seen: Head | None = None) -> ChainVerdict:
    with work.reading(MANAGER, "audit.read") as session:
        return verify_chain(session, work.database.audit_key, seen)


def _head(work: UnitsOfWork) -> Head:
    with work.reading(MANAGER, "audit.read") as session:
        return head(session)


@pytest.fixture
def person(work: UnitsOfWork) -> Person:
    with work.writing(DESK, "person.create", note="form intake") as session:
        return a_person(session, first_name="สมหญิง", name_key="derived", nickname="")


def test_an_insert_says_who_when_what_and_every_value(work: UnitsOfWork, person: Person) -> None:
    (entry,) = _entries(work)
    assert (entry.id, entry.at, entry.user_id, entry.login) == (1, NOW, DESK.user_id, "desk")
    assert (entry.act, entry.note) == ("person.create", "form intake")
    ((entity, key, kind, before, after),) = _changes(work, 1)
    assert (entity, key, kind, before) == ("person", str(person.id), "insert", None)
    assert after["first_name"] == "สมหญิง"
    assert after["registered_on"] == TODAY.isoformat()
    assert after["id"] == person.id
    assert not {"name_key", "sort_key", "version", "national_id"} & after.keys()


def test_an_update_keeps_only_what_differs(work: UnitsOfWork, person: Person) -> None:
    with work.writing(DESK, "person.edit") as session:
        loaded = session.get_one(Person, person.id)
        loaded.first_name, loaded.title, loaded.nickname = "สมศรี", loaded.title, "ศรี"
        loaded.voided_at = NOW
        loaded.name_key = "other"
    before = {"first_name": "สมหญิง", "nickname": "", "voided_at": None}
    after = {"first_name": "สมศรี", "nickname": "ศรี", "voided_at": "2026-11-21T03:00:00+00:00"}
    assert _changes(work, 2) == [("person", str(person.id), "update", before, after)]


def test_a_value_overwritten_unread_still_has_its_before(work: UnitsOfWork, person: Person) -> None:
    with work.writing(DESK, "person.edit") as session:
        loaded = session.get_one(Person, person.id)
        session.expire(loaded)
        loaded.first_name = "ใหม่"
    assert _changes(work, 2) == [
        ("person", str(person.id), "update", {"first_name": "สมหญิง"}, {"first_name": "ใหม่"})
    ]


def test_a_delete_keeps_what_was_there(work: UnitsOfWork, person: Person) -> None:
    with work.writing(MANAGER, "person.edit") as session:
        session.delete(session.get_one(Person, person.id))
    ((_, key, kind, before, after),) = _changes(work, 2)
    assert (key, kind, after) == (str(person.id), "delete", None)
    assert before["first_name"] == "สมหญิง"


def test_several_flushes_are_one_entry_in_the_order_done(work: UnitsOfWork, person: Person) -> None:
    with work.writing(DESK, "person.edit") as session:
        assert entry_of(session) == 2
        session.get_one(Person, person.id).first_name = "หนึ่ง"
        session.flush()
        a_person(session)
        session.get_one(Person, person.id).first_name = "สอง"
    assert [(key, kind) for _, key, kind, _, _ in _changes(work, 2)] == [
        ("1", "update"),
        ("2", "insert"),
        ("1", "update"),
    ]
    assert len(_entries(work)) == 2


def test_an_act_that_changed_nothing_leaves_no_entry_unless_asked(work: UnitsOfWork, person: Person) -> None:
    with work.writing(DESK, "person.edit") as session:
        session.get_one(Person, person.id).first_name = "สมหญิง"
    assert len(_entries(work)) == 1
    with work.writing(DESK, "session.sign_in", always=True) as session:
        note(session, "kiosk")
    assert [(entry.act, entry.note) for entry in _entries(work)][1:] == [("session.sign_in", "kiosk")]
    assert _verdict(work) == ChainVerdict(True, 2)


def test_what_a_savepoint_undid_is_not_told(work: UnitsOfWork) -> None:
    with work.writing(DESK, "person.create") as session:
        a_person(session, first_name="อยู่")
        savepoint = session.begin_nested()
        a_person(session, first_name="ไม่อยู่")
        savepoint.rollback()
        with session.begin_nested():
            a_person(session, first_name="อยู่ด้วย")
    assert [after["first_name"] for *_, after in _changes(work, 1)] == ["อยู่", "อยู่ด้วย"]


def test_bytes_are_kept_as_their_sha256(work: UnitsOfWork) -> None:
    with work.writing(MANAGER, "setting.edit") as session:
        session.add(StoredFile(key="logo", name="logo.png", content=b"picture"))
    ((_, _, _, _, after),) = _changes(work, 1)
    assert after["content"] == "sha256:" + hashlib.sha256(b"picture").hexdigest()


def test_tables_that_are_no_facts_leave_no_change(work: UnitsOfWork) -> None:
    with work.writing(MANAGER, "setting.edit") as session:
        session.add(Counter(register="letter", year=2569, last=1))
        bulk_insert(session, Counter, [{"register": "letter", "year": 2570}])
    assert _entries(work) == []


def test_bulk_rows_are_in_the_audit_like_any_other(work: UnitsOfWork, person: Person) -> None:
    rows = [{"regno": f"P69-{n:04}", "first_name": "นำเข้า", "registered_on": TODAY} for n in range(10, 2010)]
    with work.writing(MANAGER, "import.stays") as session:
        written = bulk_insert(session, Person, rows)
        assert session.get_one(Person, written[5]["id"]).regno == "P69-0015"
    changes = _changes(work, 2)
    assert len(changes) == 2000
    assert changes[0][:4] == ("person", "2", "insert", None)
    assert changes[0][4]["first_name"] == "นำเข้า"
    assert changes[0][4]["sex"] == "U"
    assert "version" not in changes[0][4]
    with work.writing(DESK, "person.edit") as session:  # versions were given too
        session.get_one(Person, 2).first_name = "แก้"
    assert _verdict(work) == ChainVerdict(True, 3)


def test_a_bulk_row_with_an_unknown_column_is_a_mistake_of_ours(work: UnitsOfWork) -> None:
    with pytest.raises(KeyError, match="colour"), work.writing(MANAGER, "import.stays") as session:
        bulk_insert(session, Person, [{"colour": "red"}])


@pytest.fixture
def chain(work: UnitsOfWork) -> UnitsOfWork:
    """Five entries: a setting made and changed four times."""
    for number in range(5):
        with work.writing(MANAGER, "setting.edit") as session:
            session.merge(Setting(key="count", value=str(number), version=max(number, 1)))
    return work


def _tamper(database: Database, *statements: str) -> None:
    """As someone with the key and another tool: triggers and foreign keys taken away first."""
    with database.unaudited() as connection:
        _drop_guards(connection)
        for statement in statements:
            connection.execute(text(statement))
        connection.commit()


def _drop_guards(connection: Connection) -> None:
    connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
    for name in (
        "audit_entry_no_update",
        "audit_entry_no_delete",
        "audit_change_no_update",
        "audit_change_no_delete",
    ):
        connection.exec_driver_sql(f"DROP TRIGGER {name}")


def test_an_honest_chain_holds(chain: UnitsOfWork) -> None:
    assert _verdict(chain) == ChainVerdict(True, 5)
    assert _head(chain).count == 5
    hashes = [entry.hash for entry in _entries(chain)]
    assert [entry.prev_hash for entry in _entries(chain)] == ["0" * 64, *hashes[:-1]]


TAMPERINGS: dict[str, tuple[tuple[str, ...], int]] = {
    "who": (("UPDATE audit_entry SET login = 'desk' WHERE id = 3",), 3),
    "user": (("UPDATE audit_entry SET user_id = 9 WHERE id = 3",), 3),
    "when": (("UPDATE audit_entry SET at = '2026-01-01 00:00:00.000000' WHERE id = 2",), 2),
    "act": (("UPDATE audit_entry SET act = 'x' WHERE id = 1",), 1),
    "note": (("UPDATE audit_entry SET note = 'x' WHERE id = 5",), 5),
    "before": (("UPDATE audit_change SET before = '{}' WHERE entry_id = 4",), 4),
    "after": (('UPDATE audit_change SET after = \'{"value":"7"}\' WHERE entry_id = 4',), 4),
    "no before": (("UPDATE audit_change SET before = NULL WHERE entry_id = 4",), 4),
    "record": (("UPDATE audit_change SET entity_id = 'other' WHERE entry_id = 4",), 4),
    "position": (("UPDATE audit_change SET position = 7 WHERE entry_id = 4",), 4),
    "change gone": (("DELETE FROM audit_change WHERE entry_id = 3",), 3),
    "change added": (("INSERT INTO audit_change VALUES (3, 2, 'a', 'b', 'insert', NULL, '{}')",), 3),
    "change of no entry": (("INSERT INTO audit_change VALUES (9, 1, 'a', 'b', 'insert', NULL, '{}')",), 6),
    "entry gone": (
        ("DELETE FROM audit_change WHERE entry_id = 3", "DELETE FROM audit_entry WHERE id = 3"),
        3,
    ),
    "first gone": (
        ("DELETE FROM audit_change WHERE entry_id = 1", "DELETE FROM audit_entry WHERE id = 1"),
        1,
    ),
    "closed over": (
        (
            "DELETE FROM audit_change WHERE entry_id = 3",
            "DELETE FROM audit_entry WHERE id = 3",
            "UPDATE audit_change SET entry_id = entry_id - 1 WHERE entry_id > 3",
            "UPDATE audit_entry SET id = id - 1 WHERE id > 3",
        ),
        3,
    ),
    "reordered": (
        (
            "UPDATE audit_entry SET id = 99 WHERE id = 3",
            "UPDATE audit_entry SET id = 3 WHERE id = 4",
            "UPDATE audit_entry SET id = 4 WHERE id = 99",
        ),
        3,
    ),
    "hash": (("UPDATE audit_entry SET hash = prev_hash WHERE id = 5",), 5),
    "invented": (
        ("INSERT INTO audit_entry SELECT 6, at, 1, 'x', 'x', '', hash, hash FROM audit_entry WHERE id = 5",),
        6,
    ),
}


@pytest.mark.parametrize("what", TAMPERINGS)
def test_tampering_is_found_where_it_is(chain: UnitsOfWork, what: str) -> None:
    statements, first_bad = TAMPERINGS[what]
    _tamper(chain.database, *statements)
    verdict = _verdict(chain)
    assert (verdict.ok, verdict.first_bad) == (False, first_bad)


def test_a_cut_off_tail_shows_against_a_head_kept_elsewhere(chain: UnitsOfWork) -> None:
    kept = _head(chain)
    _tamper(
        chain.database,
        "DELETE FROM audit_change WHERE entry_id > 3",
        "DELETE FROM audit_entry WHERE id > 3",
    )
    assert _verdict(chain) == ChainVerdict(True, 3)
    assert _verdict(chain, kept) == ChainVerdict(False, 3, 4)


def test_a_rewritten_tail_shows_against_a_head_kept_elsewhere(chain: UnitsOfWork) -> None:
    kept = _head(chain)
    _tamper(
        chain.database, "DELETE FROM audit_change WHERE entry_id > 3", "DELETE FROM audit_entry WHERE id > 3"
    )
    for value in ("x", "y", "z"):
        with chain.writing(MANAGER, "setting.edit") as session:
            session.get_one(Setting, "count").value = value
    assert _verdict(chain) == ChainVerdict(True, 6)
    assert _verdict(chain, kept) == ChainVerdict(False, 5, 5)


def test_another_key_does_not_make_the_chain(chain: UnitsOfWork) -> None:
    with chain.reading(MANAGER, "audit.read") as session:
        assert not verify_chain(session, b"x" * 32).ok


@pytest.mark.parametrize("table", ["audit_entry", "audit_change"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET rowid = rowid + 100", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_change_the_audit(
    chain: UnitsOfWork, table: str, statement: str
) -> None:
    def change() -> None:
        with chain.database.unaudited() as connection, connection.begin():
            connection.execute(text(statement.format(table)))

    with pytest.raises(Exception, match="audit_is_append_only"):
        change()
