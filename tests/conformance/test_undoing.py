"""What a new act or table must bring so that it can be taken back: tests find what is missing."""

from __future__ import annotations

from panpun_desktop.models import Base
from panpun_desktop.rules.roles import ACTS
from panpun_desktop.rules.undoing import SPANS, STANDS, WAYS, Removal, can_be_taken_back, way_of
from panpun_desktop.services.act_words import ACT_WORDS
from panpun_desktop.services.entry_parts import DERIVED
from panpun_desktop.services.record_words import RECORD_WORDS

_READING = (".read", ".search", "_file", "_id_number", "_sensitive")
READS = {one for one in ACTS if one.endswith(_READING)} | {"draft.write"}


def test_every_act_has_words() -> None:
    assert {one for one in ACTS if can_be_taken_back(one)} - READS - set(ACT_WORDS) == {"check.run"}


def test_the_acts_that_stand_are_acts() -> None:
    assert set(ACTS) >= STANDS


def test_every_derived_column_can_be_derived_again() -> None:
    derived = {
        table.name
        for table in Base.metadata.tables.values()
        if any(column.info.get("derived") for column in table.columns)
    }
    assert derived
    assert derived == set(DERIVED)


def test_the_ways_of_going_name_tables_and_columns_that_are_there() -> None:
    for name, table in Base.metadata.tables.items():
        way = way_of(name, table.c.keys())
        named = [one for one in (way.column, way.start, way.off) if one]
        assert [one for one in named if one not in table.c] == [], name
        assert way.removal is not Removal.VOID or way.column in table.c
    assert set(Base.metadata.tables) >= set(WAYS) | set(SPANS)


def test_every_record_has_words() -> None:
    silent = {"audit_entry", "audit_change", "taken_back", "access_entry"}
    silent |= {"draft", "counter", "document_file", "person_file_content", "paper_file_content", "report_run"}
    silent |= {"audit_redaction", "backup_run"}
    assert set(Base.metadata.tables) - silent == set(RECORD_WORDS)
