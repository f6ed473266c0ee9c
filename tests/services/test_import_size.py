"""A file that is too long or too wide is refused with a sentence before any of its lines is judged."""

from __future__ import annotations

from pathlib import Path

import pytest

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.services import import_html
from panpun_desktop.services.attendance_import_rows import LookAtAttendance
from panpun_desktop.services.attendance_imports import import_attendance
from panpun_desktop.services.centre import EditSettings, edit_settings
from panpun_desktop.services.earlier_figures import look_at_earlier
from panpun_desktop.services.import_register_profile import RegisterProfile
from panpun_desktop.services.register_imports import import_file
from panpun_desktop.services.stay_imports import ImportStays, import_stays
from tests import training
from tests.builders import TODAY
from tests.centres import OpenCentre


def refusal(error: pytest.ExceptionInfo[RuleBroken]) -> tuple[str, object]:
    return error.value.id, error.value.facts["most"]


def test_more_lines_than_the_centre_takes_at_a_time_are_refused_and_as_many_are_not(
    centre_session: OpenCentre, tmp_path: Path
) -> None:
    centre, work, by = centre_session, centre_session.work, centre_session.manager
    training.enrolled(centre, training.a_cohort(centre), training.a_resident(centre, "กนกวรรณ"))
    edit_settings(work, by, EditSettings({"import.most_lines": 100, "import.most_names": 100}))
    stays, marks = tmp_path / "a.csv", tmp_path / "b.csv"
    head = "person,entry,service\n"
    too_long = (RuleBroken, "import.too_many_lines", "100")

    stays.write_text(head + "ก,2026-11-01,COURSE_M\n\n,,\n" * 101, encoding="utf-8")
    marks.write_text("ชื่อ,1,2,3\n" + "กนกวรรณ,/,/,/\n" * 101, encoding="utf-8")
    for bring_in in (
        lambda: import_file(work, by, stays, RegisterProfile(), dry_run=True),
        lambda: import_stays(work, by, ImportStays(stays, dry_run=True)),
        lambda: import_attendance(work, by, LookAtAttendance(marks, 1, TODAY), dry_run=True),
        lambda: look_at_earlier(work, by, stays),
    ):
        with pytest.raises(RuleBroken) as error:
            bring_in()
        assert (type(error.value), *refusal(error)) == too_long

    stays.write_text(head + "ก,2026-11-01,COURSE_M\n\n,,\n" * 100, encoding="utf-8")
    assert import_file(work, by, stays, RegisterProfile(), dry_run=True).lines == 100
    assert import_stays(work, by, ImportStays(stays, dry_run=True)).lines == 100


def test_a_page_that_makes_cells_without_end_is_left_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_html, "MOST_CELLS", 10_000)
    line = "<tr><td colspan=999>a</td></tr>"
    assert len(import_html.html_tables(f"<table>{line * 10}</table>")[0]) == 10
    with pytest.raises(RuleBroken) as error:
        import_html.html_tables(f"<table>{line * 11}</table>")
    assert refusal(error) == ("import.too_large", 10_000)
