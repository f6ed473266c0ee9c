"""One session of the plan, and why sessions are not held."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.views.acts.form_dialog import FormDialog, Reasons
from panpun_desktop.widgets.fields import ChoiceBox, LineField, ThaiDateEdit, TimeEdit
from panpun_desktop.widgets.labels import help_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from panpun_desktop.services.course_rows import CohortRow, SessionRow
    from panpun_desktop.views.context import Context
    from panpun_desktop.widgets.operations import Changes


class SessionDialog(FormDialog):
    """Day, hours, topic, module and trainer of a session."""

    name = "session"
    WIDTH = 520

    def __init__(
        self,
        context: Context,
        cohort_id: int,
        row: SessionRow | None,
        parent: QWidget | None = None,
        *,
        day: date | None = None,
    ) -> None:
        self.cohort_id, self.row, self._day = cohort_id, row, day
        super().__init__(context, parent)

    def title(self) -> str:
        return _("Add a session") if self.row is None else _("Change the session")

    def draft_key(self) -> str:
        return f"{self.name}:{self.cohort_id}:{0 if self.row is None else self.row.id}"

    def build(self) -> None:
        row = self.pair_row()
        self.on = ThaiDateEdit(lambda: self.context.today, required=True)
        self.on.set_value((self._day or self.context.today) if self.row is None else self.row.on_day)
        centre = self.context.centre
        halves = centre.active_codes.get("lesson_half", ())
        self.half = ChoiceBox([(one, centre.label("lesson_half", one)) for one in halves])
        self.half.set_value("DAY" if self.row is None else self.row.half)
        self.begins, self.ends = TimeEdit(), TimeEdit()
        self.add_field("on_day", _("Day"), self.on, to=row)
        self.add_field("half", _("Time of day"), self.half, to=row)
        self.add_field("begins_at", _("Begins"), self.begins, to=row)
        self.add_field("ends_at", _("Ends"), self.ends, to=row)
        self.topic = LineField("" if self.row is None else self.row.topic)
        self.add_field("topic", _("Topic"), self.topic)
        more = self.pair_row()
        self.module, self.trainer = ChoiceBox(), ChoiceBox()
        self.add_field("module", _("Module"), self.module, to=more)
        self.add_field("trainer", _("Trainer"), self.trainer, to=more)
        if self.row is not None:
            self.begins.set_value(self.row.begins_at)
            self.ends.set_value(self.row.ends_at)
        self._read()

    def _read(self) -> None:
        from panpun_desktop.services.cohort_lists import cohort
        from panpun_desktop.services.courses import list_courses

        work, actor, id = self.context.work, self.context.actor, self.cohort_id

        def ask() -> tuple[CohortRow, tuple[tuple[str, str], ...]]:
            found = cohort(work, actor, id)
            course = next(one for one in list_courses(work, actor) if one.id == found.course_id)
            return found, tuple((str(one.id), one.name) for one in course.modules)

        self.context.operations.read(self, ask, self._offer, self.refuse, key="session")

    def _offer(self, found: tuple[CohortRow, tuple[tuple[str, str], ...]]) -> None:
        cohort, modules = found
        self.module.set_options([("", "–"), *modules])
        trainers = [(str(one.id), one.name) for one in cohort.trainers]
        self.trainer.set_options([("", _("The trainers of the cohort")), *trainers])
        row = self.row
        self.module.set_value(str(row.module_id) if row is not None and row.module_id else "")
        self.trainer.set_value(str(row.trainer_id) if row is not None and row.trainer_id else "")

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.cohort_sessions import add_session, edit_session
        from panpun_desktop.services.course_rows import AddSession, EditSession, SessionFacts

        facts = SessionFacts(
            self.half.value() or "DAY",
            self.begins.value(),
            self.ends.value(),
            int(self.trainer.value() or 0) or None,
            int(self.module.value() or 0) or None,
            self.topic.text(),
        )
        day = self.on.value() or self.context.today
        if self.row is None:
            return self.run(add_session, AddSession(self.cohort_id, day, facts, dict(reasons)))
        request = EditSession(self.row.id, self.row.version, day, facts, dict(reasons))
        return self.run(edit_session, request)


class NotHeldDialog(FormDialog):
    """Why sessions are not held."""

    name = "notHeld"
    WIDTH = 420

    def __init__(self, context: Context, rows: Sequence[SessionRow], parent: QWidget | None = None) -> None:
        self.rows = tuple(rows)
        super().__init__(context, parent)

    def title(self) -> str:
        return _("Not held")

    def add_head(self, column: QVBoxLayout) -> None:
        first, last = self.rows[0].on_day, self.rows[-1].on_day
        days = format_date(first, "short")
        if last != first:
            days += f" – {format_date(last, 'short')}"
        column.addWidget(help_text(_("{n} sessions, {days}").format(n=len(self.rows), days=days)))

    def build(self) -> None:
        self.reason = LineField(self.rows[0].holiday)
        self.add_field("reason", _("Reason"), self.reason)

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.cohort_sessions import cancel_sessions
        from panpun_desktop.services.course_rows import CancelSessions

        rows = tuple((row.id, row.version) for row in self.rows)
        return self.run(cancel_sessions, CancelSessions(rows, self.reason.text()))
