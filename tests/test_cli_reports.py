"""Every report on the command line: the list of them, their own options, the forms they are written in."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import pytest

from panpun_desktop.reports.registry import reports
from tests.reports.kit.reading import poppler
from tests.test_cli import (
    _on_a_day_with_cheap_keys,
    demo,
    demo_template,
    one_sentence,
    password,
    run,
    written,
)

__all__ = ["_on_a_day_with_cheap_keys", "demo", "demo_template", "password", "run"]


@pytest.fixture
def at(demo: Path, password: Path, run: Any) -> Any:
    """Run a command on the demonstration centre as its manager."""
    return lambda *arguments: run(
        "--data", demo, "--user", "manager", "--password-file", password, *arguments
    )


def test_the_list_names_every_report_and_what_it_answers(run: Any) -> None:
    said = run("report", "list")
    assert said.code == 0
    assert [line.split()[0] for line in said.out.splitlines()] == list(reports())
    assert "ทะเบียนการเข้าพัก: ช่วงนี้ใครเข้าพัก" in said.out


def test_the_list_as_json_says_what_each_needs_and_gives(run: Any, tmp_path: Path) -> None:
    shown = json.loads(run("report", "list", "--json").out)["reports"]
    assert run("report", "list", "--json", tmp_path / "list.json").code == 0
    assert written(tmp_path / "list.json")["reports"] == shown
    (stays,) = [one for one in shown if one["key"] == "stays"]
    assert stays["needs"] == ["first_on", "last_on"]
    assert {"pdf", "json"} <= set(stays["forms"])


@pytest.mark.parametrize("key", list(reports()))
def test_every_report_has_options_for_all_it_needs(key: str) -> None:
    from panpun_desktop.cli.report_options import add_options

    parser = argparse.ArgumentParser()
    add_options(parser, reports()[key])
    given = {action.dest for action in parser._actions}
    stands_for = {
        "person_id": "person",
        "agency_id": "to",
        "cohort_id": "cohort",
        "enrolment_id": "person",
        "user_id": "by",
    }
    for name in (*reports()[key].needs, *reports()[key].takes):
        assert stands_for.get(name, name) in given, name


def test_stays_of_a_month_agree_with_its_statement(at: Any, tmp_path: Path) -> None:
    stays, month, pdf = tmp_path / "s.json", tmp_path / "m.json", tmp_path / "s.pdf"
    assert at("report", "stays", "--month", "2569-10", "--json", stays, "--pdf", pdf).code == 0
    assert at("report", "monthly", "2569-10", "--json", month).code == 0
    movement = next(one for one in written(stays)["tables"] if one["id"] == "movement")
    ours = [row["values"]["count"] for row in movement["rows"]]
    table = next(one for one in written(month)["tables"] if one["id"] == "movement")
    totals = {row["key"]: row["values"]["total"] for row in table["rows"]}
    assert ours == [totals[one] for one in ("opening", "admitted", "discharged", "closing")]
    assert "ทะเบียนการเข้าพัก" in poppler(pdf.read_bytes())


def test_every_report_of_a_period_is_written_from_the_command_line(at: Any, tmp_path: Path) -> None:
    keys = [one.key for one in reports().values() if set(one.needs) == {"first_on", "last_on"}]
    assert {"audit_trail", "disclosures"} < set(keys)
    for key in keys:
        said = at("report", key, "--from", "2569-10-30", "--until", "2569-10-31", "--json", tmp_path / key)
        assert (said.code, said.err) == (0, ""), key
        assert written(tmp_path / key)["tables"], key


def test_the_audit_is_narrowed_to_one_act(at: Any, tmp_path: Path) -> None:
    path = tmp_path / "none.json"
    assert at("report", "audit_trail", "--month", "2569-10", "--act", "no.such", "--json", path).code == 0
    assert written(path)["tables"][0]["rows"] == []


def test_a_month_may_begin_or_end_otherwise(at: Any, tmp_path: Path) -> None:
    path = tmp_path / "s.json"
    ends = ("--month", "2569-10", "--until", "2569-10-15")
    assert at("report", "returns", *ends, "--nights", "90", "--json", path).code == 0
    assert (written(path)["first_on"], written(path)["last_on"]) == ("2026-10-01", "2026-10-15")


def test_a_period_that_is_missing_is_refused(at: Any, tmp_path: Path) -> None:
    said = one_sentence(at("report", "overrides", "--json", tmp_path / "o.json"))
    assert "--month" in said
    assert not (tmp_path / "o.json").exists()


def test_papers_of_a_person_and_of_a_night_are_reached_too(at: Any, tmp_path: Path) -> None:
    census, pdf = tmp_path / "c.json", tmp_path / "p.pdf"
    assert at("report", "census", "2569-11-21", "--json", census).code == 0
    regno = written(census)["people"][0]["regno"]
    assert at("report", "intake_form", "--person", regno, "--pdf", pdf).code == 0
    assert regno in poppler(pdf.read_bytes())
    assert at("report", "walk_sheet", "2569-11-21", "--pdf", pdf).code == 0
    assert at("report", "intake_form_blank", "--pdf", pdf).code == 0
    assert at("report", "handover", "--pdf", pdf).code == 0
    one_sentence(at("report", "intake_form", "--person", "P01-9999", "--pdf", pdf))


def test_thai_digits_are_asked_for_in_a_word(at: Any, tmp_path: Path) -> None:
    pdf = tmp_path / "n.pdf"
    assert at("report", "near_limits", "2569-11-21", "--thai-digits", "--pdf", pdf).code == 0
    assert "๒๕๖๙" in poppler(pdf.read_bytes())


def test_a_form_that_a_paper_has_not_is_wrong_usage(at: Any, tmp_path: Path) -> None:
    assert at("report", "walk_sheet", "2569-11-21", "--docx", tmp_path / "w.docx").code == 2


def test_missing_and_wrong_options_are_wrong_usage(at: Any) -> None:
    for wrong in (["near_limits"], ["timesheet"], ["returns", "--nights", "0"], ["stays", "--from", "x"]):
        assert at("report", *wrong).code == 2, wrong
