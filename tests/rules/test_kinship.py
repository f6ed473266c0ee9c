"""What members of a family are to each other, from what each is to the head."""

from __future__ import annotations

import pytest

from panpun_desktop.rules.codes import Relation, Sex
from panpun_desktop.rules.kinship import MEMBER, SIBLING, seen_from


@pytest.mark.parametrize("theirs", [one for one in Relation if one is not Relation.HEAD])
def test_the_head_sees_everyone_as_it_is_stored(theirs: Relation) -> None:
    assert seen_from(Relation.HEAD, theirs, Sex.U) == theirs


@pytest.mark.parametrize(
    ("mine", "theirs", "sex", "expected"),
    [
        (Relation.SPOUSE, Relation.HEAD, Sex.M, Relation.SPOUSE),
        (Relation.CHILD, Relation.HEAD, Sex.F, Relation.MOTHER),
        (Relation.CHILD, Relation.SPOUSE, Sex.M, Relation.FATHER),
        (Relation.CHILD, Relation.HEAD, Sex.U, MEMBER),
        (Relation.CHILD, Relation.CHILD, Sex.M, SIBLING),
        (Relation.SPOUSE, Relation.CHILD, Sex.M, Relation.CHILD),
        (Relation.MOTHER, Relation.HEAD, Sex.M, Relation.CHILD),
        (Relation.SIB_E, Relation.HEAD, Sex.M, Relation.SIB_Y),
        (Relation.MGM, Relation.HEAD, Sex.M, Relation.GRANDCHILD),
    ],
)
def test_others_are_seen_through_the_head(mine: Relation, theirs: Relation, sex: Sex, expected: str) -> None:
    assert seen_from(mine, theirs, sex) == expected


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (Relation.SPOUSE, Relation.MOTHER),
        (Relation.FRIEND, Relation.CHILD),
        (Relation.SPOUSE, Relation.STEPCHILD),
        (Relation.CARER, Relation.HEAD),
    ],
)
def test_what_is_not_certain_is_only_of_the_family(mine: Relation, theirs: Relation) -> None:
    assert seen_from(mine, theirs, Sex.F) == MEMBER
