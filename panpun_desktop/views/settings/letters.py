"""ข้อความหนังสือ: the words of each kind of paper, edited with a sample beside them, restored as delivered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from panpun_desktop.common.clock import BANGKOK
from panpun_desktop.common.errors import PanpunError
from panpun_desktop.common.i18n import _
from panpun_desktop.common.sentences import message_of
from panpun_desktop.common.thai_date import format_date
from panpun_desktop.views.settings.letter_parts import PlaceButton, RestoreDialog, Restoring, show_spaces
from panpun_desktop.views.settings.section import Section
from panpun_desktop.widgets.buttons import MainButton, QuietButton
from panpun_desktop.widgets.cards import Card
from panpun_desktop.widgets.fields import ChoiceBox, FieldBox, LongField
from panpun_desktop.widgets.flow import FlowRow
from panpun_desktop.widgets.labels import help_text
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.preview import PdfPreview
from panpun_desktop.widgets.saving import save_file

if TYPE_CHECKING:
    from panpun_desktop.reports.letter_kinds import Wording

PREVIEW_FROM = 700
"""In less room the sample would be cut; the words have it all."""
_PAUSE_MS = 500
_SHOWN = 60
"""Characters of a text in the list."""
_SPACE = "␣"
"""Stands for the blank that a text begins with: it keeps clauses apart."""
_LIST_HEIGHT, _PLACES_HEIGHT = 92, 96


class LettersSection(Section):
    """Choose a kind, choose one of its texts, type; the sample follows."""

    name = "letters"
    act = "letter_template.edit"

    def title(self) -> str:
        return _("Words of letters")

    def build(self) -> None:
        self.wording: Wording | None = None
        self.texts: dict[str, str] = {}
        self._is_filling = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._draw)
        self._build_acts()
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addLayout(self._left(), 1)
        self.preview = PdfPreview(self.context.operations)
        row.addWidget(self.preview, 1)
        self.body.addLayout(row, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.preview.setVisible(self.width() >= PREVIEW_FROM)

    def _build_acts(self) -> None:
        made = (
            ("restoreLetterButton", QuietButton(_("As delivered"), clicked=self.restore)),
            ("readLetterButton", QuietButton(_("Read a file"), clicked=self.read_file)),
            ("saveLetterFileButton", QuietButton(_("Save as a file"), clicked=self.save_as_file)),
            ("saveLetterButton", MainButton(_("Save"), key="Ctrl S", clicked=self.save)),
        )
        self.buttons: dict[str, QWidget] = {}
        for name, button in made:
            button.setObjectName(name)
            button.setEnabled(self.may_edit)
            self.buttons[name] = button
            self.acts.addWidget(button)

    def _left(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        self.kind = ChoiceBox()
        self.kind.setObjectName("letterKindField")
        self.kind.chosen.connect(lambda _kind: self._read())
        column.addWidget(FieldBox(_("Kind of paper"), self.kind))
        self.edition = ChoiceBox()
        self.edition.setObjectName("letterEditionField")
        self.edition.chosen.connect(lambda _edition: self._take_edition())
        column.addWidget(FieldBox(_("Edition"), self.edition))
        self.list = QListWidget()
        self.list.setObjectName("letterTextList")
        self.list.setAccessibleName(_("Texts of the paper"))
        self.list.setMinimumHeight(_LIST_HEIGHT)
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(lambda _now, _before: self._choose_text())
        column.addWidget(self.list, 1)
        self.field = LongField(lines=3)
        show_spaces(self.field)
        self.field.setObjectName("letterTextField")
        self.field.setReadOnly(not self.may_edit)
        self.field.edited.connect(self._typed)
        self.box = FieldBox(_("Text"), self.field)
        column.addWidget(self.box)
        self._place_box = self._place_card()
        column.addWidget(self._place_box)
        return column

    def _place_card(self) -> Card:
        card = Card(padding=8)
        card.body.addWidget(
            help_text(_("Places that the program fills; a click puts one where the cursor is:"))
        )
        self._places = QScrollArea()
        self._places.setWidgetResizable(True)
        self._places.setFixedHeight(_PLACES_HEIGHT)
        self._places.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._places.setFrameShape(QScrollArea.Shape.NoFrame)
        card.body.addWidget(self._places)
        return card

    # reading ---------------------------------------------------------------------------------------

    def load(self) -> None:
        if not self.kind.count():
            from panpun_desktop.reports.letter_kinds import kinds

            self.kind.set_options(kinds())
            self.kind.setCurrentIndex(0)
        self._read()

    def touched_by(self, changes: Changes) -> bool:
        return "letter_template" in changes.settings

    def focus_first(self) -> None:
        self.kind.setFocus()

    def _read(self) -> None:
        kind = self.kind.value() or next(iter(self._kinds()), "")

        def query(work: Any, actor: Any) -> Wording:
            from panpun_desktop.reports.letter_kinds import wording

            return wording(work, actor, kind)

        self.read(query, self._take, key="wording")

    def _kinds(self) -> Mapping[str, str]:
        from panpun_desktop.reports.letter_kinds import kinds

        return kinds()

    def _take(self, found: Wording) -> None:
        self.wording = found
        self._is_filling = True
        self.kind.set_value(found.kind)
        words = [("0", _("As it came with the program"))]
        for one in found.editions:
            day = format_date(one.saved_at.astimezone(BANGKOK).date(), "short")
            text = (
                _("Edition {n} · {day} · {name}") if one.content else _("Edition {n} · as delivered · {day}")
            )
            words.insert(-1, (str(one.edition), text.format(n=one.edition, day=day, name=one.saved_by)))
        self.edition.set_options(words)
        self.edition.set_value(str(found.edition))
        self._is_filling = False
        self._show_places(found.places)
        self._show_texts(found.texts)

    def _show_texts(self, texts: Mapping[str, str]) -> None:
        before = self.list.currentRow()
        self.texts = dict(texts)
        self.list.clear()
        for name in self.texts:
            item = QListWidgetItem(self._in_list(name))
            item.setData(Qt.ItemDataRole.UserRole, name)
            self.list.addItem(item)
        self.list.setCurrentRow(max(0, min(before, self.list.count() - 1)))
        self._show_text()
        self._draw()

    def _in_list(self, name: str) -> str:
        text = self.texts[name].replace("<br/>", " ").replace("<b>", "").replace("</b>", "")
        for place, words in (self.wording.places if self.wording is not None else {}).items():
            text = text.replace(f"{{{place}}}", f"‹{words}›")
        begins = _SPACE if text[:1].isspace() else ""
        return begins + text[:_SHOWN].strip() + ("…" if len(text) > _SHOWN else "") or "–"

    def _show_places(self, places: Mapping[str, str]) -> None:
        row = FlowRow(gap=6)
        for place, words in places.items():
            button = PlaceButton(words, place, self._inserter(place))
            button.setEnabled(self.may_edit)
            row.add(button)
        self._places.setWidget(row)
        self._place_box.setVisible(bool(places))

    def _inserter(self, place: str) -> Callable[[], None]:
        def insert() -> None:
            self.field.insertPlainText(f"{{{place}}}")
            self.field.setFocus()

        return insert

    # editing ---------------------------------------------------------------------------------------

    def current(self) -> str:
        """Name of the text that is open."""
        item = self.list.currentItem()
        return "" if item is None else str(item.data(Qt.ItemDataRole.UserRole))

    def _choose_text(self) -> None:
        """The sample shows the text that is open, also where a letter has it or another one."""
        self._show_text()
        if not self._is_filling:
            self._pause.start()

    def _show_text(self) -> None:
        self._is_filling = True
        self.field.setText(self.texts.get(self.current(), ""))
        self._is_filling = False

    def _typed(self) -> None:
        name = self.current()
        if self._is_filling or not name:
            return
        self.texts[name] = self.field.text().replace("\u200b", "")
        self.list.currentItem().setText(self._in_list(name))
        self._pause.start()

    def _take_edition(self) -> None:
        """Show an earlier edition; saving makes it the newest."""
        from panpun_desktop.reports.letter_kinds import texts_of

        if self._is_filling or self.wording is None:
            return
        wanted = int(self.edition.value() or 0)
        content = next((one.content for one in self.wording.editions if one.edition == wanted), "")
        try:
            self._show_texts(texts_of(self.wording.kind, content))
        except PanpunError as error:
            self.refuse(error)

    def _draw(self) -> None:
        found, texts, edited = self.wording, dict(self.texts), self.current()
        if found is None:
            return

        def make() -> bytes:
            from panpun_desktop.reports.letter_samples import sample

            return sample(found.kind, texts, edited=edited)

        self.banner.say("")
        self.context.operations.read(self, make, self._show_sample, self._say_fault, key="sample")

    def _show_sample(self, pdf: bytes) -> None:
        self.preview.show_pdf(pdf, stay=True)

    def _say_fault(self, error: PanpunError) -> None:
        """Beside the text it is about, going to it; else at the top."""
        if error.field in self.texts:
            self.list.setCurrentRow(list(self.texts).index(error.field))
            self.box.show_problem(message_of(error))
        else:
            self.refuse(error)

    # saving ----------------------------------------------------------------------------------------

    def save(self) -> None:
        """Keep what was typed as the newest edition."""
        from panpun_desktop.reports.letter_kinds import save_words

        found = self.wording
        if found is None or not self.may_edit:
            return
        work, actor, texts = self.context.work, self.context.actor, dict(self.texts)
        self.banner.say("")
        self.context.operations.change(
            self,
            lambda: save_words(work, actor, found.kind, texts, found.edition),
            lambda _changes: self._read(),
            self._say_fault,
        )

    def restore(self) -> None:
        """Ask, then go back to the words as delivered; the editions before stay to be looked at."""
        if self.wording is None:
            return
        wish = Restoring(self.wording, dict(self.texts))
        if not wish.changed and not wish.found.is_own:
            self.context.say(_("The words are as delivered already."))
            return
        asked = RestoreDialog(self.context, wish, self.window())
        asked.settled.connect(lambda _changes: self._read())
        asked.open()

    def save_as_file(self) -> None:
        """Save the words as a file, to be worked on elsewhere."""
        from panpun_desktop.reports.letter_kinds import as_file

        if self.wording is not None:
            content = as_file(self.texts).encode("utf-8")
            save_file(content, f"{self.wording.label}.toml", self)

    def read_file(self) -> None:
        """Read the words from a file; they hold when they are saved."""
        from panpun_desktop.reports.letter_kinds import texts_of

        kinds = _("Words of letters (*.toml)")
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Read a file"), "", kinds)
        if not chosen or self.wording is None:
            return
        try:
            self._show_texts(texts_of(self.wording.kind, Path(chosen).read_text(encoding="utf-8")))
        except PanpunError as error:
            self.refuse(error)
        except (OSError, UnicodeDecodeError):
            name = Path(chosen).name
            self.context.say(_("The file {name} cannot be read.").format(name=name))
