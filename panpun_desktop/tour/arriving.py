"""A family of four comes in, by keys alone."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication

from panpun_desktop.tour.walk import Walk
from panpun_desktop.views.acts import open_act
from panpun_desktop.views.residents.page import ResidentsPage

HEAD, HEAD_BIRTH = "นางมาลี พงศ์สุวรรณ", "4/3/33"
FAMILY = (("นายคำแก้ว", "12/9/30"), ("ด.ช.ต้นกล้า", "2561"), ("ด.ญ.ใบตอง", "~3"))
"""Invented: whoever comes with her, and their births as told; the last name is typed once."""

COPIED = (
    "ชื่อ-สกุล\tความสัมพันธ์\tวันเกิด\tเพศ\tโทรศัพท์\n"
    "นางมาลัย จำลองกิจ\tหัวหน้าครอบครัว\t4/3/2533\tหญิง\t081-234-5678\n"
    "นายสมาน จำลองกิจ\tสามี\t12/9/30\tชาย\t\n"
    "ด.ช.ดิน จำลองกิจ\tลูก\t31/2/2561\tชาย\t\n"
    "ด.ญ.น้ำ จำลองกิจ\tลูก\t2566\tหญิง\t\n"
)
"""Invented as well: lines of another office's list, with a day that does not exist."""


def family(walk: Walk) -> None:
    """From the empty page to the papers (picture 03)."""
    hand = walk.hand
    hand.press("F2")
    walk.picture("admission-empty")
    _type_family(walk)
    walk.picture("admission-family")
    if hand.sees("compareButton2"):
        _use_record(walk)
    hand.press("F6", "Down", "Down")
    walk.picture("admission-service")
    hand.press("F6", "F6", "Space", "Tab", "Space")
    walk.picture("admission-ready")
    hand.press("Ctrl+Return")
    walk.picture("admission-papers")
    hand.press("Esc")
    walk.picture("admission-done")


def pasted(walk: Walk) -> None:
    """Another family, copied from the list of the office that sends them; then who belongs together."""
    hand = walk.hand
    hand.press("F2")
    hand.wait()
    QGuiApplication.clipboard().setText(COPIED)
    hand.press("Ctrl+V")
    walk.picture("admission-paste")
    hand.press("Ctrl+Return")
    walk.picture("admission-pasted")
    hand.click("cancelAdmissionButton")
    hand.wait()


def belonging(walk: Walk) -> None:
    """The family of somebody who stays, and what is said before one parts from it."""
    walk.open("residents")
    walk.hand.wait()
    page = walk.workbench.open_page()
    if not isinstance(page, ResidentsPage) or page.panel.panel is None:
        return
    open_act(walk.workbench.context, "family", page.panel.panel.row.id, page)
    walk.picture("family")
    walk.hand.press("Esc")
    walk.hand.wait()


def over_a_limit(walk: Walk) -> None:
    """Someone told of late: the trial days are over already, and a reason is asked for."""
    hand = walk.hand
    hand.press("F2")
    hand.type_text("นายสมหวัง ใจมั่น")
    hand.wait()
    hand.write("dayField", "-12")
    hand.press("Ctrl+Return")
    walk.picture("reasons")
    hand.press("Esc")
    hand.wait()
    hand.click("cancelAdmissionButton")


def too_late_for_a_course(walk: Walk) -> None:
    """A short course whose days cannot reach its least any more: told below the cohort (R-CRS-1)."""
    hand = walk.hand
    hand.press("F2")
    hand.type_text("นายมาสาย จำลองกิจ")
    hand.wait()
    hand.press("F6", "Down")
    hand.wait()
    if hand.sees("cohortField"):
        hand.go_to("cohortField")
        hand.press("Down")
        hand.wait()
    walk.picture("admission-course-too-short")
    hand.click("cancelAdmissionButton")
    hand.wait()


def _type_family(walk: Walk) -> None:
    hand = walk.hand
    hand.type_text(HEAD)
    hand.wait()
    hand.press("Return", "Return")
    hand.type_text(HEAD_BIRTH)
    for name, birth in FAMILY:
        hand.press("Ins")
        hand.type_text(name)
        hand.wait()
        hand.press("Return", "Return")
        hand.type_text(birth)
    hand.press("Return")
    hand.wait()


def _use_record(walk: Walk) -> None:
    walk.hand.click("compareButton2")
    walk.picture("admission-compare")
    walk.hand.press("Return")
    walk.hand.wait()
