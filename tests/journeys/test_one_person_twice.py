"""One person stands twice in the register: found, joined, and taken apart again after a restart."""

from __future__ import annotations

from datetime import time, timedelta

from sqlalchemy import select

from panpun_desktop.models import Stay
from panpun_desktop.rules.roles import SYSTEM
from panpun_desktop.services.people import create_person
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.services.stays import EndStay, end_stay
from panpun_desktop.views.residents.merge import MergeDialog
from panpun_desktop.views.residents.same_people import SamePeopleDialog
from tests.builders import TODAY
from tests.journeys.conftest import let_stay

BORN = {"birth_precision": "YEAR", "birth_first_on": TODAY.replace(year=1980, month=1, day=1)}


def wait(desk):
    for _turn in range(4):
        desk.hand.wait()


def dialog(desk, kind):
    return next(one for one in desk.program.app.topLevelWidgets() if isinstance(one, kind))


def same_people(desk):
    desk.open("residents")
    desk.hand.click("samePeopleButton")
    wait(desk)
    return dialog(desk, SamePeopleDialog)


def owners(desk):
    """Whose each stay is."""
    with desk.centre.work.reading(SYSTEM, "setting.read") as session:
        return list(session.scalars(select(Stay.person_id).order_by(Stay.id)))


def test_a_duplicate_is_joined_and_taken_apart_again_after_a_restart(desk, sit_down):
    work, actor = desk.centre.work, desk.centre.desk
    old = let_stay(desk, "สมชาย", "ชาย 1-01", days=9, last_name="แสงอรุณ", **BORN)
    left = EndStay(((1, 1),), TODAY - timedelta(days=5), "SELF", time(9, 0))
    end_stay(work, actor, left)
    facts = PersonFacts(
        title="นาย", first_name="สมชาย", last_name="แสงอรุน", sex="M", phone="0812345678", **BORN
    )
    new = next(iter(create_person(work, actor, facts).people))
    desk.sign_in("desk")

    found = same_people(desk)
    assert found.pairs.rows.rowCount() == 1
    desk.hand.press("Return")
    wait(desk)
    merge = dialog(desk, MergeDialog)
    assert (merge.found.kept_id, merge.found.merged_id) == (old, new)
    desk.hand.press("Ctrl+Return")
    wait(desk)
    assert found.pairs.rows.rowCount() == 0
    found.reject()
    assert owners(desk) == [old]

    folder = desk.program.folder
    desk.program.close()
    again = sit_down(folder)
    again.centre = desk.centre
    again.sign_in("desk")
    found = same_people(again)
    found.shape.set_value("joined")
    found.shape.chosen.emit("joined")
    assert [found.joined.rows.row_at(0).merged_id] == [new]
    again.hand.press("Return")
    wait(again)
    assert found.joined.rows.rowCount() == 0
    assert found.pairs.rows.rowCount() == 1  # two records again, still alike
