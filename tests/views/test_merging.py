"""Records that may be one person: found, compared field by field, joined, taken apart, told apart."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication, QRadioButton

from panpun_desktop.services.people import person_panel
from panpun_desktop.views.residents.merge import MergeDialog
from panpun_desktop.views.residents.same_people import SamePeopleDialog
from tests.builders import TODAY
from tests.conformance.walk import clipped, too_low, unnamed


@pytest.fixture
def two(open_centre):
    """One person twice: an old record with a past stay, a newer one staying now."""
    house = open_centre.house
    facts = {"last_name": "แสงอรุณ", "sex": "M", "birth_precision": "YEAR"}
    born = TODAY.replace(year=1980, month=1, day=1)
    old = house.person("สมชาย", birth_first_on=born, **facts)
    house.stay(old, days=30, left_on=TODAY - timedelta(days=20))
    new = house.person("สมชาย", birth_first_on=born, phone="0812345678", **facts)
    house.stay(new, "ชาย 1-01", days=2)
    return old, new


@pytest.fixture
def dialog(qtbot, open_centre, two):
    made = SamePeopleDialog(open_centre.context)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    for _turn in range(4):
        open_centre.wait()
    return made


def compare(open_centre):
    for _turn in range(4):
        open_centre.wait()
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, MergeDialog))


def rows(table):
    return [table.rows.row_at(line) for line in range(table.rows.rowCount())]


def test_the_pair_is_listed_with_its_reasons(dialog):
    pairs = rows(dialog.pairs)
    assert len(pairs) == 1
    assert {"สมชาย" in one.name for one in (pairs[0].one, pairs[0].other)} == {True}
    assert pairs[0].reasons


def test_two_records_are_joined_field_by_field_and_taken_apart_again(dialog, open_centre, two):
    old, new = two
    dialog.act_button.click()
    merge = compare(open_centre)
    assert merge.findChild(QRadioButton, "phoneMergedChoice").isChecked()  # only the newer one knows it
    assert "การเข้าพัก 1" in merge.moves.plain_text()
    assert not clipped(merge)
    assert not too_low(merge)
    assert not unnamed(merge)
    merge.save()
    for _turn in range(4):
        open_centre.wait()
    assert rows(dialog.pairs) == []
    panel = person_panel(open_centre.work, open_centre.actor, old.id)
    assert panel.row.bed == "ชาย 1-01"
    assert panel.facts.phone.replace("-", "") == "0812345678"

    dialog.shape.set_value("joined")
    dialog._choose("joined")
    assert [one.merged_id for one in rows(dialog.joined)] == [new.id]
    dialog.act_button.click()
    for _turn in range(6):
        open_centre.wait()
    assert rows(dialog.joined) == []
    assert person_panel(open_centre.work, open_centre.actor, new.id).row.bed == "ชาย 1-01"


def test_two_people_are_told_apart_once_and_for_all(dialog, open_centre):
    dialog.act_button.click()
    compare(open_centre)._tell_apart()
    for _turn in range(4):
        open_centre.wait()
    assert rows(dialog.pairs) == []
    dialog.look()
    for _turn in range(4):
        open_centre.wait()
    assert rows(dialog.pairs) == []
    assert dialog.stack.currentWidget() is dialog.empty


def test_the_other_record_can_be_the_one_that_is_kept(dialog, open_centre, two):
    dialog.act_button.click()
    first = compare(open_centre)
    assert first.found.kept_id == two[0].id
    first.turn_round()
    for _turn in range(4):
        open_centre.wait()
    turned = [
        one
        for one in QApplication.topLevelWidgets()
        if isinstance(one, MergeDialog) and one.found.kept_id == two[1].id
    ]
    assert turned
    turned[0].reject()


def test_stays_on_one_night_are_said_before_anything_is_done(qtbot, open_centre):
    from panpun_desktop.services.merging import compare_people

    one = open_centre.house.staying("เอก", "ชาย 1-01", sex="M", days=2)
    other = open_centre.house.staying("เอก", "ชาย 1-02", sex="M", days=2)
    found = compare_people(open_centre.work, open_centre.actor, one.person_id, other.person_id)
    dialog = MergeDialog(open_centre.context, found)
    qtbot.addWidget(dialog)
    assert "พร้อมกัน" in dialog.banner.text()
    assert not dialog.join.isEnabled()
