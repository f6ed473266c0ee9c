"""Several people for a class: searched for, pasted as a list, a whole family, or new and from outside."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.rules.names import display_name, sex_of_title, split_title
from panpun_desktop.views.acts.person_field import PersonField
from panpun_desktop.views.courses.newcomer_sex import NewcomerSex
from panpun_desktop.views.courses.trainee_line import TraineeLine
from panpun_desktop.widgets.fields import ChoiceBox, LineField
from panpun_desktop.widgets.labels import ThaiLabel
from panpun_desktop.widgets.parts import Banner, IconButton, QuietButton
from panpun_desktop.widgets.theme import Tone
from panpun_desktop.widgets.typed_values import ListField

if TYPE_CHECKING:
    from panpun_desktop.common.errors import PanpunError
    from panpun_desktop.services.enrolment_rows import Candidate, PastedTrainee
    from panpun_desktop.services.people_rows import Duplicate, PersonFacts
    from panpun_desktop.views.context import Context

_SHOWN = 7
"""Lines that stand below the field; the rest is counted."""


class _PasteField(PersonField):
    """A search line that takes a pasted block as a list of people."""

    pasted = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            text = QGuiApplication.clipboard().text()
            if "\n" in text.strip() or "\t" in text.strip():
                self.pasted.emit(text)
                return
        super().keyPressEvent(event)


class TraineesField(ListField):
    """A search line adds people; below it a line for each, with a way to take them out."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.people: list[TraineeLine] = []
        self._not_found: list[str] = []
        self._chose_sex = False
        self.lines: dict[int, NewcomerSex] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.search = _PasteField(context, required=False)
        self.search.setObjectName("traineesSearch")
        self.search.setAccessibleName(_("Add a person"))
        self.search.chosen.connect(self._take)
        self.search.pasted.connect(self.paste)
        self.search.enter_moves_on = False  # one person after another
        self.setFocusProxy(self.search)
        column.addWidget(self.search)
        column.addLayout(self._buttons())
        column.addWidget(self._newcomer())
        self.banner = Banner("", Tone.WARN)
        column.addWidget(self.banner)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        column.addLayout(self._lines)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        self.family = QuietButton(_("Add the family"), "users", small=True, clicked=self._add_family)
        self.family.setObjectName("addFamilyButton")
        self.family.setEnabled(False)
        self.new = QuietButton(
            _("New person from outside"), "user-plus", small=True, clicked=self._show_newcomer
        )
        self.new.setObjectName("newTraineeButton")
        may_create = self._context.may("person.create")
        self.new.setEnabled(may_create)
        if not may_create:
            self.new.setToolTip(_("The front desk registers people from outside"))
        for button in (self.family, self.new):
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _newcomer(self) -> QWidget:
        self.box = QWidget()
        row = QHBoxLayout(self.box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.first, self.last = LineField(placeholder=_("First name")), LineField(placeholder=_("Last name"))
        centre = self._context.centre
        codes = centre.active_codes.get("sex", ("M", "F", "U"))
        self.sex = ChoiceBox([(one, centre.label("sex", one)) for one in codes], placeholder=_("Sex"))
        self.phone = LineField(placeholder=_("Telephone"))
        self.first.textEdited.connect(lambda _text: self._follow_title())
        self.sex.chosen.connect(self._choose_sex)
        fields: tuple[tuple[str, LineField | ChoiceBox], ...] = (
            ("newFirstName", self.first),
            ("newLastName", self.last),
            ("newSex", self.sex),
            ("newPhone", self.phone),
        )
        for name, field in fields:
            field.setObjectName(name)
            field.setAccessibleName(field.placeholderText())
            row.addWidget(field, 1)
        add = QuietButton(_("Add"), small=True, clicked=self._add_newcomer)
        add.setObjectName("addNewcomerButton")
        row.addWidget(add)
        self.box.hide()
        return self.box

    # what it holds ---------------------------------------------------------------------------------

    def candidates(self, but: Collection[str] = ()) -> tuple[Candidate, ...]:
        """The people as the service takes them, without those whose keys are in ``but``."""
        from panpun_desktop.services.enrolment_rows import Candidate

        kept = [one for one in self.people if str(one.person_id) not in but]
        return tuple(Candidate(one.person_id, one.facts, one.not_same_as) for one in kept)

    def not_found(self) -> tuple[str, ...]:
        """Pasted lines that stand for nobody in the list, as they were pasted."""
        names = [one.name for one in self.people]
        return tuple(line for line in self._not_found if not any(line in name for name in names))

    def kept(self) -> Any:
        """Everybody in the list."""
        return [one.kept() for one in self.people]

    def take_back(self, kept: Any) -> None:
        """The list as it was kept."""
        self.people = [TraineeLine.of(one) for one in kept]
        self._show()

    def names(self) -> dict[str, str]:
        """Names by the keys that concerns carry."""
        return {str(one.person_id): one.name for one in self.people if one.person_id is not None}

    def problem(self) -> str:
        """Text that names nobody is not passed over."""
        newcomer = f"{self.first.text()} {self.last.text()}".strip()
        if newcomer and self.box.isVisibleTo(self):
            return _("Press Add to put {name} into the list, or empty the name").format(name=newcomer)
        if unseen := [one for one in self.people if one.lacks_sex]:
            self._ask_sex(self.people.index(unseen[0]))
            return _("Give the sex of {name} as observed, or choose not stated").format(name=unseen[0].name)
        is_open = bool(self.search.text().strip()) and self.search.person_id is None
        if is_open and not self._context.may("person.create"):
            return _("Choose a person from the list; the front desk registers people from outside")
        return _("Choose a person from the list") if is_open else ""

    def add(self, person_id: int, name: str) -> None:
        """Put somebody of the register into the list, once."""
        if all(one.person_id != person_id for one in self.people):
            self.people.append(TraineeLine(name, person_id))
            self._show()

    # adding ----------------------------------------------------------------------------------------

    def _take(self, person_id: int | None) -> None:
        if person_id is None:
            return
        self.add(person_id, self.search.text())
        self.search.clear()
        self.search.person_id = None

    def paste(self, text: str) -> None:
        """Read a pasted list; who is found once stands in the list, the others are named."""
        from panpun_desktop.services.enrolment_pasting import find_pasted

        work, actor = self._context.work, self._context.actor
        self._context.operations.read(
            self, lambda: find_pasted(work, actor, text), self._take_pasted, self._refuse, key="pasted"
        )

    def _take_pasted(self, found: tuple[PastedTrainee, ...]) -> None:
        open_lines, new = [], []
        missing = [one.line for one in found if len(one.person_ids) != 1]
        self._not_found = list(dict.fromkeys((*self._not_found, *missing)))
        for one in found:
            if len(one.person_ids) == 1:
                self.add(one.person_ids[0], one.names[0])
            elif one.person_ids:
                open_lines.append(
                    _("{line}: {n} people have this name").format(line=one.line, n=len(one.names))
                )
            elif one.facts is not None and one.facts.first_name and self._context.may("person.create"):
                new.append(one)
            else:
                open_lines.append(_("{line}: not in the register").format(line=one.line))
        if new:
            names = ", ".join(one.line for one in new)
            open_lines.append(_("Not in the register: {names}").format(names=names))
        acts = [(_("Add them as new people"), lambda: self._add_all(new))] if new else []
        self.banner.say("\n".join(open_lines), Tone.WARN, acts)
        self.edited.emit()

    def _add_all(self, new: list[PastedTrainee]) -> None:
        self.banner.say("")
        self.people += [TraineeLine(_("{name} (new)").format(name=one.line), facts=one.facts) for one in new]
        self._show()

    def _add_family(self) -> None:
        from panpun_desktop.services.enrolment_pasting import family_of

        known = [one.person_id for one in self.people if one.person_id is not None]
        if not known:
            return
        work, actor, last = self._context.work, self._context.actor, known[-1]
        self._context.operations.read(
            self, lambda: family_of(work, actor, last), self._take_family, self._refuse, key="family"
        )

    def _take_family(self, found: tuple[tuple[int, str], ...]) -> None:
        for person_id, name in found:
            self.add(person_id, name)
        self.banner.say("" if len(found) > 1 else _("Nobody belongs to this person's family."))

    def _show_newcomer(self) -> None:
        self.box.setVisible(not self.box.isVisible())
        if self.box.isVisible():
            self._carry_name_over()
            self.first.setFocus()
        self.edited.emit()

    def _carry_name_over(self) -> None:
        """What was searched for and not found is the new person's name."""
        typed = self.search.text().split()
        if typed and self.search.person_id is None:
            title, name = split_title(" ".join(typed))
            first, _gap, last = name.partition(" ")
            self.first.setText(f"{title}{first}")
            self.last.setText(last)
            self.search.clear()
            self._follow_title()

    def _follow_title(self) -> None:
        """The title suggests the sex until somebody chose one; told apart they are warned about."""
        title = split_title(self.first.text())[0]
        if not self._chose_sex:
            self.sex.set_value(sex_of_title(title) or None)

    def _choose_sex(self, _code: object) -> None:
        self._chose_sex = True

    def _add_newcomer(self) -> None:
        from panpun_desktop.services.people import possible_duplicates
        from panpun_desktop.services.people_rows import PersonFacts

        title, first = split_title(self.first.text())
        facts = PersonFacts(
            title=title,
            first_name=first,
            last_name=self.last.text().strip(),
            sex=self.sex.value() or sex_of_title(title),
            phone=self.phone.text().strip(),
        )
        if not facts.first_name:
            self.first.setFocus()
            return
        work, actor = self._context.work, self._context.actor
        self._context.operations.read(
            self,
            lambda: possible_duplicates(work, actor, facts),
            lambda found: self._judge(facts, found),
            self._refuse,
            key="newcomer",
        )

    def _judge(self, facts: PersonFacts, found: tuple[Duplicate, ...]) -> None:
        if not found:
            self._put_new(facts, ())
            return
        hit = found[0].hit
        said = _("{name} {regno} may be the same person: {why}")
        text = said.format(name=hit.name, regno=hit.regno, why=", ".join(found[0].reasons))
        others = tuple(one.hit.id for one in found)
        self.banner.say(
            text,
            Tone.WARN,
            [
                (_("Take this one"), lambda: self._take_known(hit.id, hit.name)),
                (_("Somebody else"), lambda: self._put_new(facts, others)),
            ],
        )
        self.banner.focus_act()
        self.edited.emit()

    def _take_known(self, person_id: int, name: str) -> None:
        self._clear_newcomer()
        self.add(person_id, name)

    def _put_new(self, facts: PersonFacts, others: tuple[int, ...]) -> None:
        name = display_name(facts.title, facts.first_name, "", facts.last_name)
        self.people.append(TraineeLine(_("{name} (new)").format(name=name), facts=facts, not_same_as=others))
        self._clear_newcomer()
        self._show()

    def _clear_newcomer(self) -> None:
        self.banner.say("")
        for field in (self.first, self.last, self.phone):
            field.setText("")
        self._chose_sex = False
        self.sex.set_value(None)  # else the next one has it unseen
        self.first.setFocus()

    def _refuse(self, error: PanpunError) -> None:
        self.banner.say(message_of(error), Tone.BAD)
        self.edited.emit()

    # showing ---------------------------------------------------------------------------------------

    def _show(self) -> None:
        while self._lines.count():
            item = self._lines.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        hidden = max(0, len(self.people) - _SHOWN)
        if hidden:
            more = ThaiLabel(_("and {n} more above").format(n=hidden), role="help")
            self._lines.addWidget(more)
        self.lines = {}
        self.setFocusProxy(self.search)
        for at, one in enumerate(self.people):
            if at >= hidden or one.lacks_sex:
                self._lines.addWidget(self._line(at, one))
        self.family.setEnabled(any(one.person_id is not None for one in self.people))
        self.edited.emit()

    def _line(self, at: int, one: TraineeLine) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(ThaiLabel(f"{at + 1}. {one.name}", wrap=True), 1)
        if one.facts is not None:
            self.lines[at] = NewcomerSex(self._context.centre, at + 1, one.name, one.facts)
            self.lines[at].chosen.connect(partial(self._take_sex, at))
            row.addWidget(self.lines[at])
        away = IconButton("x", _("Take {name} out").format(name=one.name), clicked=partial(self._remove, at))
        away.setObjectName(f"trainee{at + 1}Remove")
        row.addWidget(away)
        return line

    def _remove(self, at: int) -> None:
        del self.people[at]
        self._show()

    def _take_sex(self, at: int, code: str) -> None:
        """What was chosen on the line of a newcomer."""
        self.people[at] = self.people[at].with_sex(code)
        self.edited.emit()

    def _ask_sex(self, at: int) -> None:
        """The line that waits for its sex gets the focus with the sentence."""
        self.setFocusProxy(self.lines[at].box)
