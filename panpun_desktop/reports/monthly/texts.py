"""The sentences and figures of the report as they stand on paper, in PDF and Word alike."""

from __future__ import annotations

from panpun_desktop.common.thai_date import format_date
from panpun_desktop.reports.kit.breaks import NBSP, nobr
from panpun_desktop.reports.monthly.data import MonthlyReport
from panpun_desktop.reports.spans import SpanKind
from panpun_desktop.rules.counted import Table, Value
from panpun_desktop.rules.hiding import ALSO_HIDDEN

NO_VALUE = "–"


def foot(report: MonthlyReport) -> str:
    """Whose report of which period, at the foot of every page."""
    return f"{report.centre} · {report.span.name}"


def introduction(report: MonthlyReport) -> str:
    """The period in one paragraph: movement, beds, change from the one before."""
    if not _is_told(report):
        return ""
    moves = report.table("movement")
    flow = {row.key: moves.number_at(row.key, "total") for row in moves.rows}
    said = [f"ใน{report.span.spoken} มี{report.client_word}ยกมา {_counted(flow['opening'], 'คน')}"]
    if flow["adjusted"]:
        said.append(f"ปรับปรุงหลังปิดงวด {signed(flow['adjusted'])} คน")
    said.append(f"รับเข้า {_counted(flow['admitted'], 'ครั้ง')}")
    said.append(f"จำหน่าย {_counted(flow['discharged'], 'ครั้ง')}")
    said.append(f"คงเหลือ{_end(report)} {_counted(flow['closing'], 'คน')}")
    occupancy = report.table("beds").row("total")["occupancy_percent"] if "beds" in _ids(report) else None
    if occupancy not in (None, ALSO_HIDDEN):
        said.append(f"อัตราการครองเตียงเฉลี่ยร้อยละ{NBSP}{occupancy}")
    return " ".join(said) + _change(report)


def _ids(report: MonthlyReport) -> set[str]:
    return {table.id for table in report.tables}


def _is_told(report: MonthlyReport) -> bool:
    """Say whether the figures of the paragraph may be told: none of the movement is hidden."""
    moves = {table.id: table for table in report.tables}.get("movement")
    return moves is not None and all(isinstance(row.values["total"], int) for row in moves.rows)


def _counted(number: int, unit: str) -> str:
    """A number and its unit, kept on one line."""
    return f"{number:,}{NBSP}{unit}"


def _end(report: MonthlyReport) -> str:
    """ณ วันสิ้นเดือน, or the day counted until while the month runs."""
    if not report.is_running:
        return " " + nobr("ณ วันสิ้นเดือน" if report.kind is SpanKind.MONTH else "ณ วันสิ้นงวด")
    return f" ณ{NBSP}วันที่ {format_date(report.counted_until)}"


def _change(report: MonthlyReport) -> str:
    if "comparison" not in _ids(report):
        return ""
    closing = report.table("comparison").row("closing")
    change, percent = closing["change"], closing["change_percent"]
    if not isinstance(change, int):
        return ""
    if not change:
        return f" ยอดคงเหลือเท่ากับ{report.span.word}ก่อน"
    share = "" if percent is None else f" (ร้อยละ{NBSP}{str(percent).lstrip('-')})"
    direction = "เพิ่มขึ้น" if change > 0 else "ลดลง"
    return f" ยอดคงเหลือ{direction}จาก{report.span.word}ก่อน {_counted(abs(change), 'คน')}{share}"


def cell_text(value: Value) -> str:
    """A value as printed: thousands commas, shares as they are, a real minus, – for no value."""
    if isinstance(value, str):
        return value.replace("-", "−")
    return NO_VALUE if value is None else f"{value:,}".replace("-", "−")


def signed(value: Value) -> str:
    """A change with its sign: +3, −2, 0."""
    return f"+{value:,}" if isinstance(value, int) and value > 0 else cell_text(value)


def remarks(report: MonthlyReport) -> list[str]:
    """What must be said over the tables: from and until when the figures count, where not all of it."""
    found = ["ฉบับเผยแพร่ภายนอก"] if report.is_external else []
    if report.counted_from is not None:
        found.append(f"นับตั้งแต่วันที่ {format_date(report.counted_from)} ซึ่งเป็นงวดแรกของศูนย์")
    if report.is_running:
        found.append(f"ยังไม่สิ้นเดือน ข้อมูลถึงวันที่ {format_date(report.counted_until)}")
    return [*found, *filter(None, (report.months_note, report.remark))]


