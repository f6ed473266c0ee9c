"""The page รับเข้า: four numbered cards, no wizard; what is typed keeps itself as a draft."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.views.acts.floor_warning import FloorWarning
from panpun_desktop.views.admission.arrival_card import ArrivalCard
from panpun_desktop.views.admission.card_area import CardArea
from panpun_desktop.views.admission.card_rows import CardRows
from panpun_desktop.views.admission.consent_card import ConsentCard
from panpun_desktop.views.admission.details_card import DetailsCard
from panpun_desktop.views.admission.former_family import FormerFamily
from panpun_desktop.views.admission.member_form import RowDraft
from panpun_desktop.views.admission.member_row import FOLLOWS, OWN
from panpun_desktop.views.admission.paste_rows import PasteRows
from panpun_desktop.views.admission.people_card import PeopleCard
from panpun_desktop.views.admission.planning import Planning
from panpun_desktop.views.admission.saving import Saving
from panpun_desktop.views.admission.service_card import ServiceCard
from panpun_desktop.views.admission.taking_over import take_over
from panpun_desktop.views.arriving import HandOver
from panpun_desktop.views.context import Context
from panpun_desktop.views.draft_keeper import DraftKeeper
from panpun_desktop.views.page import Page
from panpun_desktop.widgets.banners import Banner
from panpun_desktop.widgets.buttons import MainButton, QuietButton
from panpun_desktop.widgets.labels import Chip, ThaiLabel
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.admissions import ServiceChoice
    from panpun_desktop.services.agencies import AgencyRow
    from panpun_desktop.services.course_rows import CohortChoice

FORM = "admission"
"""What its draft is kept under."""
_LONGEST_IN_ROW = 20
"""Letters of a service's name that a row can show; a longer one is shown by its short name."""


