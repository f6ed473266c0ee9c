"""Who teaches: boxes for the staff, and a line for guests (วิทยากร) with commas between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.widgets.fields import LineField
from panpun_desktop.widgets.flow import FlowRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panpun_desktop.services.course_rows import Trainer
    from panpun_desktop.views.context import Context


class TrainersField(QWidget):
    """The trainers of a cohort; the first one leads."""

    edited = Signal()

    def __init__(self, context: Context, trainers: Sequence[Trainer] = ()) -> None:
        super().__init__()
        self._context, self._known = context, tuple(trainers)
        self.staff: dict[int, QCheckBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._row = FlowRow(gap=12)
        column.addWidget(self._row)
        self.guests = LineField(
            ", ".join(one.guest_name for one in self._known if one.user_id is None),
            placeholder=_("Guests, with commas between"),
        )
        self.guests.setObjectName("guestTrainers")
        self.guests.setAccessibleName(_("Guest trainers"))
        column.addWidget(self.guests)
        self._read()

    def _read(self) -> None:
        from panpun_desktop.services.cohort_lists import staff_trainers

        work, actor = self._context.work, self._context.actor
        self._context.operations.read(self, lambda: staff_trainers(work, actor), self._offer, key="staff")

    def _offer(self, found: tuple[Trainer, ...]) -> None:
        chosen = {one.user_id for one in self._known}
        offered = {one.user_id: one.name for one in found}
        offered |= {one.user_id: one.name for one in self._known if one.user_id is not None}
        for user_id, name in offered.items():
            if user_id is None:
                continue
            box = QCheckBox(name)
            box.setObjectName(f"trainer{user_id}")
            is_own = not self._known and self._is_trainer() and user_id == self._context.actor.user_id
            box.setChecked(user_id in chosen or is_own)
            self.staff[user_id] = box
            self._row.add(box)
        self.edited.emit()

    def _is_trainer(self) -> bool:
        return self._context.actor.role.value == "TRAINER"

    def value(self) -> tuple[Trainer, ...]:
        """The trainers as the service takes them."""
        from panpun_desktop.services.course_rows import Trainer

        phones = {one.guest_name: one.guest_phone for one in self._known}
        staff = [Trainer(user_id) for user_id, box in self.staff.items() if box.isChecked()]
        names = [" ".join(one.split()) for one in self.guests.text().split(",")]
        guests = [Trainer(guest_name=one, guest_phone=phones.get(one, "")) for one in names if one]
        found = [*staff, *guests]
        return tuple(
            Trainer(one.user_id, one.guest_name, one.guest_phone, at == 0) for at, one in enumerate(found)
        )
