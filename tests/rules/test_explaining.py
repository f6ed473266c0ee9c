"""Every figure of a statement says how it is counted."""

from __future__ import annotations

import pytest

from panpun_desktop.reports.monthly.heads import PRINTED
from panpun_desktop.rules.comparison import WITH_LAST_YEAR
from panpun_desktop.rules.counted import words_of
from panpun_desktop.rules.explaining import explain, explained


def test_every_table_of_the_statement_is_explained_with_its_rule() -> None:
    assert {one.id for one in PRINTED} == set(explained())
    for printed in PRINTED:
        for column in words_of(printed.id).columns:
            found = explain(printed.id, "total", column)
            assert found is not None
            assert found.sentence
            assert found.source


@pytest.mark.parametrize("id", [one.id for one in PRINTED])
def test_words_are_only_for_rows_and_columns_that_there_are(id: str) -> None:
    words, known = explained()[id], words_of(id)
    stems = {key.partition("_")[0] for key in known.columns}
    if id == "comparison":
        stems |= set(words_of(WITH_LAST_YEAR).columns)
    assert set(words.columns) <= set(known.columns) | stems
    assert set(words.rows) <= set(known.rows)
    assert set(words.sources) <= set(known.columns) | set(known.rows) | stems


def test_row_and_column_are_said_before_the_table() -> None:
    closing = explain("movement", "closing", "male")
    assert closing is not None
    assert closing.sentence.startswith("ครั้งที่พักซึ่งยังไม่ออกเวลา 24.00 น. ของวันสุดท้าย")
    assert closing.source == "R-REP-1, R-REP-2"
    persons = explain("comparison", "persons", "fiscal_year_to_date")
    assert persons is not None
    assert persons.source == "R-REP-7, R-REP-8"
    opening = explain("age_band", "60+", "opening_male")
    assert opening is not None
    assert "ในช่วงอายุและเพศนี้" in opening.sentence


def test_a_table_that_no_statement_has_is_not_explained() -> None:
    assert explain("weather") is None
