"""The command line of training: attendance out and in, certificates and transcripts of a class."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from panpun_desktop.common.clock import FixedClock
from panpun_desktop.models import Enrolment, Person
from tests import training
from tests.builders import TODAY
from tests.centres import OpenCentre, make_centre, open_centre
from tests.reports.kit.reading import page_count
from tests.services.learners import a_learner, register
from tests.test_cli import Said, _on_a_day_with_cheap_keys, one_sentence, password, run, written

__all__ = ["_on_a_day_with_cheap_keys", "password", "run"]
CLASS = "ตัดเย็บเสื้อผ้า รุ่นที่ 1"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A centre with a class of two, of whom one has passed."""
    folder = tmp_path / "centre"
    make_centre(folder)
    centre = open_centre(folder, FixedClock.at(TODAY, hour=14))
    fill(centre)
    centre.work.close()
    return folder


def fill(centre: OpenCentre) -> None:
    cohort = training.a_cohort(centre, training.a_course(centre, service_type=None))
    for name in ("เอก", "โท"):
        training.enrolled(centre, cohort, training.an_outsider(centre, name), on=training.START)
    with centre.work.writing(centre.manager, "completion.confirm") as session:
        row = session.query(Enrolment).join(Person).filter(Person.first_name == "เอก").one()
        row.state, row.ended_on = "DONE", TODAY


@pytest.fixture
def at(folder: Path, password: Path, run: Any) -> Any:
    """Run a command on the centre as its manager."""

    def command(*arguments: object, user: str = "manager") -> Said:
        said: Said = run("--data", folder, "--user", user, "--password-file", password, *arguments)
        return said

    return command


def test_attendance_comes_in_from_a_file_and_out_as_figures(at: Any, tmp_path: Path) -> None:
    sheet, out, pdf = tmp_path / "sheet.csv", tmp_path / "out.json", tmp_path / "out.pdf"
    sheet.write_text("ลำดับ,ชื่อ,2,3,4\n1,เอก,✓,ข,ส\n2,ไม่มีใคร,✓,✓,✓\n", encoding="utf-8")
    came = tmp_path / "came.json"
    said = at("import", "attendance", sheet, "--cohort", CLASS, "--month", "2569-11", "--json", came)
    assert said.code == 0, said.err
    assert written(came)["marks"] == 3
    assert len(written(came)["refused"]) >= 1
    said = at("report", "attendance", "--cohort", CLASS, "--month", "2569-11", "--json", out, "--pdf", pdf)
    assert said.code == 0, said.err
    line = next(one for one in written(out)["trainees"] if one["name"].endswith("เอก"))
    assert [line[name] for name in ("scheduled", "present", "late", "absent")] == [3, 1, 1, 1]
    assert line["percent"] == "66.67"
    assert pdf.read_bytes()[:4] == b"%PDF"


def test_a_trial_import_keeps_nothing(at: Any, tmp_path: Path) -> None:
    sheet, out = tmp_path / "sheet.csv", tmp_path / "out.json"
    sheet.write_text("ลำดับ,ชื่อ,2,3,4\n1,เอก,✓,✓,✓\n", encoding="utf-8")
    arguments = ("import", "attendance", sheet, "--cohort", CLASS, "--month", "2569-11", "--dry-run")
    assert at(*arguments).code == 0
    at("report", "attendance", "--cohort", CLASS, "--json", out)
    assert all(one["percent"] is None for one in written(out)["trainees"])


def test_an_unknown_class_or_file_is_one_sentence(at: Any, tmp_path: Path) -> None:
    said = one_sentence(at("report", "attendance", "--cohort", "ตัดเย็บเสื้อผ้า รุ่นที่ 9"))
    assert "ตัดเย็บเสื้อผ้า" in said
    one_sentence(at("import", "attendance", tmp_path / "none.csv", "--cohort", CLASS))
    junk = tmp_path / "junk.csv"
    junk.write_text("ก\n", encoding="utf-8")
    one_sentence(at("import", "attendance", junk, "--cohort", CLASS))
    one_sentence(at("import", "attendance", junk, "--cohort", CLASS, user="admin"))


def test_certificates_are_drafted_then_issued_once(at: Any, tmp_path: Path) -> None:
    pdf = tmp_path / "class.pdf"
    draft = at("letter", "certificate", "--cohort", CLASS, "--pdf", pdf)
    assert (draft.code, page_count(pdf.read_bytes())) == (0, 1), draft.err
    done = at("letter", "certificate", "--cohort", CLASS, "--issue", "--pdf", pdf)
    assert (done.code, page_count(pdf.read_bytes())) == (0, 1), done.err
    assert "001/2569" in done.out
    one_sentence(at("letter", "certificate", "--cohort", CLASS, "--issue"))
    assert at("letter", "transcript", "--cohort", CLASS, "--issue").code == 0
    assert at("check").code == 0


def test_one_person_is_named_by_register_number(at: Any, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    at("report", "attendance", "--cohort", CLASS, "--json", out)
    people = {one["name"][-3:]: one["regno"] for one in written(out)["trainees"]}
    arguments = ("letter", "certificate", "--cohort", CLASS, "--issue", "--person")
    assert "ยืนยัน" in one_sentence(at(*arguments, people["โท"]))
    assert at(*arguments, people["เอก"]).code == 0
    one_sentence(at(*arguments, "P00-9999"))
    paper = at("letter", "transcript", "--cohort", CLASS, "--issue", "--person", people["เอก"])
    assert (paper.code, "ยังไม่มีคะแนน: " in paper.err) == (0, True)


def test_the_monthly_report_counts_classes_and_learners(at: Any, folder: Path, tmp_path: Path) -> None:
    """Tables 7 and 8: who joined, who is in class, who has passed; the learners of a level."""
    centre = open_centre(folder, FixedClock.at(TODAY, hour=14))
    register(centre, a_learner(centre), "2/2569", "ทร21001", anyway=True)
    a_learner(centre, "มานี")
    centre.work.close()
    out = tmp_path / "m.json"
    said = at("report", "monthly", "2569-11", "--json", out)
    assert said.code == 0, said.err
    tables = {one["id"]: {row["key"]: row["values"] for row in one["rows"]} for one in written(out)["tables"]}
    figures = {"opening": 0, "joined": 2, "active": 1, "done": 1, "failed": 0, "dropped": 0, "suspended": 0}
    assert len(tables["training"]) == 2
    for row in tables["training"].values():
        assert row.items() >= {**figures, "upgraded": 0, "attendance_percent": None}.items(), (
            "an unmarked class is not 0 %"
        )
    learners = {"registered": 1, "sat_exam": 0, "graduated": 0, "dropped_out": 0}
    assert tables["nfe"]["m1"] == tables["nfe"]["total"] == learners
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("ลำดับ,ชื่อ,2,3,4\n1,เอก,✓,ข,ส\n2,โท,✓,✓,✓\n", encoding="utf-8")
    assert at("import", "attendance", sheet, "--cohort", CLASS, "--month", "2569-11").code == 0
    at("report", "monthly", "2569-11", "--json", out)
    (training,) = (one for one in written(out)["tables"] if one["id"] == "training")
    assert [row["values"]["attendance_percent"] for row in training["rows"]] == ["83.33", "83.33"]
