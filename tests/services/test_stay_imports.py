"""Importing a register: every line is in, joined or reported, and a second time nothing comes twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select

from panpun_desktop.common.errors import NotAllowed, RuleBroken
from panpun_desktop.models import BedUse, Episode, FamilyAdmission, HouseholdMember, Person, Stay
from panpun_desktop.services.checks import check_centre
from panpun_desktop.services.import_profile import Profile, profile_from
from panpun_desktop.services.stay_imports import ImportResult, ImportStays, import_stays
from tests.centres import OpenCentre

HEADER = "person,household,relation,entry,exit,service,sex,birth year"
PROFILE = profile_from(
    {
        "columns": {"birth_year": "birth year"},
        "values": {
            "service": {"emergency": "trial", "housing": "course_l"},
            "sex": {"0": "female", "1": "male", "*": "unknown"},
            "relation": {"1": "head", "2": "child", "*": "other"},
        },
        "constants": {"channel": "ref_ngo"},
        "dates": {"order": "ymd"},
    }
)


def imported(
    centre: OpenCentre, tmp_path: Path, *lines: str, profile: Profile = PROFILE, **how: bool
) -> ImportResult:
    path = tmp_path / "register.csv"
    path.write_text("\n".join((HEADER, *lines)) + "\n", encoding="utf-8")
    return import_stays(centre.work, centre.manager, ImportStays(path, profile, **how))


def count(centre: OpenCentre, model: type, *where: object) -> int:
    with centre.work.reading(centre.manager, "person.read") as session:
        return session.scalar(select(func.count()).select_from(model).where(*where)) or 0  # type: ignore[arg-type]


def test_a_family_comes_in_as_a_family(centre_session: OpenCentre, tmp_path: Path) -> None:
    done = imported(
        centre_session,
        tmp_path,
        "a1,h1,1,2026-02-01,,housing,0,1990",
        "a2,h1,2,2026-02-01,2026-03-01,housing,1,2018",
        "b1,h2,1,2026-02-05,2026-02-09,emergency,9,",
    )
    assert (done.lines, done.imported, done.joined, done.refused) == (3, 3, 0, ())
    assert (done.persons, done.stays, done.households) == (3, 3, 2)
    assert count(centre_session, FamilyAdmission) == 1
    assert count(centre_session, HouseholdMember, HouseholdMember.relation == "CHILD") == 1
    assert count(centre_session, Stay, Stay.sex == "U", Stay.age_band == "unknown") == 1
    assert count(centre_session, Stay, Stay.channel == "REF_NGO") == 3


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("p,,,,,emergency,1,", "import.entry_unreadable"),
        ("p,,,31/02/2569,,emergency,1,", "import.entry_unreadable"),
        ("p,,,2026-02-02,soon,emergency,1,", "import.exit_unreadable"),
        ("p,,,2026-02-02,2026-02-01,emergency,1,", "import.exit_before_entry"),
        ("p,,,2027-02-02,,emergency,1,", "import.entry_in_future"),
        (",,,2026-02-02,,emergency,1,", "import.no_person"),
        ("p,,,2026-02-02,,hotel,1,", "import.service_unknown"),
    ],
)
def test_a_line_that_cannot_be_right_is_left_out_and_reported(
    centre_session: OpenCentre, tmp_path: Path, line: str, reason: str
) -> None:
    done = imported(centre_session, tmp_path, line, "q,,,2026-02-02,2026-02-03,emergency,1,1980")
    assert [(remark.line, remark.reason_id) for remark in done.refused] == [(2, reason)]
    assert done.imported == 1
    assert done.refused[0].as_json()["reason"]


def test_an_overlap_by_a_night_is_refused_and_a_same_day_return_is_joined(
    centre_session: OpenCentre, tmp_path: Path
) -> None:
    done = imported(
        centre_session,
        tmp_path,
        "p,,,2026-02-01,2026-02-05,emergency,1,",
        "p,,,2026-02-04,2026-02-08,emergency,1,",
        "p,,,2026-02-05,2026-02-07,housing,1,",
        "p,,,2026-02-07,2026-02-07,housing,1,",
    )
    assert [(remark.line, remark.reason_id) for remark in done.refused] == [(3, "import.overlap")]
    assert (done.imported, done.joined) == (1, 2)
    with centre_session.work.reading(centre_session.manager, "person.read") as session:
        (stay,) = session.scalars(select(Stay))
        episodes = session.scalars(select(Episode).order_by(Episode.id)).all()
    assert (stay.arrived_on.day, stay.left_on.day) == (1, 7)
    assert [(e.service_type, e.started_on.day, e.ended_on.day) for e in episodes] == [
        ("TRIAL", 1, 5),
        ("COURSE_L", 5, 7),
    ]


def test_in_and_out_on_one_day_is_a_stay_of_no_night(centre_session: OpenCentre, tmp_path: Path) -> None:
    done = imported(centre_session, tmp_path, "p,,,2026-02-01,2026-02-01,emergency,1,")
    assert (done.imported, done.joined) == (1, 0)


def test_the_same_file_again_refuses_what_is_there(centre_session: OpenCentre, tmp_path: Path) -> None:
    lines = (
        "p,,,2026-02-01,2026-02-05,emergency,1,",
        "p,,,2026-02-05,2026-02-07,emergency,1,",
        "q,,,2026-02-01,2026-02-01,emergency,1,",
        "r,,,2026-02-01,,emergency,1,",
    )
    first = imported(centre_session, tmp_path, *lines)
    again = imported(centre_session, tmp_path, *lines)
    assert (first.imported, first.joined) == (3, 1)
    assert (again.imported, again.joined, len(again.refused)) == (0, 0, 4)
    assert count(centre_session, Stay) == 3
    assert count(centre_session, Person) == 3


def test_strict_and_dry_run_keep_nothing(centre_session: OpenCentre, tmp_path: Path) -> None:
    good, bad = "p,,,2026-02-01,2026-02-05,emergency,1,", "q,,,,,emergency,1,"
    strict = imported(centre_session, tmp_path, good, bad, strict=True)
    trial = imported(centre_session, tmp_path, good, dry_run=True)
    assert (strict.is_kept, trial.is_kept, trial.imported) == (False, False, 1)
    assert count(centre_session, Person) == 0


def test_thai_headers_buddhist_years_and_thai_excel_are_read_without_a_profile(
    centre_session: OpenCentre, tmp_path: Path
) -> None:
    path = tmp_path / "ทะเบียน.csv"
    rows = (
        "เลขทะเบียน;ชื่อ;นามสกุล;เพศ;วันเกิด;วันที่รับเข้า;วันที่ออก;ประเภทบริการ;เตียง;เลขบัตรประชาชน",
        "1;นางสุดา;ใจดี;หญิง;4/3/2533;๑๐/๒/๒๕๖๙;15 ก.พ. 2569;แรกรับ ทดลองอยู่;หญิง 1-02;1-9999-00000-01-3",
        "2;ด.ช.ต้น;ใจดี;ชาย;2561;10/2/69;;หลักสูตรระยะกลาง;หญิง 1-99;1-9999-00000-01-4",
    )
    path.write_bytes("\r\n".join(rows).encode("cp874"))
    done = import_stays(centre_session.work, centre_session.manager, ImportStays(path))
    assert (done.imported, done.refused) == (2, ())
    assert {remark.reason_id for remark in done.noted} == {
        "import.two_digit_year",
        "import.bed_unknown",
        "import.national_id_doubtful",
    }
    with centre_session.work.reading(centre_session.manager, "person.read") as session:
        first, second = session.scalars(select(Person).order_by(Person.id))
    assert (first.title, first.first_name, first.last_name, first.sex) == ("นาง", "สุดา", "ใจดี", "F")
    assert (first.national_id, first.national_id_valid) == ("1999900000013", True)
    assert (second.birth_precision, second.national_id_valid) == ("YEAR", False)
    assert count(centre_session, BedUse) == 1


def test_after_an_import_the_check_is_clean(centre_session: OpenCentre, tmp_path: Path) -> None:
    imported(
        centre_session,
        tmp_path,
        "p,h,1,2026-02-01,2026-02-05,emergency,1,",
        "p,h,1,2026-02-05,,housing,1,",
        "q,h,2,2026-02-01,2026-02-01,emergency,0,2020",
    )
    results = check_centre(centre_session.work, centre_session.manager)
    assert [result.id for result in results if not result.ok] == []
    assert {"movements_board", "episodes", "audit_chain"} <= {result.id for result in results}


@pytest.mark.parametrize(
    "wrong",
    [
        {"columns": {"peson": "x"}},
        {"values": {"service": {"x": "hotel"}}},
        {"dates": {"order": "mdy"}},
    ],
)
def test_a_slip_in_a_profile_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(RuleBroken):
        profile_from(wrong)


def test_a_file_without_a_needed_column_is_refused(centre_session: OpenCentre, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("person,exit\n1,2026-01-01\n", encoding="utf-8")
    with pytest.raises(RuleBroken) as refused:
        import_stays(centre_session.work, centre_session.manager, ImportStays(path))
    assert refused.value.id == "import.column_missing"


def test_only_a_manager_imports(centre_session: OpenCentre, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(HEADER, encoding="utf-8")
    with pytest.raises(NotAllowed):
        import_stays(centre_session.work, centre_session.desk, ImportStays(path))


def test_two_keys_with_the_number_of_one_person_are_one_person(
    centre_session: OpenCentre, tmp_path: Path
) -> None:
    number = "1999900000013"
    path = tmp_path / "twice.csv"
    header = "person,entry,exit,service,national id\n"
    path.write_text(f"a,2026-01-05,2026-01-09,TRIAL,{number}\n".join((header, "")), encoding="utf-8")
    import_stays(centre_session.work, centre_session.manager, ImportStays(path))
    lines = (
        f"b,2026-02-01,2026-02-05,TRIAL,{number}\n",
        f"c,2026-02-03,2026-02-08,TRIAL,{number}\n",
        f"c,2026-03-03,2026-03-08,TRIAL,{number}\n",
    )
    path.write_text(header + "".join(lines), encoding="utf-8")
    done = import_stays(centre_session.work, centre_session.manager, ImportStays(path))
    assert (done.imported, done.persons) == (2, 1)
    assert [(one.line, one.reason_id) for one in done.refused] == [(3, "import.overlap")]
    assert count(centre_session, Person) == 1
