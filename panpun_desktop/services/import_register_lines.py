"""Reading the lines of a register: every cell judged, what cannot be read unknown and said (R-PER-2)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from panpun_desktop.rules import places
from panpun_desktop.rules.address import Address, address_line, read_address, tidy
from panpun_desktop.rules.birth import Birth, age_on, birth_text
from panpun_desktop.services.import_cells import (
    ReadBirth,
    read_age,
    read_birth,
    read_day,
    read_number,
    read_phone,
    read_text,
)
from panpun_desktop.services.import_columns import register_columns
from panpun_desktop.services.import_lines import StayLine
from panpun_desktop.services.import_names import ReadName, called, read_name
from panpun_desktop.services.import_register_profile import RegisterProfile
from panpun_desktop.services.import_verdicts import Finding, ReadCell, ReadLine, Verdict
from panpun_desktop.services.people_rows import PersonFacts

_ADDRESS = ("house_no", "moo", "place", "trok", "soi", "road", "subdistrict", "district", "postcode")
_OTHER_NAMES = {"alias": "ALIAS", "former_name": "FORMER"}
_AGE_APART = 1
"""Years that an age and a birthday may differ."""


def read_line(line: int, raw: Mapping[str, str], profile: RegisterProfile, today: date) -> ReadLine:
    """Read one line; ``raw`` is column -> cell as written or mended."""
    return _Line(line, raw, profile, today).read()


class _Line:
    """One line on its way from text to facts."""

    def __init__(self, line: int, raw: Mapping[str, str], profile: RegisterProfile, today: date) -> None:
        self.line, self.raw, self.profile, self.today = line, raw, profile, today
        empty = {column: value for column, value in profile.constants.items() if not raw.get(column)}
        self.cells = {**raw, **empty}
        self.findings: list[Finding] = []
        self.shown: dict[str, str] = {}
        self.number = ""

    def read(self) -> ReadLine:
        name = read_name(self.raw)
        self.findings += name.findings
        self.shown |= name.shown or {}
        key = self.text("person")
        entry, exit_on, expected = self.days()
        address = self.address()
        facts = self.facts(name, entry or self.today, key)
        stay = self.stay(entry, exit_on, expected, key, facts) if entry is not None else None
        if not name.is_anything and not facts.national_id and not key:
            self.say(Verdict.REFUSED, "", "import.nobody")
        elif not name.is_anything:
            self.say(Verdict.LOOK, "", "import.nameless")
        return ReadLine(
            line=self.line,
            raw=self.raw,
            shown=self.shown,
            findings=tuple(self.findings),
            key=key,
            facts=facts,
            number=self.number,
            called=called(facts),
            address=address,
            aliases=tuple((kind, text) for c, kind in _OTHER_NAMES.items() if (text := self.text(c))),
            codes=(*self.codes("disability"), *self.codes("target_group")),
            household=self.text("household"),
            relation=self.relation(),
            stay=stay,
        )

    # --- cells -------------------------------------------------------------------------------------

    def cell(self, column: str) -> str:
        return self.cells.get(column, "")

    def say(self, verdict: Verdict, column: str, reason: str, **facts: str) -> None:
        self.findings.append(Finding(verdict, column, self.raw.get(column, ""), reason, facts))

    def keep(self, column: str, read: ReadCell) -> str:
        """Keep what is shown and said of a cell; gives its value."""
        if read.shown:
            self.shown[column] = read.shown
        if read.reason_id:
            self.say(read.verdict, column, read.reason_id, **read.facts)
        return read.value

    def text(self, column: str) -> str:
        raw = self.cells.get(column)
        return self.keep(column, read_text(raw)) if raw else ""

    def code(self, column: str) -> str | None:
        """The code of a cell; an unreadable one is unknown and noted."""
        value = self.text(column)
        if not value:
            return None
        found = self.profile.code(column, value)
        if found is None:
            self.say(Verdict.LOOK, column, "import.value_unknown")
        return found

    def codes(self, column: str) -> list[tuple[str, str]]:
        """Several codes in one cell, behind commas or strokes."""
        written = self.text(column)
        if not written:
            return []
        words = [word for word in re.split(r"[,;/]|และ", written) if word.strip()]
        found = [self.profile.code(column, word) for word in words]
        if None in found:
            self.say(Verdict.LOOK, column, "import.value_unknown")
        list_key = register_columns()[column].list
        return list(dict.fromkeys((list_key, code) for code in found if code is not None))

    # --- the stay ----------------------------------------------------------------------------------

    def days(self) -> tuple[date | None, date | None, date | None]:
        """Entry, leaving, expected leaving; refused where a day stands that cannot be."""
        entry = self.day("entry", "import.entry_unreadable")
        if entry is not None and entry > self.today:
            self.say(Verdict.REFUSED, "entry", "import.entry_in_future")
        left = self.day("exit", "import.exit_unreadable")
        if entry is None:
            self._without_entry()
            return None, None, None
        if left is not None and left < entry:
            self.say(Verdict.REFUSED, "exit", "import.exit_before_entry")
        elif left is not None and left > self.today:
            self.say(Verdict.LOOK, "exit", "import.exit_in_future")
            return entry, None, left
        return entry, left, None

    def _without_entry(self) -> None:
        if any(one.column == "entry" for one in self.findings):
            return
        if self.cell("exit").strip() and "exit" not in {one.column for one in self.findings}:
            self.say(Verdict.REFUSED, "entry", "import.entry_unreadable")
        elif "entry" in self.raw:
            self.say(Verdict.LOOK, "entry", "import.no_stay")

    def day(self, column: str, reason: str) -> date | None:
        day, read = read_day(self.cell(column), self.today, self.profile.date_order)
        if read.verdict is Verdict.REFUSED:
            self.say(Verdict.REFUSED, column, reason)
        else:
            self.keep(column, read)
        return day

    def stay(
        self, entry: date, left: date | None, expected: date | None, key: str, facts: PersonFacts
    ) -> StayLine | None:
        service = self.service()
        if service is None:
            return None
        return StayLine(
            line=self.line,
            key=self.text("stay"),
            person=key,
            household=self.text("household"),
            relation="HEAD",
            entry=entry,
            exit=left,
            expected_leave_on=expected,
            service=service,
            channel=self.code("channel") or "UNKNOWN",
            outcome=None if left is None else self.code("outcome") or "UNKNOWN",
            bed=self.text("bed"),
            accompanying=self.code("accompanying") == "yes",
            facts=facts,
        )

    def service(self) -> str | None:
        value = self.text("service")
        found = self.profile.code("service", value) if value else None
        if found is None:
            reason = "import.service_unknown" if value else "import.service_missing"
            self.say(Verdict.REFUSED, "service", reason)
        return found

    def relation(self) -> str:
        return (self.code("relation") or "OTHER") if self.cell("relation").strip() else "HEAD"

    # --- the person --------------------------------------------------------------------------------

    def facts(self, name: ReadName, on: date, key: str) -> PersonFacts:
        birth = self.birth(on)
        return PersonFacts(
            title=name.title,
            first_name=name.first,
            middle_name=name.middle,
            last_name=name.last,
            nickname=name.nickname,
            label=name.label or ("" if name.is_anything else key),
            sex=self.code("sex") or "U",
            birth_precision=birth.precision.value,
            birth_first_on=birth.first_on,
            birth_estimated_on=birth.estimated_on,
            national_id=self.national_id(),
            civil_status=self.code("civil_status"),
            card_held=self.code("card_held"),
            phone=self.keep("phone", read_phone(self.cell("phone"))) if self.cell("phone") else "",
            emergency_contact=self.text("emergency_contact"),
            medication=self.text("medication"),
            diet=self.code("diet"),
            caution=self.text("caution"),
            note=self.text("note"),
            nationality=self.code("nationality"),
            religion=self.code("religion"),
            education=self.code("education"),
            marital=self.code("marital"),
            health_scheme=self.code("health_scheme"),
            occupation=self.text("occupation"),
            allergy=self.text("allergy"),
            father_name=self.text("father_name"),
            mother_name=self.text("mother_name"),
        )

    def national_id(self) -> str:
        raw = self.cell("national_id")
        if not raw:
            return ""
        read = read_number(raw)
        self.number = read.value if read.verdict < Verdict.LOOK else ""
        return self.keep("national_id", read)

    def birth(self, on: date) -> Birth:
        """The most exact of birthday, year and age; an age that does not fit it needs a look."""
        order = self.profile.date_order
        day = self._birth("birth_date", read_birth(self.cell("birth_date"), self.today, order))
        year = self._birth("birth_year", read_birth(self.cell("birth_year"), self.today, order))
        aged = self._birth("age", read_age(self.cell("age"), on))
        known = [one for one in (day, year, aged) if one.is_known]
        if len(known) > 1 and aged.is_known and _differ(known[0], aged, on):
            self.say(Verdict.LOOK, "age", "import.age_differs", birth=birth_text(known[0]))
        if known and known[0].first_on is not None and known[0].first_on > on:
            self.say(Verdict.LOOK, "entry", "import.born_after_entry")
        return known[0] if known else Birth()

    def _birth(self, column: str, read: ReadBirth) -> Birth:
        self.keep(column, read.cell)
        return read.birth

    # --- the address -------------------------------------------------------------------------------

    def address(self) -> Address | None:
        """The address of one cell taken apart, with the cells that stand for themselves."""
        written = self.text("address")
        address = read_address(written) if written else Address()
        if written:
            self._show_address(written, address)
        own = {column: text for column in _ADDRESS if (text := self.text(column).removesuffix(".0"))}
        if self.cell("province").strip():
            own["province"] = self.province() or address.province
        if own:
            address = tidy(replace(address, **own))
        return None if address == Address() else address

    def _show_address(self, written: str, address: Address) -> None:
        """A line that was taken apart is said; one that nobody understands is kept as it is."""
        line = address_line(address)
        self.shown["address"] = line
        if address.place and address.place not in written:
            self.say(Verdict.READ_AS, "address", "import.read_as", shown=line)

    def province(self) -> str:
        value = self.text("province")
        found = places.province_name(value) if value else ""
        if value and not places.is_province(found):
            self.say(Verdict.LOOK, "province", "import.value_unknown")
        elif found != value:
            self.shown["province"] = found
        return found


def _differ(one: Birth, other: Birth, on: date) -> bool:
    first, second = age_on(one, on), age_on(other, on)
    return first is not None and second is not None and abs(first - second) > _AGE_APART
