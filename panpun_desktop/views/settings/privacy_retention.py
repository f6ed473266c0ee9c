"""ครบกำหนดเก็บ: records whose time is over, anonymised or kept longer by a manager (R-PD-5)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.common.i18n import N_, _, ngettext
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.views.acts.form_dialog import FormDialog, Reasons
from panpun_desktop.views.context import Context
from panpun_desktop.views.settings.section import ListSection
from panpun_desktop.widgets.banners import Banner
from panpun_desktop.widgets.buttons import FilterChip
from panpun_desktop.widgets.columns import Column
from panpun_desktop.widgets.fields import LineField, ThaiDateEdit
from panpun_desktop.widgets.labels import ThaiLabel, help_text
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.services.named_texts import NamedText, Traces
    from panpun_desktop.services.retention_rows import RetentionRow

_STATES = (("due", N_("Time is over")), ("kept", N_("Kept longer")), ("anonymised", N_("Anonymised")))
_NAMED = 6


class RetentionSection(ListSection["RetentionRow"]):
    """The list; several lines may be chosen, nothing happens by itself."""

    name = "retention"
    act = "retention.approve"

    def title(self) -> str:
        return _("Records whose time is over")

    def columns(self) -> Sequence[Column[RetentionRow]]:
        return (
            Column("regno", _("Register number"), lambda row: row.regno, strong=True, width=130),
            Column("name", _("Service user"), lambda row: row.name, width=216),
            Column("last", _("Last day here"), lambda row: format_date(row.last_on, "short"), width=150),
            Column("stays", _("Stays"), lambda row: str(row.stays), right=True, width=92),
            Column("due", _("Kept until"), _until, width=120),
            Column("reason", _("Reason"), lambda row: row.reason, tip=lambda row: row.reason, width=168),
        )

    def add_buttons(self) -> None:
        self.keep_button = self.add_button(_("Keep longer"), self._keep)
        self.keep_button.setObjectName("keepLongerButton")
        self.anonymise_button = self.add_button(_("Anonymise"), self.remove_current)
        self.anonymise_button.setObjectName("anonymiseButton")

    def add_above(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.state = "due"
        self.chips: dict[str, FilterChip] = {}
        for state, words in _STATES:
            chip = FilterChip(_(words), on=state == self.state)
            chip.setObjectName(f"{state}RetentionChip")
            chip.clicked.connect(self._chooser(state))
            self.chips[state] = chip
            row.addWidget(chip)
        row.addStretch(1)
        self.years = ThaiLabel("", role="muted")
        self.years.setObjectName("retentionYears")
        row.addWidget(self.years)
        self.body.addLayout(row)

    def empty_words(self) -> tuple[str, str]:
        match self.state:
            case "kept":
                return _("No record is kept longer"), ""
            case "anonymised":
                return _("No record was anonymised yet"), ""
            case _:
                hint = _(
                    "A record comes here when its years are over and nothing of the person runs any more."
                )
                return _("No record is due"), hint

    def hint(self) -> str:
        return _("Choose several lines with Shift or Ctrl. Enter opens the person.")

    def touched_by(self, changes: Changes) -> bool:
        return bool(changes.people or changes.stays or changes.settings or changes.data_requests)

    def load(self) -> None:
        state = self.state

        def query(work: Any, by: Any) -> tuple[int, tuple[RetentionRow, ...]]:
            from panpun_desktop.services.retention import list_retention, retention_years

            return retention_years(work, by), list_retention(work, by, state)

        self.read(query, self._take)

    def _take(self, found: tuple[int, Sequence[RetentionRow]]) -> None:
        years, rows = found
        self.years.setText(_("kept {years} years after the last day here").format(years=years))
        self.show_rows(rows)
        if self.may_edit:
            for button in (self.keep_button, self.anonymise_button):
                button.setEnabled(bool(rows) and self.state != "anonymised")

    def _chooser(self, state: str) -> Callable[[], None]:
        def choose() -> None:
            self.state = state
            for key, chip in self.chips.items():
                chip.setChecked(key == state)
            self.load()

        return choose

    def edit(self, row: RetentionRow) -> None:
        self.context.navigate("residents", person_id=row.id)

    def chosen(self) -> tuple[RetentionRow, ...]:
        """The lines that are chosen, of those that may still be decided about."""
        return tuple(self.table.selected()) if self.state != "anonymised" else ()

    def _keep(self) -> None:
        rows = self.chosen()
        if rows:
            self.open_dialog(KeepDialog(self.context, rows, self.window()))

    def remove_current(self) -> None:
        rows = self.chosen()
        if rows:
            self.open_dialog(AnonymiseDialog(self.context, rows, self.window()))


class _OfRecords(FormDialog):
    """A decision about the records that were chosen."""

    WIDTH = 520

    def __init__(self, context: Context, rows: Sequence[RetentionRow], parent: QWidget | None = None) -> None:
        self.rows = rows
        super().__init__(context, parent)

    def draft_key(self) -> str:
        return f"{self.name}:{self.rows[0].id}"

    def add_head(self, column: QVBoxLayout) -> None:
        count = len(self.rows)
        words = ngettext("{count} record", "{count} records", count).format(count=count)
        column.addWidget(ThaiLabel(words, role="strong"))
        named = [f"{row.regno} {row.name}" for row in self.rows[:_NAMED]]
        more = count - len(named)
        named += [_("and {count} more").format(count=more)] if more > 0 else []
        column.addWidget(help_text(" · ".join(named)))

    def ids(self) -> tuple[int, ...]:
        """The people of the records."""
        return tuple(row.id for row in self.rows)


class AnonymiseDialog(_OfRecords):
    """Asks before what is never taken back."""

    name = "anonymise"

    def title(self) -> str:
        return _("Anonymise for good")

    def save_text(self) -> str:
        return _("Anonymise")

    def add_head(self, column: QVBoxLayout) -> None:
        super().add_head(column)
        column.addWidget(Banner(_("This is never taken back, not even with Ctrl+Z."), Tone.BAD))
        column.addWidget(
            help_text(
                _(
                    "Names, numbers, addresses, contacts, pictures, papers and notes go. Sex, year of birth, "
                    "stays and courses stay for the figures; months that were reported stay as they are."
                )
            )
        )

    def build(self) -> None:
        self.stays_named = help_text("")
        self.stays_named.setObjectName("anonymiseStaysNamed")
        self.form.addWidget(ThaiLabel(_("What else tells who it was"), role="strong"))
        self.form.addWidget(self.stays_named)
        self.texts = help_text("")
        self.texts.setObjectName("anonymiseTexts")
        self.form.addWidget(self.texts)
        self.also = QCheckBox("")
        self.also.setObjectName("anonymiseAlso")
        self.also.setChecked(True)
        self.form.addWidget(self.also)
        self.reason = LineField()
        self.add_field("reason", _("Remark for the register"), self.reason)
        self.texts.hide()
        self.also.hide()
        self._read_traces()

    def _read_traces(self) -> None:
        work, actor, ids = self.context.work, self.context.actor, self.ids()

        def ask() -> Traces:
            from panpun_desktop.services.named_texts import traces_of

            return traces_of(work, actor, ids)

        self.stays_named.setText(_("Looking through papers and texts…"))
        self.context.operations.read(self, ask, self._show_traces, self.refuse, key="traces")

    def _show_traces(self, traces: Traces) -> None:
        self.stays_named.setText("\n".join(f"• {one}" for one in _kept_words(traces)))
        count = len(traces.texts)
        if count:
            named = [_line(one) for one in traces.texts[:_NAMED]]
            more = count - len(named)
            named += [_("and {count} more").format(count=more)] if more > 0 else []
            self.texts.setText("\n".join(named))
            words = ngettext(
                "Also take the name out of this text about somebody else",
                "Also take the name out of these {count} texts about others",
                count,
            )
            self.also.setText(words.format(count=count))
        self.texts.setVisible(bool(count))
        self.also.setVisible(bool(count))
        self.fit()

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.retention import anonymise_people
        from panpun_desktop.services.retention_rows import Anonymise

        also = self.also.isChecked()
        return self.run(anonymise_people, Anonymise(self.ids(), self.reason.text(), also_elsewhere=also))


def _kept_words(traces: Traces) -> list[str]:
    """What goes besides the record, then what cannot or must not be blanked, a line each."""
    words = []
    if traces.relatives:
        words.append(
            ngettext(
                "The family and relations to {count} person are cut: that page says no more who it was.",
                "The family and relations to {count} people are cut: their pages say no more who it was.",
                traces.relatives,
            ).format(count=traces.relatives)
        )
    if traces.new_heads:
        heads = _("The family goes on with {names} as its head.")
        words.append(heads.format(names=", ".join(traces.new_heads)))
    if traces.headless:
        words.append(_("Only children are left of the family: it has no head until one is chosen."))
    if traces.papers:
        words.append(
            ngettext(
                "{count} issued paper about several people keeps it; papers are kept by regulation.",
                "{count} issued papers about several people keep it; papers are kept by regulation.",
                traces.papers,
            ).format(count=traces.papers)
        )
    until = format_date(traces.backups_until, "short")
    words.append(_("Backups made until today keep it; the last of them goes by {day}.").format(day=until))
    if traces.copies_elsewhere:
        words.append(
            ngettext(
                "{count} backup was saved as a file or left the house; the program cannot reach it.",
                "{count} backups were saved as files or left the house; the program cannot reach them.",
                traces.copies_elsewhere,
            ).format(count=traces.copies_elsewhere)
        )
    words.append(_("Papers already printed or sent, and nicknames in texts of others, are not found."))
    return words


def _line(text: NamedText) -> str:
    return " · ".join(part for part in (text.title, text.whose, text.words) if part)


class KeepDialog(_OfRecords):
    """Until when and why records are kept longer."""

    name = "keepLonger"

    def title(self) -> str:
        return _("Keep the records longer")

    def build(self) -> None:
        self.until = ThaiDateEdit(lambda: self.context.today, required=True)
        self.add_field("until_on", _("Keep until"), self.until)
        self.reason = LineField()
        self.add_field("reason", _("Reason"), self.reason)

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.services.retention import keep_longer
        from panpun_desktop.services.retention_rows import KeepLonger

        until = self.until.value()
        if until is None:
            raise RuleBroken("retention.day_missing", field="until_on")
        return self.run(keep_longer, KeepLonger(self.ids(), until, self.reason.text()))


def _until(row: RetentionRow) -> str:
    return format_date(row.keep_until_on or row.due_on, "short")
