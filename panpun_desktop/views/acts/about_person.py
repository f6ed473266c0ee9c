"""A form about one person, who is known already or searched for in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from panpun_desktop.common.errors import RuleBroken
from panpun_desktop.views.acts.form_dialog import FormDialog
from panpun_desktop.views.acts.person_field import PersonField
from panpun_desktop.widgets.labels import ThaiLabel

if TYPE_CHECKING:
    from panpun_desktop.views.context import Context


class AboutPersonDialog(FormDialog):
    """``given`` is the person's id and name where the asker knows whom it is about."""

    def __init__(
        self, context: Context, given: tuple[int, str] | None, parent: QWidget | None = None
    ) -> None:
        self._given = given
        self.person: PersonField | None = None
        super().__init__(context, parent)

    def add_head(self, column: QVBoxLayout) -> None:
        if self._given is not None:
            column.addWidget(ThaiLabel(self._given[1], role="strong", wrap=True))

    def add_person(self, words: str) -> None:
        """The field in which the person is searched for, unless it is known who."""
        if self._given is None:
            self.person = PersonField(self.context)
            self.add_field("person", words, self.person)

    def person_id(self, missing: RuleBroken) -> int:
        """Whom it is about; raises ``missing`` while nobody is chosen."""
        found = self._given[0] if self._given is not None else None
        if self.person is not None:
            found = self.person.person_id
        if found is None:
            raise missing
        return found
