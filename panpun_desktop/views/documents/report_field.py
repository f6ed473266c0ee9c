"""What every field of a report answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from panpun_desktop.common.i18n import _
from panpun_desktop.views.context import Context

if TYPE_CHECKING:
    from panpun_desktop.views.documents.paper_form import PaperForm


class ReportField:
    """One or more parameters of a report; ``take`` fills in what is known, ``given`` what stands there."""

    names: tuple[str, ...] = ()
    is_needed = True

    def __init__(self, context: Context, form: PaperForm) -> None:
        self.context, self.form = context, form

    @property
    def lacking(self) -> str:
        """What to give, as a sentence."""
        return _("Enter a date, for example 15/8/69")

    def build(self) -> None:
        """Add the fields."""
        raise NotImplementedError

    def read(self) -> None:
        """Ask for what can be chosen."""

    def take(self, given: Mapping[str, Any]) -> None:
        """Show parameters that are known."""
        raise NotImplementedError

    def given(self) -> dict[str, Any]:
        """The parameters; None where nothing stands there."""
        raise NotImplementedError
