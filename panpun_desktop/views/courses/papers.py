"""The papers of a class: looked at, printed, saved; certificates and transcripts issued for everybody."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import N_, _
from panpun_desktop.common.thai_date import month_label
from panpun_desktop.rules.codes import EnrolmentState
from panpun_desktop.views.courses.names_question import NamedLine, ask_names
from panpun_desktop.views.paper_window import PaperWindow, show_rendered
from panpun_desktop.widgets.buttons import MainButton, QuietButton

if TYPE_CHECKING:
    from panpun_desktop.common.errors import PanpunError
    from panpun_desktop.reports.class_papers import Bundle
    from panpun_desktop.reports.runner import Rendered
    from panpun_desktop.services.centre import Centre
    from panpun_desktop.services.certificates import ClassPapers as ClassPeople
    from panpun_desktop.services.certificates import PaperFor
    from panpun_desktop.services.course_rows import CohortRow
    from panpun_desktop.views.context import Context
    from panpun_desktop.widgets.operations import Changes

ISSUED = (("certificate", N_("Certificates…")), ("transcript", N_("Transcripts…")))


class ClassPapers(QuietButton):
    """A button with the papers of the cohort that ``row`` gives; ``refuse`` says what went wrong."""

    def __init__(
        self, context: Context, row: Callable[[], CohortRow | None], refuse: Callable[[PanpunError], object]
    ) -> None:
        super().__init__(_("Papers"), "printer", clicked=self.open_menu)
        self.setObjectName("classPapersButton")
        self.context, self._row, self._refuse = context, row, refuse

    def open_menu(self) -> None:
        """Offer the papers of the class."""
        row = self._row()
        if row is not None:
            self.menu_of(row).popup(self.mapToGlobal(QPoint(0, self.height())))

    def menu_of(self, row: CohortRow) -> QMenu:
        """The papers of a cohort; sheets of the month that runs, or of its first or last one."""
        menu = QMenu(self)
        month = min(max(self.context.today, row.starts_on), row.ends_on)
        name = month_label(month)
        self._add(
            menu,
            "filledSheetAction",
            _("Attendance sheet, {month}").format(month=name),
            "timesheet",
            {"cohort_id": row.id, "month": month},
        )
        self._add(
            menu,
            "blankSheetAction",
            _("Blank sheet to sign, {month}").format(month=name),
            "timesheet",
            {"cohort_id": row.id, "month": month, "blank": True},
        )
        self._add(
            menu,
            "blankWeekAction",
            _("Blank sheet of the week"),
            "timesheet",
            {"cohort_id": row.id, "week": month, "blank": True},
        )
        self._add(menu, "classListAction", _("Class list"), "class_list", {"cohort_id": row.id})
        self._add(
            menu, "summaryAction", _("Summary of attendance"), "attendance_summary", {"cohort_id": row.id}
        )
        if self.context.may("certificate.issue"):
            menu.addSeparator()
            for key, text in ISSUED:
                action = menu.addAction(_(text))
                action.setObjectName(f"{key}Action")
                action.triggered.connect(lambda _on=False, key=key: self.show_drafts(key, row))
        return menu

    def _add(self, menu: QMenu, name: str, text: str, key: str, given: Mapping[str, Any]) -> None:
        action = menu.addAction(text)
        action.setObjectName(name)
        action.triggered.connect(lambda: self._show(key, given))

    def _show(self, key: str, given: Mapping[str, Any]) -> None:
        work, actor = self.context.work, self.context.actor

        def draw() -> Rendered:
            from panpun_desktop.reports import runner

            return runner.render(work, actor, key, given)

        def show(drawn: Rendered) -> None:
            show_rendered(self.context, key, drawn, self.window())

        self.context.operations.read(self, draw, show, self._refuse, key="paper")

    def show_drafts(self, key: str, row: CohortRow) -> None:
        """Look at the drafts of everybody who can have the paper; they are issued from there."""
        work, actor = self.context.work, self.context.actor

        def draw() -> Bundle:
            from panpun_desktop.reports.class_papers import draft_class

            return draft_class(work, actor, key, row.id)

        def show(drafts: Bundle) -> None:
            DraftsWindow(self.context, key, row, drafts, self.window()).open()

        self.context.operations.read(self, draw, show, self._refuse, key="paper")


class DraftsWindow(PaperWindow):
    """Drafts of a class, with the button that gives them their numbers."""

    def __init__(
        self, context: Context, key: str, row: CohortRow, drafts: Bundle, parent: QWidget | None = None
    ) -> None:
        title = f"{dict(_titles())[key]} · {row.name}"
        super().__init__(context.operations, title, drafts.pdf, parent)
        self.setObjectName("draftsWindow")
        self.context, self._key, self._cohort = context, key, row
        self.say(drafts.summary)
        self.issue_button = MainButton(_("Issue with numbers"), "rubber-stamp", clicked=self.issue)
        self.issue_button.setObjectName("issueClassButton")
        self.add_act(self.issue_button)
        self.print_button.set_main(is_main=False)

    def issue(self) -> None:
        """Name who would get a number and who would not, and ask; numbers are not taken back."""
        work, actor, key, cohort = self.context.work, self.context.actor, self._key, self._cohort

        def ask() -> ClassPeople:
            from panpun_desktop.services.certificates import papers_for

            return papers_for(work, actor, key, cohort.id)

        self.context.operations.read(self, ask, self._name_them, self._refused, key="names")

    def _name_them(self, found: ClassPeople) -> None:
        ready = frozenset(one.enrolment_id for one in found.people if one.may_issue)
        if not ready:
            self._refused(RuleBroken("certificate.nobody", cohort=self._cohort.name))
            return
        sentence = _("{paper}, {cohort}. A number once given is not taken back; a paper can be cancelled.")
        ask_names(
            _("Issue with numbers"),
            sentence.format(paper=dict(_titles())[self._key], cohort=self._cohort.name),
            _("Issue to {n} people").format(n=len(ready)),
            [*_named(found, self.context.centre), *_covered(found)],
            self,
            lambda: self._issue(ready),
        )

    def _issue(self, only: frozenset[int]) -> None:
        """Give numbers to those who were named, in one act; show what was issued."""
        work, actor, key, cohort = self.context.work, self.context.actor, self._key, self._cohort
        made: list[Bundle] = []

        def act() -> Changes:
            from panpun_desktop.reports.class_papers import issue_class

            made.append(issue_class(work, actor, key, cohort.id, only=only))
            changes = made[0].changes
            if changes is None:
                raise RuleBroken("certificate.nobody", cohort=cohort.name)
            return changes

        self.issue_button.setEnabled(False)
        self.context.operations.change(self, act, lambda _changes: self._issued(made[0]), self._refused)

    def _issued(self, issued: Bundle) -> None:
        self.issue_button.hide()
        self.print_button.set_main(is_main=True)
        self.show_paper(issued.pdf)
        self.say(issued.summary)

    def _refused(self, error: PanpunError) -> None:
        from panpun_desktop.common.sentences import message_of

        self.issue_button.setEnabled(True)
        self.say(message_of(error))


def _named(found: ClassPeople, centre: Centre) -> Iterator[NamedLine]:
    """Everybody of the class with the number that is given, or why there is none."""
    for one in (*found.people, *found.others):
        state = centre.label("enrolment_state", one.state)
        if one in found.others or _left(one):
            word, why = _("No paper"), state
        elif one.number:
            word, why = _("Has a number"), one.number
        elif one.may_issue:
            word, why = _("Gets a number"), _with_doubt(state, one)
        else:
            word, why = _("No number yet"), _("The result is not confirmed")
        yield NamedLine(
            one.enrolment_id, one.name, word, why, is_chosen=one.may_issue and one in found.people
        )


def _left(one: PaperFor) -> bool:
    """Said alike of every paper: who left the class has no result that could be confirmed."""
    return not (one.number or one.may_issue or EnrolmentState(one.state).is_running)


def _with_doubt(state: str, one: PaperFor) -> str:
    """The state; first what the paper would lack for good, once it is numbered."""
    return " · ".join((_("No score yet"), state)) if one.lacks_scores else state


def _covered(found: ClassPeople) -> list[NamedLine]:
    """Those whose name this role does not see, as one line."""
    if not found.covered:
        return []
    name = _("Protected: {n} people").format(n=found.covered)
    return [NamedLine(0, name, _("Not included"), _("Issued by who sees the name"), is_chosen=False)]


def _titles() -> tuple[tuple[str, str], ...]:
    return tuple((key, _(text).removesuffix("…")) for key, text in ISSUED)
