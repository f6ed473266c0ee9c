"""What two members of a family are to each other, from what each is to its head (domain.md §2.2).

Relations are stored once, to the head; every other is derived here, and only where it is certain.
"""

from __future__ import annotations

from panpun_desktop.rules.codes import Relation, Sex

SIBLING = "SIBLING"
MEMBER = "MEMBER"
"""Of the family, but what exactly cannot be known from two relations to the head."""

_CHILDREN = {Relation.CHILD, Relation.STEPCHILD, Relation.ADOPT}
_GRANDPARENTS = {Relation.PGF, Relation.PGM, Relation.MGF, Relation.MGM}
_HEAD_IS = {
    Relation.SPOUSE: Relation.SPOUSE,
    Relation.FATHER: Relation.CHILD,
    Relation.MOTHER: Relation.CHILD,
    Relation.SIB_E: Relation.SIB_Y,
    Relation.SIB_Y: Relation.SIB_E,
    Relation.NIECE: Relation.AUNT_UNCLE,
    Relation.AUNT_UNCLE: Relation.NIECE,
    Relation.FRIEND: Relation.FRIEND,
    **dict.fromkeys(_GRANDPARENTS, Relation.GRANDCHILD),
}
"""What the head is to a member, by what the member is to the head."""


def seen_from(mine: Relation, theirs: Relation, their_sex: Sex | str) -> str:
    """What another member is to me: a code of list ``relation``, or SIBLING or MEMBER.

    ``mine`` and ``theirs`` are relations to the head of the same family.
    """
    if mine is Relation.HEAD:
        return theirs
    if mine in _CHILDREN and theirs in {Relation.HEAD, Relation.SPOUSE}:
        return _parent(their_sex)
    if theirs is Relation.HEAD:
        return _HEAD_IS.get(mine, MEMBER)
    if mine in _CHILDREN and theirs in _CHILDREN:
        return SIBLING
    if mine is Relation.SPOUSE and theirs in {Relation.CHILD, Relation.ADOPT}:
        return theirs
    return MEMBER


def _parent(sex: Sex | str) -> str:
    return {Sex.M: Relation.FATHER, Sex.F: Relation.MOTHER}.get(Sex(sex), MEMBER)


PARENT, GRANDPARENT, WARD, CARED_FOR = "PARENT", "GRANDPARENT", "WARD", "CARED_FOR"
"""What only an inverse can be: the list ``relation`` has no code for it."""

_INVERSE = {
    Relation.SPOUSE: Relation.SPOUSE,
    Relation.FATHER: Relation.CHILD,
    Relation.MOTHER: Relation.CHILD,
    Relation.CHILD: PARENT,
    Relation.ADOPT: PARENT,
    Relation.SIB_E: Relation.SIB_Y,
    Relation.SIB_Y: Relation.SIB_E,
    Relation.GRANDCHILD: GRANDPARENT,
    Relation.NIECE: Relation.AUNT_UNCLE,
    Relation.AUNT_UNCLE: Relation.NIECE,
    Relation.GUARDIAN: WARD,
    Relation.CARER: CARED_FOR,
    Relation.FRIEND: Relation.FRIEND,
    Relation.OTHER: Relation.OTHER,
    **dict.fromkeys(_GRANDPARENTS, Relation.GRANDCHILD),
}


def inverse(relation: str, sex: Sex | str) -> str:
    """What a person is to somebody who is ``relation`` to them; ``sex`` is the person's own.

    A code of list ``relation``, or PARENT, GRANDPARENT, WARD, CARED_FOR or MEMBER where it has none.
    """
    found = _INVERSE.get(Relation(relation), MEMBER)
    if found == PARENT and Sex(sex) is not Sex.U:
        return _parent(sex)
    return found