def table_notes(report: MonthlyReport, id: str) -> list[str]:
    """What stands in small letters under a table."""
    if id == "age_band":
        return [f"{_age_note(report)} ช่องรวมคือยอดคงเหลือของทุกเพศ"]
    if id == "service_type":
        count = report.table(id).number_at("total", "accompanying")
        return [f"ในจำนวนคงเหลือนี้ติดตามครอบครัว {count:,} คน"] if count else []
    if id == "nfe":
        return [_OF_SCHOOL.format(word=report.span.word)]
    if id == "ministry_line":
        return _ministry_notes(report)
    return _comparison_notes(report) if id == "comparison" else []


def _ministry_notes(report: MonthlyReport) -> list[str]:
    """What the columns of the form have no room for."""
    notes = [_ADJUSTED.format(words=adjusted_words(report))] if _is_adjusted(report) else []
    return [*notes, _NO_TARGET] if _lacking(report.table("ministry_line"), "target") else notes


def _is_adjusted(report: MonthlyReport) -> bool:
    """Say whether the total was adjusted, and none of it is hidden."""
    return _is_told(report) and report.table("movement").number_at("adjusted", "total") != 0


def adjusted_words(report: MonthlyReport) -> str:
    """What the closing that was sent becomes: ยกมาตามฉบับที่ปิดงวด 23 ครั้ง ปรับปรุง −1 เป็น 22 ครั้ง."""
    moves = report.table("movement")
    sent, adjusted = moves.number_at("opening", "total"), moves.number_at("adjusted", "total")
    return f"ยกมาตามฉบับที่ปิดงวด {sent:,} ครั้ง ปรับปรุง {signed(adjusted)} เป็น {sent + adjusted:,} ครั้ง"


_ADJUSTED = "ปรับปรุงหลังปิดงวด: {words} แล้วจึงบวกรับเข้าและหักจำหน่าย"
_OF_SCHOOL = (
    "นับเฉพาะการลงทะเบียน เข้าสอบ จบ และออกกลางคัน ที่มีวันที่อยู่ใน{word}นี้ "
    "ยอดทั้งภาคเรียนอยู่ในรายงานผู้เรียน กศน./สกร. ของภาคเรียน"
)
_NO_TARGET = f"{NO_VALUE} ในช่องเป้าหมาย หมายถึงศูนย์ยังไม่ได้กำหนดเป้าหมายของปีงบประมาณนี้"
_NOTHING_BEFORE = f"{NO_VALUE} หมายถึงไม่มียอดนั้นให้เทียบ เพราะเป็นช่วงก่อนใช้โปรแกรม หรือรายงานเดิมไม่ได้แยกยอดไว้"
_NO_BASE = f"{NO_VALUE} ในช่องร้อยละ หมายถึงยอดก่อนหน้าเป็นศูนย์ จึงคิดร้อยละไม่ได้"


def _comparison_notes(report: MonthlyReport) -> list[str]:
    """Which figures were typed, and why some cannot be compared (R-REP-8)."""
    table = report.table("comparison")
    columns = [one.key for one in table.columns if one.key not in _RECKONED]
    nothing = [_NOTHING_BEFORE] if any(_lacking(table, one) for one in columns) else []
    without_base = [row for row in table.rows if row.values.get("last_month") == 0]
    no_base = any(row.values.get("change_percent") is None for row in without_base)
    return [*report.earlier_notes, *nothing, *([_NO_BASE] if no_base else [])]


_RECKONED = frozenset({"change", "change_percent"})


def _lacking(table: Table, column: str) -> bool:
    return any(row.values.get(column) is None for row in table.rows)


def _age_note(report: MonthlyReport) -> str:
    count, text = report.estimated_ages, "ช่วงอายุนับ ณ วันรับเข้าของแต่ละครั้ง"
    return f"{text} ในจำนวนนี้เป็นอายุประมาณ {count} ครั้ง" if count else text
