"""The delivered code lists hold what the rules decide by."""

from __future__ import annotations

from enum import StrEnum

import pytest

from panpun_desktop.rules import codes
from panpun_desktop.rules.seed import code_lists


@pytest.mark.parametrize(
    ("key", "enumeration"),
    [
        ("service_type", codes.ServiceType),
        ("channel", codes.Channel),
        ("outcome", codes.Outcome),
        ("sex", codes.Sex),
        ("relation", codes.Relation),
        ("transit_client_of", codes.TransitClientOf),
        ("transit_awaiting", codes.TransitAwaiting),
        ("override_reason", codes.OverrideReason),
        ("absence_kind", codes.AbsenceKind),
        ("room_use", codes.RoomUse),
    ],
)
def test_each_enumeration_and_its_list_have_the_same_codes_in_the_same_order(
    key: str, enumeration: type[StrEnum]
) -> None:
    assert [one.code for one in code_lists()[key].codes] == [str(one) for one in enumeration]


def test_no_list_says_a_code_or_a_label_twice() -> None:
    for one in code_lists().values():
        listed = [entry.code for entry in one.codes]
        labels = [entry.label for entry in one.codes]
        assert len(set(listed)) == len(listed), one.key
        assert len(set(labels)) == len(labels), one.key
        assert all(one.title and entry.label for entry in one.codes), one.key


def test_there_are_77_provinces_of_which_14_are_southern() -> None:
    provinces = [one for one in code_lists()["province"].codes if one.extra["region"]]
    assert len(provinces) == 77
    assert sum(one.extra["region"] == "ใต้" for one in provinces) == 14


def test_a_code_that_is_not_in_the_list_is_shown_as_it_is_stored() -> None:
    services = code_lists()["service_type"]
    assert services.label("TRIAL") == "แรกรับ ทดลองอยู่"
    assert (services.short("COURSE_S"), services.label("OLD")) == ("ระยะสั้น", "OLD")
