"""Table 8, ผู้เรียน กศน., by level (domain.md §5)."""

from __future__ import annotations

from datetime import date

from panpun_desktop.rules.counted import Period
from panpun_desktop.rules.education import LearnerStatus
from panpun_desktop.rules.education_counts import LearnerFact, behind, learners

NOVEMBER = Period.month(2026, 11)
LEVELS = {"P": "ประถม", "M1": "ม.ต้น", "M2": "ม.ปลาย"}
DAY, EARLIER = date(2026, 11, 10), date(2026, 10, 31)
FACTS = (
    LearnerFact(1, "M1", (EARLIER, DAY), (DAY,)),
    LearnerFact(2, "M1", (DAY, DAY)),
    LearnerFact(3, "M1", (EARLIER,), (), LearnerStatus.GRADUATED, DAY),
    LearnerFact(4, "P", (), (), LearnerStatus.RESIGNED, DAY),
    LearnerFact(5, "P", (), (), LearnerStatus.MOVED, DAY),
    LearnerFact(6, "M2", (EARLIER,), (EARLIER,), LearnerStatus.GRADUATED, EARLIER),
)


def test_each_level_counts_what_happened_in_the_period() -> None:
    table = learners(FACTS, LEVELS, NOVEMBER)
    assert [column.title for column in table.columns] == ["ลงทะเบียน", "เข้าสอบ", "จบหลักสูตร", "ออกกลางคัน"]
    assert [row.label for row in table.rows] == ["ประถม", "ม.ต้น", "ม.ปลาย", "รวม"]
    assert [tuple(row.values.values()) for row in table.rows] == [
        (0, 0, 0, 1),
        (2, 1, 1, 0),
        (0, 0, 0, 0),
        (2, 1, 1, 1),
    ]


def test_the_people_behind_a_figure_are_as_many_as_it_says() -> None:
    found = behind(FACTS, NOVEMBER)
    assert found["m1", "registered"] == (1, 2)
    assert found["total", "dropped_out"] == (4,)
    assert ("m2", "graduated") not in found
