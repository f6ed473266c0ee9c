"""What is in a backup, what a rehearsal found, and the word that is typed before the data are replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from panpun_desktop.common.i18n import N_, _
from panpun_desktop.views.backup_words import moment, size_words
from panpun_desktop.widgets.banners import Banner
from panpun_desktop.widgets.cards import Card, pair
from panpun_desktop.widgets.field_box import FieldBox
from panpun_desktop.widgets.labels import help_text
from panpun_desktop.widgets.line_field import LineField
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.restoring import Contents, Rehearsal


FOUND = {
    "cipher": N_("Pages of the file are damaged."),
    "file": N_("The order inside the file is damaged."),
    "foreign_keys": N_("Records point at others that are missing."),
    "triggers": N_("Safeguards of the file are missing."),
    "audit_chain": N_("The history of acts was cut off or changed by other means."),
    "episodes": N_("A stay has a day without a type of service, or with two."),
    "movements_board": N_("People staying and people on the bed board differ."),
    "balance": N_("Admissions and discharges do not add up to the people remaining."),
    "documents": N_("Issued papers are missing or changed."),
    "training": N_("Training does not agree with the stays."),
    "closed_months": N_("A closed month does not hold its figures any more."),
}
"""What a check of ``panpun check`` has found when it does not hold."""


class ContentsPage(QWidget):
    """``confirmed`` says whether the word stands in the field, ``entered`` that Enter followed it."""

    confirmed = Signal(bool)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card = Card(_("What is in the backup"), padding=14)
        self.card.body.setSpacing(1)
        self.word = LineField()
        self.word.setObjectName("restoreWord")
        self.word.enter_moves_on = False
        self.word.returnPressed.connect(self._enter)
        self.word.textChanged.connect(lambda _text: self.confirmed.emit(self.is_confirmed()))
        self.word_box = FieldBox(_("Type “{word}” to go on").format(word=_word()), self.word)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.warning = Banner("", Tone.WARN)
        for one in (self.card, self.warning, self.word_box):
            column.addWidget(one)
        column.addStretch(1)

    def is_confirmed(self) -> bool:
        """The word stands in the field."""
        return self.word.text().strip() == _word()

    def _enter(self) -> None:
        """Enter goes on where the word stands, and else says which word is wanted."""
        if self.is_confirmed():
            self.entered.emit()
        else:
            self.word_box.show_problem(self.word_box.label.plain_text())

    def show_contents(self, contents: Contents) -> None:
        """Show what was found; an earlier word is gone."""
        while self.card.body.count():
            item = self.card.body.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.deleteLater()
        for name, value in _facts(contents):
            self.card.body.addWidget(pair(name, value))
        if contents.is_older:
            self.card.body.addWidget(
                help_text(
                    _("From an earlier version of the program; it is brought up to date while restoring.")
                )
            )
        self.warning.say(*_warning(contents))
        self.word.clear()


def rehearsal_words(rehearsal: Rehearsal) -> tuple[str, Tone]:
    """How restoring would go."""
    if rehearsal.ok:
        words = _("The rehearsal went well: all {n} checks hold. Nothing was changed.")
        return words.format(n=len(rehearsal.checks)), Tone.OK
    words = _("The rehearsal found faults. Choose another backup, or ask for help first.")
    failed = [_(FOUND[check.id]) for check in rehearsal.checks if not check.ok]
    return "\n".join([words, *(f"• {one}" for one in failed)]), Tone.BAD


def _warning(contents: Contents) -> tuple[str, Tone]:
    if contents.has_present:
        words = _(
            "Everything recorded after this backup will be missing. The present data are not deleted: "
            "they are put aside in a folder of their own beside the new ones. The program closes the "
            "data and goes back to the sign-in page."
        )
        return words, Tone.WARN
    words = _(
        "There are no data of a centre on this computer yet: the backup becomes its data. Then sign in "
        "as it was at the time of the backup."
    )
    return words, Tone.INFO


def _word() -> str:
    return _("restore")


def _facts(contents: Contents) -> tuple[tuple[str, str], ...]:
    last = " · ".join(
        part for part in (contents.last_act, moment(contents.last_act_at), contents.last_act_by) if part
    )
    return (
        (_("Centre"), contents.centre or "–"),
        (_("Made"), f"{moment(contents.made_at)} · {size_words(contents.size)}"),
        (_("Program"), contents.program),
        (_("People present"), f"{contents.people_present:,}"),
        (_("People in the register"), f"{contents.people:,}"),
        (_("Stays"), f"{contents.stays:,}"),
        (_("Papers"), f"{contents.documents:,}"),
        (_("Last act"), last or "–"),
    )