class AdmissionPage(Page):
    """Admits the people typed into its cards. ``navigate("admission", person=ID)`` begins with someone."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, _("Admit"), parent)
        self._restoring = self._is_loaded = False
        self._wanted: int | None = None
        self._given: HandOver | None = None
        self.waiting_id: int | None = None
        """The entry of the waiting list that this admission ends."""
        self.household_id: int | None = None
        """The family that they join."""
        self.people = PeopleCard(context)
        self.cards = CardRows(context, self.people, self)
        self.pasting = PasteRows(context, self.people, self)
        self.former = FormerFamily(context, self.people, self)
        self.service = ServiceCard(context.centre)
        self.floor = FloorWarning(context)
        self.service.show_below_cohort(self.floor)
        self.floor.told.connect(self._show_floor)
        self.arrival = ArrivalCard(context)
        self.consent = ConsentCard(context.centre)
        self.details = DetailsCard(context, self.people)
        self.planning = Planning(
            context, self.people, self.arrival, self, lambda: self.waiting_id, lambda: self.household_id
        )
        self.saving = Saving(self)
        self.drafts = DraftKeeper(context, FORM, self.content, self)
        self._add_head()
        self._lay_out()
        self._add_foot()
        self._listen()
        self._add_keys()
        self._read_agencies()
        self._read_cohorts()
        self._people_changed()
        self.drafts.load(self._restore)

    # building -------------------------------------------------------------------------------------

    def _add_head(self) -> None:
        self._family = Chip("", Tone.INFO)
        self._family.hide()
        self.acts.insertWidget(1, self._family)
        self.card_button = QuietButton(_("Read a card"), "id-badge-2", "F4", clicked=self.read_card)
        self.card_button.setObjectName("readCardButton")
        self.member_button = QuietButton(
            _("Add a member"), "user-plus", "Ins", clicked=self.people.add_member
        )
        self.member_button.setObjectName("addMemberButton")
        self.paste_button = QuietButton(
            _("Paste from Excel"), "file-spreadsheet", "Ctrl V", clicked=self.pasting.paste
        )
        self.paste_button.setObjectName("pasteButton")
        self.acts.addWidget(self.paste_button)
        self.acts.addWidget(self.card_button)
        self.acts.addWidget(self.member_button)

    def _lay_out(self) -> None:
        self.banner = Banner("")
        banners = (self.cards.banner, self.pasting.banner, self.former.banner)
        lower = (self.service, self.arrival, self.consent)
        self.area = CardArea(self.people, banners, lower, self.details)
        self.body.addWidget(self.banner)
        self.body.addWidget(self.area, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.area.fit(self.width())

    def _add_foot(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(10)
        self._kept = ThaiLabel("", role="muted")
        foot.addWidget(self._kept)
        foot.addStretch(1)
        self.cancel_button = QuietButton(_("Cancel"), clicked=self.cancel)
        self.cancel_button.enter_presses = False  # Enter comes here from the last field
        self.cancel_button.setObjectName("cancelAdmissionButton")
        self.save_button = MainButton(_("Save and print"), key="Ctrl ⏎", clicked=self.save)
        self.save_button.setObjectName("saveAdmissionButton")
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.save_button)
        self.body.addLayout(foot)

    def _listen(self) -> None:
        for card in (self.people, self.service, self.arrival, self.consent, self.details):
            card.changed.connect(self._touched)
        self.people.people_changed.connect(self._people_changed)
        self.people.people_changed.connect(self.cards.ask_for_photos)
        self.people.strip_turning.connect(self.area.keep_still)
        self.arrival.day_changed.connect(self._people_changed)
        self.service.changed.connect(self._show_services)
        self.service.asks_more.connect(self.area.bring_into_view)
        self.planning.changed.connect(self._touched)
        self.drafts.kept.connect(self._say_kept)

    def _add_keys(self) -> None:
        for keys, act in {
            "Ins": self.people.add_member,
            "F6": lambda: self._next_card(1),
            "Shift+F6": lambda: self._next_card(-1),
        }.items():
            self._key(keys, act)

    def _key(self, keys: str, act: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    # what the shell asks --------------------------------------------------------------------------

    def may_be_dropped(self) -> bool:
        return True  # what was typed is kept as a draft

    def open_with(self, **arguments: Any) -> None:
        if all(row.is_empty() for row in self.people.rows):
            self.arrival.catch_up()
        given = arguments.get("hand_over")
        if isinstance(given, HandOver):
            self._take_over(given)
            return
        person = arguments.get("person") or arguments.get("person_id")
        if person is not None and not self._is_loaded:
            self._wanted = int(person)  # after the draft, which would take its place
        elif person is not None:
            row = next((one for one in self.people.rows if one.is_empty()), None) or self.people.add_row()
            self.people.take(row, int(person))

    def _take_over(self, given: HandOver) -> None:
        """Begin with people that another screen hands over, once the draft is there."""
        if not self._is_loaded:
            self._given = given
            return
        self.waiting_id, self.household_id = given.waiting_id, given.household_id
        take_over(given, self.people, self.arrival, self.planning)
        if given.household_id is not None:
            self.banner.say(_("Whoever is admitted now joins the family that was chosen."), Tone.INFO)

    def focus_first(self) -> None:
        row = next((one for one in self.people.rows if one.is_empty()), self.people.rows[-1])
        reason = Qt.FocusReason.TabFocusReason if row.is_empty() else Qt.FocusReason.OtherFocusReason
        row.name.setFocus(reason)  # by Tab the whole text would be selected, and one key erase it

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.drafts.keep()  # the window may be locked or closed before typing pauses

    def reload(self, changes: Changes) -> None:
        if FORM in changes.drafts:
            self.drafts.load(self._follow_draft)
        if changes.touches("beds", "stays"):
            self.planning.ask()
        if changes.touches("agencies"):
            self._read_agencies()
        if changes.touches("cohorts", "enrolments"):
            self._read_cohorts()
        if changes.touches("stays", "settings"):
            self._read_rules()

    def save(self) -> None:
        """Save what is on the page, and print the papers."""
        self.saving.save()

    def cancel(self) -> None:
        """Empty the form; the quiet bar can bring it back."""
        self.drafts.clear()
        self.start_anew()

    def read_card(self) -> None:
        """Read an ID card into the row in use, or into the next one (F4)."""
        self.cards.read()

    def _next_card(self, by: int) -> None:
        cards: list[tuple[QWidget, Callable[[], object]]] = [
            (self.people, self.focus_first),
            (self.service, self.service.focus_first),
            (self.arrival, self.arrival.focus_first),
            (self.consent, self.consent.focus_first),
            (self.details, self.details.focus_first),
        ]
        focused = self.window().focusWidget()
        here = next((i for i, (card, _go) in enumerate(cards) if card.isAncestorOf(focused)), -1)
        cards[(here + by) % len(cards)][1]()

    # what follows from a change -------------------------------------------------------------------

    def _touched(self) -> None:
        self._show_count()
        if not self._restoring:
            self.drafts.touch()

    def _people_changed(self) -> None:
        self._show_count()
        self._show_services()
        self._read_rules()
        self.planning.ask()

    def _show_count(self) -> None:
        people = max(1, len(self.people.filled()))
        family = _("Family, {n} people").format(n=people) if people > 1 else ""
        self._family.show_state(family, Tone.INFO)
        if self.consent.people() != people:
            self.consent.show_count(people)
        papers = _("Saving prints {n} papers").format(n=self.consent.copies())
        self.status.emit(" · ".join((papers, _("can be taken back with Ctrl Z"))))

    def _show_services(self) -> None:
        chosen, centre = self.service.chosen(), self.context.centre
        label = self.service.radios[chosen].label
        own = label if len(label) <= _LONGEST_IN_ROW else centre.short("service_type", chosen)
        options = {OWN: own, FOLLOWS: _("Follows the family")}
        others = {code: radio.label for code, radio in self.service.radios.items() if code != chosen}
        short = {code: centre.short("service_type", code) for code in others}
        self.people.show_services({**options, **short})
        self._look_at_floor()

    def _show_floor(self) -> None:
        """A warning that appears below the fold is scrolled to, the field in use stays where it is."""
        if self.floor.isVisible():
            self.area.bring_into_view(self.floor)

    def _look_at_floor(self) -> None:
        """Whether the days of the cohort suffice for who arrives on this day (R-CRS-1)."""
        cohort, day = self.service.cohort_chosen(), self.arrival.day.value() or self.context.today
        if cohort is None:
            self.floor.look(None, None)
        else:
            self.floor.look(cohort.id, max(day, cohort.starts_on))

    def _read_rules(self) -> None:
        context, day = self.context, self.arrival.day.value() or self.context.today
        ids = tuple(row.known.person_id for row in self.people.rows if row.known is not None)

        def query() -> tuple[ServiceChoice, ...]:
            from panpun_desktop.services.admissions import service_choices

            return service_choices(context.work, context.actor, ids, day)

        context.operations.read(self, query, self.service.show_rules, key="rules")
        self._look_at_floor()

    def _read_agencies(self) -> None:
        context = self.context

        def query() -> tuple[AgencyRow, ...]:
            from panpun_desktop.services.agencies import list_agencies

            return list_agencies(context.work, context.actor)

        context.operations.read(self, query, self.arrival.show_agencies, key="agencies")

    def _read_cohorts(self) -> None:
        context = self.context
        if not context.may("course.read"):
            return

        def query() -> tuple[CohortChoice, ...]:
            from panpun_desktop.services.cohort_lists import cohort_choices

            return cohort_choices(context.work, context.actor)

        context.operations.read(self, query, self.service.offer_cohorts, key="cohorts")

    def start_anew(self) -> None:
        """An empty form, ready for the next people."""
        self._restoring = True
        self.waiting_id = self.household_id = None
        self.banner.say("")
        self.planning.want((), ())
        self.pasting.forget()
        self.former.forget()
        self.planning.forget()
        for card in (self.people, self.service, self.arrival, self.consent, self.details):
            card.clear()
        self.cards.ask_for_photos()
        self._kept.setText("")
        self._people_changed()
        self._restoring = False
        self.area.verticalScrollBar().setValue(0)
        self.focus_first()

    # drafts ---------------------------------------------------------------------------------------

    def content(self) -> dict[str, Any] | None:
        """The form as typed; nothing while nobody stands in it."""
        people = [vars(one) for one in self.people.drafts()]
        if not people:
            return None
        return {
            "people": people,
            "service": self.service.chosen(),
            "waiting": self.waiting_id,
            "household": self.household_id,
            "cohort": self.service.cohort_id(),
            "transit": [self.service.client_of.value(), self.service.awaiting.value()],
            "arrival": self.arrival.draft(),
            "ticks": self.consent.draft(),
            "more": self.details.draft(),
        }

    def _restore(self, kept: dict[str, Any] | None, moment: str) -> None:
        self._is_loaded = True
        if kept is not None and not self.people.filled():
            self._show_draft(kept, moment)
        given, self._given = self._given, None
        if given is not None:
            self._take_over(given)
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self.open_with(person=wanted)

    def _follow_draft(self, kept: dict[str, Any] | None, moment: str) -> None:
        """The draft was thrown away or brought back elsewhere."""
        if kept is None and self.people.filled():
            self.start_anew()
        else:
            self._restore(kept, moment)

    def _show_draft(self, kept: dict[str, Any], moment: str) -> None:
        self._restoring = True
        self.waiting_id, self.household_id = kept.get("waiting"), kept.get("household")
        self.service.choose(kept.get("service") or "")
        self._show_services()
        self.people.show_drafts([RowDraft.read(one) for one in kept.get("people", [])])
        self.service.choose_cohort(kept.get("cohort"))
        client_of, awaiting = kept.get("transit") or (None, None)
        self.service.client_of.set_value(client_of)
        self.service.awaiting.set_value(awaiting)
        self.arrival.show_draft(kept.get("arrival") or {})
        self.consent.show_draft(kept.get("ticks") or [])
        self.details.show_draft(kept.get("more") or {})
        self._people_changed()
        self._restoring = False
        self._say_kept(moment)
        words = _("What was typed until {time} and not saved is here again.").format(time=moment)
        self.banner.say(words, Tone.INFO, [(_("Begin anew"), self.cancel)])
        if self.isVisible():
            self.focus_first()

    def _say_kept(self, moment: str) -> None:
        if self.people.filled():
            self._kept.setText(_("Kept as a draft by itself at {time}").format(time=moment))
