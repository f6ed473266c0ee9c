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
    # registers
    "import.read_as": N_("Read as {shown}."),
    "import.thai_digits": N_("Written in Thai figures."),
    "import.buddhist_date": N_("A date with a Buddhist year in the spreadsheet; read as {shown}."),
    "import.leading_zero": N_("The leading zero was lost; read as {shown}."),
    "import.number_lost": N_("The spreadsheet lost figures of the number; it was left out."),
    "import.number_length": N_("The number has {count} figures instead of 13; it was kept as written."),
    "import.cell_broken": N_("The spreadsheet lost this cell; it was kept as unknown."),
    "import.age_unreadable": N_("The age cannot be read; it was kept as unknown."),
    "import.age_differs": N_("The age does not fit the birth: {birth}."),
    "import.born_after_entry": N_("The day of entry is before the birth."),
    "import.title_found": N_("The title {title} stood in the name."),
    "import.nickname_found": N_("The nickname stood in the name: {shown}."),
    "import.name_doubtful": N_("There are figures or signs in the name."),
    "import.name_joined": N_("First and last name may be joined into one word."),
    "import.nobody": N_("There is nothing to call the person by."),
    "import.nameless": N_("There is no name, only a number."),
    "import.no_stay": N_("There is no day of entry: the person is registered without a stay."),
    "import.service_missing": N_("The service type is missing. Choose one for lines without it."),
    "import.person_there": N_("This person is in the register already: {person}."),
    "import.line_repeated": N_("The same person stands in line {line} already."),
    "import.stay_added": N_("The same person as {person} of the register: the stay joins that record."),
    "import.second_stay": N_("The same person as in line {line}: another stay."),
    "import.like_known": N_("Like {person} of the register; a new person unless you choose otherwise."),
    "import.like_line": N_("May be the same person as in line {line}."),
    "import.key_used": N_("{person} has this key; registered as someone else."),
    "import.number_of_another": N_("{person} has this number and another name."),
    "import.left_out": N_("Left out by choice."),
    "import.header_again": N_("A repeated header line; it was passed over."),
    "import.total_line": N_("A line of totals; it was passed over."),
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
