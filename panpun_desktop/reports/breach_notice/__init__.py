"""The notice of a breach to the Office (แบบแจ้งเหตุการละเมิดข้อมูลส่วนบุคคล, s.37(4)), as far as it is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from panpun_desktop.rules.roles import Actor
    from panpun_desktop.store.unit_of_work import UnitsOfWork


def notice(work: UnitsOfWork, by: Actor, breach_id: int) -> tuple[str, bytes]:
    """Title and PDF of the notice of one breach; names nobody but who signs.

    RuleBroken ``record.missing``.
    """
    from panpun_desktop.reports.breach_notice.layout import TITLE, pdf
    from panpun_desktop.reports.breach_notice.query import read
    from panpun_desktop.reports.noting import papers_of

    with work.reading(by, "breach.read") as session:
        found = read(session, by, breach_id)
    with papers_of(work):
        return f"{TITLE} {found.number}", pdf(found)
