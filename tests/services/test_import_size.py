"""A file that is too long or too wide is refused with a sentence before any of its lines is judged."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.services import import_html
from panpun_desktop.services.attendance_import_rows import LookAtAttendance
from panpun_desktop.services.attendance_imports import import_attendance
from panpun_desktop.services.centre import EditSettings, edit_settings
from panpun_desktop.services.earlier_figures import look_at_earlier
from panpun_desktop.services.import_profile import read_profile
from panpun_desktop.services.import_register_profile import RegisterProfile, read_register_profile
from panpun_desktop.services.register_imports import import_file
from panpun_desktop.services.setting_up import read_plan
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


@pytest.mark.parametrize(
    "text",
    [
        "[table]\nheader_line = inf\n",
        "table = 4\n",
        "columns = 'x'\n",
        "[values]\nsex = 1\n",
        "[[constants]]\n",
        "dates = 1979-05-27\n",
    ],
)
def test_a_profile_of_another_shape_is_refused_with_a_sentence(text: str, tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RuleBroken, match=r"import\.profile"):
        read_register_profile(path)
    with pytest.raises(RuleBroken, match=r"import\.profile") if "table" not in text else nullcontext():
        read_profile(path)


@pytest.mark.parametrize("beds", ["inf", "1e9", "-1", "1001", "'4'", "2.5"])
def test_a_plan_has_whole_beds_and_not_without_end(beds: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(
        f"[[building]]\nname = 'ก'\nrooms = [{{ name = 'ข', use = 'MALE', beds = {beds} }}]\n",
        encoding="utf-8",
    )
    with pytest.raises(RuleBroken, match=r"plan\.unreadable"):
        read_plan(path)
