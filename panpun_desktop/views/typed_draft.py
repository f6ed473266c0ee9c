"""Keeps what is typed into any form, and offers it when the same form opens for the same record again.

A form needs three lines::

    self.draft = TypedDraft(context, "endStay:12", self.body)   # ``banner`` goes into the form's layout
    self.draft.banner                                           # the offer: go on with it, or throw it away
    self.draft.forget()                                         # saved
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QAbstractButton, QComboBox, QPlainTextEdit, QWidget

from panpun_desktop.common.i18n import _
from panpun_desktop.views.context import Context
from panpun_desktop.views.draft_keeper import DraftKeeper
from panpun_desktop.widgets.banners import Banner
from panpun_desktop.widgets.theme import Tone
from panpun_desktop.widgets.typed_values import Input, ListField, inputs_of, put_back, value_of

_BY_HAND = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.InputMethod,
    QEvent.Type.Drop,
    QEvent.Type.Wheel,
    QEvent.Type.ContextMenu,
)


class TypedDraft(QObject):
    """Only what differs from how the form stood before the first touch is kept; ``form`` names it.

    ``edited`` follows every change of a field.
    """

    edited = Signal()

    def __init__(
        self, context: Context, form: str, root: QWidget, *, skipped: tuple[QWidget, ...] = ()
    ) -> None:
        super().__init__(root)
        self._root, self._skipped = root, skipped
        self._before: dict[str, Any] = {}
        self._watched: set[int] = set()
        self._is_touched = self._is_over = False
        self.banner = Banner("", Tone.INFO)
        self._context = context
        self.keeper = DraftKeeper(context, form, self._content, self)
        root.installEventFilter(self)
        root.destroyed.connect(self._end)
        if form:
            self.keeper.load(self._offer)

    def begin(self, form: str) -> None:
        """The same fields now belong to another record: its draft is looked for; "" keeps none."""
        if form == self.keeper.form:
            return
        self.keeper.keep()
        self.banner.say("")
        self.keeper.stop()
        self.keeper.form = form
        self._is_touched = self._is_over = False
        if form:
            self.keeper.load(self._offer)

    def forget(self) -> None:
        """The form was saved: nothing is kept of it."""
        self._is_over = True
        self.banner.say("")
        if self.keeper.was_written or self._is_touched:
            self.keeper.drop()

    def keep(self) -> None:
        """Keep what stands there now: the form is closed by something other than the person."""
        if not self._is_over:
            self.keeper.keep()

    def give_up(self, *, is_said: bool = True) -> None:
        """The form is closed unsaved: what was typed is kept, and ``is_said`` tells the person so."""
        if not self.is_typed():
            if self.keeper.was_written:
                self.forget()  # all that was typed was taken out again
            return
        self.keep()
        if is_said:
            self._context.say(_("Not saved; what you typed is kept and offered when you open this again"))

    def is_typed(self) -> bool:
        """Say whether something differs from how the form stood."""
        return bool(self._changed())

    def _content(self) -> dict[str, Any] | None:
        return self._changed() or None

    def _changed(self) -> dict[str, Any]:
        if not self._is_touched or self._is_over:
            return {}
        return {name: value for name, value in self._now().items() if value != self._before.get(name, value)}

    def _now(self) -> dict[str, Any]:
        return {name: value_of(field) for name, field in self._inputs().items()}

    def _inputs(self) -> dict[str, Input]:
        return {name: field for name, field in inputs_of(self._root).items() if field not in self._skipped}

    # watching --------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._root and event.type() in (QEvent.Type.Show, QEvent.Type.LayoutRequest):
            self._watch()
        elif event.type() in _BY_HAND and watched is not self._root:
            self._touch()
        return False

    def _watch(self) -> None:
        """Listen to fields that have come; some appear only after a choice."""
        for name, field in self._inputs().items():
            if id(field) in self._watched:
                continue
            self._watched.add(id(field))
            field.installEventFilter(self)
            if self._is_touched:
                self._before.setdefault(name, value_of(field))
            _listen(field, self._changed_somewhere)

    def _touch(self) -> None:
        """The first touch by hand: how the form stands now is how it stood."""
        if not self._is_touched:
            self._before = self._now()
            self._is_touched = True

    def _changed_somewhere(self) -> None:
        self.edited.emit()
        if self._is_touched and not self._is_over:
            self.keeper.touch()

    def _end(self) -> None:
        self._is_over = True

    # offering --------------------------------------------------------------------------------------

    def _offer(self, kept: dict[str, Any] | None, moment: str) -> None:
        if not kept or self._is_over:
            return
        self.banner.say(
            _("You typed something here at {time} and did not save it.").format(time=moment),
            Tone.INFO,
            [(_("Go on with it"), lambda: self._go_on(kept)), (_("Throw it away"), self._throw_away)],
        )
        self._fit()

    def _go_on(self, kept: dict[str, Any]) -> None:
        self._watch()
        self._touch()
        put_back(self._root, kept)
        self.banner.say("")
        self.keeper.touch()
        self._fit()

    def _throw_away(self) -> None:
        self.banner.say("")
        self.keeper.drop()
        self._fit()

    def _fit(self) -> None:
        fit = getattr(self._root.window(), "fit", None)
        if fit is not None:
            fit()


def _listen(field: Input, then: Any) -> None:
    if isinstance(field, ListField):
        field.edited.connect(then)
    elif isinstance(field, QAbstractButton):
        field.toggled.connect(lambda _on: then())
    elif isinstance(field, QComboBox):
        field.currentIndexChanged.connect(lambda _place: then())
        field.editTextChanged.connect(lambda _text: then())
    elif isinstance(field, QPlainTextEdit):
        field.textChanged.connect(then)
    else:
        field.textChanged.connect(lambda _text: then())
        chosen = getattr(field, "chosen", None)
        if chosen is not None:
            chosen.connect(lambda _what: then())  # choosing who was typed in full changes no text
