"""สำรองและกู้คืน: how old the copies are, where they lie, and everything a person can do with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of, sentence
from panpun_desktop.views.backup_words import (
    age_words,
    moment,
    occasion_words,
    place_words,
    second_words,
    size_words,
)
from panpun_desktop.views.settings.section import ListSection
from panpun_desktop.widgets.banners import Progress
from panpun_desktop.widgets.buttons import PlainButton, QuietButton
from panpun_desktop.widgets.cards import Card
from panpun_desktop.widgets.columns import Column
from panpun_desktop.widgets.labels import Chip, ThaiLabel, help_text
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.theme import Tone

if TYPE_CHECKING:
    from panpun_desktop.common.errors import PanpunError
    from panpun_desktop.services.backup_rows import BackupRow
    from panpun_desktop.services.backups import BackupMade, BackupState


@dataclass(frozen=True)
class Shown:
    """What the section shows, read together."""

    state: BackupState
    rows: tuple[BackupRow, ...]


class BackupSection(ListSection["BackupRow"]):
    """The newest copies and their age above the list of all of them."""

    name = "backup"
    act = "backup.restore"
    state: BackupState | None = None

    def title(self) -> str:
        return _("Backups and restoring")

    def columns(self) -> Sequence[Column[BackupRow]]:
        return (
            Column("made", _("Made"), lambda row: moment(row.made_at) or row.name, strong=True, width=150),
            Column("place", _("Place"), lambda row: place_words(row.place), width=150),
            Column("size", _("Size"), lambda row: size_words(row.size), right=True, width=124),
            Column("occasion", _("Made because"), lambda row: occasion_words(row.occasion), width=150),
            Column("state", _("State"), _state, chip=_tone, width=190, tip=_problem),
            Column("name", _("File"), lambda row: row.name, width=260, hidden=True),
        )

    def add_buttons(self) -> None:
        self.restore_button = self.add_button(_("Restore…"), self._restore)
        self.restore_button.setObjectName("restoreBackupButton")
        self.restore_button.setEnabled(self.context.restore is not None)
        self.now_button = self.add_button(_("Back up now"), self._back_up, main=True)
        self.now_button.setObjectName("backUpNowButton")

    def add_above(self) -> None:
        card = Card(padding=14)
        self.here_words, self.here_chip = ThaiLabel("", wrap=True), Chip()
        self.second_words, self.second_chip = ThaiLabel("", wrap=True), Chip()
        self.choose_button = QuietButton(_("Choose a folder…"), small=True, clicked=self._choose_second)
        self.choose_button.setObjectName("chooseSecondPlaceButton")
        self.none_button = QuietButton(_("Use none"), small=True, clicked=lambda: self._set_second(""))
        self.none_button.setObjectName("noSecondPlaceButton")
        card.body.addLayout(_line(_("This computer"), self.here_words, self.here_chip))
        may_choose = self.context.may("setting.edit")
        buttons = (self.choose_button, self.none_button) if may_choose else ()
        card.body.addLayout(_line(_("Second place"), self.second_words, self.second_chip, *buttons))
        card.body.addLayout(self._rules())
        self.body.addWidget(card)
        self.progress = Progress(may_cancel=False)
        self.body.addWidget(self.progress)
        self.body.addLayout(self._acts_on_files())

    def _rules(self) -> QHBoxLayout:
        self.rules = help_text("")
        row = QHBoxLayout()
        row.addWidget(self.rules, 1)
        if self.context.may("setting.edit"):
            link = PlainButton(_("Change the numbers"), small=True, clicked=self._open_numbers)
            link.setObjectName("backupNumbersButton")
            row.addWidget(link)
        return row

    def _acts_on_files(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.check_button = QuietButton(_("Check the backup"), "circle-check", clicked=self._check)
        self.check_button.setObjectName("checkBackupButton")
        row.addWidget(self.check_button)
        self.save_button = QuietButton(
            _("Save a backup as a file…"), "device-floppy", clicked=self._save_file
        )
        self.save_button.setObjectName("saveBackupButton")
        self.outside_button = QuietButton(
            _("Copy for outside the centre…"), "shield-lock", clicked=self._save_outside
        )
        self.outside_button.setObjectName("outsideBackupButton")
        for button, act in ((self.save_button, "backup.restore"), (self.outside_button, "backup.export")):
            if self.context.may(act):
                row.addWidget(button)
        row.addStretch(1)
        return row

    def hint(self) -> str:
        return _(
            "A backup is a file that opens with the password of a user in it or with the recovery key. "
            "A copy for outside is sealed besides to the public key (age) of the settings: only its holder, "
            "such as the director, opens it."
        )

    def touched_by(self, changes: Changes) -> bool:
        return bool(changes.settings)

    def load(self) -> None:
        now = self.context.clock.now()

        def query(work: Any, by: Any) -> Shown:
            from panpun_desktop.services.backups import backup_state, list_backups

            return Shown(backup_state(work, by, now), list_backups(work, by))

        self.read(query, self._show)

    def _show(self, shown: Shown) -> None:
        self.state = state = shown.state
        self.show_rows(shown.rows)
        self._select_new(shown.rows)
        now = self.context.clock.now()
        if state.newest_at is None:
            self.here_words.setText(_("There is no sound backup of the data."))
        else:
            words = _("Newest backup {at}, {age}")
            self.here_words.setText(
                words.format(at=moment(state.newest_at), age=age_words(now - state.newest_at))
            )
        self.here_chip.show_state(*((_("Too old"), Tone.BAD) if state.is_old else (_("Fresh"), Tone.OK)))
        place = f"{state.second_place} · " if state.second_place else ""
        self.second_words.setText(place + second_words(state, now))
        self.second_chip.show_state(*_second_state(state))
        self.none_button.setVisible(bool(state.second_place))
        self._say_problem()
        self._show_rules()

    _new_file: Path | None = None

    def _select_new(self, rows: Sequence[BackupRow]) -> None:
        """The backup just made is the one that is looked at next."""
        new = next((row for row in rows if row.path is not None and row.path == self._new_file), None)
        if new is not None and self.table.select_key(new.id):
            self._new_file = None

    def _say_problem(self) -> None:
        """What kept the last backup from being made stands there until one is made."""
        if self.state is not None and self.state.last_problem and not self.banner.text():
            facts = {"path": "", "name": "", "folder": ""}
            self.banner.say(sentence(self.state.last_problem, facts), Tone.BAD)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._say_problem()

    def _show_rules(self) -> None:
        settings = self.context.centre.settings
        words = _(
            "By itself every {hours} hours and when the program closes; every copy of the last "
            "{recent} hours is kept, then the last of {daily} days, {weekly} weeks and {monthly} months."
        )
        self.rules.setText(
            words.format(
                hours=settings["backup.hours"],
                recent=settings["backup.keep_hours"],
                daily=settings["backup.keep_daily"],
                weekly=settings["backup.keep_weekly"],
                monthly=settings["backup.keep_monthly"],
            )
        )

    # acts ------------------------------------------------------------------------------------------

    def _work(self, query: Any, done: Any, words: str) -> None:
        """Something that takes a while; the window stays usable."""
        self.banner.say("")
        self.progress.wait_for(words)
        self._enable(on=False)

        def take(found: Any) -> None:
            self._rest()
            done(found)

        work, actor = self.context.work, self.context.actor
        self.context.operations.read(self, lambda: query(work, actor), take, self._stop, key="copying")

    def _enable(self, *, on: bool) -> None:
        buttons = [self.check_button, self.save_button, self.outside_button]
        if self.may_edit:
            buttons += [self.now_button, self.restore_button]  # type: ignore[list-item]
        for button in buttons:
            button.setEnabled(on)
        if self.may_edit and self.context.restore is None:
            self.restore_button.setEnabled(False)

    def _rest(self) -> None:
        self.progress.done()
        self._enable(on=True)
        self.load()
        self.context.copied()

    def _stop(self, error: PanpunError) -> None:
        self._rest()
        self.refuse(error)

    def _back_up(self) -> None:
        self._make("here", None)

    def _make(self, place: str, file: Path | None) -> None:
        def query(work: Any, by: Any) -> BackupMade:
            from panpun_desktop.services.backups import BackUp, back_up

            return back_up(work, by, BackUp(place, file=file))

        self._work(query, self._made, _("Backing up…"))

    def _made(self, made: BackupMade) -> None:
        self._new_file = made.file
        words = _("{name} was made, {size}.").format(name=made.file.name, size=size_words(made.size))
        if made.second_problem:
            folder = self.state.second_place if self.state is not None else ""
            facts = {"folder": folder, "path": made.file.name, "name": made.file.name}
            self.banner.say(f"{words} {sentence(made.second_problem, facts)}", Tone.WARN)
        else:
            self.banner.say(words, Tone.OK)

    def _check(self) -> None:
        row = self.table.current()
        if row is not None:
            self.edit(row)

    def edit(self, row: BackupRow) -> None:
        path = row.path
        if path is None:
            self.banner.say(_("The file of this backup is not here."), Tone.WARN)
            return

        def query(work: Any, by: Any) -> Any:
            from panpun_desktop.services.backups import VerifyBackup, verify_backup

            return verify_backup(work, by, VerifyBackup(path))

        self._work(query, lambda verdict: self._tell(row, verdict), _("Checking the backup…"))

    def _tell(self, row: BackupRow, verdict: Any) -> None:
        if verdict.is_sound and verdict.manifest is not None:
            counts = verdict.manifest.facts.counts
            words = _("{name} is sound: {people} people, {stays} stays, {documents} papers.")
            facts = {"people": counts.people, "stays": counts.stays, "documents": counts.documents}
            self.banner.say(words.format(name=row.name, **facts), Tone.OK)
        else:
            self.banner.say(sentence(verdict.problem, {"path": row.name}), Tone.BAD)

    def _save_file(self) -> None:
        self._make_in("chosen", _("Save a backup as a file"))

    def _save_outside(self) -> None:
        if not str(self.context.centre.settings["backup.outside_recipient"]).strip():
            words = _(
                "No public key is set. The holder makes a pair of keys with the program age, keeps the "
                "secret one and gives the centre the public one (age1…). Set it under the numbers of backups."
            )
            self.banner.say(words, Tone.INFO, [(_("Set the public key"), self._open_recipient)])
            return
        self._make_in("outside", _("Folder for the copy that leaves the centre"))

    def _make_in(self, place: str, title: str) -> None:
        folder = QFileDialog.getExistingDirectory(self, title, str(Path.home()))
        if folder:
            self._make(place, Path(folder))

    def _restore(self) -> None:
        row = self.table.current()
        if self.context.restore is not None:
            self.context.restore(row.path if row is not None else None)

    def _open_limits(self, setting: str) -> None:
        self.context.navigate("settings", section="limits", setting=setting)

    def _open_numbers(self) -> None:
        self._open_limits("backup.hours")

    def _open_recipient(self) -> None:
        self._open_limits("backup.outside_recipient")

    def _choose_second(self) -> None:
        start = (
            self.state.second_place
            if self.state is not None and self.state.second_place
            else str(Path.home())
        )
        folder = QFileDialog.getExistingDirectory(self, _("Second place for backups"), start)
        if folder:
            self._set_second(folder)

    def _set_second(self, folder: str) -> None:
        from panpun_desktop.services.centre import EditSettings, edit_settings

        seen = str(self.context.centre.settings["backup.second_place"])
        request = EditSettings({"backup.second_place": folder}, {"backup.second_place": seen})

        def settled(_changes: Changes) -> None:
            self.context.copied()
            if folder:
                words = _("The second place is set; nothing lies there yet.")
                self.banner.say(words, Tone.INFO, [(_("Make a copy there now"), self._back_up)])
                self.banner.focus_act()

        self.change(edit_settings, request, settled)

    def refuse(self, error: PanpunError) -> None:
        """A second place that cannot be one is said in its own line."""
        if error.field == "backup.second_place":
            self.second_words.setText(message_of(error))
            self.second_chip.show_state(_("Not taken"), Tone.BAD)
            return
        super().refuse(error)


def _line(name: str, words: QWidget, chip: QWidget, *buttons: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(10)
    label = ThaiLabel(name, role="muted")
    label.setFixedWidth(130)
    row.addWidget(label)
    row.addWidget(words, 1)
    for one in (chip, *buttons):
        row.addWidget(one)
    return row


def _second_state(state: BackupState) -> tuple[str, Tone]:
    if not state.second_place:
        return _("Not set"), Tone.WARN
    if not state.is_second_there:
        return _("Cannot be reached"), Tone.WARN
    if state.is_second_old:
        return _("Too old"), Tone.WARN
    if state.second_at is None:
        return _("No copy yet"), Tone.WARN
    if not state.is_second_apart:
        return _("On the same drive"), Tone.WARN
    return _("Fresh"), Tone.OK


def _state(row: BackupRow) -> str:
    if row.problem:
        return _("Cannot be used")
    if row.place == "outside":
        return _("Sealed")
    return _("Checked {at}").format(at=moment(row.verified_at)) if row.is_sound else _("Not checked")


def _tone(row: BackupRow) -> Tone:
    if row.problem:
        return Tone.BAD
    return Tone.OK if row.is_sound else Tone.NEUTRAL


def _problem(row: BackupRow) -> str:
    facts = {"path": row.name, "name": row.name, "folder": ""}
    return sentence(row.problem, facts) if row.problem else row.name
