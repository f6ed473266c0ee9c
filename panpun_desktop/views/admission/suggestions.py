"""What a row suggests from what was typed; a choice made by a person is never touched."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from panpun_desktop.rules.codes import Relation
from panpun_desktop.rules.family import FamilyMember, suggests_accompanying
from panpun_desktop.rules.limits import Limits
from panpun_desktop.services.people_rows import PersonFacts
from panpun_desktop.views.admission.member_row import FOLLOWS, OWN, MemberRow
from panpun_desktop.views.admission.typed_name import name_text
from panpun_desktop.views.words import title_warning


def suggest(row: MemberRow, rows: Sequence[MemberRow], today: date, limits: Limits) -> None:
    """Suggest last name, sex, relation and following the family (R-FAM-4) for one row."""
    if row.known is None:
        _title_in_full(row)
        _last_name(row, rows[0])
        row.suggest("sex", row.typed_name().sex)
    row.warn(title_warning(row.words.sexes, row.typed_name().title, row.sex.value() or ""))
    if row is rows[0]:
        row.suggest("relation", Relation.HEAD.value)
        return
    if not row.is_empty():
        row.suggest("relation", _relation(row, rows, today, limits))
        row.suggest("service", FOLLOWS if _is_young(row, today, limits) else OWN)


def _title_in_full(row: MemberRow) -> None:
    """ด.ช. becomes เด็กชาย, joined to the name as it is printed."""
    name = row.typed_name()
    if name.title:
        row.name.setText(name_text(name.within(PersonFacts())))


def _last_name(row: MemberRow, head: MemberRow) -> None:
    """The head's last name, once: whoever takes it out again has no last name."""
    name = row.typed_name()
    last = head.typed_name().last_name
    if row is head or "last_name" in row.by_hand or not name.first_name or name.nickname:
        return
    row.by_hand.add("last_name")
    if not name.last_name and last:
        row.name.setText(f"{row.name.text().strip()} {last}")


def _relation(row: MemberRow, rows: Sequence[MemberRow], today: date, limits: Limits) -> str:
    if _is_young(row, today, limits):
        return Relation.CHILD.value
    has_spouse = any(one is not row and one.relation.value() == Relation.SPOUSE.value for one in rows)
    sexes = {rows[0].sex.value(), row.sex.value()}
    return Relation.SPOUSE.value if not has_spouse and sexes == {"M", "F"} else Relation.OTHER.value


def _is_young(row: MemberRow, today: date, limits: Limits) -> bool:
    """Under age by birth; without one, by title."""
    member = FamilyMember(row.key, "", Relation.CHILD, row.birth_known())
    is_known = row.birth_known().is_known
    return suggests_accompanying(member, today, limits) if is_known else row.typed_name().is_child
