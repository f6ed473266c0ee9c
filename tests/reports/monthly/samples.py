"""A statement built by hand: the figures of domain.md §5.1 with every table filled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from panpun_desktop.reports.monthly.data import MonthlyReport, Narrative, Signatory
from panpun_desktop.reports.months import Month
from panpun_desktop.rules.counted import Check, Table, TableRow, table_of
from panpun_desktop.rules.daily import DayFigures

Value = int | str | None
SEX = ("male", "female", "unknown", "total")
STAGES = ("opening", "adjusted", "admitted", "discharged", "closing")


def table(id: str, columns: Sequence[str], rows: Mapping[tuple[str, str], Sequence[Value]]) -> Table:
    """A table from columns and (key, label) -> values."""
    return table_of(
        id,
        (
            TableRow(key, label, dict(zip(columns, values, strict=True)))
            for (key, label), values in rows.items()
        ),
    )


def movement() -> Table:
    """Table 1."""
    return table(
        "movement",
        SEX,
        {
            ("opening", "ยกมา"): (12, 8, 0, 20),
            ("adjusted", "ปรับปรุงหลังปิดงวด"): (0, 0, 0, 0),
            ("admitted", "รับเข้า"): (9, 6, 0, 15),
            ("discharged", "จำหน่าย"): (7, 5, 0, 12),
            ("closing", "คงเหลือ"): (14, 9, 0, 23),
        },
    )


def ages() -> Table:
    """Table 2."""
    columns = [*(f"{stage}_{sex}" for stage in STAGES for sex in SEX[:3]), "total"]
    bands = {
        "0-5": "0–5",
        "6-12": "6–12",
        "13-17": "13–17",
        "18-25": "18–25",
        "26-45": "26–45",
        "46-59": "46–59",
    }
    rows: dict[tuple[str, str], Sequence[Value]] = {
        (key, label): [1, 1, 0, 0, 0, 0, 1, 1, 0, 1, 1, 0, 1, 1, 0, 2] for key, label in bands.items()
    }
    rows["46-59", "46–59"] = (1, 1, 0, 0, 0, 0, 1, 1, 0, 1, 0, 0, 1, 2, 0, 3)
    rows["60+", "60 ขึ้นไป"] = (6, 2, 0, 0, 0, 0, 3, 0, 0, 1, 0, 0, 8, 2, 0, 10)
    rows["unknown", "ไม่ทราบ"] = (0,) * 16
    rows["total", "รวม"] = (12, 8, 0, 0, 0, 0, 9, 6, 0, 7, 5, 0, 14, 9, 0, 23)
    return table("age_band", columns, rows)


def services() -> Table:
    """Table 3."""
    columns = (
        "opening",
        "adjusted",
        "admitted",
        "converted_in",
        "discharged",
        "converted_out",
        "closing",
        "accompanying",
    )
    return table(
        "service_type",
        columns,
        {
            ("trial", "แรกรับ ทดลองอยู่"): (5, 0, 9, 0, 5, 3, 6, 1),
            ("course_s", "หลักสูตรระยะสั้น"): (6, 0, 1, 2, 2, 1, 6, 0),
            ("course_m", "หลักสูตรระยะกลาง"): (4, 0, 1, 1, 1, 0, 5, 1),
            ("course_l", "หลักสูตรระยะยาว"): (3, 0, 0, 1, 1, 0, 3, 0),
            ("transit", "พักพิงระยะสั้นเพื่อรอการส่งต่อหรือกลับภูมิลำเนา"): (2, 0, 4, 0, 3, 0, 3, 0),
            ("total", "รวม"): (20, 0, 15, 4, 12, 4, 23, 2),
        },
    )


def statement() -> MonthlyReport:
    """November 2569 with everything in it."""
    percent = "66.67"
    return MonthlyReport(
        centre="ศูนย์พัฒนาและฟื้นฟูคุณภาพชีวิต (บ้านปั้นปูน)",
        client_word="ผู้รับบริการ",
        month=Month(2026, 11),
        status="open",
        counted_until=date(2026, 11, 30),
        tables=(
            movement(),
            ages(),
            services(),
            table(
                "intake_channel",
                ("count", "percent"),
                {
                    ("self", "มาด้วยตนเอง"): (10, percent),
                    ("ref_gov", "ส่งต่อจากหน่วยงานรัฐ"): (5, "33.33"),
                    ("total", "รวม"): (15, "100.00"),
                },
            ),
            table(
                "outcome",
                SEX,
                {
                    ("home", "กลับภูมิลำเนา"): (4, 3, 0, 7),
                    ("street", "กลับไปใช้ชีวิตในที่สาธารณะโดยสมัครใจ"): (3, 2, 0, 5),
                    ("total", "รวม"): (7, 5, 0, 12),
                },
            ),
            table(
                "beds",
                (
                    "beds",
                    "person_nights",
                    "bed_nights",
                    "available_nights",
                    "occupancy_percent",
                    "average_nights",
                ),
                {
                    ("1", "อาคารพัก 1"): (20, 420, 420, 600, "70.00", "18.00"),
                    ("2", "อาคารพัก 2"): (10, 210, 210, 300, "70.00", "18.00"),
                    ("unassigned", "ไม่ระบุเตียง"): (0, 0, 0, 0, None, None),
                    ("total", "รวม"): (30, 630, 630, 900, "70.00", "18.00"),
                },
            ),
            table("overrides", ("count",), {("r-tri-2", "ทดลองอยู่เกินจำนวนวัน"): (3,), ("total", "รวม"): (3,)}),
            table(
                "ministry_line",
                ("target", "opening", "admitted", "discharged", "closing", "cumulative"),
                {("centre", "บ้านปั้นปูน"): (None, 20, 15, 12, 23, 35)},
            ),
            table(
                "comparison",
                ("this_month", "last_month", "change", "change_percent", "fiscal_year_to_date"),
                {
                    ("admitted", "รับเข้า"): (15, 12, 3, "25.00", 27),
                    ("discharged", "จำหน่าย"): (12, 14, -2, "-14.29", 26),
                    ("closing", "คงเหลือ"): (23, 20, 3, "15.00", 23),
                    ("person_nights", "คืนพัก (คน)"): (630, 0, 630, None, 1230),
                    ("persons", "ผู้รับบริการ (คน ไม่นับซ้ำ)"): (34, 29, 5, "17.24", 58),
                },
            ),
        ),
        checks=(Check("balance", True, ""),),
        behind={},
        days=tuple(
            DayFigures(date(2026, 11, day + 1), 20 + (3 * day) % 7, 20, 30, day % 3, day % 2)
            for day in range(30)
        ),
        override_reasons={"r-tri-2": "เจ็บป่วย 2, รอวันเดินทาง 1"},
        estimated_ages=2,
        narrative=Narrative("น้ำท่วมทางเข้าศูนย์ 3 วัน", "", "เปิดหลักสูตรงานปูน รุ่นที่ 55"),
        signatories=(
            Signatory("ผู้จัดทำ", "สมหญิง ทดสอบ", "เจ้าหน้าที่ทะเบียน"),
            Signatory("ผู้ตรวจสอบ"),
            Signatory("ผู้รับรอง", "นายจำลอง ข้อมูลทดสอบ", "ผู้อำนวยการศูนย์"),
        ),
    )


def empty() -> MonthlyReport:
    """The same paper of a month in which nothing happened."""
    full = statement()
    tables = tuple(
        replace(one, rows=tuple(replace(row, values=dict.fromkeys(row.values, 0)) for row in one.rows))
        for one in full.tables
    )
    return replace(full, tables=tables, narrative=Narrative(), days=(), override_reasons={})
