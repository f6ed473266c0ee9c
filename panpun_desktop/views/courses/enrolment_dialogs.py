"""What is asked before an act on one enrolment: the day, the reason, where to go on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import _
from panpun_desktop.rules.codes import COURSES
from panpun_desktop.views.acts.cohort_box import CohortBox
from panpun_desktop.views.acts.floor_warning import FloorWarning
from panpun_desktop.views.acts.form_dialog import FormDialog, Reasons
from panpun_desktop.widgets.fields import ChoiceBox, LineField, ThaiDateEdit
from panpun_desktop.widgets.labels import ThaiLabel, help_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from panpun_desktop.services.course_rows import CohortChoice
    from panpun_desktop.services.enrolment_rows import RosterRow
    from panpun_desktop.views.context import Context
    from panpun_desktop.widgets.operations import Changes


class EnrolmentDialog(FormDialog):
    """An act on one line of a class list."""

    WIDTH = 460

    def __init__(
        self, context: Context, cohort_id: int, row: RosterRow, parent: QWidget | None = None
    ) -> None:
        self.cohort_id, self.row = cohort_id, row
        super().__init__(context, parent)

    def subjects(self) -> Mapping[str, str]:
        return {str(self.row.person_id): self.row.name}

    def draft_key(self) -> str:
        return f"{self.name}:{self.row.id}"

    def add_head(self, column: QVBoxLayout) -> None:
        column.addWidget(ThaiLabel(self.row.name, role="strong", wrap=True))
        facts = (
            self.context.centre.label("enrolment_state", self.row.state),
            self.row.days,
            self.row.forecast,
        )
        column.addWidget(help_text(" · ".join(one for one in facts if one)))

    def add_day(self, name: str, words: str, day: date | None = None) -> ThaiDateEdit:
        """A day that has to be given; today unless another is likelier."""
        field = ThaiDateEdit(lambda: self.context.today, required=True)
        field.set_value(day or self.context.today)
        self.add_field(name, words, field)
        return field

    def add_reason(self) -> LineField:
        """Why, in words."""
        field = LineField()
        self.add_field("reason", _("Reason"), field)
        return field

    def add_floor(self) -> FloorWarning:
        """Room for the warning of days that do not suffice (R-CRS-1)."""
        floor = FloorWarning(self.context)
        floor.told.connect(self.fit)
        self.form.addWidget(floor)
        return floor

    def day(self, field: ThaiDateEdit) -> date:
        """The day typed."""
        return field.value() or self.context.today


class TakeInDialog(EnrolmentDialog):
    """An applicant comes into the class."""

    name = "takeIn"

    def title(self) -> str:
        return _("Take the applicant in")

    def save_text(self) -> str:
        return _("Take in")

    def build(self) -> None:
        plan_is_over = self.row.ends_on is not None and self.row.ends_on < self.context.today
        self.on = self.add_day(
            "joined_on", _("First day in class"), self.row.starts_on if plan_is_over else None
        )
        self.floor = self.add_floor()
        self.on.changed.connect(lambda _day: self._look())
        self._look()

    def _look(self) -> None:
        self.floor.look(self.cohort_id, self.on.value(), (self.row.person_id,))

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.enrolment_rows import TakeIn
        from panpun_desktop.services.enrolments import take_in

        return self.run(take_in, TakeIn(((self.row.id, self.row.version),), self.day(self.on), dict(reasons)))


class SuspendDialog(EnrolmentDialog):
    """The days stand still."""

    name = "suspendEnrolment"

    def title(self) -> str:
        return _("Suspend the training")

    def save_text(self) -> str:
        return _("Suspend")

    def build(self) -> None:
        self.on = self.add_day("on", _("From the day"))
        self.reason = self.add_reason()

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.enrolment_acts import suspend
        from panpun_desktop.services.enrolment_rows import Suspend

        return self.run(
            suspend, Suspend(self.row.id, self.row.version, self.day(self.on), self.reason.text())
        )


class ResumeDialog(EnrolmentDialog):
    """The days count again."""

    name = "resumeEnrolment"

    def title(self) -> str:
        return _("Resume the training")

    def save_text(self) -> str:
        return _("Resume")

    def build(self) -> None:
        self.on = self.add_day("on", _("Back in class on"))

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.enrolment_acts import resume
        from panpun_desktop.services.enrolment_rows import Resume

        return self.run(resume, Resume(self.row.id, self.row.version, self.day(self.on)))


class DropDialog(EnrolmentDialog):
    """Leaves the course before its end; the stay may go on under another service."""

    name = "dropEnrolment"

    def title(self) -> str:
        return _("Leaves the course before its end")

    def build(self) -> None:
        self.on = self.add_day("on", _("Last day in class"))
        self.reason = self.add_reason()
        centre = self.context.centre
        codes = [one for one in centre.active_codes.get("service_type", ()) if one not in set(COURSES)]
        self.service = ChoiceBox(
            [("", _("Stays in the course type, waits for another cohort"))]
            + [(one, centre.label("service_type", one)) for one in codes]
        )
        self.service.set_value("")
        self.service.chosen.connect(lambda _code: self._follow())
        self.add_field("service_type", _("The stay goes on as"), self.service)
        row = self.pair_row()
        self.client_of, self.awaiting = self._choice("transit_client_of"), self._choice("transit_awaiting")
        self.add_field("client_of", _("Client of"), self.client_of, to=row)
        self.add_field("awaiting", _("Waits for"), self.awaiting, to=row)
        self.boxes["service_type"].setVisible(
            self.row.is_resident and self.context.may("stay.change_service")
        )
        self._follow()

    def _choice(self, name: str) -> ChoiceBox:
        centre = self.context.centre
        return ChoiceBox([(one, centre.label(name, one)) for one in centre.active_codes.get(name, ())])

    def _follow(self) -> None:
        for name in ("client_of", "awaiting"):
            self.boxes[name].setVisible(self.service.value() == "TRANSIT")
        self.fit()

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.enrolment_acts import drop
        from panpun_desktop.services.enrolment_rows import Drop

        request = Drop(
            self.row.id,
            self.row.version,
            self.day(self.on),
            self.reason.text(),
            self.service.value() or None,
            self.client_of.value(),
            self.awaiting.value(),
            dict(reasons),
        )
        return self.run(drop, request)


class _OtherCohortDialog(EnrolmentDialog):
    """Going on in another cohort, chosen from those that take people."""

    def build(self) -> None:
        self.cohort = CohortBox()
        self.cohort.chosen.connect(lambda _code: self._follow())
        self.add_field("to_cohort", _("Cohort"), self.cohort)
        self.on = self.add_day("on", _("First day there"))
        self.on.changed.connect(lambda _day: self._follow())
        self.floor = self.add_floor()
        self._read()

    def service_types(self) -> tuple[str, ...]:
        """The kinds of course that are offered; none: of any."""
        raise NotImplementedError

    def _read(self) -> None:
        from panpun_desktop.services.cohort_lists import cohort_choices

        work, actor, kinds = self.context.work, self.context.actor, self.service_types()
        self.context.operations.read(
            self, lambda: cohort_choices(work, actor, kinds), self._offer, self.refuse, key="cohorts"
        )

    def _offer(self, found: tuple[CohortChoice, ...]) -> None:
        today = self.context.today  # a first day that has not come cannot be written
        fitting = [one for one in found if one.id != self.cohort_id and one.starts_on <= today]
        self.cohort.offer(fitting)
        if not fitting:
            self.boxes["to_cohort"].set_hint(_("No other cohort of this kind has begun"))
            return
        self._follow()

    def _follow(self) -> None:
        """The facts of the cohort chosen, and whether its days suffice for who goes on with the count."""
        self.boxes["to_cohort"].set_hint(self.cohort.facts())
        self.floor.look(self.cohort.cohort_id(), self.on.value(), (self.row.person_id,), leaving=self.row.id)
        self.fit()

    def chosen(self) -> int:
        """The cohort; refused while none is chosen."""
        value = self.cohort.cohort_id()
        if value is None:
            raise RuleBroken("enrolment.cohort_missing", field="to_cohort")
        return value


class UpgradeDialog(_OtherCohortDialog):
    """Into a higher course."""

    name = "upgradeEnrolment"

    def title(self) -> str:
        return _("Go on in a higher course")

    def save_text(self) -> str:
        return _("Go on")

    def service_types(self) -> tuple[str, ...]:
        order = [one.value for one in COURSES]
        now = self.row.service_type
        return tuple(order[order.index(now) + 1 :]) if now in order else ("none",)

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.enrolment_acts import upgrade
        from panpun_desktop.services.enrolment_rows import Upgrade

        request = Upgrade(self.row.id, self.row.version, self.chosen(), self.day(self.on), dict(reasons))
        return self.run(upgrade, request)


class TransferDialog(_OtherCohortDialog):
    """Into another cohort of the same kind."""

    name = "transferEnrolment"

    def title(self) -> str:
        return _("Move to another cohort")

    def save_text(self) -> str:
        return _("Move")

    def build(self) -> None:
        super().build()
        self.reason = self.add_reason()

    def service_types(self) -> tuple[str, ...]:
        return (self.row.service_type,) if self.row.service_type else ()

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.enrolment_acts import transfer
        from panpun_desktop.services.enrolment_rows import Transfer

        request = Transfer(
            self.row.id,
            self.row.version,
            self.chosen(),
            self.day(self.on),
            self.reason.text().strip(),
            dict(reasons),
        )
        return self.run(transfer, request)


class ComeBackDialog(EnrolmentDialog):
    """In class again."""

    name = "comeBackEnrolment"

    def title(self) -> str:
        return _("Back into the class")

    def save_text(self) -> str:
        return _("Take in")

    def build(self) -> None:
        self.on = self.add_day("on", _("Back in class on"))
        self.reason = self.add_reason()

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.enrolment_acts import come_back
        from panpun_desktop.services.enrolment_rows import ComeBack

        request = ComeBack(
            self.row.id, self.row.version, self.day(self.on), self.reason.text(), dict(reasons)
        )
        return self.run(come_back, request)


class RemoveDialog(EnrolmentDialog):
    """Should never have been in the list."""

    name = "removeEnrolment"

    def title(self) -> str:
        return _("Take out of the cohort")

    def save_text(self) -> str:
        return _("Take out")

    def build(self) -> None:
        self.reason = self.add_reason()

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.enrolment_acts import remove_enrolment
        from panpun_desktop.services.enrolment_rows import RemoveEnrolment

        return self.run(remove_enrolment, RemoveEnrolment(self.row.id, self.row.version, self.reason.text()))


DIALOGS: dict[str, type[EnrolmentDialog]] = {
    "take_in": TakeInDialog,
    "suspend": SuspendDialog,
    "resume": ResumeDialog,
    "drop": DropDialog,
    "upgrade": UpgradeDialog,
    "transfer": TransferDialog,
    "come_back": ComeBackDialog,
    "remove": RemoveDialog,
}
"""Act of the class list -> what asks for it."""
