"""ข้อมูลของบุคคลหนึ่ง in a window: looked at, printed, saved as PDF or as JSON (R-PD-3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.files import file_name
from panpun_desktop.common.i18n import _
from panpun_desktop.views.paper_window import PaperWindow
from panpun_desktop.widgets.buttons import QuietButton
from panpun_desktop.widgets.saving import save_file

if TYPE_CHECKING:
    from panpun_desktop.reports.person_data import PersonCopy
    from panpun_desktop.services.data_request_rows import DataRequestRow
    from panpun_desktop.views.settings.section import Section


def show_copy(section: Section, row: DataRequestRow) -> None:
    """Draw what is held of the person of a request; nothing before it is known who asks."""
    if row.person_id is None:
        section.refuse(RuleBroken("data_request.nobody_chosen"))
        return
    if not row.identity_checked_by:
        section.refuse(RuleBroken("data_request.identity_missing"))
        return
    person_id = row.person_id

    def draw(work: Any, by: Any) -> PersonCopy:
        from panpun_desktop.reports.person_data import export_person

        return export_person(work, by, person_id)

    def show(made: PersonCopy) -> None:
        section.banner.say("")
        window = PaperWindow(section.context.operations, made.title, made.pdf, section.window())
        button = QuietButton(_("Save as JSON"), "download")
        button.setObjectName("saveJsonButton")
        button.clicked.connect(lambda: save_file(made.json, file_name(made.title, ending="json"), window))
        window.add_act(button)
        window.open()

    section.read(draw, show, key="copy")
