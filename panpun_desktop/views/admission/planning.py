"""The beds of the page: proposals for the whole family, and what a person chooses instead (decision 5)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from panpun_desktop.common.i18n import _
from panpun_desktop.rules.birth import age_on
from panpun_desktop.rules.codes import Relation
from panpun_desktop.rules.family import FamilyMember, may_share_bed
from panpun_desktop.services.bed_rows import BedPlan, FreeBed, Sleeper
from panpun_desktop.views.admission.arrival_card import ArrivalCard
from panpun_desktop.views.admission.bed_dialog import BedDialog, Warnings
from panpun_desktop.views.admission.bed_places import BedPlaces, Place
from panpun_desktop.views.admission.member_row import MemberRow
from panpun_desktop.views.admission.people_card import PeopleCard
from panpun_desktop.views.context import Context

_PAUSE_MS = 80


class Planning(QObject):
    """``changed`` follows a choice by hand; ``places`` is the plan in force."""

    changed = Signal()

    def __init__(
        self,
        context: Context,
        people: PeopleCard,
        arrival: ArrivalCard,
        parent: QObject,
        waiting: Callable[[], int | None] = lambda: None,
        household: Callable[[], int | None] = lambda: None,
    ) -> None:
        super().__init__(parent)
        self._waiting, self._household = waiting, household
        self._context, self._people, self._arrival = context, people, arrival
        self.places = BedPlaces()
        self._asked: tuple[object, ...] = ()
        self._pending = False
        self._then: Callable[[], object] | None = None
        self._wanted: dict[str, int] = {}
        self._labels: dict[int, str] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        button = arrival.bed
        button.plan_chosen.connect(self._choose_plan)
        button.beds_asked.connect(self._choose_beds)
        button.none_chosen.connect(self._choose_none)

    def ask(self) -> None:
        """The people, the day or the beds have changed: propose anew soon."""
        self._asked = ()
        self._pause.start()

    def want(self, keys: Sequence[str], bed_ids: Sequence[int]) -> None:
        """Beds that were chosen before the form was opened, for the rows in their order."""
        self._wanted = dict(zip(keys, bed_ids, strict=False))
        if not self._wanted:
            return
        context, day = self._context, self._day()

        def query() -> tuple[FreeBed, ...]:
            from panpun_desktop.services.beds import free_beds

            return free_beds(context.work, context.actor, day)

        context.operations.read(self, query, self._know_labels, lambda _error: None, key="wanted")

    def _know_labels(self, beds: tuple[FreeBed, ...]) -> None:
        self._labels = {bed.bed_id: bed.label for bed in beds}
        self._give_wanted()
        self._show()
        self._look_at_chosen()

    def _give_wanted(self) -> None:
        """Put the wanted beds over the proposal; one that is not free any longer is left to it."""
        given = {
            key: Place(bed_id, self._labels[bed_id])
            for key, bed_id in self._wanted.items()
            if key in self.places.places and bed_id in self._labels
        }
        if not given:
            return
        taken = {place.bed_id for place in given.values()}
        others = {
            key: Place() if place.bed_id in taken else place for key, place in self.places.places.items()
        }
        self.places.choose(others | given)
        self.places.by_hand = False  # other people, other proposals; the wanted beds lie over each

    def settle(self, then: Callable[[], object]) -> None:
        """Go on once the proposal speaks of exactly the people who stand on the page now."""
        self._pause.stop()
        self._then = then
        self._ask()
        if not self._pending:
            self._go_on()

    def _go_on(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            then()

    def forget(self) -> None:
        """As at the start."""
        self.places.forget()
        self._asked = ()
        self._show()

    def _sleepers(self) -> tuple[Sleeper, ...]:
        return tuple(self._sleeper(row) for row in self._people.filled())

    def _sleeper(self, row: MemberRow) -> Sleeper:
        birth, day = row.birth_known(), self._day()
        member = FamilyMember(row.key, "", Relation(row.relation.value() or "OTHER"), birth)
        shares = may_share_bed(member, day, self._context.centre.limits)
        person_id = row.known.person_id if row.known is not None else None
        return Sleeper(row.key, row.sex.value() or "U", age_on(birth, day), shares, person_id)

    def _day(self) -> date:
        return self._arrival.day.value() or self._context.today

    def _ask(self) -> None:
        context, sleepers, day = self._context, self._sleepers(), self._day()
        household_id = self._household()
        if (sleepers, day, household_id) == self._asked:
            return
        if not sleepers:
            self.forget()
            return
        self._asked, self._pending = (sleepers, day, household_id), True

        def query() -> tuple[BedPlan, ...]:
            from panpun_desktop.services.beds import propose

            return propose(context.work, context.actor, sleepers, day, household_id)

        context.operations.read(self, query, self._take, lambda _error: self._answered(), key="plans")

    def _answered(self) -> None:
        self._pending = False
        self._go_on()

    def _take(self, plans: tuple[BedPlan, ...]) -> None:
        self._arrival.bed.offer(plans)
        keys = [one.key for one in self._sleepers()]
        if plans and not (self.places.by_hand and self.places.fits_people(keys)):
            self.places.propose(plans[0])
            self._give_wanted()
        self._show()
        if self.places.by_hand or self._wanted:
            self._look_at_chosen()
        self._answered()

    def _show(self) -> None:
        places = self.places
        self._arrival.bed.show_plan(places.words or _("Bed not chosen yet"), places.verdict, places.reasons)
        self._arrival.bed_box.label.setText(_label(places))

    def _choose_plan(self, plan: BedPlan) -> None:
        self._wanted = {}
        self.places.follow(plan, by_hand=True)
        self._show()
        self.changed.emit()

    def _choose_none(self) -> None:
        self._wanted = {}
        self.places.choose({one.key: Place() for one in self._sleepers()})
        self._show()
        self.changed.emit()

    def _choose_beds(self) -> None:
        context, day = self._context, self._day()

        def query() -> tuple[FreeBed, ...]:
            from panpun_desktop.services.beds import free_beds

            return free_beds(context.work, context.actor, day)

        context.operations.read(self, query, self._open_dialog, key="beds")

    def _open_dialog(self, beds: tuple[FreeBed, ...]) -> None:
        rows = self._people.filled() or self._people.rows[:1]
        members = [(row.key, row.shown_name()) for row in rows]
        uses = dict(self._context.centre.codes["room_use"])
        dialog = BedDialog(members, beds, self.places.places, uses, self._look, self._people.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def take() -> None:
            self._wanted = {}
            self.places.choose(dialog.places())
            self._show()
            self._look_at_chosen()
            self.changed.emit()

        dialog.accepted.connect(take)
        dialog.open()

    def _look_at_chosen(self) -> None:
        """Say beside the beds chosen by a person what speaks against them."""
        chosen = self.places.places

        def show(found: Warnings) -> None:
            if self.places.places is chosen:
                self.places.warn(tuple(dict.fromkeys(one for each in found.values() for one in each)))
                self._show()

        self._look(chosen, show, key="chosen")

    def _look(
        self, places: dict[str, Place], then: Callable[[Warnings], None], key: str = "choosing"
    ) -> None:
        by_key = {one.key: one for one in self._sleepers()}
        chosen = tuple(
            (by_key[member], place.bed_id)
            for member, place in places.items()
            if place.bed_id is not None and member in by_key
        )
        context, day, waiting = self._context, self._day(), self._waiting()

        def query() -> Warnings:
            from panpun_desktop.services.beds import chosen_warnings

            return chosen_warnings(context.work, context.actor, chosen, day, waiting)

        context.operations.read(self, query, then, lambda _error: None, key=key)


def _label(places: BedPlaces) -> str:
    """Room and bed, with the first thing to know about the plan."""
    head = _("Room and bed")
    return f"{head} · {places.reasons[0]}" if places.reasons else head
