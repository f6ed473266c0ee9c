"""Parts of the editor of letters: a place to put in, and asking before the words go back as delivered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QFont, QPainter, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from panpun_desktop.common.i18n import _, ngettext
from panpun_desktop.views.acts.form_dialog import FormDialog, Reasons
from panpun_desktop.views.context import Context
from panpun_desktop.widgets import theme
from panpun_desktop.widgets.buttons import QuietButton
from panpun_desktop.widgets.labels import ThaiLabel, help_text
from panpun_desktop.widgets.operations import Changes
from panpun_desktop.widgets.theme import Colour

if TYPE_CHECKING:
    from panpun_desktop.reports.letter_kinds import Wording

_NAMED = 4
"""Changed texts that are named; the rest is counted."""
_LETTERS = 48


class PlaceButton(QuietButton):
    """A place by its Thai name, with its code small and grey beside it."""

    def __init__(self, words: str, place: str, clicked: Callable[[], object]) -> None:
        super().__init__(words, key=f"{{{place}}}", small=True, clicked=clicked)
        self.setAccessibleName(f"{words} {{{place}}}")

    def _key_font(self) -> QFont:
        return theme.font(10.5)

    def _paint_key(self, painter: QPainter, x: float, ink: QColor) -> None:
        painter.setPen(Colour.MUTED.q)
        painter.setFont(self._key_font())
        baseline = (self.height() + self.fontMetrics().ascent() - self.fontMetrics().descent()) / 2
        painter.drawText(int(x), round(baseline), self._key)


def show_spaces(field: QPlainTextEdit) -> None:
    """Let blanks be seen as dots: those at the ends of a clause matter."""
    option = field.document().defaultTextOption()
    option.setFlags(option.flags() | QTextOption.Flag.ShowTabsAndSpaces)
    field.document().setDefaultTextOption(option)


@dataclass(frozen=True)
class Restoring:
    """What goes back: the kind as it was read, and the texts as they stand in the editor."""

    found: Wording
    texts: dict[str, str]

    @property
    def changed(self) -> Sequence[str]:
        """The texts that would be other ones, as they stand now."""
        delivered = self.found.delivered
        return [text for name, text in self.texts.items() if text != delivered.get(name)]

    @property
    def has_unsaved(self) -> bool:
        """Say whether something was typed that no edition keeps."""
        return self.texts != dict(self.found.texts)


class RestoreDialog(FormDialog):
    """Says what is lost, and that the centre's own edition can be taken up again."""

    name = "restoreWords"
    WIDTH = 520

    def __init__(self, context: Context, wish: Restoring, parent: QWidget | None = None) -> None:
        self._wish = wish
        super().__init__(context, parent)
        self.save_button.setFocus()

    def title(self) -> str:
        return _("Go back to the words as delivered?")

    def save_text(self) -> str:
        return _("As delivered")

    def cancel_text(self) -> str:
        return _("Keep the words")

    def add_head(self, column: QVBoxLayout) -> None:
        column.addWidget(ThaiLabel(self._wish.found.label, role="strong", wrap=True))
        for text in self._told():
            column.addWidget(help_text(text))

    def _told(self) -> Sequence[str]:
        """What is lost, what is kept, and what stays as it was issued."""
        wish = self._wish
        changed = wish.changed
        count = ngettext("{count} text goes back:", "{count} texts go back:", len(changed))
        lines = [count.format(count=len(changed)), *(f"– {_short(text)}" for text in changed[:_NAMED])]
        if len(changed) > _NAMED:
            lines.append(_("– and {count} more").format(count=len(changed) - _NAMED))
        told = ["\n".join(lines)]
        if wish.has_unsaved:
            told.append(_("What was typed and not saved yet is lost."))
        if wish.found.is_own:
            words = _("Edition {n} of the centre stays in the box of editions: choose it there and save.")
            told.append(words.format(n=wish.found.edition))
        return [*told, _("Papers already issued do not change.")]

    def build(self) -> None:
        """There is nothing to fill in."""

    def act(self, reasons: Reasons) -> Callable[[], Changes]:
        from panpun_desktop.reports.letter_kinds import save_words

        work, actor, found = self.context.work, self.context.actor, self._wish.found
        return lambda: save_words(work, actor, found.kind, found.delivered, found.edition)


def _short(text: str) -> str:
    plain = text.replace("<br/>", " ").replace("<b>", "").replace("</b>", "").strip()
    return plain if len(plain) <= _LETTERS else plain[:_LETTERS].rstrip() + "…"
