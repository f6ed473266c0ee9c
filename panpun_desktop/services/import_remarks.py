"""What an import says about a line: refused or noted, with the reason in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from panpun_desktop.common.i18n import N_, _

REASONS: dict[str, str] = {
    "import.no_person": N_("The person column is empty."),
    "import.entry_unreadable": N_("The day of entry is missing or cannot be read."),
    "import.entry_in_future": N_("The day of entry lies in the future."),
    "import.exit_unreadable": N_("The day of leaving cannot be read."),
    "import.exit_before_entry": N_("The day of leaving is before the day of entry."),
    "import.exit_in_future": N_("The day of leaving lies in the future; it was kept as the expected day."),
    "import.service_unknown": N_("The service type is not known; add it to the profile."),
    "import.overlap": N_("This stay overlaps another stay of the same person."),
    "import.there_already": N_("This stay is in the register already."),
    "import.value_unknown": N_("The value is not known; it was kept as unknown."),
    "import.date_unreadable": N_("The date cannot be read; it was kept as unknown."),
    "import.national_id_doubtful": N_("The check digit of the number is not right; the number was kept."),
    "import.national_id_taken": N_("Another person has this number; it was left out."),
    "import.bed_unknown": N_("There is no such bed; the stay was kept without a bed."),
    "import.bed_taken": N_("The bed was taken on these nights; the stay was kept without a bed."),
    "import.joined": N_("Came back the same day: joined to the stay before it."),
    "import.two_digit_year": N_("The year has two digits; it was read as {year}."),
}
"""The sentence of every reason id that an import reports."""


@dataclass(frozen=True)
class Remark:
    """Something about one line that was refused or noted."""

    line: int
    column: str
    value: str
    reason_id: str
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """The reason in the language of the program."""
        return _(REASONS[self.reason_id]).format(**self.facts)

    def as_json(self) -> dict[str, object]:
        """The shape of interfaces.md §3."""
        return {
            "line": self.line,
            "column": self.column,
            "value": self.value,
            "reason_id": self.reason_id,
            "reason": self.sentence,
        }
