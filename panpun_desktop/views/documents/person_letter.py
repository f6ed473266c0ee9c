"""What letters share: the person they are about, the next number, and naming once what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from panpun_desktop.common.errors import PanpunError
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.reports.letters.remarks import doubts, gaps
from panpun_desktop.views.acts.person_field import PersonField
from panpun_desktop.views.documents.agency_field import AgencyField
from panpun_desktop.views.documents.findings import WARN, Finding
from panpun_desktop.views.documents.paper_form import PaperForm
from panpun_desktop.views.typed_draft import TypedDraft
from panpun_desktop.widgets.fields import LineField, LongField, ThaiDateEdit
from panpun_desktop.widgets.theme import Tone
from panpun_desktop.widgets.typed_values import put_back, values_of

if TYPE_CHECKING:
    from panpun_desktop.reports.letters.filled import Filled
    from panpun_desktop.reports.letters.remarks import Doubt, Gap
    from panpun_desktop.reports.transfer_letter.data import TransferLetter
    from panpun_desktop.services.people_rows import PersonPanel


class PersonLetter(PaperForm):
    """A letter about a person; ``person``, ``agency``, ``dated_on`` and ``draft`` are made by the kind.

    ``register`` is the one whose next number is shown; "" takes none.
    """

    register = "outgoing"
    left_to_the_pen: frozenset[str] = frozenset()
    """Fields that are named beside the paper only: whoever brings the person writes them in."""
    stays = frozenset({"person_id", "dated_on", "signer"})
    """Fields that are about nobody: they stand as they are when the letter turns to another person."""
    prints_issued = True
    person: PersonField
    agency: AgencyField
    dated_on: ThaiDateEdit
    draft: TypedDraft

    def begin(self) -> None:
        """Nobody is chosen yet, nothing is issued."""
        self.panel: PersonPanel | None = None
        self.letter: TransferLetter | Filled | None = None
        self._number = ""
        self._told: frozenset[object] = frozenset()
        """What was named as missing since something was typed last."""
        self._is_coming = False
        """A person was asked for whose facts are still being read."""
        self._about: int | None = None
        """Whose particulars stand in the fields."""

    def keep_typed(self) -> None:
        """Keep what is typed from here on, and how the fields stand before; all of them are there."""
        self.draft = TypedDraft(self.context, "", self.left, skipped=(self.person,))
        self.fields.insertWidget(0, self.draft.banner)
        staying = {self.boxes[name].field.objectName() for name in self.stays & self.boxes.keys()}
        starts = values_of(self.left)
        self._starts: dict[str, Any] = {name: starts[name] for name in starts.keys() - staying}

    def start_over(self) -> None:
        """Empty the fields for another letter; what was typed is kept for whom it was about."""
        self.draft.begin("")
        put_back(self.left, self._starts)
        self.agency.empty()
        for box in self.boxes.values():
            box.clear_problem()
        self._told = frozenset()
        self.ask_number()
        self.draw_now()

    def draw_soon(self) -> None:
        """Whatever is typed, what is still missing is named again before a number is given."""
        self._told = frozenset()
        super().draw_soon()

    @property
    def draft_name(self) -> str:
        """Under which what was typed is kept."""
        return self.key

    def missing(self) -> list[tuple[str, str]]:
        """Fields that the letter would print as dots, with their words."""
        return [(one.name, _(one.words)) for one in self._gaps() if one.is_typed]

    def unsettled(self) -> list[tuple[str, str]]:
        """What the letter lacks that no field of it gives, with words."""
        return [(one.name, _(one.words)) for one in self._gaps() if not one.is_typed]

    def _gaps(self) -> list[Gap]:
        return gaps(self.key, self.letter) if self.letter is not None else []

    def doubts(self) -> list[Doubt]:
        """Words of the sensitive list in what was typed (R-PD-9)."""
        typed = {name: self._text(name) for name in self.boxes}
        return doubts(self.key, typed, self.context.centre.offered("sensitive_word"))

    def doubt_findings(self) -> list[Finding]:
        """Each field with such words, and the way out."""
        by_field: dict[str, list[str]] = {}
        for one in self.doubts():
            by_field.setdefault(one.label, []).append(one.word)
        why = _(
            "If the recipient need not know it, leave it out. Details go along sealed: keep them with the "
            "issued paper under its files."
        )
        text = _("{field}: “{words}” may be sensitive")
        return [
            Finding(WARN, Tone.WARN, text.format(field=_(label), words="” “".join(words)), why)
            for label, words in by_field.items()
        ]

    def choose(self, person_id: int | None) -> None:
        """Read whom the letter is about; None is nobody. Nobody gets what was typed about another."""
        self.panel = None
        self._is_coming = person_id is not None
        if self._about not in {None, person_id}:
            self.start_over()
        self._about = person_id
        if person_id is None:
            self.draw_now()
            return
        work, actor = self.context.work, self.context.actor

        def read() -> PersonPanel:
            from panpun_desktop.services.people import person_panel

            return person_panel(work, actor, person_id)

        self.context.operations.read(self, read, self._take_person, key="person")

    def _take_person(self, panel: PersonPanel) -> None:
        self.panel, self._is_coming = panel, False
        self.person.show_person(panel.row.id, panel.row.name)
        self.draft.begin(f"{self.draft_name}:{panel.row.id}")
        self.boxes["person_id"].clear_problem()
        self.draw_now()

    def ask_number(self) -> None:
        """Show the number that the next paper of the register gets."""
        day = self.dated_on.value()
        if day is None or not self.register:
            return
        work, actor, register = self.context.work, self.context.actor, self.register

        def read() -> str:
            from panpun_desktop.services.documents import next_number

            return next_number(work, actor, register, day)

        self.context.operations.read(
            self, read, lambda text: self.say(_("Next number {number}").format(number=text)), key="number"
        )

    def _text(self, name: str) -> str:
        field = self.boxes[name].field
        return field.text().strip() if isinstance(field, LineField | LongField) else ""

    def file_name(self) -> str:
        """With the register number, never a name."""
        return f"{self.label}-{self.panel.row.regno}" if self.panel else self.label

    def _was_told(self) -> bool:
        """Say whether all that is missing was named before; names it now when it was not."""
        missing = [one for one in self.missing() if one[0] not in self.left_to_the_pen]
        others = self.unsettled()
        about = (self.panel.row.id if self.panel else None, self.agency.value())
        doubted = self.doubts()
        lacking = frozenset((about, name) for name, _words in (*missing, *others))
        lacking |= {(about, f"{one.name}:{one.word}") for one in doubted}
        if lacking <= self._told:
            return True
        self._told = lacking
        for one in reversed(doubted):
            words = _("“{word}” may be more than the recipient needs to know")
            self.boxes[one.name].show_problem(words.format(word=one.word))
        words = _("Give it, or press again to leave it to be written by hand")
        for name, _words in reversed(missing):
            if name in self.boxes:
                self.boxes[name].show_problem(words)
        self._say_once([words for _name, words in (*others, *missing)], [one.word for one in doubted])
        return False

    def _say_once(self, names: list[str], words: list[str]) -> None:
        """One line: what is missing, else what may be too much; all of it stands beside the paper."""
        if names:
            text = _("Not given yet: {names}. Press again to issue all the same.")
            self.context.say(text.format(names=", ".join(names)))
            return
        text = _("Perhaps too much is told: {words}. Press again to issue all the same.")
        self.context.say(text.format(words=", ".join(dict.fromkeys(words))))

    def _say(self, error: PanpunError) -> None:
        self.context.say(message_of(error))
